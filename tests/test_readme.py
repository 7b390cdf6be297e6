"""The README tells the truth: its op list, its files, its commands and its Python."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from blocks.command import commands
from blocks.ops import OPS
from blocks.ops.reference import markdown_table

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_its_op_list_is_the_generated_one() -> None:
    assert markdown_table(OPS).strip() in README


@pytest.mark.parametrize("name", sorted(set(re.findall(r"\]\(([^):]+)\)", README))))
def test_every_link_leads_to_a_file(name: str) -> None:
    assert (ROOT / name).exists()


def test_its_page_file_is_a_page_with_the_ops_it_says(tmp_path: Path) -> None:
    from blocks.file import dumps, loads

    (text,) = re.findall(r"^    \{\n      \"format\".*?^    \}$", README, re.S | re.M)
    page_text = re.sub(r"^    ", "", text, flags=re.M) + "\n"
    assert dumps(loads(page_text)) == page_text


COMMANDS = re.findall(
    r"^    blockprop ((?:run|explain|geometry|platforms) assets\S+.*)$", README, re.M
)


@pytest.mark.parametrize("line", COMMANDS)
def test_its_commands_work(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(commands, line.split())
    assert done.exit_code == 0, done.output


def test_its_python_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (text,) = re.findall(r"((?:^    (?:import blocks|page =|results).*\n)+)", README, re.M)
    names: dict[str, object] = {}
    exec(re.sub(r"^    ", "", text, flags=re.M), names)
    assert names["results"]["dx.output"].ravel()[:2].tolist() == [1188, 2748]  # type: ignore[index]


def test_its_error_is_the_one_that_comes() -> None:
    import numpy as np

    import kernels

    wanted = " ".join(re.findall(r"^    (height: .*?would fit\.)", README, re.S | re.M)[0].split())
    with pytest.raises(ValueError, match=re.escape(wanted)):
        kernels.conv2d_backprop_input(
            (1, 7, 7, 3),
            np.ones((3, 3, 3, 8), np.float32),
            np.ones((1, 3, 4, 8), np.float32),
            strides=(1, 2, 2, 1),
            padding="SAME",
        )
