"""`python -m tests.blocks.platforms.trying PLATFORM WHAT SEED COUNT FIRST`: a line a call.

A process of its own, for some calls end it: whoever has started it goes on behind such a call.
"""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from collections.abc import Iterator

from blocks.platforms.asking import answers, equivalent
from blocks.platforms.platform import PLATFORMS, Platform
from tests.blocks.platforms.calls import COUNT, SEED, Case, cases
from tests.blocks.platforms.running import library_of, outcome

ENDED, NO_WAY = "ends the process", "no way around"
CALL, AROUND = "call", "around"


def code_of(case: Case, platform: Platform, what: str) -> str:
    """The code that is tried: the call itself or, where that fails, the way around it."""
    if what == CALL:
        return equivalent(case.call, platform).code
    (said,) = [one for one in answers(case.call) if one.platform is platform]
    return said.code if said.verdict.is_bad else ""


def tried(
    platform: Platform, seed: int = SEED, count: int = COUNT, what: str = CALL
) -> Iterator[tuple[Case, str]]:
    """Every call, or the way around each that has one, with what came of it; those that are
    recorded unless told."""
    every, at = cases(seed, count), 0
    while at < count:
        numbers = map(str, (seed, count, at))
        command = [sys.executable, "-m", __name__, platform.id, what, *numbers]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                yield every[at], json.loads(line)
                at += 1
            said = process.stderr.read() if process.stderr else ""
        if process.returncode == 1:
            raise RuntimeError(said)
        if at < count:
            yield every[at], ENDED
            at += 1


def main(id: str, what: str, seed: int, count: int, first: int) -> None:
    """Try the calls from one on."""
    warnings.simplefilter("ignore")
    platform = next(one for one in PLATFORMS if one.id == id)
    library_of(platform)
    for case in cases(seed, count)[first:]:
        code = code_of(case, platform, what)
        came = outcome(platform, code, case.tensors, case.expected) if code else NO_WAY
        print(json.dumps(came), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:3], *map(int, sys.argv[3:]))
