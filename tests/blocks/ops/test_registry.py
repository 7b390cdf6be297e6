"""The table of ops: built-in ones for good, own ones come and go in one place for all importers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from gc import collect
from weakref import ref

import pytest

from blocks.declaration.op import Op
from blocks.ops import OPS
from blocks.ops.registry import Registry
from blocks.palette import find


@pytest.fixture(autouse=True)
def no_own_ops_left() -> Iterator[None]:
    yield
    OPS.put_own([])


def own(name: str) -> Op:
    return replace(OPS["Relu"], name=name, category="Own ops")


class Listener:
    def __init__(self) -> None:
        self.heard = 0

    def hear(self) -> None:
        self.heard += 1


def test_own_ops_are_seen_by_all_who_have_imported_the_table() -> None:
    count = len(OPS)
    assert "Blur" not in OPS
    OPS.put_own([blur := own("Blur")])
    assert OPS["Blur"] is blur
    assert OPS.own == {"Blur": blur}
    assert list(OPS)[-1] == "Blur"
    assert len(OPS) == count + 1
    assert [one.name for one in find("blur")] == ["Blur"]
    OPS.put_own([])
    assert "Blur" not in OPS
    assert len(OPS) == count == len(OPS.built_in)


def test_an_own_op_declared_anew_is_found_by_its_new_words() -> None:
    OPS.put_own([replace(own("Blur"), synonyms=("smear",))])
    assert [one.name for one in find("smear")] == ["Blur"]
    OPS.put_own([replace(own("Blur"), synonyms=("soften",))])
    assert find("smear") == []
    assert [one.name for one in find("soften")] == ["Blur"]


def test_a_built_in_op_cannot_be_replaced_or_taken_away() -> None:
    before = dict(OPS)
    with pytest.raises(ValueError, match="built-in op named Relu"):
        OPS.put_own([own("Blur"), own("Relu")])
    with pytest.raises(TypeError):
        OPS["Blur"] = own("Blur")  # type: ignore[index]
    with pytest.raises(TypeError):
        del OPS["Relu"]  # type: ignore[attr-defined]
    assert dict(OPS) == before


def test_followers_hear_of_changes_alone_and_are_not_kept_alive() -> None:
    ops = Registry(OPS.built_in)
    one, other = Listener(), Listener()
    ops.follow(one.hear)
    ops.follow(other.hear)
    ops.put_own([blur := own("Blur")])
    ops.put_own([blur])
    assert (one.heard, other.heard) == (1, 1)
    ops.leave(other.hear)
    ops.put_own([])
    assert (one.heard, other.heard) == (2, 1)
    seen = ref(one)
    del one
    collect()
    assert seen() is None
    ops.put_own([own("Blur")])
