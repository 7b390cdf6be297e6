"""What stands between an own op's code and the rest: whatever it does is a block's error, with the
file and the line, and never a crash; what it returns is what it declares, or is refused."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

import numpy as np

from blocks.declaration.known import Known
from blocks.declaration.op import Op, Port
from blocks.dtypes import DTYPES, name_of
from blocks.errors import BlockpropError, ShapeRefused
from blocks.own_ops.declaring import CATEGORY
from kernels.arguments import is_masked

Array = np.ndarray[Any, Any]

CAUGHT = (Exception, SystemExit)
"""What code of others may raise without ending the program. Ctrl-C still does."""

LONGEST = 500
"""Letters of an exception's text that are shown."""


def guarded(op: Op, folder: Path, origin: str, version: str) -> Op:
    """An op as a page can use it, made of one as a file in `folder` declares it."""
    return replace(
        op,
        category=CATEGORY,
        kernel=_guarded_kernel(op, folder, origin),
        shape=_guarded_rule(op, folder, origin),
        origin=origin,
        version=version,
    )


def told(why: BaseException) -> str:
    """An exception in a line: its text, and its kind where that says more."""
    try:
        # Where it is, which Python would say besides, is said by those who ask.
        whole = why.msg if isinstance(why, SyntaxError) else str(why)
        text = " ".join(whole.split())
    except CAUGHT:
        text = "its text cannot be read"
    if isinstance(why, ValueError) and "read-only" in text:
        text += "; inputs cannot be changed, work on a copy, as x.copy()"
    if isinstance(why, ValueError | BlockpropError) and text:
        return text[:LONGEST]
    return f"{type(why).__name__}{': ' if text else ''}{text}"[:LONGEST]


def line_of(why: BaseException, folder: Path) -> tuple[Path, int] | None:
    """The file of the folder, and the line in it, where an exception came from last."""
    if isinstance(why, SyntaxError) and why.filename and Path(why.filename).parent == folder:
        return Path(why.filename), why.lineno or 1
    frames = traceback.extract_tb(why.__traceback__)
    for frame in reversed(frames):
        if Path(frame.filename).parent == folder:
            return Path(frame.filename), frame.lineno or 1
    return None


def place_text(file: Path, line: int | None) -> str:
    """`blur.py, line 3`."""
    return file.name if line is None else f"{file.name}, line {line}"


# ---- the kernel -----------------------------------------------------------------------------


def _guarded_kernel(op: Op, folder: Path, origin: str) -> Callable[..., tuple[Array, ...]]:
    kernel = op.kernel

    @wraps(kernel)
    def run(*inputs: Any, **attributes: Any) -> tuple[Array, ...]:
        given = [_protected(one) for one in inputs]
        try:
            came = kernel(*given, **attributes)
        except MemoryError:
            raise
        except CAUGHT as why:
            raise _failure(op, why, folder, origin) from None
        return _outputs(op, came, inputs, attributes, origin)

    return run


def _protected(given: Any) -> Any:
    """A tensor, or some, that cannot be changed, not even by allowing oneself to."""
    if isinstance(given, list):
        return [_protected(one) for one in given]
    if not isinstance(given, np.ndarray):
        return given
    view = given.view()
    view.flags.writeable = False
    return view


def _outputs(
    op: Op, came: Any, inputs: Sequence[Any], attributes: dict[str, Any], origin: str
) -> tuple[Array, ...]:
    count = len(op.outputs)
    if count == 1 and not isinstance(came, tuple):
        came = (came,)
    if count == 0 and came is None:
        came = ()
    if not isinstance(came, tuple | list) or len(came) != count:
        what = f"{len(came)} results" if isinstance(came, tuple | list) else _a(came)
        raise ShapeRefused(f"{what} came; it has {count} outputs ({origin})")
    types = _agreed(op, inputs, attributes)
    return tuple(
        _output(op, port, one, types, origin) for port, one in zip(op.outputs, came, strict=True)
    )


