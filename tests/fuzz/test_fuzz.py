"""A short run of the fuzzer, what it has found before, and mutations that need no fuzzer."""

from __future__ import annotations

import importlib.util
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz import mutations, targets

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CORPUS = sorted((HERE / "corpus").iterdir())
SEEDS = [
    *CORPUS,
    *sorted((ROOT / "tests" / "blocks" / "file" / "pages").glob("*.json")),
    *sorted((ROOT / "assets" / "pages").glob("*.json")),
]
SECONDS = 6


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_what_once_reached_new_code_is_loaded_or_refused(path: Path) -> None:
    targets.anything(path.read_bytes())


def test_mutated_pages_are_loaded_or_refused() -> None:
    rng = random.Random(7)
    made = 0
    for seed in range(1500):
        data = rng.choice(SEEDS).read_bytes()
        if (mutated := mutations.mutated(data, seed)) is not None:
            made += 1
            targets.anything(mutated)
    assert made > 700


def test_a_target_sees_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "dumps", lambda page: "another text")
    with pytest.raises(AssertionError, match="saved as it was"):
        targets.as_page((ROOT / "assets/pages/1_conv2d_backprop_input.page.json").read_bytes())


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris is for Linux")
def test_a_short_run_of_the_fuzzer_finds_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.fuzz", "--seconds", str(SECONDS), "--seed", "11"]
    done = subprocess.run(
        [*command, "--out", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    found = list(tmp_path.glob("find-*"))
    assert not found, f"{found[0].read_bytes()!r}\n{done.stderr[-3000:]}"
    assert done.returncode == 0, done.stderr[-3000:]
    runs = re.search(r"number_of_executed_units: (\d+)", done.stderr)
    assert runs is not None
    assert int(runs[1]) > len(SEEDS)
    covered = [int(one) for one in re.findall(r"cov: (\d+)", done.stderr)]
    assert covered, "it is guided by what it covers"
    assert covered[-1] > 300
