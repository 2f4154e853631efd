"""Data forms out: what a team is to report for a month, with its last three numbers beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from collabdesk.errors import UserFacingError
from collabdesk.form_marks import Line, Mark
from collabdesk.i18n import Message, Translator, msg, translator
from collabdesk.models.measures import Indicator, IndicatorKind, Observation, State
from collabdesk.models.places import Team
from collabdesk.periods import MONTH, Period, PeriodType
from collabdesk.reports.content import Paper
from collabdesk.reports.forms.forms import FormBlock, FormLine, FormSet, TeamForm
from collabdesk.services import file_names
from collabdesk.services.cubes import cube_of
from collabdesk.services.data import cells
from collabdesk.services.setup import indicators, teams
from collabdesk.services.workspace import Workspace

SHOWN = 3
"""So many earlier periods stand beside the cells to be filled in."""


@dataclass(frozen=True, kw_only=True)
class FormsMade:
    """The files that were written."""

    folder: Path
    files: tuple[Path, ...]


def month_to_report(today: dt.date) -> Period:
    """The last month that is over: what forms are for unless another is named."""
    return Period(MONTH, MONTH.holding(today) - 1)


def gather_forms(
    workspace: Workspace, month: Period, today: dt.date, team_ids: Sequence[int] | None = None
) -> FormSet:
    """The forms of a month for the teams that are expected to report it.

    Raises UserFacingError where there is nothing to ask for, or nobody to ask.
    """
    if month.type != MONTH:
        raise UserFacingError("A form is for a month such as 2026-03.")
    wanted = _wanted(workspace, month)
    if not wanted:
        raise UserFacingError("There are no indicators to report yet: add them in Set-up first.")
    chosen = [team for team in workspace.mine(Team) if team_ids is None or team.id in team_ids]
    reporting = [team for team in chosen if _reports(team, month)]
    if not reporting:
        raise UserFacingError(f"No team is expected to report {Translator('en').period(month)}.")
    collaborative = workspace.collaborative
    due = max(indicator.due_day for _earlier, _now, listed in wanted for indicator in listed)
    return FormSet(
        collaborative=collaborative.name,
        office=collaborative.office,
        month=month,
        due=month.last_day + dt.timedelta(days=max(1, due)),
        printed_on=today,
        teams=tuple(_form(workspace, team, wanted) for team in reporting),
    )


def write_forms(
    forms: FormSet, folder: Path, words: Translator, *, paper: Paper | None = None, together: bool = False
) -> FormsMade:
    """A workbook per team, or one for all; with ``paper`` the same as PDF. Raises UserFacingError.

    Values in, files out: safe in a worker.
    """
    from collabdesk.reports.forms.forms_book import write_book
    from collabdesk.reports.forms.forms_paper import write_paper

    file_names.make_folder(folder, "written")
    groups = [forms.teams] if together else [(team,) for team in forms.teams]
    names = _file_names(forms, groups, words)
    made = []
    for group, name in zip(groups, names, strict=True):
        made.append(folder / f"{name}.xlsx")
        write_book(forms, group, made[-1], words.text)
        if paper is not None:
            made.append(folder / f"{name}.pdf")
            write_paper(forms, group, made[-1], words, paper)
    return FormsMade(folder=folder, files=tuple(made))


def words_of(workspace: Workspace) -> Translator:
    """The collaborative's language: that of its forms."""
    return translator(workspace.collaborative.language)


Wanted = tuple[tuple[Period, ...], tuple[Period, ...], list[Indicator]]
"""Earlier periods, those to be reported, and the indicators that have them."""


