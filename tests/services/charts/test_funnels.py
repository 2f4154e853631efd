"""Funnel plots from an open file: who counts, from when to when, and what is said."""

from __future__ import annotations

import datetime as dt

from collabdesk.charts.funnel import Zone
from collabdesk.i18n import Translator
from collabdesk.models.measures import Indicator, IndicatorKind, Observation, State
from collabdesk.models.places import Team
from collabdesk.models.writer import Writer
from collabdesk.periods import MONTH, Period
from collabdesk.services.charts.funnels import funnel_chart, plots
from collabdesk.services.data import observations
from collabdesk.services.paper.pack_names import names_of
from collabdesk.services.setup import indicators, teams
from collabdesk.services.setup.teams import TeamRow
from collabdesk.services.workspace import Workspace
from tests.services.conftest import JAN

SAY = Translator("en").text
YEAR = (JAN, JAN + 11)


def test_the_sums_of_the_span_by_name(furnished: Workspace) -> None:
    spec = funnel_chart(furnished, 1, (JAN + 6, JAN + 11))
    assert [(point.name, point.count_label) for point in spec.points] == [
        ("Mashiru HC III", "66/120"),
        ("Petro Hill Clinic", "15/60"),
        ("Tolveni HC IV", "99/120"),
    ]
    assert spec.centre == 60.0
    assert [point.zone for point in spec.points] == [Zone.WITHIN, Zone.FAR_BELOW, Zone.FAR_ABOVE]
    assert [point.good for point in spec.points] == [None, False, True]
    assert [SAY(point.label) for point in spec.points] == ["", "Petro Hill Clinic", "Tolveni HC IV"]
    assert (spec.first, spec.last) == (Period(MONTH, JAN + 6), Period(MONTH, JAN + 11))
    assert SAY(spec.sentence).startswith("Around 60 %, 2 of 3 teams lie outside the limits of 99.8 %")
    assert "fewer than 5 teams" in SAY(spec.sentence)


def test_excluded_points_and_months_after_leaving_do_not_count(furnished: Workspace) -> None:
    before = {p.name: p.count_label for p in funnel_chart(furnished, 1, YEAR).points}
    assert before["Petro Hill Clinic"] == "45/180"
    observations.set_excluded(furnished, 1, 3, JAN, excluded=True, reason="flood")
    furnished.transact(
        "late",
        lambda w: w.put_observations(
            [Observation(indicator_id=1, team_id=3, period=JAN + 10, numerator=20, denominator=20)]
        ),
    )
    after = {p.name: p.count_label for p in funnel_chart(furnished, 1, YEAR).points}
    assert after["Petro Hill Clinic"] == "40/160"


def test_no_cases_and_no_numbers_are_named_not_drawn(furnished: Workspace) -> None:
    teams.add_teams(furnished, [TeamRow(name="Quiet HC"), TeamRow(name="Percent only")])

    def write(writer: Writer) -> None:
        writer.put_observations(
            [
                Observation(
                    indicator_id=1, team_id=4, period=JAN, numerator=0, denominator=0, state=State.NO_CASES
                ),
                Observation(indicator_id=1, team_id=5, period=JAN, value=80),
            ]
        )

    furnished.transact("quiet", write)
    spec = funnel_chart(furnished, 1, YEAR)
    assert {point.team_id for point in spec.points} == {1, 2, 3}
    assert [SAY(text) for text in spec.left_out] == [
        "No cases in this time: Quiet HC.",
        "No numerator and denominator reported: Percent only.",
    ]


def test_a_numerator_above_its_denominator_is_kept_and_flagged(furnished: Workspace) -> None:
    furnished.transact(
        "odd",
        lambda w: w.put_observations(
            [Observation(indicator_id=1, team_id=2, period=JAN, numerator=30, denominator=20)]
        ),
    )
    assert [p.suspect for p in funnel_chart(furnished, 1, YEAR).points] == [True, False, False]


def test_a_rate_is_in_the_unit_of_its_axis(furnished: Workspace) -> None:
    def write(writer: Writer) -> None:
        writer.put_observations(
            [
                Observation(indicator_id=2, team_id=team, period=JAN + at, numerator=team, denominator=500)
                for team in (1, 2, 3)
                for at in range(6)
            ]
        )

    furnished.transact("deaths", write)
    spec = funnel_chart(furnished, 2, YEAR)
    assert [point.y for point in spec.points] == [4.0, 6.0, 2.0]
    assert [point.name for point in spec.points] == ["Mashiru HC III", "Petro Hill Clinic", "Tolveni HC IV"]
    assert spec.y.high >= max(y for curve in spec.curves for x, y in curve.upper if x >= 3000)
    assert all(y >= 0 for curve in spec.curves for _, y in curve.lower)


def test_a_count_says_why_it_has_none(furnished: Workspace) -> None:
    spec = funnel_chart(furnished, 3, YEAR)
    assert (spec.points, spec.curves, spec.left_out) == ((), (), ())
    assert "no denominator" in SAY(spec.sentence)


def test_a_mean_needs_n_and_spread(furnished: Workspace) -> None:
    mine = furnished.collaborative.id
    indicators.save_indicator(
        furnished, Indicator(collaborative_id=mine, name="Waiting", kind=IndicatorKind.MEAN, unit="min")
    )

    def write(writer: Writer) -> None:
        writer.put_observations(
            [
                Observation(indicator_id=4, team_id=1, period=JAN, value=30, denominator=25, spread=10),
                Observation(indicator_id=4, team_id=2, period=JAN, value=40),
            ]
        )

    furnished.transact("waiting", write)
    spec = funnel_chart(furnished, 4, YEAR)
    assert [(p.x, p.y) for p in spec.points] == [(25, 30)]
    assert [SAY(text) for text in spec.left_out] == [
        "No mean with spread and number of cases: Mashiru HC III and Petro Hill Clinic."
    ]


def test_some_teams_and_an_empty_time(furnished: Workspace) -> None:
    assert [p.team_id for p in funnel_chart(furnished, 1, YEAR, [2]).points] == [2]
    empty = funnel_chart(furnished, 1, (JAN + 40, JAN + 50))
    assert (empty.points, SAY(empty.sentence)) == (
        (),
        "No team has reported a numerator and a denominator in this time.",
    )


def test_a_file_without_numbers(workspace: Workspace) -> None:
    indicators.save_indicator(
        workspace, Indicator(collaborative_id=workspace.collaborative.id, name="New", target=80)
    )
    teams.add_teams(workspace, [TeamRow(name="One", joined=dt.date(2025, 1, 1))])
    assert funnel_chart(workspace, 1).points == ()


def test_in_a_pack_only_its_own_teams_are_named(furnished: Workspace) -> None:
    known, rows = [furnished.rows(Indicator)[1]], furnished.rows(Team)
    everyone = [rows[key] for key in (1, 2, 3)]
    plain, hidden = (names_of(furnished, Translator("en"), hidden=one) for one in (False, True))
    (spec,) = plots(furnished, known, everyone, [rows[1]], plain)
    assert len(spec.points) == 3
    assert [SAY(point.label) for point in spec.points if point.label] == ["Tolveni HC IV"]
    (spec,) = plots(furnished, known, everyone, everyone, hidden)
    names = [point.name for point in spec.points]
    assert names == sorted(names)
    assert {name[:5] for name in names} == {"Site "}
    assert not {team.name for team in everyone} & set(names)
    assert list(plots(furnished, known, everyone[:2], everyone, plain)) == []
