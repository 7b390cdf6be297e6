"""An op as a picture: the block that it will be, before it is on any page."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from blocks.declaration.op import Op
from blocks.drawing.colours import THEMES
from blocks.drawing.face import Unrun
from blocks.drawing.scene import Scene, placed
from blocks.drawing.svg import svg
from blocks.page import Block, Page


def op_picture(op: Op, theme: str = "light") -> str:
    """The text of an SVG of a new block of an op, in one of THEMES."""
    page = Page()
    initial = {one.name: one.initial for one in op.attributes if one.required}
    block = Block(page.free_id(op.name), op.name, op, MappingProxyType(initial))
    page.put_block(block, (0.0, 0.0))
    drawn = placed(Unrun(page), block.id)
    # That it is not wired yet is no trouble here.
    scene = Scene("", {block.id: replace(drawn, face=replace(drawn.face, trouble=""))})
    return svg(scene, THEMES[theme])
