"""The two menus at the end of the row of choices: which teams besides, and how the charts are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.ui.charts.wall_grid import FEWEST, MOST
from collabdesk.ui.context import Context
from collabdesk.ui.pages.charts.choice import Lately

_REPORTING: tuple[tuple[Message, Lately | None], ...] = (
    (msg("Reported or not"), None),
    (msg("Reported lately"), Lately.TOLD),
    (msg("Not reported lately"), Lately.SILENT),
)


class MenuButton(QToolButton):
    """A button that opens its menu at once, by mouse and by keyboard."""

    def __init__(self, context: Context, name: str, tip: Message, icon: str):
        super().__init__()
        self.setObjectName(name)
        self.setToolTip(context.text(tip))
        self.setAccessibleName(context.text(tip))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMinimumHeight(30)
        self.setMinimumWidth(44)
        self.list = QMenu(self)
        self.list.setObjectName(f"{name}_menu")
        self.setMenu(self.list)
        context.theme.set_icon(self, icon)


class MoreFilters(MenuButton):
    """By wave and by reporting; what is asked for stands on the button."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context, "charts_more", msg("More filters: wave, reporting"), "filter")
        self._say = context.text
        self._waves = QActionGroup(self)
        self._reporting = QActionGroup(self)
        for group in (self._waves, self._reporting):
            group.triggered.connect(self._chosen)
        self.fill(())

    def fill(self, waves: Sequence[int]) -> None:
        """Offer these waves; what was chosen stays where it can."""
        wave, reporting = self.wave(), self.reporting()
        self.list.clear()
        for group in (self._waves, self._reporting):
            for action in group.actions():
                group.removeAction(action)
                action.deleteLater()
        if len(waves) > 1:
            entries = [(self._say(msg("All waves")), None)]
            entries += [(self._say(msg("Wave {number}", number=one)), one) for one in waves]  # type: ignore[misc]
            self._offer(self._waves, entries, wave)
            self.list.addSeparator()
        self._offer(self._reporting, [(self._say(text), one) for text, one in _REPORTING], reporting)
        self._show_number()

    def offer_reporting(self, offered: bool) -> None:
        """Whether the reporting can be asked for here."""
        for action in self._reporting.actions():
            action.setVisible(offered)

    def offers_anything(self) -> bool:
        """Whether there is anything to choose."""
        return any(action.isVisible() for action in self.list.actions() if not action.isSeparator())

    def wave(self) -> int | None:
        """The wave asked for; None for all."""
        chosen = self._waves.checkedAction()
        return chosen.data() if chosen else None

    def reporting(self) -> Lately | None:
        """Whether those that have, or have not, reported are asked for."""
        chosen = self._reporting.checkedAction()
        return _REPORTING[chosen.data()][1] if chosen else None

    def choose(self, *, wave: int | None = None, reporting: Lately | None = None) -> None:
        """Ask for these; None asks for nothing."""
        for action in self._waves.actions():
            action.setChecked(action.data() == wave)
        for action in self._reporting.actions():
            action.setChecked(_REPORTING[action.data()][1] is reporting)
        self._show_number()

    def _offer(self, group: QActionGroup, entries: Sequence[tuple[str, Any]], chosen: object) -> None:
        """Qt hands text enums back as plain texts: for the reporting their places stand for them."""
        values = [value for _text, value in entries]
        for place, (text, value) in enumerate(entries):
            action = self.list.addAction(text)
            action.setData(place if group is self._reporting else value)
            action.setCheckable(True)
            action.setChecked(value is chosen or (chosen not in values and place == 0) or value == chosen)
            group.addAction(action)

    @Slot(QAction)
    def _chosen(self, _action: QAction) -> None:
        self._show_number()
        self.changed.emit()

    def _show_number(self) -> None:
        """How many are asked for: a filter that is not seen would mislead."""
        asked = sum(one is not None for one in (self.wave(), self.reporting()))
        self.setText(str(asked))
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonTextBesideIcon if asked else style.ToolButtonIconOnly)


class ViewMenu(MenuButton):
    """How many charts side by side, on which scale, grouped or not."""

    changed = Signal()
    """Another scale, or another grouping, is wanted."""
    columns_changed = Signal(int)
    """2 to 8 charts side by side; 0: as many as fit."""

    def __init__(self, context: Context, owner: QWidget):
        super().__init__(
            context,
            "charts_view",
            msg("How many charts side by side, on which scale, by district or not"),
            "density",
        )
        group = QActionGroup(self.list)
        for columns in (0, *range(FEWEST, MOST + 1)):
            text = nmsg("{count} chart in a row", "{count} charts in a row", columns)
            action = self.list.addAction(context.text(text if columns else msg("As many in a row as fit")))
            action.setData(columns)
            action.setCheckable(True)
            action.setChecked(columns == 0)
            group.addAction(action)
        group.triggered.connect(self._dense)
        self.list.addSeparator()
        self.own_scale = QAction(context.text(msg("Own scale for each chart")), owner)
        tip = msg("Percentages keep 0 to 100 %, so that nothing looks larger than it is")
        self.own_scale.setToolTip(context.text(tip))
        self.list.setToolTipsVisible(True)
        self.by_district = QAction(context.text(msg("By district, each with its pooled chart")), owner)
        for action in (self.own_scale, self.by_district):
            action.setCheckable(True)
            action.toggled.connect(self.changed)
            self.list.addAction(action)

    @Slot(QAction)
    def _dense(self, action: QAction) -> None:
        self.columns_changed.emit(action.data())
