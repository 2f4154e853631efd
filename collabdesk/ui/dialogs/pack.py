"""What is to be printed in a session pack."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from collabdesk.i18n import Translator, languages, msg, nmsg
from collabdesk.models.meetings import Session
from collabdesk.models.places import Team
from collabdesk.reports.content import PackOptions, Paper
from collabdesk.services import meetings
from collabdesk.services.packs import PackRequest
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.file_dialogs import PDF
from collabdesk.ui.forms import Form
from collabdesk.ui.theme import GAP, GAP_SMALL
from collabdesk.ui.tick_list import TickList
from collabdesk.ui.widgets import Label

_LANGUAGES = {"en": "English", "fr": "français", "es": "español", "pt": "português"}


class PackDialog(QDialog):
    """Asks for session, paper, colour and teams, then for the file; `wanted` carries a PackRequest."""

    wanted = Signal(object)

    def __init__(self, context: Context, workspace: Workspace, session_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._workspace = workspace
        self.setObjectName("pack_dialog")
        self.setWindowTitle(context.text(msg("Make the session pack")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = self._make_form(session_id)
        self.teams = self._make_teams()
        self._count = Label(context.theme, colour="ink_soft")
        self._print = QPushButton(context.text(msg("Make the pack…")))
        self._print.setObjectName("pack_make")
        self._print.setDefault(True)
        self._lay_out()
        self._show_count()
        self.resize(560, 600)

    @Slot()
    def accept(self) -> None:
        """Ask where to, and say what is wanted."""
        values = self.form.values()
        if values is None:
            return
        session = self._workspace.rows(Session)[values["session"]]
        stem = f"{self._workspace.collaborative.name} {meetings.short_name(session)}"
        suggested = "".join("-" if character in '<>:"/\\|?*' else character for character in stem)
        path = self._context.files.save_file(msg("Where to keep the pack"), f"{suggested}.pdf", PDF)
        if path is None:
            return
        self.wanted.emit(self._request(values, path))
        super().accept()

    def _request(self, values: dict[str, object], path: Path) -> PackRequest:
        chosen = self.teams.keys()
        options = PackOptions(
            paper=Paper(str(values["paper"])),
            colour=bool(values["colour"]),
            two_sided=bool(values["two_sided"]),
            charts_per_page=int(str(values["charts"])),
        )
        language = str(values.get("language") or self._workspace.collaborative.language)
        return PackRequest(
            file=self._workspace.path,
            collaborative=self._workspace.collaborative.name,
            session_id=int(str(values["session"])),
            out=path,
            options=options,
            translator=Translator(language if language in languages() else "en"),
            printed_on=dt.date.today(),
            team_ids=None if len(chosen) == self.teams.count() else tuple(chosen),
        )

    @Slot()
    def _show_count(self) -> None:
        count = len(self.teams.keys())
        self._count.setText(self._context.text(nmsg("{count} team chosen", "{count} teams chosen", count)))
        self._print.setEnabled(count > 0)

    @Slot()
    def _all(self) -> None:
        self.teams.tick(lambda _item: True)
        self._show_count()

    @Slot()
    def _none(self) -> None:
        self.teams.tick(lambda _item: False)
        self._show_count()

    def _make_form(self, session_id: int) -> Form:
        form = Form(self._context, "pack_form")
        known = meetings.sessions(self._workspace)
        form.add_choice("session", msg("Session"), [(one.id, meetings.long_name(one)) for one in known])
        form.add_choice("paper", msg("Paper"), [(Paper.A4.value, "A4"), (Paper.LETTER.value, "Letter")])
        form.add_choice(
            "colour",
            msg("Printed"),
            ((False, msg("grey: reads well on any copier")), (True, msg("in colour"))),
        )
        form.add_choice("charts", msg("Charts on a team's page"), [(4, "4"), (6, "6"), (2, "2"), (1, "1")])
        form.add_check("two_sided", msg("Two-sided"), msg("each team begins on a new sheet"))
        if len(languages()) > 1:
            form.add_choice(
                "language", msg("Language"), [(code, _LANGUAGES.get(code, code)) for code in languages()]
            )
            form.set_values({"language": self._workspace.collaborative.language})
        form.set_values({"session": session_id, "paper": self._workspace.collaborative.paper})
        return form

    def _make_teams(self) -> TickList:
        teams = TickList()
        teams.setObjectName("pack_teams")
        teams.setAccessibleName(self._context.text(msg("Teams in the pack")))
        for team in sorted(self._workspace.mine(Team), key=lambda one: one.name.casefold()):
            teams.add_line(team.id, team.name, ticked=True)
        teams.itemChanged.connect(self._show_count)
        return teams

    def _lay_out(self) -> None:
        text = self._context.text
        row = QHBoxLayout()
        for name, words, slot in (("all", msg("All"), self._all), ("none", msg("None"), self._none)):
            button = QPushButton(text(words))
            button.setObjectName(f"pack_{name}")
            button.clicked.connect(slot)
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addWidget(self._count)
        row.addStretch(1)
        buttons = QDialogButtonBox()
        buttons.addButton(self._print, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = QPushButton(text(msg("Cancel")))
        cancel.setObjectName("cancel")
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP_SMALL)
        box.addWidget(self.form)
        box.addWidget(self.teams, 1)
        box.addLayout(row)
        box.addWidget(buttons)
