"""From the open file to charts: what belongs to a series is gathered here, computed in charts/ and analysis/."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from collabdesk.analysis.cube import ObservationCube
from collabdesk.analysis.pooled import Method, Pooled, pooled
from collabdesk.analysis.rules import rule_set
from collabdesk.analysis.scan import PhasePlan
from collabdesk.charts.build import build_charts, phase_plan
from collabdesk.charts.choice import RUN, ChartChoices, chart_choices, usual_chart
from collabdesk.charts.inputs import OlderPhase, SeriesInput
from collabdesk.charts.signs import cube_verdicts, signs
from collabdesk.charts.spec import ChartSpec, Sign, Text
from collabdesk.errors import UserFacingError
from collabdesk.i18n import msg, nmsg
from collabdesk.kinds import Good
from collabdesk.models.cell_notes import CellText, cell_texts
from collabdesk.models.measures import Direction, Indicator, IndicatorKind, Phase, State
from collabdesk.models.places import Collaborative, RuleSet, Team
from collabdesk.periods import DAY, PeriodType
from collabdesk.services.charts.series_marks import SeriesMarks
from collabdesk.services.charts.signs import SignBoard
from collabdesk.services.charts.spans import reporting_spans
from collabdesk.services.cubes import CubeShelf, cube_of, one_indicator, some_teams
from collabdesk.services.data.events import as_events, event_dates
from collabdesk.services.phases.phase_lists import marked_points
from collabdesk.services.phases.phase_lists import phases_of as phases_of
from collabdesk.services.workspace import Workspace

CONTROL = "control"
"""In place of a kind of chart: the control chart that fits the indicator's kind."""
LONGEST = 120
"""Periods on one axis; a date typed a century off must not stretch every chart."""


