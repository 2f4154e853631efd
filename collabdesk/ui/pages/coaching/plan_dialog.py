"""Planning visits: the teams that wait the most on top, with the reasons; a day, and done."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import msg, nmsg
from collabdesk.services.coaching import coaching, coaching_needs
from collabdesk.services.coaching.coaching import VisitPlan
from collabdesk.services.coaching.coaching_needs import Need
from collabdesk.ui.context import Context
from collabdesk.ui.forms import Form
from collabdesk.ui.pages.coaching.words import FilterBox, coach_choices
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.tasks import Progress, Task
from collabdesk.ui.theme import GAP, GAP_SMALL
from collabdesk.ui.widgets import Label, size_on_screen

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace

OWN = -1
"""Each team's own coach."""


class PlanDialog(QDialog):
    """Choose teams in the table (several with Ctrl or Shift), a day, and who goes."""

    def __init__(self, context: Context, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._workspace = workspace
        self.setObjectName("plan_dialog")
        self.setWindowTitle(context.text(msg("Plan visits")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._needs: list[Need] = []
        self.coach = FilterBox(context, "plan_coach_filter", msg("Coach"), msg("All coaches"))
        self.district = FilterBox(context, "plan_district_filter", msg("District"), msg("All districts"))
        columns = (
            Column[Need]("team", msg("Team"), lambda one: one.team.name, 170, stretch=0.4),
            Column[Need]("coach", msg("Coach"), lambda one: one.coach, 120, stretch=0.2),
            Column[Need]("why", msg("Why go there"), self._why, 320, stretch=1),
            Column[Need]("last", msg("Last visit"), lambda one: one.last, 95),
            Column[Need](
                "planned", msg("Planned"), lambda one: one.planned, 95, token=lambda _one: "ink_soft"
            ),
        )
        self.table = Table(context, "plan_table", columns, title=msg("Teams that wait for a visit"))
        self.form = self._make_form()
        self.why = Label(context.theme, wrap=True)
        self.why.setObjectName("plan_why")
        self.reason = Label(context.theme, colour="danger", wrap=True)
        self.reason.setObjectName("plan_reason")
        self.reason.hide()
        self.save = QPushButton()
        self.save.setObjectName("plan_save")
        self.save.setDefault(True)
        self._lay_out()
        self.coach.currentIndexChanged.connect(self._fill)
        self.district.currentIndexChanged.connect(self._fill)
        self.table.selection_changed.connect(self._show_count)
        self._fill()
        self.why.setText(context.text(msg("Looking for the teams that wait the most…")))
        self._task = self._look()
        size_on_screen(self, 920, 600)

    @Slot()
    def accept(self) -> None:
        """Write the visits, or say what is missing."""
        values = self.form.values()
        if values is None:
            return
        coach_id = values["coach"]
        plan = VisitPlan(
            team_ids=tuple(one.team.id for one in self.table.selected()),
            first=values["first"],
            days_between=values["between"] or 0,
            coach_id=None if coach_id == OWN else coach_id,
            purpose=values["purpose"],
        )
        try:
            coaching.plan_visits(self._workspace, plan)
        except UserFacingError as error:
            self.reason.setText(error.sentence)
            self.reason.show()
            return
        super().accept()

    def done(self, result: int) -> None:
        self._task.cancel()
        super().done(result)

    def _look(self) -> Task:
        """Read the reasons beside the window: of a thousand teams that takes a while."""
        path, name = self._workspace.path, self._workspace.collaborative.name

        def work(_progress: Progress) -> list[Need]:
            return coaching_needs.read_needs(path, name, dt.date.today())

        return self._context.tasks.run(work, self._found, self._failed)

    def _found(self, needs: list[Need]) -> None:
        self._needs = needs
        self.coach.fill([(name, name) for name in sorted({one.coach for one in needs if one.coach})])
        self.district.fill([(name, name) for name in sorted({one.district for one in needs if one.district})])
        self._fill()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self.why.setText(error.sentence)
        elif not isinstance(error, Cancelled):
            raise error

    @Slot()
    def _fill(self) -> None:
        coach, district = self.coach.value(), self.district.value()
        rows = [one for one in self._needs if coach in (None, one.coach) and district in (None, one.district)]
        self.table.set_rows(rows, key=lambda one: one.team.id)
        self._show_count()

    @Slot()
    def _show_count(self) -> None:
        chosen = self.table.selected()
        count = len(chosen)
        whole = f"{chosen[0].team.name}: {self._why(chosen[0])}" if count == 1 else ""
        self.why.setText(whole)
        said = nmsg("Plan {count} visit", "Plan {count} visits", count) if count else msg("Plan visits")
        self.save.setText(self._context.text(said))
        self.save.setEnabled(count > 0)

    def _why(self, one: Need) -> str:
        return "; ".join(self._context.text(reason) for reason in one.reasons) or "–"

    def _make_form(self) -> Form:
        form = Form(self._context, "plan_form")
        form.add_date("first", msg("First visit on"), empty=False)
        between = form.add_number("between", msg("Working days between two"), whole=True)
        between.setPlaceholderText("0")
        between.setToolTip(self._context.text(msg("0 or empty: all on that day")))
        form.add_choice(
            "coach",
            msg("Who goes"),
            [(OWN, msg("the team's own coach")), *coach_choices(self._workspace)[1:]],
        )
        form.add_text("purpose", msg("Purpose"), hint=msg("what the visit is for; may stay empty"))
        form.set_values({"first": dt.date.today() + dt.timedelta(days=7)})
        return form

    def _lay_out(self) -> None:
        text = self._context.text
        filters = QHBoxLayout()
        filters.addWidget(self.coach)
        filters.addWidget(self.district)
        filters.addWidget(self.table.search, 1)
        filters.addStretch(1)
        cancel = QPushButton(text(msg("Cancel")))
        cancel.setObjectName("cancel")
        cancel.setAutoDefault(False)
        buttons = QDialogButtonBox()
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        said = msg(
            "Those that wait the most stand on top, those with a visit planned at the end. Choose several with Ctrl or "
            "Shift."
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP_SMALL)
        box.addWidget(Label(self._context.theme, text(said), colour="ink_soft", wrap=True))
        box.addLayout(filters)
        box.addWidget(self.table, 1)
        box.addWidget(self.why)
        box.addWidget(self.form)
        box.addWidget(self.reason)
        box.addWidget(buttons)
