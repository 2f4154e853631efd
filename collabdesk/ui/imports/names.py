"""Several unknown names at once: what each is in the register, a new one, or left out; answered together."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.importing.asking import CREATE, LEAVE_OUT
from collabdesk.importing.result import KnownIndicator, KnownTeam, Question, Register
from collabdesk.ui.context import Context
from collabdesk.ui.theme import GAP_SMALL, GRID
from collabdesk.ui.widgets import ElidedBox, Label, NoWheel, literal

KINDS = ("unknown team", "unknown indicator")
SEVERAL = 3
"""From so many names of a kind on they stand in one table."""
LINE = 24
"""Characters of a name on one line."""
MOST = 30
"""So many are shown at a time; the others follow when these are answered."""
_TITLES = {
    KINDS[0]: msg("Names of teams that the register does not know"),
    KINDS[1]: msg("Names of indicators that the register does not know"),
}


class NamesCard(QFrame):
    """A row for each name: the name, its cell, and what it is."""

    answered = Signal(dict)
    """Question id -> chosen value, of those that have one."""
    cell_wanted = Signal(str, str)

    def __init__(self, context: Context, questions: Sequence[Question], register: Register) -> None:
        super().__init__()
        self._context = context
        self._register = register
        self._questions = list(questions[:MOST])
        self.setObjectName(f"names_{self._questions[0].kind.rpartition(' ')[2]}")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.boxes: dict[str, QComboBox] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP_SMALL, GRID, GAP_SMALL, GAP_SMALL)
        box.setSpacing(GRID)
        box.addWidget(Label(context.theme, context.text(_TITLES[questions[0].kind]), bold=True, wrap=True))
        box.addLayout(self._rows())
        if len(questions) > MOST:
            more = nmsg("{count} more name follows.", "{count} more names follow.", len(questions) - MOST)
            box.addWidget(Label(context.theme, context.text(more), colour="ink_soft"))
        box.addLayout(self._for_the_rest())
        self._use = QPushButton()
        self._use.setObjectName("use_names")
        self._use.setMinimumHeight(30)
        self._use.clicked.connect(self._take)
        box.addWidget(self._use)
        self._count()

    def _rows(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for row, question in enumerate(self._questions):
            lines = _lines(question.about)
            name = QPushButton(literal("\n".join(lines)))
            name.setFlat(True)
            name.setMinimumHeight(len(lines) * name.fontMetrics().lineSpacing() + GRID)
            name.setStyleSheet("text-align: left;")
            name.setToolTip(f"{question.about}\n{self._context.text(msg('Show this cell'))}")
            name.clicked.connect(partial(self._show, question))
            choice = self._choice(question)
            grid.addWidget(name, row, 0)
            grid.addWidget(choice, row, 1)
            self.boxes[question.id] = choice
        return grid

    def _choice(self, question: Question) -> QComboBox:
        text = self._context.text
        box = ElidedBox()
        box.setObjectName("name_choice")
        box.setAccessibleName(text(question.asked))
        box.setMinimumHeight(28)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(9)
        box.installEventFilter(NoWheel(box))
        box.setPlaceholderText(text(msg("Choose…")))
        for choice in question.choices:
            words: Message | str = choice.label
            if choice.value == question.proposed:
                words = msg("{choice}  (likely)", choice=choice.label)
            box.addItem(text(words), choice.value)
        others = others_of(self._register, question)
        if others:
            box.insertSeparator(box.count())
        for value, label in others:
            box.addItem(label, value)
        box.setCurrentIndex(-1)  # likeness alone decides nothing: two hospitals differ by one word
        box.activated.connect(self._count)
        return box

    def _for_the_rest(self) -> QHBoxLayout:
        """What all that are still open become."""
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for name, value, words in (
            ("rest_new", CREATE, msg("All others: new")),
            ("rest_out", LEAVE_OUT, msg("All others: leave out")),
        ):
            button = QPushButton(self._context.text(words))
            button.setObjectName(name)
            button.clicked.connect(partial(self._set_rest, value))
            row.addWidget(button)
        return row

    def _set_rest(self, value: str, _checked: bool = False) -> None:
        for box in self.boxes.values():
            place = box.findData(value)
            if box.currentIndex() < 0 and place >= 0:
                box.setCurrentIndex(place)
        self._count()

    @Slot()
    def _count(self) -> None:
        count = len(self._given())
        said = nmsg("Use this answer", "Use these {count} answers", count)
        self._use.setText(self._context.text(said))
        self._use.setEnabled(count > 0)

    def _given(self) -> dict[str, str]:
        return {key: box.currentData() for key, box in self.boxes.items() if box.currentIndex() >= 0}

    @Slot()
    def _take(self) -> None:
        self.answered.emit(self._given())

    def _show(self, question: Question, _checked: bool = False) -> None:
        self.cell_wanted.emit(question.sheet, question.cell)


def together(questions: Sequence[Question]) -> list[list[Question]]:
    """The questions about unknown names that stand in one table each: of a kind, where there are several."""
    groups = [[one for one in questions if one.kind == kind] for kind in KINDS]
    return [group for group in groups if len(group) >= SEVERAL]


def others_of(register: Register, question: Question) -> list[tuple[str, str]]:
    """(value, label) of what the register knows besides the candidates: the likeness may be in another script."""
    known: Sequence[KnownTeam | KnownIndicator] = ()
    if question.kind in KINDS:
        known = register.teams if question.kind == KINDS[0] else register.indicators
    offered = {choice.value for choice in question.choices}
    found = [(one.code or one.name, f"{one.name} ({one.code})" if one.code else one.name) for one in known]
    return sorted((one for one in found if one[0] not in offered), key=lambda one: one[1].casefold())


def _lines(text: str) -> list[str]:
    """A name on one line or two; a longer one without its middle, because names differ at their ends."""
    words = " ".join(text.split())
    if len(words) > 2 * LINE - 4:
        words = f"{words[: LINE - 2]}… {words[-(LINE - 3) :]}"
    return textwrap.wrap(words, LINE)[:2] or [words]
