"""Files that a page names lie in its folder, whatever links say."""

from __future__ import annotations

from pathlib import Path

import pytest

from blocks.declaration.files import with_files
from blocks.errors import ShapeRefused
from blocks.ops import OPS

READ_NPY = OPS["ReadNpy"]


def test_paths_become_absolute(tmp_path: Path) -> None:
    attrs = with_files(READ_NPY, {"file": "data/w.npy", "name": ""}, tmp_path)
    assert attrs == {"file": str(tmp_path.resolve() / "data" / "w.npy"), "name": ""}


def test_ops_without_files_keep_their_attributes() -> None:
    attrs = {"name": "x"}
    assert with_files(OPS["Relu"], attrs, None) is attrs


def test_a_page_that_was_never_saved_has_no_folder() -> None:
    with pytest.raises(ShapeRefused, match="save the page first") as caught:
        with_files(READ_NPY, {"file": "w.npy"}, None)
    assert caught.value.port == "file"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (tmp_path / "secret.npy").write_bytes(b"")
    (folder / "link.npy").symlink_to(tmp_path / "secret.npy")
    with pytest.raises(ShapeRefused, match="through a link"):
        with_files(READ_NPY, {"file": "link.npy"}, folder)


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "w.npy").write_bytes(b"")
    (tmp_path / "link.npy").symlink_to(tmp_path / "w.npy")
    found = with_files(READ_NPY, {"file": "link.npy"}, tmp_path)
    assert found["file"] == str(tmp_path.resolve() / "w.npy")
