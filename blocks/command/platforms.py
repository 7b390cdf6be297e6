"""`blockprop platforms`: what other platforms would do with the blocks of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from blocks.command import console, options
from blocks.command.overrides import open_page, read_feed_files
from blocks.command.own_ops import own_ops
from blocks.command.report import Report
from blocks.errors import RequestRefused

if TYPE_CHECKING:
    from blocks.platforms import Answer


@click.command(short_help="Tell what TensorFlow, PyTorch, JAX and ONNX Runtime would do.")
@options.page
@click.argument("block", required=False)
@options.settings
@options.feeds
@options.format
@own_ops
def platforms(
    page: str,
    block: str | None = None,
    settings: tuple[str, ...] = (),
    feeds: tuple[str, ...] = (),
    format: str = "text",
) -> int:
    """Tell what other platforms would do with the blocks of the page in the file PAGE.

    Of each block: whether TensorFlow on a CPU or GPU, PyTorch, JAX and ONNX Runtime compute it,
    need other arguments, refuse, or answer wrongly. Of one BLOCK also the code that gives the same
    numbers there, and runs as it is. Nothing is run, so sizes must be known.
    """
    # Imported late: a run needs none of it.
    from blocks.checking import Check
    from blocks.evaluation.requests import nearest, read_feeds
    from blocks.platforms import answers, call_of

    report = Report(page, format)

    def work() -> int:
        opened = open_page(page, settings)
        if block is not None and block not in opened.blocks:
            near = nearest(block, opened.blocks)
            raise RequestRefused(f"there is no block {block!r}{near}", block)
        check = Check(opened, read_feeds(opened, read_feed_files(feeds)))
        chosen = [block] if block is not None else list(opened.blocks)
        problems = check.problems_of(chosen)
        report.problems(problems)
        told: dict[str, Any] = {}
        texts = []
        for id in chosen:
            call = call_of(check.finding(id))
            found = answers(call) if call is not None else ()
            if found:
                op = opened.blocks[id].op_name
                told[id] = {"op": op, "platforms": {one.platform.id: _told(one) for one in found}}
                texts.append(_text(id, op, found, with_code=block is not None))
        report.known(told)
        report.text("\n\n".join(texts) or _nothing(block, wrong=bool(problems)))
        return console.WRONG if problems else console.DONE

    return report.of(work)


def _told(answer: Answer) -> dict[str, str]:
    return {
        "verdict": str(answer.verdict),
        "words": answer.words,
        "message": answer.message,
        "source": answer.source,
        "code": answer.code,
    }


def _text(id: str, op: str, answers: tuple[Answer, ...], *, with_code: bool) -> str:
    if not with_code and all(one.verdict.is_same for one in answers):
        return f"{id} ({op})\n  the same everywhere"
    width = max(len(one.platform.name) for one in answers)
    lines = [f"{id} ({op})"]
    for one in answers:
        lines.append(f"  {one.platform.name:{width}}  {one.verdict}: {one.words}")
        indent = " " * (width + 4)
        if one.message:
            lines.append(f"{indent}it says: {one.quoted}")
        if with_code and one.source:
            lines.append(f"{indent}known from: {one.source}")
        if with_code and one.code:
            lines += ["", *(f"{indent}{line}".rstrip() for line in one.code.splitlines()), ""]
    return "\n".join(lines).rstrip()


def _nothing(block: str | None, *, wrong: bool) -> str:
    if wrong:
        return ""
    what = "this block" if block is not None else "any block of this page"
    return f"Nothing is known of {what} on other platforms: only of built-in ops that are on."
