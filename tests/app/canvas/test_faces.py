"""What a block shows: ports, shapes, attributes, errors, run states; and what is said on hover."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app import theme
from app.canvas import Canvas
from app.canvas.layout import layout_of
from app.document import Document
from blocks.drawing.face import Face, face_of
from blocks.drawing.words import values_text
from blocks.durations import seconds_text
from blocks.errors import ValueRefused
from blocks.page import Block, Page
from tests.app.canvas.conftest import EMPTY_SPOT, Hand


def rows(face: Face) -> dict[str, str]:
    return {row.label: row.value for row in face.rows}


# ---- before running -----------------------------------------------------------------------


def test_a_block_shows_its_ports_and_attributes_as_in_enuspace(document: Document) -> None:
    face = face_of(document, "conv")
    assert (face.title, face.subtitle) == ("Conv2D", "conv")
    assert [port.name for port in face.inputs] == ["input", "filter"]
    assert rows(face)["strides"] == "[1, 3, 2, 1]"
    assert rows(face)["padding"] == "SAME"
    assert "data_format_ = NHWC;" in rows(face)["attrs"]
    assert list(rows(face)) == ["strides", "padding", "attrs"]


def test_what_differs_from_the_defaults_comes_first_among_attrs_and_is_not_cut(
    document: Document, page: Page
) -> None:
    page.set_attr("conv", "dilations", [1, 2, 3, 1])
    page.set_attr("conv", "strides", [1, 1, 1, 1])
    face = face_of(document, "conv")
    assert rows(face)["attrs"].startswith("dilations_ = {1,2,3,1};data_format_ = NHWC;")
    (shown,) = [value.shown for label, value in layout_of(face).rows if label.full == "attrs"]
    assert shown.startswith("dilations_ = {1,2,3,1};")


def test_a_long_name_is_cut_and_widens_no_block(document: Document, page: Page) -> None:
    page.set_attr("conv", "name", "on_and_" * 40)
    face = face_of(document, "conv")
    layout = layout_of(face)
    assert layout.width < 300
    assert layout.subtitle.shown.endswith("…")
    assert layout.subtitle.full == face.subtitle


def test_a_name_of_its_own_stands_beside_the_id(document: Document, page: Page) -> None:
    page.set_attr("conv", "name", "first")
    assert face_of(document, "conv").subtitle == "first (conv)"


def test_a_const_shows_dtype_shape_and_few_values(document: Document) -> None:
    small, large = face_of(document, "sizes"), face_of(document, "image")
    assert (small.outputs[0].known, small.outputs[0].values) == ("int32 [4]", "")
    assert rows(small)["value"] == "2, 2, 2, 2"
    assert rows(large)["value"] == "1, 2, 3, 4, … 16 in all"


def test_a_small_value_that_is_known_is_shown_under_its_output(
    document: Document, page: Page
) -> None:
    page.add_block("Shape", id="shape")
    page.connect("image.output", "shape.input")
    (output,) = face_of(document, "shape").outputs
    assert (output.known, output.values) == ("int32 [4]", "2, 2, 2, 2")


def test_what_lacks_a_wire_is_incomplete_and_what_cannot_be_is_an_error(
    document: Document, page: Page
) -> None:
    assert face_of(document, "relu").trouble == "incomplete"
    assert face_of(document, "conv").trouble == ""
    page.set_attr("image", "value", np.zeros((2, 2, 2, 3), np.float32))
    face = face_of(document, "conv")
    assert face.trouble == "error"
    assert [port.name for port in face.inputs if port.wrong] in (["input"], ["filter"])


def test_every_text_is_inside_the_block_and_none_covers_another(
    document: Document, page: Page
) -> None:
    page.add_block("DepthwiseConv2dNativeBackpropFilter", id="d")
    page.add_block("ClientSession", id="session")
    page.set_attr("image", "value", np.zeros((128, 1024, 1024, 0), np.float32))
    for id in page.blocks:
        place = layout_of(face_of(document, id))
        texts = [place.title, place.subtitle, *(text for _, text in place.inputs)]
        texts += [text for _, *found in place.outputs for text in found if text is not None]
        texts += [text for row in place.rows for text in row]
        for text in texts:
            assert place.body.contains(text.box), (id, text)
            if text.full not in {value.full for _, value in place.rows}:
                assert text.shown == text.full, "only a long attribute may be cut"
        for at, one in enumerate(texts):
            for other in texts[at + 1 :]:
                overlap = one.box.intersected(other.box)
                assert min(overlap.width(), overlap.height()) <= 3.0, (id, one, other)


# ---- after running ------------------------------------------------------------------------


def run(document: Document, qtbot: QtBot, targets: list[str] | None = None) -> None:
    with qtbot.waitSignal(document.run_finished, timeout=20_000):
        document.run(targets)


def test_a_block_goes_from_never_to_fresh_to_stale_and_back_by_undo(
    canvas: Canvas, document: Document, page: Page, qtbot: QtBot
) -> None:
    item = canvas.graph.item("conv")
    assert item is not None
    assert item.face.state == "never"
    run(document, qtbot, ["conv"])
    assert item.face.state == "fresh"
    assert item.face.time
    page.set_attr("conv", "strides", [1, 1, 1, 1])
    assert item.face.state == "stale"
    page.history.undo()
    assert item.face.state == "fresh"


def test_what_failed_says_why(
    canvas: Canvas,
    document: Document,
    page: Page,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    hand: Hand,
) -> None:
    monkeypatch.setattr(document, "state", lambda id: "failed" if id == "conv" else "never")
    monkeypatch.setattr(document, "failure", lambda id: "it broke" if id == "conv" else None)
    document.states_changed.emit({"conv"})
    item = canvas.graph.item("conv")
    assert item is not None
    assert (item.face.state, item.face.trouble) == ("failed", "error")
    assert "it broke" in canvas.tooltip_at(hand.title("conv"))


def test_every_state_and_trouble_has_a_shape_of_its_own(canvas: Canvas) -> None:
    """Told apart with the colours taken away."""
    pictures = [mark(draw_of, kind) for draw_of, kind in MARKS]
    for at, one in enumerate(pictures):
        for other in pictures[at + 1 :]:
            assert one != other


MARKS = [("state", kind) for kind in ("never", "fresh", "stale", "running", "failed")]
MARKS += [("trouble", kind) for kind in ("error", "incomplete")]


def mark(which: str, kind: str) -> bytes:
    from PySide6.QtGui import QPainter

    from app.canvas.badges import stamp_state, stamp_trouble

    image = QImage(24, 24, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    draw = stamp_state if which == "state" else stamp_trouble
    draw(painter, kind, QPointF(12, 12))
    painter.end()
    return bytes(image.convertToFormat(QImage.Format.Format_Alpha8).constBits())


# ---- on hover -----------------------------------------------------------------------------


def hover(canvas: Canvas, at: QPoint) -> str:
    viewport = canvas.view.viewport()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, at, viewport.mapToGlobal(at))
    QApplication.sendEvent(viewport, event)
    return QToolTip.text()


def test_a_block_in_error_gives_the_reason(canvas: Canvas, page: Page, hand: Hand) -> None:
    page.set_attr("image", "value", np.zeros((2, 2, 2, 3), np.float32))
    (problem,) = canvas.document.check.problems_of(("conv",))
    text = hover(canvas, hand.title("conv"))
    assert problem.message.split(";")[0] in text
    assert "Small/conv" in text
    assert theme.theme().error in text


def test_a_port_tells_its_help_its_dtypes_and_what_is_known(canvas: Canvas, hand: Hand) -> None:
    text = hover(canvas, hand.output("conv.output"))
    assert "float32 [2, 1, 1, 2], 16 bytes" in text
    assert "bfloat16" not in text, "it is float32, whatever else it could be"
    assert "N H W C" in text
    assert "bfloat16" in hover(canvas, hand.input("relu.features"))
    assert "int32 [4], 16 bytes: 2, 2, 2, 2" in hover(canvas, hand.output("sizes.output"))
    assert "features is not wired" in hover(canvas, hand.input("relu.features"))


def test_an_attribute_is_given_in_full(canvas: Canvas, hand: Hand) -> None:
    item = canvas.graph.item("conv")
    assert item is not None
    _, value = item.layout.rows[-1]
    assert value.shown != value.full, "or the test tests nothing"
    text = hover(canvas, hand.on_screen(item.pos() + value.box.center()))
    assert "use_cudnn_on_gpu_ = true;" in text


def test_a_wire_tells_its_ends_and_what_flows(canvas: Canvas, page: Page, hand: Hand) -> None:
    item = canvas.graph.wire_item(page.wires[0])
    assert item is not None
    text = hover(canvas, hand.on_screen(item.path().pointAtPercent(0.5)))
    assert "image.output" in text
    assert "float32 [2, 2, 2, 2]" in text


def test_text_from_a_page_is_no_markup(canvas: Canvas, page: Page, hand: Hand) -> None:
    page.put_block(Block("odd", "<b>Odd", None, {}), (330, 300))
    canvas.frame_all()
    text = hover(canvas, hand.title("odd"))
    assert "&lt;b&gt;Odd" in text
    assert "<b>Odd" not in text


def test_nothing_is_said_of_nothing(canvas: Canvas) -> None:
    assert canvas.tooltip_at(EMPTY_SPOT) == ""


# ---- looks --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(theme.THEMES))
def test_the_picture_has_the_themes_colours(canvas: Canvas, name: str) -> None:
    look = theme.apply(name)
    image = canvas.picture()
    assert image.pixelColor(3, 3).name() in (look.canvas, look.grid)
    item = canvas.graph.item("conv")
    assert item is not None
    corner = canvas.rect_of(canvas.graph.items()).topLeft() - QPointF(40, 40)
    inside = (item.pos() + QPointF(item.layout.width / 2, 3) - corner).toPoint()
    assert image.pixelColor(inside).name() == look.category("Convolution")
    theme.apply("dark")


@pytest.mark.parametrize("name", sorted(theme.THEMES))
def test_text_is_legible(name: str) -> None:
    look = theme.THEMES[name]
    grounds = [look.panel, look.block, look.canvas, look.window, *look.categories.values()]
    for ground in (*grounds, *look.others):
        assert contrast(look.text, ground) > 7, ground
        assert contrast(look.dim, ground) > 4.4, ground
    for dtype, tint in look.dtypes.items():
        assert contrast(tint, look.block) > 4, dtype
        assert contrast(theme.on(tint).name(), tint) > 4, dtype
    for tint in (look.error, look.warning, look.good, look.running):
        assert contrast(tint, look.block) > 3, tint


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as the web's accessibility guidelines define it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(tint: str) -> float:
    parts = [int(tint[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# ---- words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("array", "text"),
    [
        (np.array([1.5, np.nan, -np.inf]), "1.5, nan, -inf"),
        (np.array([True, False]), "true, false"),
        (np.array([2**63 - 1]), "9223372036854775807"),
        (np.array(7, np.int8), "7"),
        (np.zeros((0, 3)), "no elements"),
        (np.arange(9), "0, 1, 2, 3, … 9 in all"),
    ],
)
def test_values_are_short(array: np.ndarray, text: str) -> None:
    assert values_text(array) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, ""),
        (0.0000123, "12.3 µs"),
        (0.9991e-3, "999 µs"),
        (0.0125, "12.5 ms"),
        (3.14159, "3.1 s"),
        (200.0, "3.3 min"),
    ],
)
def test_durations_have_three_figures(seconds: float | None, text: str) -> None:
    assert seconds_text(seconds) == text


def test_values_that_the_op_cannot_take_are_marked(document: Document, page: Page) -> None:
    with pytest.raises(ValueRefused):
        page.set_attr("conv", "padding", "FULL")
    assert not any(row.wrong for row in face_of(document, "conv").rows)
