"""The sample pages give the numbers that are documented, and what independent loops give."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import blocks
from blocks.checking import Check
from blocks.file.state import State
from blocks.file.write import written
from blocks.page import End, Page

PAGES = Path(__file__).parents[2] / "assets" / "pages"
Array = np.ndarray[Any, Any]

# What enuSpace's documentation gives: the convolution, and its gradient by the input.
# fmt: off
CONV2D = (
    [372, 408, 884, 984],
    [1188, 2748, 4308, 5868, 7428, 8988, 10548, 12108,
     2852, 6588, 10324, 14060, 17796, 21532, 25268, 29004],
)
DEPTHWISE = (
    [152, 168, 220, 240, 376, 424, 508, 560],
    [488, 1620, 1768, 3460, 3048, 5300, 4328, 7140,
     1224, 3764, 4424, 8036, 7624, 12308, 10824, 16580],
)
CONV3D = ([2856, 2992, 6952, 7344], [8840, 20536, 32232, 43928], [421928, 450520])
# fmt: on


def sample(number: int) -> Page:
    (path,) = PAGES.glob(f"{number}_*.page.json")
    return blocks.load(path)


def numbers(result: Array) -> list[float]:
    found: list[float] = result.ravel().tolist()
    return found


def attributes(page: Page, id: str) -> tuple[Array, tuple[int, ...]]:
    """The filter that is wired to a block, and the block's strides."""
    source = page.wires_into(id, "filter")[0].source.block
    return page.blocks[source].value("value"), page.blocks[id].value("strides")


def input_gradient(
    sizes: tuple[int, ...],
    filter: Array,
    dy: Array,
    *,
    strides: tuple[int, ...] = (1, 1),
    dilations: tuple[int, ...] = (1, 1),
    pads: tuple[int, ...] = (0, 0),
    depthwise: bool = False,
) -> Array:
    """The definition, in float64, channels last: every product that the forward op makes of an
    input element is added up for that element. `pads` are those before the first element."""
    dx = np.zeros(sizes, np.float64)
    space, groups = sizes[1:-1], sizes[-1] // filter.shape[-2]
    for batch, *at, channel in np.ndindex(*dy.shape):
        for *tap, depth, other in np.ndindex(*filter.shape):
            place = [
                one * stride + k * dilation - pad
                for one, k, stride, dilation, pad in zip(
                    at, tap, strides, dilations, pads, strict=True
                )
            ]
            if not all(0 <= one < size for one, size in zip(place, space, strict=True)):
                continue
            if depthwise:
                if channel != depth * filter.shape[-1] + other:
                    continue
                target = depth
            else:
                if channel != other:
                    continue
                group = channel // (filter.shape[-1] // groups)
                target = group * filter.shape[-2] + depth
            dx[(batch, *place, target)] += float(dy[(batch, *at, channel)]) * float(
                filter[(*tap, depth, other)]
            )
    return dx


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.page.json")), ids=lambda path: path.name)
def test_a_sample_page_is_canonical_tidy_and_without_problems(path: Path) -> None:
    page = blocks.load(path)
    assert page.title
    assert [block.op_name for block in page.blocks.values()].count("ClientSession") == 1
    assert Check(page).problems == ()
    assert written(State.of(page)) == path.read_text(encoding="utf-8")
    for one, two in itertools.combinations([page.position(id) for id in page.blocks], 2):
        assert abs(one.x - two.x) >= 200 or abs(one.y - two.y) >= 100, "blocks overlap"


@pytest.mark.parametrize(("number", "documented"), [(1, CONV2D), (2, DEPTHWISE)])
def test_the_documented_numbers_come_out_exactly(
    number: int, documented: tuple[list[int], list[int]]
) -> None:
    page = sample(number)
    results = blocks.run(page, [End("y", "output"), End("dx", "output")])
    assert numbers(results["y.output"]) == documented[0]
    assert numbers(results["dx.output"]) == documented[1]
    assert list(blocks.run(page)) == ["dx.output"]


