"""Edits of many rows: a worker makes them, so that the window stays alive, and the pages follow when it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import Message
from collabdesk.services import cubes, imports
from collabdesk.stopping import stoppable
from collabdesk.ui.asking import may_move
from collabdesk.ui.context import Context
from collabdesk.ui.tasks import Progress

if TYPE_CHECKING:
    from collabdesk.analysis.cube import ObservationCube
    from collabdesk.services.phases.frozen import Move
    from collabdesk.services.workspace import Workspace

T = TypeVar("T")
Cubes = dict[str, "ObservationCube"]


class LongEdit:
    """One edit by a worker: which frozen medians would move is found and asked about first, then it is made."""

    def __init__(self, context: Context, workspace: Workspace, *, label: str, said: Message) -> None:
        self._context, self._workspace = context, workspace
        self._label, self._said = label, said

    def start(self, find: Callable[[], list[Move]], make: Callable[[], T], done: Callable[[T], None]) -> None:
        """``find`` and ``make`` run in the worker; ``done`` gets what ``make`` returned, once the pages follow."""

        def asked(moves: list[Move]) -> None:
            if self._workspace.is_open and may_move(self._context, self._workspace, moves):
                self._make(make, done)

        self._context.tasks.run(lambda _progress: find(), asked, self._failed, self._said)

    def _make(self, make: Callable[[], T], done: Callable[[T], None]) -> None:
        over, made = self._workspace.written_apart(), list[tuple[T, Cubes]]()
        where, types = imports.place_of(self._workspace), tuple(cubes.held(self._workspace))

        def work(_progress: Progress) -> None:
            try:
                with stoppable(lambda: False):  # half a taking back helps nobody
                    made.append((make(), imports.cubes_in_worker(where, types)))
            finally:
                over.set()

        def ended() -> None:
            if made and self._workspace.is_open:
                result, read = made[0]
                cubes.renew(self._workspace, self._label, read)
                done(result)

        def failed(error: BaseException) -> None:
            if made:  # Cancel was pressed when all was written already
                ended()
            else:
                self._failed(error)

        self._context.tasks.run(work, lambda _none: ended(), failed, self._said)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self._context.messages.warn(error.sentence)
        elif not isinstance(error, Cancelled):
            self._context.tasks.crashed.emit(error)
