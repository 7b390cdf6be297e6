"""NumPy: each block is a call of blockprop's own kernels."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

import kernels
from blocks.declaration.op import Op
from blocks.dtypes import name_of
from blocks.exporting.flavour import WIDTH, Code, Flavour, called, file_of, plainly
from blocks.exporting.program import Use
from blocks.exporting.refusing import ExportRefused
from blocks.exporting.tensors import expression


class NumPy(Flavour):
    """Calls of `kernels`, which need NumPy and nothing else."""

    name: ClassVar[str] = "numpy"
    title: ClassVar[str] = "NumPy"
    needs: ClassVar[str] = "blockprop (its package kernels; no window, no TensorFlow)"

    def use(self, use: Use, code: Code) -> list[str]:
        function = use.op.kernel.__name__
        if getattr(kernels, function, None) is not use.op.kernel:
            where = f" ({use.op.origin})" if use.op.origin else ""
            raise ExportRefused(
                f"{use.op.name} is not one of the package kernels{where}; "
                "leave the block out of what is exported",
                use.block,
            )
        code.imports.add("import kernels")
        if not self.can_check(use.op):
            raise ExportRefused(
                f"{use.op.name} runs other blocks again, which a script cannot; leave the block "
                "out of what is exported",
                use.block,
            )
        given = [_listed(one) for one in use.given]
        named = {
            one.name: self._value(use.attrs[one.name], code)
            for one in use.op.attributes
            if one.in_kernel
            and one.editor != "file"
            and (one.required or not one.same(use.attrs[one.name], one.default))
        }
        if use.op.file_attributes:
            named["file"] = file_of(use, code)
        made = called(f"kernels.{function}", given, named)
        names = ", ".join(use.results)
        if len(names) > WIDTH // 2:
            names = "(\n" + "".join(f"    {one},\n" for one in use.results) + ")"
        return [f"{names} = {made}"]

    def _value(self, value: object, code: Code) -> str:
        if not isinstance(value, np.ndarray):
            return plainly(value)
        code.imports.add("import numpy as np")
        return self.tensor(expression(value), name_of(value.dtype) or "", code)

    def tensor(self, expression: str, dtype: str, code: Code) -> str:
        if dtype != "bfloat16":
            return expression
        code.imports.add("import ml_dtypes")
        return f"{expression}.astype(ml_dtypes.bfloat16)"

    def can_check(self, op: Op) -> bool:
        return op.replays is None  # The kernel of Expect is as good as that of any op.

    def precision(self, word: str, code: Code) -> str | None:
        if word == "default":
            return None
        code.imports.add("import kernels")
        return f"with kernels.precision({plainly(word)}):"


def _listed(given: str | tuple[str, ...] | None) -> str:
    if isinstance(given, tuple):
        return f"[{', '.join(given)}]"
    return given or "None"
