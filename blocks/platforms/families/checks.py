"""Expect and GradientCheck."""

from __future__ import annotations

from blocks.platforms.equivalents import jax
from blocks.platforms.equivalents.tensors import literal
from blocks.platforms.family import Family, Way
from blocks.platforms.plain import MEASURED, NUMPY, TORCH, Plain, onnx, plain_of
from blocks.platforms.platform import (
    JAX,
    ONNX_RUNTIME,
    PYTORCH,
    TENSORFLOW_CPU,
    TENSORFLOW_GPU,
    Platform,
)
from blocks.platforms.rule import Rule
from blocks.platforms.verdict import Equivalent, Verdict

_TF = ("import tensorflow as tf",)
_ALLCLOSE = "There is no such op: {} says what the output met says."
_FORWARD = (
    "def forward(x):",
    "    return x * x  # what makes y of x comes here",
    "",
)
_FUNCTION = "{} takes the function that makes y of x, and works the gradient out itself."


def _tensorflow(call: Plain) -> Equivalent:
    delta, tolerance = call.attrs.get("delta"), call.attrs.get("tolerance")
    if call.op == "Expect":
        function = "tf.experimental.numpy.allclose"
        return Equivalent(_TF, _close(call, function, TENSORFLOW_CPU), (_note(function),))
    lines = (
        *_FORWARD,
        "x = tf.cast(x, tf.float64)",
        f"theoretical, numerical = tf.test.compute_gradient(forward, [x], delta={delta})",
        f"output = tf.reduce_max(tf.abs(theoretical[0] - numerical[0])) <= {tolerance}",
    )
    return Equivalent(_TF, lines, (_FUNCTION.format("tf.test.compute_gradient"),))


def _pytorch(call: Plain) -> Equivalent:
    delta, tolerance = call.attrs.get("delta"), call.attrs.get("tolerance")
    if call.op == "Expect":
        function = "torch.allclose"
        return Equivalent(TORCH, _close(call, function, PYTORCH), (_note(function),))
    lines = (
        *_FORWARD,
        "x = x.double().requires_grad_()",
        f"output = torch.autograd.gradcheck(forward, x, eps={delta}, rtol={tolerance})",
    )
    return Equivalent(TORCH, lines, (_FUNCTION.format("torch.autograd.gradcheck"),))


def _jax(call: Plain) -> Equivalent:
    delta, tolerance = call.attrs.get("delta"), call.attrs.get("tolerance")
    if call.op == "Expect":
        function = "jnp.allclose"
        imports = ("import jax", "import jax.numpy as jnp")
        lines = _close(call, function, JAX)
        return Equivalent(imports, lines, (_note(function),), settings=jax.WIDE)
    lines = (
        *_FORWARD,
        'x = x.astype("float64")',
        "check_grads(",
        '    forward, (x,), order=1, modes=["rev"], '
        f"eps={delta}, atol={tolerance}, rtol={tolerance}",
        ")  # raises if they differ",
        "output = True",
    )
    imports = ("import jax", "from jax.test_util import check_grads")
    return Equivalent(imports, lines, (_FUNCTION.format("check_grads"),), settings=jax.WIDE)


def _onnx(call: Plain) -> Equivalent:
    if call.op == "GradientCheck":  # ONNX has an op for it, which nobody runs
        domain = "ai.onnx.preview.training"
        return onnx("Gradient", {"x": "x"}, domain=domain, xs=["x"], y="y")
    function = "np.allclose"
    lines = _close(call, function, ONNX_RUNTIME)
    more = ("import ml_dtypes",) if "ml_dtypes" in lines[0] else ()
    return Equivalent((*NUMPY, *more), lines, (_note(function),))


def _note(function: str) -> str:
    return _ALLCLOSE.format(function)


def _close(call: Plain, function: str, platform: Platform) -> tuple[str, ...]:
    """Both as float64, for bfloat16 and integers are not taken everywhere."""
    doubled = {
        "tensorflow": "tf.cast({}, tf.float64)",
        "torch": "{}.double()",
        "jax": '{}.astype("float64")',
        "onnxruntime": '{}.astype("float64")',
    }[platform.library]
    wired = call.of("expected").dtype is not None or call.of("expected").shape is not None
    lines = [] if wired else [f"expected = {literal(call.attrs['value'], platform.library)}"]
    names = ", ".join(doubled.format(name) for name in ("input", "expected"))
    rtol, atol, equal_nan = (call.attrs[name] for name in ("rtol", "atol", "equal_nan"))
    numbers = f"rtol={rtol}, atol={atol}, equal_nan={equal_nan}"
    return (*lines, f"output = {function}(", f"    {names}, {numbers}", ")")


_NOTHING: Rule[Plain] = Rule(
    name="GradientCheck",
    when=lambda call: call.op == "GradientCheck",
    verdict=Verdict.REFUSES,
    words="ONNX Runtime computes what a model says, and no gradients of it.",
    message="is not a registered function/op",
    source=f"{MEASURED[ONNX_RUNTIME]}; https://onnx.ai/onnx/operators/onnx_aionnxpreviewtraining_Gradient.html",
)

_EMPTY: Rule[Plain] = Rule(
    name="GradientCheck of nothing",
    when=lambda call: call.op == "GradientCheck" and call.of("x").size == 0,
    verdict=Verdict.REFUSES,
    words="PyTorch's gradcheck takes few empty tensors, by the strides that they happen to have.",
    message="gradcheck only supports inputs that are non-overlapping",
    source=MEASURED[PYTORCH],
    is_erratic=True,
)

CHECKS = Family(
    ops=("Expect", "GradientCheck"),
    facts=plain_of,
    ways={
        TENSORFLOW_CPU: Way((), _tensorflow),
        TENSORFLOW_GPU: Way((), _tensorflow),
        PYTORCH: Way((_EMPTY,), _pytorch),
        JAX: Way((), _jax),
        ONNX_RUNTIME: Way((_NOTHING,), _onnx),
    },
)
