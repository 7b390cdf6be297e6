"""`python -m tests.blocks.platforms.trying PLATFORM WHAT KIND SEED COUNT FIRST`: a line a call.

A process of its own, for some calls end it: whoever has started it goes on behind such a call.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from blocks.platforms.asking import answers, written
from blocks.platforms.convolution import FAMILY
from blocks.platforms.platform import PLATFORMS, Platform
from tests.blocks.platforms.calls import COUNT, SEEDS, Case, cases
from tests.blocks.platforms.running import Exactly, Like, library_of, outcome

ENDED, NO_WAY = "ends the process", "no way around"
CALL, AROUND = "call", "around"


def code_of(case: Case, platform: Platform, what: str) -> str:
    """The code that is tried: the call itself or, where that fails, the way around it."""
    if what == CALL:
        made = written(case.call, platform)
        return "" if made is None else made.code
    (said,) = [one for one in answers(case.call) if one.platform is platform]
    return said.made.code if said.verdict.is_bad and said.made else ""


def tried(
    platform: Platform, kind: str, seed: int | None = None, count: int = COUNT, what: str = CALL
) -> Iterator[tuple[Case, str]]:
    """Every call, or the way around each that has one, with what came of it; those that are
    recorded unless told."""
    seed = SEEDS[kind] if seed is None else seed
    every, at = cases(kind, seed, count), 0
    while at < count:
        numbers = map(str, (seed, count, at))
        command = [sys.executable, "-m", __name__, platform.id, what, kind, *numbers]
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


def main(id: str, what: str, kind: str, seed: int, count: int, first: int) -> None:
    """Try the calls from one on, in a folder of their own."""
    warnings.simplefilter("ignore")
    platform = next(one for one in PLATFORMS if one.id == id)
    library_of(platform)
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        for case in cases(kind, seed, count)[first:]:
            code = code_of(case, platform, what)
            for name, array in files_of(case).items():
                np.save(name, array)
            came = outcome(platform, code, case.tensors, wanted(case)) if code else NO_WAY
            print(json.dumps(came), flush=True)
        os.chdir(os.pardir)


def files_of(case: Case) -> dict[str, Any]:
    """What a call reads from files: its own, and what its code says is to be saved before."""
    if (array := case.file) is not None:
        return {case.attrs["file"]: array}
    value = case.attrs.get("value")
    return {} if value is None else {"value.npy": value}


def wanted(case: Case) -> Any:
    """What shall come of it: the numbers or, where each library draws its own, their like."""
    if case.op.startswith("Random"):
        return Like(case.expected)
    exact = case.op not in (*FAMILY, "Sum", "Mean", "MatMul", "ClientSession")
    return Exactly(case.expected) if exact else case.expected


if __name__ == "__main__":
    main(*sys.argv[1:4], *map(int, sys.argv[4:]))
