"""How many threads a run may take: a setting of this machine, never of a page."""

from __future__ import annotations

from kernels.threads import processor_count, set_thread_count


def use_threads(count: int | None) -> None:
    """Use at most `count` threads from the next kernel on, but no more than there are processors.

    None stands for all of them. Results do not depend on it. Raises ArgumentError below 1.
    """
    processors = processor_count()
    set_thread_count(processors if count is None else min(count, processors))


def thread_choices() -> list[int]:
    """Numbers to choose from besides all: 1, 2, 4 and so on, below the number of processors."""
    processors = processor_count()
    return [2**power for power in range(processors.bit_length()) if 2**power < processors]
