"""What a platform does with a call, and the call that gives the same numbers there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from blocks.platforms.platform import Platform


class Verdict(StrEnum):
    """How a platform stands to a call, from the best to what is not known."""

    FINE = "fine"
    ARGUMENTS = "needs other arguments"
    OTHER = "other random numbers"
    REFUSES = "refuses"
    WRONG = "answers wrongly"
    UNKNOWN = "not known yet"

    @property
    def is_same(self) -> bool:
        """Whether the call can stay as it is."""
        return self is Verdict.FINE

    @property
    def is_bad(self) -> bool:
        """Whether somebody who takes this call to the platform is in for trouble."""
        return self in (Verdict.REFUSES, Verdict.WRONG)


@dataclass(frozen=True, slots=True)
class Equivalent:
    """Python that computes a block on a platform.

    Its variables are named as the block's ports and hold tensors in the block's own layout, of the
    platform's kind; the result is in `output`. `settings` come before any tensor is made. `notes`
    say what differs from the block's arguments, `remarks` what else there is to know.
    """

    imports: tuple[str, ...]
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The call alone, for tensors that are there."""
        return program(self)


def program(made: Equivalent, tensors: Equivalent | None = None) -> str:
    """All of it, as text to copy; with what makes the tensors of the ports it runs as it is."""
    imports = {*made.imports, *(tensors.imports if tensors else ())}
    # Whole modules first, as import sorters have them.
    top = sorted(imports, key=lambda line: (line.startswith("from "), line))
    parts = [top, made.settings, tensors.lines if tensors else (), made.lines]
    texts = ["\n".join(part).strip("\n") for part in parts if part]
    # Functions stand apart.
    return "\n".join(f"\n{one}\n" if one.startswith("def ") else f"{one}\n" for one in texts)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one platform does with one call.

    `words` are for people; `message` is what the platform itself says when it refuses, `source`
    where this is known from. `made` computes the call there, None if nothing is known that does;
    where the platform refuses, or is wrong, it is a way around. `tensors` makes what it computes
    with: the page's own numbers where they are few, else ones in their place.
    """

    platform: Platform
    verdict: Verdict
    words: str
    message: str = ""
    source: str = ""
    made: Equivalent | None = None
    tensors: Equivalent | None = None

    @property
    def code(self) -> str:
        """A program that runs as it is, "" if there is none."""
        return "" if self.made is None else program(self.made, self.tensors)

    @property
    def quoted(self) -> str:
        """The message, with dots where it goes on in a way that is not the same each time."""
        before = "… " if self.message[:1].islower() else ""
        return f"{before}{self.message}{'' if self.message.endswith('.') else ' …'}"
