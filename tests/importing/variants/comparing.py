"""Reading a made-up file, answering its questions truly, and comparing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from collabdesk.importing import read_bytes, understand
from collabdesk.importing.result import KnownIndicator, KnownTeam, Question, Register, Severity, Understanding
from tests.importing.variants.making import Case, Key, Number
from tests.importing.variants.vocabulary import INDICATORS, TEAMS
from tests.importing.variants.writing import content

TODAY = dt.date(2026, 11, 22)


def register_of(case: Case) -> Register:
    """The teams and indicators of the case's language."""
    return Register(
        teams=tuple(KnownTeam(key=n, code=f"T-{n}", name=name) for n, name in enumerate(TEAMS[case.language], 1)),
        indicators=tuple(
            KnownIndicator(key=n, code=code, name=name, kind="percent" if is_pair else "count",
                           numerator_label="yes", denominator_label="all" if is_pair else "",
                           period_type=case.period_type)
            for n, (code, name, is_pair) in enumerate(INDICATORS[case.language], 1)
        ),
    )  # fmt: skip


def _answer(case: Case, question: Question) -> str | None:
    """The true answer; None for a question that has no business here."""
    known = {
        "year missing": str(case.year), "unknown period of the table": case.only_month,
        "unknown indicator of the table": case.only_indicator, "what the columns are": case.columns_are,
        "total or team": "leave out", "numerator and denominator": "yes", "heading": question.proposed or "",
        "period type": case.period_type, "what the lines are": "team",
        "other period type": "month" if any(choice.value == "month" for choice in question.choices) else "leave out",
    }  # fmt: skip
    if question.kind == "ambiguous date":
        truth = {period for _, _, period in case.truth}
        return next((choice.value for choice in question.choices if choice.value in truth), None)
    if question.kind == "decimal sign":
        return next(choice.value for choice in question.choices if "." not in choice.value)
    if question.kind == "unknown team of the table":
        code = f"T-{TEAMS[case.language].index(case.only_team) + 1}" if case.only_team else None
        return code if code in {choice.value for choice in question.choices} else case.only_team or None
    return known.get(question.kind) or None


@dataclass
class Outcome:
    """What came back of a case."""

    wrong: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    silent: bool = False
    asked: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    refused: str = ""

    @property
    def good(self) -> bool:
        """Whether all numbers came back."""
        return not (self.wrong or self.lost or self.odd or self.refused)


def tried(case: Case, *, with_register: bool = True) -> Outcome:
    """Write, read, understand, answer, compare."""
    found = Outcome()
    try:
        book = read_bytes(*content(case))
    except Exception as error:
        found.refused = repr(error)
        return found
    register = register_of(case) if with_register else None
    answers: dict[str, str] = {}
    understanding = understand(book, register, answers, today=TODAY)
    first = understanding
    for _ in range(6):
        given = {question.id: _answer(case, question) for question in understanding.questions}
        true = {key: answer for key, answer in given.items() if answer is not None}
        found.asked += [
            f"{one.kind} {one.cell}: {one.asked}" for one in understanding.questions if one.id in true
        ]
        if not true:
            break
        answers.update(true)
        understanding = understand(book, register, answers, today=TODAY)
    found.odd = [f"{question.kind} {question.cell}: {question.asked}" for question in understanding.questions]
    _compare(case, understanding, found)
    found.silent = bool(found.wrong) and _is_silent(case, first)
    return found


def _read(case: Case, understanding: Understanding) -> dict[Key, list[Number]]:
    teams = dict(enumerate(TEAMS[case.language], 1))
    names = {n: item[1] for n, item in enumerate(INDICATORS[case.language], 1)}
    codes = {item[0]: item[1] for item in INDICATORS[case.language]}
    read: dict[Key, list[Number]] = {}
    for item in understanding.observations:
        team = teams.get(item.team_key or 0) or _named(item.team, teams.values()).removesuffix(
            f" - {case.year}"
        )
        indicator = names.get(item.indicator_key or 0, codes.get(item.indicator, item.indicator))
        number: Any = item.value if item.value is not None else (item.numerator, item.denominator)
        read.setdefault((team, indicator, item.period.code), []).append(number)
    return read


def _named(written: str, names: Iterable[str]) -> str:
    """The name as it was before somebody retyped it."""
    bare = " ".join(written.split()).casefold()
    return next((name for name in names if " ".join(name.split()).casefold() == bare), written)


def _compare(case: Case, understanding: Understanding, found: Outcome) -> None:
    read = _read(case, understanding)
    wanted = {key: value for key, value in case.truth.items() if value is not None}
    for key, numbers in read.items():
        if key not in wanted:
            found.wrong.append(f"{key}: {numbers} from nowhere")
        elif numbers != [wanted[key]]:
            found.wrong.append(f"{key}: {numbers} instead of {wanted[key]}")
    told = sum(1 for problem in understanding.problems if problem.severity is Severity.ERROR)
    found.lost = [f"{key}: {value}" for key, value in wanted.items() if key not in read]
    if told and found.lost:
        found.lost.append(f"{told} problems: {understanding.problems[0].said}")


def _is_silent(case: Case, first: Understanding) -> bool:
    return not first.questions
