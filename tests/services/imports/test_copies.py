"""Another CollabDesk file as a source: matched, asked about, refused where it differs, never written to."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.models.intake import ImportBatch
from collabdesk.models.measures import Indicator, IndicatorKind, Observation, State
from collabdesk.models.places import Collaborative, Team
from collabdesk.models.writer import Writer
from collabdesk.periods import month
from collabdesk.services import imports
from collabdesk.services.data import observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.setup import collaboratives, indicators, teams
from collabdesk.services.setup.teams import TeamRow
from collabdesk.services.workspace import Workspace

JAN = month(2025, 1).ordinal
PARTO, DEATHS, DELIVERIES = 1, 2, 3
Neighbour = Callable[[Callable[[Workspace], None]], Path]


@pytest.fixture
def neighbour(furnished: Workspace, tmp_path: Path) -> Neighbour:
    """A coach's copy of the file in which something was done."""

    def make(edit: Callable[[Workspace], None]) -> Path:
        path = tmp_path / "elsewhere" / "coach.collab"
        path.parent.mkdir()
        shutil.copy(furnished.backup(), path)
        other = collaboratives.open_file(path, "Grace")
        edit(other)
        other.close()
        return path

    return make


def typed(workspace: Workspace, indicator: int, team: int, period: int, text: str) -> None:
    observations.enter(workspace, [Typed(indicator_id=indicator, team_id=team, period=period, text=text)])


def value_of(workspace: Workspace, indicator: int, team: int, period: int) -> Observation | None:
    return workspace.store.get(Observation, indicator, team, period)


def test_a_coachs_numbers_come_in_with_conflicts_and_one_undo(
    furnished: Workspace, neighbour: Neighbour
) -> None:
    def edit(other: Workspace) -> None:
        typed(other, PARTO, 1, JAN + 12, "18/20")
        typed(other, PARTO, 1, JAN, "19/20")  # 9 of 20 here

    draft = imports.open_draft(furnished, neighbour(edit))
    assert draft.questions == ()
    plan = imports.make_plan(furnished, draft)
    assert (len(plan.new), len(plan.conflicts), plan.problems) == (1, 1, ())
    assert plan.same == 44
    (conflict,) = plan.conflicts
    assert (conflict.old_text, conflict.new_text) == ("9/20", "19/20")
    result = imports.apply(furnished, draft, plan, [conflict.key])
    row = value_of(furnished, PARTO, 1, JAN + 12)
    assert row is not None
    assert (row.numerator, row.cell) == (18, "Tolveni HC IV, Partograph completed, 2026-01")
    assert furnished.rows(ImportBatch)[result.batch_id or 0].file == "coach.collab"
    imports.revert(furnished, result.batch_id or 0)
    assert value_of(furnished, PARTO, 1, JAN + 12) is None
    back = value_of(furnished, PARTO, 1, JAN)
    assert back is not None
    assert back.numerator == 9


def test_the_source_is_never_written_to(furnished: Workspace, neighbour: Neighbour) -> None:
    path = neighbour(lambda other: typed(other, PARTO, 1, JAN + 12, "18/20"))
    before = hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns
    draft = imports.open_draft(furnished, path)
    imports.apply(furnished, draft, imports.make_plan(furnished, draft))
    assert (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) == before
    assert [one.name for one in path.parent.iterdir()] == ["coach.collab"]
    assert draft.understanding.sha256 == before[0]


def test_a_source_that_somebody_has_open_can_be_read(furnished: Workspace, neighbour: Neighbour) -> None:
    path = neighbour(lambda _other: None)
    other = collaboratives.open_file(path, "Grace")
    typed(other, PARTO, 1, JAN + 12, "18/20")
    plan = imports.make_plan(furnished, imports.open_draft(furnished, path))
    assert len(plan.new) == 1
    typed(other, PARTO, 1, JAN + 13, "18/20")  # it can go on working
    other.close()


def test_names_are_matched_by_code_and_the_rest_is_asked(furnished: Workspace, tmp_path: Path) -> None:
    other = collaboratives.create_file(tmp_path / "south.collab", "Ben", "Safe Birth South")
    teams.add_teams(
        other, [TeamRow(name="Tolveni Health Centre", code="T1"), TeamRow(name="Ekubo HC II", code="E9")]
    )
    mine = other.collaborative.id
    indicators.save_indicator(other, Indicator(collaborative_id=mine, name="Partographs", code="PARTO"))
    indicators.save_indicator(
        other,
        Indicator(collaborative_id=mine, name="Blood loss", kind=IndicatorKind.MEAN, unit="ml", decimals=1),
    )
    typed(other, 1, 1, JAN + 12, "7/9")
    typed(other, 2, 2, JAN + 12, "312.5")
    other.close()
    draft = imports.open_draft(furnished, tmp_path / "south.collab")
    assert {question.kind for question in draft.questions} == {"unknown team", "unknown indicator"}
    draft = imports.creating(draft, frozenset({"team", "indicator"}))
    assert draft.questions == ()
    imports.apply(furnished, draft, imports.make_plan(furnished, draft))
    row = value_of(furnished, PARTO, 1, JAN + 12)
    assert row is not None
    assert (row.numerator, row.denominator) == (7, 9)
    made = next(one for one in furnished.mine(Indicator) if one.name == "Blood loss")
    assert (made.kind, made.unit, made.decimals) == (IndicatorKind.MEAN, "ml", 1)
    team = next(one for one in furnished.mine(Team) if one.code == "E9")
    blood = value_of(furnished, made.id, team.id, JAN + 12)
    assert blood is not None
    assert blood.value == 312.5


