"""Where a file that a block names really is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from blocks.declaration.op import Op
from blocks.errors import ShapeRefused


def with_files(op: Op, attrs: Mapping[str, Any], folder: Path | None) -> Mapping[str, Any]:
    """The attributes with every path made absolute, looked up in the page's folder.

    Raises ShapeRefused if the page has no folder yet, or if a link leads out of it.
    """
    if not op.file_attributes:
        return attrs
    return {**attrs, **{name: _inside(folder, attrs[name], name) for name in op.file_attributes}}


def _inside(folder: Path | None, path: str, name: str) -> str:
    if folder is None:
        raise ShapeRefused(
            f"{name}: {path!r} is looked for beside the page; save the page first", name
        )
    root = folder.resolve()
    found = (root / path).resolve()
    if not found.is_relative_to(root):
        raise ShapeRefused(f"{name}: {path!r} leads out of the page's folder through a link", name)
    return str(found)
