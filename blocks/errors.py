"""Every error that blockprop raises on purpose. Each one's text is meant for the user as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blocks.checking import Problem
    from blocks.evaluation.outcome import Outcome
    from blocks.page import Block, Wire


class BlockpropError(Exception):
    """Base of all errors that are the page's, the user's or the data's, never the program's."""


class ValueRefused(BlockpropError):
    """A value that an attribute cannot take. The text says what came and what would be right."""


class ExpressionError(ValueRefused):
    """A formula that cannot be read or computed.

    `column` is where in its text, from 1, if it cannot be read; `place` is where in an attribute's
    value it stands, as `[1]` or `data[3]`, if it is one of many.
    """

    def __init__(self, message: str, column: int | None = None, place: str = "") -> None:
        super().__init__(message)
        self.column = column
        self.place = place


class ShapeRefused(BlockpropError):
    """Inputs that an op cannot take together, found by its shape rule.

    `port` is the port or attribute that the text speaks of, or None if it is the block as a whole.
    """

    def __init__(self, message: str, port: str | None = None) -> None:
        super().__init__(message)
        self.port = port


class EditRefused(BlockpropError):
    """An edit that would break the page: an id used twice, a second wire into a port, a cycle.

    `item` is the block or the wire that was refused, where many were to come at once.
    """

    def __init__(self, message: str, item: Block | Wire | None = None) -> None:
        super().__init__(message)
        self.item = item


class PageFileError(BlockpropError):
    """A page file that cannot be read or written.

    `file` is its path, as it was given; `place` is where in it, as `blocks[2].id` or `line 3`.
    """

    def __init__(self, message: str, place: str | None = None, file: str | None = None) -> None:
        super().__init__(": ".join(one for one in (file, place, message) if one))
        self.message = message
        self.place = place
        self.file = file

    def of(self, file: str) -> PageFileError:
        """This error, said of a file."""
        return PageFileError(self.message, self.place, file)


class RequestRefused(BlockpropError):
    """A fetch, a feed, a setting or a limit that this page cannot be run with.

    `block` and `port` are the block and its port or attribute that the text speaks of, if any.
    """

    def __init__(self, message: str, block: str | None = None, port: str | None = None) -> None:
        super().__init__(message)
        self.block = block
        self.port = port


class RunFailed(BlockpropError):
    """A run that did not give all that was asked for. The text has a line for each problem.

    `outcome` holds what finished; it is None if nothing was run because the page is wrong.
    """

    def __init__(self, problems: Sequence[Problem], outcome: Outcome | None = None) -> None:
        super().__init__("\n".join(str(one) for one in problems))
        self.problems = tuple(problems)
        self.outcome = outcome
