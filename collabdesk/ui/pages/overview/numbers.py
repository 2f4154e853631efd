"""The five numbers over the Overview; a click leads to the scoreboard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from collabdesk.services.overview.five_numbers import BigNumber, five_numbers
from collabdesk.services.setup.indicators import in_order
from collabdesk.ui.context import Context
from collabdesk.ui.counting import Counting
from collabdesk.ui.pages.overview.parts import Row
from collabdesk.ui.term_bubble import Terms
from collabdesk.ui.theme import GRID, Type

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace

LATER_MS = 400


class NumbersStrip(QWidget):
    """Filled a little after the page, once for several edits."""

    shown = Signal(bool)
    """Whether there are numbers to show; they say all that the line about the month says."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("overview_numbers")
        self._context, self._terms = context, Terms(context, self)
        self._workspace: Workspace | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        self._made: list[Row] = []
        self._waits = False
        self._counting = Counting(context, self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self._fill_in_sight)
        self.hide()

    @property
    def tiles(self) -> list[Row]:
        """The numbers shown."""
        return list(self._made)

    def renew(self, workspace: Workspace) -> None:
        """Count anew soon."""
        self._workspace, self._waits = workspace, True
        self._later.start()

    def go_on(self) -> None:
        """The page is in sight again: count what waited for that."""
        if self._waits:
            self._later.start()

    def forget(self) -> None:
        """Keep nothing of the file."""
        self._later.stop()
        self._counting.forget()
        self._workspace = None

    @Slot()
    def _fill_in_sight(self) -> None:
        page = self.parentWidget()  # the strip itself hides while it has nothing to say
        if page is not None and page.isVisible():
            self.fill()

    @Slot()
    def fill(self) -> None:
        """Count now."""
        self._later.stop()
        self._waits = False
        workspace = self._workspace
        if workspace is not None and in_order(workspace):
            self._counting.ask(workspace, partial(five_numbers, today=dt.date.today()), self._show)
        else:
            self._show(())

    def _show(self, numbers: Sequence[BigNumber]) -> None:
        for old in self._made:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._made = []
        self._made = [self._tile(one) for one in numbers]
        for tile in self._made:
            self._row.addWidget(tile, 1, Qt.AlignmentFlag.AlignTop)
        self.setVisible(bool(self._made))
        self.shown.emit(bool(self._made))

    @Slot()
    def _open(self) -> None:
        self._context.navigator.open_place("charts", "view:scoreboard")

    def _tile(self, one: BigNumber) -> Row:
        say = self._context.text
        tile = Row(self._context, f"overview_{one.name}", say(one.value), say(one.said), size=Type.TITLE)
        tile.opened.connect(self._open)
        if one.term:
            self._terms.explain(tile, one.term)
        return tile
