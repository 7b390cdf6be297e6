"""The files of a folder: each loads by itself, is told about by file and line, and loads again."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

import blocks
from blocks.errors import RunFailed
from blocks.ops import OPS
from blocks.own_ops.declaring import PACKAGE
from blocks.own_ops.folder import FolderRefused, OwnOps
from blocks.page import Page
from tests.blocks.own_ops.conftest import Write

GOOD = """
from blocks.own_ops import Tensor, op


@op(shape="x")
def double(x: Tensor):
    '''Each number twice.'''
    return x + x
"""


def faults(own: OwnOps) -> list[str]:
    return [str(one) for one in own.faults]


def page_of(op: str, *values: object, **attrs: object) -> Page:
    page = Page()
    page.add_block(op, attrs, id="it")
    for at, value in enumerate(values):
        page.add_block("Const", {"value": np.asarray(value)}, id=f"c{at}")
        page.connect(f"c{at}.output", f"it.{OPS[op].inputs[at].name}")
    return page


def failure(page: Page) -> str:
    """What the check says of the page, or else a run."""
    try:
        blocks.run(page, ["it"])
    except RunFailed as why:
        return str(why)
    raise AssertionError("nothing is wrong")


# ---- what is told of files --------------------------------------------------------------------


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


# ---- what their code may do -------------------------------------------------------------------

OP = "import numpy as np\nfrom blocks.own_ops import *\n"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("def f(x):\n return x.nope", "it: AttributeError: 'numpy.ndarray' object has no"),
        ("def f(x):\n raise ValueError('too small')", "it: too small (bad.py, line 5)"),
        ("def f(x):\n raise SystemExit", "it: SystemExit (bad.py, line 5)"),
        ("def f(x):\n return f(x)", "it: RecursionError: maximum recursion depth exceeded"),
        (
            "def f(x):\n x += 1\n return x",
            "read-only; inputs cannot be changed, work on a copy, as x.copy() (bad.py, line 5)",
        ),
        ("def f(x):\n x.flags.writeable = True\n return x", "cannot set WRITEABLE flag to True"),
        ("def f(x):\n pass", "it.output: nothing came; a NumPy array is needed"),
        ("def f(x):\n return [1.0]", "it.output: a list came; a NumPy array is needed"),
        ("def f(x):\n return x, x", "it: 2 results came; it has 1 outputs (bad.py, line 3)"),
        (
            "def f(x):\n return x.astype('float64')",
            "it.output: float64 came; it is to be float32; .astype('float32') makes it so",
        ),
        ("def f(x):\n return x.astype('complex64')", "it.output: complex64 came; it is to be"),
        ("def f(x):\n return np.array(['a'])", "it.output: <U1 came"),
        ("def f(x):\n return np.ma.array(x, mask=[1, 0])", "it.output: a masked array came"),
    ],
)
def test_an_error_in_a_kernel_is_an_error_of_its_block(
    own: OwnOps, folder: Path, write: Write, source: str, told: str
) -> None:
    write("bad.py", f"{OP}@op(name='Bad')\n{source}\n")
    own.load(folder)
    assert faults(own) == []
    words = failure(page_of("Bad", np.float32([1, 2])))
    assert told in words
    assert "(bad.py, line " in words


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("lambda x: x.nope", "it: AttributeError: 'Known' object has no attribute 'nope' (bad.py"),
        ("lambda x: 3", "it.output: the shape rule gave 3; a shape is a tuple of whole numbers"),
        ("lambda x: (1.5,)", "it.output: the shape rule gave (1.5,)"),
        ("lambda x: (-1,)", "it.output: the shape rule gave (-1,)"),
        ("lambda x: Known('float64', (2,))", "the check promised float64 [2], but float32 [2]"),
        ("lambda x: Known('floaty', (2,))", "it.output: the shape rule gave Known("),
        ("lambda x: (3,)", "the check promised float32 [3], but float32 [2] came; declaration"),
    ],
)
def test_an_error_in_a_shape_rule_is_one_too(
    own: OwnOps, folder: Path, write: Write, rule: str, told: str
) -> None:
    write("bad.py", f"{OP}@op(name='Bad', shape={rule})\ndef f(x):\n return x\n")
    own.load(folder)
    words = failure(page_of("Bad", np.float32([1, 2])))
    assert told in words
    assert "bad.py, line 3" in words
    assert "please report" not in words


def test_a_rule_that_disagrees_while_folding_is_no_crash(
    own: OwnOps, folder: Path, write: Write
) -> None:
    write(
        "bad.py",
        f"{OP}def k(x): return x\ndef s(x): return (7,)\n"
        "add(Op('Bad', '', '', k, s, (Port('x'),), types={'T': ('float32',)}, folds=True))\n",
    )
    own.load(folder)
    (problem,) = blocks.check(page_of("Bad", np.float32([1, 2])))
    assert "the rule says float32 [7], the kernel gave float32 [2] (bad.py, line 5)" in str(problem)


def test_what_an_op_keeps_of_its_result_does_not_change_it(
    own: OwnOps, folder: Path, write: Write
) -> None:
    write(
        "bad.py",
        f"{OP}ROOM = np.zeros(4, np.float32)\n@op(name='Bad')\ndef f(x):\n"
        " ROOM[:2] += x\n return ROOM[:2]\n",
    )
    own.load(folder)
    page, other = (page_of("Bad", np.float32([one, one])) for one in (1, 2))
    first = blocks.run(page)["it.output"]
    blocks.run(other)
    np.testing.assert_array_equal(first, [1, 1])


def test_a_numpy_scalar_is_a_result_and_other_byte_orders_are_turned(
    own: OwnOps, folder: Path, write: Write
) -> None:
    write(
        "good.py",
        f"{OP}@op\ndef total(x):\n return x.sum()\n@op\ndef turn(x):\n return x.astype('>f4')",
    )
    own.load(folder)
    total = blocks.run(page_of("Total", np.float32([1, 2])))["it.output"]
    assert (total, total.shape, total.dtype) == (3, (), np.float32)
    turned = blocks.run(page_of("Turn", np.float32([1, 2])))["it.output"]
    assert turned.dtype.isnative
    np.testing.assert_array_equal(turned, [1, 2])


def test_what_an_op_prints_goes_to_standard_error(
    own: OwnOps, folder: Path, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write(
        "good.py", f"{OP}print('loaded')\n@op(name='Loud')\ndef f(x):\n print(x.shape)\n return x\n"
    )
    own.load(folder)
    blocks.run(page_of("Loud", np.float32([1, 2])))
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("loaded\n")
    assert "(2,)" in err


def test_a_short_rule_is_asked_once_all_shapes_are_known(
    own: OwnOps, folder: Path, write: Write
) -> None:
    write(
        "good.py",
        f"{OP}@op(shape=lambda x: (x.shape[0] + 1,))\ndef grow(x):\n return np.append(x, x[:1])\n",
    )
    write("hide.py", f"{OP}@op\ndef hide(x):\n return x\n")
    own.load(folder)
    page = page_of("Grow", np.float32([1, 2]))
    check = blocks.Check(page)
    assert str(check.known(blocks.End("it", "output"))) == "float32 [3]"
    page.add_block("Hide", id="h")
    page.connect("c0.output", "h.x")
    page.connect("h.output", "it.x", replace=True)
    check.refresh()
    assert check.problems == ()
    assert str(check.known(blocks.End("it", "output"))) == "float32 [...]"
    assert blocks.run(page, ["it"])["it.output"].shape == (3,)
