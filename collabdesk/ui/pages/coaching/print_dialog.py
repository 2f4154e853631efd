"""Which visits' papers are to be printed (the chosen ones, or all of a coach in a period), and how they will look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import Translator, languages, msg, nmsg
from collabdesk.reports.coaching.coaching_content import CoachingOptions
from collabdesk.reports.content import Paper
from collabdesk.services.coaching import briefings, coaching
from collabdesk.services.coaching.briefings import BriefingKeeper, BriefingRequest
from collabdesk.services.file_names import stem
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.file_dialogs import PDF
from collabdesk.ui.forms import Form
from collabdesk.ui.packs.choices import LANGUAGES
from collabdesk.ui.packs.preview import Preview
from collabdesk.ui.tasks import Progress, Task
from collabdesk.ui.theme import GAP, GAP_SMALL
from collabdesk.ui.widgets import Label, size_on_screen

if TYPE_CHECKING:
    from collabdesk.reports.craft.document import LaidDocument

_BOTH, _BRIEFING, _SLIP = "both", "briefing", "slip"
_WEEKS = 6
_SETTLE = 120
"""Milliseconds without a further change before the preview is made anew."""


class PrintDialog(QDialog):
    """`wanted` carries a BriefingRequest when the file has been chosen, `print_wanted` one for the printer."""

    wanted = Signal(object)
    print_wanted = Signal(object)
    """Its file is still to be named."""

    def __init__(
        self, context: Context, workspace: Workspace, chosen: Sequence[int], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._workspace = workspace
        self._chosen = tuple(chosen)
        self.setObjectName("print_dialog")
        self.setWindowTitle(context.text(msg("Print briefings and return slips")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = self._make_form()
        self.preview = Preview(context)
        self._keeper = BriefingKeeper()
        self._task: Task | None = None
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE)
        self._timer.timeout.connect(self._prepare)
        self.count = Label(context.theme, colour="ink_soft", wrap=True)
        self.count.setObjectName("print_count")
        self.save = QPushButton(context.text(msg("Make the PDF…")))
        self.save.setObjectName("print_save")
        self.save.setDefault(True)
        self.print = QPushButton(context.text(msg("Print…")))
        self.print.setObjectName("print_now")
        self.print.setAutoDefault(False)
        self.print.clicked.connect(self._print)
        self._lay_out()
        self.form.edited.connect(self._show_count)
        self._show_count()
        size_on_screen(self, 1120, 640)

    def visit_ids(self) -> tuple[int, ...]:
        """The visits that would be printed."""
        values = self.form.values()
        if values is None:
            return ()
        if values["which"]:
            return self._chosen
        rows = briefings.visits_between(
            self._workspace, values["first"], values["last"], values["coach"], dt.date.today()
        )
        return tuple(row.visit.id for row in rows)

    @Slot()
    def accept(self) -> None:
        """Ask where to, and say what is wanted."""
        values, ids = self.form.values(), self.visit_ids()
        if values is None or not ids:
            return
        name = f"{self._workspace.collaborative.name} visits {dt.date.today():%Y-%m-%d}"
        path = self._context.files.save_file(msg("Where to keep the papers"), f"{stem(name)}.pdf", PDF)
        if path is None:
            return
        self.wanted.emit(self._request(values, ids, path))
        super().accept()

    @Slot()
    def _print(self) -> None:
        values, ids = self.form.values(), self.visit_ids()
        if values is not None and ids:
            self.print_wanted.emit(self._request(values, ids, Path()))
            super().accept()

    @Slot()
    def _show_count(self) -> None:
        by_period = not self.form.fields["which"].value()  # type: ignore[attr-defined]
        for name in ("coach", "first", "last"):
            self.form.show_field(name, by_period)
        count = len(self.visit_ids())
        said = nmsg("{count} visit will be printed.", "{count} visits will be printed.", count)
        self.count.setText(self._context.text(said if count else msg("No visit is waiting in this period.")))
        self.save.setEnabled(count > 0)
        self.print.setEnabled(count > 0)
        self._timer.start()

    # --- the preview ---

    @Slot()
    def _prepare(self) -> None:
        """Lay the papers out beside the window; what was begun for an older wish is given up."""
        self._stop()
        values, ids = self.form.values(), self.visit_ids()
        if values is None or not ids:
            self.preview.show_nothing()
            return
        request = self._request(values, ids, Path())
        keeper = self._keeper

        def work(progress: Progress) -> LaidDocument:
            return keeper.laid(request, cancelled=lambda: progress.cancelled)

        self.preview.said.setText(self._context.text(msg("Preparing the preview…")))
        self._task = self._context.tasks.run(work, self._show, self._failed)

    def _show(self, laid: LaidDocument) -> None:
        self.preview.said.setText("")
        self.preview.show_pack(laid)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, UserFacingError):
            raise error
        self.preview.said.setText(error.sentence)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    # --- Qt ---

    def done(self, result: int) -> None:
        self._timer.stop()
        self._stop()
        super().done(result)

    # --- private ---

    def _request(self, values: dict[str, object], ids: tuple[int, ...], path: Path) -> BriefingRequest:
        language = str(values.get("language") or "en")
        return BriefingRequest(
            file=self._workspace.path,
            collaborative=self._workspace.collaborative.name,
            visit_ids=ids,
            out=path,
            options=CoachingOptions(
                paper=Paper(str(values["paper"])),
                colour=bool(values["colour"]),
                briefing=values["what"] != _SLIP,
                slip=values["what"] != _BRIEFING,
            ),
            translator=Translator(language),
            printed_on=dt.date.today(),
        )

    def _make_form(self) -> Form:
        form = Form(self._context, "print_form")
        count = len(self._chosen)
        said = nmsg("the chosen visit", "the {count} chosen visits", count)
        which = [(True, said)] if count else []
        form.add_choice("which", msg("Which visits"), [*which, (False, msg("those waiting in a period"))])
        people = [(person.id, person.name) for person in coaching.coaches(self._workspace)]
        form.add_choice("coach", msg("Coach"), [(None, msg("All coaches")), *people])
        form.add_date("first", msg("From"), empty=False)
        form.add_date("last", msg("Until"), empty=False)
        form.add_choice(
            "what",
            msg("Print"),
            (
                (_BOTH, msg("briefing, with the slip on its back")),
                (_BRIEFING, msg("briefing only")),
                (_SLIP, msg("return slip only")),
            ),
        )
        form.add_choice("paper", msg("Paper"), [(Paper.A4.value, "A4"), (Paper.LETTER.value, "Letter")])
        form.add_choice(
            "colour",
            msg("Printed"),
            ((False, msg("grey: reads well on any copier")), (True, msg("in colour"))),
        )
        known = languages()
        form.add_choice("language", msg("Language"), [(code, LANGUAGES.get(code, code)) for code in known])
        today = dt.date.today()
        form.set_values(
            {
                "first": today,
                "last": today + dt.timedelta(weeks=_WEEKS),
                "paper": self._workspace.collaborative.paper,
                "language": self._workspace.collaborative.language,
            }
        )
        return form

    def _lay_out(self) -> None:
        text = self._context.text
        cancel = QPushButton(text(msg("Cancel")))
        cancel.setObjectName("cancel")
        cancel.setAutoDefault(False)
        buttons = QDialogButtonBox()
        buttons.addButton(self.print, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        said = msg(
            "One page per visit for the coach, and a slip to fill by hand. The numbers on the slip are those of the "
            "form in which it is typed back; they are kept from now on."
        )
        left = QVBoxLayout()
        left.setSpacing(GAP_SMALL)
        left.addWidget(Label(self._context.theme, text(said), colour="ink_soft", wrap=True))
        left.addWidget(self.form)
        left.addWidget(self.count)
        left.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addLayout(left, 2)
        row.addWidget(self.preview, 3)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP_SMALL)
        box.addLayout(row, 1)
        box.addWidget(buttons)
