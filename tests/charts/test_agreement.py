"""The sign of a chart, the pass over the whole collaborative, the marks, the sentence: all say the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collabdesk.analysis.cube import ObservationCube
from collabdesk.analysis.observations import Cell, Columns, IndicatorShape
from collabdesk.analysis.rules import rule_set
from collabdesk.analysis.scan import PhasePlan
from collabdesk.charts.build import build_charts
from collabdesk.charts.inputs import OlderPhase, SeriesInput
from collabdesk.charts.signs import cube_verdicts, signs
from collabdesk.charts.spec import Sign
from collabdesk.i18n import Translator
from collabdesk.kinds import IndicatorKind
from collabdesk.periods import MONTH, Period

FIRST = 2025 * 12
TEAMS = (1, 2, 3)
SHAPES = {
    1: IndicatorShape(kind=IndicatorKind.PROPORTION),
    2: IndicatorShape(kind=IndicatorKind.COUNT),
    3: IndicatorShape(kind=IndicatorKind.PROPORTION),
}
GOOD = {1: "up", 2: None, 3: "down"}

row = st.one_of(
    st.lists(st.sampled_from([None, 0.0, 40.0, 50.0, 60.0, 100.0]), min_size=18, max_size=18),
    st.lists(st.sampled_from([100.0, 100.0, 100.0, 90.0]), min_size=18, max_size=18),
    st.tuples(st.integers(0, 18), st.sampled_from([30.0, 60.0, 100.0])).map(
        lambda pair: [50.0 + at % 2 for at in range(pair[0])] + [pair[1] + at for at in range(18 - pair[0])]
    ),
)
plan = st.one_of(st.none(), st.tuples(st.integers(0, 10), st.booleans()))


def chart_of(cube: ObservationCube, indicator: int, team: int, choice, rules: str) -> SeriesInput:
    at = cube.indicator_at(indicator), cube.team_at(team)
    start, frozen = choice or (0, False)
    older = (OlderPhase(first=cube.first_period, last=cube.first_period + start - 1),) if start else ()
    return SeriesInput(
        title="",
        first=cube.first_period,
        kind=SHAPES[indicator].kind,
        good=GOOD[indicator],
        y=cube.value[at],
        state=cube.state[at],
        excluded=cube.excluded[at],
        baseline=(cube.first_period + start, cube.first_period + start + 5) if frozen else None,
        older=older,
        rules=rules,
    )


@pytest.mark.parametrize("rules", ["ihi", "anhoej", "nhs", "custom: shift 4, trend 4"])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_the_pass_over_the_collaborative_agrees_with_each_chart(rules: str, data) -> None:
    keys = [(indicator, team) for indicator in SHAPES for team in TEAMS]
    cells, choices = [Cell(indicator_id=1, team_id=1, period=FIRST + 17, value=50)], {}
    for indicator, team in keys:
        choices[indicator, team] = data.draw(plan)
        out = data.draw(st.integers(0, 40))
        for at, value in enumerate(data.draw(row)):
            if value is not None:
                cells.append(
                    Cell(
                        indicator_id=indicator,
                        team_id=team,
                        period=FIRST + at,
                        value=value,
                        excluded=at == out,
                    )
                )
    cube = ObservationCube.load(SHAPES, TEAMS, Columns.of(cells))
    plans = {
        key: PhasePlan(
            first=choice[0], last=cube.n_periods - 1, base=(choice[0], choice[0] + 5) if choice[1] else None
        )
        for key, choice in choices.items()
        if choice
    }
    found = signs(cube_verdicts(cube, GOOD, plans, rule_set(rules)))
    specs = build_charts([chart_of(cube, *key, choices[key], rules) for key in keys])
    for key, spec in zip(keys, specs, strict=True):
        assert spec.sign is found[cube.indicator_at(key[0]), cube.team_at(key[1])]


@pytest.mark.parametrize("good", ["up", "down", None])
@settings(max_examples=40, deadline=None)
@given(values=row, frozen=st.booleans())
def test_marks_sentence_and_sign_agree(good, values, frozen: bool) -> None:
    y = np.array([np.nan if v is None else v for v in values])
    series = SeriesInput(
        title="",
        first=FIRST,
        y=y,
        good=good,
        kind=IndicatorKind.RATE,
        baseline=(FIRST, FIRST + 5),
        frozen=frozen,
    )
    spec = build_charts([series])[0]
    text = Translator("en").text(spec.sentence)
    directed = [mark for mark in spec.signals if mark.direction]
    if spec.sign is Sign.IMPROVED:
        assert directed[0].good is True
        assert "improvement" in text
    if spec.sign is Sign.WORSENED:
        assert directed[0].good is False
        assert "worsening" in text
    if spec.sign is Sign.NO_SIGNAL and good and directed:
        assert "not clear" in text or "does not count now" in text
    if not spec.signals:
        assert text.startswith(("No signal", "Too few points", "No points"))
        assert spec.sign in (Sign.NO_SIGNAL, Sign.NOT_ENOUGH)
    else:
        first = spec.signals[0]
        assert text.lower().startswith(first.rule)
        if first.direction:
            for at in (first.points[0], first.points[-1]):
                assert Translator("en").period(Period(MONTH, FIRST + at)) in text
            assert f"{len(first.points)} points in a row" in text
