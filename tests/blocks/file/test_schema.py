"""The JSON Schema says what the declarations say, and the file beside the pages says the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from blocks.file import dumps
from blocks.file.schema import PATH, schema, text
from blocks.ops import OPS
from blocks.page import Page

SAMPLES = sorted((Path(__file__).parents[3] / "assets" / "pages").glob("*.page.json"))
CHECKER = jsonschema.Draft202012Validator(schema())


def sample() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SAMPLES[0].read_text())
    return found


def test_the_file_is_what_the_declarations_make() -> None:
    assert PATH.read_text(encoding="utf-8") == text(), "run python -m blocks.file.schema"


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_sample_pages_fit(path: Path) -> None:
    CHECKER.validate(json.loads(path.read_text()))


def test_a_new_block_of_every_op_fits() -> None:
    page = Page("every op")
    for name in OPS:
        page.add_block(name)
    CHECKER.validate(json.loads(dumps(page)))


def test_what_later_versions_add_around_the_blocks_fits() -> None:
    raw = sample() | {"notes": []}
    raw["blocks"][0]["colour"] = "x"
    raw["wires"][0]["bend"] = 1
    raw["layout"]["dx"]["folded"] = True
    CHECKER.validate(raw)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw.update(format="page"),
        lambda raw: raw.update(version=2),
        lambda raw: raw.update(title=1),
        lambda raw: raw.pop("blocks"),
        lambda raw: raw["blocks"][0].pop("id"),
        lambda raw: raw["blocks"][0].update(id="a.b"),
        lambda raw: raw["blocks"][0].update(op="Konst"),
        lambda raw: raw["blocks"][0].pop("attrs"),
        lambda raw: raw["blocks"][0]["attrs"]["value"].update(dtype="float"),
        lambda raw: raw["blocks"][0]["attrs"]["value"].update(shape=[-1]),
        lambda raw: raw["blocks"][0]["attrs"]["value"].update(data=["NaN"]),
        lambda raw: raw["blocks"][4]["attrs"].pop("strides"),
        lambda raw: raw["blocks"][4]["attrs"].update(strides=[1, 1]),
        lambda raw: raw["blocks"][4]["attrs"].update(strides=[1, 0, 1, 1]),
        lambda raw: raw["blocks"][4]["attrs"].update(padding="same"),
        lambda raw: raw["blocks"][4]["attrs"].update(explicit_paddings=[0, 0]),
        lambda raw: raw["blocks"][4]["attrs"].update(use_cudnn_on_gpu=1),
        lambda raw: raw["blocks"][4]["attrs"].update(name="a b"),
        lambda raw: raw["blocks"][4]["attrs"].update(stride=[1, 1, 1, 1]),
        lambda raw: raw["wires"][0].update({"from": "filter"}),
        lambda raw: raw["wires"].append(raw["wires"][0]),
        lambda raw: raw["layout"]["dx"].update(at=[0]),
        lambda raw: raw["layout"]["dx"].update(at=[0, 1, 2]),
    ],
)
def test_a_page_that_could_not_run_does_not_fit(spoil: Callable[[dict[str, Any]], object]) -> None:
    raw = sample()
    spoil(raw)
    assert not CHECKER.is_valid(raw)


def test_every_attribute_is_described_with_its_default() -> None:
    definitions = schema()["$defs"]
    for op in OPS.values():
        described = definitions[f"op.{op.name}"]
        assert list(described["properties"]) == [one.name for one in op.attributes]
        for attribute in op.attributes:
            entry = described["properties"][attribute.name]
            assert entry["description"] == attribute.help
            assert ("default" in entry) is not attribute.required
            if not attribute.required:
                jsonschema.Draft202012Validator(entry).validate(entry["default"])
