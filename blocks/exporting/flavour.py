"""What the three flavours of exported code have in common."""

from __future__ import annotations

import json
import textwrap
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from blocks.declaration.op import Op
from blocks.exporting.program import Use
from blocks.exporting.refusing import ExportRefused

Array = np.ndarray[Any, Any]
WIDTH = 96


@dataclass
class Code:
    """What statements need besides their own lines: imports, helper functions, files."""

    imports: set[str] = field(default_factory=set)
    helpers: dict[str, str] = field(default_factory=dict)
    reads_files: bool = False

    def helper(self, name: str, text: str) -> None:
        """Have a function in the script."""
        self.helpers[name] = text


class Flavour(ABC):
    """How statements are written for one library."""

    name: ClassVar[str]
    title: ClassVar[str]
    needs: ClassVar[str]
    """What must be installed, in words."""

    @abstractmethod
    def use(self, use: Use, code: Code) -> list[str]:
        """The lines that compute a block. Raises ExportRefused if the library cannot."""

    @abstractmethod
    def tensor(self, expression: str, dtype: str, code: Code) -> str:
        """A tensor of the library made of a NumPy expression; bfloat16 comes as float32."""

    def frozen(self, use: Use) -> Array | None:
        """The numbers of a block that the library would make otherwise, to be written down; None
        for one that it computes."""
        return None

    def can_check(self, op: Op) -> bool:
        """Whether the library has something like an op, if it is one that checks others."""
        return op.verdict is None

    def precision(self, word: str, code: Code) -> str | None:
        """The `with` line under which everything is computed, if there is one."""
        return None


def called(function: str, given: Sequence[str] = (), named: Mapping[str, str] | None = None) -> str:
    """`function(given, name=code)`, an argument a line where one line would be too long."""
    parts = [*given, *(f"{name}={one}" for name, one in (named or {}).items())]
    line = f"{function}({', '.join(parts)})"
    if len(line) <= WIDTH:
        return line
    inner = "".join(f"    {part},\n" for part in parts)
    return f"{function}(\n{inner})"


def refuse(use: Use, library: str, why: str) -> ExportRefused:
    """An error that names block and library, and what can be done."""
    return ExportRefused(
        f"{library} {why}; export to NumPy, which has kernels of its own", use.block
    )


def values(use: Use, port: str, library: str) -> tuple[int, ...]:
    """The numbers of a port that takes sizes or axes, which must be known before a run."""
    value = use.of(port).value
    if value is None:
        raise refuse(
            use, library, f"needs {port} as plain numbers, and it is not known before a run"
        )
    return tuple(int(one) for one in value.ravel())


def plainly(value: object) -> str:
    """An attribute's value as Python writes it, texts in the quotes that programmers like."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def file_of(use: Use, code: Code) -> str:
    """The path of the file that a block reads, in the page's folder."""
    code.reads_files = True
    return f"FOLDER / {plainly(use.attrs['file'])}"


def defined(
    use: Use, ports: Sequence[str], lines: Sequence[str], words: str, code: Code
) -> list[str]:
    """A call of a function that is made for a block of several lines, whose variables are named as
    its ports. `words` say what is unlike the block's own call."""
    name = f"compute_{use.result}"
    words = words or use.op.summary
    words = f"{words[0].upper()}{words[1:].rstrip('.')}."
    told = textwrap.wrap(f'"""{words}"""', WIDTH - 4)
    last = lines[-1]
    ending = last.removeprefix("output = ") if last.startswith("output = ") else None
    kept = [*lines[:-1], f"return {ending}"] if ending else [*lines, "return output"]
    body = [f"    {one}" for line in (*told, *kept) for one in line.splitlines()]
    code.helper(name, "\n".join([f"def {name}({', '.join(ports)}):", *body]))
    given = ", ".join(use.argument(port) for port in ports)
    return [f"{use.result} = {name}({given})"]
