"""The files of a folder: each loads by itself, is told about by file and line, and loads again."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

import blocks
from blocks.ops import OPS
from blocks.own_ops.declaring import PACKAGE
from blocks.own_ops.folder import FolderRefused, OwnOps
from tests.blocks.own_ops.asking import faults, page_of
from tests.blocks.own_ops.conftest import Write

GOOD = """
from blocks.own_ops import Tensor, op


@op(shape="x")
def double(x: Tensor):
    '''Each number twice.'''
    return x + x
"""


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("def broken(:\n", "bad.py, line 1: SyntaxError: invalid syntax"),
        ("x = 1\nx.y\n", "bad.py, line 2: AttributeError: 'int' object has no attribute 'y'"),
        ("import sys\nsys.exit(3)\n", "bad.py, line 2: SystemExit: 3"),
        ("\x00", "source code string cannot contain null bytes"),
        ("import nosuch\n", "from . import it"),
        ("API_VERSION = 99\n", "bad.py, line 1: it is written for version 99 of blocks.own_ops"),
        ("API_VERSION = 'x'\n", "bad.py, line 1: it is written for version 'x'"),
        (
            "from blocks.own_ops import op\n@op\ndef f(*x): ...\n",
            "bad.py, line 2: DeclarationRefused: *x: ports and attributes have names",
        ),
        (
            "from blocks.own_ops import op\n@op\ndef f(x=1): ...\n",
            "x: an input port has no default; an attribute stands after a *",
        ),
        (
            "from blocks.own_ops import op\n@op\ndef f(x: int): ...\n",
            "x: 'int' is no array; Tensor, Float32 or Int32 would be",
        ),
        (
            "from blocks.own_ops import op\n@op\ndef f(x, *, a: dict): ...\n",
            "a: 'dict' is no kind of attribute; bool, int, float, str",
        ),
        (
            "from blocks.own_ops import op\n@op\ndef f(x, *, a: int = 0.5): ...\n",
            "a: its default cannot be: 0.5 is not a whole number",
        ),
        ("from blocks.own_ops import op\n@op\ndef f(): ...\n", "what comes out is not said"),
        ("from blocks.own_ops import op\n@op\ndef f(x: Nope): ...\n", "name 'Nope' is not defined"),
        (
            "from blocks.own_ops import op\n@op(shape='y')\ndef f(x): ...\n",
            "shape='y': a function, or the name of an input",
        ),
        (
            "from blocks.own_ops import op\n@op(shape=lambda y: y.shape)\ndef f(x): ...\n",
            "must take ['x'] and by keyword []",
        ),
        (
            "from blocks.own_ops import op\n@op(outputs=('a', 'b'))\ndef f(x): ...\n",
            "outputs names 2 outputs, and 1 come out",
        ),
        (
            "from blocks.own_ops import op\n@op(name='Relu')\ndef f(x): ...\n",
            "bad.py, line 2: there is a built-in op named Relu",
        ),
        (
            "from blocks.own_ops import op\n@op(name='a b')\ndef f(x): ...\n",
            "bad.py, line 2: 'a b' is no name of an op",
        ),
        (
            "from blocks.own_ops import op\n@op\ndef f(x, *, name: str = ''): ...\n",
            "every op has an attribute called name already",
        ),
    ],
)
def test_what_is_wrong_is_told_and_other_files_load(
    own: OwnOps, folder: Path, write: Write, source: str, told: str
) -> None:
    write("bad.py", source)
    write("good.py", GOOD)
    own.load(folder)
    (fault,) = faults(own)
    assert fault.startswith("bad.py")
    assert told in fault
    assert list(OPS.own) == ["Double"]


def test_an_error_in_a_helper_names_the_helper(own: OwnOps, folder: Path, write: Write) -> None:
    write("_half.py", "FACTOR = 1 / 0\n")
    write("half.py", "from ._half import FACTOR\n")
    own.load(folder)
    assert faults(own) == ["_half.py, line 1: ZeroDivisionError: division by zero"]


def test_of_two_ops_with_one_name_the_first_counts(own: OwnOps, folder: Path, write: Write) -> None:
    write("a.py", GOOD)
    write("b.py", GOOD + GOOD.replace("double", "treble"))
    own.load(folder)
    assert {name: op.origin for name, op in OPS.own.items()} == {
        "Double": "a.py, line 4",
        "Treble": "b.py, line 12",
    }
    assert faults(own) == ["b.py, line 4: there is an op named Double in a.py"]
    write("a.py", "")
    own.load(folder)
    assert OPS["Double"].origin == "b.py, line 4"
    assert faults(own) == []


def test_a_folder_that_is_not_there_is_refused(own: OwnOps, folder: Path, write: Write) -> None:
    write("good.py", GOOD)
    own.load(folder)
    with pytest.raises(FolderRefused, match="does not exist"):
        own.load(folder / "nowhere")
    assert list(OPS.own) == ["Double"]


# ---- loading again ----------------------------------------------------------------------------


def test_only_files_that_have_changed_are_loaded_again(
    own: OwnOps, folder: Path, write: Write
) -> None:
    write("_part.py", "VALUE = 1\n")
    write("good.py", GOOD)
    uses = "from ._part import VALUE\n" + GOOD.replace("double", "treble").replace("+ x", "* VALUE")
    write("uses.py", uses)
    own.load(folder)
    double, treble = OPS["Double"], OPS["Treble"]
    own.load(folder)
    assert (OPS["Double"], OPS["Treble"]) == (double, treble)
    write("_part.py", "VALUE = 3\n")
    own.load(folder)
    assert OPS["Double"] is double
    assert OPS["Treble"] is not treble
    assert OPS["Treble"].version != treble.version
    results = blocks.run(page_of("Treble", np.float32([1, 2])))
    np.testing.assert_array_equal(results["it.output"], np.float32([3, 6]))


def test_a_change_within_the_same_second_and_of_the_same_length_counts(
    own: OwnOps, folder: Path, write: Write
) -> None:
    import os

    for sign, wanted in (("+", 4.0), ("-", 0.0)):
        path = write("good.py", GOOD.replace("x + x", f"x {sign} x"))
        os.utime(path, (1_000_000, 1_000_000))
        own.load(folder)
        assert blocks.run(page_of("Double", np.float32(2)))["it.output"] == wanted
    assert not (folder / "__pycache__").exists()


def test_a_file_that_breaks_takes_its_ops_along_until_it_is_mended(
    own: OwnOps, folder: Path, write: Write
) -> None:
    path = write("good.py", GOOD)
    own.load(folder)
    write("good.py", GOOD.replace("return x + x", "return x +"))
    own.load(folder)
    assert "Double" not in OPS
    assert faults(own)[0].startswith("good.py, line 7: SyntaxError")
    write("good.py", GOOD)
    own.load(folder)
    assert "Double" in OPS
    assert faults(own) == []
    path.unlink()
    own.load(folder)
    assert "Double" not in OPS


def test_nothing_is_left_when_own_ops_are_switched_off(
    own: OwnOps, folder: Path, write: Write
) -> None:
    write("good.py", GOOD)
    before = list(sys.meta_path)
    own.load(folder)
    assert any(name.startswith(PACKAGE) for name in sys.modules)
    own.unload()
    assert not any(name.startswith(PACKAGE) for name in sys.modules)
    assert sys.meta_path == before
    assert OPS.own == {}
    assert own.files == ()
