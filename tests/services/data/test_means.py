"""Means with their spread: typed, imported, asked for on forms, exported, and drawn as an X-bar chart."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest

from collabdesk import commands
from collabdesk.i18n import Translator
from collabdesk.models.measures import Indicator, IndicatorKind, Observation
from collabdesk.periods import month
from collabdesk.services import imports
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.services.data import cells, exports, forms, observations
from collabdesk.services.data.observations import RefusedError, Typed, parse, text_of
from collabdesk.services.setup import indicators
from collabdesk.services.workspace import Workspace
from tests.services.conftest import JAN
from tests.services.data.test_forms import filled

MEAN = Indicator(collaborative_id=1, name="Waiting time", kind=IndicatorKind.MEAN)


@pytest.fixture
def waiting(furnished: Workspace) -> int:
    """An indicator of a mean."""
    made = Indicator(
        collaborative_id=furnished.collaborative.id,
        name="Waiting time",
        code="WAIT",
        unit="min",
        kind=IndicatorKind.MEAN,
    )
    return indicators.save_indicator(furnished, made).id


def typed(workspace: Workspace, indicator_id: int, texts: list[str], team: int = 1) -> None:
    observations.enter(
        workspace,
        [
            Typed(indicator_id=indicator_id, team_id=team, period=JAN + at, text=text)
            for at, text in enumerate(texts)
        ],
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.5", (12.5, None, None)),
        ("12.5 ±3.1 n20", (12.5, 3.1, 20)),
        ("12,5 sd 3,1 n 20", (12.5, 3.1, 20)),
        ("12.5 SD=3.1, n=20", (12.5, 3.1, 20)),
        ("12.5 n20 +/- 3.1", (12.5, 3.1, 20)),
        ("12.5+-3.1", (12.5, 3.1, None)),
        ("12,5 ET 3", (12.5, 3, None)),
        ("1 204 n 7", (1204, None, 7)),
        ("0 ±0 n 3", (0, 0, 3)),
    ],
)
def test_what_may_be_typed_for_a_mean(text: str, expected: tuple) -> None:
    found = parse(MEAN, text)
    assert (found.value, found.spread, found.denominator) == expected
    assert found.numerator is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12.5 sd 3 sd 4", "not a mean"),
        ("12.5 (3.1)", "not a mean"),
        ("±3.1", "not a mean"),
        ("12.5 n 0", "1 or more"),
        ("12.5 n 2.5", "whole number"),
        ("12.5 sd -3", "below zero"),
        ("12/20", "not a mean"),
    ],
)
def test_what_may_not(text: str, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        parse(MEAN, text)


def test_what_is_typed_stands_in_the_cell_and_can_be_undone(furnished: Workspace, waiting: int) -> None:
    typed(furnished, waiting, ["42.5 sd 12 n 20"])
    row = furnished.store.get(Observation, waiting, 1, JAN)
    assert row is not None
    assert (row.value, row.spread, row.denominator, row.numerator) == (42.5, 12, 20, None)
    assert cells.text_of(furnished, row) == text_of(row) == "42.5 ±12 n20"
    again = parse(MEAN, text_of(row))
    assert (again.value, again.spread, again.denominator) == (42.5, 12, 20)
    typed(furnished, waiting, ["41"])
    row = furnished.store.get(Observation, waiting, 1, JAN)
    assert row is not None
    assert (row.value, row.spread, row.denominator) == (41, None, None)
    furnished.undo()
    assert cells.facts(furnished, (waiting, 1, JAN)).text == "42.5 ±12 n20"
    assert not any("n2" in text_of(one) for one in furnished.store.all(Observation, indicator_id=1))


def test_the_xbar_chart_is_that_of_analyse(furnished: Workspace, waiting: int, tmp_path: Path) -> None:
    numbers = [(42.5, 12, 20), (40, 10.5, 22), (44, 11, 18), (60, 12.5, 25), (41, 9, 1), (39, 8, 20)]
    typed(furnished, waiting, [f"{mean} sd {sd} n {n}" for mean, sd, n in numbers])
    (spec,) = SeriesDesk(furnished).team_charts([(waiting, 1)], chart="xbar")
    path = tmp_path / "s.csv"
    rows = [f"s,{mean},{n},{sd}" for mean, sd, n in numbers]
    path.write_text("\n".join(["series,value,n,spread", *rows]))
    out = io.StringIO()
    assert commands.run(["analyse", str(path), "--chart", "xbar", "--json"], out, out) == 0
    (answer,) = json.loads(out.getvalue())["series"]
    for upper, name in ((True, "upper"), (False, "lower")):
        drawn = {round(y, 9) for line in spec.limits if line.upper is upper for _, y in line.points}
        assert drawn == {round(y, 9) for y in answer[name] if y is not None}
    assert [(point.spread, point.denominator) for point in spec.points[:2]] == [(12, 20), (10.5, 22)]


SHEETS = {
    "english": "Facility,Month,Waiting time,SD,n\n"
    "Tolveni HC IV,2025-01,42.5,12.1,20\nMashiru HC III,2025-01,40,10,22\n",
    "means of means": "Facility,Month,Mean waiting time,Waiting time SD,Number,Deliveries\n"
    "Tolveni HC IV,2025-01,42.5,12.1,20,31\nMashiru HC III,2025-01,40,10,22,33\n",
    "french": "Structure;Mois;Waiting time / Moyenne;Écart-type;Effectif\n"
    "Tolveni HC IV;janv-25;42,5;12,1;20\nMashiru HC III;janv-25;40;10;22\n",
    "spanish": "Centro;Mes;Waiting time;Desviación estándar;Casos\n"
    "Tolveni HC IV;2025-01;42,5;12,1;20\nMashiru HC III;2025-01;40;10;22\n",
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_column_of_spreads_belongs_to_the_mean_beside_it(
    furnished: Workspace, waiting: int, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "waiting.csv"
    path.write_text(SHEETS[name], encoding="utf-8")
    draft = imports.open_draft(furnished, path)
    answers = {question.id: "Waiting time" for question in draft.questions if "indicator" in question.kind}
    draft = imports.answer_all(draft, answers)
    assert draft.questions == ()
    imports.apply(furnished, draft, imports.make_plan(furnished, draft))
    found = {
        row.team_id: (row.value, row.spread, row.denominator, row.cell)
        for row in furnished.store.all(Observation, indicator_id=waiting, period=JAN)
    }
    assert found == {1: (42.5, 12.1, 20, "C2 D2 E2"), 2: (40, 10, 22, "C3 D3 E3")}


def test_another_spread_is_a_conflict_and_the_same_none(
    furnished: Workspace, waiting: int, tmp_path: Path
) -> None:
    typed(furnished, waiting, ["42.5 sd 12.1 n 20"])
    path = tmp_path / "waiting.csv"
    path.write_text("Facility,Month,Waiting time,SD,n\nTolveni HC IV,2025-01,42.5,12.1,20\n")
    plan = imports.make_plan(furnished, imports.open_draft(furnished, path))
    assert (plan.same, plan.conflicts) == (1, ())
    path.write_text("Facility,Month,Waiting time,SD,n\nTolveni HC IV,2025-01,42.5,13,20\n")
    plan = imports.make_plan(furnished, imports.open_draft(furnished, path))
    (conflict,) = plan.conflicts
    assert (conflict.old_text, conflict.new_text) == ("42.5 ±12.1 n20", "42.5 ±13 n20")


def test_an_sd_without_a_mean_is_a_name_like_any_other(furnished: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "sd.csv"
    path.write_text("Facility,Month,SD\nTolveni HC IV,2025-01,4\nMashiru HC III,2025-01,5\n")
    found = imports.open_draft(furnished, path).understanding.observations
    assert [(one.indicator, one.value, one.spread) for one in found] == [("SD", 4, None), ("SD", 5, None)]


def test_a_new_indicator_with_spreads_is_a_mean(furnished: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "new.csv"
    path.write_text("Facility,Month,Length of stay,SD,n\nTolveni HC IV,2025-01,4.5,1,12\n")
    draft = imports.open_draft(furnished, path)
    (new,) = imports.make_plan(furnished, draft).creates_indicators
    assert (new.name, new.kind) == ("Length of stay", IndicatorKind.MEAN)


def test_forms_ask_for_it_where_it_has_come_before(
    furnished: Workspace, waiting: int, tmp_path: Path
) -> None:
    def asked() -> list[str]:
        made = forms.gather_forms(furnished, month(2026, 1), dt.date(2026, 2, 5), [1])
        return [
            line.mark.line.value for line in made.teams[0].blocks[0].lines if line.indicator == "Waiting time"
        ]

    assert asked() == ["value"]
    typed(furnished, waiting, ["42.5 sd 12.1 n 20"])
    assert asked() == ["value", "size", "spread"]
    content = forms.gather_forms(furnished, month(2026, 1), dt.date(2026, 2, 5), [1])
    (path,) = forms.write_forms(content, tmp_path, Translator("en")).files
    draft = imports.open_draft(furnished, filled(path, 17, 20, 1, 400, 52, 33.5, 18, 9.5))
    assert draft.questions == ()
    imports.apply(furnished, draft, imports.make_plan(furnished, draft))
    row = furnished.store.get(Observation, waiting, 1, month(2026, 1).ordinal)
    assert row is not None
    assert (row.value, row.denominator, row.spread) == (33.5, 18, 9.5)


def test_the_export_has_a_column_more_only_with_spreads(
    furnished: Workspace, waiting: int, tmp_path: Path
) -> None:
    exports.export(furnished, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(newline="", encoding="utf-8-sig") as file:
        assert tuple(next(csv.reader(file))) == exports.COLUMNS
    typed(furnished, waiting, ["42.5 sd 12.1 n 20"])
    exports.export(furnished, tmp_path / "b.csv")
    with (tmp_path / "b.csv").open(newline="", encoding="utf-8-sig") as file:
        (row,) = [one for one in csv.DictReader(file) if one["indicator_code"] == "WAIT"]
    assert (row["value"], row["denominator"], row["numerator"], row["spread"]) == ("42.5", "20", "", "12.1")
