"""Choosing one team or several in a button's menu: type to find, tick, all or none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from collabdesk.i18n import msg, nmsg
from collabdesk.ui.context import Context
from collabdesk.ui.theme import GRID
from collabdesk.ui.tick_list import TickList
from collabdesk.ui.widgets import literal

_KEY = Qt.ItemDataRole.UserRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class TeamsField(QToolButton):
    """Shows the chosen teams; its menu chooses them."""

    chosen_changed = Signal()

    def __init__(self, context: Context):
        super().__init__()
        self._context = context
        self.setObjectName("record_teams")
        self.setAccessibleName(context.text(msg("Teams")))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(30)
        self.setMinimumWidth(170)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        context.theme.set_icon(self, "people")
        self._search = QLineEdit()
        self._search.setPlaceholderText(context.text(msg("Find a team")))
        self._search.setObjectName("record_team_search")
        self._list = TickList()
        self._list.setObjectName("record_team_list")
        self._list.setMinimumSize(280, 260)
        self._waves = QComboBox()
        self._waves.setObjectName("record_wave")
        self._waves.setAccessibleName(context.text(msg("Tick a whole wave")))
        self._waves.activated.connect(self._wave_chosen)
        self._make_menu()
        self._search.textChanged.connect(self._narrow)
        self._search.returnPressed.connect(self._take_found)
        self._list.itemChanged.connect(self._changed)
        self._list.itemActivated.connect(self._toggle)
        self._write()

    def set_teams(self, teams: Sequence[tuple[int, str]]) -> None:
        """Offer these (id, name); those chosen stay so."""
        before = set(self.value())
        self._list.blockSignals(True)
        self._list.clear()
        for key, name in teams:
            self._list.add_line(key, name, ticked=key in before)
        self._list.blockSignals(False)
        self._list.setCurrentRow(0)  # so that the space bar ticks something at once
        self._write()

    def set_waves(self, waves: Sequence[tuple[int, Sequence[int]]]) -> None:
        """Offer to tick a whole wave; each with its teams' ids."""
        self._waves.blockSignals(True)
        self._waves.clear()
        self._waves.addItem(self._context.text(msg("A whole wave…")), [])
        for number, team_ids in waves:
            self._waves.addItem(self._context.text(msg("Wave {number}", number=number)), list(team_ids))
        self._waves.setVisible(bool(waves))
        self._waves.blockSignals(False)

    def value(self) -> tuple[int, ...]:
        """The ids of the chosen teams."""
        return tuple(self._list.keys())

    def set_value(self, team_ids: Sequence[int]) -> None:
        """Choose these."""
        self._list.tick(lambda item: item.data(_KEY) in team_ids)
        self._changed()

    def _make_menu(self) -> None:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._search)
        column.addWidget(self._list)
        row = QHBoxLayout()
        for name, text, slot in (
            ("all_teams", msg("All shown"), self._all),
            ("no_teams", msg("None"), self._none),
        ):
            button = QPushButton(self._context.text(text))
            button.setObjectName(name)
            button.clicked.connect(slot)
            row.addWidget(button)
        column.addWidget(self._waves)
        menu = QMenu(self)
        done = QPushButton(self._context.text(msg("Done")))
        done.clicked.connect(menu.hide)
        row.addStretch(1)
        row.addWidget(done)
        column.addLayout(row)
        action = QWidgetAction(menu)
        action.setDefaultWidget(box)
        menu.addAction(action)
        menu.aboutToShow.connect(self._search.clear)
        menu.aboutToShow.connect(self._search.setFocus)
        self.setMenu(menu)

    def _write(self) -> None:
        names = [item.text() for item in self._list.ticked()]
        say = self._context.text
        if not names:
            text = say(msg("Choose teams"))
        elif len(names) == 1:
            text = literal(names[0])
        else:
            text = say(nmsg("{count} team", "{count} teams", len(names)))
        self.setText(text)
        self.setToolTip("\n".join(names[:30]))

    @Slot()
    def _changed(self) -> None:
        self._write()
        self.chosen_changed.emit()

    @Slot(QListWidgetItem)
    def _toggle(self, item: QListWidgetItem) -> None:
        item.setCheckState(_OFF if item.checkState() == _ON else _ON)

    @Slot(str)
    def _narrow(self, text: str) -> None:
        for item in self._list.lines():
            item.setHidden(text.strip().casefold() not in item.text().casefold())
        shown = (place for place, item in enumerate(self._list.lines()) if not item.isHidden())
        self._list.setCurrentRow(next(shown, -1))

    @Slot()
    def _take_found(self) -> None:
        """Enter ticks the first team found; the next name is typed over this one."""
        found = self._list.currentItem()
        if found is not None and self._search.text().strip():
            self._toggle(found)
            self._search.selectAll()

    @Slot(int)
    def _wave_chosen(self, place: int) -> None:
        if place:
            self.set_value([*self.value(), *self._waves.itemData(place)])
            self._waves.setCurrentIndex(0)

    @Slot()
    def _all(self) -> None:
        self.set_value([item.data(_KEY) for item in self._list.lines() if not item.isHidden()])

    @Slot()
    def _none(self) -> None:
        self.set_value([])
