"""The numbers beside the places: teams that have not reported yet, visits and actions that are overdue."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from collabdesk.ui.context import Context
from collabdesk.ui.sidebar import Sidebar

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace

REST = 400  # ms without an edit before counting anew


class Badges(QObject):
    """Counts a moment after the last edit: typing must not wait for it."""

    def __init__(self, context: Context, sidebar: Sidebar, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._sidebar = sidebar
        self._workspace: Workspace | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST)
        self._timer.timeout.connect(self.count)

    def show_workspace(self, workspace: Workspace | None) -> None:
        """Count for this file from now on."""
        self._workspace = workspace
        if workspace is None:
            self._timer.stop()
            self._sidebar.set_badge("data", 0)
            self._sidebar.set_badge("coaching", 0)
        else:
            self.renew()

    def renew(self) -> None:
        """Something changed."""
        self._timer.start()

    @Slot()
    def count(self) -> None:
        """Count now."""
        if self._workspace is None:
            return
        from collabdesk.services.coaching import coaching
        from collabdesk.services.overview import overview

        today = dt.date.today()
        missing = overview.overdue(self._workspace, today)
        self._sidebar.set_badge("data", len({one.team.id for one in missing}))
        late = [
            *coaching.missed_visits(self._workspace, today),
            *coaching.overdue_actions(self._workspace, today),
        ]
        self._sidebar.set_badge("coaching", len(late))
