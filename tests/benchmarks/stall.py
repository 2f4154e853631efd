"""Drives the real import window and prints, as JSON, the longest time (ms) in which the event loop stood still.

``python -m tests.benchmarks.stall [ROWS]`` makes a file with 500 teams, 10 indicators and 3 months, brings a workbook
of 100,000 rows in (read, previewed, a question answered, saved, taken back, undone, redone), then thirty facility files
(read, saved). "stood still" is by the clock; "with a core" leaves out the time in which the window's thread was ready
and no core was free (Linux tells; on a quiet machine there is little of it); "own work" is its processor time: the rest
of "with a core" is waiting for other threads of the window.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from collabdesk import app as program
from collabdesk.models.measures import Indicator
from collabdesk.services import imports
from collabdesk.services.setup import collaboratives, indicators, teams
from collabdesk.services.setup.teams import TeamRow
from collabdesk.services.workspace import Workspace

TEAMS, INDICATORS = 500, 10
_TICK = 2


class Pulse:
    """A timer that should beat every 2 ms, and what it found."""

    def __init__(self, app: QApplication) -> None:
        self.app = app
        self.found: dict[str, dict[str, float]] = {}
        self._gaps: list[tuple[float, float, float]] = []
        self._last = (0.0, 0.0, 0.0)
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(_TICK)

    def during(
        self, name: str, start: Callable[[], object], until: Callable[[], bool], *, rest: float = 0.7
    ) -> None:
        """Start something and beat until it is over, and a little longer: what follows it belongs to it."""
        self.settle(0.3)
        self._gaps, self._last = [], _now()
        began = time.perf_counter()
        start()
        while not until():
            self._turn()
            assert time.perf_counter() - began < 180, name
        took = time.perf_counter() - began
        self.settle(rest)
        self._beat()
        self.found[name] = {
            "took s": round(took, 2),
            "stood still": round(1000 * max(gap for gap, _, _ in self._gaps), 1),
            "with a core": round(1000 * max(gap - without for gap, _, without in self._gaps), 1),
            "own work": round(1000 * max(work for _, work, _ in self._gaps), 1),
            "over 100 ms": sum(gap - without > 0.1 for gap, _, without in self._gaps),
        }

    def _beat(self) -> None:
        now = _now()
        clock, work, without = (this - last for this, last in zip(now, self._last, strict=True))
        self._gaps.append((clock, work, without))
        self._last = now

    def settle(self, seconds: float) -> None:
        """Go on for a while."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self._turn()

    def _turn(self) -> None:
        """As `exec` does it: sleep until something happens, or the waiting itself would hold up all threads."""
        self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _now() -> tuple[float, float, float]:
    """By the clock; worked; ready but without a core (all of the calling thread)."""
    try:
        waited = int(Path("/proc/thread-self/schedstat").read_text(encoding="ascii").split()[1]) / 1e9
    except OSError:
        waited = 0.0
    return time.perf_counter(), time.thread_time(), waited


def made_file(folder: Path) -> Path:
    """A collaborative with teams, indicators and three months of numbers."""
    workspace = collaboratives.create_file(folder / "office.collab", "Ada", "Safe Birth")
    teams.add_teams(workspace, [TeamRow(name=f"Facility {at:03d}", code=f"F{at:03d}") for at in range(TEAMS)])
    for at in range(INDICATORS):
        one = Indicator(collaborative_id=workspace.collaborative.id, name=f"Indicator {at}", code=f"I{at}")
        indicators.save_indicator(workspace, one)
    draft = imports.open_draft(
        workspace, long_book(folder / "before.xlsx", 2021, TEAMS * INDICATORS * 3, "Facility 007")
    )
    imports.apply(workspace, draft, imports.make_plan(workspace, draft))
    workspace.saved_at = None
    workspace.close()
    return folder / "office.collab"


