"""`python -m tests.blocks.platforms.record [PLATFORM...] [KIND...]`: ask the installed libraries,
and keep what they answer in observed/, so that the rules stay guarded where no library is.

What was recorded of others stays. JAX compiles every call and takes some minutes.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from blocks.platforms.platform import PLATFORMS, Platform
from tests.blocks.platforms.calls import CONVOLUTIONS, KINDS, OTHERS, every_case
from tests.blocks.platforms.running import library_of
from tests.blocks.platforms.trying import AROUND, CALL, code_of, tried

AROUND_OF = {
    CONVOLUTIONS: ("tensorflow-cpu",),
    OTHERS: ("tensorflow-cpu", "pytorch", "onnxruntime"),
}
"""The platforms for which ways around are known, for each kind of calls."""


def file_of(kind: str) -> Path:
    """Where it is kept what came of the calls of a kind."""
    return Path(__file__).parent / "observed" / f"{kind}.json"


def asked_of(kind: str, platform: Platform) -> tuple[str, ...]:
    """What is tried of each call: itself, and a way around where there are some."""
    return (CALL, AROUND) if platform.id in AROUND_OF[kind] else (CALL,)


def digest(text: str) -> str:
    """A short word for a text, another for another."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def digest_of_cases(kind: str) -> str:
    """A word for all calls of a kind together."""
    return digest("\n".join(map(str, every_case(kind))))


def main() -> None:
    """Ask, platform by platform."""
    wanted = sys.argv[1:]
    kinds = [one for one in KINDS if one in wanted] or list(KINDS)
    measured = [one for one in PLATFORMS if one.measured]
    for platform in [one for one in measured if one.id in wanted] or measured:
        try:
            library = library_of(platform)
        except ImportError as why:
            print(f"{platform.name}: not asked, {why}")
            continue
        for kind in kinds:
            seen = {what: _observed(platform, kind, what) for what in asked_of(kind, platform)}
            _keep(kind, platform, {"version": library.__version__, **seen})
            print(f"{platform.name}: {library.__version__}, {len(every_case(kind))} {kind}")


def _keep(kind: str, platform: Platform, seen: dict[str, Any]) -> None:
    file = file_of(kind)
    kept: dict[str, Any] = {"calls": digest_of_cases(kind), "platforms": {}}
    if file.exists():
        before = json.loads(file.read_text(encoding="utf-8"))
        if before["calls"] == kept["calls"]:
            kept = before
    kept["platforms"][platform.id] = seen
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(kept, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


def _observed(platform: Platform, kind: str, what: str) -> dict[str, Any]:
    """For each call what came of it, with a word for the code that was run."""
    messages: dict[str, int] = {}
    lines = []
    for case, came in tried(platform, kind, what=what):
        number = messages.setdefault(came, len(messages))
        lines.append(f"{number} {digest(code_of(case, platform, what))}")
    return {"outcomes": list(messages), "calls": lines}


if __name__ == "__main__":
    main()
