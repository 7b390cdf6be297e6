"""The folder of own ops: its files, the ops that they declare, and what is wrong with them."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from blocks import own_ops
from blocks.declaration.op import Op
from blocks.errors import BlockpropError
from blocks.ops import OPS
from blocks.ops.registry import with_name
from blocks.own_ops.declaring import Declared, declared_in
from blocks.own_ops.guards import CAUGHT, guarded, line_of, place_text, told
from blocks.own_ops.modules import Modules
from blocks.own_ops.naming import name_refusal


class FolderRefused(BlockpropError):
    """A folder that cannot hold own ops."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a file of own ops; `line` is where, if that is known."""

    file: Path
    line: int | None
    message: str

    def __str__(self) -> str:
        return f"{place_text(self.file, self.line)}: {self.message}"


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of the folder with the ops that a page can use now, and its faults."""

    path: Path
    version: str
    ops: tuple[Op, ...] = ()
    faults: tuple[Fault, ...] = ()


class OwnOps:
    """The one way by which code of the user comes into the program; nothing is loaded until it is
    told which folder. A page never tells.

    Files that begin with `_` declare no ops; the others can import them: `from . import _helper`.
    """

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.files: tuple[OwnFile, ...] = ()
        self._modules: Modules | None = None
        self._loaded: dict[Path, OwnFile] = {}

    def load(self, folder: Path) -> None:
        """Load the files of a folder, or those that have changed, and put their ops in OPS.

        A file that is wrong keeps no other from loading. Raises FolderRefused, and leaves
        everything as it was, if there is no such folder.
        """
        if not folder.is_dir():
            raise FolderRefused(f"the folder for own ops, {folder}, does not exist")
        whole = folder.resolve()
        if whole != self.folder or self._modules is None:
            self._close()
            self.folder, self._modules = whole, Modules(whole)
        before, self._loaded = self._loaded, {}
        files: list[OwnFile] = []
        taken: dict[str, Path] = {}
        for path, version in self._modules.look().items():
            if path.name.startswith((".", "_")):
                continue
            now = before.get(path)
            if now is None or now.version != version:
                now = _loaded(self._modules, path, version)
            self._loaded[path] = now  # with all that it declares, whoever else has the name
            files.append(_with_names_of_their_own(now, taken))
        self.files = tuple(files)
        OPS.put_own(op for file in files for op in file.ops)

    def unload(self) -> None:
        """Have no own ops any more."""
        if self._modules is not None:
            self._close()
            OPS.put_own(())

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong with the files."""
        return tuple(fault for file in self.files for fault in file.faults)

    def _close(self) -> None:
        if self._modules is not None:
            self._modules.close()
        self.folder, self._modules, self.files, self._loaded = None, None, (), {}


def _loaded(modules: Modules, path: Path, version: str) -> OwnFile:
    folder = path.parent
    try:
        if "." in path.stem:
            raise ValueError("the name of a file of own ops has no point but that of .py")
        if (wanted := _api_version(path)) is not None:
            return OwnFile(path, version, faults=(wanted,))
        declared = declared_in(modules.load(path))
    except CAUGHT as why:
        file, line = line_of(why, folder) or (path, None)
        return OwnFile(path, version, faults=(Fault(file, line, _help(told(why))),))
    ops: list[Op] = []
    faults: list[Fault] = []
    for one in declared:
        try:
            ops.append(_finished(one, path, version))
        except (TypeError, ValueError) as why:
            faults.append(Fault(path, one.line, str(why)))
    return OwnFile(path, version, tuple(ops), tuple(faults))


def _finished(declared: Declared, path: Path, version: str) -> Op:
    """An op as a page can use it. Raises ValueError for a name that it cannot have."""
    op, line = declared.op, declared.line
    if (reason := name_refusal(op.name)) is not None:
        raise ValueError(reason)
    if op.attribute("name") is not None:
        raise ValueError(f"{op.name}: every op has an attribute called name already")
    return with_name(guarded(op, path.parent, place_text(path, line), version))


def _with_names_of_their_own(file: OwnFile, taken: dict[str, Path]) -> OwnFile:
    """The file without the ops whose names an earlier one of the folder has."""
    ops: list[Op] = []
    faults = list(file.faults)
    for op in file.ops:
        if (other := taken.setdefault(op.name, file.path)) == file.path and not _among(op, ops):
            ops.append(op)
        else:
            line = int(op.origin.rpartition(" ")[2])
            faults.append(Fault(file.path, line, f"there is an op named {op.name} in {other.name}"))
    return OwnFile(file.path, file.version, tuple(ops), tuple(faults))


def _among(op: Op, ops: Iterable[Op]) -> bool:
    return any(one.name == op.name for one in ops)


def _api_version(path: Path) -> Fault | None:
    """Why a file cannot be run that says which version of `blocks.own_ops` it is written for."""
    for node in ast.parse(path.read_bytes(), str(path)).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            names = [one.id for one in node.targets if isinstance(one, ast.Name)]
            wanted, latest = node.value.value, own_ops.API_VERSION
            if "API_VERSION" in names and wanted not in range(1, latest + 1):
                words = f"it is written for version {wanted!r} of blocks.own_ops; this is {latest}"
                return Fault(path, node.lineno, words)
    return None


def _help(words: str) -> str:
    if words.startswith("ModuleNotFoundError"):
        return f"{words}; another file of the folder is imported by: from . import it"
    return words
