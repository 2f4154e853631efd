"""Drives the real window on a file and prints, as JSON, how long each frame took (ms): median, 95 %, worst; and the
work of the window's own thread in it, which other programs on the machine lengthen less.

``python -m tests.benchmarks.stutter FILE.collab [STEPS]``. Under X11 a frame is over when the server
has drawn it. Measured: the wall scrolled by the wheel, and dragged by its bar, into tiles never seen before; another
indicator; an edit until it stands on the wall, in the matrix, on the large chart and on the Data page.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Hashable
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from collabdesk import app as program
from collabdesk.services.cubes import cube_of
from collabdesk.services.data import observations
from collabdesk.services.data.observations import Typed
from collabdesk.ui.window_work import WARM_AFTER

_NOTCH = QPoint(0, -120)


class Stutter:
    """The window with a file open, and a clock beside it."""

    def __init__(self, app: QApplication, window: Any) -> None:
        self.app, self.window = app, window
        self.page = window.show_place("charts")
        self.workspace = window.desk.workspace
        self.settle()

    def settle(self, seconds: float = 0.4) -> None:
        """Let timers and workers that just began come to an end."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end or self.window.context.tasks.running:
            self.app.processEvents()

    def frames(self, steps: int, one: Callable[[], object]) -> dict[str, float]:
        """How long ``one`` and its painting take, over and over."""
        times, work = [], []
        for _ in range(steps):
            begun, busy = time.perf_counter(), time.thread_time()
            one()
            self.app.processEvents()
            self._drawn()
            times.append((time.perf_counter() - begun) * 1000)
            work.append((time.thread_time() - busy) * 1000)
        return {**figures(times), "work": figures(work)["median"], "most work": figures(work)["worst"]}

    def _drawn(self) -> None:
        """Wait until the window system has shown what was painted."""
        self.app.sync()

    # --- what is measured ---

    def scroll(self, steps: int) -> dict[str, float]:
        """The wheel, a notch a frame, down through the wall."""
        view = self.page.wall.wall.viewport()
        middle = view.rect().center()

        def notch() -> None:
            event = QWheelEvent(
                QPointF(middle),
                QPointF(view.mapToGlobal(middle)),
                QPoint(),
                _NOTCH,
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            self.app.sendEvent(view, event)

        return self._moving(steps, notch)

    def drag(self, steps: int) -> dict[str, float]:
        """The handle of the scroll bar, dragged through the whole wall and back: every frame shows other tiles."""
        bar = self.page.wall.wall.verticalScrollBar()
        turn = count(1)
        return self._moving(steps, lambda: bar.setValue(next(turn) * 3 * bar.pageStep() % bar.maximum()))

    def _moving(self, steps: int, one: Callable[[], object]) -> dict[str, float]:
        """Frames of a wall in motion; then how long it takes until all in sight is whole once it stands still.

        ``sketched``: the part of the tiles in sight that was a sketch, in %; ``sketch seen``: how long the one that
        stayed one longest was in sight, in ms. Nothing is ever blank.
        """
        wall = self.page.wall.wall
        since, longest, share = dict[Hashable, float](), 0.0, list[float]()

        def frame() -> None:
            nonlocal longest
            now, sketched = time.perf_counter(), set(wall.sketched_keys())
            share.append(len(sketched) / max(len(wall.visible_keys()), 1))
            longest = max([longest, *(now - since[key] for key in since)])
            for key in since.keys() - sketched:
                del since[key]
            for key in sketched:
                since.setdefault(key, now)
            one()

        found = self.frames(steps, frame)
        stopped = time.perf_counter()
        while wall.sketched_keys():
            self.app.processEvents()
            self._drawn()
        whole = (time.perf_counter() - stopped) * 1000
        wall.verticalScrollBar().setValue(0)
        self.settle()
        more = {
            "sketched": 100 * sum(share) / len(share),
            "sketch seen": longest * 1000,
            "whole after": whole,
        }
        return {**found, **{name: round(figure, 1) for name, figure in more.items()}}

    def switch(self, steps: int) -> dict[str, float]:
        """Another indicator on the wall."""
        box, turn = self.page.filters.indicator, count(1)
        found = self.frames(steps, lambda: box.setCurrentIndex(next(turn) % box.count()))
        box.setCurrentIndex(0)
        self.settle()
        return found

    def edit(self, steps: int) -> dict[str, float]:
        """A number of a team in sight, from the service to the pixels of the page that is shown."""
        key = next(key for key in self.page.wall.wall.visible_keys() if int(str(key)) > 0)
        indicator, period, turn = self.page.filters.indicator.currentData(), self._period(), count()

        def one() -> None:
            text = f"{5 + next(turn) % 7}/20"
            cell = Typed(indicator_id=indicator, team_id=int(str(key)), period=period, text=text)
            observations.enter(self.workspace, [cell])

        return self.frames(steps, one)

    def _period(self) -> int:
        return int(cube_of(self.workspace, "month").last_period) - 2


def figures(times: list[float]) -> dict[str, float]:
    """Median, 95 % and worst."""
    ordered = sorted(times)
    return {
        "median": round(ordered[len(ordered) // 2], 1),
        "95 %": round(ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)], 1),
        "worst": round(ordered[-1], 1),
    }


def measure(path: Path, steps: int) -> dict[str, dict[str, float]]:
    """Open the window on a file and drive it."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    window = program.build(app)
    program.start(window, path, sample=False)
    while window.desk.workspace is None:
        app.processEvents()
    one = Stutter(app, window)
    one.settle(WARM_AFTER / 1000 + 0.5)
    few = max(steps // 10, 3)
    found = {
        "wall, a notch of the wheel": one.scroll(steps),
        "wall, the scroll bar dragged": one.drag(steps // 3),
        "wall, another indicator": one.switch(few),
    }
    found["edit, to the wall"] = one.edit(few)
    one.page.show_view("matrix")
    one.settle()
    found["edit, to the matrix"] = one.edit(few)
    one.page.show_view("wall")
    key = next(key for key in one.page.wall.wall.visible_keys() if int(str(key)) > 0)
    one.page.open_chart(one.page.filters.indicator.currentData(), int(str(key)))
    one.settle()
    found["edit, to the large chart"] = one.edit(few)
    one.page.show_wall()
    window.show_place("data")
    one.settle()
    found["edit, to the Data page"] = one.edit(few)
    one.workspace.saved_at = None  # no backup of a file that is thrown away
    window.close()
    return found


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 300), indent=1))
