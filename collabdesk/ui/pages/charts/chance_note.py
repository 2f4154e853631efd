"""How many of the charts shown would show a sign by chance alone: beside every count of signs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from collabdesk.i18n import msg
from collabdesk.services import chance
from collabdesk.services.series import rules_name
from collabdesk.ui.context import Context
from collabdesk.ui.pages.charts.tally import Tally
from collabdesk.ui.tasks import Progress

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace

WAIT_MS = 300
"""The charts come first; this is for who stays a moment."""


class ChanceNote(QObject):
    """Asks in the background, and tells the tally; an answer that comes too late is dropped."""

    def __init__(self, context: Context, tally: Tally) -> None:
        super().__init__(tally)
        self._context, self._tally = context, tally
        self._workspace: Workspace | None = None
        self._pairs: tuple[tuple[int, int], ...] = ()
        self._asked: object = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.setTimerType(Qt.TimerType.CoarseTimer)
        self._wait.timeout.connect(self.ask)

    def show_for(self, workspace: Workspace, pairs: Sequence[tuple[int, int]]) -> None:
        """These (indicator id, team id) are shown now."""
        self._workspace, self._pairs = workspace, tuple(pairs)
        self._asked = None
        self._tally.show_chance("")
        self._wait.start()

    def forget(self) -> None:
        """Nothing is shown any more."""
        self._wait.stop()
        self._workspace, self._pairs, self._asked = None, (), None
        self._tally.show_chance("")

    @Slot()
    def ask(self) -> None:
        """Have it counted now."""
        self._wait.stop()
        if self._workspace is None or not self._pairs:
            return
        alike, rules = chance.likenesses(self._workspace, self._pairs), self._workspace.collaborative
        name, token, count = rules_name(rules), object(), len(self._pairs)
        self._asked = token

        def work(_progress: Progress) -> float:
            return chance.signs_among(name, alike)

        def done(number: float) -> None:
            if self._asked is token:
                self._tally.show_chance(self._context.text(chance.signs_said(count, number)))

        def failed(error: BaseException) -> None:
            self._context.tasks.crashed.emit(error)

        self._context.tasks.run(work, done, failed, msg("Counting false alarms"))
