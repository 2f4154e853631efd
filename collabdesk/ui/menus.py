"""The menu bar, made from the table of actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from collabdesk.i18n import msg
from collabdesk.ui.actions import MENUS, RECENT, Actions
from collabdesk.ui.context import Context
from collabdesk.ui.settings import TEXT_SIZES
from collabdesk.ui.theme import Scheme
from collabdesk.ui.widgets import literal

_SCHEMES = {f"scheme_{scheme.value}": scheme for scheme in Scheme}
_SIZES = {f"text_{round(size * 100)}": size for size in TEXT_SIZES}


class Menus(QObject):
    """Builds the menus; keeps the recent files and the choices of View."""

    recent_chosen = Signal(object)
    """A path."""

    def __init__(self, context: Context, window: QMainWindow, actions: Actions) -> None:
        super().__init__(window)
        self._context = context
        self._actions = actions
        self._recent = QMenu(context.text(msg("Open &recent")), window)
        self._recent.setObjectName("menu_recent")
        self._recent.setToolTipsVisible(True)
        self._recent.aboutToShow.connect(self._fill_recent)
        self._recent.triggered.connect(self._open_recent)
        for name, title, entries in MENUS:
            menu = window.menuBar().addMenu(context.text(title))
            menu.setObjectName(f"menu_{name}")
            menu.setToolTipsVisible(True)
            self._fill(menu, entries)
        self._group(_SCHEMES, context.settings.scheme, self._scheme_chosen)
        self._group(_SIZES, context.settings.text_size, self._size_chosen)

    def _fill(self, menu: QMenu, entries: tuple[str | None, ...]) -> None:
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            elif entry == RECENT:
                menu.addMenu(self._recent)
            else:
                menu.addAction(self._actions[entry])

    def _group(self, names: Mapping[str, object], current: object, slot: Callable[[QAction], None]) -> None:
        group = QActionGroup(self)
        for name, value in names.items():
            action = self._actions[name]
            action.setChecked(value == current)
            group.addAction(action)
        group.triggered.connect(slot)

    @Slot()
    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self._context.settings.recent:
            action = self._recent.addAction(literal(path.name))
            action.setToolTip(str(path))
            action.setData(str(path))
        if self._recent.isEmpty():
            self._recent.addAction(self._context.text(msg("No files yet"))).setEnabled(False)

    @Slot(QAction)
    def _open_recent(self, action: QAction) -> None:
        if action.data():
            self.recent_chosen.emit(Path(action.data()))

    @Slot(QAction)
    def _scheme_chosen(self, action: QAction) -> None:
        scheme = _SCHEMES[action.objectName().removeprefix("action_")]
        self._context.settings.scheme = scheme
        self._context.theme.apply(scheme)

    @Slot(QAction)
    def _size_chosen(self, action: QAction) -> None:
        size = _SIZES[action.objectName().removeprefix("action_")]
        self._context.settings.text_size = size
        self._context.theme.scale_text(size)
