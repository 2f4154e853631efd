"""The window must not stutter: frames of scrolling, edits and switches on the scale file, in a process of their own.

With a screen (``DISPLAY``, Xvfb will do) and COLLABDESK_QUICK unset, the real window is driven on 1,000 teams x 20
indicators x 36 months and judged; else a small file is run through on the offscreen platform and nothing is judged.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIMITS = {
    "wall, a notch of the wheel": (1000 / 60, 1000 / 30),
    "wall, the scroll bar dragged": (1000 / 60, 1000 / 30),
    "wall, another indicator": (150.0, None),
    "edit, to the wall": (50.0, None),
    "edit, to the matrix": (50.0, None),
    "edit, to the large chart": (50.0, None),
    "edit, to the Data page": (50.0, None),
}
"""Median, and worst frame where one is promised.

Measured on 26 November 2026 on two cores of a virtual Intel Xeon with nothing else running, Xvfb, once the work after
the opening has ended: medians of five runs of 300 steps; median and worst in ms:

- a notch of the wheel 6.4 (6.1 to 14.4), 24.6; most tiles in motion are sketches, none for more than 0.12 s
- the scroll bar dragged 7.9, 9.8; whole 0.09 to 0.13 s after it stood still
- another indicator 72, 87
- an edit, to the wall 31, 39; to the matrix 19, 24; to the large chart 36, 43; to the Data page 38, 48 (one run of
  200 steps; the same machine has minutes in which all of it takes a third longer)

In the first seconds after the opening, while workers count and import, single frames of the wheel took 50 to 76 ms.

A full run leaves its figures in stutter.json beside the test's own output."""

pytestmark = pytest.mark.slow


def drive(path: Path, steps: int, environment: dict[str, str]) -> dict[str, dict[str, float]]:
    command = [sys.executable, "-m", "tests.benchmarks.stutter", str(path), str(steps)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, float]] = json.loads(done.stdout)
    return found


@pytest.fixture
def is_full(request: pytest.FixtureRequest) -> bool:
    enabled = bool(request.config.getoption("benchmark_enable"))
    return enabled and bool(os.environ.get("DISPLAY")) and not os.environ.get("COLLABDESK_QUICK")


@pytest.mark.timeout(900)
def test_the_window_does_not_stutter(tmp_path: Path, is_full: bool) -> None:
    home = {"COLLABDESK_HOME": str(tmp_path / "home")}
    size = ("1000", "20", "36") if is_full else ("40", "3", "24")
    path = tmp_path / "scale.collab"
    named = [
        part for pair in zip(("--teams", "--indicators", "--months"), size, strict=True) for part in pair
    ]
    sample = [sys.executable, "-m", "collabdesk", "sample", str(path), *named]
    subprocess.run(sample, cwd=ROOT, env={**os.environ, **home}, check=True, timeout=300, capture_output=True)
    platform = "xcb" if is_full else "offscreen"
    found = drive(path, 300 if is_full else 20, {**os.environ, **home, "QT_QPA_PLATFORM": platform})
    assert set(found) == set(LIMITS)
    assert all(one["median"] > 0 for one in found.values())
    if is_full:
        (tmp_path / "stutter.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
        for name, (median, worst) in LIMITS.items():
            assert found[name]["median"] <= median, (name, found[name])
            assert worst is None or found[name]["worst"] <= worst, (name, found[name])
