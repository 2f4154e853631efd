"""The button over the wall that says how much could be decided about baselines, and leads to the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QPushButton

from collabdesk.i18n import msg, nmsg
from collabdesk.models.measures import Indicator
from collabdesk.services.phases import proposals
from collabdesk.ui.context import Context

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace

LATER_MS = 300
"""Proposals are counted when the charts are there, and once for several edits."""


class BaselinesButton(QPushButton):
    """`count_for` counts a little later; a click is for whoever listens."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("charts_baselines")
        self._context = context
        self._workspace: Workspace | None = None
        self._indicator_id = 0
        tip = msg("What the program proposes about baselines: tick, accept with a reason, or put off")
        self.setToolTip(context.text(tip))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self.count)
        self._show(0)

    def count_for(self, workspace: Workspace, indicator_id: int) -> None:
        """Count the proposals about an indicator soon."""
        self._workspace, self._indicator_id = workspace, indicator_id
        self._later.start()

    def forget(self) -> None:
        """Keep nothing of the file."""
        self._later.stop()
        self._workspace = None
        self._show(0)

    @Slot()
    def count(self) -> None:
        """Count now."""
        self._later.stop()
        workspace = self._workspace
        if workspace is not None and self._indicator_id in workspace.rows(Indicator):
            self._show(len(proposals.of_indicator(workspace, self._indicator_id, pooled=False)))

    def _show(self, count: int) -> None:
        said = nmsg("Baselines: {count} to decide…", "Baselines: {count} to decide…", count)
        self.setText(self._context.text(said if count else msg("Baselines…")))
