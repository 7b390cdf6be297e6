"""Where a number comes from and goes, as text: terms in columns, the account below them."""

from __future__ import annotations

from collections.abc import Sequence

from blocks.page import End
from blocks.tracing.calls import cell_text
from blocks.tracing.explanation import Explanation, number
from blocks.tracing.following import Goal, Origin
from blocks.tracing.words import account, made_text, value_text, what
from blocks.viewing.numbers import exact
from kernels.tracing.region import Region


def origin_text(origin: Origin, limit: int) -> str:
    """The number, what it is, its first `limit` terms, and how they add up."""
    name, told = f"{origin.end}{cell_text(origin.index)}", origin.told
    if told is None:
        return f"{name}\n  {origin.why}"
    lines = [f"{name} = {value_text(told.value, told.dtype)}  ({told.op}, {told.dtype})"]
    lines.append(f"  {what(told)}")
    if told.note:
        lines.append(f"  {told.note}")
    if told.how in ("sum", "mean"):
        if told.count:
            pairs = zip(told.factors, origin.sources, strict=True)
            lines.append(f"  {', '.join(f'{factor.port} is {end}' for factor, end in pairs)}")
        lines += _terms(told, limit)
    else:
        lines += _cells(told, origin.sources)
    rows = [(one.name, one.number, one.remark) for one in account(told)]
    return "\n".join([*lines, *(f"  {line}" for line in _columns(rows, "<><"))])


def goal_text(goal: Goal, limit: int) -> str:
    """How many cells are reached, where they are, and the first of them."""
    if goal.region is None:
        return f"through {goal.wire.target}: {goal.why}"
    region, head = goal.region, f"through {goal.wire.target}: "
    if not region.count:
        return f"{head}no cell of {goal.end}" + (f"; {goal.why}" if goal.why else "")
    if region.count == 1:
        return f"{head}one cell of {goal.end}\n  {_listed(region, 1)}"
    lines = [
        f"{head}{region.count:,} cells of {goal.end}",
        f"  {region_text(region)}",
        f"  {_listed(region, limit)}",
    ]
    return "\n".join(lines)


def region_text(region: Region) -> str:
    """The cells by their axes, as in Python: `[0, 2:5, 0:7:2, 3]`."""
    return f"[{', '.join(map(_axis_text, region.axes))}]"


def _axis_text(cells: range) -> str:
    if len(cells) == 1:
        return str(cells[0])
    step = "" if cells.step == 1 else f":{cells.step}"
    return f"{cells[0]}:{cells[-1] + 1}{step}"


def _listed(region: Region, limit: int) -> str:
    cells = [cell_text(place) for place in region.first(limit).tolist()]
    more = f" and {region.count - limit:,} more" if region.count > limit else ""
    return " ".join(cells) + more


def _cells(told: Explanation, sources: Sequence[End]) -> list[str]:
    """The one cell of each factor, by the port and what it is wired to."""
    numbers, _ = told.first(1)
    rows = [
        (factor.port, f"= {source}{cell_text(factor.first(1)[0])}", f"= {exact(one[0])}")
        for factor, source, one in zip(told.factors, sources, numbers, strict=True)
    ]
    return [f"    {line}" for line in _columns(rows, "<<<")]


def _terms(told: Explanation, limit: int) -> list[str]:
    """The first terms, a row each, under the names of the ports."""
    count = min(limit, told.count)
    if not count:
        return []
    numbers, products = told.first(count)
    blocks = []
    for factor, values in zip(told.factors, numbers, strict=True):
        cells = [cell_text(place) for place in factor.first(count).tolist()]
        rows = list(zip(cells, map(exact, values), strict=True))
        blocks.append(_under(factor.port, _columns(rows, "<>")))
    lines = [
        ("  ·  " if at else "     ").join(row) for at, row in enumerate(zip(*blocks, strict=True))
    ]
    if len(blocks) > 1:
        made = [made_text(number(one), told.dtype) for one in products]
        wide = max(map(len, made))
        lines[1:] = [f"{line}  =  {one:>{wide}}" for line, one in zip(lines[1:], made, strict=True)]
    if told.count > count:
        lines.append(f"and {told.count - count:,} more")
    return [f"    {line.rstrip()}" for line in lines]


def _under(head: str, lines: list[str]) -> list[str]:
    """Lines under a heading, all of one width."""
    wide = max(map(len, [head, *lines]))
    return [one.ljust(wide) for one in (head, *lines)]


def _columns(rows: Sequence[Sequence[str]], sides: str) -> list[str]:
    """Rows in columns, each set to the left (<) or right (>)."""
    if not rows:
        return []
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    made = [
        "  ".join(
            f"{one:{side}{width}}" for one, side, width in zip(row, sides, widths, strict=True)
        )
        for row in rows
    ]
    return [line.rstrip() for line in made]
