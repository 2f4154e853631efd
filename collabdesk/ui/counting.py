"""Counting what looks at every chart: on a worker, so that the page stays alive; late answers are dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from collabdesk.services.beside import Values, counting_with, values_of
from collabdesk.services.overview.overview import chart_count
from collabdesk.ui.context import Context
from collabdesk.ui.tasks import Progress

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace

AT_ONCE = 1_000
"""With so many charts at most, counting takes no longer than handing it to a worker: the answer is there at once."""

Count = Callable[["Workspace"], Any]
Done = Callable[[Any], None]


class Counting(QObject):
    """Asks one question at a time, always the newest, and gives its answer to who asked."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._asked: tuple[Workspace, Count, Done] | None = None
        self._under_way: object | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether an answer is still to come."""
        return self._asked is not None

    def ask(self, workspace: Workspace, count: Count, done: Done) -> None:
        """``done(count(workspace))``, at once or soon; what was asked before is of no use any more.

        ``count`` runs on another thread with a copy of the values: it must be a function of its workspace alone.
        """
        self._asked = None
        if chart_count(workspace) <= AT_ONCE:
            done(count(workspace))
            return
        self._asked = (workspace, count, done)
        if self._under_way is None:
            self._begin()

    def forget(self) -> None:
        """Nobody waits for an answer any more."""
        self._asked = None

    def _begin(self) -> None:
        assert self._asked is not None
        question = self._asked
        workspace, count, _done = question
        values = values_of(workspace)
        self._under_way = question

        def work(_progress: Progress) -> Any:
            return _counted(values, count)

        def ended(answer: Any) -> None:
            self._under_way = None
            if self._asked is question:
                self._asked = None
                question[2](answer)
            elif self._asked is not None:  # it was asked anew meanwhile
                self._begin()

        def failed(error: BaseException) -> None:
            self._under_way = self._asked = None
            self._context.tasks.crashed.emit(error)

        self._context.tasks.run(work, ended, failed)


def _counted(values: Values, count: Count) -> Any:
    with counting_with(values) as workspace:
        return count(workspace)
