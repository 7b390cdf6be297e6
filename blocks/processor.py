"""Which of its kernels NumPy's BLAS takes, settled before NumPy is imported.

NumPy's own OpenBLAS has AVX-512 kernels under the name of an Intel processor alone, and takes its
AVX2 kernels on AMD processors that have AVX-512 too. There, matrix products take up to twice as
long as they need.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

VARIABLE = "OPENBLAS_CORETYPE"
"""The environment variable that OpenBLAS reads once, when it is loaded."""

_AVX512 = frozenset({"avx512f", "avx512dq", "avx512bw", "avx512vl", "avx512cd"})
"""What OpenBLAS's kernels for SkylakeX need."""

_CPUINFO = Path("/proc/cpuinfo")
_FIRST_PROCESSOR = 8192
"""Bytes that surely have the first processor; to write about hundreds takes the system long."""


def choose_blas_kernels() -> None:
    """Name OpenBLAS the kernels that suit this processor better than those that it would take.

    Nothing is done on other systems than Linux, and where the user has named some already.
    """
    if sys.platform != "linux" or VARIABLE in os.environ:
        return
    try:
        with _CPUINFO.open("rb", buffering=0) as file:
            text = file.read(_FIRST_PROCESSOR).decode("ascii", "replace")
    except OSError:
        return
    if (core := core_type(text.splitlines())) is not None:
        os.environ[VARIABLE] = core


def core_type(cpuinfo: Iterable[str]) -> str | None:
    """The processor that OpenBLAS should take this one for, None if it knows best: from the lines
    of Linux's /proc/cpuinfo, of which those of the first processor count."""
    fields: dict[str, str] = {}
    for line in cpuinfo:
        name, _, value = line.partition(":")
        fields.setdefault(name.strip(), value.strip())
    is_amd = fields.get("vendor_id") == "AuthenticAMD"
    return "SkylakeX" if is_amd and _AVX512.issubset(fields.get("flags", "").split()) else None
