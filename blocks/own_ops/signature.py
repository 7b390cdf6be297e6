"""From a function's signature to ports and attributes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import numpy as np

from blocks.declaration import attribute, values
from blocks.declaration.attribute import Attribute
from blocks.declaration.op import Port
from blocks.dtypes import ALL, name_of
from blocks.errors import ValueRefused
from blocks.own_ops.types import Between, Of
from blocks.page.names import PORT


class DeclarationRefused(TypeError):
    """A function or a declaration that cannot be an op. The text says why, and what would be."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What a signature says."""

    inputs: tuple[Port, ...]
    outputs: tuple[Port, ...]
    attributes: tuple[Attribute, ...]
    types: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Hint:
    """An annotation in its parts."""

    kind: Any
    of: Of | None
    between: Between | None
    help: str


def derive(function: Callable[..., Any], names: tuple[str, ...] | None = None) -> Derived:
    """The ports and attributes of a function; `names` are those of its outputs, if told.

    Raises DeclarationRefused for what has no meaning here.
    """
    try:
        hints = get_type_hints(function, include_extras=True)
    except Exception as why:
        raise DeclarationRefused(f"the annotations cannot be read: {why}") from None
    types: dict[str, tuple[str, ...]] = {}
    inputs: list[Port] = []
    attributes: list[Attribute] = []
    for parameter in inspect.signature(function).parameters.values():
        name, kind = parameter.name, parameter.kind
        if not PORT.fullmatch(name):
            raise DeclarationRefused(f"{name}: a name has letters, digits and _, a letter first")
        if kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            stars = "*" if kind is parameter.VAR_POSITIONAL else "**"
            raise DeclarationRefused(
                f"{stars}{name}: ports and attributes have names; list[Tensor] takes many wires"
            )
        if kind is parameter.KEYWORD_ONLY:
            attributes.append(_attribute(name, hints.get(name), parameter.default))
        elif parameter.default is not parameter.empty:
            raise DeclarationRefused(
                f"{name}: an input port has no default; an attribute stands after a *"
            )
        else:
            inputs.append(_port(name, hints.get(name), types))
    outputs = _outputs(hints.get("return"), names, types, bool(inputs))
    return Derived(tuple(inputs), outputs, tuple(attributes), types)


# ---- ports ----------------------------------------------------------------------------------


def _port(name: str, hint: Any, types: dict[str, tuple[str, ...]]) -> Port:
    parts = _parts(hint)
    many = get_origin(parts.kind) is list
    if many:
        parts = replace(_parts(get_args(parts.kind)[0]), help=parts.help)
    return Port(name, _type(name, parts, types), parts.help, many=many)


def _outputs(
    hint: Any, names: tuple[str, ...] | None, types: dict[str, tuple[str, ...]], has_inputs: bool
) -> tuple[Port, ...]:
    if hint is None and not (has_inputs and "T" in types):
        raise DeclarationRefused(
            "what comes out is not said, and no Tensor goes in that has its dtype; "
            "end the signature with -> Float32, for one"
        )
    hints = get_args(hint) if get_origin(hint) is tuple else (hint,)
    if not hints or Ellipsis in hints:
        raise DeclarationRefused(
            "the outputs are a tuple of a known length, as tuple[Tensor, Int32]"
        )
    if names is None:
        names = (
            ("output",) if len(hints) == 1 else tuple(f"output_{at}" for at in range(len(hints)))
        )
    if len(names) != len(hints):
        raise DeclarationRefused(
            f"outputs names {len(names)} outputs, and {len(hints)} come out; "
            "the annotation -> tuple[Tensor, Int32] says how many there are"
        )
    for name in names:
        if not isinstance(name, str) or not PORT.fullmatch(name):
            raise DeclarationRefused(f"{name!r:.60} is no name of an output")
    parts = [_parts(one) for one in hints]
    return tuple(
        Port(name, _type(name, one, types), one.help)
        for name, one in zip(names, parts, strict=True)
    )


