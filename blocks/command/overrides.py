"""What a command line changes of a page for one run: settings, feeds, the memory limit."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import kernels
from blocks.declaration.known import size_text
from blocks.editing.variables import read_source
from blocks.errors import EditRefused, RequestRefused, ValueRefused
from blocks.evaluation.memory import default_limit, read_size
from blocks.evaluation.requests import Array, nearest
from blocks.file import load
from blocks.page import Page
from blocks.page.formulas import raw_of_text
from kernels.errors import ArgumentError
from kernels.npy import read_header


def open_page(path: str, settings: Iterable[str]) -> Page:
    """The page of a file, with what each `block.attribute=value` and `variable=value` sets.

    Raises PageFileError or RequestRefused.
    """
    page = load(Path(path))
    for setting in settings:
        _set(page, setting)
    return page


def read_feed_files(feeds: Iterable[str], memory_limit: int | None = None) -> dict[str, Array]:
    """The tensors of `block=file.npy` or `block.output=file.npy` by what stands before the `=`.

    Large files are mapped, not read. Raises RequestRefused, also for one that must be read and is
    over the memory limit, in bytes, which is half of the machine's unless told.
    """
    limit = default_limit() if memory_limit is None else memory_limit
    found: dict[str, Array] = {}
    for feed in feeds:
        target, equals, file = feed.partition("=")
        if not equals or not target or not file:
            raise RequestRefused(f"--feed {feed}: it goes like --feed filter=weights.npy")
        if target in found:
            raise RequestRefused(f"--feed {feed}: {target} is fed twice")
        try:
            header = read_header(file)
            if not header.mapped and header.bytes > limit:
                size, most = size_text(header.bytes), size_text(limit)
                raise RequestRefused(
                    f"--feed {feed}: it takes {size}, more than the memory limit of {most}"
                )
            found[target] = kernels.read_npy(file=file)
        except ArgumentError as why:
            raise RequestRefused(f"--feed {feed}: {str(why).removeprefix('file: ')}") from None
    return found


def read_memory_limit(text: str | None) -> int | None:
    """The bytes of `--memory-limit`, None if it is not given. Raises RequestRefused."""
    try:
        return None if text is None else read_size(text)
    except RequestRefused as why:
        raise RequestRefused(f"--memory-limit: {why}") from None


def _set(page: Page, setting: str) -> None:
    place, equals, text = setting.partition("=")
    id, point, name = place.strip().partition(".")
    if equals and id and not point:
        _set_variable(page, id, text, setting)
        return
    if not (equals and id and name):
        raise RequestRefused(
            f"--set {setting}: it goes like --set dx.padding=VALID, or --set H=16 for a variable"
        )
    block = page.blocks.get(id)
    if block is None:
        near = nearest(id, page.blocks)
        raise RequestRefused(f"--set {setting}: there is no block {id!r}{near}")
    if block.op is None:
        raise RequestRefused(
            f"--set {setting}: there is no op named {block.op_name!r} here, so its attributes "
            "are not known",
            id,
            name,
        )
    attribute = block.op.attribute(name)
    if attribute is None:
        near = nearest(name, [one.name for one in block.op.attributes])
        raise RequestRefused(
            f"--set {setting}: {block.op_name} has no attribute {name!r}{near}", id, name
        )
    try:
        page.set_attr(id, name, raw_of_text(attribute, text, page.variables.scope))
    except ValueRefused as why:
        raise RequestRefused(f"--set {setting}: {why}", id, name) from None


def _set_variable(page: Page, name: str, text: str, setting: str) -> None:
    if name not in page.variables:
        near = nearest(name, page.variables)
        hint = f"; --set {name}.ATTRIBUTE=VALUE sets an attribute" if name in page.blocks else near
        raise RequestRefused(f"--set {setting}: the page has no variable {name!r}{hint}")
    try:
        page.variables.put(name, read_source(text, page.variables))
    except EditRefused as why:
        raise RequestRefused(f"--set {setting}: {why}") from None
    if (reason := page.variables.errors.get(name)) is not None:
        raise RequestRefused(f"--set {setting}: {reason}")
