"""The folder of presets: each is a file that holds a fragment of a page, and is named by it.

The files are made to be seen: they can be copied, sent, renamed and kept under version control. A
page of its own is a preset too, where somebody puts one there.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from blocks.errors import BlockpropError, PageFileError
from blocks.file import copy, disk, paste
from blocks.file.contents import Contents, contents
from blocks.file.entries import FRAGMENT, PAGE
from blocks.file.migrate import migrate
from blocks.file.parse import decode, parse
from blocks.page import Page

ENDING = ".preset.json"
CATEGORY = "Presets"

LARGEST = 16 * 1024**2
"""Bytes of a file that is read as a preset: all of them are read to fill the palette."""

LONGEST_NAME = 80
NAMED_OPS = 3
_KEY = "preset:"
_BAD = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


class PresetRefused(BlockpropError):
    """A preset that cannot be saved, renamed, deleted or read."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A preset as the palette shows it; its name is that of its file."""

    name: str
    path: Path
    summary: str
    category: str = CATEGORY

    @property
    def key(self) -> str:
        """What tells it from an op of the same name."""
        return f"{_KEY}{self.name}"


@dataclass(frozen=True, slots=True)
class Broken:
    """A file of the folder that is no preset, and why."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"{self.path.name}: {self.reason}"


def is_preset_key(key: str) -> bool:
    """Whether a word of the palette means a preset; else it is the name of an op."""
    return key.startswith(_KEY)


class Presets:
    """The presets of one folder, as they were when it was read last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._found: dict[str, Preset] = {}
        self.broken: tuple[Broken, ...] = ()

    @property
    def all(self) -> tuple[Preset, ...]:
        """The presets by name."""
        return tuple(self._found.values())

    def find(self, text: str) -> tuple[Preset, ...]:
        """The presets that have all words of a text in their names or in what they hold."""
        words = text.lower().split()
        return tuple(
            one
            for one in self.all
            if all(word in f"{one.name} {one.summary} {one.category}".lower() for word in words)
        )

    def get(self, key: str) -> Preset | None:
        """The preset of a key."""
        return self._found.get(key.removeprefix(_KEY)) if is_preset_key(key) else None

    def read(self) -> None:
        """Look at the folder again. A file that is broken keeps no other from being used, and no
        folder at all is one without presets."""
        found: list[Preset] = []
        broken: list[Broken] = []
        try:
            files = sorted(self.folder.glob("*.json"), key=lambda file: file.name.lower())
        except OSError:
            files = []
        for file in files:
            if file.name.startswith("."):
                continue
            try:
                found.append(Preset(_name(file), file, _summary(_contents(_text(file)))))
            except PageFileError as why:
                broken.append(Broken(file, str(why)))
        self._found = {}
        for one in found:
            first = self._found.setdefault(one.name, one)
            if first is not one:
                broken += [Broken(one.path, f"{first.path.name} has its name")]
        self.broken = tuple(broken)

    def has(self, name: str) -> bool:
        """Whether there is a file that a preset of this name would replace."""
        return self._path(name).exists()

    def save(self, name: str, page: Page, ids: list[str], *, replace: bool = False) -> Preset:
        """Save blocks, groups with all that is in them, and frames, with the wires between them.

        Raises PresetRefused for a name that cannot be or that is taken, and if the file cannot be
        written.
        """
        text = copy(page, ids)
        path = self._path(name)
        if path.exists() and not replace:
            raise PresetRefused(f"there is a preset named {name!r} already")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            disk.replace(path, text.encode("utf-8"))
        except (OSError, PageFileError) as why:
            raise PresetRefused(f"{path.name} cannot be saved: {_words(why)}") from None
        self.read()
        return self._found[name]

    def rename(self, preset: Preset, name: str) -> None:
        """Give a preset another name, and its file too."""
        path = self._path(name)
        if path == preset.path:
            return
        if path.exists() and not path.samefile(preset.path):
            raise PresetRefused(f"there is a preset named {name!r} already")
        self._do(preset, lambda: preset.path.rename(path), "renamed")

    def delete(self, preset: Preset) -> None:
        """Delete a preset's file."""
        self._do(preset, preset.path.unlink, "deleted")

    def insert(
        self,
        preset: Preset,
        page: Page,
        at: tuple[float, float] | None = None,
        group: str | None = None,
    ) -> list[str]:
        """Put what a preset holds on a page, as one edit, and return the new ids as `paste` does.

        Raises PageFileError if its file is broken now.
        """
        text = _text(preset.path)
        with page.edit(f"Add {preset.name}"):
            return paste(page, text, at=at, group=group)

    def _path(self, name: str) -> Path:
        if (reason := name_refusal(name)) is not None:
            raise PresetRefused(reason)
        return self.folder / f"{name}{ENDING}"

    def _do(self, preset: Preset, do: object, done: str) -> None:
        assert callable(do)
        try:
            do()
        except OSError as why:
            raise PresetRefused(f"{preset.path.name} cannot be {done}: {_words(why)}") from None
        finally:
            self.read()


def name_refusal(name: str) -> str | None:
    """Why a preset cannot have a name: it must be a file's on every system; None if it can."""
    if not name.strip():
        return "a preset needs a name"
    if name != name.strip() or name.startswith(".") or name.endswith("."):
        return "a name has no blank or point at its ends"
    if len(name) > LONGEST_NAME:
        return f"the name has {len(name)} letters; {LONGEST_NAME} are possible"
    if bad := _BAD.search(name):
        return f"{bad[0]!r} cannot be in a name, for it cannot be in a file's"
    if _RESERVED.fullmatch(name):
        return f"{name!r} is no name of a file on every system"
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return "the name is not Unicode"
    return None


def _name(file: Path) -> str:
    for ending in (ENDING, ".page.json", ".json"):
        if file.name.endswith(ending):
            return file.name.removesuffix(ending)
    return file.name


def _text(file: Path) -> str:
    return decode(disk.read(file, LARGEST))


def _contents(text: str) -> Contents:
    found = contents(migrate(parse(text), (FRAGMENT, PAGE)))
    if not found.blocks:
        raise PageFileError("there is no block in it")
    return found


def _summary(found: Contents) -> str:
    """What a preset holds: `Conv2D, Relu` or `12 blocks: Conv2D, Relu, Add and more`."""
    ops = Counter(block.op_name for block in found.blocks)
    named = ", ".join(f"{name:.40}" for name, _ in ops.most_common(NAMED_OPS))
    more = " and more" if len(ops) > NAMED_OPS else ""
    count = len(found.blocks)
    return f"{named}{more}" if count == 1 else f"{count} blocks: {named}{more}"


def _words(why: Exception) -> str:
    return why.strerror or str(why) if isinstance(why, OSError) else str(why)
