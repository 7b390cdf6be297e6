"""Keys by content: two blocks have one key exactly if they must give the same results.

A key is a hash over the op, its attributes and the keys of its sources, so that each costs no more
than its block's own inputs. Ids, names, positions and what has no effect on results stay out of
it; dtypes and the kinds of numbers, which Python's own equality mixes up, go into it.
"""

from __future__ import annotations

import struct
import weakref
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from blocks.page.precision import PRECISION

Array = np.ndarray[Any, Any]
Stamp = tuple[int, int, int] | None

_LENGTH = 16

_SMALL = 4096
"""Up to so many bytes a tensor is hashed again sooner than looked up."""

_digests: dict[int, tuple[weakref.ref[Array], bytes]] = {}


def block_key(
    op: str,
    attributes: Iterable[tuple[str, Any]],
    stamp: Stamp,
    sources: Iterable[tuple[str, bytes, str]],
    precision: str = PRECISION.default,
) -> bytes:
    """The key of a block.

    `op` is its name, and the version of its code if it is an own op, so that results of earlier
    code are not taken for its own. `attributes` are names with canonical values, `stamp` the state
    of the file that it reads, and `sources` say for each wire its input port, the source's key and
    the source's output.
    `precision` is in every key, for any kernel may ask for it.
    """
    parts = [_word(op), _word(precision)]
    for name, value in attributes:
        parts += (_word(name), _bytes_of(value))
    parts.append(repr(stamp).encode())
    for port, key, output in sources:
        parts += (_word(port), key, _word(output))
    return blake2b(b"".join(parts), digest_size=_LENGTH).digest()


def value_key(value: Any) -> bytes:
    """What tells an attribute's canonical value from every other."""
    return _bytes_of(value)


def tensor_key(array: Array) -> bytes:
    """The hash of a read-only tensor's dtype, shape and bits, worked out once an array."""
    if array.nbytes <= _SMALL:
        return _digest(array)
    known = _digests.get(id(array))
    if known is not None and known[0]() is array:
        return known[1]
    digest = _digest(array)
    name = id(array)
    _digests[name] = (weakref.ref(array, lambda _: _digests.pop(name, None)), digest)
    return digest


def file_stamp(path: str) -> Stamp:
    """What tells a file from what was there before: size, time of the last change, identity."""
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino


def _digest(array: Array) -> bytes:
    flat = np.ascontiguousarray(array).reshape(-1)
    hash = blake2b(f"{array.dtype.name} {array.shape} ".encode(), digest_size=_LENGTH)
    # As bytes, for bfloat16 does not show its memory to others.
    hash.update(flat.view(np.uint8).data)
    return hash.digest()


def _word(text: str) -> bytes:
    """A text so that no two lists of texts look alike."""
    raw = text.encode("utf-8", "surrogatepass")
    return b"%d:%b" % (len(raw), raw)


def _bytes_of(value: Any) -> bytes:
    """A canonical attribute value: its kind, then its content."""
    if isinstance(value, bool):
        return b"b1" if value else b"b0"
    if isinstance(value, int):
        return b"i%d;" % value
    if isinstance(value, float):
        return b"f" + struct.pack("<d", value)
    if isinstance(value, str):
        return b"s" + _word(value)
    if isinstance(value, np.ndarray):
        return b"a" + tensor_key(value)
    if isinstance(value, tuple | list):
        return b"t%d:" % len(value) + b"".join(map(_bytes_of, value))
    if isinstance(value, Mapping):
        return b"m" + _bytes_of(tuple(value.items()))
    if value is None:
        return b"n"
    raise TypeError(f"a {type(value).__name__} is no attribute value")