def _wanted(workspace: Workspace, month: Period) -> list[Wanted]:
    """By type of period: those that end in the month (weeks: four or five; a quarter: every third month)."""
    by_type: dict[str, list[Indicator]] = {}
    for indicator in indicators.in_order(workspace):
        by_type.setdefault(indicator.period_type, []).append(indicator)
    found: list[Wanted] = []
    for text, listed in by_type.items():
        type_ = PeriodType.parse(text)
        first, last = type_.holding(month.first_day), type_.holding(month.last_day)
        ending = [
            Period(type_, ordinal) for ordinal in range(first, last + 1)
            if month.first_day <= type_.last_day(ordinal) <= month.last_day
        ]  # fmt: skip
        if ending:
            begin = ending[0].ordinal
            earlier = tuple(Period(type_, ordinal) for ordinal in range(begin - SHOWN, begin))
            found.append((earlier, tuple(ending), listed))
    return found


def _reports(team: Team, month: Period) -> bool:
    since, until = cells.reporting_span(team, MONTH)
    return (since is None or since <= month.ordinal) and (until is None or month.ordinal <= until)


def _form(workspace: Workspace, team: Team, wanted: Iterable[Wanted]) -> TeamForm:
    row = teams.row_of(workspace, team)
    blocks = []
    for earlier, periods, listed in wanted:
        lines = [line for one in listed for line in _lines(workspace, team, one, earlier)]
        blocks.append(FormBlock(earlier=earlier, periods=periods, lines=tuple(lines)))
    place = ", ".join(part for part in (row.facility, row.district, row.region) if part and part != team.name)
    mark = Mark(line=Line.TEAM, code=team.code, uid=team.uid, name=team.name)
    return TeamForm(mark=mark, place=place, coach=row.coach, blocks=tuple(blocks))


def _lines(
    workspace: Workspace, team: Team, indicator: Indicator, earlier: Sequence[Period]
) -> Iterator[FormLine]:
    rows = {
        row.period: row for row in workspace.store.all(Observation, indicator_id=indicator.id, team_id=team.id)
        if row.state != State.NOT_REPORTED
    }  # fmt: skip
    past = [rows.get(period.ordinal) for period in earlier]
    spreads = cube_of(workspace, indicator.period_type).has_spread(indicator.id)
    for line, asked, whole in _asked(indicator, spreads=spreads):
        yield FormLine(
            mark=Mark(line=line, code=indicator.code, uid=indicator.uid, name=indicator.name),
            indicator=indicator.name,
            asked=asked,
            earlier=tuple(_number(row, line) for row in past),
            whole=whole,
        )


def _asked(indicator: Indicator, *, spreads: bool) -> Iterator[tuple[Line, Message | str, bool]]:
    if indicator.kind.has_ratio:
        yield Line.NUMERATOR, indicator.numerator_label or msg("Numerator: how many of them"), True
        # a rate may be per patient-day or per litre; a proportion counts cases
        whole = indicator.kind is IndicatorKind.PROPORTION
        yield Line.DENOMINATOR, indicator.denominator_label or msg("Denominator: out of how many"), whole
    elif indicator.kind is IndicatorKind.COUNT:
        yield Line.VALUE, indicator.numerator_label or msg("How many"), True
    else:
        value = msg("The value, in {unit}", unit=indicator.unit) if indicator.unit else msg("The value")
        yield Line.VALUE, indicator.numerator_label or value, False
        if spreads:  # asked only where they have come before: nothing else is required
            yield Line.SIZE, msg("The number of cases behind it, if known"), True
            yield Line.SPREAD, msg("Their standard deviation, if known"), False


def _number(row: Observation | None, line: Line) -> float | None:
    if row is None:
        return None
    if line is Line.NUMERATOR:
        return row.numerator
    if line in (Line.DENOMINATOR, Line.SIZE):
        return row.denominator
    if line is Line.SPREAD:
        return row.spread
    return row.value if row.value is not None else row.numerator


def _file_names(forms: FormSet, groups: Sequence[Sequence[TeamForm]], words: Translator) -> list[str]:
    """Names that every system takes, each once: code, team and month."""
    everybody = len(groups) == 1 and len(groups[0]) > 1
    who = [
        words.text(msg("all teams")) if everybody else f"{group[0].code} {group[0].name}" for group in groups
    ]
    return file_names.told_apart(file_names.stem(one, forms.month.code) for one in who)
