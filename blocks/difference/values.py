"""Plain values of a page file in words short enough for one line."""

from __future__ import annotations

import json
import math
from typing import Any

from blocks.declaration.known import shape_text
from blocks.difference.difference import ABSENT
from blocks.ops import OPS

_LONGEST = 60
_ELEMENTS = 8


def is_tensor(value: Any) -> bool:
    """Whether a value has the form of a tensor."""
    return isinstance(value, dict) and value.keys() == {"dtype", "shape", "data"}


def text(value: Any) -> str:
    """A value in words; a long one is cut."""
    if value is ABSENT:
        return "nothing"
    if is_tensor(value):
        return _tensor_text(value)
    words = value if isinstance(value, str) and value.strip() == value != "" else _json(value)
    words = " ".join(words.split("\n"))
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def step(old: Any, new: Any) -> str:
    """From one value to another: `SAME → VALID`, or how much of a tensor differs and where."""
    if is_tensor(old) and is_tensor(new) and _kind(old) == _kind(new):
        return _elements(old, new)
    return f"{text(old)} → {text(new)}"


def default(op: str, attribute: str) -> Any:
    """The plain value of an attribute that a page does not give; ABSENT if it must be given."""
    declared = OPS[op].attribute(attribute) if op in OPS else None
    if declared is None or declared.required:
        return ABSENT
    return declared.write(declared.default)


def _elements(old: dict[str, Any], new: dict[str, Any]) -> str:
    pairs = list(zip(old["data"], new["data"], strict=False))
    differ = [at for at, (one, other) in enumerate(pairs) if _json(one) != _json(other)]
    if not differ:
        return f"{text(old)} → {text(new)}"
    first = differ[0]
    one, other = pairs[first]
    where = shape_text(_index(first, new["shape"]))
    count = f"{len(differ):,} of {len(pairs):,} elements differ"
    if len(differ) == 1:
        count = f"1 of {len(pairs):,} elements differs"
    return f"{count}, {'first ' if len(differ) > 1 else ''}at {where}: {one} → {other}"


def _index(flat: int, shape: list[int]) -> tuple[int, ...]:
    """The index of an element, from its place in row-major order."""
    found = []
    for at in range(len(shape)):
        inner = math.prod(shape[at + 1 :])
        found.append(flat // inner % shape[at])
    return tuple(found)


def _kind(tensor: dict[str, Any]) -> tuple[str, str, int]:
    return _json(tensor["dtype"]), _json(tensor["shape"]), len(tensor["data"])


def _tensor_text(tensor: dict[str, Any]) -> str:
    data = tensor["data"]
    kind = f"{tensor['dtype']} {_json(tensor['shape'])}"
    if not isinstance(data, list) or len(data) > _ELEMENTS:
        return kind
    return f"{kind} of {', '.join(map(str, data))}" if data else kind


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
