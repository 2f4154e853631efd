"""The papers of visits: gathered from the file, laid out by reports/."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from collabdesk.charts.spec import ChartSpec, PointState, Sign
from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import Message, Number, Translator, msg, nmsg
from collabdesk.models.ideas import Test
from collabdesk.models.meetings import Visit, VisitAction
from collabdesk.models.places import Team
from collabdesk.periods import Period, PeriodType
from collabdesk.reports.coaching.coaching_content import (
    CoachingContent,
    CoachingOptions,
    NumberedLine,
    RecountAsk,
    VisitPaper,
)
from collabdesk.services.changes import changes
from collabdesk.services.charts.series import SeriesDesk, shown_periods
from collabdesk.services.coaching import coaching, recounts, scores, slips
from collabdesk.services.coaching.coaching import VisitRow, VisitState
from collabdesk.services.coaching.recounts import Figures
from collabdesk.services.coaching.slips import Slip
from collabdesk.services.cubes import cube_of
from collabdesk.services.overview import overview
from collabdesk.services.overview.overview import Overdue
from collabdesk.services.sessions import commitments
from collabdesk.services.sessions.commitments import CommitmentRow
from collabdesk.services.setup import collaboratives, indicators, teams
from collabdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from collabdesk.reports.craft.document import LaidDocument

Text = Message | str
Progress = Callable[[float, Message], None]
CHARTS = 4
_GATHERING = 0.7
"""The share of the work that gathering is, for the progress bar."""


@dataclass(frozen=True, kw_only=True)
class BriefingRequest:
    """What is to be printed, and of which visits."""

    file: Path
    collaborative: str
    visit_ids: tuple[int, ...]
    out: Path
    options: CoachingOptions
    translator: Translator
    printed_on: dt.date


@dataclass(frozen=True, kw_only=True)
class BriefingResult:
    """What was made."""

    path: Path
    pages: int


def make_briefings(
    request: BriefingRequest,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> BriefingResult:
    """Gather and print. Opens the file for reading by itself, so any thread can run it.

    Raises Cancelled, or UserFacingError when the file or the target cannot be read or written.
    """
    pages = BriefingKeeper().laid(request, progress, cancelled).save(request.out)
    return BriefingResult(path=request.out, pages=pages)


class BriefingKeeper:
    """Lays papers out for workers, one at a time; what was gathered of the same visits is kept for another look."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: tuple[object, CoachingContent] | None = None

    def laid(
        self,
        request: BriefingRequest,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> LaidDocument:
        """The papers with their pages measured. Opens the file for reading by itself, so any thread can run it.

        Raises Cancelled, or UserFacingError when the file cannot be read.
        """
        from collabdesk.reports.coaching.coaching_paper import lay_out_coaching

        def tell(share: float, text: Message) -> None:
            if cancelled is not None and cancelled():
                raise Cancelled
            if progress is not None:
                progress(share, text)

        with self._lock:
            wanted = (request.file, request.collaborative, request.visit_ids, request.printed_on)
            if self._known is None or self._known[0] != wanted:
                self._known = (wanted, _gathered(request, tell))
            tell(_GATHERING, msg("Putting the pages together"))
            return lay_out_coaching(self._known[1], request.options, request.translator)


def _gathered(request: BriefingRequest, tell: Progress) -> CoachingContent:
    workspace = collaboratives.open_file(request.file, "", request.collaborative, read_only=True)
    try:
        return coaching_content(workspace, request.visit_ids, request.printed_on, tell)
    finally:
        workspace.close()


def visits_between(
    workspace: Workspace, first: dt.date, last: dt.date, coach_id: int | None, today: dt.date
) -> list[VisitRow]:
    """The visits that are to be made in a period, of one coach or of all, by day."""
    return [
        row
        for row in reversed(coaching.visits(workspace, today))
        if row.state in (VisitState.PLANNED, VisitState.MISSED)
        and first <= row.day <= last
        and coach_id in (None, row.visit.coach_id)
    ]


def coaching_content(
    workspace: Workspace, visit_ids: Sequence[int], printed_on: dt.date, tell: Progress | None = None
) -> CoachingContent:
    """Everything that the papers say, as values. ``tell`` hears of each visit."""
    known = workspace.rows(Visit)
    if not visit_ids or any(visit_id not in known for visit_id in visit_ids):
        raise UserFacingError("Choose the visits to print; one of them is no longer there.")
    gathering = _Gathering(workspace, printed_on)
    return CoachingContent(
        collaborative=workspace.collaborative.name,
        printed_on=printed_on,
        office=workspace.collaborative.office,
        visits=tuple(gathering.papers([known[visit_id] for visit_id in visit_ids], tell)),
        steps=tuple(scores.texts(workspace).items()),
        definition=recounts.DEFINITION,
    )


class _Gathering:
    """What the papers of one print share."""

    def __init__(self, workspace: Workspace, today: dt.date) -> None:
        self._workspace = workspace
        self._today = today
        self._desk = SeriesDesk(workspace)
        self._data = _last_period(workspace)
        self._late = {one.team.id: one for one in overview.overdue(workspace, today)}
        self._last = coaching.last_made(workspace)
        self._agreement = recounts.latest_of_teams(workspace)
        self._scores = scores.latest_of_teams(workspace)
        self._promised: dict[int, list[CommitmentRow]] = {}
        for row in commitments.commitments(workspace, today):
            if row.waits and row.commitment.team_id is not None:
                self._promised.setdefault(row.commitment.team_id, []).append(row)

    def papers(self, visits: Sequence[Visit], tell: Progress | None) -> Iterable[VisitPaper]:
        """The visits in order."""
        known = self._workspace.rows(Team)
        for number, visit in enumerate(visits):
            if tell is not None:
                team = known[visit.team_id].name
                tell(_GATHERING * number / len(visits), msg("Gathering {team}", team=team))
            yield self._paper(visit)

    def _paper(self, visit: Visit) -> VisitPaper:
        """One visit."""
        slip = slips.slip_of(self._workspace, visit)
        team = slip.team
        pairs = [(one.id, team.id) for one in indicators.in_order(self._workspace)]
        charts = [_own(chart) for chart in self._desk.team_charts(pairs)]
        shown = _most_telling(charts)
        return VisitPaper(
            team=team.name,
            place=tuple(
                name for name in teams.places_of(self._workspace, team) if name and name != team.name
            ),
            coach=coaching.name_of(self._workspace, visit.coach_id),
            day=visit.planned or visit.made,
            purpose=visit.purpose,
            facts=tuple(self._facts(team.id, visit)),
            charts=tuple(shown),
            other_charts=tuple(_in_words(chart) for chart in charts if chart not in shown),
            agreed=tuple(self._agreed(slip)),
            testing=tuple(self._testing(slip)),
            commitments=tuple(self._committed(team.id)),
            checks=tuple(self._checks(team.id, charts)),
            recounts=tuple(_ask(line) for line in slip.recounts),
            new_actions=slip.new_actions,
        )

    def _facts(self, team_id: int, visit: Visit) -> Iterable[Text]:
        if self._data is not None:
            yield msg("The numbers go up to {period}.", period=self._data)
        last = self._last.get(team_id)
        if last is not None and last.id != visit.id and last.made is not None:
            if last.findings:
                yield msg("Last visit {day}: {findings}", day=last.made, findings=last.findings)
            else:
                yield msg("Last visit {day}.", day=last.made)
        row = self._scores.get(team_id)
        if row is not None:
            yield msg(
                "Last scores ({month}): the team’s own {own}, the coach’s {coach}.",
                month=row.month,
                own=Number(row.own.score, 1) if row.own else "–",
                coach=Number(row.coach.score, 1) if row.coach else "–",
            )

    def _agreed(self, slip: Slip) -> Iterable[NumberedLine]:
        for line in slip.actions:
            yield NumberedLine(number=line.number, text=line.action.text, detail=self._owed(line.action))

    def _owed(self, action: VisitAction) -> Text:
        if action.due is None:
            return action.owner
        late = action.due < self._today
        if action.owner:
            pattern = msg("{owner}, by {day}", owner=action.owner, day=action.due)
            overdue = msg("{owner}, was due {day}", owner=action.owner, day=action.due)
        else:
            pattern, overdue = msg("by {day}", day=action.due), msg("was due {day}", day=action.due)
        return overdue if late else pattern

    def _testing(self, slip: Slip) -> Iterable[NumberedLine]:
        places = {
            test.id: number
            for number, test in enumerate(changes.tests_of_team(self._workspace, slip.team.id), start=1)
        }
        for line in slip.changes:
            yield NumberedLine(
                number=line.number, text=line.change, detail=_since(line.test, places[line.test.id])
            )

    def _committed(self, team_id: int) -> Iterable[NumberedLine]:
        for row in self._promised.get(team_id, []):
            one = row.commitment
            owner = VisitAction(visit_id=0, text="", owner=one.owner, due=one.due)
            yield NumberedLine(text=one.text, detail=self._owed(owner))

    def _checks(self, team_id: int, charts: Sequence[ChartSpec]) -> Iterable[Text]:
        late = self._late.get(team_id)
        if late is not None:
            yield _late_said(late)
        worse = _titles(charts, Sign.WORSENED)
        if worse:
            yield msg("Worsened: {indicators}. What happened, and since when?", indicators=worse)
        gaps = sum(_has_gap(chart) for chart in charts)
        if gaps:
            yield nmsg(
                "{count} indicator has months without a number: are they in the register?",
                "{count} indicators have months without a number: are they in the register?",
                gaps,
            )
        agreed = self._agreement.get(team_id)
        if agreed is not None:
            yield msg("The last recount agreed by {agreement}.", agreement=recounts.said(agreed))
        better = _titles(charts, Sign.IMPROVED)
        if better:
            yield msg("Improved: {indicators}. What did it, and will it last?", indicators=better)


def _own(chart: ChartSpec) -> ChartSpec:
    """Named by its indicator: the page names the team."""
    return replace(chart, title=chart.subtitle, subtitle="")


def _most_telling(charts: Sequence[ChartSpec]) -> list[ChartSpec]:
    """Those with a signal first, then the others; in the indicators' order."""
    rank = {Sign.WORSENED: 0, Sign.IMPROVED: 1, Sign.NO_SIGNAL: 2, Sign.NOT_ENOUGH: 3}
    chosen = sorted(range(len(charts)), key=lambda place: (rank[charts[place].sign], place))[:CHARTS]
    return [charts[place] for place in sorted(chosen)]


def _in_words(chart: ChartSpec) -> Text:
    if not chart.headline:
        return msg("{indicator}: no numbers yet", indicator=chart.title)
    return msg("{indicator}: {headline}", indicator=chart.title, headline=chart.headline)


def _since(test: Test, flag: int) -> Text:
    return msg("since {day}, flag {number}", day=test.started, number=flag)


def _late_said(late: Overdue) -> Text:
    names = tuple(one.name for one in late.missing)
    return msg("Not reported for {period}: {indicators}.", period=late.period, indicators=names)


def _titles(charts: Sequence[ChartSpec], sign: Sign) -> tuple[Text, ...]:
    return tuple(chart.title for chart in charts if chart.sign is sign)


def _has_gap(chart: ChartSpec) -> bool:
    """Whether a month is missing between the first number and the last one."""
    there = [point.x for point in chart.points if point.state is not PointState.MISSING]
    return bool(there) and len(there) < there[-1] - there[0] + 1


def _ask(line: slips.RecountLine) -> RecountAsk:
    return RecountAsk(
        number=line.number,
        indicator=line.indicator.name,
        period=msg("{period}", period=line.period),
        reported=_figures(line.reported),
        has_ratio=line.has_ratio,
    )


def _figures(figures: Figures) -> Text:
    if figures.numerator is not None and figures.denominator is not None:
        return f"{figures.numerator:g} / {figures.denominator:g}"
    one = figures.value if figures.value is not None else figures.numerator
    return msg("{number}", number=float(one)) if one is not None else "–"


def _last_period(workspace: Workspace) -> Period | None:
    """The latest period with any number."""
    ends = []
    for name in {one.period_type for one in indicators.in_order(workspace)}:
        cube, type_ = cube_of(workspace, name), PeriodType.parse(name)
        if cube.n_periods:
            ends.append(Period(type_, shown_periods(cube, type_)[1]))
    return max(ends, key=lambda period: period.last_day, default=None)
