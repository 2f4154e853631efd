"""Control charts from an open file: the usual one for each indicator, refusals in a sentence, events by date."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Translator
from collabdesk.models.measures import (
    Direction,
    Event,
    Indicator,
    IndicatorDefinition,
    IndicatorKind,
    Observation,
)
from collabdesk.models.places import RuleSet
from collabdesk.models.writer import Writer
from collabdesk.periods import month
from collabdesk.services.charts.series import CONTROL, SeriesDesk
from collabdesk.services.setup import collaboratives, indicators
from collabdesk.services.workspace import Workspace
from tests.services.conftest import JAN

SAY = Translator("en").text


def with_events(workspace: Workspace, days: list[dt.date]) -> int:
    mine = workspace.collaborative.id
    indicators.save_indicator(
        workspace,
        Indicator(
            collaborative_id=mine,
            name="Days between maternal deaths",
            kind=IndicatorKind.TIME_BETWEEN,
            direction=Direction.UP,
        ),
    )
    key = max(workspace.rows(Indicator))

    def write(writer: Writer) -> None:
        for day in days:
            writer.add(Event(indicator_id=key, team_id=1, happened=day))

    workspace.transact("Events", write)
    return key


def test_each_indicator_gets_its_usual_chart(furnished: Workspace) -> None:
    def write(writer: Writer) -> None:
        writer.put_observations(
            [
                Observation(indicator_id=2, team_id=1, period=JAN + at, numerator=4 + at % 3, denominator=900)
                for at in range(12)
            ]
        )

    furnished.transact("rates", write)
    specs = SeriesDesk(furnished).team_charts([(1, 1), (2, 1), (3, 1)], chart=CONTROL)
    assert [spec.chart for spec in specs] == ["p", "u", "c"]
    assert all(spec.limits for spec in specs)
    assert specs[1].centre[0].y == pytest.approx(1000 * 60 / 10_800)
    assert [spec.chart for spec in SeriesDesk(furnished).team_charts([(1, 1)])] == ["run"]


def test_a_frozen_baseline_holds_for_the_control_chart_too(furnished: Workspace) -> None:
    indicators.set_baseline(furnished, 1, (month(2025, 1), month(2025, 6)), "start")
    spec = SeriesDesk(furnished).team_charts([(1, 1)], chart="p")[0]
    assert spec.centre[0].y == pytest.approx(100 * 51 / 120)
    assert [mark.points for mark in spec.signals if mark.rule == "outside limits"] == [(6, 7, 8, 9, 10, 11)]


def test_what_cannot_be_drawn_is_refused_in_a_sentence(furnished: Workspace) -> None:
    desk = SeriesDesk(furnished)
    with pytest.raises(UserFacingError, match=r"Deliveries.*for proportions"):
        desk.team_charts([(3, 1)], chart="p")
    assert desk.choices(3, 1).usual == "c"
    assert {one.chart for one in desk.choices(1, 1).each if one.possible} == {"run", "i", "mr", "p", "pp"}


def test_the_pooled_line_has_control_charts(furnished: Workspace) -> None:
    desk = SeriesDesk(furnished)
    assert desk.choices(1, None).usual == "p"
    spec = desk.pooled_chart(1, chart=CONTROL)
    assert (spec.chart, spec.pooled) == ("p", True)
    assert spec.points[0].denominator == 60


def test_nhs_draws_xmr_charts_on_the_wall_and_its_signs(furnished: Workspace) -> None:
    collaboratives.save_collaborative(furnished, replace(furnished.collaborative, rules=RuleSet.NHS))
    desk = SeriesDesk(furnished)
    specs = desk.team_charts([(1, team) for team in (1, 2, 3)])
    assert [(spec.chart, spec.rules) for spec in specs] == [("i", "nhs")] * 3
    assert list(desk.signs(1).values()) == [spec.sign for spec in specs]


def test_events_feed_the_t_chart_by_their_dates(furnished: Workspace) -> None:
    start = dt.date(2025, 1, 10)
    days = [start + dt.timedelta(days=gap) for gap in (0, 9, 12, 40, 60, 61, 130, 170, 300)]
    key = with_events(furnished, days[::-1])
    desk = SeriesDesk(furnished)
    spec = desk.team_charts([(key, 1)], chart=CONTROL)[0]
    assert spec.chart == "t"
    assert [point.y for point in spec.points] == [9, 3, 28, 20, 1, 69, 40, 130]
    assert [point.period.first_day for point in spec.points] == days[1:]
    assert SAY(spec.y.unit) == "days"
    assert desk.team_charts([(key, 1)], chart="g")[0].centre[0].y == 24.0


def test_two_events_on_one_day_belong_on_a_g_chart(furnished: Workspace) -> None:
    day = dt.date(2025, 3, 1)
    key = with_events(furnished, [day, day, day + dt.timedelta(days=5)])
    desk = SeriesDesk(furnished)
    assert desk.choices(key, 1).usual == "g"
    assert [point.y for point in desk.team_charts([(key, 1)], chart=CONTROL)[0].points] == [0, 5]
    with pytest.raises(UserFacingError, match="g chart"):
        desk.team_charts([(key, 1)], chart="t")


def test_a_change_of_definition_is_marked(furnished: Workspace) -> None:
    furnished.transact(
        "definition",
        lambda w: w.add(IndicatorDefinition(indicator_id=1, valid_from=dt.date(2025, 5, 20), how="new form")),
    )
    spec = SeriesDesk(furnished).team_charts([(1, 2)])[0]
    assert [(mark.x, SAY(mark.label)) for mark in spec.definitions] == [(3.5, "new definition")]
