"""How a file declares an op: a decorator on a function, or a whole `Op`."""

from __future__ import annotations

import functools
import inspect
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar, overload

from blocks.declaration.known import Known, shape_text
from blocks.declaration.op import Op, Rule
from blocks.errors import ShapeRefused
from blocks.own_ops.signature import DeclarationRefused, Derived, derive
from kernels.elementwise import broadcast_shape
from kernels.errors import ArgumentError
from kernels.tracing import ELEMENTWISE

CATEGORY = "Own ops"

PACKAGE = "blockprop_own_ops"
"""The files of the folder are modules of this package; no folder of that name need exist."""

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Declared:
    """An op as its file declares it, and the line where that is."""

    op: Op
    line: int


_declared: dict[str, list[Declared]] = {}


def declared_in(module: str) -> list[Declared]:
    """The ops that a module has declared, in its order."""
    return _declared.get(module, [])


def forget(module: str) -> None:
    """A module is about to be loaded anew, or is gone."""
    _declared.pop(module, None)


@overload
def op(function: Function, /) -> Function: ...


@overload
def op(
    *,
    name: str = "",
    shape: str | Rule | None = None,
    outputs: Iterable[str] | None = None,
    synonyms: Iterable[str] = (),
    elementwise: bool = False,
) -> Callable[[Function], Function]: ...


def op(
    function: Callable[..., Any] | None = None,
    /,
    *,
    name: str = "",
    shape: str | Rule | None = None,
    outputs: Iterable[str] | None = None,
    synonyms: Iterable[str] = (),
    elementwise: bool = False,
) -> Any:
    """Make a function an op; the function itself stays as it is.

    `name` is the op's name, made of the function's unless told: `soft_clip` makes `SoftClip`.
    `shape` is the name of the input that the output has the shape of, or a function that takes what
    the op takes, as `Known`, and returns the output's shape; it is asked once all shapes are known.
    `outputs` names the outputs. `synonyms` are words that the palette finds the op by.

    `elementwise` says that each number of the output is made of those that stand at its place in
    the inputs, and of no others, as NumPy broadcasts them: then Trace tells where it comes from,
    and the shape is known without `shape`.

    Raises DeclarationRefused for a function that cannot be an op.
    """
    if function is None:
        return functools.partial(
            _declare,
            name=name,
            shape=shape,
            outputs=outputs,
            synonyms=synonyms,
            elementwise=elementwise,
        )
    return _declare(function)


def add(op: Op) -> Op:
    """Declare an op with all that a built-in one can say; its category is "Own ops" whatever it
    says itself. Dtypes, shape rule and kernel are checked as for any other own op."""
    frame = sys._getframe(1)
    _note(op, frame.f_globals.get("__name__", ""), frame.f_lineno)
    return op


def _declare(
    function: Function,
    *,
    name: str = "",
    shape: str | Rule | None = None,
    outputs: Iterable[str] | None = None,
    synonyms: Iterable[str] = (),
    elementwise: bool = False,
) -> Function:
    if not inspect.isfunction(function):
        raise DeclarationRefused(f"{function!r:.60} is no function; @op stands before a def")
    known = derive(function, tuple(outputs) if outputs is not None else None)
    if elementwise:
        _check_elementwise(known)
        shape = shape or _broadcast(function, [port.name for port in known.inputs])
    help = inspect.getdoc(function) or ""
    made = Op(
        name=name or _camel(function.__name__),
        category=CATEGORY,
        summary=help.partition("\n")[0],
        kernel=function,
        shape=_rule(function, shape, [port.name for port in known.inputs], len(known.outputs)),
        inputs=known.inputs,
        outputs=known.outputs,
        attributes=known.attributes,
        types=known.types,
        synonyms=tuple(synonyms),
        traces=ELEMENTWISE if elementwise else None,
    )
    _note(made, function.__module__, function.__code__.co_firstlineno)
    return function


def _note(op: Op, module: str, line: int) -> None:
    # Elsewhere, as in a test that imports the file by itself, there is nothing to note.
    if module.startswith(f"{PACKAGE}."):
        _declared.setdefault(module, []).append(Declared(op, line))


def _camel(name: str) -> str:
    """`soft_clip` as ops are called: `SoftClip`. A name with a capital is taken as it is."""
    if name != name.lower():
        return name
    return "".join(part[:1].upper() + part[1:] for part in re.split("_+", name))


def _rule(
    function: Callable[..., Any], shape: str | Rule | None, inputs: list[str], outputs: int
) -> Rule:
    """The shape rule that the check calls."""
    unknown = None if outputs == 1 else (None,) * outputs
    if callable(shape):
        given = shape

        @functools.wraps(shape)
        def rule(*known: Known | list[Known], **attributes: Any) -> Any:
            return given(*known, **attributes) if _all_known(known) else unknown

        return rule
    if shape is not None and (shape not in inputs or outputs != 1):
        raise DeclarationRefused(
            f"shape={shape!r}: a function, or the name of an input where there is one output; "
            f"the inputs are {', '.join(inputs) or 'none'}"
        )
    at = None if shape is None else inputs.index(shape)

    def same_as_input(*known: Any, **_: Any) -> Any:
        return unknown if at is None else known[at].shape

    same_as_input.__signature__ = inspect.signature(function)  # type: ignore[attr-defined]
    return same_as_input


def _check_elementwise(known: Derived) -> None:
    if not known.inputs or len(known.outputs) != 1 or any(port.many for port in known.inputs):
        raise DeclarationRefused(
            "elementwise=True is for an op with inputs of one wire each, and one output"
        )


def _broadcast(function: Callable[..., Any], names: Iterable[str]) -> Rule:
    """The rule that gives the shape to which NumPy broadcasts the inputs."""

    def rule(*known: Any, **_: Any) -> Any:
        shape = None
        for name, one in zip(names, known, strict=True):
            try:
                shape = one.shape if shape is None else broadcast_shape(shape, one.shape)
            except ArgumentError:
                raise ShapeRefused(
                    f"{name} has shape {shape_text(one.shape)}, which does not broadcast with "
                    f"{shape_text(shape)}",
                    name,
                ) from None
        return shape

    rule.__signature__ = inspect.signature(function)  # type: ignore[attr-defined]
    return rule


def _all_known(known: Iterable[Known | list[Known]]) -> bool:
    """Whether every shape is known as a whole, so that a short rule needs no question marks."""
    flat = [one for item in known for one in (item if isinstance(item, list) else [item])]
    return all(one.size is not None for one in flat)
