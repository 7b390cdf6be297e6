"""How kernels run: in tiles, in little memory, the same bits each time, inputs left alone."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from threadpoolctl import threadpool_info

import kernels
from kernels import threads
from kernels.convolution import choice
from kernels.convolution.ways import gather, planar
from kernels.convolution.ways.depthwise import channel_products, channelwise, shares, strips
from kernels.convolution.ways.direct import correlation, filter_gradient
from kernels.convolution.ways.way import Way
from tests.benchmarks.kernels import WAYS, ours
from tests.benchmarks.rows import ROWS, Row
from tests.benchmarks.timing import extra_memory
from tests.kernels.convolution.calls import Call, calls, slow_forward
from tests.kernels.convolution.test_relations import back_of

SAME: dict[str, Any] = {"strides": (1, 2, 1, 1), "padding": "SAME"}


@pytest.fixture
def tiny_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tiles of a few values, so that small calls are cut as large ones are."""
    for module in (correlation, filter_gradient):
        monkeypatch.setattr(module, "BLOCK_BYTES", 64)
        monkeypatch.setattr(module, "FEWEST_ROWS", 2)
        monkeypatch.setattr(module, "WORTH_A_TASK", 1)
    monkeypatch.setattr(filter_gradient, "WIDEST_BLOCK", 2)
    monkeypatch.setattr(planar, "TILE_BYTES", 64)
    monkeypatch.setattr(channelwise, "WEIGHTS_BYTES", 64)
    monkeypatch.setattr(channel_products, "SUMMED_LINE", 4)
    monkeypatch.setattr(strips, "STRIP_BYTES", 64)
    monkeypatch.setattr(shares, "WORTH_A_SHARE", 1)


TILED = tuple(way.name for way in choice.every_way() if way.exact and way.name != "table")
"""The ways that cut a call into tiles; a small call would take another way otherwise."""


@pytest.mark.usefixtures("tiny_tiles")
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(calls())
def test_many_tiles_make_the_same_sums(call: Call) -> None:
    with choice.forced(*TILED):
        image, filter = call.tensors()
        output = call.forward(image, filter)
        np.testing.assert_array_equal(output, slow_forward(call, image, filter))
        back = back_of(output)
        product = float((output * back).sum())
        assert float((image * call.input_gradient(filter, back)).sum()) == product
        assert float((filter * call.filter_gradient(image, back)).sum()) == product


