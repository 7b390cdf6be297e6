"""BLAS is told of AVX-512 on AMD processors, before NumPy is there, and left alone elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from blocks import processor
from blocks.processor import VARIABLE, choose_blas_kernels, core_type

NEEDED = ("avx512f", "avx512dq", "avx512bw", "avx512vl", "avx512cd")
ROOT = Path(__file__).parents[2]


def cpuinfo(vendor: str = "AuthenticAMD", flags: tuple[str, ...] = NEEDED) -> str:
    first = f"processor\t: 0\nvendor_id\t: {vendor}\nflags\t\t: fpu avx2 {' '.join(flags)} sse\n"
    return first + "\nprocessor\t: 1\nvendor_id\t: Other\nflags\t\t: fpu\n"


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file that describes an AMD processor with AVX-512 under Linux."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv(VARIABLE, "is put back after the test")
    del os.environ[VARIABLE]
    monkeypatch.setattr(processor, "_CPUINFO", tmp_path / "cpuinfo")
    (tmp_path / "cpuinfo").write_text(cpuinfo())
    return tmp_path / "cpuinfo"


def test_an_amd_processor_with_avx512_is_taken_for_one_that_openblas_has_kernels_for() -> None:
    assert core_type(cpuinfo().splitlines()) == "SkylakeX"


@pytest.mark.parametrize("lacking", NEEDED)
def test_every_part_of_avx512_is_needed(lacking: str) -> None:
    flags = tuple(one for one in NEEDED if one != lacking)
    assert core_type(cpuinfo(flags=(*flags, f"{lacking}x")).splitlines()) is None


@pytest.mark.parametrize("text", [cpuinfo("GenuineIntel"), "", "flags", "CPU architecture: 8\n"])
def test_any_other_processor_is_left_to_openblas(text: str) -> None:
    assert core_type(text.splitlines()) is None


def test_the_variable_is_set(machine: Path) -> None:
    choose_blas_kernels()
    assert os.environ[VARIABLE] == "SkylakeX"


def test_what_the_user_has_set_stays(machine: Path) -> None:
    os.environ[VARIABLE] = ""
    choose_blas_kernels()
    assert os.environ[VARIABLE] == ""


def test_nothing_is_set_without_the_file_or_on_another_system(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    choose_blas_kernels()
    monkeypatch.setattr(sys, "platform", "linux")
    machine.write_bytes(b"\xff\xfe\n" + cpuinfo("GenuineIntel").encode())
    choose_blas_kernels()
    machine.unlink()
    choose_blas_kernels()
    assert VARIABLE not in os.environ


STARTED = """
import sys, types
from blocks import processor
processor.choose_blas_kernels = lambda: print("numpy" in sys.modules)
command = types.ModuleType("command")
command.main = lambda: 7
sys.modules["command"] = command
{start}
"""


@pytest.mark.parametrize(
    "start",
    [
        "from blocks.start import start; sys.exit(start('command'))",
        "from app import __main__ as app; app.start.__globals__['import_module'] = "
        "lambda name: command; sys.exit(app.main())",
    ],
)
def test_every_command_settles_it_before_numpy_is_imported(start: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STARTED.format(start=start)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("False\n", "", 7)
