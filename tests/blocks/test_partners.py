"""What a port can be wired to, with the reasons of those that do not fit."""

from __future__ import annotations

import random

import numpy as np
import pytest

from blocks.checking import Check
from blocks.page import End, Page
from blocks.partners import Start, partners, starts


def page_of_some(seed: int = 0) -> Page:
    """Blocks of several dtypes, wired at random."""
    page, any_of = Page(), random.Random(seed)
    for number, dtype in enumerate((np.float32, np.int32, np.float64)):
        page.add_block("Const", {"value": np.ones((2, 2), dtype)}, id=f"c{number}")
    for number in range(12):
        op = any_of.choice(["Add", "Relu", "Conv2D", "ClientSession", "Reshape"])
        page.add_block(op, id=f"b{number}")
    check = Check(page)
    for _ in range(40):
        start = any_of.choice([one for id in page.blocks for one in starts(page, id)])
        fits = [one for one in partners(page, check, start) if one.rank == 0]
        if fits:
            page.connect(*any_of.choice(fits).wire)
            check.refresh()
    return page


def test_the_ports_of_a_block_are_its_outputs_then_its_inputs() -> None:
    page = Page()
    page.add_block("Add", id="sum")
    assert starts(page, "sum") == (
        Start(End("sum", "z"), is_input=False),
        Start(End("sum", "x"), is_input=True),
        Start(End("sum", "y"), is_input=True),
    )


@pytest.mark.parametrize("seed", range(8))
def test_every_reason_is_the_one_of_the_check(seed: int) -> None:
    page = page_of_some(seed)
    check = Check(page)
    cycles = 0
    for id in page.blocks:
        for start in starts(page, id):
            for one in partners(page, check, start):
                if one.present:
                    assert page.has_wire(one.wire)
                    continue
                assert one.refusal == check.refusal(one.wire)
                cycles += "cycle" in (one.refusal or "")
    assert cycles, "this page has no way round: it tests too little"


def test_what_fits_comes_first_then_what_replaces_then_what_is_there() -> None:
    page = page_of_some()
    check = Check(page)
    for id in page.blocks:
        for start in starts(page, id):
            ranks = [one.rank for one in partners(page, check, start)]
            assert ranks == sorted(ranks)


def test_a_wire_that_would_be_replaced_is_named() -> None:
    page = Page()
    for id in ("a", "b"):
        page.add_block("Const", {"value": np.ones(2, np.float32)}, id=id)
    page.add_block("Relu", id="r")
    page.connect("a.output", "r.features")
    (one,) = partners(page, Check(page), Start(End("b", "output"), is_input=False))
    assert one.instead == End("a", "output")
