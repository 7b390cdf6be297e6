""" "Gradient of": the blocks that give the gradients of others, wired, as one edit.

Of several blocks it is the whole way back: each one's gradient is what the blocks after it pass on,
added up where there are several. Where the way begins, out_backprop is a tensor of ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from blocks.checking import Check
from blocks.editing.draft import Draft
from blocks.editing.gradient_rules import RULES, rule_of
from blocks.errors import EditRefused
from blocks.page import Block, End, Page
from blocks.page.order import sources_first


def has_gradient(page: Page, ids: Iterable[str]) -> bool:
    """Whether there are blocks, and each is of an op whose gradient is known."""
    blocks = [page.blocks[id] for id in ids if id in page.blocks]
    return bool(blocks) and all(block.op_name in RULES for block in blocks)


def add_gradients(check: Check, ids: Iterable[str], *, checked: bool = False) -> tuple[str, ...]:
    """Add the gradients of blocks by each of their inputs, and return the ids of what was added.
    With `checked` each gets a GradientCheck, too.

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
        back = _go_back(draft, chosen)
        if checked:
            _add_checks(draft, back)
        draft.place()
    return tuple(draft.added)


def _refuse(check: Check, block: Block) -> None:
    rule_of(block)
    assert block.op is not None
    for port in block.op.inputs:
        if not check.page.wires_into(block.id, port.name):
            raise EditRefused(f"{block.id}.{port.name} has no wire; its gradient needs one")


@dataclass(frozen=True, slots=True)
class _Back:
    """The way back: where it begins, by the outputs there, and the gradients where it ends, by the
    tensors that they are by."""

    begins: Mapping[End, End]
    gradients: Mapping[End, End]


def _go_back(draft: Draft, chosen: list[str]) -> _Back:
    """From the last block to the first, handing on what each one's inputs get."""
    page = draft.page
    given: dict[End, list[End]] = {}
    begins: dict[End, End] = {}
    leaves: dict[End, list[tuple[str, End]]] = {}
    for id in reversed(chosen):
        block = page.blocks[id]
        inputs = {wire.target.port: wire.source for wire in page.wires_into(id)}
        (output,) = block.outputs
        draft.dtype(output)
        if output not in given:
            begins[output] = draft.ones(output)
            given[output] = [begins[output]]
        total = _added_up(draft, id, given[output])
        for port, gradient in rule_of(block)(draft, block, inputs, total).items():
            source = inputs[port]
            if source.block in chosen:
                given.setdefault(source, []).append(gradient)
            else:
                leaves.setdefault(source, []).append((f"{id}_by_{port}", gradient))
    return _Back(begins, _shown(draft, leaves, set(begins.values())))


def _added_up(draft: Draft, id: str, parts: list[End]) -> End:
    total = parts[0]
    for other in parts[1:]:
        total = draft.add("Add", f"gradient_by_{id}", {"x": total, "y": other})
    return total


def _shown(
    draft: Draft, leaves: Mapping[End, list[tuple[str, End]]], seen: set[End]
) -> dict[End, End]:
    """The whole gradient by each tensor. Each part has a block of its own, also where one tensor is
    the gradient by several inputs, or out_backprop itself is, so that all are there to be seen."""
    found = {}
    for source, parts in leaves.items():
        own = []
        for wish, gradient in parts:
            is_taken = gradient in seen
            seen.add(gradient)
            own.append(draft.add("Identity", wish, {"input": gradient}) if is_taken else gradient)
        found[source] = _added_up(draft, source.block, own)
    return found


def _add_checks(draft: Draft, back: _Back) -> None:
    if len(back.begins) != 1:
        ends = ", ".join(map(str, back.begins))
        raise EditRefused(f"a check needs one output to begin with; here are {ends}")
    ((y, out_backprop),) = back.begins.items()
    for x, gradient in back.gradients.items():
        ports = {"x": x, "y": y, "gradient": gradient, "out_backprop": out_backprop}
        draft.add("GradientCheck", f"check_{x.block}", ports)
