"""Makes the preview in the background: the newest wish wins, and of a large pack the first teams come first."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.reports.content import Section
from collabdesk.reports.pack import LaidPack, Watch, lay_out_pack
from collabdesk.services.paper.pack_preview import PackKeeper
from collabdesk.services.paper.packs import PackRequest
from collabdesk.ui.context import Context
from collabdesk.ui.tasks import Progress, Task

FEW, MANY = 3, 30
"""With more teams than MANY, the pages of the first FEW are shown until all are measured."""
QUICK = frozenset((Section.COVER, Section.CONTENTS, Section.AGENDA, Section.ATTENDANCE, Section.PDSA))
"""What is shown first of all, before any number has been read."""
_Stage = tuple[PackRequest, int | None]


class Showing(QObject):
    """`show_request` as often as there is a change; `ready` carries a LaidPack and whether it is the whole."""

    ready = Signal(object, bool)
    failed = Signal(str)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._keeper = PackKeeper()
        self._task: Task | None = None
        self._wish = 0

    def show_request(self, request: PackRequest, teams: int) -> None:
        """Prepare a preview; what is being prepared for an older wish is given up."""
        self._wish += 1
        stages: list[_Stage] = [(request, None)]
        if teams > MANY:
            stages.insert(0, (request, FEW))
        if self._keeper.empty:
            quick = tuple(section for section in request.options.sections if section in QUICK)
            options = replace(request.options, sections=quick)
            stages.insert(0, (replace(request, options=options), FEW))
        self._start(stages)

    def forget(self) -> None:
        """The file has changed: gather anew."""
        self._keeper.forget()

    def stop(self) -> None:
        """Prepare nothing any more."""
        self._wish += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _start(self, stages: list[_Stage]) -> None:
        (request, most), later = stages[0], stages[1:]
        if self._task is not None:
            self._task.cancel()
        keeper, wish = self._keeper, self._wish

        def work(progress: Progress) -> LaidPack:
            def stopped() -> bool:
                return progress.cancelled

            content = keeper.content(request, stopped, most)
            return lay_out_pack(content, request.options, request.translator, Watch(cancelled=stopped))

        def done(pack: LaidPack) -> None:
            if wish != self._wish:
                return
            self._task = None
            if pack.pages or not later:
                self.ready.emit(pack, not later)
            if later:
                self._start(later)

        def failed(error: BaseException) -> None:
            if isinstance(error, Cancelled) or wish != self._wish:
                return
            if not isinstance(error, UserFacingError):
                raise error
            self.failed.emit(error.sentence)

        self._task = self._context.tasks.run(work, done, failed)