def _agreed(op: Op, inputs: Sequence[Any], attributes: dict[str, Any]) -> dict[str, str]:
    """The dtype of each type variable that an attribute or an input gives."""
    types = {name: attributes[name] for name in op.types if isinstance(attributes.get(name), str)}
    for port, given in zip(op.inputs, inputs, strict=True):
        for one in given if isinstance(given, list) else [given]:
            if isinstance(one, np.ndarray) and (name := name_of(one.dtype)) is not None:
                types.setdefault(port.type, name)
    return types


def _output(op: Op, port: Port, came: Any, types: dict[str, str], origin: str) -> Array:
    """One result as an array of the declared dtype that nobody else can write to."""
    if is_masked(came):
        raise ShapeRefused(f"{port.name}: a masked array came; fill it first ({origin})", port.name)
    if isinstance(came, np.generic):
        came = np.asarray(came)
    if not isinstance(came, np.ndarray):
        words = f"{port.name}: {_a(came)} came; a NumPy array is needed, np.asarray makes one"
        raise ShapeRefused(f"{words} ({origin})", port.name)
    agreed = types.get(port.type)
    allowed = op.allowed(port) if agreed is None else (agreed,)
    name = name_of(came.dtype)
    if name is None or name not in allowed:
        needed = " or ".join(allowed)
        hint = f"; .astype({needed!r}) makes it so" if len(allowed) == 1 else ""
        words = f"{port.name}: {came.dtype} came; it is to be {needed}{hint}"
        raise ShapeRefused(f"{words} ({origin})", port.name)
    array = np.asarray(came, DTYPES[name])
    return array.copy() if _is_shared(array) else array


def _is_shared(array: Array) -> bool:
    """Whether it looks at memory of another array that may still be written to."""
    base = array.base
    while base is not None:
        if not isinstance(base, np.ndarray) or base.flags.writeable:
            return True
        base = base.base
    return False


# ---- the shape rule -------------------------------------------------------------------------


def _guarded_rule(op: Op, folder: Path, origin: str) -> Callable[..., Any]:
    rule = op.shape

    @wraps(rule)
    def shape(*known: Any, **attributes: Any) -> Any:
        try:
            found: Any = rule(*known, **attributes)
        except CAUGHT as why:
            raise _failure(op, why, folder, origin) from None
        if len(op.outputs) == 1:
            return _shape(op.outputs[0], found, op, origin)
        if not isinstance(found, tuple | list) or len(found) != len(op.outputs):
            raise ShapeRefused(
                f"the shape rule gave {found!r:.60}; {len(op.outputs)} shapes are needed ({origin})"
            )
        return tuple(
            _shape(port, one, op, origin) for port, one in zip(op.outputs, found, strict=True)
        )

    return shape


def _shape(port: Port, found: Any, op: Op, origin: str) -> Any:
    """What a rule says of one output, in the form that the check takes."""
    if isinstance(found, Known):
        if found.value is None and found.dtype in (None, *op.allowed(port)):
            return replace(found, shape=_shape(port, found.shape, op, origin))
        if found.value is not None and found.same_as(Known.of(found.value)):
            return replace(found, value=_protected(found.value))
    elif found is None:
        return None
    elif isinstance(found, tuple | list) and all(map(_is_size, found)):
        return tuple(None if size is None else int(size) for size in found)
    raise ShapeRefused(
        f"{port.name}: the shape rule gave {found!r:.60}; a shape is a tuple of whole numbers, "
        f"None for one that is not known ({origin})",
        port.name,
    )


def _is_size(size: Any) -> bool:
    whole = isinstance(size, int | np.integer) and not isinstance(size, bool)
    return size is None or (whole and size >= 0)


# ---- words ----------------------------------------------------------------------------------


def _failure(op: Op, why: BaseException, folder: Path, origin: str) -> ShapeRefused:
    """What went wrong in an op's code, as an error of its block."""
    at = line_of(why, folder)
    place = origin if at is None else place_text(*at)
    name = getattr(why, "port", None) or getattr(why, "argument", None)
    known = isinstance(name, str) and (op.input(name) or op.attribute(name) or op.output(name))
    return ShapeRefused(f"{told(why)} ({place})", name if known else None)


def _a(came: Any) -> str:
    return "nothing" if came is None else f"a {type(came).__name__}"
