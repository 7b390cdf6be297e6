"""What the chooser offers, as lines of text."""

from __future__ import annotations

from dataclasses import dataclass

from app.document import Document
from blocks.page import End
from blocks.partners import Partner, Start


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, what is said below them, and what choosing it does."""

    words: str
    more: str
    goes_to: Start | Partner

    @property
    def is_refused(self) -> bool:
        """Whether it is shown only to say why not."""
        return isinstance(self.goes_to, Partner) and self.goes_to.refusal is not None

    def has(self, words: list[str]) -> bool:
        """Whether all of some words occur in it."""
        text = f"{self.words} {self.more}".casefold()
        return all(word in text for word in words)


def line_of_start(document: Document, start: Start) -> Line:
    """A port of the block that is to be wired."""
    page, port = document.page, start.end.port
    if not start.is_input:
        count = len(page.wires_out_of(*start.end))
        wires = "no wire yet" if not count else "1 wire" if count == 1 else f"{count} wires"
        return Line(f"output {port}", f"{document.known(start.end)}, {wires}", start)
    sources = [str(wire.source) for wire in page.wires_into(*start.end)]
    return Line(f"input {port}", f"from {', '.join(sources)}" if sources else "not wired", start)


def line_of_partner(document: Document, start: Start, partner: Partner) -> Line:
    """A port that the wire could go to."""
    if partner.present:
        return Line(f"{partner.end}", "wired: Enter takes the wire away", partner)
    if partner.refusal is not None:
        return Line(f"{partner.end}", partner.refusal, partner)
    more = _kind(document, partner.wire.source) if start.is_input else _op(document, partner.end)
    if partner.instead is not None:
        more += f", instead of {partner.instead}"
    return Line(f"{partner.end}", more, partner)


def _kind(document: Document, end: End) -> str:
    return f"{document.known(end)}, {_op(document, end)}"


def _op(document: Document, end: End) -> str:
    return document.page.blocks[end.block].op_name
