"""What a command line changes of a page for one run: attributes, feeds, the memory limit."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import kernels
from blocks.errors import RequestRefused, ValueRefused
from blocks.evaluation.memory import read_size
from blocks.evaluation.requests import Array, nearest
from blocks.file import load
from blocks.page import Page
from kernels.errors import ArgumentError


def open_page(path: str, settings: Iterable[str]) -> Page:
    """The page of a file with attributes set as `block.attribute=value` says.

    Raises PageFileError or RequestRefused.
    """
    page = load(Path(path))
    for setting in settings:
        _set(page, setting)
    return page


def read_feed_files(feeds: Iterable[str]) -> dict[str, Array]:
    """The tensors of `block=file.npy` or `block.output=file.npy` by what stands before the `=`.

    Files are mapped, not read. Raises RequestRefused.
    """
    found: dict[str, Array] = {}
    for feed in feeds:
        target, equals, file = feed.partition("=")
        if not equals or not target or not file:
            raise RequestRefused(f"--feed {feed}: it goes like --feed filter=weights.npy")
        if target in found:
            raise RequestRefused(f"--feed {feed}: {target} is fed twice")
        try:
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
    if not (equals and point and id and name):
        raise RequestRefused(f"--set {setting}: it goes like --set dx.padding=VALID")
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
        page.set_attr(id, name, attribute.read_text(text))
    except ValueRefused as why:
        raise RequestRefused(f"--set {setting}: {why}", id, name) from None
