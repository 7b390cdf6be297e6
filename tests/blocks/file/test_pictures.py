"""Pages inside pictures: they come back to the byte, and no picture can do harm."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks import file
from blocks.errors import PageFileError
from blocks.file import png, svg
from blocks.page import Page


def chunk(kind: bytes, data: bytes) -> bytes:
    whole = kind + data
    return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))


BARE = (
    png.SIGNATURE
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0\1\2\3"))
    + chunk(b"IEND", b"")
)
"""A picture of one pixel."""

HEAD = b"blockprop-page\0\1\0\0\0"


def opened(tmp_path: Path, data: bytes, largest: int = 10**7) -> Page:
    path = tmp_path / "some.picture"
    path.write_bytes(data)
    return file.load(path, largest=largest)


def refused(tmp_path: Path, data: bytes, largest: int = 10**7) -> str:
    with pytest.raises(PageFileError) as why:
        opened(tmp_path, data, largest)
    assert str(why.value).startswith(str(tmp_path))
    return str(why.value)


@given(st.text())
def test_any_text_comes_back_out_of_a_png(text: str) -> None:
    whole = text.encode("utf-8", "ignore")
    assert png.page_in(png.with_page(BARE, whole.decode())) == whole


@given(st.text())
def test_any_text_comes_back_out_of_an_svg(text: str) -> None:
    whole = text.encode("utf-8", "ignore")
    assert svg.page_in(f"<svg>{svg.metadata(whole.decode())}</svg>".encode()) == whole


def test_a_page_comes_back_out_of_a_png(tmp_path: Path) -> None:
    page = Page("Größe")
    page.add_block("Relu", id="relu")
    text = file.dumps(page)
    back = opened(tmp_path, png.with_page(BARE, text))
    assert file.dumps(back) == text
    assert back.folder == tmp_path.resolve()


def test_the_second_page_takes_the_place_of_the_first() -> None:
    twice = png.with_page(png.with_page(BARE, "one"), "two")
    assert png.page_in(twice) == b"two"
    assert twice.count(b"iTXt") == 1


def test_the_rest_of_the_png_stays() -> None:
    made = png.with_page(BARE, "{}")
    assert made.startswith(BARE[:33])
    assert made.endswith(BARE[33:])


def test_a_picture_without_a_page_says_so(tmp_path: Path) -> None:
    for data in (BARE, b"<svg/>", b'\xef\xbb\xbf<?xml version="1.0"?><svg/>'):
        assert "there is no page inside this picture" in refused(tmp_path, data)


def test_a_bomb_in_a_png_does_not_go_off(tmp_path: Path) -> None:
    packed = zlib.compress(b" " * 50_000_000, 9)
    bomb = BARE[:33] + chunk(b"iTXt", HEAD + packed) + BARE[33:]
    assert len(bomb) < 100_000
    tracemalloc.start()
    assert "more than 1 MiB" in refused(tmp_path, bomb, 1024**2)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000


def test_a_bomb_of_entities_does_not_go_off(tmp_path: Path) -> None:
    laughs = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {"abcdefghij"[n]} "{("&" + "abcdefghij"[n - 1] + ";") * 10}">'
        for n in range(1, 10)
    )
    bomb = f"<!DOCTYPE svg [{laughs}]><svg>&j;</svg>".encode()
    assert "defines entities" in refused(tmp_path, bomb)


def test_no_other_file_is_read_by_a_picture(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    inner = svg.metadata("{}").replace("{}", "&x;")
    for outside in (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', ""):
        text = f'<!DOCTYPE svg SYSTEM "{secret.as_uri()}" [{outside}]><svg>{inner}</svg>'
        assert "secret" not in refused(tmp_path, text.encode()).removeprefix(str(tmp_path))


@pytest.mark.parametrize("cut", range(1, len(png.with_page(BARE, "{}")) - 1, 3))
def test_a_png_that_is_cut_off_is_refused(tmp_path: Path, cut: int) -> None:
    whole = png.with_page(BARE, '{"a": 1}')
    refused(tmp_path, whole[:cut])


@given(st.data())
def test_a_damaged_png_is_refused_or_says_the_same(data: st.DataObject) -> None:
    text = '{"format": "blockprop-page", "version": 1, "blocks": []}'
    whole = bytearray(png.with_page(BARE, text))
    at = data.draw(st.integers(8, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    try:
        found = png.page_in(bytes(whole))
    except PageFileError:
        return
    assert found in (None, text.encode())


def test_a_damaged_page_is_told_from_none(tmp_path: Path) -> None:
    whole = png.with_page(BARE, "{}")
    at = whole.index(HEAD) + len(HEAD) + 3
    spoilt = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
    assert "damaged" in refused(tmp_path, spoilt)


def test_a_page_that_is_not_packed_is_read_and_its_sum_looked_at() -> None:
    plain = chunk(b"iTXt", b"blockprop-page\0\0\0\0\0" + b"{}")
    assert png.page_in(BARE[:33] + plain + BARE[33:]) == b"{}"
    with pytest.raises(PageFileError, match="its sum is wrong"):
        png.page_in(BARE[:33] + plain.replace(b"{}", b"[]") + BARE[33:])


def test_an_svg_that_another_program_has_written_anew(tmp_path: Path) -> None:
    page = file.dumps(Page("A <b> & c"))
    inner = f"<m:page xmlns:m='urn:blockprop:page'><![CDATA[{page}]]></m:page>"
    assert file.dumps(opened(tmp_path, f"<svg>{inner}</svg>".encode())) == page


def test_two_pages_in_one_picture_are_refused(tmp_path: Path) -> None:
    assert "more than one" in refused(tmp_path, f"<svg>{svg.metadata('{}') * 2}</svg>".encode())


def test_a_broken_svg_says_where(tmp_path: Path) -> None:
    assert "line 2: this is no SVG that can be read" in refused(tmp_path, b"<svg>\n</oops>")


def test_no_page_is_written_over_a_picture(tmp_path: Path) -> None:
    for name in ("a.png", "a.PNG", "a.svg"):
        path = tmp_path / name
        path.write_bytes(BARE)
        with pytest.raises(PageFileError, match="not written into a picture"):
            file.save(Page("x"), path)
        assert path.read_bytes() == BARE


def test_a_picture_is_told_from_a_page(tmp_path: Path) -> None:
    for data, is_one in ((BARE, True), (b"<svg/>", True), (b'{"a": "<"}', False)):
        (tmp_path / "x").write_bytes(data)
        assert file.holds_picture(tmp_path / "x") is is_one
