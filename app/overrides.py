"""Keeps an error in a method that Qt calls from ending the program.

On Python 3.11 an error that C code has raised, such as IndexError of a list, is not yet an object
while it travels. PySide, up to 6.11 at least, takes it for one if it comes out of a method that
overrides one of Qt's, reads what is not there, and the process dies without a word. An error that
any `except` has seen is an object. Later versions of Python make it one at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import wraps
from types import FunctionType
from typing import Any

from shiboken6 import Shiboken

NEEDED = sys.version_info < (3, 12)

_MARK = "_hands_errors_on"


def guard() -> None:
    """Guard all classes made up to now whose methods Qt calls. To be called once all are there;
    calling it again guards those that have come since."""
    if NEEDED:
        for one, name, method in unguarded():
            setattr(one, name, _handing_on(method))


def is_guarded(method: object) -> bool:
    """Whether errors of a method are handed on as objects."""
    return hasattr(method, _MARK)


def unguarded() -> list[tuple[type, str, FunctionType]]:
    """What Python's classes define under a name that Qt's have, and is not guarded yet."""
    of_qt: dict[type, set[str]] = {}
    for one in _classes_of_python(Shiboken.Object):
        names: set[str] = set().union(*(vars(base) for base in one.__mro__ if _is_of_qt(base)))
        for part in one.__mro__:  # a part need not know Qt by itself
            if not _is_of_qt(part):
                of_qt.setdefault(part, set()).update(names)
    return [
        (part, name, method)
        for part, names in of_qt.items()
        for name, method in vars(part).items()
        if name in names and not name.startswith("__")
        if isinstance(method, FunctionType) and not is_guarded(method)
    ]


def _classes_of_python(base: type) -> Iterator[type]:
    below: list[type] = base.__subclasses__()
    for one in below:
        if not _is_of_qt(one):
            yield one
        yield from _classes_of_python(one)


def _is_of_qt(one: type) -> bool:
    return one.__module__.partition(".")[0] in ("PySide6", "shiboken6", "Shiboken")


def _handing_on(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def called(*given: Any, **named: Any) -> Any:
        try:
            return method(*given, **named)
        except BaseException:
            raise  # an object from here on

    setattr(called, _MARK, True)
    return called
