"""The command and the chart of a series say the same: lines, limits, marked points, and the sentence's rule."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collabdesk.charts.build import build_chart
from collabdesk.charts.inputs import OlderPhase, SeriesInput
from collabdesk.i18n import Translator
from collabdesk.kinds import IndicatorKind
from tests.commands.test_analyse import answered

FIRST = 2025 * 12
pair = st.one_of(st.none(), st.tuples(st.integers(0, 20), st.just(20)), st.tuples(st.just(0), st.just(0)))


@pytest.mark.parametrize(
    ("chart", "rules"), [("run", "ihi"), ("run", "anhoej"), ("p", "ihi"), ("pp", "ihi"), ("i", "nhs")]
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(pair, min_size=8, max_size=24), cut=st.one_of(st.none(), st.integers(3, 6)))
def test_the_command_and_the_chart_agree(chart: str, rules: str, pairs, cut, tmp_path: Path) -> None:
    numerator = np.array([np.nan if one is None else one[0] for one in pairs], dtype=float)
    denominator = np.array([np.nan if one is None else one[1] for one in pairs], dtype=float)
    with np.errstate(invalid="ignore"):
        y = 100 * np.where(denominator > 0, numerator / denominator, np.nan)
    older = () if cut is None else (OlderPhase(first=FIRST, last=FIRST + cut - 1),)
    spec = build_chart(
        SeriesInput(
            title="",
            first=FIRST,
            y=y,
            numerator=numerator,
            denominator=denominator,
            kind=IndicatorKind.PROPORTION,
            good=None,
            rules=rules,
            chart=chart,
            older=older,
        )
    )
    rows = [f"s,{'' if one is None else f'{one[0]},{one[1]}'}{',' if one is None else ''}" for one in pairs]
    path = tmp_path / "s.csv"
    path.write_text("\n".join(["series,numerator,denominator", *rows]) + "\n")
    options = [] if cut is None else ["--parts", str(cut)]
    found = answered(path, "--chart", chart, "--rules", rules, *options)["series"][0]
    marks = [(mark.rule, mark.direction, list(mark.points)) for mark in spec.signals]
    assert sorted(marks, key=str) == sorted(
        [(s["rule"], s["direction"], s["points"]) for s in found["signals"]], key=str
    )
    lines = {line.first: line.y for line in spec.centre}
    for phase in found["phases"]:
        if phase["centre"] is not None:
            assert lines[phase["first"]] == pytest.approx(100 * phase["centre"])
    drawn = {y for line in spec.limits for _, y in line.points}
    for limit in [one for one in (found["upper"] or []) + (found["lower"] or []) if one is not None]:
        assert min(abs(min(max(100 * limit, 0), 100) - one) for one in drawn) < 1e-6
    assert rule_said(found["sentence"]) == rule_said(Translator("en").text(spec.sentence))


def rule_said(sentence: str) -> str:
    """The words before the first number: which rule, or why there is none; without "New median since ..."."""
    own = re.sub(r"^New (median|centre line) since .*?\. ", "", sentence)
    return re.split(r"[:,\d]", own)[0]