def _type(name: str, parts: _Hint, types: dict[str, tuple[str, ...]]) -> str:
    """A port's dtype or type variable, which is noted with the dtypes it may be."""
    of = parts.of or _of_numpy(parts.kind)
    if of is None:
        raise DeclarationRefused(
            f"{name}: {_shown(parts.kind)} is no array; Tensor, Float32 or Int32 would be, "
            "and an attribute stands after a *"
        )
    if unknown := set(of.dtypes or (of.type,)) - set(ALL):
        raise DeclarationRefused(f"{name}: {', '.join(sorted(unknown))} is no dtype")
    if of.dtypes:
        before = types.get(of.type, of.dtypes)
        types[of.type] = tuple(one for one in before if one in of.dtypes)
        if not types[of.type]:
            raise DeclarationRefused(f"{name}: there is no dtype that {of.type} can be everywhere")
    return of.type


def _of_numpy(kind: Any) -> Of | None:
    """What `np.ndarray` and `npt.NDArray[np.float32]` say; nothing said is any dtype, too."""
    if kind is None or kind is np.ndarray:
        return Of("T", ALL)
    if get_origin(kind) is not np.ndarray:
        return None
    element = get_args(kind)[1]
    scalar = next(iter(get_args(element)), Any)
    try:
        name = None if scalar is Any else name_of(np.dtype(scalar))
    except TypeError:
        name = None
    return Of(name) if name else Of("T", ALL)


# ---- attributes -----------------------------------------------------------------------------


def _attribute(name: str, hint: Any, default: Any) -> Attribute:
    parts = _parts(hint)
    required = default is inspect.Parameter.empty
    if parts.kind is None and parts.of is None and not required:
        parts = replace(parts, kind=_kind_of(default))
    made, initial = _made(name, parts)
    if required:
        return replace(made, initial=made.read(initial))
    try:
        return replace(made, default=made.read(default))
    except ValueRefused as why:
        raise DeclarationRefused(f"{name}: its default cannot be: {why}") from None


def _made(name: str, parts: _Hint) -> tuple[Attribute, object]:
    """An attribute without a default, and what a new block gets in its place."""
    kind, help, between = parts.kind, parts.help, parts.between
    span = {} if between is None else {"low": between.low, "high": between.high}
    options = get_args(kind)
    if kind is bool:
        return replace(attribute.flag(name, False, help=help), default=attribute.REQUIRED), False
    if kind is int:
        whole = {end: int(number) for end, number in span.items()}
        return attribute.integer(name, help=help, **whole), _nearest_zero(span, int)
    if kind is float:
        return attribute.number(name, help=help, **span), _nearest_zero(span, float)
    if kind is str:
        return attribute.text(name, help=help), ""
    if get_origin(kind) is Literal and all(isinstance(one, str) for one in options):
        return attribute.choice(name, *options, help=help), options[0]
    if get_origin(kind) is tuple and set(options) <= {int, Ellipsis} and int in options:
        count = None if Ellipsis in options else len(options)
        return attribute.integers(name, count, help=help), (0,) * (count or 0)
    if parts.of is not None or kind is np.ndarray or get_origin(kind) is np.ndarray:
        return attribute.tensor(name, help=help), np.zeros(1, np.float32)
    raise DeclarationRefused(
        f"{name}: {_shown(kind)} is no kind of attribute; bool, int, float, str, "
        'Literal["a", "b"], tuple[int, ...] and Tensor are'
    )


def _kind_of(default: Any) -> Any:
    if isinstance(default, tuple | list):
        return tuple[int, ...]
    return np.ndarray if isinstance(default, np.ndarray) else type(default)


def _nearest_zero(span: dict[str, float], kind: Callable[[float], float]) -> float:
    return kind(min(max(0, span.get("low", 0)), span.get("high", 0))) if span else kind(0)


# ---- annotations ----------------------------------------------------------------------------


def _parts(hint: Any) -> _Hint:
    if get_origin(hint) is not Annotated:
        return _Hint(hint, None, None, "")
    kind, *more = get_args(hint)

    def first(wanted: type) -> Any:
        return next((one for one in more if isinstance(one, wanted)), None)

    return _Hint(kind, first(Of), first(Between), first(str) or "")


def _shown(kind: Any) -> str:
    return values.shown(getattr(kind, "__name__", str(kind))) if kind is not None else "nothing"
