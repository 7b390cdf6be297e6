"""What pages are made of: the words that a mutation tries, from the program's own declarations."""

from __future__ import annotations

import inspect
import random
from typing import Any

import msgspec

from blocks.file import entries
from blocks.ops import OPS

HOSTILE: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2, 3, 7, 2**31, -(2**31), 2**63, -(2**63) - 1, 10**40),
    *(0.5, -0.0, 1e300, -1e-300, 1.5e9, "", " ", ".", "..", "a.", ".a", "nan", "inf", "-inf"),
    *("=", "=H", "=H//2", "=1/0", "=9**9**9", "=(((((1)))))", "=-H", "=N+1", "=a.b", "=x" * 40),
    *("\u0000", "\u001b[2J", "\u202e", "\n", "ü", "\U0001f600", "x" * 300, "../../etc/passwd"),
    *("/dev/zero", "x.npy", "data:image/png;base64,AAAA", "__class__", "{}", "%s", "null"),
    *([], {}, [[]], [{}], {"": {}}, [0], [1, 1, 1, 1], [-1, 0, 2**40], [[1, 1], [1, 1]]),
    {"dtype": "float32", "shape": [2], "data": [1, -0.5]},
    {"dtype": "int32", "shape": [4], "data": [1, 2, 2, 1]},
    {"dtype": "bfloat16", "shape": [], "data": ["nan"]},
    {"dtype": "float32", "shape": [2**31, 2**31], "data": []},
    {"file": "x.npy"},
)

IDS = ("a", "b", "c", "dx", "filter", "input", "x1", "A.b", "a-b")


def _keys() -> list[str]:
    kinds = [one for _, one in inspect.getmembers(entries, inspect.isclass)]
    structs = [one for one in kinds if issubclass(one, msgspec.Struct)]
    named = {key for one in structs for key in one.__struct_encode_fields__}
    ours = {"dtype", "shape", "data", "file", "name", "H", "N"}
    return sorted(named | ours | {one.name for op in OPS.values() for one in op.attributes})


KEYS = _keys()
OP_NAMES = (*OPS, "FromTheFuture")
PORTS = sorted({p.name for op in OPS.values() for p in (*op.inputs, *op.outputs)})
CHOICES = sorted(
    {
        choice
        for op in OPS.values()
        for one in op.attributes
        for choice in (getattr(one, "choices", None) or ())
        if isinstance(choice, str)
    }
)


def any_value(rng: random.Random) -> Any:
    """A value that a page may hold somewhere."""
    match rng.randrange(7):
        case 0:
            return rng.choice(OP_NAMES)
        case 1:
            return f"{rng.choice(IDS)}.{rng.choice(PORTS)}"
        case 2:
            return rng.choice(IDS)
        case 3 if CHOICES:
            return rng.choice(CHOICES)
        case 4:
            return [rng.choice((0, 1, 1, 2, 3, -1)) for _ in range(rng.randrange(7))]
        case _:
            return rng.choice(HOSTILE)


def block(rng: random.Random) -> dict[str, Any]:
    """A use of any op, with some of its attributes as they are at first."""
    name = rng.choice(OP_NAMES)
    op = OPS.get(name)
    attrs = {}
    for one in op.attributes if op else ():
        if rng.random() < 0.5:
            attrs[one.name] = any_value(rng) if rng.random() < 0.4 else _initial(one)
    return {"id": rng.choice(IDS), "op": name, "attrs": attrs}


def _initial(attribute: Any) -> Any:
    value = attribute.initial if attribute.required else attribute.default
    return attribute.write(value)


def wire(rng: random.Random, ids: list[str]) -> dict[str, str]:
    """A wire between ports that some op has."""
    ends = [f"{rng.choice(ids or list(IDS))}.{rng.choice(PORTS)}" for _ in range(2)]
    return {"from": ends[0], "to": ends[1]}
