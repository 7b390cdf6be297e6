"""How long something took, in words."""

from __future__ import annotations


def seconds_text(seconds: float | None) -> str:
    """A duration in three figures: `850 µs`, `12.4 ms`, `3.1 s`; nothing for None."""
    if seconds is None:
        return ""
    for factor, unit in ((1e6, "µs"), (1e3, "ms")):
        if seconds * factor < 999.5:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds:.1f} s" if seconds < 120 else f"{seconds / 60:.1f} min"
