"""The foot of the composer: save, print, handouts; how far that is, and Cancel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import Message, msg, nmsg
from collabdesk.reports.content import Section
from collabdesk.services.paper import handouts, packs, snapshots
from collabdesk.services.paper.handouts import Handouts, file_name
from collabdesk.services.paper.packs import PackRequest, Printed
from collabdesk.services.sessions import meetings
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.file_dialogs import PDF
from collabdesk.ui.packs.handouts_dialog import HandoutsDialog
from collabdesk.ui.packs.printing import PrintJob
from collabdesk.ui.printers import has_printer
from collabdesk.ui.tasks import Progress, Task
from collabdesk.ui.theme import GAP_SMALL
from collabdesk.ui.widgets import ElidedLabel

if TYPE_CHECKING:
    from collabdesk.models.meetings import Session

_STEPS = 1000


class Maker(QWidget):
    """Makes what ``asks`` wants."""

    close_wanted = Signal()

    def __init__(self, context: Context, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._workspace = context, workspace
        self.asks: Callable[[], PackRequest] = self._nothing
        self._task: Task | None = None
        self._job: PrintJob | None = None
        self._made: Path | None = None
        button = self._button
        self.save = button("pack_save", msg("Save as PDF…"), self.save_pack)
        self.print = button("pack_print", msg("Print…"), self.print_pack)
        self.handouts = button("pack_handouts", msg("Handouts…"), self.make_handouts)
        self.handouts.setToolTip(context.text(msg("A PDF for each team and each coach, in a folder")))
        self.printed = button("pack_printed", msg("Printed packs…"), self.show_printed)
        self.printed.setToolTip(context.text(msg("Earlier packs as they were, and what has changed since")))
        self.close_ = button("pack_close", msg("Close"), self.close_wanted.emit)
        self.open = button("pack_open", msg("Open"), self._open)
        self.cancel = button("cancel", msg("Cancel"), self.stop)
        self.said = ElidedLabel(context.theme, colour="ink_soft")
        self.said.setObjectName("pack_made")
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(180)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_SMALL)
        row.addWidget(self.printed)
        row.addWidget(self.said, 1)
        for widget in (self.open, self.bar, self.cancel, self.handouts, self.print, self.save, self.close_):
            row.addWidget(widget)
        self.save.setDefault(True)
        self.open.hide()
        self._show_work(False)

    def set_ready(self, ready: bool) -> None:
        """Whether there is anything to make."""
        for button in (self.save, self.print):
            button.setEnabled(ready and self._task is None and self._job is None)

    # --- what the buttons do ---

    @Slot()
    def save_pack(self) -> None:
        """Ask where to, and write the PDF; it is kept among the printed packs."""
        request = self.asks()
        suggested = self._suggested(request, ".pdf")
        path = self._context.files.save_file(msg("Where to keep the pack"), suggested, PDF)
        if path is None:
            return
        wanted = replace(request, out=path)

        def work(progress: Progress) -> Printed:
            return packs.print_pack(wanted, _reporter(progress), lambda: progress.cancelled)

        self._run(work, self._saved, msg("Making {name}", name=path.name))

    @Slot()
    def print_pack(self) -> None:
        """Make the pack and hand it to a printer that the person chooses."""
        if not has_printer(self._context.messages.tell):
            return
        request = self.asks()

        def work(progress: Progress) -> Printed:
            return packs.print_pack(request, _reporter(progress), lambda: progress.cancelled, to_file=False)

        self._run(work, self._ready_to_print, msg("Making the pack"))

    @Slot()
    def make_handouts(self) -> None:
        """Ask what they hold."""
        request = self.asks()
        kept = self._context.settings.handout_sections
        ticked = [one.value for one in request.options.sections] if kept is None else kept
        dialog = HandoutsDialog(self._context, ticked, request.hide_names, self.window())
        dialog.wanted.connect(self._make_handouts)
        dialog.open()

    @Slot(object)
    def _make_handouts(self, sections: tuple[Section, ...]) -> None:
        """Ask for a folder and make a PDF for each team and each coach."""
        self._context.settings.handout_sections = [section.value for section in sections]
        request = self.asks()
        folder = self._context.files.choose_folder(msg("Where to keep the handouts"))
        if folder is None:
            return
        name = self._suggested(request, "").strip()
        options = replace(request.options, sections=sections)
        wanted = replace(request, out=folder / name, options=options)

        def work(progress: Progress) -> Handouts:
            return handouts.make_handouts(wanted, _reporter(progress), lambda: progress.cancelled)

        self._run(work, self._handed_out, msg("Making the handouts"))

    @Slot()
    def show_printed(self) -> None:
        """The list of the packs that were printed."""
        from collabdesk.ui.packs.printed import PrintedPacks

        PrintedPacks(self._context, self._workspace, self.window()).show()

    @Slot()
    def stop(self) -> None:
        """Stop what is being made."""
        if self._task is not None:
            self._task.cancel()
        if self._job is not None:
            self._job.stop()

    # --- what comes of it ---

    def _saved(self, made: Printed) -> None:
        self._keep(made)
        count = made.result.pages
        said = nmsg("{name}: {count} page", "{name}: {count} pages", count, name=made.result.path.name)
        if made.key is not None:
            said = msg("{said}; beside it the key to the names", said=said)
        self._say_made(said, made.result.path)

    def _ready_to_print(self, made: Printed) -> None:
        job = PrintJob(made.pdf, made.result.pages, self)
        if not job.ask(self._context.text(msg("Print the pack")), self._context.messages.tell):
            self._end(msg("Not printed."))
            return
        self._job = job
        job.step.connect(self._printing)
        job.finished.connect(lambda good: self._printed(made, good))
        self._show_work(True)
        job.start()

    @Slot(int, int)
    def _printing(self, done: int, pages: int) -> None:
        self.bar.setValue(_STEPS * done // max(1, pages))
        self.said.setText(self._context.text(msg("Printing page {page} of {pages}", page=done, pages=pages)))

    def _printed(self, made: Printed, good: bool) -> None:
        self._job = None
        if good:
            self._keep(made)
            count = made.result.pages
            said = nmsg("{count} page sent to the printer.", "{count} pages sent to the printer.", count)
            if made.hides_names:
                said = msg("{said} The key to the names is saved with the PDF.", said=said)
            self._end(said)
        else:
            self._end(msg("Printing was stopped."))

    def _handed_out(self, made: Handouts) -> None:
        teams = nmsg("{count} for a team", "{count} for teams", len(made.teams))
        coaches = nmsg("{count} for a coach", "{count} for coaches", len(made.coaches))
        said = msg("{folder}: {teams}, {coaches}", folder=made.folder.name, teams=teams, coaches=coaches)
        self._say_made(said, made.folder)

    def _keep(self, made: Printed) -> None:
        """Among the printed packs, where the file can be written."""
        if not self._workspace.read_only:
            self._context.attempt(lambda: snapshots.keep(self._workspace, made.draft))

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self._end(msg("Cancelled: nothing more was made."))
        elif isinstance(error, UserFacingError):
            self._end("")
            self._context.messages.warn(error.sentence)
        else:
            self._end("")
            raise error

    # --- private ---

    def _run(self, work: Callable[[Progress], Any], done: Callable[[Any], None], said: Message) -> None:
        self.open.hide()
        self.said.setText(self._context.text(said))
        self.bar.setValue(0)

        def ended(result: Any) -> None:
            self._task = None
            self._show_work(False)
            done(result)

        self._task = self._context.tasks.run(work, ended, self._failed)
        self._task.reported.connect(self._reported)
        self._show_work(True)

    @Slot(int, int)
    def _reported(self, done: int, total: int) -> None:
        self.bar.setValue(_STEPS * done // max(1, total))

    def _show_work(self, working: bool) -> None:
        for widget in (self.bar, self.cancel):
            widget.setVisible(working)
        for widget in (self.save, self.print, self.handouts):
            widget.setEnabled(not working)

    def _say_made(self, said: Message, path: Path) -> None:
        self._made = path
        self._end(said)
        self.open.show()
        self._context.navigator.say_made(self._context.text(said), path)

    def _end(self, said: Message | str) -> None:
        self._task = None
        self._show_work(False)
        self.said.setText(self._context.text(said))

    @Slot()
    def _open(self) -> None:
        if self._made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made)))

    def _suggested(self, request: PackRequest, ending: str) -> str:
        from collabdesk.models.meetings import Session

        session: Session = self._workspace.rows(Session)[request.session_id]
        return (
            file_name(self._workspace.collaborative.name, meetings.short_name(session)).removesuffix(".pdf")
            + ending
        )

    def _button(self, name: str, words: Message, slot: Callable[[], Any]) -> QPushButton:
        button = QPushButton(self._context.text(words))
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.setMinimumHeight(30)
        button.clicked.connect(slot)
        return button

    @staticmethod
    def _nothing() -> PackRequest:
        raise RuntimeError("nobody has said what is to be made")


def _reporter(progress: Progress) -> Callable[[float, Message], None]:
    return lambda share, _said: progress(round(share * _STEPS), _STEPS)
