"""Ops: what a block can be. Each is declared once, as one `Op`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from blocks.declaration.attribute import Attribute
from blocks.declaration.known import Known, Shape
from blocks.declaration.verdict import Judge
from blocks.dtypes import ALL
from kernels.tracing import Untraced

Array = Any
Rule = Callable[..., "Shape | Known | tuple[Shape | Known, ...]"]


@dataclass(frozen=True, slots=True)
class Port:
    """An input or output of an op.

    `type` is either a dtype's name or a type variable of the op, such as "T" (see Op.types).
    `axes` names the dimensions where they have names ("NHWC", "HWIO", ...; "data_format" for
    those that follow the attribute; of an output, the name of an input whose axes it keeps).
    `many` ports take any number of wires, in order.
    """

    name: str
    type: str = "T"
    help: str = ""
    axes: str = ""
    many: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Op:
    """One op: ports, attributes, rules, kernel and help, all in one place. It is equal to itself.

    `types` gives each type variable the dtypes it may be. A variable that is also the name of an
    attribute (`dtype`, `DstT`, `out_type`) takes its type from it; any other is agreed on by the
    input ports that carry it.

    `shape` is the shape rule: it takes a Known for each input port (a list of them for a `many`
    port) and the attributes that the kernel takes, by keyword, and returns for each output a
    shape, as far as it is known, or a Known where it knows the value too. It raises ShapeRefused
    (or a kernel's ArgumentError) for what is certainly wrong.

    `formula` is the op in one line of mathematics, in the names of its ports, and `sizes` the shape
    rule in words.

    `kernel` takes arrays in the order of the input ports and the same attributes. Its docstring
    is the op's long help. `folds` says that the op is cheap enough to compute values of small
    known inputs while checking, so that a size worked out on the page is known before running.

    `verdict` is for ops that check others: from the outputs of a block it reads whether what it
    checks is as it should be.

    `replays` is for ops that run others again: the names of two input ports, x and y. The kernel
    then takes `forward` besides, a function that gives what y is for another x.

    `traces` names what in `kernels.tracing` says where each number of a result comes from, or says
    why nothing does; an own op may be ELEMENTWISE.

    `origin` is where an own op is declared, as "blur.py, line 3", and `version` what tells its code
    from what the same name stood for before; both are empty for a built-in op.
    """

    name: str
    category: str
    summary: str
    kernel: Callable[..., Any]
    shape: Rule
    inputs: tuple[Port, ...] = ()
    outputs: tuple[Port, ...] = (Port("output"),)
    attributes: tuple[Attribute, ...] = ()
    types: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    synonyms: tuple[str, ...] = ()
    formula: str = ""
    sizes: str = ""
    folds: bool = False
    verdict: Judge | None = None
    replays: tuple[str, str] | None = None
    traces: str | Untraced | None = None
    origin: str = ""
    version: str = ""
    # By name, worked out once: every block of a page asks for them.
    _inputs: Mapping[str, Port] = field(init=False, repr=False)
    _outputs: Mapping[str, Port] = field(init=False, repr=False)
    _attributes: Mapping[str, Attribute] = field(init=False, repr=False)
    _for_kernel: tuple[str, ...] = field(init=False, repr=False)
    defaults: Mapping[str, Any] = field(init=False, repr=False)
    """What each attribute is unless a block says otherwise; REQUIRED where it has to say."""
    file_attributes: tuple[str, ...] = field(init=False, repr=False)
    """The attributes that name files; almost no op has one."""

    def __post_init__(self) -> None:
        self._check()
        derived = {
            "_inputs": {port.name: port for port in self.inputs},
            "_outputs": {port.name: port for port in self.outputs},
            "_attributes": {one.name: one for one in self.attributes},
            "defaults": MappingProxyType({one.name: one.default for one in self.attributes}),
            "_for_kernel": tuple(one.name for one in self.attributes if one.in_kernel),
            "file_attributes": tuple(one.name for one in self.attributes if one.editor == "file"),
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    def _check(self) -> None:
        """Refuse, at import, a declaration that contradicts itself."""
        names = [port.name for port in self.inputs] + [one.name for one in self.attributes]
        if len(set(names)) != len(names):
            raise TypeError(f"{self.name}: a port or attribute is named twice in {names}")
        positional = [port.name for port in self.inputs]
        keywords = {one.name for one in self.attributes if one.in_kernel}
        more = {"forward"} if self.replays else set()
        _check_signature(self.name, self.kernel, positional, keywords | more)
        _check_signature(self.name, self.shape, positional, keywords)
        for port in (*self.inputs, *self.outputs):
            if port.type not in self.types and port.type not in ALL:
                raise TypeError(
                    f"{self.name}.{port.name}: {port.type} is no dtype or type variable"
                )

    def input(self, name: str) -> Port | None:
        """The input port of that name."""
        return self._inputs.get(name)

    def output(self, name: str) -> Port | None:
        """The output port of that name."""
        return self._outputs.get(name)

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of that name."""
        return self._attributes.get(name)

    def allowed(self, port: Port) -> tuple[str, ...]:
        """The dtypes that a port may have."""
        return self.types.get(port.type, (port.type,))

    def run(
        self,
        inputs: Sequence[Array],
        attrs: Mapping[str, Any],
        forward: Callable[[Array], Array] | None = None,
    ) -> tuple[Array, ...]:
        """Compute the outputs, one array each, from the arrays of the input ports in order.
        `forward` is for an op that replays others."""
        given = self.for_kernel(attrs)
        if self.replays is not None:
            given["forward"] = forward
        result = self.kernel(*inputs, **given)
        return result if isinstance(result, tuple) else (result,)

    def for_kernel(self, attrs: Mapping[str, Any]) -> dict[str, Any]:
        """Of a block's attributes those that the kernel and the shape rule take."""
        return {name: attrs[name] for name in self._for_kernel}


def _check_signature(
    op: str, rule: Callable[..., Any], positional: list[str], keywords: set[str]
) -> None:
    """Refuse, at import, a declaration that disagrees with its kernel or its shape rule."""
    kinds = inspect.Parameter
    parameters = inspect.signature(rule).parameters.values()
    came = [
        p.name for p in parameters if p.kind in (kinds.POSITIONAL_ONLY, kinds.POSITIONAL_OR_KEYWORD)
    ]
    named = {p.name for p in parameters if p.kind is kinds.KEYWORD_ONLY}
    loose = any(p.kind is kinds.VAR_KEYWORD for p in parameters)
    if came != positional or (named != keywords and not (loose and named <= keywords)):
        raise TypeError(
            f"{op}: {rule.__name__} must take {positional} and by keyword {sorted(keywords)}, "
            f"not {came} and {sorted(named)}"
        )
