"""The event loop of the real window never stands still for a tenth of a second, whatever is imported.

With a screen (``DISPLAY``, Xvfb will do) and COLLABDESK_QUICK unset 100,000 rows are brought in and judged by what the
window's thread works and waits for other threads of the window, not for a core; else a smaller file is run through and
nothing is judged.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.limits import QUICK, keep

ROOT = Path(__file__).parents[2]
STEPS = {
    "read and previewed", "a column and a far cell chosen", "a question answered", "saved", "taken back", "undone",
    "done again",
    "thirty files: read", "thirty files: saved",
}  # fmt: skip

pytestmark = pytest.mark.slow


@pytest.mark.timeout(900)
def test_the_window_never_stands_still(tmp_path: Path) -> None:
    full = bool(os.environ.get("DISPLAY")) and not QUICK
    platform = "xcb" if full else "offscreen"
    command = [sys.executable, "-m", "tests.benchmarks.stall", "100000" if full else "10000"]
    environment = {**os.environ, "QT_QPA_PLATFORM": platform}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=800, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found) == STEPS
    for name, figures in found.items():
        print(f"{name}: {figures['stood still']} ms by the clock, {figures['own work']} ms of work")
        if full:
            keep(f"{name}: the window stood still, with a core free", figures["with a core"], 100, "ms")
