"""How many of the charts shown would show a sign by chance alone: beside every count of signs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from collabdesk.services.charts import chance
from collabdesk.services.charts.series import rules_name
from collabdesk.ui.context import Context
from collabdesk.ui.tasks import Progress

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace

MOST = 600
"""Of more charts an even sample is simulated: the number is said with an "about" anyway."""
WAIT_MS = 300
"""The charts come first; this is for who stays a moment."""


class ChanceNote(QObject):
    """Asks in the background, and tells who shows it; an answer that comes too late is dropped."""

    def __init__(self, context: Context, show: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._show = context, show
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
        self._show("")
        self._wait.start()

    def forget(self) -> None:
        """Nothing is shown any more."""
        self._wait.stop()
        self._workspace, self._pairs, self._asked = None, (), None
        self._show("")

    @Slot()
    def ask(self) -> None:
        """Have it counted now."""
        self._wait.stop()
        if self._workspace is None or not self._pairs:
            return
        count = len(self._pairs)
        sample = self._pairs[:: -(-count // MOST)]
        alike = chance.likenesses(self._workspace, sample)
        name, token = rules_name(self._workspace.collaborative), object()
        self._asked = token

        def work(_progress: Progress) -> float:
            return chance.signs_among(name, alike) * count / len(sample)

        def done(number: float) -> None:
            if self._asked is token:
                self._show(self._context.text(chance.signs_said(count, number)))

        def failed(error: BaseException) -> None:
            self._context.tasks.crashed.emit(error)

        self._context.tasks.run(work, done, failed)  # without a word in the status bar: nobody waits for it
