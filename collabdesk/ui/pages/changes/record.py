"""Recording a change: one line and a date is enough."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCompleter, QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from collabdesk.errors import UserFacingError
from collabdesk.i18n import msg
from collabdesk.models.ideas import Change, ChangeAlias
from collabdesk.models.places import Team
from collabdesk.services.changes import changes
from collabdesk.services.changes.changes import NewTest
from collabdesk.services.setup import catalogue
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.fields import DateField
from collabdesk.ui.pages.changes.teams_field import TeamsField
from collabdesk.ui.theme import GAP, GRID, Type
from collabdesk.ui.widgets import Label


class RecordLine(QWidget):
    """What, who, since when, and Enter."""

    recorded = Signal()

    def __init__(self, context: Context):
        super().__init__()
        self._context = context
        self._workspace: Workspace | None = None
        text = context.text
        self.change = QLineEdit()
        self.change.setObjectName("record_change")
        self.change.setPlaceholderText(text(msg("What does the team do differently? One line is enough.")))
        self.change.setAccessibleName(text(msg("The change")))
        self.change.setMinimumHeight(30)
        self.change.setMinimumWidth(260)
        self.teams = TeamsField(context)
        self.day = DateField(context, empty=False)
        self.day.edit.setObjectName("record_day")
        self.day.edit.setAccessibleName(text(msg("Since")))
        self.day.edit.setMinimumHeight(30)
        self.button = QPushButton(text(msg("Record")))
        self.button.setObjectName("record_button")
        self.button.setMinimumHeight(30)
        self.button.setAutoDefault(False)
        context.theme.set_icon(self.button, "add")
        self._reason = Label(context.theme, size=Type.CAPTION, colour="danger", wrap=True)
        self._reason.setObjectName("record_reason")
        self._reason.hide()
        self.same = QPushButton()
        self.same.setObjectName("record_same")
        self.same.setAccessibleName(text(msg("Use the name that is in the catalogue")))
        self.same.setFlat(True)
        self.same.setAutoDefault(False)
        self.same.hide()
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.change, 1)
        for widget in (self.teams, self.day, self.button):
            row.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID // 2)
        box.addLayout(row)
        box.addWidget(self._reason)
        box.addWidget(self.same, 0, Qt.AlignmentFlag.AlignLeft)
        self.change.editingFinished.connect(self._compare)
        self.same.clicked.connect(self._take_same)
        self.change.returnPressed.connect(self.record)
        self.day.edit.returnPressed.connect(self.record)
        self.button.clicked.connect(self.record)
        self.day.set_value(dt.date.today())

    @property
    def reason(self) -> str:
        """Why it was not recorded; empty for nothing."""
        return self._reason.text()

    def fill(self, workspace: Workspace) -> None:
        """Offer this file's teams and catalogue."""
        self._workspace = workspace
        known = sorted(workspace.mine(Team), key=lambda team: team.name.casefold())
        self.teams.set_teams([(team.id, team.name) for team in known])
        here = [team for team in known if team.left is None]
        waves = sorted({team.wave for team in here if team.wave is not None})
        self.teams.set_waves([(wave, [team.id for team in here if team.wave == wave]) for wave in waves])
        mine = {change.id for change in workspace.mine(Change)}
        aliases = [one.alias for one in workspace.rows(ChangeAlias).values() if one.change_id in mine]
        names = sorted([*(change.name for change in workspace.mine(Change)), *aliases], key=str.casefold)
        completer = QCompleter(names, self.change)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(12)
        self.change.setCompleter(completer)

    def preset(self, team_id: int | None, day: dt.date | None, change: str = "") -> None:
        """Begin with this team, day and change."""
        self._say("")
        if change:
            self.change.setText(change)
        if team_id is not None:
            self.teams.set_value([team_id])
        self.day.set_value(day or dt.date.today())
        (self.teams if change else self.change).setFocus()

    @Slot()
    def record(self) -> None:
        """Write it, or say in place what is missing."""
        if self._workspace is None:
            return
        try:
            day = self.day.value()
            assert day is not None
            new = NewTest(change=self.change.text(), team_ids=self.teams.value(), started=day)
            changes.record_test(self._workspace, new)
        except UserFacingError as trouble:
            self._say(trouble.sentence)
        except ValueError as wrong:
            self._say(str(wrong))
        else:
            self._say("")
            self.same.hide()
            self.change.clear()
            self.teams.set_value([])
            self.recorded.emit()

    @Slot()
    def _compare(self) -> None:
        """Offer the name that is in the catalogue where the new one looks like it: one change keeps one name."""
        near = catalogue.look_alike(self._workspace, self.change.text()) if self._workspace else None
        self.same.setVisible(near is not None)
        if near is not None:
            said = msg("“{name}” is in the catalogue. Is it the same? Then use that name", name=near.name)
            self.same.setText(self._context.text(said))
            self.same.setProperty("change", near.name)

    @Slot()
    def _take_same(self) -> None:
        self.change.setText(self.same.property("change"))
        self.same.hide()
        self.change.setFocus()

    def _say(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))


class RecordChangeDialog(QDialog):
    """The line in a small dialog, for a chart: team and day are given."""

    def __init__(
        self,
        context: Context,
        workspace: Workspace,
        team_id: int | None = None,
        day: dt.date | None = None,
        parent: QWidget | None = None,
        *,
        change: str = "",
    ):
        super().__init__(parent)
        self.setObjectName("record_dialog")
        self.setWindowTitle(context.text(msg("Record a change")))
        self.setMinimumWidth(860)
        self.line = RecordLine(context)
        self.line.fill(workspace)
        self.line.preset(team_id, day, change)
        cancel = QPushButton(context.text(msg("Cancel")))
        cancel.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP)
        box.addWidget(self.line)
        box.addLayout(foot)
        cancel.clicked.connect(self.reject)
        self.line.recorded.connect(self.accept)
