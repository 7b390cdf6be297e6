"""Fuzzes the page loader, guided by what it covers: `python -m tests.fuzz --seconds 3600`.

New inputs that reach new code are kept in the folder `--out`, in `corpus`; what breaks the loader
is written there as `find-...`. The same seed and the same corpus give the same inputs.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["blocks", "json"]):
    from tests.fuzz import mutations, targets

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LARGEST = 8192
SEEDS = (
    HERE / "corpus",
    ROOT / "assets" / "pages",
    ROOT / "tests" / "blocks" / "file" / "pages",
)


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """Change a page in its own terms, one time in four as mere bytes."""
    made = None if seed % 4 == 0 else mutations.mutated(data, seed)
    return made if made is not None and len(made) <= most else atheris.Mutate(data, most)


def cross(one: bytes, other: bytes, most: int, seed: int) -> bytes:
    """Put a part of one page into another."""
    made = mutations.crossed(one, other, seed)
    return made if made is not None and len(made) <= most else one


def main() -> None:
    """Run until the time is over, or to the first find."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="a folder for what is found")
    said = parser.parse_args()
    kept = said.out / "corpus"
    kept.mkdir(parents=True, exist_ok=True)
    atheris.Setup(
        [
            sys.argv[0],
            str(kept),
            *(str(folder) for folder in SEEDS if folder.is_dir()),
            f"-max_total_time={said.seconds}",
            f"-seed={said.seed}",
            f"-max_len={LARGEST}",
            f"-artifact_prefix={said.out}/find-",
            "-timeout=10",
            "-rss_limit_mb=3000",
            "-print_final_stats=1",
        ],
        targets.anything,
        custom_mutator=mutate,
        custom_crossover=cross,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
