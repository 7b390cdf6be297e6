"""All that is said of each thing on a page, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from blocks.checking import Problem
from blocks.declaration.known import Known
from blocks.drawing.words import attribute_text, raw_text
from blocks.page import Block, End, Page, Unread
from blocks.page.precision import PRECISION


class Searched(Protocol):
    """A page as somebody searches it: with its problems, and how its blocks stand to the runs."""

    @property
    def page(self) -> Page:
        """The page."""

    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong with the page."""

    def known(self, end: End) -> Known:
        """What is known at an output."""

    def state(self, id: str) -> str:
        """How a block stands to the runs: "never", "fresh", "stale", "running" or "failed"."""


class Target(NamedTuple):
    """What can be jumped to. `kind` is "block", "frame", "group", "variable" or "page"."""

    kind: str
    id: str


class Entry(NamedTuple):
    """One thing that is said: `kind` is "name", "op", "port", "attribute", "note" and so on."""

    kind: str
    text: str


@dataclass(frozen=True)
class Item:
    """A target with all that is said of it. The first entry is its name."""

    target: Target
    entries: tuple[Entry, ...]

    @cached_property
    def lowered(self) -> tuple[str, ...]:
        """The texts of the entries, as they are compared."""
        return tuple(f"{kind} {text}".lower() for kind, text in self.entries)

    @cached_property
    def everything(self) -> str:
        """All texts in one, to look through quickly."""
        return "\n".join(self.lowered)


class About(NamedTuple):
    """All that the entries of a block are made from, so that they are made once."""

    block: Block
    note: str
    mode: str
    state: str
    problems: tuple[Problem, ...]
    known: tuple[Known, ...]
    flags: tuple[str, ...]

    def same_as(self, other: About) -> bool:
        """Whether the entries would be the same."""
        return (
            self.block is other.block
            and self[1:5] == other[1:5]
            and self.flags == other.flags
            and all(one is two for one, two in zip(self.known, other.known, strict=True))
        )


def about(seen: Searched, id: str, problems: tuple[Problem, ...]) -> About:
    """What there is to say of a block now."""
    page, block = seen.page, seen.page.blocks[id]
    flags = []
    if id in page.dots:
        flags.append("reroute dot")
    if page.pins or page.tags:
        flags += [f"{end} is pinned" for end in block.outputs if str(end) in page.pins]
        flags += [f"{end} is a tag" for end in block.outputs if str(end) in page.tags]
    return About(
        block,
        page.notes.get(id, ""),
        page.modes.get(id, ""),
        seen.state(id),
        problems,
        tuple([seen.known(end) for end in block.outputs]),
        tuple(flags),
    )


def block_item(one: About) -> Item:
    """A block: names, op, note, attributes, ports, problems, state."""
    return Item(Target("block", one.block.id), tuple(_of_block(one)))


def other_items(page: Page, problems: Iterable[Problem]) -> Iterator[Item]:
    """Everything else on a page: frames, groups, variables, and the page itself."""
    for id, frame in page.frames.items():
        yield _item("frame", id, Entry("frame", frame.title or id), Entry("text", frame.text))
    for id, group in page.groups.items():
        yield _item("group", id, Entry("group", group.title or id), Entry("text", group.text))
    for name, source in page.variables.items():
        worked_out = page.variables.worked_out.get(name)
        is_formula = worked_out is not None and worked_out != source
        told = f"{raw_text(source)} is {raw_text(worked_out)}" if is_formula else raw_text(source)
        error = page.variables.errors.get(name, "")
        yield _item(
            "variable", name, Entry("variable", name), Entry("value", told), Entry("error", error)
        )
    yield _item(
        "page",
        "",
        Entry("page", page.title or "page"),
        Entry(PRECISION.name, page.precision),
        *(Entry("error", one.message) for one in problems if one.block is None),
    )


def _item(kind: str, id: str, *entries: Entry) -> Item:
    first, *rest = entries
    return Item(Target(kind, id), (first, *(one for one in rest if one.text)))


def _of_block(one: About) -> Iterator[Entry]:
    block = one.block
    named = block.id if block.name == block.id else f"{block.name} ({block.id})"
    yield Entry("name", named)
    yield Entry("op", block.op_name)
    if one.note:
        yield Entry("note", " ".join(one.note.split()))
    for problem in one.problems:
        yield Entry("error", " ".join(problem.message.split()))
    for name, text in _attributes(block):
        yield Entry("attribute", f"{name} {text}")
    if block.op is not None:
        for port in block.op.inputs:
            yield Entry("port", port.name)
    for end, known in zip(block.outputs, one.known, strict=True):
        yield Entry("port", f"{end.port} {known}")
    yield Entry("state", "never run" if one.state == "never" else one.state)
    for flag in (one.mode, *one.flags):
        if flag:
            yield Entry("state", flag)


def _attributes(block: Block) -> Iterator[tuple[str, str]]:
    """Each attribute and its value; of one that is worked out, the expression and the value."""
    declared = block.op.attributes if block.op is not None else ()
    for attribute in declared:
        if attribute.name == "name":
            continue
        text = attribute_text(attribute, block.value(attribute.name))
        if attribute.name in block.formulas:
            text = f"{raw_text(block.formulas[attribute.name])} is {text}"
        yield attribute.name, text
    for name, value in block.attrs.items():
        if not any(one.name == name for one in declared):
            yield name, raw_text(value.raw if isinstance(value, Unread) else value)
