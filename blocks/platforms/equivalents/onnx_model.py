"""A model of one ONNX node, and its run by ONNX Runtime."""

from __future__ import annotations

from typing import Any

from blocks.platforms.equivalents.writing import call, written

NUMPY = "import numpy as np"
IMPORTS = ("import onnxruntime", "from onnx import helper")


def node(op: str, inputs: list[str], output: str, **attributes: Any) -> str:
    """The line that makes the node."""
    made = call("helper.make_node", f'"{op}"', written(inputs), written([output]), **attributes)
    return f"node = {made}"


def run(feeds: dict[str, str], output: str, opset: int = 22) -> list[str]:
    """The lines that make the model of the variable `node`, and run it: `feeds` gives the names of
    its inputs the expressions of what is fed, `output` is the name of its output, and of the
    variable that holds it then."""
    fed = "{" + ", ".join(f'"{name}": {given}' for name, given in feeds.items()) + "}"
    shapes, names = ("inputs", "feeds") if feeds else ("[]", "{}")
    described = [
        f"feeds = {fed}",
        "inputs = [",
        "    helper.make_tensor_value_info("
        "name, helper.np_dtype_to_tensor_dtype(one.dtype), one.shape)",
        "    for name, one in feeds.items()",
        "]",
    ]
    return [
        *(described if feeds else []),
        f'outputs = [helper.make_empty_tensor_value_info("{output}")]',
        f'graph = helper.make_graph([node], "block", {shapes}, outputs)',
        f'opset = helper.make_opsetid("", {opset})',
        "model = helper.make_model(graph, opset_imports=[opset], ir_version=10)",
        "session = onnxruntime.InferenceSession(model.SerializeToString())",
        f"({output},) = session.run(None, {names})",
    ]
