"""The page: blocks and wires, edited through methods that keep it whole, followed by one signal."""

from blocks.page.block import Block, End, Position, Unread, Wire
from blocks.page.changes import (
    AttributeSet,
    BlockAdded,
    BlockMoved,
    BlockRemoved,
    Change,
    Edit,
    ItemSet,
    PrecisionSet,
    TitleSet,
    WireAdded,
    WireRemoved,
)
from blocks.page.extra import Extra
from blocks.page.history import History
from blocks.page.page import Page

__all__ = [
    "AttributeSet",
    "Block",
    "BlockAdded",
    "BlockMoved",
    "BlockRemoved",
    "Change",
    "Edit",
    "End",
    "Extra",
    "History",
    "ItemSet",
    "Page",
    "Position",
    "PrecisionSet",
    "TitleSet",
    "Unread",
    "Wire",
    "WireAdded",
    "WireRemoved",
]
