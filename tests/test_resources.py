"""Shipped files are found from a checkout (and so from an editable install) and from a wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from collabdesk import paths

ROOT = Path(__file__).parent.parent


def test_a_checkout_has_its_resources() -> None:
    assert paths.resource("sample/safe_birth.json") == ROOT / "resources" / "sample" / "safe_birth.json"


def test_a_missing_resource_says_what_to_do() -> None:
    with pytest.raises(FileNotFoundError, match="install CollabDesk again"):
        paths.resource("nothing/of/this/name")


@pytest.fixture(scope="module")
def unpacked_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this checkout, unpacked as pip would."""
    folder = tmp_path_factory.mktemp("wheel")
    built = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(built, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


@pytest.mark.parametrize(
    "name",
    [
        *("fonts", "icons/charts.svg", "guide", "locale/fr/LC_MESSAGES/collabdesk.mo"),
        *("sample/safe_birth.json", "indicators/starter.json"),
    ],
)
def test_a_wheel_carries_its_resources(unpacked_wheel: Path, tmp_path: Path, name: str) -> None:
    code = "import sys; from collabdesk import paths; print(paths.resource(sys.argv[1]))"
    ran = subprocess.run(
        [sys.executable, "-c", code, name],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked_wheel), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(ran.stdout.strip()) == unpacked_wheel / "collabdesk" / "resources" / name


def test_a_wheel_runs_a_command(unpacked_wheel: Path, tmp_path: Path) -> None:
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "collabdesk",
            "sample",
            str(tmp_path / "s.collab"),
            "--teams",
            "2",
            "--months",
            "3",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked_wheel)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "2 teams" in ran.stdout


def test_the_licences_of_fonts_lie_beside_them() -> None:
    fonts = {path.stem.split("-")[0] for path in (ROOT / "resources" / "fonts").glob("*.ttf")}
    licences = "".join(path.name for path in (ROOT / "resources" / "fonts").glob("LICENSE*"))
    assert fonts
    assert all(name.removesuffix("SansCondensed") in licences for name in fonts)
