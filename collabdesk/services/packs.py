"""The pack for a learning session: gathered from the file, drawn by reports/."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from collabdesk.charts.spec import ChartSpec, PointState, Sign
from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, Translator, msg, nmsg
from collabdesk.models.ideas import Change, Decision, Test
from collabdesk.models.meetings import AgendaItem, Session
from collabdesk.models.places import Team
from collabdesk.periods import Period, PeriodType
from collabdesk.reports.content import (
    AgendaLine,
    ChangeLine,
    PackContent,
    PackOptions,
    PackResult,
    PooledChart,
    TeamPage,
    Text,
)
from collabdesk.services import chance, changes, collaboratives, indicators, meetings, teams
from collabdesk.services.cubes import part_of
from collabdesk.services.series import SeriesDesk, decision_words, shown_periods
from collabdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from collabdesk.analysis.cube import ObservationCube

Progress = Callable[[float, Message], None]
GATHERING = 0.4
"""The share of the work that gathering is, for the progress bar."""


@dataclass(frozen=True, kw_only=True)
class PackRequest:
    """What is to be printed. ``team_ids`` None: all teams that have not left before the session."""

    file: Path
    collaborative: str
    session_id: int
    out: Path
    options: PackOptions
    translator: Translator
    printed_on: dt.date
    team_ids: tuple[int, ...] | None = None
    blank_pdsa: int = 1


def make_pack(
    request: PackRequest,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> PackResult:
    """Gather and print a pack. Opens the file for reading by itself, so any thread can run it.

    Raises Cancelled, or UserFacingError when the file or the target cannot be read or written.
    """
    from collabdesk.reports.pack import build_pack

    def scaled(share: float, text: Message) -> None:
        if progress is not None:
            progress(GATHERING + (1 - GATHERING) * share, text)

    workspace = collaboratives.open_file(request.file, "", request.collaborative, read_only=True)
    try:
        content = pack_content(workspace, request, progress)
    finally:
        workspace.close()
    return build_pack(content, request.options, request.translator, request.out, scaled, cancelled)


def pack_content(workspace: Workspace, request: PackRequest, progress: Progress | None = None) -> PackContent:
    """Everything that the pack says, as values."""
    session = workspace.rows(Session).get(request.session_id)
    if session is None:
        raise UserFacingError("That session is no longer in the calendar.")
    gathering = _Gathering(workspace, session)
    chosen = _chosen_teams(workspace, session, request.team_ids)
    everyone = _chosen_teams(workspace, session, None)  # "all teams together" is all, whoever gets the pack
    collaborative = workspace.collaborative
    return PackContent(
        collaborative=collaborative.name,
        title=msg("Pack for {session}", session=meetings.long_said(session)),
        session=meetings.short_said(session),
        printed_on=request.printed_on,
        data_as_of=gathering.last_period(),
        aim=collaborative.aim,
        place=session.place,
        session_first=session.starts,
        session_last=session.ends,
        office=collaborative.office,
        agenda=tuple(_agenda(workspace, session)),
        chance_note=_chance_note(workspace, chosen),
        pooled=tuple(gathering.pooled(team.id for team in everyone)),
        teams=tuple(gathering.team_pages(chosen, progress)),
        blank_pdsa=request.blank_pdsa,
    )


def _chance_note(workspace: Workspace, chosen: list[Team]) -> Text:
    """How many of the pack's charts would show a signal by chance alone (method.md, 2)."""
    pairs = [(one.id, team.id) for one in indicators.in_order(workspace) for team in chosen]
    return chance.said(len(pairs), chance.expected(workspace, pairs)) if pairs else ""


def _chosen_teams(workspace: Workspace, session: Session, team_ids: Iterable[int] | None) -> list[Team]:
    known = workspace.mine(Team)
    if team_ids is not None:
        wanted = set(team_ids)
        return [team for team in known if team.id in wanted]
    return [team for team in known if team.left is None or team.left >= session.starts]


