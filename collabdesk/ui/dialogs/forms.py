"""Blank data forms for the teams: which month, which teams, workbooks or paper or both, into which folder."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import msg, nmsg
from collabdesk.models.places import Team
from collabdesk.periods import MONTH, Period
from collabdesk.reports.content import Paper
from collabdesk.services.data import forms
from collabdesk.services.data.forms import FormsMade
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.forms import Form
from collabdesk.ui.tasks import Progress
from collabdesk.ui.theme import GAP, GAP_SMALL
from collabdesk.ui.tick_list import TickList
from collabdesk.ui.widgets import Label

_BACK, _AHEAD = 6, 2
"""So many months before and after the last one that is over are offered."""
_EACH, _TOGETHER = "each", "together"
_NO_PAPER, _BOTH = "no", "both"


class FormsDialog(QDialog):
    """Show with `open`."""

    def __init__(self, context: Context, workspace: Workspace, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._context = context
        self._workspace = workspace
        self.setObjectName("forms_dialog")
        self.setWindowTitle(context.text(msg("Data forms for the teams")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = self._make_form()
        self.teams = self._make_teams()
        self._reason = Label(context.theme, colour="danger", wrap=True)
        self._reason.setObjectName("forms_reason")
        self._reason.hide()
        self._make = QPushButton(context.text(msg("Choose a folder and make them…")))
        self._make.setObjectName("forms_make")
        self._make.setDefault(True)
        self._lay_out()
        self.resize(560, 560)

    @Slot()
    def accept(self) -> None:
        """Ask for the folder and write there, in the background."""
        values = self.form.values()
        if values is None:
            return
        try:
            content = forms.gather_forms(
                self._workspace, Period(MONTH, values["month"]), dt.date.today(), self.teams.keys()
            )
        except UserFacingError as trouble:
            self._reason.setText(trouble.sentence)
            self._reason.show()
            return
        folder = self._context.files.choose_folder(msg("Where to keep the forms"))
        if folder is None:
            return
        words = forms.words_of(self._workspace)
        paper = Paper(self._workspace.collaborative.paper) if values["paper"] == _BOTH else None

        def work(progress: Progress) -> FormsMade:
            progress(0, 0)
            return forms.write_forms(content, folder, words, paper=paper, together=values["how"] == _TOGETHER)

        self._context.tasks.run(work, self._made, self._failed, msg("Making the forms"))
        super().accept()

    def _made(self, made: FormsMade) -> None:
        said = nmsg("Made {count} form file", "Made {count} form files", len(made.files))
        self._context.navigator.say_made(self._context.text(said), made.folder)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self._context.messages.warn(error.sentence)
        elif not isinstance(error, Cancelled):
            self._context.tasks.crashed.emit(error)

    @Slot()
    def _allow(self) -> None:
        self._make.setEnabled(bool(self.teams.keys()))

    @Slot()
    def _all(self) -> None:
        self.teams.tick(lambda _item: True)
        self._allow()

    @Slot()
    def _none(self) -> None:
        self.teams.tick(lambda _item: False)
        self._allow()

    def _make_form(self) -> Form:
        form = Form(self._context, "forms_form")
        last = forms.month_to_report(dt.date.today()).ordinal
        months: list[tuple[Any, str]] = [
            (ordinal, self._context.translator.period(Period(MONTH, ordinal)))
            for ordinal in range(last + _AHEAD, last - _BACK, -1)
        ]
        form.add_choice("month", msg("Month"), months)
        form.add_choice(
            "how",
            msg("Workbooks"),
            ((_EACH, msg("one for each team")), (_TOGETHER, msg("one for all, a sheet per team"))),
        )
        form.add_choice(
            "paper",
            msg("On paper"),
            ((_NO_PAPER, msg("no")), (_BOTH, msg("a PDF of the same forms as well"))),
        )
        form.set_values({"month": last, "how": _EACH, "paper": _NO_PAPER})
        return form

    def _make_teams(self) -> TickList:
        teams = TickList()
        teams.setObjectName("forms_teams")
        teams.setAccessibleName(self._context.text(msg("Teams that get a form")))
        for team in sorted(self._workspace.mine(Team), key=lambda one: one.name.casefold()):
            teams.add_line(team.id, team.name, ticked=team.left is None)
        teams.itemChanged.connect(self._allow)
        return teams

    def _lay_out(self) -> None:
        text = self._context.text
        said = msg(
            "Each form asks for the month's numbers of one team and shows its last three. Only the yellow cells "
            "can be filled in. What comes back is imported without a question."
        )
        row = QHBoxLayout()
        for name, words, slot in (("all", msg("All"), self._all), ("none", msg("None"), self._none)):
            button = QPushButton(text(words))
            button.setObjectName(f"forms_{name}")
            button.clicked.connect(slot)
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        buttons = QDialogButtonBox()
        buttons.addButton(self._make, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = QPushButton(text(msg("Cancel")))
        cancel.setObjectName("cancel")
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP_SMALL)
        box.addWidget(Label(self._context.theme, text(said), colour="ink_soft", wrap=True))
        box.addWidget(self.form)
        box.addWidget(self.teams, 1)
        box.addLayout(row)
        box.addWidget(self._reason)
        box.addWidget(buttons)
