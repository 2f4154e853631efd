"""Which visits' papers are to be printed: the chosen ones, or all of a coach in a period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from collabdesk.i18n import Translator, languages, msg, nmsg
from collabdesk.reports.coaching_content import CoachingOptions
from collabdesk.reports.content import Paper
from collabdesk.services import briefings, coaching
from collabdesk.services.briefings import BriefingRequest
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.file_dialogs import PDF, file_name
from collabdesk.ui.forms import Form
from collabdesk.ui.theme import GAP, GAP_SMALL
from collabdesk.ui.widgets import Label

LANGUAGES = {"en": "English", "fr": "français", "es": "español", "pt": "português"}
_BOTH, _BRIEFING, _SLIP = "both", "briefing", "slip"
_WEEKS = 6


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
        self.resize(560, 420)

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
        path = self._context.files.save_file(msg("Where to keep the papers"), f"{file_name(name)}.pdf", PDF)
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

    def _request(self, values: dict[str, object], ids: tuple[int, ...], path: Path) -> BriefingRequest:
        language = str(values.get("language") or "en")
        return BriefingRequest(
            file=self._workspace.path,
            collaborative=self._workspace.collaborative.name,
            visit_ids=ids,
            out=path,
            options=CoachingOptions(
                paper=Paper(str(values["paper"])),
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
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP_SMALL)
        box.addWidget(Label(self._context.theme, text(said), colour="ink_soft", wrap=True))
        box.addWidget(self.form)
        box.addWidget(self.count)
        box.addStretch(1)
        box.addWidget(buttons)