class SeriesDesk:
    """Makes charts from a workspace; what all charts of one call share is gathered once.

    Make a new one for each round of drawing: it is cheap, and it does not follow later edits.
    """

    def __init__(
        self,
        workspace: Workspace,
        planned: Mapping[tuple[int, int | None], list[Phase]] | None = None,
        *,
        rules: str = "",
    ) -> None:
        """``planned``: phases by (indicator id, team id) that are shown instead of those in the file; ``rules``
        judge the charts in place of those of the collaborative. Both are for a look: nothing is stored.
        """
        self._workspace = workspace
        self._planned = planned or {}
        self._marks = SeriesMarks(workspace)
        self._rules = rules or rules_name(workspace.collaborative)

    @property
    def workspace(self) -> Workspace:
        """Of which the charts are."""
        return self._workspace

    # --- charts ---

    def team_charts(
        self,
        pairs: Sequence[tuple[int, int]],
        scale: tuple[float, float] | None = None,
        chart: str = RUN,
    ) -> list[ChartSpec]:
        """The charts of some (indicator id, team id), in order, in one pass of the rules; on one y ``scale``
        where it is given, else each on its own.

        ``chart`` is ``run``, a kind of control chart (``p``, ``i``...), or `CONTROL` for the one that fits each
        indicator. Raises UserFacingError where a series can't be drawn as the kind that is asked for.
        """
        texts = cell_texts(self._workspace.store, pairs)
        frames = {key: self._frame_of(key) for key in dict.fromkeys(indicator for indicator, _team in pairs)}
        inputs = [
            self._drawn(self._team_series(frames[pair[0]], *pair, texts.get(pair, ())), chart)
            for pair in pairs
        ]
        # days between events have an axis of their own
        scaled = [replace(one, scale=scale) if one.period_type != DAY else one for one in inputs]
        return build_charts(scaled if scale else inputs)

    def choices(self, indicator_id: int, team_id: int | None) -> ChartChoices:
        """The kinds of chart for a team's series (None: the pooled line): the usual, the possible, the refused."""
        if team_id is None:
            return chart_choices(self._pooled_series(indicator_id, None, ""))
        return chart_choices(
            self._eventful(self._team_series(self._frame_of(indicator_id), indicator_id, team_id, ()))
        )

    def _drawn(self, series: SeriesInput, chart: str) -> SeriesInput:
        if chart == RUN:
            return series if _reported(series.state) else self._eventful(series)
        series = self._eventful(series) if chart in (CONTROL, "t", "g") else series
        if chart == CONTROL:
            return replace(series, chart=usual_chart(series))
        refused = chart_choices(series).refusal(chart)
        if refused:
            raise UserFacingError(f"“{series.subtitle}” can't be drawn so: {refused}")
        return replace(series, chart=chart)

    def _eventful(self, series: SeriesInput) -> SeriesInput:
        """The days between events where the team's events have dates, else the values by period."""
        if series.kind is not IndicatorKind.TIME_BETWEEN or series.team_id is None:
            return series
        dates = event_dates(self._workspace, series.indicator_id or 0, [series.team_id])
        return as_events(series, dates) if len(dates) > 1 else series

    def pooled_chart(
        self,
        indicator_id: int,
        team_ids: Iterable[int] | None = None,
        title: Text = "",
        *,
        chart: str = RUN,
        same_teams: bool = False,
    ) -> ChartSpec:
        """The pooled line of all teams (or of some), with "n of N teams" under each point.

        The same teams only (those with data in 80 % of the periods) are a thin second line where they differ, or
        with ``same_teams`` the chart itself (method.md, 5).
        """
        series = self._pooled_series(indicator_id, team_ids, title, same_teams=same_teams)
        return build_charts([self._drawn(series, chart)])[0]

    def _pooled_series(
        self, indicator_id: int, team_ids: Iterable[int] | None, title: Text, *, same_teams: bool = False
    ) -> SeriesInput:
        indicator = self._workspace.rows(Indicator)[indicator_id]
        cube = cube_of(self._workspace, indicator.period_type)
        frame = self._frame(indicator, cube, title or msg("All teams"))
        if title:
            frame = replace(frame, subtitle=msg("All teams together"))
        happened = self._pooled_events(indicator, cube, team_ids)
        if len(happened) > 1:
            told = msg("Days from one team’s event to the next one’s: more teams make them fewer")
            return as_events(replace(frame, subtitle=told, **self._phases(indicator, None)), happened)
        if cube.n_periods == 0:
            return frame
        lines = self.pooled_lines(indicator, cube, team_ids)
        line, same = lines.everyone, lines.same_teams
        if same_teams:
            told = msg("{count} teams, the same all along", count=len(same.team_ids))
            line, frame = same, replace(frame, subtitle=told)
        return replace(
            frame,
            y=line.value,
            numerator=line.numerator,
            denominator=line.denominator,
            state=line.state,
            excluded=None,
            n_reporting=line.n_reporting,
            n_expected=line.n_expected,
            second=None if same_teams or not same.team_ids else same.value,
            second_label=nmsg("same {count} team", "same {count} teams", len(same.team_ids)),
            **self._phases(indicator, None),
        )

    def _pooled_events(
        self, indicator: Indicator, cube: ObservationCube, team_ids: Iterable[int] | None
    ) -> list[dt.date]:
        """When the events of all teams (or some) happened, where none of them reports by period."""
        if indicator.kind is not IndicatorKind.TIME_BETWEEN:
            return []
        teams = cube.team_ids if team_ids is None else tuple(team_ids)
        at = cube.indicator_at(indicator.id)
        if any(_reported(cube.state[at, cube.team_at(key)]) for key in teams):
            return []
        return event_dates(self._workspace, indicator.id, teams)

    def pooled_lines(
        self, indicator: Indicator, cube: ObservationCube, team_ids: Iterable[int] | None = None
    ) -> Pooled:
        """All teams (or some) of a cube as one series, and the same teams only, over the periods that charts show."""
        method: Method = "median" if self._workspace.collaborative.pooled_by == "median" else "sum"
        since, until = reporting_spans(self._workspace, indicator.id, cube)
        return pooled(
            cube,
            indicator.id,
            reports_from=since,
            reports_to=until,
            teams=None if team_ids is None else list(team_ids),
            periods=shown_periods(cube, PeriodType.parse(indicator.period_type)),
            method=method,
        )

    def signs(self, indicator_id: int) -> dict[int, Sign]:
        """The sign of every team for one indicator, as on its chart."""
        kept = self._workspace.kept(_sign_board)
        return self.judged_signs(indicator_id) if self._planned else kept.of(indicator_id)

    def judged_signs(self, indicator_id: int, team_ids: Sequence[int] | None = None) -> dict[int, Sign]:
        """The signs of all teams or of some, judged now."""
        indicator = self._workspace.rows(Indicator)[indicator_id]
        cube = cube_of(self._workspace, indicator.period_type)
        teams = cube.team_ids if team_ids is None else tuple(team_ids)
        of_events = {key: spec.sign for key, spec in self.event_charts(indicator_id, teams).items()}
        if cube.n_periods == 0:
            return dict.fromkeys(teams, Sign.NOT_ENOUGH) | of_events
        shown = shown_periods(cube, PeriodType.parse(indicator.period_type))
        part = one_indicator(cube, indicator_id, *shown)
        found = self.verdicts(part if team_ids is None else some_teams(part, teams))
        return dict(zip(teams, found[0], strict=True)) | of_events

    def event_charts(self, indicator_id: int, team_ids: Sequence[int] | None = None) -> dict[int, ChartSpec]:
        """The charts of the teams (all, or some) that show the days between events: nothing else was reported."""
        indicator = self._workspace.rows(Indicator)[indicator_id]
        if indicator.kind is not IndicatorKind.TIME_BETWEEN:
            return {}
        cube = cube_of(self._workspace, indicator.period_type)
        at = cube.indicator_at(indicator_id)
        teams = cube.team_ids if team_ids is None else team_ids
        quiet = [key for key in teams if not _reported(cube.state[at, cube.team_at(key)])]
        pairs = [(indicator_id, key) for key in quiet if self._is_eventful(indicator_id, key)]
        specs = self.team_charts(pairs) if pairs else []
        return {key: spec for (_, key), spec in zip(pairs, specs, strict=True)}

    def _is_eventful(self, indicator_id: int, team_id: int) -> bool:
        return len(event_dates(self._workspace, indicator_id, [team_id])) > 1

    def verdicts(self, cube: ObservationCube) -> list[list[Sign]]:
        """The signs [indicator][team] of a cube or a part of one, in one pass."""
        indicators = self._workspace.rows(Indicator)
        good: dict[int, Good] = {key: good_direction(indicators[key]) for key in cube.indicator_ids}
        plans = {
            (key, team_id): plan
            for key in cube.indicator_ids
            for team_id, plan in self._plans(indicators[key], cube)
        }
        codes = cube_verdicts(cube, good, plans, rule_set(rules_name(self._workspace.collaborative)))
        return [list(row) for row in signs(codes).tolist()]

    # --- what belongs to a series ---

    def _team_series(
        self, frame: SeriesInput, indicator_id: int, team_id: int, texts: Sequence[CellText]
    ) -> SeriesInput:
        indicator = self._workspace.rows(Indicator)[indicator_id]
        cube = cube_of(self._workspace, indicator.period_type)
        at, team_at = cube.indicator_at(indicator_id), cube.team_at(team_id)
        first, last = shown_periods(cube, frame.period_type)
        cut = slice(first - cube.first_period, last + 1 - cube.first_period)
        return replace(
            frame,
            title=self._workspace.rows(Team)[team_id].name,
            y=cube.value[at, team_at, cut],
            numerator=cube.numerator[at, team_at, cut],
            denominator=cube.denominator[at, team_at, cut],
            spread=cube.spread[at, team_at, cut],
            state=cube.state[at, team_at, cut],
            excluded=cube.excluded[at, team_at, cut],
            notes={text.period: text.note for text in texts if text.note},
            marked=frozenset(marked_points(self._workspace, indicator_id, team_id)),
            origins=self._marks.origins(texts),
            changes=self._marks.changes(indicator, team_id),
            team_id=team_id,
            **self._phases(indicator, team_id),
        )

    def _frame_of(self, indicator_id: int) -> SeriesInput:
        indicator = self._workspace.rows(Indicator)[indicator_id]
        return self._frame(indicator, cube_of(self._workspace, indicator.period_type), "")

    def _frame(self, indicator: Indicator, cube: ObservationCube, title: Text) -> SeriesInput:
        """What all charts of an indicator share; its numbers are empty."""
        period_type = PeriodType.parse(indicator.period_type)
        first, last = shown_periods(cube, period_type)
        return SeriesInput(
            title=title,
            subtitle=indicator.name,
            kind=indicator.kind,
            unit=indicator.unit,
            good=good_direction(indicator),
            target=indicator.target,
            decimals=indicator.decimals,
            multiplier=indicator.multiplier,
            period_type=period_type,
            first=first,
            y=cube.value[0, 0, :0] if cube.value.size else cube.value.reshape(-1)[:0],
            actions=tuple(self._marks.actions(period_type, first, last)),
            definitions=self._marks.definitions(indicator, period_type),
            small=self._workspace.collaborative.small_denominator,
            rules=self._rules,
            indicator_id=indicator.id,
        )

    def _phases(self, indicator: Indicator, team_id: int | None) -> dict[str, Any]:
        """The phases as `SeriesInput` takes them: a team's own, else those for all teams."""
        known = self._planned.get((indicator.id, team_id))
        chosen = phases_of(self._workspace, indicator.id, team_id) if known is None else known
        if not chosen:
            return {}
        *earlier, current = chosen
        older = tuple(
            OlderPhase(
                first=phase.starts or 0,  # the first one begins with the series
                last=(following.starts or following.first) - 1,
                baseline=(phase.first, phase.last) if phase.frozen else None,
            )
            for phase, following in zip(earlier, chosen[1:], strict=True)
        )
        return {"baseline": (current.first, current.last), "frozen": current.frozen, "older": older}

    def _plans(self, indicator: Indicator, cube: ObservationCube) -> Iterable[tuple[int, PhasePlan]]:
        """The current phase of each team, for the pass over the whole cube."""
        own = {
            phase.team_id
            for phase in self._workspace.rows(Phase).values()
            if phase.indicator_id == indicator.id and phase.team_id is not None
        }
        shared = self._plan(indicator, None, cube)
        for team_id in cube.team_ids:
            yield team_id, self._plan(indicator, team_id, cube) if team_id in own else shared

    def _plan(self, indicator: Indicator, team_id: int | None, cube: ObservationCube) -> PhasePlan:
        series = SeriesInput(
            title="", first=cube.first_period, y=cube.value[0, 0], **self._phases(indicator, team_id)
        )
        return phase_plan(series)[-1]


