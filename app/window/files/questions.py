"""The questions about files: what is asked, and what can be answered."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from app.asking import Choice, Question
from blocks.journal import Left

SAVE_AS = Choice("save_as", "Save &As…")
CANCEL = Choice("cancel", "&Cancel")


def file_changed(path: Path) -> Question:
    """Another program has written to the file that the page is to be saved to."""
    return Question(
        title="The file has changed",
        text=f"Another program has changed {path.name} since you opened or saved it here.",
        more="Saving would replace what it has written.",
        choices=(
            SAVE_AS,
            Choice("overwrite", "&Overwrite"),
            Choice("compare", "&Compare"),
            Choice("reload", "&Reload, Losing My Changes"),
            CANCEL,
        ),
        usual="save_as",
        escape="cancel",
    )


def not_saved(name: str, why: str) -> Question:
    """The page could not be saved."""
    return Question(
        title="The page was not saved",
        text=f"{name} was not saved.",
        more=f"{why}.\n\nThe page is still open here, with all that you have done.",
        choices=(Choice("again", "&Try Again"), SAVE_AS, CANCEL),
        usual="save_as",
        escape="cancel",
    )


def recover(left: Left) -> Question:
    """A crash has left unsaved work."""
    when = _said(left.when)
    if left.page is None:
        text = f"blockprop ended without saving a page that has no file yet ({when})."
        more = "Recover brings it back as it was. Discard gives it up."
        beside: tuple[Choice, ...] = ()
    else:
        text = f"blockprop ended without saving the changes to {left.page.name} ({when})."
        more = (
            "Recover brings them back; the file stays as it is until you save. "
            "Open Both shows the saved page beside them. Discard gives them up."
        )
        if left.is_file_changed:
            more = f"The file has changed or gone since then. {more}"
        beside = (Choice("both", "Open &Both"),)
    discard = Choice("discard", "&Discard")
    choices = (Choice("recover", "&Recover"), *beside, discard, _LATER)
    return Question("Unsaved work", text, more, choices, usual="recover", escape="later")


_LATER = Choice("later", "Ask Me &Later")


def _said(when: datetime) -> str:
    today = when.date() == datetime.now().date()
    return when.strftime("today at %H:%M" if today else "%Y-%m-%d %H:%M")
