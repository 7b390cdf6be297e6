"""Pictures of pages: all of the page is on them, nothing of it breaks them, the page is inside."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks import file
from blocks.drawing.colours import THEMES, brightness, on
from blocks.drawing.face import Unrun
from blocks.drawing.paper import PAPER, Box
from blocks.drawing.picture import beside_text, files_beside, picture
from blocks.drawing.scene import scene_of
from blocks.page import Page

ROOT = Path(__file__).parents[3]
PAGES = sorted((ROOT / "assets" / "pages").glob("*.page.json"))
SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def gradient() -> Page:
    return file.load(PAGES[0])


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name[0])
@pytest.mark.parametrize("theme", THEMES)
def test_a_picture_opens_again_as_the_page_to_the_byte(
    path: Path, theme: str, tmp_path: Path
) -> None:
    drawn = tmp_path / "drawn.svg"
    drawn.write_text(picture(file.load(path), theme), encoding="utf-8", newline="")
    assert file.dumps(file.load(drawn)) == path.read_text(encoding="utf-8")


@given(st.text(), st.sampled_from(["", "\r\n", " \t"]))
def test_whatever_a_text_says_the_page_comes_back(title: str, gap: str) -> None:
    page = Page(title.encode("utf-8", "ignore").decode())
    page.add_block("Relu", id="r")
    text = file.dumps(page).replace("\n", gap or "\n")
    loaded = file.loads(text)
    drawn = picture(loaded).encode("utf-8")
    ElementTree.fromstring(drawn)
    assert file.picture.page_in(drawn, 10**6).decode() == text


def test_a_title_is_text_and_nothing_else() -> None:
    page = Page('<script>alert("&amp;")</script>\x01\x0b')
    drawn = picture(page)
    assert texts(drawn)[0] == '<script>alert("&amp;")</script>\ufffd\ufffd'
    assert "script" not in {one.tag for one in ElementTree.fromstring(drawn).iter()}
    assert "<script" not in drawn


def test_blocks_ports_attributes_and_shapes_are_on_it() -> None:
    shown = texts(picture(gradient()))
    for wanted in (
        *("Gradient of a convolution by its input", "Conv2DBackpropInput", "dx"),
        *("input_sizes", "out_backprop", "strides", "[1, 3, 2, 1]", "float32 [2, 1, 1, 2]"),
    ):
        assert wanted in shown
    assert shown.count("[2, 2, 2, 2]") >= 1, "what flows along a wire is said on it"


def test_a_wire_is_drawn_from_port_to_port() -> None:
    scene = scene_of(Unrun(gradient()))
    dx, session = scene.blocks["dx"], scene.blocks["session"]
    assert any(
        (one.start, one.end) == (dx.output("output"), session.input("fetch_outputs"))
        for one in scene.wires
    )
    assert len(scene.wires) == 6


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name[0])
def test_it_is_as_large_as_what_is_on_it(path: Path) -> None:
    page = file.load(path)
    root = ElementTree.fromstring(picture(page))
    room = Box(*map(float, root.attrib["viewBox"].split()))
    for block in scene_of(Unrun(page)).blocks.values():
        box = block.box.grown(20)
        assert room.joined(box) == pytest.approx(room), "a block hangs over the edge"


def test_the_themes_differ_in_colours_alone() -> None:
    light, dark = picture(gradient(), "light"), picture(gradient(), "dark")
    assert light != dark
    plain = [re.sub(r"#[0-9a-f]{6}", "#", one) for one in (light, dark)]
    assert plain[0] == plain[1]


def test_the_page_can_be_left_out(tmp_path: Path) -> None:
    bare = picture(gradient(), with_page=False)
    assert "metadata" not in bare
    assert "blockprop-page" not in bare
    path = tmp_path / "bare.svg"
    path.write_text(bare)
    with pytest.raises(file.PageFileError, match=r"bare\.svg: there is no page inside"):
        file.load(path)


def test_some_blocks_are_a_picture_with_a_page_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "some.svg"
    path.write_text(picture(gradient(), only=["filter", "y"]), encoding="utf-8")
    part = file.load(path)
    assert list(part.blocks) == ["filter", "y"]
    assert [str(one) for one in part.wires] == ["filter.output -> y.filter"]
    assert "Conv2DBackpropInput" not in path.read_text()


def test_a_check_that_nobody_makes_is_not_told_of() -> None:
    page = gradient()
    page.add_block("Expect", id="expect", at=(900, 0))
    said = texts(picture(page))
    assert "Expect" in said
    assert not any("not made" in one for one in said)


def test_an_empty_page_has_a_picture() -> None:
    ElementTree.fromstring(picture(Page()))


def test_an_unknown_op_is_drawn_with_its_ports(tmp_path: Path) -> None:
    text = file.dumps(gradient()).replace('"op": "Conv2D"', '"op": "Later<2>"')
    shown = texts(picture(file.loads(text)))
    assert "Later<2>" in shown


def test_files_beside_are_named() -> None:
    page = file.load(PAGES[3])
    assert files_beside(page) == ["photograph.npy"]
    assert "photograph.npy" in beside_text(files_beside(page))
    assert beside_text([]) == ""
    assert (
        beside_text(list("abcde")) == "Not inside: a, b, c and 2 more, which stay beside the page"
    )


@pytest.mark.parametrize("text", ["Conv2DBackpropInput", "iiiii", "WWWW", "日本語", "é…→"])
def test_what_is_too_wide_is_cut_to_fit(text: str) -> None:
    style = (13, True)
    room = PAPER.width(text, style) * 0.7
    assert PAPER.width(PAPER.shortened(text, style, room), style) <= room + 1e-6


@pytest.mark.parametrize("look", THEMES.values(), ids=lambda look: look.name)
def test_text_can_be_read_on_its_ground(look: object) -> None:
    def contrast(one: str, two: str) -> float:
        lights = sorted((_luminance(one), _luminance(two)))
        return (lights[1] + 0.05) / (lights[0] + 0.05)

    for ground in (look.canvas, look.block, *look.categories.values()):  # type: ignore[attr-defined]
        assert contrast(look.text, ground) >= 4.5  # type: ignore[attr-defined]
        assert contrast(look.dim, ground) >= 4.5  # type: ignore[attr-defined]
    assert on("#ffffff") != on("#000000")
    assert brightness("#ffffff") == pytest.approx(1)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_qt_draws_it_too(tmp_path: Path) -> None:
    """The window shows it by Qt's renderer, which knows less of SVG than a browser."""
    pytest.importorskip("PySide6.QtSvg")
    from PySide6.QtCore import QByteArray
    from PySide6.QtSvg import QSvgRenderer

    assert QSvgRenderer(QByteArray(picture(gradient()).encode())).isValid()
