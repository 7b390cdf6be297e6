"""All gestures, in the order in which a press is offered to them."""

from __future__ import annotations

from app.canvas.gestures.band import Band
from app.canvas.gestures.carrying import CarryWires
from app.canvas.gestures.cutting import CutWires
from app.canvas.gestures.drawing import DrawWire
from app.canvas.gestures.framing import MoveFrame, StretchFrame
from app.canvas.gestures.gesture import Gesture
from app.canvas.gestures.moving import MoveBlocks
from app.canvas.gestures.opening import AskForPalette, FollowTag, OpenBlock
from app.canvas.gestures.panning import Pan
from app.canvas.gestures.rerouting import AddDot
from app.canvas.gestures.taking import TakeWire
from app.canvas.gestures.viewing import OpenViewer

GESTURES: tuple[type[Gesture], ...] = (
    FollowTag,
    CutWires,
    Pan,
    OpenViewer,
    CarryWires,
    DrawWire,
    OpenBlock,
    MoveBlocks,
    AddDot,
    TakeWire,
    StretchFrame,
    MoveFrame,
    AskForPalette,
    Band,
)
