"""All benchmarks, one after the other: `make bench`.

    python -m tests.benchmarks [NAME ...] [--json FILE]

Each runs in a process of its own, so that none warms up for the next. The figures go to one file;
`python -m tests.benchmarks.report FILE` makes the README's tables of it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

COMMANDS = {
    "startup": ["startup"],
    "evaluator": ["evaluator"],
    "editor": ["editor"],
    "answering": ["answering"],
    "microscope": ["microscope"],
    "stopping": ["stopping", "--moments", "3"],
    "kernels": ["kernels", "--all"],
}


def main() -> int:
    """The first failure's status, after all have run."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(COMMANDS)}")
    options.add_argument("--json", type=Path, help="the file of figures")
    asked = options.parse_args()
    if unknown := set(asked.names) - set(COMMANDS):
        options.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(COMMANDS)}")
    more = [] if asked.json is None else ["--json", str(asked.json)]
    status = 0
    for name in asked.names or COMMANDS:
        print(f"\n== {name}", flush=True)
        module, *words = COMMANDS[name]
        command = [sys.executable, "-m", f"tests.benchmarks.{module}", *words, *more]
        status = status or subprocess.run(command, check=False).returncode
    return status


if __name__ == "__main__":
    sys.exit(main())
