"""The parts of the JSON Schema that the tables of a page have in its file."""

from __future__ import annotations

from typing import Any

from blocks.page.names import ID, PORT
from blocks.page.rules import FARTHEST
from blocks.page.tables.frames import COLOURS
from blocks.page.tables.modes import MODES

Schema = dict[str, Any]

FORMULA: Schema = {"$ref": "#/$defs/formula"}

_ID: Schema = {"type": "string", "pattern": f"^{ID.pattern}$"}
_END: Schema = {"type": "string", "pattern": rf"^{ID.pattern}\.{PORT.pattern}$"}
_PORT: Schema = {"type": "string", "pattern": f"^{PORT.pattern}$"}
_TEXT: Schema = {"type": "string"}


def formula() -> Schema:
    """An expression in the place of a number or a word."""
    words = "An expression over the page's variables, as =H//2."
    return {"description": words, "type": "string", "pattern": "^=", "maxLength": 1001}


def or_formula(value: Schema) -> Schema:
    """A value, or an expression in its place."""
    return {"anyOf": [value, FORMULA]}


def corner() -> Schema:
    """A place on the page."""
    number = {"type": "number", "minimum": -FARTHEST, "maximum": FARTHEST}
    return _pair("The top left corner, in pixels at zoom 1: right, then down.", number)


def block() -> Schema:
    """What the tables say in the entry of a block."""
    return {
        "note": {"description": "What somebody has written about the block.", **_TEXT},
        "mode": {
            "description": "Disabled: it does not run. Bypassed: it gives its input on.",
            "enum": list(MODES),
        },
    }


def place() -> Schema:
    """What the tables say in the layout's entry of a block."""
    tags = "Outputs whose wires are drawn as a name at either end instead of a line."
    return {
        "group": {"description": "The group that the block is in.", **_ID},
        "dot": {"description": "Whether it is drawn as a small dot.", "type": "boolean"},
        "tags": {"description": tags, "type": "array", "items": _PORT},
    }


def properties() -> Schema:
    """The tables that stand by themselves."""
    return {
        "variables": _table(
            "Values with a name, which expressions use.", {"type": ["number", "boolean", "string"]}
        ),
        "groups": _table("Blocks that are shown as one, by the group's id.", _group()),
        "frames": _table("Rectangles behind blocks that belong together, by id.", _frame()),
        "pins": _table(
            "Tensors that stand in for results, by `block.port`.", {"$ref": "#/$defs/tensor"}
        ),
    }


def _group() -> Schema:
    ports = "Inner ports that are shown even while no wire leads there, as `block.port`."
    return {
        "type": "object",
        "required": ["at"],
        "properties": {
            "at": corner(),
            "title": _TEXT,
            "text": _TEXT,
            "parent": {"description": "The group that this one is in.", **_ID},
            "ports": {"description": ports, "type": "array", "items": _END},
        },
    }


def _frame() -> Schema:
    length = {"type": "number", "exclusiveMinimum": 0, "maximum": FARTHEST}
    return {
        "type": "object",
        "required": ["at", "size"],
        "properties": {
            "at": corner(),
            "size": _pair("Width and height, in pixels at zoom 1.", length),
            "title": _TEXT,
            "text": _TEXT,
            "colour": {"enum": list(COLOURS)},
            "group": {"description": "The group that the frame is in.", **_ID},
        },
    }


def _pair(description: str, number: Schema) -> Schema:
    return {
        "description": description,
        "type": "array",
        "prefixItems": [number, number],
        "items": False,
        "minItems": 2,
    }


def _table(description: str, item: Schema) -> Schema:
    return {"type": "object", "description": description, "additionalProperties": item}
