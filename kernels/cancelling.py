"""Stopping kernels that are at work: they ask every few milliseconds whether to go on.

Whoever runs kernels says with `obeying` what they are to ask. Within a call they ask with `look`:
before each task of the thread pool, and in every loop over parts of a tensor that may be long.
Small calls come by no such place. What is computed does not depend on whether anybody may stop it:
the parts are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Asked = Callable[[], bool]
"""Whether to stop. Asked from several threads; once it has said yes it does not take it back."""

_asked: ContextVar[Asked | None] = ContextVar("asked", default=None)


class Cancelled(BaseException):
    """A kernel was told to stop, so there is no result.

    No Exception, as KeyboardInterrupt is none: nothing that deals with faults may swallow it.
    """


@contextmanager
def obeying(asked: Asked | None) -> Iterator[None]:
    """Kernels called in the `with` block raise `Cancelled` soon after `asked` says yes."""
    token = _asked.set(asked)
    try:
        yield
    finally:
        _asked.reset(token)


def must_stop() -> bool:
    """Whether the kernels of this thread were told to stop."""
    asked = _asked.get()
    return asked is not None and asked()


def look() -> None:
    """Raise `Cancelled` if the kernels of this thread were told to stop."""
    if must_stop():
        raise Cancelled


def chosen() -> Asked | None:
    """What the kernels of this thread ask, for threads that work for it."""
    return _asked.get()
