"""One team's test of a change: when, what was decided, and its PDSA cycles. Every field is written when it is left."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from collabdesk.i18n import Message, msg
from collabdesk.models.ideas import Change, Decision, Pdsa, Test
from collabdesk.models.places import Team
from collabdesk.services.changes import changes
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.forms import Form
from collabdesk.ui.pages.changes.rows import DECISIONS
from collabdesk.ui.theme import GAP, GAP_SMALL, Type
from collabdesk.ui.widgets import Label

_TEXTS: tuple[tuple[str, Message, Message], ...] = (
    ("plan", msg("Plan"), msg("What will be done, by whom, where, when")),
    ("prediction", msg("Prediction"), msg("What we expect to see")),
    ("data_plan", msg("Data"), msg("What will be counted, by whom")),
    ("happened", msg("What happened"), msg("What was done and seen")),
    ("learned", msg("Learned"), msg("What we know now")),
)
_DECIDED: tuple[tuple[str, Message | str], ...] = (
    ("", msg("Not decided yet")),
    ("adopt", msg("Adopt it as it is")),
    ("adapt", msg("Adapt it and test again")),
    ("abandon", msg("Abandon it")),
)
"""What a cycle may end with; an older file's own words stay a choice of that cycle."""
_RIGHT: tuple[tuple[bool | None, Message], ...] = (
    (None, msg("Not known yet")),
    (True, msg("Yes, as predicted")),
    (False, msg("No, otherwise")),
)


class CycleForm(Form):
    """One PDSA cycle."""

    def __init__(self, context: Context, workspace: Workspace, cycle: Pdsa):
        super().__init__(context, f"cycle_{cycle.number}")
        self._workspace = workspace
        self._cycle = cycle
        self.add_date("started", msg("From"))
        self.add_date("ended", msg("To"))
        for name, label, hint in _TEXTS[:4]:
            self.add_long(name, label, 2, hint=hint)
        self.add_choice("prediction_right", msg("Prediction right?"), _RIGHT)
        for name, label, hint in _TEXTS[4:]:
            self.add_long(name, label, 2, hint=hint)
        own = [] if cycle.decision in dict(_DECIDED) else [(cycle.decision, cycle.decision)]
        self.add_choice("decision", msg("Decision"), [*_DECIDED, *own])
        self.set_values({name: getattr(cycle, name) for name in self.fields})
        self.edited.connect(self._write)

    @Slot()
    def _write(self) -> None:
        found = self.values()
        if found is None:
            return
        changed = replace(self._cycle, **found)
        if changed != self._cycle:
            self.context.attempt(lambda: self._save(changed))

    def _save(self, changed: Pdsa) -> None:
        self._cycle = changes.write_cycle(self._workspace, changed)


class TestDialog(QDialog):
    """Details of a test."""

    __test__ = False

    def __init__(self, context: Context, workspace: Workspace, test: Test, parent: QWidget | None = None):
        super().__init__(parent)
        self._context = context
        self._workspace = workspace
        self._test = test
        self.setObjectName("test_dialog")
        team, change = workspace.rows(Team)[test.team_id].name, workspace.rows(Change)[test.change_id].name
        self.setWindowTitle(f"{team}: {change}")
        self.resize(720, 640)
        self.form = Form(context, "test")
        self.form.add_date("started", msg("Since"), empty=False)
        self.form.add_choice("decision", msg("Decision"), list(DECISIONS.items()))
        self.form.add_date("decided", msg("Decided on"))
        self.form.add_long("note", msg("Note"), 2)
        self.form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._show_test()
        self.cycles = QTabWidget()
        self.cycles.setObjectName("cycles")
        self.cycles.setDocumentMode(True)
        self.cycles.setAccessibleName(context.text(msg("PDSA cycles")))
        self.none = Label(
            context.theme,
            context.text(
                msg(
                    "None yet. A cycle keeps what was planned and expected, what happened, and what was learned."
                )
            ),
            colour="ink_soft",
            wrap=True,
        )
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        add = QPushButton(context.text(msg("Add a cycle")))
        add.setObjectName("add_cycle")
        close = QPushButton(context.text(msg("Close")))
        close.setObjectName("close")
        for button in (add, close):
            button.setAutoDefault(False)
            button.setMinimumHeight(30)
        foot = QHBoxLayout()
        foot.addWidget(add)
        foot.addStretch(1)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP_SMALL)
        box.addWidget(Label(context.theme, change, Type.SECTION, bold=True, wrap=True))
        box.addWidget(Label(context.theme, team, colour="ink_soft"))
        box.addWidget(self.form)
        box.addWidget(Label(context.theme, context.text(msg("PDSA cycles")), Type.SECTION, bold=True))
        box.addWidget(self.cycles, 1)
        box.addWidget(self.none, 1)
        box.addLayout(foot)
        for cycle in self._known_cycles():
            self._add_tab(cycle)
        self._show_or_hide()
        self.form.edited.connect(self._write)
        add.clicked.connect(self._add_cycle)
        close.clicked.connect(self.accept)

    def done(self, result: int) -> None:
        if (field := self.focusWidget()) is not None:
            field.clearFocus()  # what is being typed is written first
        super().done(result)

    def _known_cycles(self) -> list[Pdsa]:
        mine = [one for one in self._workspace.rows(Pdsa).values() if one.test_id == self._test.id]
        return sorted(mine, key=lambda one: one.number)

    def _show_test(self) -> None:
        self.form.set_values({name: getattr(self._test, name) for name in self.form.fields})

    def _add_tab(self, cycle: Pdsa) -> CycleForm:
        area = QScrollArea()
        area.setWidgetResizable(True)
        form = CycleForm(self._context, self._workspace, cycle)
        form.setContentsMargins(GAP_SMALL, GAP_SMALL, GAP_SMALL, GAP_SMALL)
        area.setWidget(form)
        form.edited.connect(self._cycle_written)
        self.cycles.addTab(area, self._context.text(msg("Cycle {number}", number=cycle.number)))
        return form

    def _show_or_hide(self) -> None:
        self.cycles.setVisible(self.cycles.count() > 0)
        self.none.setVisible(self.cycles.count() == 0)

    @Slot()
    def _add_cycle(self) -> None:
        number = self.cycles.count() + 1
        new = Pdsa(test_id=self._test.id, number=number)
        made: list[Pdsa] = []
        if self._context.attempt(lambda: made.append(changes.write_cycle(self._workspace, new))):
            form = self._add_tab(made[0])
            self._show_or_hide()
            self.cycles.setCurrentIndex(number - 1)
            form.fields["started"].setFocus()

    @Slot(str)
    def _write(self, name: str) -> None:
        found = self.form.values()
        if found is None:
            return
        if name == "decision":
            self._context.attempt(lambda: self._decide(found["decision"]))
        elif (changed := replace(self._test, **found)) != self._test:
            self._context.attempt(lambda: self._keep(changes.edit_test(self._workspace, changed)))
        self._show_test()

    @Slot()
    def _cycle_written(self) -> None:
        """A cycle that adopts or abandons has decided the test."""
        now = self._workspace.rows(Test).get(self._test.id, self._test)
        if now != self._test:
            self._keep(now)
            self._show_test()

    def _decide(self, decision: Decision) -> None:
        self._keep(changes.decide(self._workspace, self._test.id, decision))

    def _keep(self, test: Test) -> None:
        self._test = test


def show(dialog: QDialog) -> None:
    """Open a dialog that goes when it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
