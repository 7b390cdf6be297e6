"""The menu of the right mouse button.

What the menu bar offers too is here the same action: the same words, the keys that are set, and
disabled where it cannot be done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from app.canvas.frames import FrameItem
from app.canvas.keys import COMMANDS
from app.canvas.tags import other_ends
from app.keys.key_map import PORTABLE

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas

_RUN = ("run.to_selected", "run.disable", "run.bypass", "run.pin")
_CLIPBOARD = ("edit.cut", "edit.copy", "edit.duplicate", "edit.delete")
_TEXTS = ("edit.rename", "edit.note", "edit.replace")
_EXAMINE = (
    "view.look",
    "edit.gradient",
    "edit.gradient_checked",
    "edit.expect",
    "view.compare",
    "run.sweep",
)
_ARRANGE = (
    ("arrange.left", "arrange.centre", "arrange.right"),
    ("arrange.top", "arrange.middle", "arrange.bottom"),
    ("arrange.across", "arrange.down", "arrange.snap", "arrange.lay_out"),
    ("arrange.frame", "arrange.tags"),
    ("edit.lift_out", "edit.delete_and_join"),
)


def menu_at(canvas: Canvas, on_screen: QPoint, at: QPoint) -> QMenu:
    """A menu for what is at a place in the viewport. It deletes itself when it closes."""
    menu = QMenu(canvas)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    extra = canvas.view.extra_at(at)
    if (tag := canvas.tag_at(at)) is not None:
        ends = other_ends(canvas.document, tag.tag)
        menu.addAction(f"Go to {', '.join(ends)}", lambda: canvas.document.request_focus(ends))
        menu.addAction(f"Select {tag.tag.end.block}", lambda: _select(canvas, tag.tag.end.block))
    elif (block := canvas.view.block_at(at)) is not None:
        canvas.selecting.choose_unless_chosen(block.id)
        _for_selected(menu, canvas)
    elif (wire := canvas.view.wire_at(at)) is not None:
        kept = wire.wire
        menu.addAction(
            f"Look at {kept.source}",
            lambda: canvas.viewer_requested.emit(on_screen, (kept.source,)),
        )
        place = canvas.view.mapToScene(at)
        menu.addAction("Add Dot", lambda: canvas.editing.add_dot(kept, place))
        menu.addAction(
            f"Delete Wire {kept.source} → {kept.target}", lambda: canvas.editing.cut_wire(kept)
        )
    elif isinstance(extra, FrameItem):
        canvas.selecting.choose_unless_chosen(extra.id)
        _for_selected(menu, canvas)
    else:
        _for_empty_canvas(menu, canvas, on_screen, at)
    return menu


def _select(canvas: Canvas, id: str) -> None:
    canvas.selecting.choose((id,))


def _for_selected(menu: QMenu, canvas: Canvas) -> None:
    page, chosen = canvas.document.page, canvas.document.selection
    has_blocks = bool(canvas.document.selected_blocks)
    if has_blocks:
        _offer(menu, canvas, *_RUN)
    _offer(menu, canvas, *_CLIPBOARD)
    one_block = len(chosen) == 1 and chosen[0] in page.blocks
    _offer(menu, canvas, *(_TEXTS if one_block else _TEXTS[:2] if len(chosen) == 1 else ()))
    if any(id in page.groups for id in chosen):
        _offer(menu, canvas, "edit.open", "edit.ungroup")
    if has_blocks:
        examine = menu.addMenu("E&xamine")
        _offer(examine, canvas, *_EXAMINE)
        arrange = menu.addMenu("&Arrange")
        _offer(arrange, canvas, "edit.group")
        for some in _ARRANGE:
            _offer(arrange, canvas, *some)
    _offer(menu, canvas, "edit.save_preset")
    _offer(menu, canvas, "view.frame_selection")


def _for_empty_canvas(menu: QMenu, canvas: Canvas, on_screen: QPoint, at: QPoint) -> None:
    place = canvas.view.mapToScene(at)
    menu.addAction(
        "Add Block Here…",
        _first_key(canvas, "edit.add_block"),
        lambda: canvas.palette_requested.emit(on_screen, (place.x(), place.y())),
    )
    menu.addAction(
        "Paste Here", _first_key(canvas, "edit.paste"), lambda: canvas.editing.paste(place)
    )
    menu.addAction("Add Frame Here", lambda: canvas.editing.add_frame(place))
    if canvas.document.level is not None:
        _offer(menu, canvas, "view.leave_group")
    _offer(menu, canvas, "edit.select_all", "view.frame_page")


def _offer(menu: QMenu, canvas: Canvas, *ids: str) -> None:
    """Add actions, with a line above them if there is anything above."""
    found = [one for one in (_action(menu, canvas, id) for id in ids) if one is not None]
    if found and not menu.isEmpty():
        menu.addSeparator()
    menu.addActions(found)


def _action(menu: QMenu, canvas: Canvas, id: str) -> QAction | None:
    """What the menu bar has; a canvas without one has what it can do by itself."""
    if canvas.known_actions is not None:
        return canvas.known_actions.get(id)
    if (command := COMMANDS.get(id)) is None:
        return None
    made = QAction(command.words, menu)
    made.setShortcut(_first_key(canvas, id))
    made.triggered.connect(lambda _=False: command.do(canvas))
    return made


def _first_key(canvas: Canvas, id: str) -> QKeySequence:
    keys = canvas.key_map.keys(id, COMMANDS[id].keys)
    return QKeySequence.fromString(keys[0], PORTABLE) if keys else QKeySequence()
