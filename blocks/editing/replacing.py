"""Another op in the place of a block's: wires and attributes that fit stay."""

from __future__ import annotations

from blocks.declaration.op import Op
from blocks.errors import EditRefused, ValueRefused
from blocks.ops import OPS
from blocks.page import Block, End, Page, Wire


def replace_op(page: Page, id: str, op_name: str) -> tuple[Wire, ...]:
    """Make a block a use of another op: it keeps id, place, note, and the attributes of the same
    name that the new op can take; wires go to the port of the same name, else to the one that
    stands in the same place. Returns the wires that found no port and were taken away.

    EditRefused if there is no such op or block.
    """
    old = page.blocks.get(id)
    new = OPS.get(op_name)
    if old is None or new is None:
        raise EditRefused(
            f"there is no {'block' if old is None else 'op'} {id!r:.60}"
            if old is None
            else f"there is no op named {op_name!r:.60}"
        )
    into, out_of = page.wires_into(id), page.wires_out_of(id)
    at = page.position(id)
    kept = {name: table[id] for name, table in page.tables.items() if id in table}
    with page.edit(f"Replace {old.op_name} by {op_name}"):
        ports = {group: one.ports for group, one in page.groups.items()}
        page.remove_blocks([id])
        page.add_block(op_name, _values(old, new, page), id=id, at=at)
        for name, item in kept.items():
            if page.tables[name].refusal(id, item) is None:
                page.tables[name].put(id, item)
        for group, ends in ports.items():
            if page.groups[group].ports != ends:
                page.groups.alter(group, ports=tuple(_ends(ends, old, new)))
        lost = [wire for wire in into if not _join(page, wire.source, _input(wire, old, new))]
        lost += [wire for wire in out_of if not _join(page, _output(wire, old, new), wire.target)]
    return tuple(lost)


def _values(old: Block, new: Op, page: Page) -> dict[str, object]:
    values: dict[str, object] = {}
    for name in old.attrs.keys() | old.formulas.keys():
        attribute = new.attribute(name)
        raw = old.formulas.get(name, old.attrs.get(name))
        if attribute is None:
            continue
        try:
            page.read(new, name, raw)
        except ValueRefused:
            continue
        values[name] = raw
    return values


def _input(wire: Wire, old: Block, new: Op) -> End | None:
    names = [port.name for port in old.op.inputs] if old.op is not None else []
    return _port(wire.target, names, [port.name for port in new.inputs])


def _output(wire: Wire, old: Block, new: Op) -> End | None:
    names = [port.name for port in old.op.outputs] if old.op is not None else []
    return _port(wire.source, names, [port.name for port in new.outputs])


def _port(end: End, before: list[str], after: list[str]) -> End | None:
    """The end at the port of the same name, or else at the one in the same place, if no port of
    the old op has its name."""
    if end.port in after:
        return end
    place = before.index(end.port) if end.port in before else len(after)
    if place < len(after) and after[place] not in before:
        return End(end.block, after[place])
    return None


def _join(page: Page, source: End | None, target: End | None) -> bool:
    if source is None or target is None or page.refusal(Wire(source, target)) is not None:
        return False
    page.connect(source, target)
    return True


def _ends(ends: tuple[End, ...], old: Block, new: Op) -> list[End]:
    names = {port.name for port in (*new.inputs, *new.outputs)}
    return [end for end in ends if end.block != old.id or end.port in names]