def find_teams(workspace: Workspace, names: Iterable[str]) -> tuple[int, ...]:
    """The ids of teams by code or name. Raises UserFacingError for one that is not there."""
    from collabdesk.services.history import find_team

    return tuple(find_team(workspace, name).id for name in names)


def _agenda(workspace: Workspace, session: Session) -> Iterable[AgendaLine]:
    items = [item for item in workspace.rows(AgendaItem).values() if item.session_id == session.id]
    for item in sorted(items, key=lambda one: (one.position, one.id)):
        yield AgendaLine(time=_span(item), subject=item.topic, speaker=item.speaker)


def _span(item: AgendaItem) -> str:
    try:
        begin = dt.datetime.strptime(item.at, "%H:%M")
    except ValueError:
        return item.at
    if not item.minutes:
        return item.at
    return f"{item.at} – {begin + dt.timedelta(minutes=item.minutes):%H:%M}"


class _Gathering:
    """What the pages of one pack share."""

    def __init__(self, workspace: Workspace, session: Session) -> None:
        self._workspace = workspace
        self._session = session
        self._desk = SeriesDesk(workspace)
        self._indicators = indicators.in_order(workspace)
        self._signs_before = self._signs_at_last_session()

    def last_period(self) -> Period | None:
        """The latest period with any number."""
        known = {one.period_type for one in self._indicators}
        ends = []
        for name in known:
            cube = self._workspace.cube(name)
            type_ = PeriodType.parse(name)
            if cube.n_periods:
                ends.append(Period(type_, shown_periods(cube, type_)[1]))
        return max(ends, key=lambda period: period.last_day, default=None)

    def pooled(self, team_ids: Iterable[int]) -> Iterable[PooledChart]:
        """The pooled charts of all indicators, with how many teams show which sign."""
        ids = list(team_ids)
        for indicator in self._indicators:
            chart = self._desk.pooled_chart(indicator.id, ids, title=indicator.name)
            signs = self._desk.signs(indicator.id)
            yield PooledChart(chart=chart, text=_counts([signs[one] for one in ids if one in signs]))

    def team_pages(self, chosen: list[Team], progress: Progress | None) -> Iterable[TeamPage]:
        """The pages of the teams."""
        for number, team in enumerate(chosen):
            if progress is not None:
                progress(GATHERING * number / len(chosen), msg("Gathering {team}", team=team.name))
            yield self._team_page(team)

    def _team_page(self, team: Team) -> TeamPage:
        charts = self._desk.team_charts([(one.id, team.id) for one in self._indicators])
        region, district, facility = teams.places_of(self._workspace, team)
        places = tuple(name for name in (region, district, facility) if name and name != team.name)
        return TeamPage(
            name=team.name,
            code=team.code,
            place=places,
            coach=teams.coach_of(self._workspace, team),
            wave=str(team.wave) if team.wave else "",
            joined=team.joined,
            left=team.left,
            charts=tuple(charts),
            changes=tuple(self._change_lines(team)),
            since_last=tuple(self._since_last(team, charts)),
            praise=_praise(charts),
            notes=team.note,
        )

    def _change_lines(self, team: Team) -> Iterable[ChangeLine]:
        catalogue = self._workspace.rows(Change)
        for number, test in enumerate(changes.tests_of_team(self._workspace, team.id), start=1):
            yield ChangeLine(
                number=number,
                change=catalogue[test.change_id].name,
                started=test.started,
                decision=decision_words(test.decision),
                decided=test.decided,
                note=test.note,
            )

    def _since_last(self, team: Team, charts: list[ChartSpec]) -> Iterable[Text]:
        since = self._last_session()
        if since is None:
            return
        for chart in charts:
            before = self._signs_before.get((chart.indicator_id or 0, team.id))
            if chart.sign in (Sign.IMPROVED, Sign.WORSENED) and before not in (None, chart.sign):
                yield _news(chart)
        begun = [test for test in changes.tests_of_team(self._workspace, team.id) if test.started >= since]
        if begun:
            yield msg("Begun: {changes}.", changes=self._names(begun))
        decided = [
            test
            for test in changes.tests_of_team(self._workspace, team.id)
            if test.decided and test.decided >= since and test.decision is not Decision.TESTING
        ]
        for decision in (Decision.ADOPTED, Decision.ADAPTED, Decision.ABANDONED):
            mine = [test for test in decided if test.decision is decision]
            if mine:
                yield _decided(decision, self._names(mine))
        missing = _not_reported(charts, since)
        if missing:
            yield nmsg(
                "{count} number not reported since then.",
                "{count} numbers not reported since then.",
                count=missing,
            )

    def _names(self, tests: Iterable[Test]) -> tuple[str, ...]:
        catalogue = self._workspace.rows(Change)
        return tuple(dict.fromkeys(catalogue[test.change_id].name for test in tests))

    def _last_session(self) -> dt.date | None:
        earlier = [
            one.starts for one in meetings.sessions(self._workspace) if one.starts < self._session.starts
        ]
        return max(earlier, default=None)

    def _signs_at_last_session(self) -> dict[tuple[int, int], Sign]:
        """The signs as they stood at the last session, from the numbers up to then."""
        since = self._last_session()
        found: dict[tuple[int, int], Sign] = {}
        if since is None:
            return found
        for name in {one.period_type for one in self._indicators}:
            cube = self._workspace.cube(name)
            type_ = PeriodType.parse(name)
            first, last = shown_periods(cube, type_)
            until = min(type_.holding(since) - 1, last)
            if until >= first:
                found.update(self._signs_until(part_of(cube, slice(None), first, until)))
        return found

    def _signs_until(self, part: ObservationCube) -> dict[tuple[int, int], Sign]:
        rows = self._desk.verdicts(part)
        return {
            (indicator_id, team_id): sign
            for indicator_id, row in zip(part.indicator_ids, rows, strict=True)
            for team_id, sign in zip(part.team_ids, row, strict=True)
        }


