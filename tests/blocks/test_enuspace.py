"""The `attrs` line as enuSpace's users type it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from blocks.declaration.attribute import Attribute
from blocks.enuspace import attrs_text, in_attrs, read_attrs
from blocks.errors import ValueRefused
from blocks.ops import OPS
from blocks.page import Page

CONV = OPS["Conv2DBackpropInput"]


def line_of(op: str, **attrs: object) -> str:
    return attrs_text(Page().add_block(op, attrs))


def test_the_line_shows_defaults_as_enuspace_does() -> None:
    line = line_of("Conv2DBackpropInput")
    assert set(line.split(";")) == {
        "use_cudnn_on_gpu_ = true",
        "data_format_ = NHWC",
        "dilations_ = {1,1,1,1}",
        "",
    }


def test_types_are_written_as_enuspace_writes_them() -> None:
    op, name = next(
        (op, one.name) for op in OPS.values() for one in in_attrs(op) if "float16" in one.options
    )
    assert f"{name}_ = DT_HALF;" in line_of(op.name, **{name: "float16"})
    assert read_attrs(op, f"{name}_=DT_HALF")[name] == "float16"
    assert read_attrs(op, f"{name}_=float16")[name] == "float16"


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("data_format_=NCHW", "data_format", "NCHW"),
        ("  data_format_ =\n NC HW ;", "data_format", "NCHW"),
        ("data_format = NCHW", "data_format", "NCHW"),
        ("data_format_ = ;", "data_format", "NHWC"),
        ("", "data_format", "NHWC"),
        ("use_cudnn_on_gpu_ = FALSE;", "use_cudnn_on_gpu", False),
        ("use_cudnn_on_gpu_ = 0", "use_cudnn_on_gpu", False),
        ("use_cudnn_on_gpu_ = 1;;", "use_cudnn_on_gpu", True),
        ("use_cudnn_on_gpu_ = TRUE", "use_cudnn_on_gpu", True),
        ("dilations_ = {1, 2,3,1}", "dilations", (1, 2, 3, 1)),
        ("dilations_ = 1,2,3,1", "dilations", (1, 2, 3, 1)),
        ("dilations_ = [1,2,3,1]", "dilations", (1, 2, 3, 1)),
        ("explicit_paddings_ = {0,0,1,2,3,4,0,0}", "explicit_paddings", (0, 0, 1, 2, 3, 4, 0, 0)),
        ("explicit_paddings_ = {}", "explicit_paddings", ()),
        ("dialtions_ = {1,1,1,1};", "dilations", (1, 1, 1, 1)),
    ],
)
def test_what_people_type_is_understood(text: str, name: str, value: object) -> None:
    assert read_attrs(CONV, text)[name] == value


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("data_format_ = NHCW", "data_format_: 'NHCW' is none of NHWC, NCHW"),
        ("data_format_ NHWC", "'data_format_ NHWC' is no key_ = value"),
        ("use_cudnn_on_gpu_ = maybe", "use_cudnn_on_gpu_: 'maybe' is neither true nor false"),
        ("dilations_ = {1,2,1}", "dilations_: 3 numbers came; 4 are needed"),
        ("dilations_ = {1,0,1,1}", "dilations_: number 2 is 0"),
        ("dilations_ = {1,,1,1}", "dilations_: number 2 is ''"),
        ("dilations_ = {1,2.0,1,1}", "number 2 is '2.0', not a whole number"),
        ("data_format_=NHWC;data_format_=NCHW", "data_format_ is said twice"),
        ("dialtions_ = {1,2,2,1};", "misspelt"),
        ("strides_ = {1,1,1,1}", "strides has a field of its own"),
        ("color_ = red", "Conv2DBackpropInput has no color_; "),
        ("color_ = red", "data_format_"),
    ],
)
def test_what_is_wrong_is_refused_by_name(text: str, says: str) -> None:
    with pytest.raises(ValueRefused) as why:
        read_attrs(CONV, text)
    assert says in str(why.value)


@given(some.data())
def test_every_line_reads_back(data: some.DataObject) -> None:
    op = data.draw(some.sampled_from(list(OPS.values())))
    chosen = {one.name: data.draw(_values(one), one.name) for one in in_attrs(op)}
    block = Page().add_block(op.name, chosen)
    read = read_attrs(op, attrs_text(block))
    assert read == {name: block.value(name) for name in chosen}


@given(some.text(alphabet="adtfromilnsNHWC_ =;{},1230\n", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(ValueRefused):
        assert set(read_attrs(CONV, text)) == {one.name for one in in_attrs(CONV)}


def _values(attribute: Attribute) -> some.SearchStrategy[Any]:
    if attribute.options:
        return some.sampled_from(attribute.options)
    if attribute.editor == "flag":
        return some.booleans()
    if attribute.editor == "integer":
        return some.integers(attribute.settings["low"], attribute.settings["high"])
    if attribute.editor == "number":
        low, high = attribute.settings["low"], attribute.settings["high"]
        return some.floats(low, high)
    rank = attribute.settings["rank"]
    if attribute.editor == "window_vector":
        return some.lists(some.integers(1, 2**31 - 1), min_size=rank, max_size=rank)
    assert attribute.editor == "paddings"
    full = some.lists(some.integers(0, 99), min_size=2 * rank, max_size=2 * rank)
    return some.one_of(some.just([]), full)
