"""The files of a folder as modules: read anew whenever they have changed, nothing left behind.

Python's own way would keep compiled files, which it tells apart by whole seconds, and would write
them into the user's folder.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import sys
from collections.abc import Sequence
from hashlib import blake2b
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from blocks.own_ops.declaring import PACKAGE, forget


class _Loader(SourceFileLoader):
    """Compiles what the file says now."""

    def get_code(self, fullname: str) -> CodeType | None:
        return self.source_to_code(self.get_data(self.path), self.path)

    def exec_module(self, module: ModuleType) -> None:
        # Standard output is for results, one JSON object among them.
        vars(module)["print"] = _print_aside
        super().exec_module(module)


def _print_aside(*words: object, **how: Any) -> None:
    show = builtins.print
    show(*words, **{"file": sys.stderr or sys.stdout, **how})


class _Finder(MetaPathFinder):
    """Finds `from . import helper` in the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        package, _, stem = fullname.rpartition(".")
        file = self.folder / f"{stem}.py"
        if package != PACKAGE or not file.is_file():
            return None
        return spec_from_file_location(fullname, file, loader=_Loader(fullname, str(file)))


class Modules:
    """The modules of one folder. `close` takes all of them out of Python's table again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._versions: dict[str, str] = {}
        self._finder = _Finder(folder)
        self._drop([name for name in sys.modules if name.startswith(f"{PACKAGE}.")])
        package = ModuleType(PACKAGE)
        package.__path__ = []
        sys.modules[PACKAGE] = package
        sys.meta_path.append(self._finder)

    def look(self) -> dict[Path, str]:
        """The versions of all files as they are now. Modules of others are forgotten."""
        sources = {file.stem: _read(file) for file in sorted(self.folder.glob("*.py"))}
        now = {stem: _version(stem, sources) for stem in sources}
        before = self._versions
        self._drop([f"{PACKAGE}.{one}" for one in before if now.get(one) != before[one]])
        self._versions = now
        return {self.folder / f"{stem}.py": version for stem, version in now.items()}

    def load(self, file: Path) -> str:
        """Run a file that has changed, and return its module's name. Raises what it raises."""
        name = f"{PACKAGE}.{file.stem}"
        forget(name)
        importlib.import_module(name)
        return name

    def close(self) -> None:
        """Forget everything."""
        self._drop([name for name in sys.modules if name.startswith(f"{PACKAGE}.")])
        sys.modules.pop(PACKAGE, None)
        if self._finder in sys.meta_path:
            sys.meta_path.remove(self._finder)

    def _drop(self, names: list[str]) -> None:
        for name in names:
            sys.modules.pop(name, None)
            forget(name)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as why:
        return repr(why).encode()


def _version(stem: str, sources: dict[str, bytes]) -> str:
    """What tells a file's code from any other: its own text, and that of what it imports from the
    folder, however far that goes."""
    seen: dict[str, None] = {}
    todo = [stem]
    while todo:
        one = todo.pop()
        if one in sources and one not in seen:
            seen[one] = None
            todo += _imported(sources[one])
    hash = blake2b(digest_size=16)
    for one in sorted(seen):
        hash.update(f"{one} {len(sources[one])} ".encode() + sources[one])
    return hash.hexdigest()


def _imported(source: bytes) -> list[str]:
    """The files of the folder that a file imports: `from . import _it`, `from ._it import x`."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return []
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            found += [node.module] if node.module else [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [one.name.removeprefix(f"{PACKAGE}.") for one in node.names]
    return found
