"""What a platform does with a call, and the call that gives the same numbers there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from blocks.platforms.platform import Platform


class Verdict(StrEnum):
    """How a platform stands to a call, from the best to what is not known."""

    FINE = "fine"
    ARGUMENTS = "needs other arguments"
    REFUSES = "refuses"
    WRONG = "answers wrongly"
    UNKNOWN = "not known yet"

    @property
    def is_bad(self) -> bool:
        """Whether somebody who takes this call to the platform is in for trouble."""
        return self in (Verdict.REFUSES, Verdict.WRONG)


@dataclass(frozen=True, slots=True)
class Equivalent:
    """Python that computes a block on a platform.

    Its variables are named as the block's ports and hold tensors in the block's own layout, of the
    platform's kind; the result is in `output`. `notes` say what differs from the block's arguments.
    """

    imports: tuple[str, ...]
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """All of it, as text to copy."""
        return "\n".join([*self.imports, "", *self.lines]) + "\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one platform does with one call.

    `words` are for people; `message` is what the platform itself says when it refuses, `source`
    where this is known from. `code` computes the call there, "" if nothing is known that does;
    where the platform refuses, or is wrong, it is a way around.
    """

    platform: Platform
    verdict: Verdict
    words: str
    message: str = ""
    source: str = ""
    code: str = ""

    @property
    def quoted(self) -> str:
        """The message, with dots where only its middle is the same each time."""
        return f"… {self.message} …" if self.message[:1].islower() else self.message
