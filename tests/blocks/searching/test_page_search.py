"""Finding in a page: by name, op, port, attribute value, note, frame, variable, error and state."""

from __future__ import annotations

import numpy as np
import pytest

from blocks.checking import Check, Problem
from blocks.declaration.known import Known
from blocks.page import End, Page
from blocks.searching import Hit, PageSearch, Target


class Seen:
    """A page with problems and states as a test says."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.check = Check(page)
        self.states: dict[str, str] = {}
        self.failed: tuple[Problem, ...] = ()

    def problems(self) -> tuple[Problem, ...]:
        return self.check.problems + self.failed

    def known(self, end: End) -> Known:
        return self.check.known(end)

    def state(self, id: str) -> str:
        return self.states.get(id, "never")


@pytest.fixture
def seen() -> Seen:
    page = Page("Edges of a photograph")
    page.add_block("Const", {"value": np.zeros((1, 4, 4, 1), np.float32)}, id="image")
    page.add_block("Const", {"value": np.zeros((2, 2, 1, 1), np.float32)}, id="taps")
    page.add_block("Conv2D", {"padding": "VALID", "strides": [1, 2, 2, 1]}, id="y")
    page.add_block("Relu", {"name": "bright"}, id="relu")
    page.add_block("Relu", id="lonely")
    page.add_block("Identity", id="bend")
    page.connect("image.output", "y.input")
    page.connect("taps.output", "y.filter")
    page.connect("y.output", "bend.input")
    page.connect("bend.output", "relu.features")
    page.dots.put("bend", True)
    page.notes.write("taps", "Sobel's filter,\nturned")
    page.variables.put("stride_of_all", 2)
    page.variables.put("half", "=stride_of_all//2")
    page.frames.add((0, 0), (300, 300), "Forward pass")
    group = page.groups.add((0, 0), "Edge detector")
    page.members.put("relu", group)
    page.modes.put("relu", "bypassed")
    seen = Seen(page)
    seen.states = {"y": "stale", "image": "fresh"}
    seen.failed = (Problem("y", "filter", "filter: the taps are all zero"),)
    return seen


def hits(seen: Seen, text: str) -> list[Hit]:
    return PageSearch(seen).find(text)


def ids(seen: Seen, text: str) -> list[str]:
    return [one.target.id for one in hits(seen, text)]


def test_nothing_typed_finds_nothing(seen: Seen) -> None:
    assert hits(seen, "") == hits(seen, "  ") == []


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("image", "block", "image"),
        ("bright", "block", "relu"),
        ("conv2d", "block", "y"),
        ("valid", "block", "y"),
        ("padding valid", "block", "y"),
        ("VALID Padding", "block", "y"),
        ("[1, 2, 2, 1]", "block", "y"),
        ("sobel", "block", "taps"),
        ("features", "block", "lonely"),
        ("zero all taps", "block", "y"),
        ("not wired", "block", "lonely"),
        ("stale", "block", "y"),
        ("reroute", "block", "bend"),
        ("bypassed", "block", "relu"),
        ("[1, 2, 2, 1] float32", "block", "y"),
        ("forward", "frame", "frame"),
        ("detector", "group", "group"),
        ("stride_of_all", "variable", "stride_of_all"),
        ("half", "variable", "half"),
        ("//2", "variable", "half"),
        ("photograph", "page", ""),
    ],
)
def test_everything_said_of_a_thing_finds_it(seen: Seen, text: str, kind: str, found: str) -> None:
    assert Target(kind, found) in [one.target for one in hits(seen, text)][:2]


def test_words_may_be_in_several_entries_and_all_must_be_there(seen: Seen) -> None:
    assert ids(seen, "stale conv valid") == ["y"]
    assert ids(seen, "stale conv same") == []


def test_a_hit_says_why_it_was_found(seen: Seen) -> None:
    (hit,) = hits(seen, "sobel")
    assert (hit.title, hit.kind, hit.text) == ("taps", "note", "Sobel's filter, turned")
    (hit,) = hits(seen, "stale conv2d")
    assert hit.text == "stale · Conv2D"
    hit = hits(seen, "image")[0]
    assert (hit.title, hit.text) == ("image", "Const")


def test_what_is_called_so_comes_before_what_says_so(seen: Seen) -> None:
    seen.page.notes.write("image", "relu comes later")
    assert ids(seen, "relu")[-1] == "image"
    assert ids(seen, "bright")[0] == "relu"


def test_expression_and_value_of_an_attribute_are_found(seen: Seen) -> None:
    seen.page.set_attr("y", "strides", [1, "=half+1", "=half+1", 1])
    seen.check.refresh()
    assert ids(seen, "half+1") == ["y"]
    assert "y" in ids(seen, "[1, 2, 2, 1]")


def test_a_value_that_nobody_can_read_and_an_op_that_is_not_there_are_found() -> None:
    from blocks import file

    text = file.dumps(Page("x")).replace(
        '"blocks": []', '"blocks": [{"id": "odd", "op": "Foreign", "attrs": {"colour": "mauve"}}]'
    )
    seen = Seen(file.loads(text))
    assert ids(seen, "foreign mauve") == ["odd"]
    assert ids(seen, "no op named") == ["odd"]


def test_a_search_sees_changes_once_it_forgets(seen: Seen) -> None:
    search = PageSearch(seen)
    assert search.find("fresh")[0].target.id == "image"
    seen.states["image"] = "stale"
    seen.page.notes.write("y", "a fresh note")
    search.forget()
    assert [one.target.id for one in search.find("fresh")] == ["y"]
    seen.page.remove_blocks(["y"])
    search.forget()
    assert search.find("fresh") == []


@pytest.mark.parametrize("text", ["(", "[", "\\", "*", "%s"])
def test_signs_break_nothing(seen: Seen, text: str) -> None:
    assert all(text in f"{hit.title} {hit.text}" for hit in hits(seen, text))


def test_what_is_gathered_once_is_not_gathered_at_each_key() -> None:
    page = Page()
    for number in range(1000):
        page.add_block("Conv2D", {"padding": "SAME"}, id=f"conv{number}")
    seen = Seen(page)
    search = PageSearch(seen)
    search.find("a")
    calls = []
    seen.state = lambda id: calls.append(id) or "never"  # type: ignore[func-returns-value, method-assign]
    for text in ("c", "co", "conv9", "same", "nothing of this"):
        search.find(text)
    assert calls == []
