"""The libraries that are here, asked about calls that nobody has recorded: numbers included."""

from __future__ import annotations

import os

import pytest

from blocks.platforms import PLATFORMS, Platform
from tests.blocks.platforms.agreeing import agrees, agrees_around
from tests.blocks.platforms.calls import KINDS
from tests.blocks.platforms.record import asked_of
from tests.blocks.platforms.running import library_of
from tests.blocks.platforms.trying import CALL, tried

COUNT = {"convolutions": 150, "others": 488}
"""Enough for each op of a convolution to come fifteen times, and for each other in each of its
dtypes twice. BLOCKPROP_CALLS says another number."""

FEWER = {"jax": 4}
"""JAX compiles every call, which takes a quarter of a second and more."""

ASKED = [one for one in PLATFORMS if one.measured]


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("platform", ASKED, ids=lambda one: one.id)
def test_every_answer_is_what_the_library_does(platform: Platform, kind: str) -> None:
    try:
        library = library_of(platform)
    except ImportError as why:
        pytest.skip(f"{platform.name} is not installed ({why}): see the extra `platforms`")
    asked = os.environ.get("BLOCKPROP_CALLS")
    count = int(asked) if asked else COUNT[kind] // FEWER.get(platform.id, 1)
    seed, wrong = os.getpid(), []
    for what in asked_of(kind, platform):
        said = agrees if what == CALL else agrees_around
        tries = list(tried(platform, kind, seed, count, what))
        wrong += [found for case, came in tries if (found := said(case, platform, came))]
        assert len(tries) == count
    assert not wrong, "\n".join([f"{platform.name} {library.__version__}, seed {seed}", *wrong[:5]])
