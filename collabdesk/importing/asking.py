"""Questions and their answers: each is asked once for a file, and has an id that is the same next time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from collabdesk.i18n import Message
from collabdesk.importing.result import Choice, Question
from collabdesk.periods import Period

_MOST_CELLS = 50
_PLAIN = ("year missing", "week missing", "unknown period of the table")
"""Their answers can't be meant for another question about the same cell."""
LEAVE_OUT = "leave out"
CREATE = "create"


def _takes_any(question: Question, given: str) -> bool:
    """Names and years may be answered with more than the choices shown."""
    if question.kind == "year missing":
        return given.isdecimal() and len(given) == 4
    if question.kind == "week missing":
        return given.isdecimal() and 1 <= int(given) <= 53
    if question.kind == "unknown period of the table":
        return _is_period(given)
    return question.kind.startswith("unknown")


def _is_period(given: str) -> bool:
    try:
        Period.parse(given)
    except ValueError:
        return False
    return True


@dataclass
class Asker:
    """Collects the open questions of one file and knows the answers given so far.

    Answers are keyed by a question's id, or by its cell (``B4`` or ``Sheet!B4``) where people write them by
    hand, or by what the question is about (a team's name as the file writes it).
    """

    answers: Mapping[str, str]
    lasting: dict[str, str] = field(default_factory=dict)
    """Answers about one date or number of this file, in the form that holds for the next file's others."""
    heard: set[str] = field(default_factory=set)
    """The keys of the answers that answered something."""
    _open: dict[str, Question] = field(default_factory=dict)
    _given: dict[tuple[str, str], str] = field(default_factory=dict)

    def ask(
        self,
        *,
        sheet: str,
        cell: str,
        kind: str,
        asked: Message,
        choices: Sequence[Choice],
        proposed: str | None = None,
        about: str = "",
        cells: Sequence[str] = (),
    ) -> str | None:
        """The answer, or None while it is open. The same kind about the same thing is asked once."""
        key = (kind, about or f"{sheet}!{cell}")
        if key in self._given:
            return self._given[key]
        ident = f"{kind}: {about}" if about else f"{sheet}!{cell}:{kind}"
        if ident in self._open:
            self._add_cell(ident, sheet, cell)
            return None
        question = Question(
            id=ident, sheet=sheet, cell=cell, kind=kind, asked=asked, choices=tuple(choices),
            proposed=proposed, cells=tuple(dict.fromkeys((cell, *cells)))[:_MOST_CELLS], about=about,
        )  # fmt: skip
        answer = self._answer(question)
        if answer is not None:
            self._given[key] = answer
            return answer
        self._open[ident] = question
        return None

    def settled(self, kind: str, about: str, allowed: Sequence[str]) -> str | None:
        """The answer to such a question in its lasting form, given for an earlier file."""
        key = f"{kind}: {about}"
        given = self.answers.get(key)
        if given not in allowed:
            return None
        self.heard.add(key)
        return given

    def lasts(self, kind: str, about: str, answer: str) -> None:
        """Note what an answer means for the next file."""
        self.lasting[f"{kind}: {about}"] = answer

    def is_open(self, kind: str, about: str) -> bool:
        """Whether that question is among the open ones."""
        return f"{kind}: {about}" in self._open

    def questions(self, sheet: str) -> tuple[Question, ...]:
        """The open questions that were first met on a sheet."""
        return tuple(question for question in self._open.values() if question.sheet == sheet)

    def _add_cell(self, ident: str, sheet: str, cell: str) -> None:
        question = self._open[ident]
        if len(question.cells) < _MOST_CELLS and question.sheet == sheet and cell not in question.cells:
            self._open[ident] = replace(question, cells=(*question.cells, cell))

    def _answer(self, question: Question) -> str | None:
        allowed = {choice.value for choice in question.choices}
        folded = {value.casefold(): value for value in allowed}
        sheet, cell = question.sheet, question.cell
        for key in (question.id, f"{sheet}!{cell}:{question.kind}", f"{sheet}!{cell}", cell, question.about):
            given = self.answers.get(key) if key else None
            if given is None:
                continue
            taken = given if given in allowed else folded.get(str(given).casefold())
            if (
                taken is None
                and _takes_any(question, str(given))
                and (key != cell or question.kind in _PLAIN)
            ):
                taken = str(given)
            if taken is not None:
                self.heard.add(key)
                return taken
        return None
