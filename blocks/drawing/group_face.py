"""What a group shows on the level where it stands: as one block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from blocks.drawing.face import Face, PortFace, Seen, input_face, output_face, trouble_of
from blocks.editing.levels import interface, port_labels
from blocks.page import End

CATEGORY = "Group"

_FIRST = ("failed", "running", "stale", "never", "fresh")
"""A group is in the state of the block in it that most needs to be looked at."""


class GroupFace(NamedTuple):
    """What a group shows, and which inner port each of its ports is."""

    face: Face
    inputs: Mapping[str, End]
    outputs: Mapping[str, End]


def group_face_of(seen: Seen, id: str) -> GroupFace:
    """What a group shows now."""
    page = seen.page
    group = page.groups[id]
    inner = page.groups.all_blocks(id)
    ports = interface(page, id)
    inputs = {label: end for end, label in port_labels(ports.inputs).items()}
    outputs = {label: end for end, label in port_labels(ports.outputs).items()}
    count = f"{len(inner)} block{'' if len(inner) == 1 else 's'}"
    states = {seen.state(block) for block in inner}
    troubles = {trouble_of(seen, block) for block in inner}
    face = Face(
        title=group.title or id,
        subtitle=f"group of {count}",
        category=CATEGORY,
        inputs=tuple(_input(seen, end, label) for label, end in inputs.items()),
        outputs=tuple(
            replace(output_face(seen, end), name=label) for label, end in outputs.items()
        ),
        state=next((state for state in _FIRST if state in states), "never"),
        trouble="error" if "error" in troubles else "incomplete" if troubles - {""} else "",
        note=group.text,
        is_group=True,
    )
    return GroupFace(face, inputs, outputs)


def _input(seen: Seen, end: End, label: str) -> PortFace:
    wrong = {one.port for one in seen.check.problems_of((end.block,))}
    return replace(input_face(seen, end, wrong), name=label)
