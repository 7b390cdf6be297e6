"""Random wrong calls of every op, and for which of their problems a fix is offered.

`python -m tests.blocks.fixing.wrong_calls` prints the share of each op, and examples without any.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np

from blocks.checking import Check, Problem
from blocks.declaration.op import Op, Port
from blocks.dtypes import DTYPES
from blocks.fixing import Fix, fixes_of
from blocks.ops import OPS
from blocks.page import End, Page
from kernels.dtypes import INDEX
from tests.blocks.fixing.making import FAMILY, page_of, random_page

Array = np.ndarray[Any, Any]

OTHERS = tuple(
    name
    for name, op in OPS.items()
    if name not in (*FAMILY, "Shape", "Cast", "Identity", "Relu")  # those take every shape
    and op.inputs
    and not op.inputs[0].many
)
"""The ops outside the convolution family whose inputs can be of a wrong shape."""


def wrong_calls(
    name: str, count: int, *, computed: float = 0.3, seed: int = 0
) -> Iterator[tuple[Page, Problem, list[Fix]]]:
    """So many pages whose block "it" has wrong shapes, with a problem of it and the fixes; on a
    share of them its tensors come from blocks that compute them."""
    chance = random.Random(f"{name} {seed}")
    found = 0
    while found < count:
        page = random_page(chance, name) if name in FAMILY else _page(OPS[name], chance)
        if chance.random() < computed:
            _compute(page, chance)
        check = Check(page)
        problems = [
            one
            for one in check.problems_of(["it"])
            if "is not wired" not in one.message and "does not depend" not in one.message
        ]
        if problems:
            found += 1
            yield page, problems[0], list(fixes_of(check, problems[0]))


def _page(op: Op, chance: random.Random) -> Page:
    shape = [chance.randint(1, 6) for _ in range(chance.randint(0, 4))]
    inputs = {
        port.name: _tensor(op, port, shape, chance)
        for port in op.inputs
        if not port.optional or chance.random() < 0.5
    }
    attrs: dict[str, object] = {}
    for one in op.attributes:
        if one.editor == "flag" or one.options == ("NHWC", "NCHW"):
            attrs[one.name] = chance.choice((True, False) if one.editor == "flag" else one.options)
    if op.name == "Expect":
        attrs["value"] = np.zeros(_near(shape, chance), np.float32)
    return page_of(op.name, inputs, attrs)


def _tensor(op: Op, port: Port, shape: list[int], chance: random.Random) -> Array:
    allowed = op.allowed(port)
    if set(allowed) <= set(INDEX):
        numbers = [chance.randint(-2, 6) for _ in range(chance.randint(0, 5))]
        if chance.random() < 0.1:
            return np.array(numbers, np.int32).reshape(1, -1)
        return np.array(numbers, np.int32)
    if op.name == "Range":
        return np.array(chance.randint(-3, 3), np.int32).reshape([1] * chance.randint(0, 1))
    near = _near(shape, chance)
    return np.zeros(near, DTYPES["float32" if "float32" in allowed else allowed[0]])


def _near(shape: list[int], chance: random.Random) -> list[int]:
    """A shape that has to do with another one, as wrong shapes mostly have."""
    near = list(shape)
    kind = chance.randrange(6)
    if kind == 0:
        chance.shuffle(near)
    elif kind == 1 and near:
        near[chance.randrange(len(near))] = chance.randint(1, 6)
    elif kind == 2 and near:
        near.pop(chance.randrange(len(near)))
    elif kind == 3:
        near.insert(chance.randint(0, len(near)), chance.randint(1, 3))
    elif kind == 4:
        return [chance.randint(1, 6) for _ in range(chance.randint(0, 4))]
    return near


def _compute(page: Page, chance: random.Random) -> None:
    """Have tensors come from blocks that compute them, so that they cannot just be made anew."""
    for wire in page.wires_into("it"):
        if wire.target.port.endswith(("sizes", "indices")) or chance.random() < 0.3:
            continue
        made = page.add_block("Identity").id
        page.disconnect(wire)
        page.connect(wire.source, End(made, "input"))
        page.connect(End(made, "output"), wire.target)
    page.history.clear()


def main() -> None:
    """Count, op by op."""
    total = 0
    for name in (*OTHERS, *FAMILY):
        without: dict[str, list[str]] = defaultdict(list)
        count = 200
        for page, problem, fixes in wrong_calls(name, count):
            if not fixes:
                computed = sum(one.op_name == "Identity" for one in page.blocks.values())
                without[problem.message[:30]].append(f"{problem.message} (computed {computed})")
        lacking = sum(map(len, without.values()))
        total += count - lacking
        print(f"{name:40}{count - lacking:4} of {count}")
        for examples in sorted(without.values(), key=len, reverse=True)[:4]:
            print(f"      {len(examples):3}  {examples[0]}")
    print(f"{total} of {count * len((*OTHERS, *FAMILY))}")


if __name__ == "__main__":
    main()