def test_the_documented_numbers_of_three_dimensions() -> None:
    page = sample(3)
    results = blocks.run(page, [End("y", "output"), End("dx", "output")])
    forward, first, last = CONV3D
    found = numbers(results["dx.output"])
    assert numbers(results["y.output"]) == forward
    assert len(found) == 32
    assert found[:4] == first
    assert found[-2:] == last


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_gradients_are_what_the_definition_gives(number: int) -> None:
    """All strides are as large as the input or larger, so SAME pads nothing before it."""
    page = sample(number)
    results = blocks.run(page, [End("y", "output"), End("dx", "output")])
    filter, strides = attributes(page, "dx")
    dx = results["dx.output"]
    expected = input_gradient(
        dx.shape,
        filter,
        results["y.output"],
        strides=strides[1:-1],
        dilations=(1,) * (dx.ndim - 2),
        pads=(0,) * (dx.ndim - 2),
        depthwise=number == 2,
    )
    assert np.array_equal(dx, expected)
    assert dx.dtype == np.float32


@pytest.fixture(scope="module")
def photograph() -> Mapping[str, Array]:
    ends = [End(id, "output") for id in ("image", "small", "large", "picture")]
    return blocks.run(sample(4), [*ends, End("lost", "z")])


def test_the_photograph_comes_back_as_a_picture(photograph: Mapping[str, Array]) -> None:
    image, picture = photograph["image.output"], photograph["picture.output"]
    assert picture.shape == (192, 192, 3)
    assert picture.dtype == np.uint8
    assert picture.std() > 40
    inside = np.abs(image[0] - picture)[8:-8, 8:-8]
    assert inside.mean() < 8, "the picture is not like the photograph"
    assert inside.max() > 20, "nothing was blurred"
    assert np.array_equal(photograph["lost.z"], image - photograph["large.output"])


def test_the_way_back_is_the_gradient(photograph: Mapping[str, Array]) -> None:
    """<A x, A x> = <x, A' A x>, and a probe of one number against the definition."""
    image, small, large = (photograph[f"{id}.output"] for id in ("image", "small", "large"))
    forward = float((small.astype(np.float64) ** 2).sum())
    back = float((image.astype(np.float64) * large).sum())
    assert forward == pytest.approx(back, rel=1e-6)
    filter, _ = attributes(sample(4), "large")
    taps = filter[:, :, 1, 1].astype(np.float64)
    y, x = 100, 57
    expected = sum(
        taps[y + 1 - 2 * row, x + 1 - 2 * column] * float(small[0, row, column, 1])
        for row in range(96)
        for column in range(96)
        if 0 <= y + 1 - 2 * row < 4 and 0 <= x + 1 - 2 * column < 4
    )
    assert float(large[0, y, x, 1]) == pytest.approx(expected, rel=1e-6)


def test_what_tensorflow_refuses_is_what_the_definition_gives() -> None:
    page = sample(5)
    results = blocks.run(page)
    assert list(results) == [f"{id}.output" for id in ("nchw", "dilated", "grouped", "depthwise")]

    def given(id: str) -> tuple[Array, Array]:
        return tuple(page.blocks[f"{id}_{part}"].value("value") for part in ("filter", "dy"))  # type: ignore[return-value]

    filter, dy = given("nchw")
    expected = input_gradient((1, 3, 3, 1), filter, np.moveaxis(dy, 1, -1))
    assert np.array_equal(results["nchw.output"], np.moveaxis(expected, -1, 1))
    filter, dy = given("dilated")
    expected = input_gradient((1, 5, 5, 1), filter, dy, dilations=(2, 2), pads=(2, 2))
    assert np.array_equal(results["dilated.output"], expected)
    filter, dy = given("grouped")
    assert np.array_equal(results["grouped.output"], input_gradient((1, 3, 3, 4), filter, dy))
    filter, dy = given("depthwise")
    expected = input_gradient((1, 5, 5, 2), filter, dy, dilations=(2, 2), depthwise=True)
    assert np.array_equal(results["depthwise.output"], expected)


def test_the_pages_say_where_the_photograph_is_from() -> None:
    words = (PAGES / "README.md").read_text(encoding="utf-8")
    assert "public domain" in words
    assert (PAGES / "photograph.npy").stat().st_size < 150_000
    for path in PAGES.glob("*.page.json"):
        assert f"`{path.name.removesuffix('.page.json')}`" in words


def test_one_variable_changes_every_size_of_page_6() -> None:
    page = sample(6)
    assert blocks.run(page)["larger.output"].shape == (1, 6, 8, 1)
    page.variables.put("H", 9)
    page.variables.put("S", 3)
    assert blocks.run(page)["larger.output"].shape == (1, 9, 11, 1)
    assert page.groups.blocks("group") == ("smaller", "larger")
