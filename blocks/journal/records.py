"""The records of a journal: a line each, with its length and a checksum before it.

A crash may tear the last record, and a power failure more than that. Reading ends before the first
record that is not whole, so that what was read is a state that the page really had.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from typing import Any

Record = dict[str, Any]

_HEAD = re.compile(rb"(\d{1,12}) ([0-9a-f]{8}) ")


def packed(record: Record) -> bytes:
    """A record as it stands in a journal."""
    # Escaped, so that a record never holds a line break and half a surrogate pair can be written.
    payload = json.dumps(record, separators=(",", ":")).encode("ascii")
    return b"%d %08x %b\n" % (len(payload), zlib.crc32(payload), payload)


def unpacked(data: bytes) -> Iterator[tuple[Record, int]]:
    """The whole records at the beginning of some bytes, each with where it ends."""
    at = 0
    while head := _HEAD.match(data, at):
        length, checksum = int(head[1]), int(head[2], 16)
        end = head.end() + length
        payload = data[head.end() : end]
        if data[end : end + 1] != b"\n" or zlib.crc32(payload) != checksum:
            return
        try:
            record = json.loads(payload)
        except (ValueError, RecursionError):
            return
        if not isinstance(record, dict):
            return
        at = end + 1
        yield record, at