def test_another_kind_or_period_type_is_refused_in_a_sentence(
    furnished: Workspace, neighbour: Neighbour
) -> None:
    def edit(other: Workspace) -> None:
        known = other.rows(Indicator)
        other.transact(
            "Other meaning",
            lambda writer: (writer.put(replace(known[DELIVERIES], kind=IndicatorKind.MEAN)),
                            writer.put(replace(known[PARTO], period_type="week"))),
        )  # fmt: skip

    plan = imports.make_plan(furnished, imports.open_draft(furnished, neighbour(edit)))
    assert (plan.new, plan.same, plan.conflicts) == ((), 0, ())
    assert [str(problem.said) for problem in plan.problems] == [
        "“Partograph completed” is counted by week there and by month here. Its 33 numbers were left out.",
        "“Deliveries” is a mean there and a count here. Its 12 numbers were left out.",
    ]


def test_no_cases_and_notes_stay_what_they_are(furnished: Workspace, neighbour: Neighbour) -> None:
    def edit(other: Workspace) -> None:
        typed(other, PARTO, 1, JAN + 12, "nc")
        observations.set_note(other, PARTO, 1, JAN + 12, "theatre closed")
        observations.set_note(other, PARTO, 1, JAN + 13, "not sent")  # a note without a number stays there

    draft = imports.open_draft(furnished, neighbour(edit))
    imports.apply(furnished, draft, imports.make_plan(furnished, draft))
    row = value_of(furnished, PARTO, 1, JAN + 12)
    assert row is not None
    assert (row.state, row.note) == (State.NO_CASES, "theatre closed")
    assert value_of(furnished, PARTO, 1, JAN + 13) is None


def test_the_standard_deviation_of_a_mean_comes_with_it(furnished: Workspace, neighbour: Neighbour) -> None:
    mean = replace(furnished.rows(Indicator)[DELIVERIES], kind=IndicatorKind.MEAN)
    furnished.transact("Mean", lambda writer: writer.put(mean))

    def edit(other: Workspace) -> None:
        row = Observation(indicator_id=DELIVERIES, team_id=1, period=JAN + 20, value=4.5, spread=1.5)
        other.transact("Spread", lambda writer: writer.put_observations([row]))

    draft = imports.open_draft(furnished, neighbour(edit))
    imports.apply(furnished, draft, imports.make_plan(furnished, draft))
    row = value_of(furnished, DELIVERIES, 1, JAN + 20)
    assert row is not None
    assert (row.value, row.spread) == (4.5, 1.5)


def test_which_of_several_collaboratives_is_asked(furnished: Workspace, neighbour: Neighbour) -> None:
    def edit(other: Workspace) -> None:
        collaboratives.save_collaborative(other, Collaborative(name="Second"))
        typed(other, PARTO, 1, JAN + 12, "18/20")

    path = neighbour(edit)
    draft = imports.open_draft(furnished, path)
    (question,) = draft.questions
    assert (question.kind, question.proposed) == ("which collaborative", "Safe Birth")
    draft = imports.answer(draft, question.id, "Second")
    assert (draft.questions, draft.understanding.observations) == ((), ())
    draft = imports.answer(draft, question.id, "Safe Birth")
    assert len(imports.make_plan(furnished, draft).new) == 1


def test_the_open_file_and_foreign_databases_are_refused(furnished: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="is the file that the numbers would go into"):
        imports.open_draft(furnished, furnished.path)
    import sqlite3

    foreign = tmp_path / "other.collab"
    connection = sqlite3.connect(foreign)
    connection.execute("create table t (a)")
    connection.close()
    with pytest.raises(UserFacingError, match="is not a CollabDesk file"):
        imports.open_draft(furnished, foreign)


def test_an_older_file_is_read_from_a_copy(furnished: Workspace, tmp_path: Path) -> None:
    old = tmp_path / "old.collab"
    shutil.copy(Path(__file__).parents[2] / "data" / "schema-1.collab", old)
    before = old.read_bytes()
    draft = imports.open_draft(furnished, old)
    assert draft.workbook.format == "collab"
    assert old.read_bytes() == before


def test_edits_of_many_numbers_are_quick_enough(furnished: Workspace, neighbour: Neighbour) -> None:
    def edit(other: Workspace) -> None:
        def write(writer: Writer) -> None:
            writer.put_observations(
                [Observation(indicator_id=PARTO, team_id=1, period=JAN + 100 + at, numerator=1, denominator=2)
                 for at in range(20_000)]
            )  # fmt: skip

        other.transact("Many", write)

    draft = imports.open_draft(furnished, neighbour(edit))
    assert len(imports.make_plan(furnished, draft).new) == 20_000