def team_chart(workspace: Workspace, indicator_id: int, team_id: int) -> ChartSpec:
    """One team's chart of one indicator."""
    return SeriesDesk(workspace).team_charts([(indicator_id, team_id)])[0]


def pooled_chart(workspace: Workspace, indicator_id: int, team_ids: Iterable[int] | None = None) -> ChartSpec:
    """The pooled chart of one indicator."""
    return SeriesDesk(workspace).pooled_chart(indicator_id, team_ids)


def team_signs(workspace: Workspace, indicator_id: int) -> dict[int, Sign]:
    """The sign of every team for one indicator."""
    return SeriesDesk(workspace).signs(indicator_id)


def _sign_board(workspace: Workspace) -> SignBoard:
    """The signs of all series, kept while the file is open."""

    def judge(indicator_id: int, team_ids: Sequence[int] | None = None) -> dict[int, Sign]:
        return SeriesDesk(workspace).judged_signs(indicator_id, team_ids)

    def shown(indicator_id: int) -> tuple[int, int]:
        name = workspace.rows(Indicator)[indicator_id].period_type
        return shown_periods(cube_of(workspace, name), PeriodType.parse(name))

    workspace.kept(CubeShelf)  # takes over an edit before the signs do
    return SignBoard(judge, shown)


def shown_periods(cube: ObservationCube, period_type: PeriodType) -> tuple[int, int]:
    """First and last ordinal on the axis that all charts of a cube share."""
    now = period_type.holding(dt.date.today())
    if cube.n_periods == 0:
        return now, now - 1
    last = cube.last_period if cube.last_period <= now + 1 else max(now, cube.first_period)
    return max(cube.first_period, last - LONGEST + 1), last


def _reported(state: Any) -> bool:
    """Whether any of a series' states is a reported number."""
    return state is None or bool((state == State.REPORTED).any())


def rules_name(collaborative: Collaborative) -> str:
    """The rule set as it is printed on every chart: ``ihi``, ``custom: shift 8, trend 6``."""
    if collaborative.rules is RuleSet.CUSTOM:
        return f"custom: shift {collaborative.custom_shift}, trend {collaborative.custom_trend}"
    return collaborative.rules.value


def good_direction(indicator: Indicator) -> Good:
    """Where better is: ``up``, ``down`` or None."""
    if indicator.direction is Direction.NONE:
        return None
    return "up" if indicator.direction is Direction.UP else "down"
