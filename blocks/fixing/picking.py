"""Which input sizes give the out_backprop there is, axis by axis, and taking one of them."""

from __future__ import annotations

from dataclasses import dataclass

from blocks.editing.data_format import layout_of
from blocks.errors import EditRefused
from blocks.fixing.call import Call, Look, call_at, member_of
from blocks.fixing.fix import Fix
from blocks.fixing.forward import forward_input, forward_of, source_of
from blocks.fixing.numbers import put_numbers
from blocks.fixing.vectors import input_vector, legal_inputs
from blocks.page import End, Page

_LISTED = 200
"""So many sizes of an axis are listed at most: a stride may be a million."""


@dataclass(frozen=True)
class Choice:
    """The legal input sizes of one spatial axis.

    `now` is the size there is, whether it fits or not; `forward` the size that the forward op on
    the page used, `default` the one that Keras' transposed convolution would make, which knows no
    EXPLICIT.
    """

    axis: str
    legal: range
    now: int | None
    forward: int | None
    default: int | None

    @property
    def listed(self) -> tuple[int, ...]:
        """The sizes to choose from, ascending; of very many, the first and those that matter."""
        some = set(self.legal[:_LISTED])
        marked = {self.now, self.forward, self.default, *self.legal[-1:]}
        # To look for None in a range would walk through it.
        some |= {one for one in marked if one is not None and one in self.legal}
        return tuple(sorted(some))

    @property
    def nearest(self) -> int:
        """The legal size nearest to the one there is; of none, the forward op's or the default."""
        wishes = (self.now, self.forward, self.default, self.legal[0])
        wish = next(one for one in wishes if one is not None)
        return max(self.legal[0], min(self.legal[-1], wish))

    def mark(self, size: int) -> str:
        """What is worth knowing of a size, in a word or two; empty for most."""
        if size == self.forward:
            return "forward op"
        return "Keras" if size == self.default else ""


@dataclass(frozen=True)
class Picker:
    """The choices of a block, one for each spatial axis.

    `forward` is the forward op on the page; `can_pick` says whether the sizes come as numbers,
    which can be set, and not as those of a tensor.
    """

    choices: tuple[Choice, ...]
    forward: str | None
    can_pick: bool


def picker_of(page: Page, id: str, look: Look) -> Picker | None:
    """The legal input sizes of a gradient by the input; None for other blocks, and while filter
    and out_backprop are not known."""
    call = call_at(page, id, look)
    legal = legal_inputs(call) if call is not None else None
    if call is None or call.attributes is None or legal is None:
        return None
    now, used = _spatial(call, call.shape(call.member.input)), forward_input(page, id, look)
    forward = _spatial(call, used[1]) if used is not None else None
    filters, outputs = call.shape(call.member.filter), call.shape(call.member.output)
    assert filters is not None
    assert outputs is not None
    choices = []
    made = call.attributes.layout.split(outputs)[1]
    for at, (window, sizes) in enumerate(zip(call.attributes.windows, legal, strict=True)):
        size, taps = made[at] or 0, filters[at] or 1
        # As keras.src.backend.common.backend_utils has it, in the words of a window.
        grown = 0 if window.padding == "SAME" else max(0, window.reach(taps) - window.stride)
        default = None if window.padding == "EXPLICIT" else size * window.stride + grown
        choices.append(
            Choice(
                window.name,
                sizes,
                now[at] if now else None,
                forward[at] if forward else None,
                default,
            )
        )
    return Picker(tuple(choices), forward_of(page, id), call.member.input == "input_sizes")


def pick(page: Page, id: str, sizes: tuple[int, ...], look: Look) -> None:
    """Have these sizes along the spatial axes come to input_sizes, as one edit; the batch and the
    channels are those that fit. EditRefused if they are not known."""
    call = call_at(page, id, look)
    numbers = input_vector(call, sizes) if call is not None else None
    if call is None or numbers is None:
        raise EditRefused(f"{id}: the batch and the channels of input_sizes are not known yet")
    put_numbers(page, End(id, call.member.input), numbers)


def from_forward(page: Page, id: str) -> Fix | None:
    """Have the shape of the forward op's own input come to input_sizes, so that it follows that;
    None where there is none, where it does already, or where it comes in another order."""
    member, forward = member_of(page.blocks[id].op), forward_of(page, id)
    if member is None or forward is None or member.input != "input_sizes":
        return None
    source = source_of(page, End(forward, "input"))
    same_order = layout_of(page.blocks[forward]) == layout_of(page.blocks[id])
    if source is None or not same_order or page.leads(id, source.block):
        return None
    now = source_of(page, End(id, member.input))
    is_shape = now is not None and page.blocks[now.block].op_name == "Shape"
    if is_shape and now is not None and source_of(page, End(now.block, "input")) == source:
        return None
    words = f"Take input_sizes from the shape of {source}"
    return Fix(words, id, shape_of={member.input: source})


def _spatial(call: Call, shape: tuple[int | None, ...] | None) -> tuple[int | None, ...] | None:
    """The sizes along the spatial axes of a shape of the right rank."""
    if call.attributes is None or shape is None:
        return None
    if len(shape) != len(call.attributes.windows) + 2:
        return None
    return call.attributes.layout.split(shape)[1]
