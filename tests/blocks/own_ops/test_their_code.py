"""What the code of own ops may do: whatever it does is an error of its block, never a crash."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import blocks
from blocks.own_ops.folder import OwnOps
from tests.blocks.own_ops.asking import failure, faults, page_of
from tests.blocks.own_ops.conftest import Write

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
