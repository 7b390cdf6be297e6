"""What the one object of `--format json` has, command by command, as `--help` tells it."""

from __future__ import annotations

from collections.abc import Mapping

_PAGE = {"page": "the file", "ok": "whether all went well"}
_ERRORS = {"errors": "of each block, port (null where it is of none) and message"}
_RESULTS = {"results": "by BLOCK.OUTPUT, of each dtype, shape and data, row-major"}
_NO_RESULTS = {"results": "none"}
_NO_BLOCKS = {"blocks": "none"}

OBJECTS: Mapping[str, Mapping[str, str]] = {
    "run": {
        **_PAGE,
        **_RESULTS,
        "blocks": "by id, of each op, state, seconds, why and bytes or message",
        "errors": f"{_ERRORS['errors']}; and checks with --check, pinned with --use-pins",
    },
    "check": {
        **_PAGE,
        **_NO_RESULTS,
        "blocks": "by id, of each op, state and outputs (dtype and shape, null where not known)",
        "errors": f"{_ERRORS['errors']}, and fixes where there are some",
    },
    "explain": {
        **_PAGE,
        **_NO_RESULTS,
        **_NO_BLOCKS,
        **_ERRORS,
        "explained": "of each number its cell, value, terms and sum (with --reach: reached)",
    },
    "geometry": {
        **_PAGE,
        **_NO_RESULTS,
        "blocks": "by id, of each the pads, reach, legal sizes and coverage of its axes",
        **_ERRORS,
    },
    "platforms": {
        **_PAGE,
        **_NO_RESULTS,
        "blocks": "by id, of each op and platforms (verdict, words, message, source, code)",
        **_ERRORS,
    },
    "sweep": {
        **_PAGE,
        "results": "by BLOCK.OUTPUT[CELL], of each dtype, shape and data, row-major",
        **_NO_BLOCKS,
        **_ERRORS,
        "vary": "the values of each axis",
        "cells": "of each at, set, ok, seconds and errors",
    },
    "export": {
        **_PAGE,
        **_NO_RESULTS,
        **_NO_BLOCKS,
        **_ERRORS,
        "to": "the library",
        "left_out": "blocks that check others, of which the library has none",
        "code": "the script",
    },
    "picture": {**_PAGE, **_NO_RESULTS, **_NO_BLOCKS, **_ERRORS, "files": "what was written"},
    "diff": {
        "a": "the one file",
        "b": "the other",
        "same": "whether the pages say the same (null after an error)",
        "changes": "of each path, old and new, as far as they are there",
        "words": "of each mark, what and details",
        **_ERRORS,
    },
    "compare": {
        "a": "the one file",
        "b": "the other",
        "same": "whether nothing is further apart than allowed (null after an error)",
        "words": "what is told as text",
        "count": "how many numbers there are",
        "different": "how many differ",
        "first": "the index of the first of them",
        "max_absolute": "the largest difference",
        "max_absolute_at": "its index",
        "max_relative": "the largest relative one",
        "max_relative_at": "its index",
        **_ERRORS,
    },
    "ops": {"ok": "whether all went well", "ops": "by name, all about each", **_ERRORS},
}
"""The keys of each command's object. Those that say `none` are there for the others' sake."""


def told(command: str) -> str:
    """The paragraph of a command's help."""
    keys = (f"{key} ({words})" for key, words in OBJECTS[command].items() if words != "none")
    return f"With --format json, one object: {', '.join(keys)}."
