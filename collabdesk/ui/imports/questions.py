"""The questions about a file: each a group of choices, applied at once."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.importing.corrections import PREFIX
from collabdesk.importing.result import Choice, Problem, Question, Register
from collabdesk.services.imports.recipes import place_in_words
from collabdesk.ui.context import Context
from collabdesk.ui.imports.items import Answered, FileItem
from collabdesk.ui.imports.names import SEVERAL, NamesCard, others_of, together
from collabdesk.ui.theme import GAP_SMALL, GRID, Type
from collabdesk.ui.widgets import ElidedBox, Label, NoWheel, literal

LINE = 44
"""Letters on a line of a button: buttons do not wrap by themselves."""
_AS_WIDE_AS_THERE_IS = QSizePolicy.Policy.Ignored
FEW = 4
"""Up to so many choices stand as buttons; more are a list."""
_CREATE, _LEAVE_OUT = "create", "leave out"


class QuestionCard(QFrame):
    """One question."""

    answered = Signal(str, str)
    """The question's id and the chosen value."""
    answered_for_all = Signal(str, str)
    """The same, for every file that asks it."""
    cell_wanted = Signal(str, str)
    """Show this cell of this sheet."""

    def __init__(
        self,
        context: Context,
        question: Question,
        number: int,
        known: Sequence[tuple[str, str]] = (),
        others: int = 0,
    ):
        super().__init__()
        self._known = known
        self._context = context
        self._question = question
        self.setObjectName(f"question_{number}")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP_SMALL, GRID, GAP_SMALL, GAP_SMALL)
        box.setSpacing(GRID)
        asked = Label(context.theme, context.text(question.asked), bold=True, wrap=True)
        box.addWidget(asked)
        box.addWidget(self._where(), 0, Qt.AlignmentFlag.AlignLeft)
        if len(question.choices) <= FEW:
            for place, choice in enumerate(question.choices):
                box.addWidget(self._button(choice, place))
            if known:
                box.addLayout(self._list(()))
        else:
            box.addLayout(self._list(question.choices))
        self._for_all = QCheckBox()
        self._for_all.setObjectName("for_all")
        if others:
            said = nmsg("The same for {count} other file that asks it", "The same for {count} other files that ask it",
                        others)  # fmt: skip
            self._for_all.setText(context.text(said))
            self._for_all.setChecked(True)
            box.addWidget(self._for_all)

    def _where(self) -> QPushButton:
        cells, sheet = self._question.cells or (self._question.cell,), self._question.sheet
        place = f"{sheet}!{cells[0]}" if sheet else cells[0]
        more = nmsg(
            "{place} and {count} more cell", "{place} and {count} more cells", len(cells) - 1, place=place
        )
        button = QPushButton(literal(self._context.text(more if len(cells) > 1 else place)))
        button.setFlat(True)
        button.setToolTip(self._context.text(msg("Show this cell")))
        self._context.theme.set_icon(button, "search")
        button.clicked.connect(self._show_cell)
        return button

    def _button(self, choice: Choice, place: int) -> QPushButton:
        text = self._context.text(choice.label)
        if choice.value == self._question.proposed:
            text = self._context.text(msg("{choice}  (likely)", choice=text))
        lines = textwrap.wrap(text, LINE) or [text]
        button = QPushButton(literal("\n".join(lines)))
        button.setObjectName(f"choice_{place}")
        button.setMinimumHeight(30 + (len(lines) - 1) * button.fontMetrics().lineSpacing())
        button.setSizePolicy(_AS_WIDE_AS_THERE_IS, QSizePolicy.Policy.Fixed)
        button.setStyleSheet("text-align: left; padding-left: 8px;")
        button.clicked.connect(partial(self._choose, choice.value))
        return button

    def _list(self, choices: Sequence[Choice]) -> QVBoxLayout:
        self._box = ElidedBox()
        self._box.setObjectName("choices")
        self._box.setAccessibleName(self._context.text(self._question.asked))
        self._box.setMinimumHeight(30)
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(12)
        self._box.installEventFilter(NoWheel(self._box))
        for choice in choices:
            if choice.value not in (_CREATE, _LEAVE_OUT):
                self._box.addItem(self._context.text(choice.label), choice.value)
        if self._box.count() and self._known:
            self._box.insertSeparator(self._box.count())
        for value, label in self._known:
            self._box.addItem(label, value)
        self._box.setPlaceholderText(self._context.text(msg("Choose…") if choices else msg("Another one…")))
        self._box.setCurrentIndex(self._box.findData(self._question.proposed))  # -1: nobody guesses here
        use = QPushButton(self._context.text(msg("This one")))
        use.setObjectName("choose")
        use.setMinimumHeight(30)
        use.setEnabled(self._box.currentIndex() >= 0)
        use.clicked.connect(self._take_listed)
        self._box.activated.connect(partial(self._listed, use))
        row, column = QHBoxLayout(), QVBoxLayout()
        row.addWidget(self._box, 1)
        row.addWidget(use)
        column.setSpacing(GRID)
        column.addLayout(row)
        for place, choice in enumerate(choices):
            if choice.value in (_CREATE, _LEAVE_OUT):
                column.addWidget(self._button(choice, place))
        return column

    def _choose(self, value: str, _checked: bool = False) -> None:
        self._answer(value)

    def _listed(self, use: QPushButton, _index: int) -> None:
        use.setEnabled(True)

    @Slot()
    def _take_listed(self) -> None:
        self._answer(self._box.currentData())

    def _answer(self, value: str) -> None:
        told = self.answered_for_all if self._for_all.isChecked() else self.answered
        told.emit(self._question.id, value)

    @Slot()
    def _show_cell(self) -> None:
        self.cell_wanted.emit(self._question.sheet, self._question.cell)


