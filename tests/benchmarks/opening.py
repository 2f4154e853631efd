"""Opens the real window on a file and prints, as JSON, how long each step took since the process began (in ms).

``python -m tests.benchmarks.opening FILE.collab``; the figures are those of the issue: the frame painted, the file
usable, the first wall painted and the processor's time until then (of all threads: two of them read the file), one
edit to its repainted tile; and the peak memory in MB.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path


def since_start() -> float:
    """Milliseconds since this process began, by the kernel's own clock."""
    ticks = int(Path("/proc/self/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[19])
    began = ticks / os.sysconf("SC_CLK_TCK")
    return (time.clock_gettime(time.CLOCK_BOOTTIME) - began) * 1000


def main(path: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from collabdesk import app as program
    from collabdesk.ui.first_paint import after_first_paint

    app = QApplication(sys.argv[:1])
    window = program.build(app)
    marks: dict[str, float] = {}
    program.start(window, path, sample=False)
    # the filter installed last is asked first: this is before the file is opened
    after_first_paint(window, lambda: marks.setdefault("frame painted", since_start()))
    while window.desk.workspace is None:
        app.processEvents()
        if since_start() > 60_000:
            raise SystemExit(f"{path} was not opened within a minute")
    app.processEvents()
    marks["file usable"] = since_start()
    begun = time.perf_counter()
    window.show_place("charts")
    app.processEvents()
    while not _wall_painted(window):
        app.processEvents()
    marks["first wall painted"] = since_start()
    marks["processor until then"] = time.process_time() * 1000
    marks["wall alone"] = (time.perf_counter() - begun) * 1000
    marks["edit to repaint"] = _edit(window, app)
    marks["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    window.close()
    print(json.dumps({name: round(value, 1) for name, value in marks.items()}))


def _wall_painted(window: object) -> bool:
    page = window.show_place("charts")  # type: ignore[attr-defined]
    return bool(page.wall.wall.visible_keys())


def _edit(window: object, app: object) -> float:
    """The median of nine edits of a visible team, each through the service, to the repainted window."""
    from collabdesk.services.cubes import cube_of
    from collabdesk.services.data import observations
    from collabdesk.services.data.observations import Typed

    page = window.show_place("charts")  # type: ignore[attr-defined]
    workspace = window.desk.workspace  # type: ignore[attr-defined]
    cube = cube_of(workspace)
    times = []
    for number in range(9):
        begun = time.perf_counter()
        cell = Typed(indicator_id=1, team_id=cube.team_ids[0], period=cube.last_period, text=f"{number}/20")
        observations.enter(workspace, [cell])
        page.wall.wall.viewport().repaint()
        app.processEvents()  # type: ignore[attr-defined]
        times.append((time.perf_counter() - begun) * 1000)
    return sorted(times)[4]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