def _news(chart: ChartSpec) -> Text:
    if chart.sign is Sign.IMPROVED:
        return msg("New signal of improvement: {indicator}.", indicator=chart.subtitle)
    return msg("New signal of worsening: {indicator}.", indicator=chart.subtitle)


def _decided(decision: Decision, names: tuple[str, ...]) -> Text:
    if decision is Decision.ADOPTED:
        return msg("Adopted: {changes}.", changes=names)
    if decision is Decision.ADAPTED:
        return msg("Adapted: {changes}.", changes=names)
    return msg("Abandoned: {changes}.", changes=names)


def _counts(signs: list[Sign]) -> Text:
    return msg(
        "Of {all} teams: {improved} with a signal of improvement, {worsened} of worsening, {none} without a signal, "
        "{few} with too few points.",
        all=len(signs),
        improved=signs.count(Sign.IMPROVED),
        worsened=signs.count(Sign.WORSENED),
        none=signs.count(Sign.NO_SIGNAL),
        few=signs.count(Sign.NOT_ENOUGH),
    )


def _praise(charts: list[ChartSpec]) -> Text:
    """What went well, said first: the improved indicator whose signal is the longest."""
    improved = [chart for chart in charts if chart.sign is Sign.IMPROVED and chart.headline]
    if improved:
        best = max(
            improved, key=lambda chart: max((len(one.points) for one in chart.signals if one.good), default=0)
        )
        return msg("Well done: {indicator}, {headline}.", indicator=best.subtitle, headline=best.headline)
    return ""


def _not_reported(charts: list[ChartSpec], since: dt.date) -> int:
    missing = 0
    for chart in charts:
        there = [point.x for point in chart.points if point.state is not PointState.MISSING]
        if there:
            missing += sum(
                point.state is PointState.MISSING and point.period.first_day >= since and point.x > there[0]
                for point in chart.points
            )
    return missing