class QuestionsPanel(QScrollArea):
    """All open questions of a file, and the answers given, which can be changed."""

    answered = Signal(dict)
    """Question id -> chosen value."""
    answered_for_all = Signal(dict)
    """The same, for every file that asks it."""
    change_wanted = Signal(str)
    """Ask this question again, or take this correction back."""
    cell_wanted = Signal(str, str)

    SHOWN = 20

    def __init__(self, context: Context):
        super().__init__()
        self._context = context
        self.setObjectName("import_questions")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._questions: tuple[Question, ...] = ()

    def show_item(self, item: FileItem | None, others: dict[str, int] | None = None) -> None:
        """Show a file's questions; ``others``: how many other files ask the same, by a question's id."""
        made = item.draft if item is not None else None
        taken_back = []
        for key, role in (item.corrections if item is not None else {}).items():
            said = msg("{place} → {role}", place=place_in_words(key.removeprefix(PREFIX)), role=role)
            taken_back.append(self._line(key, self._context.text(said), msg("Take back")))
        self.show_questions(
            made.questions if made is not None else (),
            item.register if item is not None else Register(),
            item.answered if item is not None else {},
            others=others,
            more=taken_back,
        )
        body = self.widget()
        assert body is not None
        body.setEnabled(item is None or not item.busy)

    def show_questions(
        self,
        questions: Sequence[Question],
        register: Register,
        answered: Mapping[str, Answered],
        *,
        others: dict[str, int] | None = None,
        notes: Sequence[QWidget] = (),
        more: Sequence[QWidget] = (),
    ) -> None:
        """Show open questions, ``notes`` under them, the answers given, and ``more`` that can be taken back."""
        self._others = others or {}
        self._questions = tuple(questions)
        body = QWidget()
        box = QVBoxLayout(body)
        box.setContentsMargins(0, GRID, GRID, GRID)
        box.setSpacing(GAP_SMALL)
        for card in (*self._together(), *self._cards(register)):
            box.addWidget(card)
        if not self._questions:
            box.addWidget(self._soft(msg("No open questions.")))
        for note in notes:
            box.addWidget(note)
        if answered or more:
            box.addWidget(Label(self._context.theme, self._context.text(msg("Your answers")), bold=True))
        for key, given in answered.items():
            box.addWidget(self._given(key, given, register))
        for line in more:
            box.addWidget(line)
        box.addStretch(1)
        self.setWidget(body)

    def _cards(self, register: Register) -> Iterator[QWidget]:
        """Names together in tables, the other questions one by one."""
        tables = together(self._questions)
        for group in tables:
            names = NamesCard(self._context, group, register)
            names.answered.connect(self.answered)
            names.cell_wanted.connect(self.cell_wanted)
            yield names
        listed = {one.id for group in tables for one in group}
        alone = [one for one in self._questions if one.id not in listed]
        for number, question in enumerate(alone[: self.SHOWN]):
            known = others_of(register, question)
            card = QuestionCard(self._context, question, number, known, self._others.get(question.id, 0))
            card.answered.connect(self._one)
            card.answered_for_all.connect(self._one_for_all)
            card.cell_wanted.connect(self.cell_wanted)
            yield card
        rest = len(alone) - self.SHOWN
        if rest > 0:
            said = nmsg("{count} more question follows.", "{count} more questions follow.", rest)
            yield self._soft(said)

    def _together(self) -> list[QPushButton]:
        """Buttons that answer several questions at once."""
        made = []
        hidden = {
            one.id for group in together(self._questions) for one in group
        }  # their likely ones aren't in sight
        likely = {
            one.id: one.proposed
            for one in self._questions
            if one.proposed is not None and one.id not in hidden
        }
        if len(likely) > 1:
            said = nmsg("Take the likely answer", "Take the {count} likely answers", len(likely))
            made.append(self._wide("answer_likely", said, likely))
        for kind, words in (
            ("team", nmsg("Create the new team", "Create all {count} new teams", self._creatable("team"))),
            (
                "indicator",
                nmsg(
                    "Create the new indicator",
                    "Create all {count} new indicators",
                    self._creatable("indicator"),
                ),
            ),
        ):
            new = {one.id: _CREATE for one in self._questions if _may_create(one, kind)}
            if 1 < len(new) < SEVERAL:  # more stand in a table
                made.append(self._wide(f"create_{kind}s", words, new))
        return made

    def _creatable(self, kind: str) -> int:
        return sum(_may_create(one, kind) for one in self._questions)

    def _wide(self, name: str, said: Message, answers: dict[str, str]) -> QPushButton:
        button = QPushButton(self._context.text(said))
        button.setObjectName(name)
        button.setMinimumHeight(30)
        button.clicked.connect(partial(self._several, answers))
        return button

    def _given(self, key: str, given: Answered, register: Register) -> QWidget:
        offered = [(one.value, one.label) for one in given.question.choices]
        offered += others_of(register, given.question)
        label = next((label for value, label in offered if value == given.choice), given.choice)
        about = given.question.about or given.question.cell
        return self._line(key, f"{about} → {self._context.text(label)}", msg("Change"))

    def _line(self, key: str, text: str, button: Message) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(self._context.theme, text, colour="ink_soft", wrap=True), 1)
        change = QPushButton(self._context.text(button))
        change.setFlat(True)
        change.clicked.connect(partial(self._ask_again, key))
        row.addWidget(change)
        return line

    def _soft(self, said: Message) -> Label:
        return Label(self._context.theme, self._context.text(said), Type.BODY, colour="ink_soft", wrap=True)

    @Slot(str, str)
    def _one_for_all(self, key: str, choice: str) -> None:
        self.answered_for_all.emit({key: choice})

    @Slot(str, str)
    def _one(self, key: str, choice: str) -> None:
        self.answered.emit({key: choice})

    def _several(self, answers: dict[str, str], _checked: bool = False) -> None:
        self.answered.emit(answers)

    def _ask_again(self, key: str, _checked: bool = False) -> None:
        self.change_wanted.emit(key)


def _may_create(question: Question, kind: str) -> bool:
    """Whether nothing in the register comes near: only then are several created together."""
    values = {choice.value for choice in question.choices}
    return question.kind == f"unknown {kind}" and _CREATE in values and values <= {_CREATE, _LEAVE_OUT}


def problem_label(context: Context, problem: Problem) -> Label:
    """What could not be read: where it stands, what stands there, why."""
    place = f"{problem.sheet}!{problem.cell}" if problem.sheet else problem.cell
    said = msg("{place}, “{text}”: {said}", place=place, text=problem.text, said=problem.said)
    return Label(context.theme, context.text(said), wrap=True, colour="attention")
