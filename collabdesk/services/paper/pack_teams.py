"""The teams' own pages of a pack, gathered from the file: charts, changes, what happened since the last session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from collabdesk.charts.spec import ChartSpec, PointState, Sign
from collabdesk.i18n import Message, msg, nmsg
from collabdesk.models.ideas import Change, Decision, Pdsa, Test
from collabdesk.models.measures import Indicator
from collabdesk.models.meetings import Session
from collabdesk.models.places import Team
from collabdesk.periods import Period, PeriodType
from collabdesk.reports.content import ChangeLine, PooledChart, TeamPage, Text
from collabdesk.services.changes import changes
from collabdesk.services.charts.series import SeriesDesk, shown_periods
from collabdesk.services.charts.series_marks import decision_words
from collabdesk.services.cubes import cube_of, part_of
from collabdesk.services.paper import pack_lists
from collabdesk.services.paper.pack_names import Names
from collabdesk.services.sessions import meetings
from collabdesk.services.setup import teams
from collabdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from collabdesk.analysis.cube import ObservationCube

Told = Callable[[float, Message], None]
_TOGETHER = 32
"""Teams whose charts are made in one pass: more would leave the progress bar waiting."""


class TeamPages:
    """Makes the pages of one pack's teams; what they share is gathered once."""

    def __init__(
        self,
        workspace: Workspace,
        session: Session,
        indicators: Sequence[Indicator],
        names: Names,
    ) -> None:
        self._workspace = workspace
        self._session = session
        self._names = names
        self._desk = SeriesDesk(workspace)
        self._indicators = indicators
        self._signs_before = self._signs_at_last_session()
        self._cycles = _latest_cycles(workspace)
        self._tests = changes.tests_by_team(workspace)
        self._promised = pack_lists.promised(workspace, session)

    def last_period(self) -> Period | None:
        """The latest period with any number."""
        known = {one.period_type for one in self._indicators}
        ends = []
        for name in known:
            cube = cube_of(self._workspace, name)
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

    def team_pages(self, chosen: Sequence[Team], told: Told | None) -> Iterable[TeamPage]:
        """The pages of the teams; ``told`` hears the share that is done."""
        for first in range(0, len(chosen), _TOGETHER):
            some = chosen[first : first + _TOGETHER]
            for number, (team, charts) in enumerate(zip(some, self._charts(some), strict=True), start=first):
                if told is not None:
                    told(number / len(chosen), msg("Gathering {team}", team=team.name))
                yield self._page(team, charts)

    def team_page(self, team: Team) -> TeamPage:
        """One team's page, its own name and place on it unless names are hidden."""
        return self._page(team, self._charts([team])[0])

    def _charts(self, some: Sequence[Team]) -> list[list[ChartSpec]]:
        """Each team's charts, from one pass of the rules over those of all."""
        each = len(self._indicators)
        charts = self._desk.team_charts([(one.id, team.id) for team in some for one in self._indicators])
        named = [replace(chart, title=chart.subtitle, subtitle="") for chart in charts]
        return [named[at * each : (at + 1) * each] for at in range(len(some))]

    def _page(self, team: Team, charts: list[ChartSpec]) -> TeamPage:
        page = TeamPage(
            name=self._names.of(team),
            wave=str(team.wave) if team.wave else "",
            charts=tuple(charts),
            changes=tuple(self._change_lines(team)),
            since_last=tuple(self._since_last(team, charts)),
            praise=_praise(charts),
        )
        if self._names.hidden:
            return page
        region, district, facility = teams.places_of(self._workspace, team)
        return replace(
            page,
            code=team.code,
            place=tuple(name for name in (region, district, facility) if name and name != team.name),
            coach=teams.coach_of(self._workspace, team),
            joined=team.joined,
            left=team.left,
            notes=team.note,
        )

    def _change_lines(self, team: Team) -> Iterable[ChangeLine]:
        catalogue = self._workspace.rows(Change)
        for number, test in enumerate(self._tests.get(team.id, ()), start=1):
            yield ChangeLine(
                number=number,
                change=catalogue[test.change_id].name,
                started=test.started,
                decision=decision_words(test.decision),
                decided=test.decided,
                note=test.note,
                # what a cycle tells in its own words may name the team
                cycle=() if self._names.hidden else tuple(_cycle_lines(self._cycles.get(test.id), test)),
            )

    def _since_last(self, team: Team, charts: list[ChartSpec]) -> Iterable[Text]:
        since = self._last_session()
        if since is None:
            return
        for sign in (Sign.IMPROVED, Sign.WORSENED):
            new = [
                chart.title
                for chart in charts
                if chart.sign is sign
                and self._signs_before.get((chart.indicator_id or 0, team.id)) not in (None, sign)
            ]
            if new:
                yield _news(sign, tuple(new))
        begun = [test for test in self._tests.get(team.id, ()) if test.started >= since]
        if begun:
            yield msg("Begun: {changes}.", changes=self._change_names(begun))
        decided = [
            test
            for test in self._tests.get(team.id, ())
            if test.decided and test.decided >= since and test.decision is not Decision.TESTING
        ]
        for decision in (Decision.ADOPTED, Decision.ADAPTED, Decision.ABANDONED):
            mine = [test for test in decided if test.decision is decision]
            if mine:
                yield _decided(decision, self._change_names(mine))
        yield from self._promised.get(team.id, ())
        missing = _not_reported(charts, since)
        if missing:
            yield nmsg(
                "{count} number not reported since then.",
                "{count} numbers not reported since then.",
                count=missing,
            )

    def _change_names(self, tests: Iterable[Test]) -> tuple[str, ...]:
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
            cube = cube_of(self._workspace, name)
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


def _latest_cycles(workspace: Workspace) -> dict[int, Pdsa]:
    """The latest cycle of each test, by the test."""
    return {
        one.test_id: one
        for one in sorted(workspace.rows(Pdsa).values(), key=lambda one: (one.number, one.id))
    }


def _cycle_lines(cycle: Pdsa | None, test: Test) -> Iterable[Text]:
    """What was predicted in the latest cycle of a change under test, and what was learned."""
    if cycle is None or test.decision is not Decision.TESTING:
        return
    predicted, learned = (" ".join(text.split()) for text in (cycle.prediction, cycle.learned))
    if predicted:
        yield msg("Cycle {number}, predicted: {text}", number=cycle.number, text=predicted)
    if learned:
        yield msg("Cycle {number}, learned: {text}", number=cycle.number, text=learned)


def _news(sign: Sign, indicators: tuple[Text, ...]) -> Text:
    if sign is Sign.IMPROVED:
        return msg("New signal of improvement: {indicators}.", indicators=indicators)
    return msg("New signal of worsening: {indicators}.", indicators=indicators)


def _decided(decision: Decision, names: tuple[str, ...]) -> Text:
    if decision is Decision.ADOPTED:
        return msg("Adopted: {changes}.", changes=names)
    if decision is Decision.ADAPTED:
        return msg("Adapted: {changes}.", changes=names)
    return msg("Abandoned: {changes}.", changes=names)


def _counts(signs: list[Sign]) -> Text:
    return nmsg(
        "Of {count} team: {improved} with a signal of improvement, {worsened} of worsening, {none} without a signal, "
        "{few} with too few points.",
        "Of {count} teams: {improved} with a signal of improvement, {worsened} of worsening, {none} without a "
        "signal, {few} with too few points.",
        count=len(signs),
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
        return msg("Well done: {indicator}, {headline}.", indicator=best.title, headline=best.headline)
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
