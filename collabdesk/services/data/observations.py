"""Numbers typed or pasted by a person: what is accepted, what is refused and why, what is asked about."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, Translator, msg
from collabdesk.models.measures import Exclusion, Indicator, IndicatorKind, Observation, State
from collabdesk.models.places import Team
from collabdesk.models.writer import Writer
from collabdesk.periods import Period, PeriodType
from collabdesk.services.changeset import Cell
from collabdesk.services.data.point_judgements import judge
from collabdesk.services.workspace import Workspace

ABSURD = 1e9
"""No facility counts more; a longer number is a slip of the keyboard."""

_FEW = 20
"""Up to so many records, or series, are read one by one."""

_NUMBER = r"\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?|[.,]\d+"
_RATIO = re.compile(rf"\s*({_NUMBER})\s*/\s*({_NUMBER})\s*")
_PLAIN = re.compile(rf"\s*({_NUMBER})\s*(%?)\s*")
_MEAN = re.compile(
    rf"\s*({_NUMBER})((?:[\s,;]*(?:±|sd|s|et|de|dp|n)\s*[=:]?\s*(?:{_NUMBER}))*)\s*", re.IGNORECASE
)
_MEAN_PART = re.compile(rf"(±|sd|s|et|de|dp|n)\s*[=:]?\s*({_NUMBER})", re.IGNORECASE)
"""What may stand behind a mean: its spread (SD, écart type, desviación estándar, desvio padrão), its n."""
_NO_CASES = {"nc", "no cases", "none seen", "0/0"}
RATIO_KINDS = (IndicatorKind.PROPORTION, IndicatorKind.RATE)


class RefusedError(UserFacingError):
    """A typed text that is no number for this indicator; the sentence says why and what to type instead."""


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """What a text means: numbers, "no cases", or (all None, NOT_REPORTED) a cleared cell."""

    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    spread: float | None = None
    state: State = State.REPORTED


@dataclass(frozen=True, kw_only=True)
class Typed:
    """One cell typed or pasted: which, and its text."""

    indicator_id: int
    team_id: int
    period: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """A number that is kept but looks wrong; the person is asked about it."""

    cell: Typed
    said: Message


def parse(indicator: Indicator, text: str) -> Numbers:
    """The numbers that a text means for an indicator. Raises RefusedError with a reason.

    Ratios: ``12/20``; where only the finished percentage is known, ``60%``. Others: one number. Empty clears
    the cell; ``nc`` is "no cases". A mean may have its spread and its number of cases behind it:
    ``12.5 ±3.1 n20``, ``12.5 sd 3.1 n 20``.
    """
    plain = text.strip()
    if not plain:
        return Numbers(state=State.NOT_REPORTED)
    if plain.casefold() in _NO_CASES or re.fullmatch(r"0+\s*/\s*0+", plain):
        zero = 0.0 if "/" in plain else None
        return Numbers(numerator=zero, denominator=zero, state=State.NO_CASES)
    if indicator.kind is IndicatorKind.MEAN:
        plain = plain.replace("+/-", "±").replace("+-", "±")
    if "-" in plain or "−" in plain:
        raise RefusedError(f"“{plain}” is below zero. Type a number of 0 or more, or leave the cell empty.")
    if indicator.kind in RATIO_KINDS:
        return _parse_ratio(indicator, plain)
    if indicator.kind is IndicatorKind.MEAN:
        return _parse_mean(plain)
    found = _PLAIN.fullmatch(plain)
    if not found or found[2]:
        raise RefusedError(f"“{plain}” is not a number. Type one number, such as 12.")
    return Numbers(value=_number(found[1]))


def _parse_mean(plain: str) -> Numbers:
    found = _MEAN.fullmatch(plain)
    parts = _MEAN_PART.findall(found[2]) if found else []
    names = ["n" if name.casefold() == "n" else "±" for name, _ in parts]
    if not found or len(set(names)) < len(names):
        raise RefusedError(
            f"“{plain}” is not a mean. Type one number, such as 12.5, or with its standard deviation and the "
            "number of cases: 12.5 sd 3.1 n 20."
        )
    known = dict(zip(names, (_number(number) for _, number in parts), strict=True))
    n = known.get("n")
    if n is not None and (n < 1 or n % 1):
        raise RefusedError(f"“{plain}”: the number of cases behind a mean is a whole number of 1 or more.")
    return Numbers(value=_number(found[1]), spread=known.get("±"), denominator=n)


def _parse_ratio(indicator: Indicator, plain: str) -> Numbers:
    ratio = _RATIO.fullmatch(plain)
    if ratio:
        numerator, denominator = _number(ratio[1]), _number(ratio[2])
        if denominator == 0:
            raise RefusedError(f"“{plain}” divides by zero. If there were no cases, type 0/0 or nc.")
        return Numbers(numerator=numerator, denominator=denominator)
    single = _PLAIN.fullmatch(plain)
    if single and single[2] and indicator.kind is IndicatorKind.PROPORTION:
        return Numbers(value=_number(single[1]))
    if single:
        example = "12/20" if indicator.kind is IndicatorKind.RATE else "12/20, or 60% if only that is known"
        raise RefusedError(f"“{plain}” lacks its denominator. Type both numbers, such as {example}.")
    raise RefusedError(f"“{plain}” is not a number. Type numerator/denominator, such as 12/20.")


def _number(text: str) -> float:
    digits = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".")
    value = float(digits)
    if not math.isfinite(value) or value > ABSURD:
        raise RefusedError(f"“{text.strip()}” is larger than any facility can count. Please check it.")
    return value


def text_of(row: Observation | None) -> str:
    """How a cell shows and edits an observation: ``12/20``, ``60%``, ``nc``, ``12`` or nothing.

    A mean has its spread and its number of cases behind it: ``12.5 ±3.1 n20``.
    """
    if row is None or row.state == State.NOT_REPORTED:
        return ""
    if row.state == State.NO_CASES:
        return "0/0" if row.denominator is not None else "nc"
    if row.numerator is not None and row.denominator is not None:
        return f"{plain_number(row.numerator)}/{plain_number(row.denominator)}"
    if row.value is not None:
        return plain_number(row.value) + _behind_mean(row)
    return plain_number(row.numerator) if row.numerator is not None else ""


def _behind_mean(row: Observation) -> str:
    """The spread and the number of cases of a mean: `` ±3.1 n20``."""
    spread = "" if row.spread is None else f" ±{plain_number(row.spread)}"
    return spread + ("" if row.denominator is None else f" n{plain_number(row.denominator)}")


def plain_number(value: float) -> str:
    """A number without needless decimals."""
    return str(int(value)) if value == int(value) else f"{value:.10g}"


def enter(workspace: Workspace, cells: Sequence[Typed]) -> list[Doubt]:
    """Write typed cells in one edit; returns the doubts to ask about. Raises RefusedError for the first bad cell.

    Nothing is written unless every cell can be read. A note stays when its number changes; the origin of a
    typed number is the person.
    """
    indicators, teams = workspace.rows(Indicator), workspace.rows(Team)
    parsed = _parsed(workspace, cells)
    doubts = [doubt for cell, numbers in parsed for doubt in _doubts(indicators, teams, cell, numbers)]
    label = _label(workspace, cells)

    def write(writer: Writer) -> None:
        rows = _rows(workspace, parsed)
        writer.put_observations([row for row in rows.values() if row is not None])
        writer.remove_observations([key for key, row in rows.items() if row is None])

    workspace.transact(label, write)
    return doubts


def rows_of(workspace: Workspace, cells: Sequence[Typed]) -> dict[Cell, Observation | None]:
    """What `enter` would write for typed cells, None for what it would take out. Raises RefusedError."""
    return _rows(workspace, _parsed(workspace, cells))


def _parsed(workspace: Workspace, cells: Sequence[Typed]) -> list[tuple[Typed, Numbers]]:
    indicators = workspace.rows(Indicator)
    return [(cell, parse(indicators[cell.indicator_id], cell.text)) for cell in cells]


def _rows(workspace: Workspace, parsed: Sequence[tuple[Typed, Numbers]]) -> dict[Cell, Observation | None]:
    existing = _existing(workspace, [cell for cell, _numbers in parsed])
    found: dict[Cell, Observation | None] = {}
    for cell, numbers in parsed:
        key = (cell.indicator_id, cell.team_id, cell.period)
        found[key] = _updated(existing.get(key), key, numbers)
    return found


def _existing(workspace: Workspace, cells: Sequence[Typed]) -> dict[Cell, Observation]:
    """The records of some cells; a pasted block is read by its series, not cell by cell."""
    keys = {(cell.indicator_id, cell.team_id, cell.period) for cell in cells}
    series = {key[:2] for key in keys}
    if len(keys) <= _FEW:
        found = [row for key in keys if (row := workspace.store.get(Observation, *key)) is not None]
    elif len(series) <= _FEW:
        blocks = [workspace.store.all(Observation, indicator_id=one, team_id=team) for one, team in series]
        found = [row for block in blocks for row in block]
    else:
        indicators = {indicator_id for indicator_id, _team in series}
        blocks = [workspace.store.all(Observation, indicator_id=one) for one in indicators]
        found = [row for block in blocks for row in block]
    return {(row.indicator_id, row.team_id, row.period): row for row in found}


def _updated(row: Observation | None, key: Cell, numbers: Numbers) -> Observation | None:
    if row is None:
        row = Observation(indicator_id=key[0], team_id=key[1], period=key[2])
    if numbers.state == State.NOT_REPORTED and not row.note:
        return None
    return replace(
        row,
        numerator=numbers.numerator,
        denominator=numbers.denominator,
        value=numbers.value,
        spread=numbers.spread,
        state=int(numbers.state),
        origin=None,
        cell="",
    )


def _doubts(
    indicators: dict[int, Indicator], teams: dict[int, Team], cell: Typed, numbers: Numbers
) -> Iterable[Doubt]:
    indicator, team = indicators[cell.indicator_id], teams[cell.team_id]
    period = Period(PeriodType.parse(indicator.period_type), cell.period)
    n, d = numbers.numerator, numbers.denominator
    above = n is not None and d is not None and n > d and indicator.kind is IndicatorKind.PROPORTION
    if above or ((numbers.value or 0) > 100 and indicator.kind is IndicatorKind.PROPORTION):
        said = msg(
            "{team}, {period}: {text} is more than 100 %.", team=team.name, period=period, text=cell.text
        )
        yield Doubt(cell=cell, said=said)
    if indicator.kind is IndicatorKind.PROPORTION and any(part is not None and part % 1 for part in (n, d)):
        said = msg(
            "{team}, {period}: {text} counts a part of a case.", team=team.name, period=period, text=cell.text
        )
        yield Doubt(cell=cell, said=said)
    if numbers.state != State.NOT_REPORTED and period.first_day > dt.date.today():
        said = msg("{team}: {period} lies in the future.", team=team.name, period=period)
        yield Doubt(cell=cell, said=said)
    if numbers.state != State.NOT_REPORTED and team.left is not None and period.first_day > team.left:
        said = msg("{team} left on {date}, before {period}.", team=team.name, date=team.left, period=period)
        yield Doubt(cell=cell, said=said)


def _label(workspace: Workspace, cells: Sequence[Typed]) -> str:
    if len(cells) != 1:
        return f"{len(cells)} values"
    cell = cells[0]
    indicator, team = workspace.rows(Indicator)[cell.indicator_id], workspace.rows(Team)[cell.team_id]
    period = Period(PeriodType.parse(indicator.period_type), cell.period)
    when = Translator("en").period(period)  # like all labels of the journal
    return f"{team.name}, {indicator.name}, {when}: {cell.text.strip() or 'cleared'}"


def set_note(workspace: Workspace, indicator_id: int, team_id: int, period: int, note: str) -> None:
    """Write the note of one cell, whether or not it has a number."""
    key = (indicator_id, team_id, period)
    row = workspace.store.get(Observation, *key)
    note = note.strip()

    def write(writer: Writer) -> None:
        if row is None and note:
            blank = Observation(indicator_id=indicator_id, team_id=team_id, period=period)
            writer.put_observations([replace(blank, note=note, state=int(State.NOT_REPORTED))])
        elif row is not None and row.state == State.NOT_REPORTED and not note:
            writer.remove_observations([key])
        elif row is not None:
            writer.put_observations([replace(row, note=note)])

    workspace.transact("Note", write)


def set_excluded(
    workspace: Workspace, indicator_id: int, team_id: int, period: int, *, excluded: bool, reason: str = ""
) -> None:
    """Exclude a point (it stays visible, crossed) or take it in again, with person and reason."""
    label = "Exclude a point" if excluded else "Include a point again"
    cell = (indicator_id, team_id, period)
    judge(workspace, Exclusion, cell, holds=excluded, reason=reason, label=label)
