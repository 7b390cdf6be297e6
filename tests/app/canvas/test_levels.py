"""Groups, tags and dots on the canvas, by mouse and by keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.canvas import Canvas
from app.canvas.tags import TagItem
from app.document import Document
from blocks.file import dumps
from blocks.page import End, Page
from tests.app.canvas.conftest import LEFT, Hand
from tests.app.canvas.grouping import CTRL, grouped, select

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def seen(canvas: Canvas) -> set[str]:
    """The blocks and groups that are drawn."""
    return set(canvas.graph.items())


def tags(canvas: Canvas) -> list[tuple[str, str]]:
    items = [item for item in canvas.view.scene().items() if isinstance(item, TagItem)]
    return sorted((str(item.tag.end), item.tag.text) for item in items)


def test_a_group_is_one_block_with_the_ports_of_those_within(
    page: Page, canvas: Canvas, hand: Hand, document: Document
) -> None:
    made = grouped(page, canvas, hand, document)
    assert seen(canvas) == {made, "sizes", "conv", "relu"}
    item = canvas.graph.item(made)
    assert item is not None
    assert item.face.title == "Group"
    assert [port.end for port in item.outputs] == [End("image", "output"), End("filter", "output")]
    assert len(canvas.graph.wires()) == 2
    document.undo()
    assert seen(canvas) == {"image", "filter", "sizes", "conv", "relu"}
    assert len(canvas.graph.wires()) == 2


def test_a_wire_from_a_group_is_a_wire_from_the_block_within(
    page: Page, canvas: Canvas, hand: Hand, document: Document
) -> None:
    made = grouped(page, canvas, hand, document)
    item = canvas.graph.item(made)
    assert item is not None
    start = hand.on_screen(item.outputs[0].scenePos())
    hand.drag(start, hand.input("relu.features"))
    assert str(page.wires[-1]) == "image.output -> relu.features"


def test_a_group_is_opened_and_left(
    page: Page, canvas: Canvas, hand: Hand, document: Document, qtbot: QtBot
) -> None:
    made = grouped(page, canvas, hand, document)
    qtbot.mouseDClick(hand.viewport, LEFT, pos=hand.title(made))
    assert document.level == made
    assert seen(canvas) == {"image", "filter"}
    assert tags(canvas) == [("filter.output", "conv.filter"), ("image.output", "conv.input")]
    assert canvas.breadcrumbs.isVisible()
    page_button = canvas.breadcrumbs.findChild(QToolButton)
    assert isinstance(page_button, QToolButton)
    assert page_button.text() == "Small"
    qtbot.mouseClick(page_button, LEFT)
    assert document.level is None
    assert made in seen(canvas)
    assert not canvas.breadcrumbs.isVisible()
    assert tags(canvas) == []


def test_by_keys_alone(page: Page, canvas: Canvas, hand: Hand, document: Document) -> None:
    made = grouped(page, canvas, hand, document)
    hand.key(Qt.Key.Key_Return)
    assert document.level == made
    hand.key(Qt.Key.Key_Up, ALT)
    assert document.level is None
    assert document.selection == (made,)
    hand.key(Qt.Key.Key_G, CTRL | SHIFT)
    assert not page.groups
    assert set(document.selection) == {"image", "filter"}


def test_what_is_added_in_an_open_group_is_in_it(
    page: Page, canvas: Canvas, hand: Hand, document: Document
) -> None:
    made = grouped(page, canvas, hand, document)
    document.open_level(made)
    added = canvas.add_block("Relu", (500, 500))
    assert added is not None
    assert page.members[added] == made
    hand.key(Qt.Key.Key_D, CTRL)
    assert page.members[document.selection[0]] == made
    assert seen(canvas) >= {added, document.selection[0]}
    document.open_level(None)
    assert added not in seen(canvas)


def test_undo_of_the_group_that_is_open_leads_out_of_it(
    page: Page, canvas: Canvas, hand: Hand, document: Document
) -> None:
    document.open_level(grouped(page, canvas, hand, document))
    document.undo()
    assert document.level is None
    assert seen(canvas) == {"image", "filter", "sizes", "conv", "relu"}


def test_a_moved_group_leaves_its_blocks_where_they_are(
    page: Page, canvas: Canvas, hand: Hand, document: Document
) -> None:
    made = grouped(page, canvas, hand, document)
    before = page.groups[made].at
    hand.drag(hand.title(made), hand.title(made) + QPoint(30, 60))
    assert page.groups[made].at != before
    assert page.position("image") == (0, 0)
    document.undo()
    assert page.groups[made].at == before
    item = canvas.graph.item(made)
    assert item is not None
    assert (item.x(), item.y()) == before


def test_a_group_is_deleted_with_what_is_in_it(
    page: Page, canvas: Canvas, hand: Hand, document: Document
) -> None:
    made = grouped(page, canvas, hand, document)
    text = dumps(page)
    hand.key(Qt.Key.Key_Delete)
    assert list(page.blocks) == ["sizes", "conv", "relu"]
    assert made not in page.groups
    document.undo()
    assert dumps(page) == text
    assert made in seen(canvas)
    assert len(canvas.graph.wires()) == 2


def test_going_to_a_block_opens_the_group_that_it_is_in(
    page: Page, canvas: Canvas, hand: Hand, document: Document
) -> None:
    made = grouped(page, canvas, hand, document)
    document.request_focus(("filter",))
    assert document.level == made
    assert document.selection == ("filter",)


def test_a_long_title_of_a_group_is_cut_and_makes_it_no_wider_than_an_op(
    page: Page, canvas: Canvas, hand: Hand, document: Document
) -> None:
    made = grouped(page, canvas, hand, document)
    page.groups.alter(made, title="a title that goes on and on " * 10)
    item = canvas.graph.item(made)
    assert item is not None
    assert item.layout.width < 360
    assert item.layout.title.shown.endswith("…")


def double_click_tag(canvas: Canvas, hand: Hand, qtbot: QtBot, end: str) -> None:
    (item,) = (one for one in canvas.tag_items.values() if str(one.tag.end) == end)
    at = hand.on_screen(item.mapToScene(item.shape().boundingRect().center()))
    hand.click(at)
    qtbot.mouseDClick(hand.viewport, LEFT, pos=at)


def test_a_double_click_on_a_tag_goes_to_the_other_end(
    page: Page, canvas: Canvas, hand: Hand, document: Document, qtbot: QtBot
) -> None:
    made = grouped(page, canvas, hand, document)
    document.open_level(made)
    double_click_tag(canvas, hand, qtbot, "filter.output")
    assert document.level is None
    assert document.selection == ("conv",)
    select(hand, "conv")
    hand.key(Qt.Key.Key_G, CTRL)
    (other,) = document.selection
    document.open_level(other)
    double_click_tag(canvas, hand, qtbot, "conv.input")
    assert (document.level, document.selection) == (made, ("image",))


def test_leaving_a_group_shows_all_of_the_level_above(
    page: Page, canvas: Canvas, hand: Hand, document: Document
) -> None:
    made = grouped(page, canvas, hand, document)
    document.open_level(made)
    hand.key(Qt.Key.Key_Up, ALT)
    assert document.selection == (made,)
    assert canvas.view.navigation.visible().contains(canvas.page_rect())


def test_an_edit_within_changes_the_ports_of_the_group(
    page: Page, canvas: Canvas, hand: Hand, document: Document
) -> None:
    made = grouped(page, canvas, hand, document)
    page.connect("sizes.output", "relu.features")
    page.members.put("relu", made)
    item = canvas.graph.item(made)
    assert item is not None
    assert [port.end for port in item.inputs] == [End("relu", "features")]
    assert len(canvas.graph.wires()) == 3


def test_wires_become_tags_and_lines_again(
    page: Page, canvas: Canvas, hand: Hand, document: Document
) -> None:
    select(hand, "image")
    hand.key(Qt.Key.Key_T)
    assert tags(canvas) == [("conv.input", "image.output"), ("image.output", "image.output")]
    assert len(canvas.graph.wires()) == 1
    hand.key(Qt.Key.Key_T)
    assert tags(canvas) == []
    assert len(canvas.graph.wires()) == 2
    document.undo()
    document.undo()
    assert tags(canvas) == []


def test_a_dot_is_small_and_can_be_wired_and_moved(
    page: Page, canvas: Canvas, hand: Hand, document: Document
) -> None:
    canvas.editing.add_dot(page.wires_into("conv", "input")[0], QPointF(260, 20))
    item = canvas.graph.item("dot")
    assert item is not None
    assert item.place.width() == 16
    hand.drag(hand.output("dot.output") + QPoint(5, 0), hand.input("relu.features"))
    assert "dot.output -> relu.features" in map(str, page.wires)
    middle = hand.on_screen(item.place.center())
    hand.drag(middle, middle + QPoint(0, 40))
    assert page.position("dot").y > 12
    assert document.selection == ("dot",)


def test_found_frames_and_groups_glow_and_a_group_for_what_is_in_it(
    page: Page, canvas: Canvas, hand: Hand, document: Document
) -> None:
    made = grouped(page, canvas, hand, document)
    frame = page.frames.add((600, 20), (400, 300), "Part")
    canvas.selecting.show_found((frame, "filter"))
    glowing = {id for id in (made, frame, "conv") if canvas.item(id).is_found}  # type: ignore[union-attr]
    assert glowing == {made, frame}
    document.open_level(made)
    assert canvas.item("filter").is_found  # type: ignore[union-attr]
    assert not canvas.item("image").is_found  # type: ignore[union-attr]
    canvas.selecting.show_found(())
    assert not canvas.item("filter").is_found  # type: ignore[union-attr]
    document.open_level(None)
    assert not canvas.item(made).is_found  # type: ignore[union-attr]
