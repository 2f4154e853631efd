"""The menu of a chart on the wall or in the matrix: what can be done with it, or with all that are selected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu

from collabdesk.i18n import msg, nmsg
from collabdesk.ui.pages.base import Page, make_action
from collabdesk.ui.pages.charts.choice import POOLED
from collabdesk.ui.pages.charts.taking import Taking
from collabdesk.ui.pages.charts.view_base import ChartsView, Pair

if TYPE_CHECKING:
    from collabdesk.ui.pages.charts.large_view import LargeView


class Chosen(Protocol):
    """What the menu asks of the page: the charts that are chosen, and where their actions lie."""

    view: ChartsView
    record: QAction
    taking: Taking

    @property
    def large(self) -> LargeView:
        """The large chart, which may be made only now."""

    def pairs(self) -> list[Pair]:
        """The charts that are chosen."""

    def open_baselines(self) -> QDialog | None:
        """What is proposed for them."""


class ChartMenu(QObject):
    """Opens by the right button and by the keyboard's menu key."""

    def __init__(self, page: Page, chosen: Chosen) -> None:
        super().__init__(page)
        self._page, self._chosen = page, chosen
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
        self.menu.addActions([chosen.record, self.freeze])
        self.menu.addSeparator()
        self.menu.addActions([chosen.taking.print, chosen.taking.copy, chosen.taking.save])
        self.menu.setDefaultAction(self.open_chart)

    @Slot(QPoint)
    def popup_at(self, place: QPoint) -> None:
        """The menu for the charts that are chosen now."""
        pairs = self._chosen.pairs()
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
            self._chosen.large.begin_note()

    @Slot()
    def _freeze(self) -> None:
        """Of one chart its phases; of several the list of what is proposed for them."""
        if len(self._chosen.pairs()) > 1:
            self._chosen.open_baselines()
        elif self._open_large():
            self._chosen.large.open_phases()

    def _open_large(self) -> bool:
        pairs = self._chosen.pairs()
        if len(pairs) == 1:
            self._chosen.view.open_pair(*pairs[0])
        return len(pairs) == 1
