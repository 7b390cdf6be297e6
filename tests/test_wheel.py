"""The wheel, built and installed into an empty environment, runs a page there without Qt."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SAMPLE = "assets/pages/1_conv2d_backprop_input.page.json"
EXPECTED = [1188, 2748, 4308, 5868, 7428, 8988, 10548, 12108]


def _run(*words: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [str(word) for word in words], cwd=cwd, capture_output=True, text=True, timeout=280
    )
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _run(
        *(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT),
        cwd=folder,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_the_packages_and_the_assets(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for wanted in ("app/command.py", "blocks/__init__.py", "kernels/__init__.py", SAMPLE):
        assert wanted in names
    assert "assets/page.schema.json" in names
    assert any(name.startswith("assets/icons/") for name in names)
    for example in (ROOT / "assets" / "examples").iterdir():
        assert f"assets/examples/{example.name}" in names
    tops = {name.split("/")[0] for name in names if "dist-info" not in name}
    assert tops == {"app", "blocks", "kernels", "assets"}


def test_a_headless_install_runs_a_page_and_brings_no_qt(wheel: Path, tmp_path: Path) -> None:
    """Needs the package registry, as `make test` itself does."""
    venv.create(tmp_path / "environment", with_pip=True)
    scripts = tmp_path / "environment" / ("Scripts" if sys.platform == "win32" else "bin")
    _run(scripts / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    installed = _run(scripts / "python", "-m", "pip", "list", cwd=tmp_path).lower()
    assert "pyside6" not in installed
    assert "nodegraphqt" not in installed
    where = "import blocks, pathlib; print(pathlib.Path(blocks.__file__).parent.parent)"
    site = Path(_run(scripts / "python", "-c", where, cwd=tmp_path).strip())
    out = _run(scripts / "blockprop", "run", site / SAMPLE, "--format", "json", cwd=tmp_path)
    found = [tensor["data"][:8] for tensor in json.loads(out)["results"].values()]
    assert EXPECTED in found
