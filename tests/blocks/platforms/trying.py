"""`python -m tests.blocks.platforms.trying PLATFORM SEED COUNT FIRST`: a line of JSON a call.

A process of its own, for some calls end it: whoever has started it goes on behind such a call.
"""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from collections.abc import Iterator

from blocks.platforms.asking import equivalent
from blocks.platforms.platform import PLATFORMS, Platform
from tests.blocks.platforms.calls import COUNT, SEED, Case, cases
from tests.blocks.platforms.running import library_of, outcome

ENDED = "ends the process"


def tried(platform: Platform, seed: int = SEED, count: int = COUNT) -> Iterator[tuple[Case, str]]:
    """Every call with what came of it; those that are recorded unless told."""
    every, at = cases(seed, count), 0
    while at < count:
        numbers = map(str, (seed, count, at))
        command = [sys.executable, "-m", __name__, platform.id, *numbers]
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


def main(id: str, seed: int, count: int, first: int) -> None:
    """Try the calls from one on."""
    warnings.simplefilter("ignore")
    platform = next(one for one in PLATFORMS if one.id == id)
    library_of(platform)
    for case in cases(seed, count)[first:]:
        code = equivalent(case.call, platform).code
        print(json.dumps(outcome(platform, code, case.tensors, case.expected)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
