"""The table of ops: built-in ones for good, the user's own ones as their files say now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from weakref import WeakMethod

from blocks.declaration.attribute import text
from blocks.declaration.op import Op

NAME = text(
    "name",
    default="",
    pattern=r"|[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*",
    says="a name begins with a letter, digit or point; then _ \\ / > and - may come too",
    help="What the block is called within the page's scope; its id if this is empty.",
    in_kernel=False,
)
"""The attribute that every op has, as in TensorFlow."""


def with_name(op: Op) -> Op:
    """An op with the attribute `name` besides its own."""
    return replace(op, attributes=(*op.attributes, NAME))


def join(*families: Iterable[Op]) -> Mapping[str, Op]:
    """The ops of all families by name, each with the attribute `name` besides its own.

    Raises TypeError, at import, if two ops have one name.
    """
    ops: dict[str, Op] = {}
    for family in families:
        for op in family:
            if op.name in ops:
                raise TypeError(f"two ops are named {op.name}")
            ops[op.name] = with_name(op)
    return MappingProxyType(ops)


class Registry(Mapping[str, Op]):
    """A live, read-only view of every op that a page can use, in the order of the palette.

    Whoever has imported it sees own ops come and go. `put_own` is the only way to change it.
    """

    def __init__(self, built_in: Mapping[str, Op]) -> None:
        self.built_in = built_in
        self._all = built_in
        self._followers: list[WeakMethod[Callable[[], None]]] = []

    @property
    def own(self) -> Mapping[str, Op]:
        """The user's own ops by name."""
        return {name: op for name, op in self._all.items() if name not in self.built_in}

    def put_own(self, ops: Iterable[Op]) -> None:
        """Have these own ops, complete as they are, and no others; tell all who follow.

        Raises ValueError if one has a built-in op's name.
        """
        table = dict(self.built_in)
        for op in ops:
            if op.name in self.built_in:
                raise ValueError(f"there is a built-in op named {op.name}")
            table[op.name] = op
        if list(table.values()) == list(self._all.values()):
            return
        # In one step, for a run on another thread may be looking.
        self._all = MappingProxyType(table)
        for follower in tuple(self._followers):
            if (call := follower()) is not None:
                call()

    def follow(self, method: Callable[[], None]) -> None:
        """Call a method whenever own ops have come, gone or changed, as long as its object lives;
        without that every page that was ever open would be kept."""
        self._followers = [one for one in self._followers if one() is not None]
        self._followers.append(WeakMethod(method))

    def leave(self, method: Callable[[], None]) -> None:
        """Call it no more."""
        self._followers = [one for one in self._followers if one() not in (None, method)]

    def __getitem__(self, name: str) -> Op:
        return self._all[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)
