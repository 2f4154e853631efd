"""The tour of the window: goes to a page, outlines what it tells of, and never stands in the way of the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Slot
from PySide6.QtWidgets import QMainWindow, QWidget

from collabdesk.ui.context import Context
from collabdesk.ui.file_desk import FileDesk
from collabdesk.ui.tour.card import TourCard
from collabdesk.ui.tour.outline import Outline
from collabdesk.ui.tour.steps import STEPS, Step

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace

LOOK_EVERY = 100
"""Milliseconds between two looks at where the outlined part is: the person resizes, scrolls, goes elsewhere."""
_INDICATORS, _CHARTS = 6, 24
"""Among how many a telling chart is looked for: in a large file the step comes as fast."""


class Tour(QObject):
    """At most one runs. It ends with the last step, with Escape or Close, and with the file."""

    def __init__(self, context: Context, desk: FileDesk, window: QMainWindow) -> None:
        super().__init__(window)
        self._context, self._desk, self._window = context, desk, window
        self._number: int | None = None
        self.outline = Outline(context.theme, window)
        self.card = TourCard(context, window)
        self.card.next_wanted.connect(self._next)
        self.card.back_wanted.connect(self._back)
        self.card.close_wanted.connect(self.end)
        desk.closed.connect(self.end)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_EVERY)
        self._look.timeout.connect(self.place)

    @property
    def step(self) -> Step | None:
        """The step that is shown."""
        return None if self._number is None else STEPS[self._number]

    @Slot()
    def begin(self) -> None:
        """From the first step, on the open file or a fresh sample; one that runs gets the keyboard again."""
        if self._number is not None:
            self.card.setFocus()
        elif self._desk.workspace is None:
            self._desk.open_sample(self._start)
        else:
            self._start()

    @Slot()
    def end(self) -> None:
        """Take everything of the tour away; the keyboard goes back to the page."""
        if self._number is None:
            return
        self._number = None
        self._look.stop()
        had_keyboard = self.card.isAncestorOf(self._window.focusWidget() or self._window)
        self.outline.hide()
        self.card.hide()
        page = self._page()
        if page is not None and had_keyboard:
            page.setFocus()

    @Slot()
    def place(self) -> None:
        """Stand where the parts of this step are now, if they are in sight."""
        step = self.step
        if step is None:
            return
        target = self._target(step)
        self.outline.go_around(target)
        whole = self._window.centralWidget()
        self.card.stand_by(target, whole.geometry() if whole is not None else self._window.rect())

    # --- steps ---

    def _start(self) -> None:
        self._show(0)
        self._look.start()

    @Slot()
    def _next(self) -> None:
        if self._number == len(STEPS) - 1:
            self.end()
        elif self._number is not None:
            self._show(self._number + 1)

    @Slot()
    def _back(self) -> None:
        if self._number:
            self._show(self._number - 1)

    def _show(self, number: int) -> None:
        self._number = number
        self._go(STEPS[number])
        self.card.show_step(number)
        self.place()

    def _go(self, step: Step) -> None:
        navigator, workspace = self._context.navigator, self._desk.workspace
        navigator.open_place(step.place, step.section)
        pair = telling_chart(workspace) if workspace is not None and step.large_chart else None
        if pair is not None:
            navigator.open_chart(*pair)

    # --- what is outlined ---

    def _target(self, step: Step) -> QRect:
        """Around the step's parts that are in sight, in the window's own px; empty without any."""
        whole = QRect()
        for name in step.widgets:
            part = self._visible(name)
            if part is not None:
                whole = whole.united(QRect(part.mapTo(self._window, QPoint(0, 0)), part.size()))
        return whole

    def _visible(self, name: str) -> QWidget | None:
        """The part of this name on the page, else in the window: some names stand on several pages."""
        for among in (self._page(), self._window):
            found = among.findChildren(QWidget, name) if among is not None else []
            for part in found:
                if part.isVisible():
                    return part
        return None

    def _page(self) -> QWidget | None:
        step = self.step
        return self._window.findChild(QWidget, f"page_{step.place}") if step is not None else None


def telling_chart(workspace: Workspace) -> tuple[int, int] | None:
    """(indicator, team) of a chart with a shift, as the step says; else one that improved, else the first indicator's
    pooled one. None without indicators.
    """
    from collabdesk.charts.spec import Sign
    from collabdesk.services.charts import series
    from collabdesk.services.setup import indicators

    listed = indicators.in_order(workspace)
    improved = [
        (indicator.id, team_id)
        for indicator in listed[:_INDICATORS]
        for team_id, sign in series.team_signs(workspace, indicator.id).items()
        if sign is Sign.IMPROVED
    ][:_CHARTS]
    for pair, spec in zip(improved, series.SeriesDesk(workspace).team_charts(improved), strict=True):
        if any(signal.rule == "shift" for signal in spec.signals):
            return pair
    return improved[0] if improved else (listed[0].id, 0) if listed else None
