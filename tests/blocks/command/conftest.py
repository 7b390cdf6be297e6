"""Pages on disk, and command lines run as a user's are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from blocks.command import main

ROOT = Path(__file__).parents[3]


@dataclass
class Done:
    """What a command line gave."""

    status: int
    output: str
    errors: str

    @property
    def object(self) -> Any:
        """The one JSON object of the output."""
        return json.loads(self.output, parse_constant=_refuse)

    @property
    def error_lines(self) -> list[str]:
        """What came after `error: `."""
        lines = self.errors.splitlines()
        return [one.removeprefix("error: ") for one in lines if one.startswith("error: ")]


def _refuse(word: str) -> None:
    raise AssertionError(f"{word} is no JSON")


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Run a command line in this process."""

    def run(*words: str | Path) -> Done:
        capsys.readouterr()
        status = main([str(word) for word in words])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return Done(status, told.out, told.err)

    return run


# The command line, which tells on standard error when it first comes to what is given it.
TELLING = """
import sys
moment = sys.argv.pop(1)
from blocks.command import main
from blocks.command.progress import Progress
follow = Progress.follow
def telling(self, event):
    if f"{event.block} {event.kind}" == moment:
        print("ready", file=sys.stderr, flush=True)
    follow(self, event)
Progress.follow = telling
Progress.is_shown = True
sys.exit(main())
"""


def process(words: Sequence[str | Path], **more: Any) -> subprocess.Popen[str]:
    """Start Python in a process of its own, with the project to be found."""
    # Without buffers, as some machines have it, less can go wrong with streams that nobody reads.
    around = {name: one for name, one in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.Popen(
        [sys.executable, *map(str, words)],
        env={**around, "PYTHONPATH": str(ROOT)},
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **more},
    )


def tensor(value: Any, dtype: str = "float32") -> dict[str, Any]:
    """A tensor as a page writes it."""
    array = np.asarray(value)
    return {"dtype": dtype, "shape": list(array.shape), "data": array.ravel().tolist()}


def const(id: str, value: Any, dtype: str = "float32") -> dict[str, Any]:
    """A Const block as a page writes it."""
    return {"id": id, "op": "Const", "attrs": {"value": tensor(value, dtype)}}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a page file of blocks and of wires, as "a.output -> b.x"."""

    def page(blocks: Sequence[dict[str, Any]], wires: Sequence[str] = (), name: str = "p") -> Path:
        ends = [wire.split(" -> ") for wire in wires]
        path = tmp_path / f"{name}.page.json"
        path.write_text(
            json.dumps(
                {
                    "format": "blockprop-page",
                    "version": 1,
                    "title": "A page",
                    "blocks": list(blocks),
                    "wires": [{"from": source, "to": target} for source, target in ends],
                    "layout": {},
                }
            )
        )
        return path

    return page


@pytest.fixture
def gradient(write: Callable[..., Path]) -> Path:
    """enuSpace's documented page: a convolution and its gradient by the input."""
    numbers = np.arange(1, 17).reshape(2, 2, 2, 2)
    attrs = {"padding": "SAME", "strides": [1, 3, 2, 1]}
    return write(
        [
            const("x", numbers),
            const("sizes", [2, 2, 2, 2], "int32"),
            {"id": "conv", "op": "Conv2D", "attrs": attrs},
            {"id": "dx", "op": "Conv2DBackpropInput", "attrs": attrs},
            {"id": "session", "op": "ClientSession"},
        ],
        [
            "x.output -> conv.input",
            "x.output -> conv.filter",
            "sizes.output -> dx.input_sizes",
            "x.output -> dx.filter",
            "conv.output -> dx.out_backprop",
            "dx.output -> session.fetch_outputs",
        ],
    )


GRADIENT = [
    1188, 2748, 4308, 5868, 7428, 8988, 10548, 12108,
    2852, 6588, 10324, 14060, 17796, 21532, 25268, 29004,
]  # fmt: skip
