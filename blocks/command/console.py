"""What the commands say, and where: results on standard output, all else on standard error."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import traceback
from typing import TextIO

import click

DONE, FAILED, WRONG, INTERRUPTED = 0, 1, 2, 130
"""The exit statuses: all went well; a block failed; the page or command line is wrong; Ctrl-C."""


def say(text: str) -> None:
    """Write a text and a line's end to standard output. If nobody reads there, stop writing."""
    try:
        click.echo(text)
    except BrokenPipeError:
        close_output()


def note(text: str) -> None:
    """Tell something on standard error, if anybody reads there."""
    try:
        click.echo(text, err=True)
    except OSError:
        _send_nowhere(sys.stderr)


def error(text: str) -> None:
    """Tell what is wrong on standard error, each line of it as an error of its own."""
    for line in text.splitlines() or [""]:
        note(f"error: {line}")


def fault_text(fault: Exception) -> str:
    """A fault of the program in one line, and where it is only for those who ask."""
    if os.environ.get("BLOCKPROP_DEBUG"):
        traceback.print_exception(fault)
    return (
        f"{type(fault).__name__}: {fault}; this is a fault of blockprop, please report it "
        "(BLOCKPROP_DEBUG=1 shows where it is)"
    )


def make_tolerant() -> None:
    """Have letters that the terminal cannot show written as their codes, rather than failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def close_output() -> None:
    """Send what still goes to standard output nowhere, as when its reader has gone."""
    _send_nowhere(sys.stdout)


def _send_nowhere(stream: TextIO) -> None:
    """Python flushes a stream once more at its end, which would fail again, be told, and change the
    exit status."""
    with contextlib.suppress(OSError):  # a stream that is no file needs none of it
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
