"""`--set` and `--feed`: what a command line changes of a page for one run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.blocks.command.conftest import Done

Command = Callable[..., Done]


@pytest.mark.parametrize("strides", ["[1,1,1,1]", "{1,1,1,1}", " [1, 1, 1, 1] "])
def test_set_changes_attributes_for_this_run(
    command: Command, gradient: Path, strides: str
) -> None:
    before = gradient.read_bytes()
    done = command(
        "run", gradient, "--set", f"conv.strides={strides}", "--set", "conv.padding=VALID",
        "--fetch", "conv", "--format", "json",
    )  # fmt: skip
    assert done.status == 0
    assert done.object["results"]["conv.output"]["shape"] == [2, 1, 1, 2]
    assert gradient.read_bytes() == before


def test_set_can_mend_a_page(command: Command, gradient: Path) -> None:
    wrong = gradient.read_text().replace("SAME", "SOME")
    gradient.write_text(wrong)
    assert command("run", gradient).status == 2
    mended = ("--set", "conv.padding=SAME", "--set", "dx.padding=SAME")
    assert command("run", gradient, *mended).status == 0


@pytest.mark.parametrize(
    ("setting", "says", "place"),
    [
        ("dx.padding=SAMEE", "'SAMEE' is none of SAME, VALID, EXPLICIT", ("dx", "padding")),
        ("dx.strides=[1,0,1,1]", "number 2 is 0; from 1 up is possible", ("dx", "strides")),
        ("dx.strides=[1,2147483648,1,1]", "up to 2147483647 is possible", ("dx", "strides")),
        ("dx.stride=[1]", "has no attribute 'stride'; did you mean strides?", ("dx", "stride")),
        (
            "dz.padding=SAME",
            "there is no block 'dz'; x, sizes, conv, dx, session",
            (None, None),
        ),
        ("dx=SAME", "no variable 'dx'; --set dx.ATTRIBUTE=VALUE sets", (None, None)),
        ("H=3", "the page has no variable 'H'", (None, None)),
        ('dx.strides=[1,"=K",1,1]', "[1]: no variable K; the page has none", ("dx", "strides")),
        (
            'dx.strides=[1,"=4/2",1,1]',
            "number 2 is 2.0, not a whole number; in a formula //",
            ("dx", "strides"),
        ),
        ("dx.padding", "it goes like --set dx.padding=VALID", (None, None)),
        ("dx.=1", "it goes like --set dx.padding=VALID", (None, None)),
        ("=", "it goes like --set dx.padding=VALID", (None, None)),
    ],
)
def test_a_setting_that_cannot_be_is_refused(
    command: Command, gradient: Path, setting: str, says: str, place: tuple[str, str]
) -> None:
    done = command("run", gradient, "--set", setting, "--format", "json")
    assert done.status == 2
    (error,) = done.object["errors"]
    assert says in error["message"]
    assert f"--set {setting}: " in error["message"]
    assert (error["block"], error["port"]) == place
    assert done.error_lines == [error["message"]]


def test_feed_stands_in_for_an_output(command: Command, gradient: Path, tmp_path: Path) -> None:
    np.save(tmp_path / "w.npy", np.ones((2, 1, 1, 2), np.float32))
    feed = f"conv={tmp_path / 'w.npy'}"
    told = command("run", gradient, "--feed", feed, "--format", "json").object
    assert told["ok"]
    assert "conv" not in told["blocks"]
    assert told["results"]["dx.output"]["data"][:4] == [3, 7, 11, 15]


def test_a_feed_of_the_wrong_shape_is_told_by_the_check(
    command: Command, gradient: Path, tmp_path: Path
) -> None:
    np.save(tmp_path / "w.npy", np.ones((2, 9, 1, 2), np.float32))
    done = command("run", gradient, "--feed", f"conv.output={tmp_path / 'w.npy'}")
    assert done.status == 2
    assert done.output == ""
    assert "9" in done.error_lines[0]
    assert done.error_lines[0].startswith("dx.")


def test_a_feed_that_must_be_read_is_held_to_the_memory_limit(
    command: Command, gradient: Path, tmp_path: Path
) -> None:
    """It would be read as a whole, to turn its bytes round: a terabyte, too."""
    with (tmp_path / "w.npy").open("wb") as file:
        head = {"descr": ">f4", "fortran_order": False, "shape": (2**38,)}
        np.lib.format.write_array_header_1_0(file, head)
        file.truncate(file.tell() + 2**40)
    done = command("run", gradient, "--feed", f"conv={tmp_path / 'w.npy'}")
    assert done.status == 2
    assert "it takes 1 TiB, more than the memory limit of" in done.errors


@pytest.mark.parametrize(
    ("feed", "says"),
    [
        ("conv", "it goes like --feed filter=weights.npy"),
        ("conv=", "it goes like --feed filter=weights.npy"),
        ("conv=none.npy", "there is no"),
        ("con=ok.npy", "there is no block 'con'; did you mean conv?"),
        ("conv.z=ok.npy", "Conv2D has no output 'z'; output would be possible"),
        ("sizes.output=ok.npy --feed sizes=ok.npy", "sizes.output is fed twice"),
        ("conv=pickle.npy", "pickle.npy"),
        ("conv=text.npy", "text.npy"),
        ("conv=archive.npz", "archive.npz"),
    ],
)
def test_a_feed_that_cannot_be_is_refused(
    command: Command,
    gradient: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    feed: str,
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    np.save("ok.npy", np.ones(3))
    np.save("pickle.npy", np.array([{}, []], object), allow_pickle=True)
    np.savez("archive.npz", a=np.ones(3))
    Path("text.npy").write_text("no tensor")
    done = command("run", gradient, "--feed", *feed.split())
    assert done.status == 2
    assert says in done.error_lines[0]


@pytest.fixture
def with_variables(gradient: Path) -> Path:
    """The page with variables that its strides are made of."""
    said = json.loads(gradient.read_text())
    said["variables"] = {"H": 6, "stride": "=H//2"}
    for block in said["blocks"]:
        if "strides" in block.get("attrs", {}):
            block["attrs"]["strides"] = [1, "=stride", 2, 1]
    gradient.write_text(json.dumps(said))
    return gradient


def test_set_changes_variables_for_this_run(command: Command, with_variables: Path) -> None:
    before = with_variables.read_bytes()
    shapes = {}
    for number, settings in {
        0: (),
        1: ("--set", "H=2"),
        2: ("--set", "stride=H//6+1"),
        3: ("--set", 'conv.strides=[1,"=H//6",2,1]', "--set", "dx.strides=[1,1,2,1]"),
    }.items():
        done = command("run", with_variables, *settings, "--format", "json", "--fetch", "conv")
        assert done.status == 0, done.object
        shapes[number] = done.object["results"]["conv.output"]["shape"][1]
    assert shapes[0] < shapes[1] == shapes[3]
    assert with_variables.read_bytes() == before


def test_a_variable_that_cannot_be_is_refused(command: Command, with_variables: Path) -> None:
    for setting, says in {
        "h=2": "did you mean H?",
        "H=stride": "circle: H uses stride uses H",
        "H=1/0": "1 / 0 divides by zero",
    }.items():
        done = command("run", with_variables, "--set", setting)
        assert done.status == 2
        assert f"--set {setting}: " in done.errors
        assert says in done.errors


def test_what_a_variable_makes_wrong_is_told_with_block_and_attribute(
    command: Command, with_variables: Path
) -> None:
    done = command("run", with_variables, "--set", "H=SAME", "--format", "json")
    assert done.status == 2
    done = command("check", with_variables)
    assert done.status == 0
    text = with_variables.read_text()
    with_variables.write_text(text.replace("=stride", "=strides"))
    done = command("check", with_variables)
    assert done.status == 2
    assert "dx.strides: [1]: no variable strides; there are H, stride" in done.errors
