"""NodeGraphQt is one folder's affair, and only a view: the page knows nothing of it."""

from __future__ import annotations

import ast
from pathlib import Path

import app

APP = Path(app.__path__[0])


def imported(path: Path) -> set[str]:
    """The top names of all modules that a file imports, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def test_only_the_canvas_imports_node_graph_qt() -> None:
    users = {path for path in APP.rglob("*.py") if imported(path) & {"NodeGraphQt", "Qt"}}
    assert users, "or the search finds nothing"
    assert all(path.is_relative_to(APP / "canvas") for path in users)


def test_its_undo_stack_and_sessions_are_never_used() -> None:
    words = ("undo_stack", "save_session", "load_session", "push_undo=True")
    for path in (APP / "canvas").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not [word for word in words if word in text], path.name
