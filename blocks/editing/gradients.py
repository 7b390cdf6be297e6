""" "Gradient of": the blocks that give the gradients of others, wired, as one edit.

Of several blocks it is the whole way back: each one's gradient is what the blocks after it pass on,
added up where there are several. Where the way begins, out_backprop is a tensor of ones.
"""

from __future__ import annotations

from collections.abc import Iterable

from blocks.checking import Check
from blocks.editing.gradient_draft import Draft
from blocks.editing.gradient_rules import RULES, rule_of
from blocks.errors import EditRefused
from blocks.page import Block, End, Page
from blocks.page.order import sources_first


def has_gradient(page: Page, ids: Iterable[str]) -> bool:
    """Whether there are blocks, and each is of an op whose gradient is known."""
    blocks = [page.blocks[id] for id in ids if id in page.blocks]
    return bool(blocks) and all(block.op_name in RULES for block in blocks)


def add_gradients(check: Check, ids: Iterable[str]) -> tuple[str, ...]:
    """Add the gradients of blocks by each of their inputs, and return the ids of what was added.

    EditRefused if there is no gradient of one, or if something that it needs is not known yet.
    """
    page, wanted = check.page, set(ids)
    chosen = [id for id in sources_first(page, sorted(wanted & page.blocks.keys())) if id in wanted]
    if not chosen:
        raise EditRefused("select the blocks whose gradient is wanted")
    for id in chosen:
        _refuse(check, page.blocks[id])
    draft = Draft(check, chosen)
    label = f"Gradient of {chosen[0] if len(chosen) == 1 else f'{len(chosen)} blocks'}"
    with page.edit(label):
        _go_back(draft, chosen)
        draft.place()
    return tuple(draft.added)


def _refuse(check: Check, block: Block) -> None:
    rule_of(block)
    assert block.op is not None
    for port in block.op.inputs:
        if not check.page.wires_into(block.id, port.name):
            raise EditRefused(f"{block.id}.{port.name} has no wire; its gradient needs one")


def _go_back(draft: Draft, chosen: list[str]) -> None:
    """From the last block to the first, handing on what each one's inputs get."""
    page = draft.page
    given: dict[End, list[End]] = {}
    leaves: list[tuple[str, str, End]] = []
    seeds: set[End] = set()
    for id in reversed(chosen):
        block = page.blocks[id]
        inputs = {wire.target.port: wire.source for wire in page.wires_into(id)}
        (output,) = block.outputs
        draft.dtype(output)
        parts = given.get(output, [])
        if not parts:
            parts = [draft.ones(output)]
            seeds.add(parts[0])
        total = _added_up(draft, id, parts)
        for port, gradient in rule_of(block)(draft, block, inputs, total).items():
            source = inputs[port]
            if source.block in chosen:
                given.setdefault(source, []).append(gradient)
            else:
                leaves.append((id, port, gradient))
    _show(draft, leaves, seeds)


def _added_up(draft: Draft, id: str, parts: list[End]) -> End:
    total = parts[0]
    for other in parts[1:]:
        total = draft.add("Add", f"gradient_of_{id}", {"x": total, "y": other})
    return total


def _show(draft: Draft, leaves: list[tuple[str, str, End]], seeds: set[End]) -> None:
    """Give each gradient a block of its own where one tensor is the gradient by several inputs, or
    out_backprop itself is, so that all are there to be seen."""
    seen = set(seeds)
    for id, port, gradient in leaves:
        if gradient in seen:
            draft.add("Identity", f"{id}_by_{port}", {"input": gradient})
        seen.add(gradient)
