"""`python -m tests.blocks.platforms.record [PLATFORM...]`: ask the libraries that are installed,
and keep what they answer in observed.json, so that the rules stay guarded where no library is.

What was recorded of others stays. JAX compiles every call and takes some minutes.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from blocks.platforms.platform import PLATFORMS, TENSORFLOW_CPU, Platform
from tests.blocks.platforms.calls import every_case
from tests.blocks.platforms.plain import tried_plain
from tests.blocks.platforms.running import library_of
from tests.blocks.platforms.trying import AROUND, CALL, code_of, tried

AROUND_OF = {"tensorflow-cpu": (AROUND,)}
"""The platforms for which ways around are known."""

FILE = Path(__file__).with_name("observed.json")


def digest(text: str) -> str:
    """A short word for a text, another for another."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def digest_of_cases() -> str:
    """A word for all calls together."""
    return digest("\n".join(map(str, every_case())))


def main() -> None:
    """Ask, platform by platform."""
    kept: dict[str, Any] = {"calls": digest_of_cases(), "platforms": {}}
    if FILE.exists():
        before = json.loads(FILE.read_text(encoding="utf-8"))
        if before["calls"] == kept["calls"]:
            kept = before
    for platform in PLATFORMS:
        if not platform.measured or (sys.argv[1:] and platform.id not in sys.argv[1:]):
            continue
        try:
            library = library_of(platform)
        except ImportError as why:
            print(f"{platform.name}: not asked, {why}")
            continue
        seen = {what: _observed(platform, what) for what in (CALL, *AROUND_OF.get(platform.id, ()))}
        if platform is TENSORFLOW_CPU:
            kept["plain"] = tried_plain()
        kept["platforms"][platform.id] = {"version": library.__version__, **seen}
        print(f"{platform.name}: {library.__version__}, {len(every_case())} calls")
    FILE.write_text(json.dumps(kept, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


def _observed(platform: Platform, what: str) -> dict[str, Any]:
    """For each call what came of it, with a word for the code that was run."""
    messages: dict[str, int] = {}
    lines = []
    for case, came in tried(platform, what=what):
        number = messages.setdefault(came, len(messages))
        lines.append(f"{number} {digest(code_of(case, platform, what))}")
    return {"outcomes": list(messages), "calls": lines}


if __name__ == "__main__":
    main()
