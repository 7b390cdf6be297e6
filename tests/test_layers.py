"""Imports run one way: app -> blocks -> kernels -> numpy. Each proof is proved by a violation.

Two proofs, for either can be blind: what is imported when a fresh interpreter does it, with Qt
blocked; and what is written anywhere in the sources, inside functions too.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

QT = frozenset(
    {"PySide6", "PySide2", "PyQt5", "PyQt6", "shiboken6", "Qt", "qtpy", "NodeGraphQt", "pyqtgraph"}
)
NUMBERS = frozenset({"numpy", "ml_dtypes", "threadpoolctl"})
ALLOWED = {
    "kernels": NUMBERS | {"kernels"},
    "blocks": NUMBERS | {"kernels", "blocks", "msgspec", "click", "rich", "platformdirs"},
}
ENTRANCES = (
    "kernels",
    "blocks",
    "blocks.checking",
    "blocks.command",
    "blocks.difference",
    "blocks.difference.picture",
    "blocks.drawing.picture",
    "blocks.evaluation",
    "blocks.file",
    "blocks.file.schema",
    "blocks.ops",
    "blocks.own_ops.folder",
    "blocks.page",
    "blocks.palette",
    "blocks.presets",
)

IMPORTING = """
import importlib, sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked!r}:
            raise ImportError(f"{{name}} is blocked")

sys.meta_path.insert(0, Blocked())
before = set(sys.modules)
for name in {modules!r}:
    importlib.import_module(name)
tops = {{name.partition(".")[0] for name in set(sys.modules) - before}}
print(*sorted(tops - set(sys.stdlib_module_names)))
"""


def imported(root: Path, modules: tuple[str, ...]) -> set[str]:
    """The packages, beside the standard library, that a fresh interpreter loads for modules."""
    code = IMPORTING.format(blocked=set(QT | {"app"}), modules=modules)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=60
    )
    if done.returncode:
        raise AssertionError(done.stderr.strip().splitlines()[-1])
    # NumPy's wheel of some systems loads a package of its own beside it.
    return {name for name in done.stdout.split() if not name.startswith(("_", "numpy"))}


def violations(root: Path, package: str) -> Iterator[str]:
    """Every import in a package of what is not allowed there, wherever in a file it stands."""
    for path in sorted((root / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name in _imports(node):
                top = name.partition(".")[0]
                if top not in ALLOWED[package] and top not in sys.stdlib_module_names:
                    yield f"{path.relative_to(root)}:{node.lineno}: {name}"  # type: ignore[attr-defined]


def _imports(node: ast.AST) -> list[str]:
    """The modules that a node imports, by statement or by a call with the name written out."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module] if node.module and not node.level else []
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
        called = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        if called in ("import_module", "__import__"):
            return [one.value for one in node.args if _is_text(one)]  # type: ignore[attr-defined]
    return []


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the sources, for a violation to be planted in."""
    for package in ALLOWED:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignored)
    return tmp_path


def plant(root: Path, file: str, line: str) -> None:
    path = root / file
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")


# ---- in a fresh interpreter -----------------------------------------------------------------


def test_blocks_and_kernels_are_imported_without_qt() -> None:
    found = imported(ROOT, ENTRANCES)
    assert {"blocks", "kernels"} <= found
    assert not found & (QT | {"app"})


def test_kernels_load_no_package_but_numpy_and_its_two_helpers() -> None:
    found = imported(ROOT, ("kernels",))
    assert found <= ALLOWED["kernels"]
    assert "kernels" in found


@pytest.mark.parametrize("module", ["PySide6.QtCore", "NodeGraphQt", "app"])
@pytest.mark.parametrize("file", ["blocks/page/block.py", "kernels/errors.py"])
def test_a_planted_import_of_qt_is_found(copy: Path, file: str, module: str) -> None:
    imported(copy, ENTRANCES)
    plant(copy, file, f"import {module}")
    with pytest.raises(AssertionError, match="is blocked"):
        imported(copy, ENTRANCES)


def test_a_planted_package_in_kernels_is_found(copy: Path) -> None:
    plant(copy, "kernels/errors.py", "import msgspec")
    assert not imported(copy, ("kernels",)) <= ALLOWED["kernels"]


# ---- in the sources -------------------------------------------------------------------------


@pytest.mark.parametrize("package", ALLOWED)
def test_no_source_names_what_its_layer_must_not_use(package: str) -> None:
    assert list(violations(ROOT, package)) == []


@pytest.mark.parametrize(
    ("file", "line", "name"),
    [
        ("kernels/shapes.py", "def hidden():\n    import blocks.page", "blocks.page"),
        ("kernels/shapes.py", "def hidden():\n    from app import theme", "app"),
        ("kernels/shapes.py", "import msgspec", "msgspec"),
        ("blocks/checking.py", "def hidden():\n    from PySide6 import QtCore", "PySide6"),
        ("blocks/checking.py", "if False:\n    import NodeGraphQt.base", "NodeGraphQt.base"),
        ("blocks/checking.py", "__import__('pyqtgraph')", "pyqtgraph"),
        (
            "blocks/checking.py",
            "import importlib\nimportlib.import_module('app.theme')",
            "app.theme",
        ),
        ("blocks/page/page.py", "async def hidden():\n    import scipy", "scipy"),
    ],
)
def test_a_planted_name_is_found(copy: Path, file: str, line: str, name: str) -> None:
    package = file.partition("/")[0]
    assert list(violations(copy, package)) == []
    plant(copy, file, line)
    (found,) = violations(copy, package)
    assert found.startswith(f"{file}:")
    assert found.endswith(f": {name}")
