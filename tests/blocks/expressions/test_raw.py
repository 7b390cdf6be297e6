"""Expressions in the plain data of attributes, and variables that are computed from each other."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blocks.expressions import (
    ExpressionError,
    check_name,
    evaluate_all,
    evaluate_raw,
    has_expressions,
    is_expression,
    names_in,
    renamed_in,
)
from tests.work import calls_of, growth

SCOPE = {"H": 56, "W": 28, "same": "SAME"}
TENSOR = {"dtype": "int32", "shape": ["=H//28", 2], "data": [1, "=H", 3, "=W-1"]}


def test_what_is_an_expression() -> None:
    assert is_expression("=H")
    assert is_expression("=")
    for raw in ("H", " =H", "", 3, None, ["=H"], b"=H"):
        assert not is_expression(raw)


def test_names_and_expressions_are_found_however_deep() -> None:
    assert names_in(TENSOR) == {"H", "W"}
    assert names_in([[1, ["=a"]], {"x": {"y": "=b*c"}}, ("=d",)]) == set("abcd")
    assert names_in("=min(H, 2)") == {"H"}
    assert names_in(["nan", "inf", 3.5, None, "=("]) == set()
    assert has_expressions(["=("])
    assert not has_expressions([1, "H", {"=H": 1}])
    deep: object = "=H"
    for _ in range(3_000):
        deep = [deep]
    assert names_in(deep) == {"H"}
    with pytest.raises(ExpressionError, match="within each other"):
        evaluate_raw(deep, SCOPE)


def test_they_are_replaced_by_their_values() -> None:
    assert evaluate_raw(TENSOR, SCOPE) == {
        "dtype": "int32",
        "shape": [2, 2],
        "data": [1, 56, 3, 27],
    }
    assert evaluate_raw("=same", SCOPE) == "SAME"
    assert evaluate_raw([1, "=H/2"], SCOPE) == [1, 28.0]
    array = np.zeros(3)
    for raw in (array, [1, 2], "SAME", 3, None, {"a": [["x"]]}):
        assert evaluate_raw(raw, {}) is raw


@pytest.mark.parametrize(
    ("raw", "message", "place"),
    [
        ("=K", "no variable K; there are H, W, same", ""),
        ([1, "=K"], "[1]: no variable K; there are H, W, same", "[1]"),
        ({"data": [1, 2, [3, "=1/0"]]}, "data[2][1]: 1 / 0 divides by zero", "data[2][1]"),
        ([{"a": "=1+"}], "[0].a: column 3: the formula ends", "[0].a"),
    ],
)
def test_errors_say_where(raw: object, message: str, place: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        evaluate_raw(raw, SCOPE)
    assert str(caught.value).startswith(message)
    assert caught.value.place == place


def test_renaming_touches_only_what_uses_the_name() -> None:
    assert renamed_in(TENSOR, "H", "height")["data"] == [1, "=height", 3, "=W-1"]
    assert renamed_in(TENSOR, "Z", "height") is TENSOR
    assert renamed_in(["=H+", "=H"], "H", "h") == ["=H+", "=h"]


def test_a_million_numbers_are_not_looked_at_one_by_one() -> None:
    data = list(range(1_000_000))
    raw = {"dtype": "int32", "shape": [1_000_000], "data": data}
    assert not has_expressions(raw)
    assert calls_of(lambda: has_expressions(raw)) < 100
    data[-1] = "=H"  # type: ignore[call-overload]
    assert names_in(raw) == {"H"}


# ---- variables -----------------------------------------------------------------------------


def test_variables_use_each_other_in_any_order() -> None:
    values, errors = evaluate_all(
        {"area": "=H*W", "H": 56, "W": "=H//2", "pad": "SAME", "p": "=pad", "on": True, "r": 0.5}
    )
    assert not errors
    assert values == {
        "area": 56 * 28,
        "H": 56,
        "W": 28,
        "pad": "SAME",
        "p": "SAME",
        "on": True,
        "r": 0.5,
    }
    assert list(values) == ["area", "H", "W", "pad", "p", "on", "r"]


def test_what_has_no_value_says_why() -> None:
    values, errors = evaluate_all(
        {
            "a": "=b+1",
            "b": "=c",
            "c": "=a",
            "user": "=2*a",
            "user2": "=user",
            "self": "=self",
            "zero": "=1/0",
            "after": "=zero",
            "typo": "=1+",
            "gone": "=K",
            "wrong": [1],
            "good": "=1",
        }
    )
    assert values == {"good": 1}
    assert errors["a"] == "circle: a uses b uses c uses a"
    assert errors["c"] == "circle: c uses a uses b uses c"
    assert errors["user"] == "it uses a, which has no value"
    assert errors["user2"] == "it uses user, which has no value"
    assert errors["self"] == "circle: self uses itself"
    assert errors["zero"] == "1 / 0 divides by zero"
    assert errors["after"] == "it uses zero, which has no value"
    assert errors["typo"].startswith("column 3")
    assert errors["gone"].startswith("no variable K; ")
    assert errors["wrong"] == "[1] is no number, true, false or text"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.integers(0, 11), max_size=3), min_size=12, max_size=12))
def test_every_variable_gets_a_value_or_a_reason(uses: list[list[int]]) -> None:
    sources = {f"v{at}": "=1" + "".join(f"+v{one}" for one in used) for at, used in enumerate(uses)}
    values, errors = evaluate_all(sources)
    assert list(values) + list(errors) == sorted(
        sources, key=lambda one: (one in errors, list(sources).index(one))
    )
    for at, used in enumerate(uses):
        if all(f"v{one}" in values for one in used):
            assert values[f"v{at}"] == 1 + sum(values[f"v{one}"] for one in used)
        else:
            assert f"v{at}" in errors
    circles = {name for name, why in errors.items() if why.startswith("circle")}
    assert bool(circles) == bool(errors)
    for name in circles:
        ring = errors[name].removeprefix("circle: ").split(" uses ")
        if ring[-1] != "itself" and "..." not in ring:
            assert ring[0] == ring[-1] == name
            for one, other in pairwise(ring):
                assert int(other[1:]) in uses[int(one[1:])]


def test_a_circle_is_work_in_proportion_to_its_length() -> None:
    def work_out(count: int) -> Callable[[], object]:
        uses: dict[str, object] = {f"v{at}": f"=v{at + 1}+1" for at in range(count)}
        return lambda: evaluate_all(uses | {f"v{count}": f"=v{count // 2}"})

    assert growth(work_out, 250) < 6


def test_a_long_chain_and_a_long_circle() -> None:
    chain: dict[str, object] = {f"v{at}": f"=v{at + 1}+1" for at in range(3_000)}
    values, errors = evaluate_all(chain | {"v3000": 0})
    assert values["v0"] == 3_000
    assert not errors
    _, errors = evaluate_all(chain | {"v3000": "=v1500"})
    assert len(errors) == 3_001
    assert errors["v0"] == "it uses v1, which has no value"
    assert len(errors["v2000"]) < 100


@pytest.mark.parametrize("name", ["H", "_x", "out_channels2", "Min1", "a" * 64])
def test_good_names(name: str) -> None:
    check_name(name)


@pytest.mark.parametrize(
    "name", ["", "2x", "a b", "a-b", "\u00e4", "min", "Max", "true", "nan", "=", "a" * 65, "x\n"]
)
def test_bad_names(name: str) -> None:
    with pytest.raises(ExpressionError):
        check_name(name)
