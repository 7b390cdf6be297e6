"""input_sizes that follow another data_format: the vector that comes in is put in its order."""

from __future__ import annotations

from blocks.editing.data_format import layout_of, reordered
from blocks.editing.tensor_formulas import holds_all
from blocks.fixing.call import Call, Look, member_of
from blocks.fixing.forward import source_of
from blocks.fixing.numbers import const_of, put_numbers
from blocks.page import Block, End, Page

PORT = "input_sizes"


def follow(page: Page, before: Block, look: Look | None = None) -> None:
    """Put the numbers that come to the block's input_sizes in the order of the data_format that it
    has now, if they are written in a Const.

    Height and width alone have no order. Numbers that fit the new order as they are, and did not
    fit the old one, stay; `look` tells what is known of the other inputs.
    """
    end, old, new = End(before.id, PORT), layout_of(before), layout_of(page.blocks[before.id])
    member = member_of(before.op)
    source = source_of(page, end)
    if member is None or member.input != PORT or source is None:
        return
    const = page.blocks[source.block]
    if const.op_name != "Const" or _fit_already(page, before, look):
        return
    numbers = const.value("value")
    if getattr(numbers, "ndim", 0) != 1 or len(numbers) != len(new):
        return
    moved = reordered([int(one) for one in numbers], old, new)
    if moved is None:
        return
    raw = const.formulas.get("value")
    if isinstance(raw, dict) and holds_all(raw) and const_of(page, end) == const.id:
        page.set_attr(
            const.id, "value", {**raw, "data": list(reordered(raw["data"], old, new) or ())}
        )
    else:
        put_numbers(page, end, moved)


def _fit_already(page: Page, before: Block, look: Look | None) -> bool:
    member = member_of(before.op)
    if look is None or member is None:
        return False
    inputs = {wire.target.port: look(wire.source) for wire in page.wires_into(before.id)}
    now = Call(member, page.blocks[before.id].values(), inputs)
    return now.relation is not None and Call(member, before.values(), inputs).relation is None
