"""The arithmetic is Python's: random expressions, beside Python's own reading of them."""

from __future__ import annotations

import math
import re
import sys
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blocks.errors import ValueRefused
from blocks.expressions import Expression, ExpressionError

SCOPE: dict[str, Any] = {"H": 56, "W": -7, "ratio": 0.3, "_a1": 3}
SMALL_POWER = re.compile(r"\*\*\s*(\d{1,2}(\.\d+)?|[A-Za-z_]\w*)\b(?!\()")
"""A power whose exponent is a number of two digits or a name."""

PYTHON = {"min": min, "max": max, "abs": abs, "round": round, "ceil": math.ceil}
PYTHON |= {"floor": math.floor, "sqrt": math.sqrt}


def _numbers() -> st.SearchStrategy[str]:
    whole = st.integers(0, 2**63 - 1) | st.integers(0, 12)
    decimal = st.floats(0, 1e6, allow_nan=False).map(repr)
    return whole.map(str) | decimal | st.sampled_from([".5", "2.", "1e-3", "3E+2"])


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    sign = st.sampled_from(["+", "-", "*", "/", "//", "%", "**", " ** ", " // "])
    pair = st.builds(lambda left, sign, right: left + sign + right, inner, sign, inner)
    signed = st.builds(lambda sign, one: sign + one, st.sampled_from(["-", "+", "- -"]), inner)
    held = inner.map(lambda one: f"( {one})")
    one = st.sampled_from(["abs", "round", "ceil", "floor", "sqrt"])
    call = st.builds(lambda name, one: f"{name}({one})", one, inner)
    few = st.lists(inner, min_size=2, max_size=4)
    calls = st.builds(
        lambda name, ones: f"{name}({', '.join(ones)})", st.sampled_from(["min", "max"]), few
    )
    return pair | signed | held | call | calls


EXPRESSIONS = st.recursive(_numbers() | st.sampled_from(list(SCOPE)), _larger, max_leaves=12)


def _by_python(text: str) -> Any:
    """What Python makes of it; None where it makes nothing, or more than we want."""
    powers = text.count("**")
    if powers > 1 or (powers and not SMALL_POWER.search(text)):
        return None  # Python would try to compute powers of billions of digits.
    try:
        value = eval(text, {"__builtins__": {}}, {**PYTHON, **SCOPE})
    except (ZeroDivisionError, OverflowError, TypeError, ValueError, MemoryError):
        return None
    return value


@settings(max_examples=300, deadline=None)
@given(EXPRESSIONS)
@example("-2**2")
@example("2**-1")
@example("-7//2*-7%3")
@example("round(2.5)+round(-0.5)")
@example("- -W")
def test_python_gives_the_same(text: str) -> None:
    by_python = _by_python(text)
    try:
        ours = Expression.parse(text).value(SCOPE)
    except ExpressionError as why:
        # We refuse what is too large, also on the way to a small result; nothing else.
        is_allowed = any(one in str(why) for one in ("too large", "real number", "characters"))
        if by_python is not None and not is_allowed:
            raise
        return
    if by_python is not None:
        assert type(ours) is type(by_python)
        assert repr(ours) == repr(by_python)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("H//2", 28),
        ("8/2", 4.0),
        ("-2**2", -4),
        ("2**3**2", 512),
        ("2**-1", 0.5),
        ("-7//2", -4),
        ("-7%3", 2),
        ("1 + 2 * 3", 7),
        ("(1+2)*3", 9),
        ("10-3-2", 5),
        ("min(H, 3, 2)", 2),
        ("round(2.5)", 2),
        ("ceil(H/3)", 19),
        ("sqrt(16)", 4.0),
        ("2**63-1+2**63", 2**64 - 1),
        ("-2**63", -(2**63)),
        ("  H\t", 56),
        ("007", 7),
    ],
)
def test_what_they_give(text: str, value: object) -> None:
    made = Expression.parse(text).value(SCOPE)
    assert (type(made), made) == (type(value), value)


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("", 1, "the formula is empty"),
        ("1+", 3, "the formula ends; a number, a name or ( was expected"),
        ("(1+2", 5, "the ) of the ( in column 1"),
        ("1)", 2, ") came; an operator or the end was expected"),
        ("H W", 3, "W came; an operator"),
        ("2 ^ 3", 3, "** raises to a power"),
        ("H==2", 2, "one = at the beginning"),
        ("H.real", 2, "'.' is not known"),
        ("'a'", 1, "is not known"),
        ("[1]", 1, "'[' is not known"),
        ("__import__(os)", 1, "there is no function __import__; there are abs"),
        ("lambda: 1", 7, "':' is not known"),
        ("1 if H else 2", 3, "if came"),
        ("min(3)", 1, "min takes two values or more, 1 came"),
        ("sqrt(1, 2)", 1, "sqrt takes one value, 2 came"),
        ("sqrt()", 6, ") came; a number"),
        ("min", None, "no variable min"),
        ("0x10", 2, "x10 came"),
        ("1_000", 2, "_000 came"),
        ("9" * 5_000, None, "5,000 characters"),
        ("9" * 900, 1, "too large"),
        (str(2**64), 1, "too large"),
        ("1e999", 1, "too large"),
        ("\u0663", 1, "is not known"),
    ],
)
def test_what_is_no_expression(text: str, column: int | None, says: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        Expression.parse(text).value(SCOPE)
    assert says in str(caught.value)
    assert caught.value.column == column
    assert isinstance(caught.value, ValueRefused)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1/0", "1 / 0 divides by zero"),
        ("H % 0.0", "56 % 0 divides by zero"),
        ("0**-1", "0 ** -1 divides by zero"),
        ("2**64", "2 ** 64 is too large"),
        ("-2**63-1", "too large"),
        ("9**9**9", "too large"),
        ("2.0**9999", "too large"),
        ("1e308*10", "too large"),
        ("2**63+2**63", "too large"),
        ("round(1e300)", "round(1e+300) is too large"),
        ("(-8)**0.5", "(-8) ** 0.5 is no real number"),
        ("sqrt(-1)", "sqrt(-1) is no real number"),
        ("K", "no variable K; there are H, W, _a1, ratio"),
        ("flag+1", "variable flag is true, not a number"),
        ("word*2", "variable word is 'SAME', not a number"),
        ("-hole", "variable hole is inf, not a number"),
    ],
)
def test_what_cannot_be_computed(text: str, says: str) -> None:
    scope = SCOPE | ({"flag": True, "word": "SAME", "hole": math.inf} if "no v" not in says else {})
    with pytest.raises(ExpressionError) as caught:
        Expression.parse(text).value(scope)
    assert says in str(caught.value)


