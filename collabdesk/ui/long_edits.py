"""Edits of many rows: the helping process makes them, and the pages follow when it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from collabdesk.apart.calls import Call, FellError
from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import Message, msg
from collabdesk.services import cubes, imports
from collabdesk.stopping import stoppable
from collabdesk.ui.asking import may_move
from collabdesk.ui.context import Context
from collabdesk.ui.tasks import Progress

if TYPE_CHECKING:
    from collabdesk.analysis.cube import ObservationCube
    from collabdesk.services.phases.frozen import Move
    from collabdesk.services.workspace import Workspace

Cubes = dict[str, "ObservationCube"]


class LongEdit:
    """One edit by the helping process: which frozen medians would move is asked about first."""

    def __init__(self, context: Context, workspace: Workspace, *, label: str, said: Message) -> None:
        self._context, self._workspace = context, workspace
        self._label, self._said = label, said

    def start(self, find: Call, make: Call, done: Callable[[Any], None]) -> None:
        """``find`` gives the moves; ``done`` gets what ``make`` returned, once the pages follow."""

        def asked(moves: list[Move]) -> None:
            if self._workspace.is_open and may_move(self._context, self._workspace, moves):
                self._make(make, done)

        self._context.tasks.call(find, asked, self._failed, self._said)

    def _make(self, make: Call, done: Callable[[Any], None]) -> None:
        over, made = self._workspace.written_apart(), list[tuple[Any, Cubes]]()
        where, types = imports.place_of(self._workspace), tuple(cubes.held(self._workspace))
        helper, read = self._context.tasks.helper, Call(fn=imports.cubes_in_worker, args=(where, types))

        def work(_progress: Progress) -> None:
            try:
                with stoppable(lambda: False):  # half a taking back helps nobody
                    made.append((helper.call(make), helper.call(read)))
            finally:
                over.set()

        def ended() -> None:
            if made and self._workspace.is_open:
                result, numbers = made[0]
                cubes.renew(self._workspace, self._label, numbers)
                done(result)

        def failed(error: BaseException) -> None:
            if made:  # Cancel was pressed when all was written already
                ended()
            else:
                self._failed(error)

        self._context.tasks.run(work, lambda _none: ended(), failed, self._said, apart=True)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self._context.messages.warn(error.sentence)
        elif isinstance(error, FellError):
            self._context.messages.warn(
                msg("It broke off before it was done; nothing was changed. Try again.")
            )
        elif not isinstance(error, Cancelled):
            self._context.tasks.crashed.emit(error)
