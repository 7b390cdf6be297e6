"""Reading a file once and whole; replacing one so that nothing can leave half of it behind."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from blocks.declaration.known import size_text
from blocks.errors import PageFileError

LARGEST = 128 * 1024**2
"""Bytes of a page that are read, unless `load` is told otherwise. Large tensors live beside it,
and a hostile file takes some twenty times its size in memory before it can be refused."""

_PLAIN = {
    errno.ENOENT: "there is no such file or folder",
    errno.ENOTDIR: "a part of the path is no folder",
    errno.EISDIR: "this is a folder",
    errno.EACCES: "there is no permission",
    errno.EPERM: "there is no permission",
    errno.EROFS: "the disk can only be read",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk space that you may use is full",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "the links lead in a circle",
}


def reason(why: OSError) -> str:
    """What the system complains of, in plain words."""
    return _PLAIN.get(why.errno or 0, why.strerror or str(why))


def real(path: Path) -> Path:
    """The file that a path leads to through links, if there are any."""
    with _plain_words(path, "cannot be found"):
        return Path(os.path.realpath(path))


def read(path: Path, largest: int = LARGEST) -> bytes:
    """All bytes of an ordinary file.

    Raises PageFileError for anything else, and before reading if it is larger than `largest`.
    """
    with _plain_words(path, "cannot be read"):
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise PageFileError("this is a folder, not a page")
        if not stat.S_ISREG(status.st_mode):
            raise PageFileError("this is no ordinary file")
        with path.open("rb") as file:
            data = file.read(largest + 1) if status.st_size <= largest else None
    if data is None or len(data) > largest:
        size = size_text(max(status.st_size, largest + 1))
        raise PageFileError(
            f"the file has {size}; a page may have {size_text(largest)}. "
            "Large tensors belong in .npy files beside the page"
        )
    return data


def replace(path: Path, data: bytes) -> None:
    """Make `data` the content of a file, as `replacing` does."""
    with replacing(path) as file:
        file.write(data)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write the new content of another into: all of it, or the other stays as it was.

    It is written beside the other, flushed to the disk and renamed over it, with the permissions
    that the other had. Links are followed. Raises PageFileError.
    """
    target = real(path)
    with _plain_words(path, "cannot be written"):
        mode = _mode_of(target)
        beside = target.with_name(f".{target.name[:40]}.{secrets.token_hex(6)}.tmp")
        try:
            with open(beside, "xb") as file:
                if mode is not None:
                    os.chmod(beside, mode)
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, target)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
        flush_folder(target.parent)


def _mode_of(target: Path) -> int | None:
    """The permissions of the file that is to be replaced, None if there is none."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "")
    if not stat.S_ISREG(status.st_mode):
        raise PageFileError("this is no ordinary file")
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "")
    return stat.S_IMODE(status.st_mode)


def flush_folder(folder: Path) -> None:
    """Bring what was made or renamed in a folder to the disk, where the system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _plain_words(path: Path, what: str) -> Iterator[None]:
    try:
        yield
    except PageFileError as why:
        raise why.of(str(path)) from None
    except OSError as why:
        raise PageFileError(f"{what}: {reason(why)}", file=str(path)) from why
    except ValueError:
        if "\0" not in str(path):
            raise
        raise PageFileError("this is no path of a file", file=repr(str(path))) from None
