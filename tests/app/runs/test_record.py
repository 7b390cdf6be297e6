"""What content blocks have after an edit: what is worked out again is what it reaches, and no more;
and it is what a look at the whole page would find."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.document import Document
from blocks.editing.modes import toggle_mode, toggle_pins
from blocks.errors import BlockpropError
from blocks.evaluation import contents, every_output, plan
from blocks.page import End, Page

LONG = 40


@pytest.fixture
def page() -> Page:
    """A long row of blocks."""
    page = Page("Long")
    page.add_block("Const", {"value": np.ones(3, np.float32)}, id="r0")
    for number in range(1, LONG + 1):
        page.add_block("Identity", id=f"r{number}", at=(300.0 * number, 0.0))
        page.connect(f"r{number - 1}.output", f"r{number}.input")
    return page


@pytest.fixture
def document(qtbot: QtBot, page: Page) -> Document:
    made = Document(page)
    run(qtbot, made)
    return made


def run(qtbot: QtBot, document: Document) -> None:
    with qtbot.waitSignal(document.run_finished):
        document.run()


def of_whole_page(document: Document) -> dict[str, bytes | None]:
    page = document.page
    whole = plan(page, every_output(page), check=document.check, use_pins=True)
    return {id: whole.key(id) for id in page.blocks}


def random_edit(page: Page, chance: random.Random) -> Callable[[], object]:
    ids = list(page.blocks)
    one, other = chance.choice(ids), chance.choice(ids)
    return chance.choice(
        (
            lambda: page.add_block(chance.choice(("Identity", "Relu", "ClientSession"))),
            lambda: page.remove_blocks([one]),
            lambda: page.connect(f"{one}.output", f"{other}.input", replace=True),
            lambda: [page.disconnect(wire) for wire in page.wires_into(one)],
            lambda: page.set_attr(one, "name", f"n{chance.random()}"),
            lambda: page.set_attr(one, "value", np.full(chance.randint(1, 3), 2, np.float32)),
            lambda: toggle_mode(page, [one], chance.choice(("disabled", "bypassed"))),
            lambda: toggle_pins(page, {End(one, "output"): np.zeros(2, np.float32)}),
            lambda: page.set_precision(chance.choice(("default", "highest"))),
            lambda: page.move_blocks({one: (1.0, chance.random())}),
            page.history.undo,
            page.history.undo,
            page.history.redo,
        )
    )


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_it_is_what_the_whole_page_gives(
    document: Document, page: Page, seed: int
) -> None:
    chance = random.Random(seed)
    done = 0
    for _ in range(120):
        before, told = dict(document.runs.record._keys), set[str]()
        document.states_changed.connect(told.update)
        try:
            random_edit(page, chance)()
            done += 1
        except BlockpropError:
            pass
        document.states_changed.disconnect(told.update)
        keys = document.runs.record._keys
        assert {id: keys.get(id) for id in page.blocks} == of_whole_page(document)
        assert not keys.keys() - page.blocks.keys()
        assert told == {id for id in {**before, **keys} if before.get(id) != keys.get(id)}
    assert done > 60


def test_an_edit_costs_what_it_reaches(
    document: Document, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    block_key = contents.block_key

    def noted(op: str, *rest: object) -> bytes:
        made.append(op)
        return block_key(op, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(contents, "block_key", noted)
    page.add_block("Relu", id="new")
    assert not made  # it is not wired
    page.connect(f"r{LONG - 3}.output", "new.features")
    assert len(made) == 1
    made.clear()
    page.set_attr(f"r{LONG - 3}", "name", "other")
    assert len(made) == 5
    made.clear()
    page.set_attr("r0", "value", np.zeros(3, np.float32))
    assert len(made) == LONG + 2
    assert document.state("new") == "never"
    assert document.state("r0") == "stale"
    page.history.undo()
    assert document.state(f"r{LONG}") == "fresh"


def test_an_edit_after_a_run_that_was_begun_before_it_counts(
    qtbot: QtBot, document: Document, page: Page
) -> None:
    page.set_attr("r0", "value", np.zeros(4, np.float32))
    assert document.state(f"r{LONG}") == "stale"
    run(qtbot, document)
    assert document.state(f"r{LONG}") == "fresh"
