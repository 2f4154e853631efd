"""The menu of a chart on the wall or in the matrix: what can be done with it, or with all that are selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QMenu

from collabdesk.i18n import msg, nmsg
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.pages.charts.choice import POOLED

if TYPE_CHECKING:
    from collabdesk.ui.pages.charts.page import ChartsPage


class ChartMenu(QObject):
    """Opens by the right button and by the keyboard's menu key."""

    def __init__(self, page: ChartsPage) -> None:
        super().__init__(page)
        self._page = page
        self.menu = QMenu(page)
        self.menu.setObjectName("charts_menu")
        context = page.context
        self.open_chart = make_action(
            context, page, "charts_menu_open", msg("Open the large chart"), "charts", self._open
        )
        self.note = make_action(
            context, page, "charts_menu_note", msg("Note on the last number…"), "edit", self._note
        )
        self.freeze = make_action(
            context, page, "charts_menu_freeze", msg("Baseline and phases…"), "freeze", self._freeze
        )
        self.menu.addActions([self.open_chart, self.note])
        self.menu.addSeparator()
        self.menu.addActions([page.record, self.freeze])
        self.menu.addSeparator()
        self.menu.addActions([page.taking.print, page.taking.copy, page.taking.save])
        self.menu.setDefaultAction(self.open_chart)

    @Slot(QPoint)
    def popup_at(self, place: QPoint) -> None:
        """The menu for the charts that are chosen now."""
        pairs = self._page.pairs()
        one = len(pairs) == 1
        self.open_chart.setEnabled(one)
        self.note.setEnabled(one and pairs[0][1] > POOLED and self._page.can_edit)
        self.freeze.setEnabled(bool(pairs))
        several = nmsg("Baseline of {count} chart…", "Baselines of {count} charts…", len(pairs))
        self.freeze.setText(self._page.text(msg("Baseline and phases…") if one else several))
        self.menu.popup(place)

    # --- slots ---

    @Slot()
    def _open(self) -> None:
        self._open_large()

    @Slot()
    def _note(self) -> None:
        if self._open_large():
            self._page.large.begin_note()

    @Slot()
    def _freeze(self) -> None:
        """Of one chart its phases; of several the list of what is proposed for them."""
        if len(self._page.pairs()) > 1:
            self._page.open_baselines()
        elif self._open_large():
            self._page.large.open_phases()

    def _open_large(self) -> bool:
        pairs = self._page.pairs()
        if len(pairs) == 1:
            self._page.view.open_pair(*pairs[0])
        return len(pairs) == 1
