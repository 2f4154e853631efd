"""The fields of a return slip in the order and under the numbers of the paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from collabdesk.i18n import Message, msg
from collabdesk.models.records import NEW
from collabdesk.reports.coaching.slip_words import PARTS
from collabdesk.services.coaching import scores, slips, slips_typed
from collabdesk.services.coaching.recounts import Figures
from collabdesk.services.coaching.slips import RecountLine, Slip
from collabdesk.services.coaching.slips_typed import FilledSlip, NewAction
from collabdesk.ui.context import Context
from collabdesk.ui.fields import Choice, DateField, LongText, NumberField
from collabdesk.ui.pages.changes.rows import DECISIONS
from collabdesk.ui.pages.coaching.words import coach_choices, figures_said
from collabdesk.ui.theme import GAP_SMALL, GRID
from collabdesk.ui.widgets import Label, NoWheel

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace

_NUMBER, _TEXT, _FIELD = range(3)


class SlipForm(QWidget):
    """`filled` reads it; a field that can't be read raises ValueError with its number in the sentence."""

    def __init__(self, context: Context, workspace: Workspace, slip: Slip) -> None:
        super().__init__()
        self._context = context
        self._workspace = workspace
        self._slip = slip
        self._known = slips_typed.filled_of(workspace, slip)
        self._wheel = NoWheel(self)
        self.setObjectName("slip_form")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, GAP_SMALL, 0)
        self._grid.setHorizontalSpacing(GAP_SMALL)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(_TEXT, 3)
        self._grid.setColumnStretch(_FIELD, 2)
        self._row = 0
        self._add_visit()
        self._add_actions()
        self._add_changes()
        self._add_recounts()
        self._add_findings()
        self._add_new_actions()
        self._add_scores()
        self._add_next()
        self._grid.setRowStretch(self._row, 1)

    @property
    def first(self) -> QWidget:
        """Where typing begins."""
        return self.day.edit

    def filled(self) -> FilledSlip:
        """What was typed."""
        made = self._read("1", self.day)
        assert made is not None
        return FilledSlip(
            made=made,
            coach_id=self.coach.value(),
            done=frozenset(key for key, box in self.done.items() if box.isChecked()),
            decisions={key: box.value() for key, box in self.decisions.items()},
            recounted=self._recounted(),
            findings=self.findings.toPlainText(),
            new_actions=tuple(self._new_actions()),
            own_score=self.own.value(),
            coach_score=self.by_coach.value(),
            reason=self.why.text(),
            next_visit=self._read("9", self.next),
        )

    def follow(self, area: QScrollArea) -> None:
        """Keep the field with the cursor in sight of a scroll area."""
        self._area = area
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self._area.ensureWidgetVisible(new, 0, 60)

    # --- the parts ---

    def _add_visit(self) -> None:
        self.day = DateField(self._context, empty=False)
        self.day.set_value(self._known.made)
        self._add(str(slips.DAY), PARTS[slips.DAY], self.day, bold=True)
        self.coach = self._choice(coach_choices(self._workspace), self._known.coach_id)
        self._add(str(slips.COACH), PARTS[slips.COACH], self.coach, bold=True)

    def _add_actions(self) -> None:
        self.done: dict[int, QCheckBox] = {}
        if self._slip.actions:
            self._heading(slips.ACTIONS)
        for line in self._slip.actions:
            box = QCheckBox(self._context.text(msg("done")))
            box.setChecked(line.action.id in self._known.done)
            self.done[line.action.id] = box
            said = line.action.text if not line.action.owner else f"{line.action.text} ({line.action.owner})"
            self._add(line.number, said, box)

    def _add_changes(self) -> None:
        self.decisions: dict[int, Choice] = {}
        if self._slip.changes:
            self._heading(slips.CHANGES)
        for line in self._slip.changes:
            box = self._choice(list(DECISIONS.items()), self._known.decisions[line.test.id])
            self.decisions[line.test.id] = box
            self._add(line.number, line.change, box)

    def _add_recounts(self) -> None:
        self._figures: list[tuple[RecountLine, list[NumberField]]] = []
        if self._slip.recounts:
            self._heading(slips.RECOUNTS)
        for line in self._slip.recounts:
            known = self._known.recounted.get((line.indicator.id, line.period.ordinal), Figures())
            holder, fields = self._recount_fields(line, known)
            self._figures.append((line, fields))
            said = msg(
                "{indicator}, {period}: reported {figures}",
                indicator=line.indicator.name,
                period=line.period,
                figures=figures_said(line.reported),
            )
            self._add(line.number, said, holder)

    def _add_findings(self) -> None:
        self.findings = LongText(3)
        self.findings.setPlainText(self._known.findings)
        self._add(str(slips.FINDINGS), PARTS[slips.FINDINGS], self.findings, bold=True)

    def _add_new_actions(self) -> None:
        self._heading(slips.NEW_ACTIONS)
        self._new: list[tuple[int, str, QLineEdit, QLineEdit, DateField]] = []
        known = self._known.new_actions
        count = max(len(self._slip.new_actions), len(known))
        for place in range(count):
            number = f"{slips.NEW_ACTIONS}.{place + 1}"
            one = known[place] if place < len(known) else NewAction(text="")
            what, who, due = QLineEdit(one.text), QLineEdit(one.owner), DateField(self._context)
            what.setPlaceholderText(self._context.text(msg("what")))
            who.setPlaceholderText(self._context.text(msg("who")))
            due.set_value(one.due)
            due.edit.setPlaceholderText(self._context.text(msg("by when")))
            for field, word in ((what, msg("what")), (who, msg("who")), (due.edit, msg("by when"))):
                field.setAccessibleName(f"{number} {self._context.text(word)}")
                field.setMinimumHeight(30)
            what.setObjectName(f"slip_{number}_what")
            self._number(number)
            self._grid.addWidget(what, self._row, _TEXT)
            self._grid.addWidget(_side_by_side(who, due), self._row, _FIELD)
            self._row += 1
            self._new.append((one.id, number, what, who, due))

    def _add_scores(self) -> None:
        self._heading(slips.SCORES)
        said = self._context.text
        texts = scores.texts(self._workspace)
        steps = [(None, "–"), *((step, f"{step:.1f}  {said(text)}") for step, text in texts.items())]
        self.own = self._choice(steps, self._known.own_score)
        self.by_coach = self._choice(steps, self._known.coach_score)
        self.why = QLineEdit(self._known.reason)
        for number, text, field in (
            (1, msg("the team’s own"), self.own),
            (2, msg("the coach’s"), self.by_coach),
            (3, msg("why"), self.why),
        ):
            self._add(f"{slips.SCORES}.{number}", text, field)

    def _add_next(self) -> None:
        self.next = DateField(self._context)
        self._add(str(slips.NEXT), PARTS[slips.NEXT], self.next, bold=True)

    # --- making ---

    def _heading(self, part: int) -> None:
        words = self._context.text(PARTS[part])
        self._number(str(part), bold=True)
        heading = Label(self._context.theme, words, bold=True, wrap=True)
        heading.setMinimumHeight(30)
        self._grid.addWidget(heading, self._row, _TEXT, 1, 2)
        self._row += 1

    def _number(self, number: str, *, bold: bool = False) -> None:
        label = Label(self._context.theme, number, bold=bold, colour="ink" if bold else "ink_soft")
        self._grid.addWidget(label, self._row, _NUMBER, Qt.AlignmentFlag.AlignTop)
        label.setMinimumHeight(30)

    def _add(self, number: str, said: Message | str, field: QWidget, *, bold: bool = False) -> None:
        words = self._context.text(said)
        field.setObjectName(f"slip_{number}")
        field.setAccessibleName(f"{number} {words}")
        if isinstance(field, DateField):
            field.edit.setAccessibleName(f"{number} {words}")
        if isinstance(field, QLineEdit | Choice):
            field.setMinimumHeight(30)
        label = Label(self._context.theme, words, bold=bold, wrap=True)
        label.setMinimumHeight(30)
        self._number(number, bold=bold)
        self._grid.addWidget(label, self._row, _TEXT, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, self._row, _FIELD)
        self._row += 1

    def _choice(self, choices: Sequence[tuple[Any, Message | str]], value: object) -> Choice:
        box = Choice()
        box.offer([(one, self._context.text(words)) for one, words in choices])
        box.set_value(value)
        box.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.installEventFilter(self._wheel)
        return box

    def _recount_fields(self, line: RecountLine, known: Figures) -> tuple[QWidget, list[NumberField]]:
        parts = (
            ((msg("first number"), known.numerator), (msg("out of"), known.denominator))
            if line.has_ratio
            else ((msg("register"), known.value),)
        )
        fields = []
        for place, (word, value) in enumerate(parts, start=1):
            field = NumberField(self._context)
            field.set_value(value)
            field.setMinimumHeight(30)
            field.setPlaceholderText(self._context.text(word))
            field.setAccessibleName(f"{line.number} {self._context.text(word)}")
            field.setObjectName(f"slip_{line.number}_{place}")
            fields.append(field)
        return _side_by_side(*fields, left=True), fields

    # --- reading ---

    def _read(self, number: str, field: DateField | NumberField) -> Any:
        try:
            return field.value()
        except ValueError as wrong:
            (field.edit if isinstance(field, DateField) else field).setFocus()
            raise ValueError(f"{number}: {wrong}") from None

    def _recounted(self) -> dict[tuple[int, int], Figures]:
        found = {}
        for line, fields in self._figures:
            numbers = [self._read(line.number, field) for field in fields]
            figures = (
                Figures(numerator=numbers[0], denominator=numbers[1])
                if line.has_ratio
                else Figures(value=numbers[0])
            )
            if figures:
                found[line.indicator.id, line.period.ordinal] = figures
        return found

    def _new_actions(self) -> list[NewAction]:
        return [
            NewAction(id=key, text=what.text(), owner=who.text(), due=self._read(number, due))
            for key, number, what, who, due in self._new
            if key != NEW or what.text().strip()
        ]


def _side_by_side(*fields: QWidget, left: bool = False) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    for field in fields:
        row.addWidget(field)
    if left:
        row.addStretch(1)
    return holder