def test_a_name_alone_gives_whatever_the_variable_holds() -> None:
    for value in (True, "SAME", 3, 0.5):
        assert Expression.parse(" x ").value({"x": value}) is value


def test_a_name_that_has_no_value_says_why() -> None:
    with pytest.raises(ExpressionError, match="variable K has no value: 1 / 0 divides by zero"):
        Expression.parse("K+1").value({"H": 1}, {"K": "1 / 0 divides by zero"})


def test_among_many_names_the_near_ones_are_told() -> None:
    scope = {f"channels_{at}": at for at in range(30)} | {"Height": 3}
    with pytest.raises(ExpressionError, match=r"near it is Height$"):
        Expression.parse("height").value(scope)
    with pytest.raises(ExpressionError, match=r"and 23 more$"):
        Expression.parse("zzz").value(scope)
    with pytest.raises(ExpressionError, match=r"the page has none$"):
        Expression.parse("zzz").value({})


def test_nesting_is_limited_and_length_is_not_a_matter_of_the_stack() -> None:
    assert Expression.parse("(" * 49 + "1" + ")" * 49).value({}) == 1
    for text in ("(" * 60 + "1" + ")" * 60, "2**" * 60 + "1", "abs(" * 60 + "1" + ")" * 60):
        with pytest.raises(ExpressionError, match="more than 50 brackets or powers"):
            Expression.parse(text)
    assert Expression.parse("-" * 999 + "1").value({}) == -1
    assert Expression.parse("1" + "+1" * 499).value({}) == 500
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(400)
    try:
        assert Expression.parse("(" * 48 + "2" + "**1)" * 48).value({}) == 2
    finally:
        sys.setrecursionlimit(limit)


def test_giant_powers_are_never_begun() -> None:
    """Each would take for ever."""
    for text in ("9**999999999", "(2**60)**(2**60)", "1**(2**60)", "(-1)**(2**62)", "0**(2**60)"):
        try:
            assert Expression.parse(text).value({}) in (0, 1)
        except ExpressionError as why:
            if "too large" not in str(why):
                raise


@settings(max_examples=500, deadline=None)
@given(st.text("0123456789.eE+-*/%(), HWminabsroundqt_^=[]'\"x\\\n\x00\u0663\ud800", max_size=60))
def test_any_text_gives_a_number_or_the_one_error(text: str) -> None:
    try:
        value = Expression.parse(text).value(SCOPE)
    except ExpressionError:
        return
    assert isinstance(value, int | float)
    assert math.isfinite(value)


@settings(max_examples=200, deadline=None)
@given(EXPRESSIONS)
def test_a_renamed_variable_changes_no_value(text: str) -> None:
    expression = Expression.parse(text)
    renamed = Expression.parse(expression.renamed("H", "abs_height"))
    assert renamed.names == {("abs_height" if one == "H" else one) for one in expression.names}
    scope = {("abs_height" if name == "H" else name): one for name, one in SCOPE.items()}
    try:
        value = expression.value(SCOPE)
    except ExpressionError:
        return
    assert repr(renamed.value(scope)) == repr(value)


def test_renaming_leaves_functions_and_blanks_alone() -> None:
    expression = Expression.parse(" min ( H,HH, 2*H )")
    assert expression.renamed("H", "height") == " min ( height,HH, 2*height )"
    assert Expression.parse("min(1,2)").renamed("min", "x") == "min(1,2)"
