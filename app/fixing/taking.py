"""Taking a fix that a problem offers."""

from __future__ import annotations

from app.document import Document
from blocks.checking import Problem
from blocks.fixing import Fix, fixes_of


def fixes(document: Document, problem: Problem) -> tuple[Fix, ...]:
    """The fixes of a problem of an open page, by what its runs have told too."""
    return fixes_of(document.check, problem, document.known)


def take(document: Document, fix: Fix) -> None:
    """Make the change, as one undo step, and say so."""
    with document.telling():
        fix.apply(document.page)
        document.message.emit(f"{fix.words}: done; Undo takes it back")
