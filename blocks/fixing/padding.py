"""The zeros that a padding comes to: for each side in words, and as explicit_paddings."""

from __future__ import annotations

from typing import NamedTuple

from blocks.fixing.call import Call, Look, call_at
from blocks.geometry.words import SIDES
from blocks.page import Page


class Pads(NamedTuple):
    """The zeros before and after an axis, None where they are not known yet."""

    axis: str
    pads: tuple[int, int] | None

    def __str__(self) -> str:
        if self.pads is None:
            return f"{self.axis} not known yet"
        (before, after), sides = self.pads, SIDES[self.axis]
        return f"{sides[0]} {before}, {sides[1]} {after}"


def resolved_pads(call: Call) -> tuple[Pads, ...]:
    """The pads of each spatial axis; empty if an attribute is wrong.

    Those of SAME need the sizes along the axis, and need not fit the third tensor to be told.
    """
    if call.attributes is None:
        return ()
    windows, member = call.attributes.windows, call.member
    input, filter = call.shape(member.input), call.shape(member.filter)
    rank = len(windows) + 2
    inputs = call.attributes.layout.split(input)[1] if input and len(input) == rank else None
    filters = filter[:-2] if filter and len(filter) == rank else None
    found = []
    for at, window in enumerate(windows):
        n, k = inputs[at] if inputs else None, filters[at] if filters else None
        if window.padding != "SAME":
            pads: tuple[int, int] | None = window.pads
        else:
            pads = window.resolved(n, k) if n is not None and k else None
        found.append(Pads(window.name, pads))
    return tuple(found)


def explicit_pads(call: Call) -> tuple[int, ...] | None:
    """The pads as explicit_paddings has them; None while one is not known."""
    pads = [one.pads for one in resolved_pads(call)]
    known = [one for one in pads if one is not None]
    if call.attributes is None or len(known) != len(pads):
        return None
    pairs = call.attributes.layout.join((0, 0), known, (0, 0))
    return tuple(number for pair in pairs for number in pair)


def padding_words(call: Call) -> str:
    """`SAME: top 2, bottom 3, left 1, right 1`; empty if an attribute is wrong."""
    pads = resolved_pads(call)
    if call.attributes is None or not pads:
        return ""
    padding = call.attributes.windows[0].padding
    if all(one.pads == (0, 0) for one in pads):
        return f"{padding}: no padding"
    return f"{padding}: {', '.join(str(one) for one in pads)}"


def can_be_explicit(call: Call) -> bool:
    """Whether padding can be made EXPLICIT with the very pads that it comes to now."""
    return (
        "EXPLICIT" in call.member.family.paddings
        and call.attrs.get("padding") != "EXPLICIT"
        and explicit_pads(call) is not None
    )


def why_not_explicit(call: Call) -> str:
    """Why the pads cannot be written down; empty if they can be, or if there are none."""
    if "EXPLICIT" in call.member.family.paddings:
        return ""
    if all(one.pads == (0, 0) for one in resolved_pads(call)):
        return ""
    return f"{call.member.op} has no EXPLICIT, as in TensorFlow: SAME sets these pads itself."


def make_explicit(page: Page, id: str, look: Look) -> None:
    """Write the pads that the padding comes to into explicit_paddings, as one edit. Does nothing
    while they are not known."""
    call = call_at(page, id, look)
    pads = explicit_pads(call) if call is not None else None
    if call is None or pads is None or not can_be_explicit(call):
        return
    with page.edit(f"Make padding of {id} explicit"):
        page.set_attr(id, "padding", "EXPLICIT")
        page.set_attr(id, "explicit_paddings", list(pads))
