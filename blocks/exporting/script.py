"""From a program to the text of a script, and the tensors that go into a file beside it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from blocks.dtypes import name_of
from blocks.exporting.flavour import WIDTH, Code, Flavour
from blocks.exporting.program import Given, Program, Same, Statement
from blocks.exporting.tensors import WRITTEN_OUT, expression, stored

Array = np.ndarray[Any, Any]

_ENDING = """
if __name__ == "__main__":
    for name, value in results.items():
        print(name, value.dtype, tuple(value.shape))
        print(value)
"""


@dataclass
class Script:
    """A script that is being written. `beside` is the name of the file for large tensors, None if
    there is to be none; `folder` is how the script finds the page's files; `left_out` are blocks
    that it does without."""

    program: Program
    flavour: Flavour
    beside: str | None
    folder: str
    left_out: Sequence[str] = ()
    code: Code = field(default_factory=Code)
    tensors: dict[str, Array] = field(default_factory=dict)

    def text(self) -> str:
        """All of it."""
        body = self._body()
        within = self.flavour.precision(self.program.precision, self.code)
        if within is not None and body:
            body = [within, *(textwrap.indent(line, "    ") for line in body)]
        top = [self._heading() + "\n\n" + "\n".join(self._imports())]
        top += [text.strip("\n") for text in self.code.helpers.values()]
        bottom = "\n".join([*self._files(), *body])
        ending = "\n".join(["results = {", *self._results(), "}"])
        gap = "\n\n\n" if len(top) > 1 else "\n\n"
        return "\n\n\n".join(top) + gap + bottom + "\n\n" + ending + "\n" + _ENDING

    def _body(self) -> list[str]:
        """The lines of all statements, without tensors that nothing uses: where a library has no
        input for sizes, they are written into the call."""
        statements = [(one, self._lines(one)) for one in self.program.statements]
        used = set(self.program.results.values())
        body: list[str] = []
        for statement, lines in reversed(statements):
            if isinstance(statement, Given) and statement.result not in used:
                self.tensors.pop(statement.result, None)
                continue
            for line in lines:
                used.update(re.findall(r"\w+", line.partition(" = ")[2]))
            body = [*lines, *body]
        return body

    def _results(self) -> list[str]:
        return [f'    "{name}": {one},' for name, one in self.program.results.items()]

    def _heading(self) -> str:
        title = " ".join(self.program.title.split()) or "A page of blocks"
        quoted = title.replace("\\", "\\\\").replace('"', "'")
        told = f"Exported from blockprop as {self.flavour.title}. It needs {self.flavour.needs}."
        if self.left_out:
            blocks = textwrap.fill(", ".join(self.left_out), WIDTH)
            told += f"\nWithout the blocks that check others:\n{blocks}."
        return f'"""{quoted}\n\n{told}\n"""'

    def _imports(self) -> list[str]:
        found = set(self.code.imports)
        if self.tensors:
            found.add("import numpy as np")
        if self.tensors or self.code.reads_files:
            found.add("from pathlib import Path")
        own = sorted(one for one in found if "pathlib" in one)
        others = sorted((one for one in found if one not in own), key=_import_key)
        return [*own, *([""] if own and others else []), *others]

    def _files(self) -> list[str]:
        lines = []
        if self.tensors:
            lines.append(f'TENSORS = np.load(Path(__file__).with_name("{self.beside}"))')
        if self.code.reads_files:
            lines.append(f"FOLDER = {self.folder}")
        return [*lines, ""] if lines else []

    def _lines(self, statement: Statement) -> list[str]:
        lines = [f"# {one}" for one in statement.note.splitlines() if one.strip()]
        if isinstance(statement, Same):
            return [*lines, f"{statement.result} = {statement.source}"]
        if isinstance(statement, Given):
            return [*lines, self._tensor(statement.result, statement.array)]
        frozen = self.flavour.frozen(statement)
        if frozen is not None:
            why = f"{statement.op.name}: these are blockprop's numbers, written down"
            return [*lines, f"# {why}", self._tensor(statement.result, frozen)]
        return [*lines, *self.flavour.use(statement, self.code)]

    def _tensor(self, name: str, array: Array) -> str:
        dtype = name_of(array.dtype) or str(array.dtype)
        self.code.imports.add("import numpy as np")
        if self.beside is not None and array.size > WRITTEN_OUT:
            self.tensors[name] = stored(array)
            made = f'TENSORS["{name}"]'
        else:
            made = expression(array)
        return f"{name} = {self.flavour.tensor(made, dtype, self.code)}"


def _import_key(line: str) -> tuple[int, str]:
    return (line != "import numpy as np" and "ml_dtypes" not in line), line