@pytest.mark.parametrize("far", [True, False])
def test_both_ways_to_gather_agree(far: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Strips and single taps give the same, whichever the distances would choose."""
    for module in (gather, strips):
        monkeypatch.setattr(module, "far_apart", lambda axes: far)
    for family in ("conv2d", "depthwise"):
        call = Call(family, 2, (7, 6), 2, (3, 2), 2, 2, (2, 1), (1, 2), "SAME", ((0, 0),) * 2)
        image, filter = call.tensors()
        with choice.forced(*TILED):
            output = call.forward(image, filter)
            np.testing.assert_array_equal(output, slow_forward(call, image, filter))
            back = back_of(output)
            product = float((output * back).sum())
            assert float((image * call.input_gradient(filter, back)).sum()) == product
            assert float((filter * call.filter_gradient(image, back)).sum()) == product


@pytest.mark.parametrize(
    "way", [way for way in choice.every_way() if way.exact], ids=lambda way: way.name
)
@settings(max_examples=150, deadline=None)
@given(call=calls())
def test_every_way_gives_the_same(way: Way, call: Call) -> None:
    """Whichever the sizes would choose, each way is right where it can be taken."""
    image, filter = call.tensors()
    output = call.forward(image, filter)
    back = back_of(output)
    ops = (
        lambda: call.forward(image, filter),
        lambda: call.input_gradient(filter, back),
        lambda: call.filter_gradient(image, back),
    )
    for op in ops:
        expected = op()
        with choice.forced(way.name), suppress(choice.NotTaken):
            np.testing.assert_array_equal(op(), expected)


@pytest.mark.parametrize("ways", [("table",), TILED], ids=["table", "tiled"])
@pytest.mark.parametrize("family", ["conv2d", "depthwise"])
def test_steps_beyond_all_sizes_take_no_time_and_no_memory(
    family: str, ways: tuple[str, ...]
) -> None:
    far = 2**40
    call = Call(family, 1, (3, 4), 2, (2, 3), 2, 2, (far, far), (1, far), "SAME", ((0, 0),) * 2)
    image, filter = call.tensors()
    with choice.forced(*ways):
        output = call.forward(image, filter)
        back = np.ones_like(output)
        by_input, by_filter = call.input_gradient(filter, back), call.filter_gradient(image, back)
    assert float((image * by_input).sum()) == float(output.sum())
    assert float((filter * by_filter).sum()) == float(output.sum())


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_extra_memory_stays_under_64_mib(row: Row, way: str) -> None:
    assert extra_memory(ours(row, way)) < 64 * 2**20


def test_the_memory_measure_sees_an_im2col() -> None:
    """The guard above would notice: the whole matrix of the first row is 500 MiB."""
    assert extra_memory(lambda: np.zeros(2**26, np.uint8)[:1].copy()) >= 2**26


def medium() -> tuple[Any, Any, Any]:
    """Tensors large enough for several tiles, shares and threads."""
    random = np.random.default_rng(7)
    image = random.standard_normal((4, 40, 41, 24)).astype(np.float32)
    filter = random.standard_normal((3, 3, 24, 32)).astype(np.float32)
    return image, filter, kernels.conv2d(image, filter, **SAME)


def every_result() -> list[Any]:
    image, filter, back = medium()
    narrow = filter[..., :1].copy()
    return [
        back,
        kernels.conv2d_backprop_input(image.shape, filter, back, **SAME),
        kernels.conv2d_backprop_filter(image, filter.shape, back, **SAME),
        kernels.depthwise_conv2d_native(image, narrow, **SAME),
        kernels.depthwise_conv2d_native_backprop_input(
            image.shape, narrow, back[..., :24].copy(), **SAME
        ),
        kernels.depthwise_conv2d_native_backprop_filter(
            image, narrow.shape, back[..., :24].copy(), **SAME
        ),
    ]


def test_bits_are_the_same_from_run_to_run_and_with_any_number_of_threads() -> None:
    usual = threads.thread_count()
    expected = [result.tobytes() for result in every_result()]
    try:
        for count in (1, 2, 3, 7):
            threads.set_thread_count(count)
            assert [result.tobytes() for result in every_result()] == expected
    finally:
        threads.set_thread_count(usual)


def test_kernels_run_side_by_side_in_worker_threads() -> None:
    expected = [result.tobytes() for result in every_result()]
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: every_result(), range(8)):
            assert [result.tobytes() for result in found] == expected


def test_inputs_of_any_kind_are_read_and_left_alone(tmp_path: Path) -> None:
    image, filter, back = medium()
    expected = kernels.conv2d_backprop_input(image.shape, filter, back, **SAME)
    strided = np.zeros((8, *back.shape[1:]), np.float32)[::2]
    strided[...] = back
    np.save(tmp_path / "back.npy", back)
    mapped = np.load(tmp_path / "back.npy", mmap_mode="r")
    frozen = back.copy()
    frozen.flags.writeable = False
    upturned = back[::-1, :, ::-1].copy()[::-1, :, ::-1]
    swapped = back.astype(back.dtype.newbyteorder())
    for kind in (strided, mapped, frozen, upturned, swapped):
        before = kind.tobytes()
        found = kernels.conv2d_backprop_input(image.shape, filter, kind, **SAME)
        np.testing.assert_array_equal(found, expected)
        assert found.dtype.isnative
        assert kind.tobytes() == before
        by_filter = kernels.conv2d_backprop_filter(image, filter.shape, kind, **SAME)
        assert not np.shares_memory(by_filter, kind)
    del mapped


def test_a_pointwise_result_is_a_new_array() -> None:
    image, one = np.ones((1, 2, 2, 1), np.float32), np.ones((1, 1, 1, 1), np.float32)
    found = kernels.conv2d(image, one, strides=(1, 1, 1, 1), padding="SAME")
    assert not np.shares_memory(found, image)
    assert found.flags.writeable


def test_overflow_and_nan_are_results_and_no_warnings() -> None:
    """Warnings are errors in these tests, also those raised in the pool's threads."""
    image = np.full((2, 40, 40, 16), 60000, np.float16)
    image[0, 0, 0, 0] = np.nan
    image[1, 0, 0, 0] = np.inf
    filter = np.ones((3, 3, 16, 16), np.float16)
    found = kernels.conv2d(image, filter, **SAME)
    assert np.isnan(found[0, 0, 0]).all()
    assert np.isposinf(found[1]).all()


def test_the_first_error_of_a_task_comes_out_and_the_rest_stop() -> None:
    ran: list[int] = []

    def fails(scratch: threads.Scratch) -> None:
        raise ZeroDivisionError("planted")

    def counts(scratch: threads.Scratch) -> None:
        ran.append(1)

    with pytest.raises(ZeroDivisionError, match="planted"):
        threads.run([fails, *[counts] * 10_000])
    assert len(ran) < 10_000


def test_tasks_run_side_by_side() -> None:
    usual, together = threads.thread_count(), threading.Barrier(3)
    try:
        threads.set_thread_count(3)
        threads.run([lambda scratch: together.wait(10) and None] * 3)
    finally:
        threads.set_thread_count(usual)


def blas_threads() -> list[int]:
    return [found["num_threads"] for found in threadpool_info() if found["user_api"] == "blas"]


def test_blas_has_one_thread_while_kernels_run_and_its_own_number_after() -> None:
    """In every thread, in turn and at once: threadpoolctl obeys one thread at a time."""
    before, inside = blas_threads(), []

    def look(scratch: threads.Scratch) -> None:
        inside.extend(blas_threads())

    def work(barrier: threading.Barrier) -> None:
        barrier.wait(10)
        threads.run([look] * 5)

    threads.run([look] * 5)
    for count in (1, 3):
        barrier = threading.Barrier(count)
        with ThreadPoolExecutor(count) as pool:
            list(pool.map(work, [barrier] * count))
    assert set(inside) == {1}
    assert len(inside) == 5 * 5 * len(before)
    assert blas_threads() == before


def test_a_thread_count_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        threads.set_thread_count(0)
