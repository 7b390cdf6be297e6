"""The platforms that blockprop knows about, each with what it was measured with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Platform:
    """A library on a device. `library` is what Python imports, `measured` the version whose answers
    are recorded beside the tests, "" where rules are read from its source alone."""

    id: str
    name: str
    library: str
    measured: str = ""


TENSORFLOW_CPU = Platform("tensorflow-cpu", "TensorFlow, CPU", "tensorflow", "TensorFlow 2.21.0")
TENSORFLOW_GPU = Platform("tensorflow-gpu", "TensorFlow, GPU", "tensorflow")
PYTORCH = Platform("pytorch", "PyTorch", "torch", "PyTorch 2.13.0, CPU")
JAX = Platform("jax", "JAX", "jax", "JAX 0.10.2, CPU")
ONNX_RUNTIME = Platform("onnxruntime", "ONNX Runtime", "onnxruntime", "ONNX Runtime 1.31.1, CPU")

PLATFORMS = (TENSORFLOW_CPU, TENSORFLOW_GPU, PYTORCH, JAX, ONNX_RUNTIME)