def long_book(path: Path, year: int, rows: int, seventh: str) -> Path:
    """A long list; the seventh team's name is as given."""
    months = max(rows // (TEAMS * INDICATORS), 1)
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Data")
        page.write_row(0, 0, ["Facility", "Indicator", "Month", "Numerator", "Denominator"])
        row = 0
        for team in range(TEAMS):
            name = seventh if team == 7 else f"Facility {team:03d}"
            for indicator in range(INDICATORS):
                for month in range(months):
                    row += 1
                    code = f"{year + month // 12}-{month % 12 + 1:02d}"
                    cells = [
                        name,
                        f"Indicator {indicator}",
                        code,
                        (team * 7 + month * 3) % 20,
                        20 + team % 30,
                    ]
                    page.write_row(row, 0, cells)
    return path


def facility_book(path: Path, team: int) -> Path:
    """As a facility sends it: its name on top, months across, numerator and denominator in two rows."""
    months = [
        f"{name} 2025" for name in ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct")
    ]
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Data")
        page.write_string(0, 0, f"Facility {team:03d}")
        page.write_row(2, 0, ["Indicator", "N/D", *months])
        for at in range(4):
            page.write_row(3 + 2 * at, 0, [f"Indicator {at}", "Num", *(5 + at for _ in months)])
            page.write_row(4 + 2 * at, 0, [f"Indicator {at}", "Den", *(20 for _ in months)])
    return path


def measure(folder: Path, rows: int) -> dict[str, dict[str, float]]:
    """Open the window and do a coordinator's morning."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    window = program.build(app)
    program.start(window, made_file(folder), sample=False)
    while window.desk.workspace is None:
        app.processEvents()
    window.show_place("charts")
    pulse = Pulse(app)
    large = long_book(folder / "large.xlsx", 2022, rows, "Facilty OO7")
    pulse.settle(5)  # as when somebody has looked at the charts: the import window is made ready meanwhile
    _large(pulse, window, large)
    _thirty(pulse, window, [facility_book(folder / f"facility {at}.xlsx", at) for at in range(30)])
    window.desk.workspace.saved_at = None
    window.close()
    return pulse.found


def _large(pulse: Pulse, window: Any, path: Path) -> None:
    workspace: Workspace = window.desk.workspace
    shown = _shown(window, [path], pulse, "read and previewed")
    pulse.during("a column and a far cell chosen", lambda: _look_around(shown.preview), lambda: True)
    item = shown.desk.items[0]
    (question,) = item.draft.questions
    answer = {question.id: "F007"}
    pulse.during("a question answered", lambda: shown.desk.answer(0, answer), lambda: not item.busy)
    assert item.to_save > rows_of(item) * 0.9
    pulse.during("saved", shown.foot.confirm.click, lambda: item.result is not None)

    def taken_back() -> None:
        from collabdesk.ui.imports.batches import ImportsDialog

        dialog = ImportsDialog(window.context, workspace, window)
        dialog.open()
        dialog.table.select(lambda one: one.id == item.result.batch_id)
        window.context.messages.ask = lambda *_args, **_more: True
        dialog._back.click()

    pulse.during("taken back", taken_back, lambda: _is_reverted(workspace))
    for name, action in (("undone", "undo"), ("done again", "redo")):
        count = _count(workspace)
        pulse.during(name, window.actions_[action].trigger, lambda count=count: _count(workspace) != count)


def _look_around(preview: Any) -> None:
    preview.view.horizontalHeader().sectionClicked.emit(3)
    QTimer.singleShot(
        200, lambda: preview.view.verticalHeader().sectionClicked.emit(preview.model.rowCount() - 9)
    )
    QTimer.singleShot(400, lambda: preview.go_to("Data", "A50000"))


def rows_of(item: Any) -> int:
    """How many numbers the file holds."""
    return int(item.draft.numbers)


def _shown(window: Any, paths: list[Path], pulse: Pulse, name: str) -> Any:
    def found() -> Any:
        return next(iter(window.work._imports[-1:]), None)

    def read() -> bool:
        return found() is not None and not any(item.busy for item in found().desk.items)

    pulse.during(name, lambda: window.context.navigator.import_files(paths), read)
    return found()


def _thirty(pulse: Pulse, window: Any, paths: list[Path]) -> None:
    shown = _shown(window, paths, pulse, "thirty files: read")
    items = shown.desk.items
    pulse.during(
        "thirty files: saved", shown.foot.confirm_all.click, lambda: all(item.result for item in items)
    )


def _count(workspace: Workspace) -> int:
    entry = workspace.next_undo()
    return entry.id if entry else 0


def _is_reverted(workspace: Workspace) -> bool:
    return imports.batches(workspace)[0].reverted is not None


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        os.environ["COLLABDESK_HOME"] = made
        print(json.dumps(measure(Path(made), int(sys.argv[1]) if len(sys.argv) > 1 else 100_000), indent=1))
