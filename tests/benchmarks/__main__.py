"""All benchmarks, one after the other: `make bench`."""

from __future__ import annotations

import subprocess
import sys

ALL = ("startup", "evaluator", "editor", "kernels")


def main() -> int:
    """Each in a process of its own, so that none warms up for the next."""
    status = 0
    for name in ALL:
        print(f"\n== {name}", flush=True)
        command = [sys.executable, "-m", f"tests.benchmarks.{name}"]
        status |= subprocess.run(command, check=False).returncode
    return status


if __name__ == "__main__":
    sys.exit(main())
