"""Spreadsheets into a file: what a plan says, all or nothing, memory, and taking an import back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.models.intake import ImportBatch, Recipe
from collabdesk.models.measures import Indicator, IndicatorAlias, IndicatorKind, Observation, State
from collabdesk.models.places import Team, TeamAlias
from collabdesk.models.writer import Writer
from collabdesk.periods import month
from collabdesk.services import imports
from collabdesk.services.imports import Draft
from collabdesk.services.workspace import Workspace

JAN = month(2025, 1).ordinal
PARTO, DEATHS, DELIVERIES = 1, 2, 3
TOLVENI, MASHIRU = 1, 2
HEAD = "Facility,Month,Indicator,Numerator,Denominator\n"

Drafted = Callable[..., Draft]


@pytest.fixture
def drafted(furnished: Workspace, tmp_path: Path) -> Drafted:
    """Write a text file and read it for the furnished workspace."""

    def make(text: str, name: str = "return.csv", answers: Mapping[str, str] | None = None) -> Draft:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return imports.open_draft(furnished, path, answers)

    return make


def taken_in(workspace: Workspace, draft: Draft, *, replacing: bool = False) -> imports.ImportResult:
    plan = imports.make_plan(workspace, draft)
    keys = [conflict.key for conflict in plan.conflicts] if replacing else []
    return imports.apply(workspace, draft, plan, keys)


def value_of(workspace: Workspace, indicator: int, team: int, period: int) -> Observation | None:
    rows = workspace.store.all(Observation, indicator_id=indicator, team_id=team, period=period)
    return rows[0] if rows else None


# what a plan says -------------------------------------------------------------------------------------------


def test_new_same_and_conflict_are_told_apart(furnished: Workspace, drafted: Drafted) -> None:
    draft = drafted(
        HEAD + "Tolveni HC IV,2025-01,PARTO,9,20\n"  # as it is in the file
        "Tolveni HC IV,2025-02,PARTO,11,20\n"  # 8 of 20 in the file
        "Tolveni HC IV,2026-01,PARTO,17,20\n"
    )
    plan = imports.make_plan(furnished, draft)
    assert (len(plan.new), plan.same, len(plan.conflicts), plan.n_rejected) == (1, 1, 1, 0)
    conflict = plan.conflicts[0]
    assert (conflict.old_text, conflict.new_text, conflict.cell) == ("8/20", "11/20", "D3 E3")
    assert conflict.who == "Ada"
    assert conflict.when is not None


def test_keeping_is_the_default_and_replacing_is_chosen_cell_by_cell(
    furnished: Workspace, drafted: Drafted
) -> None:
    text = HEAD + "Tolveni HC IV,2025-02,PARTO,11,20\nTolveni HC IV,2026-01,PARTO,17,20\n"
    kept = taken_in(furnished, drafted(text))
    assert kept.counts() == {"new": 1, "same": 0, "conflicts": 1, "kept": 1, "replaced": 0, "rejected": 0}
    old = value_of(furnished, PARTO, TOLVENI, JAN + 1)
    assert old is not None
    assert old.numerator == 8
    replaced = taken_in(furnished, drafted(text), replacing=True)
    assert replaced.counts() == {"new": 0, "same": 1, "conflicts": 1, "kept": 0, "replaced": 1, "rejected": 0}
    new = value_of(furnished, PARTO, TOLVENI, JAN + 1)
    assert new is not None
    assert (new.numerator, new.cell, new.origin) == (11, "D2 E2", replaced.batch_id)


def test_every_value_keeps_its_file_and_cell(
    furnished: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import xlsxwriter

    path = tmp_path / "two sheets.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, team in (("North 2026", "Tolveni HC IV"), ("South", "Mashiru HC III")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Facility", "Month", "Indicator", "Numerator", "Denominator"])
            sheet.write_row(1, 0, [team, "2026-01", "PARTO", 5, 9])
    result = taken_in(furnished, imports.open_draft(furnished, path))
    assert result.new == 2
    rows = [value_of(furnished, PARTO, team, JAN + 12) for team in (TOLVENI, MASHIRU)]
    assert [row.cell for row in rows if row] == ["North 2026!D2 E2", "South!D2 E2"]
    batch = furnished.rows(ImportBatch)[result.batch_id or 0]
    assert (batch.file, batch.person) == ("two sheets.xlsx", "Ada")
    assert {row.origin for row in rows if row} == {batch.id}


def test_zero_no_cases_and_blank_stay_three_things(furnished: Workspace, drafted: Drafted) -> None:
    taken_in(
        furnished,
        drafted(
            HEAD + "Tolveni HC IV,2026-01,PARTO,0,20\nMashiru HC III,2026-01,PARTO,0,0\n"
            "Petro Hill Clinic,2026-01,PARTO,,\n"
        ),
    )
    zero, none = (value_of(furnished, PARTO, team, JAN + 12) for team in (TOLVENI, MASHIRU))
    assert zero is not None
    assert none is not None
    assert (zero.numerator, zero.state) == (0, State.REPORTED)
    assert none.state == State.NO_CASES
    assert value_of(furnished, PARTO, 3, JAN + 12) is None


def test_an_indicator_of_another_kind_is_rejected_with_the_reason(
    furnished: Workspace, drafted: Drafted
) -> None:
    draft = drafted("Facility,Month,Deaths per 1000,Deliveries\nTolveni HC IV,2026-01,2.5,40\n",
                    answers={"Deaths per 1000": "DEATH"})  # fmt: skip
    plan = imports.make_plan(furnished, draft)
    assert [item.cell for item in plan.rejected] == ["C2"]
    assert str(plan.rejected[0].said) == "“Deaths per 1,000” needs a numerator and a denominator."
    assert taken_in(furnished, draft).counts()["rejected"] == 1
    kept = value_of(furnished, DELIVERIES, TOLVENI, JAN + 12)
    assert kept is not None
    assert kept.value == 40
    assert value_of(furnished, DEATHS, TOLVENI, JAN + 12) is None


def test_whole_numbers_for_a_percentage_are_asked_about(furnished: Workspace, drafted: Drafted) -> None:
    text = "Facility,Month,Partograph completed\nTolveni HC IV,2026-01,17\nTolveni HC IV,2026-02,18\n"
    question = drafted(text).questions[0]
    assert (question.kind, question.cell, question.proposed) == ("percent or count", "C2", "percent")
    assert taken_in(furnished, drafted(text, answers={question.id: "leave out"})).new == 0
    assert taken_in(furnished, drafted(text, answers={question.id: "percent"})).new == 2
    row = value_of(furnished, PARTO, TOLVENI, JAN + 12)
    assert row is not None
    assert row.value == 17
    assert not drafted(text.replace("17", "17.5")).questions


def test_a_pair_for_a_count_is_rejected(furnished: Workspace, drafted: Drafted) -> None:
    plan = imports.make_plan(furnished, drafted(HEAD + "Tolveni HC IV,2026-01,DEL,4,20\n"))
    assert str(plan.rejected[0].said) == "“Deliveries” is a count: one number per team and period."


def test_the_same_twice_is_taken_once(furnished: Workspace, drafted: Drafted) -> None:
    line = "Tolveni HC IV,2026-01,PARTO,17,20\n"
    result = taken_in(furnished, drafted(HEAD + line + line))
    assert (result.new, result.rejected) == (1, 0)


def test_twice_with_different_numbers_waits_for_an_answer(furnished: Workspace, drafted: Drafted) -> None:
    text = HEAD + "Tolveni HC IV,2026-01,PARTO,17,20\nTolveni HC IV,2026-01,PARTO,12,20\n"
    draft = drafted(text)
    assert [(question.kind, question.cell) for question in draft.questions] == [("the same twice", "D3")]
    with pytest.raises(UserFacingError, match="still open"):
        taken_in(furnished, draft)
    answered = imports.answer(draft, draft.questions[0].id, "D3")
    assert taken_in(furnished, answered).new == 1
    row = value_of(furnished, PARTO, TOLVENI, JAN + 12)
    assert row is not None
    assert row.numerator == 12


# all or nothing ---------------------------------------------------------------------------------------------


def test_an_import_that_fails_half_way_leaves_nothing(
    furnished: Workspace, drafted: Drafted, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = imports.creating(
        drafted(HEAD + "New Clinic,2026-01,PARTO,17,20\nTolveni HC,2026-01,PARTO,1,2\n",
                answers={"Tolveni HC": "T1"}), frozenset({"team"}),
    )  # fmt: skip
    assert not draft.questions
    before = [len(furnished.rows(kind)) for kind in (Team, TeamAlias, ImportBatch, Recipe)]

    def fails(_writer: Writer, _rows: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(Writer, "put_observations", fails)
        with pytest.raises(UserFacingError, match="disk is full"):
            taken_in(furnished, draft)
    assert [len(furnished.rows(kind)) for kind in (Team, TeamAlias, ImportBatch, Recipe)] == before
    assert [len(furnished.store.all(kind)) for kind in (Team, TeamAlias, ImportBatch, Recipe)] == before
    assert value_of(furnished, PARTO, TOLVENI, JAN + 12) is None
    assert taken_in(furnished, draft).new == 2


def test_a_dry_run_only_counts(furnished: Workspace, drafted: Drafted) -> None:
    draft = drafted(HEAD + "Tolveni HC IV,2026-01,PARTO,17,20\n")
    plan = imports.make_plan(furnished, draft)
    assert imports.apply(furnished, draft, plan, dry=True).counts()["new"] == 1
    assert not imports.batches(furnished)
    assert value_of(furnished, PARTO, TOLVENI, JAN + 12) is None


def test_the_same_file_again_changes_nothing_and_says_so(furnished: Workspace, drafted: Drafted) -> None:
    text = HEAD + "Tolveni HC IV,2026-01,PARTO,17,20\n"
    first = taken_in(furnished, drafted(text))
    again = imports.make_plan(furnished, drafted(text, "copy of it.csv"))
    assert again.again is not None
    assert again.again.id == first.batch_id
    assert (len(again.new), again.same) == (0, 1)
    assert taken_in(furnished, drafted(text)).batch_id is None
    assert len(imports.batches(furnished)) == 1


# names ------------------------------------------------------------------------------------------------------


def test_a_spelling_answered_once_is_known_afterwards(furnished: Workspace, drafted: Drafted) -> None:
    text = HEAD + "Tolvenni Health C.,2026-01,Partograms,17,20\n"
    asked = drafted(text)
    assert {question.kind for question in asked.questions} == {"unknown team", "unknown indicator"}
    taken_in(furnished, imports.answer_all(asked, {"Tolvenni Health C.": "T1", "Partograms": "PARTO"}))
    assert [alias.alias for alias in furnished.rows(TeamAlias).values()] == ["Tolvenni Health C."]
    assert [alias.alias for alias in furnished.rows(IndicatorAlias).values()] == ["Partograms"]
    later = drafted(text.replace("2026-01", "2026-02"), "other shape.csv")
    assert not later.questions
    assert later.understanding.observations[0].team_key == TOLVENI


@pytest.mark.parametrize("key", ["id", "cell", "name"])
def test_answers_by_the_question_its_cell_or_the_name(drafted: Drafted, key: str) -> None:
    text = HEAD + "Tolvenni,2026-01,PARTO,17,20\n"
    question = drafted(text).questions[0]
    named = {"id": question.id, "cell": question.cell, "name": "Tolvenni"}[key]
    answered = drafted(text, answers={named: "T1"})
    assert not answered.questions
    assert answered.understanding.observations[0].team_key == TOLVENI


def test_created_teams_keep_their_codes_apart(furnished: Workspace, drafted: Drafted) -> None:
    draft = drafted(
        "Facility code,Facility,Month,Deliveries\nR1,Mere Trust,2026-01,5\nR2,Mere Trust,2026-01,7\n"
        "00EH,Awa Post,2026-01,3\n00EH,AWA  post,2026-02,4\n"
    )
    result = taken_in(furnished, imports.creating(draft, frozenset({"team"})))
    assert result.counts() == {"new": 4, "same": 0, "conflicts": 0, "kept": 0, "replaced": 0, "rejected": 0}
    made = {(team.name, team.code) for team in furnished.mine(Team)}
    assert {("Mere Trust (R1)", "R1"), ("Mere Trust (R2)", "R2"), ("Awa Post", "00EH")} <= made
    assert len(made) == 6


def test_created_indicators_are_one_per_type_of_period_and_kind(
    furnished: Workspace, drafted: Drafted
) -> None:
    draft = drafted(
        "Facility,Period,Indicator,Value\nTolveni HC IV,2026-01,Stockouts,1\nTolveni HC IV,2025-Q4,Stockouts,3\n"
        "Tolveni HC IV,2026-01,ANC coverage,80 %\nTolveni HC IV,2026-02,stockouts,2\n"
    )
    taken_in(furnished, imports.creating(draft, frozenset({"indicator"})))
    made = {(one.name, one.period_type, one.kind) for one in furnished.mine(Indicator) if one.id > DELIVERIES}
    assert made == {
        ("Stockouts", "month", IndicatorKind.COUNT),
        ("Stockouts (quarter)", "quarter", IndicatorKind.COUNT),
        ("ANC coverage", "month", IndicatorKind.PROPORTION),
    }


def test_a_likely_misspelling_is_never_created(furnished: Workspace, drafted: Drafted) -> None:
    draft = imports.creating(drafted(HEAD + "Tolveni HC-IV.,2026-01,PARTO,1,2\nTolvenni HC IV,2026-01,PARTO,17,20\n"),
                             frozenset({"team"}))  # fmt: skip
    assert [question.proposed for question in draft.questions] == ["T1"]


def test_a_file_of_quarters_for_a_monthly_indicator_is_asked_once(
    furnished: Workspace, drafted: Drafted
) -> None:
    text = HEAD + "Tolveni HC IV,2025-Q4,PARTO,17,20\nMashiru HC III,2025-Q4,PARTO,12,20\n"
    question = drafted(text).questions[0]
    assert question.kind == "other period type"
    assert [choice.value for choice in question.choices] == ["leave out", "apart"]
    assert taken_in(furnished, drafted(text, answers={question.id: "leave out"})).new == 0
    assert taken_in(furnished, drafted(text, answers={question.id: "apart"})).new == 2
    made = [one for one in furnished.mine(Indicator) if one.id > DELIVERIES]
    assert [(one.name, one.period_type) for one in made] == [
        ("Partograph completed (quarter)", "quarter")
    ] or [(one.name, one.period_type) for one in made] == [("PARTO (quarter)", "quarter")]


# memory -----------------------------------------------------------------------------------------------------


def test_next_months_file_uses_the_recipe(furnished: Workspace, drafted: Drafted) -> None:
    text = "Clinic,Month,PARTO numerator,PARTO denominator,Deliveries\nTolveni HC IV,2026-01,17,20,-\n"
    asked = drafted(text)
    assert [question.kind for question in asked.questions] == ["meaning of dash"]
    taken_in(furnished, imports.answer(asked, asked.questions[0].id, "0"))
    recipe = furnished.mine(Recipe)[0]
    assert json.loads(recipe.answers) == {asked.questions[0].id: "0"}
    later = drafted(text.replace("2026-01", "2026-02"), "february.csv")
    assert later.recipe is not None
    assert later.recipe.id == recipe.id
    assert not later.questions
    taken_in(furnished, later)
    assert len(furnished.mine(Recipe)) == 1
    zero = value_of(furnished, DELIVERIES, TOLVENI, JAN + 13)
    assert zero is not None
    assert zero.value == 0


def test_a_draft_made_before_another_import_is_renewed(furnished: Workspace, drafted: Drafted) -> None:
    create = frozenset({"team"})
    first = imports.creating(drafted(HEAD + "New Clinic,2026-01,PARTO,17,20\n", "a.csv"), create)
    second = imports.creating(drafted(HEAD + "New Clinic,2026-02,PARTO,18,20\n", "b.csv"), create)
    taken_in(furnished, first)
    assert taken_in(furnished, imports.renewed(furnished, second)).new == 1
    assert [team.name for team in furnished.mine(Team)].count("New Clinic") == 1


# taking back ------------------------------------------------------------------------------------------------


def test_a_revert_keeps_what_was_edited_since_and_says_so(furnished: Workspace, drafted: Drafted) -> None:
    text = (
        HEAD
        + "Tolveni HC IV,2025-02,PARTO,11,20\nTolveni HC IV,2026-01,PARTO,17,20\nMashiru HC III,2026-01,PARTO,3,20\n"
    )
    result = taken_in(furnished, drafted(text), replacing=True)
    edited = value_of(furnished, PARTO, MASHIRU, JAN + 12)
    assert edited is not None
    furnished.transact("Typed", lambda writer: writer.change(edited, numerator=4.0))
    done = imports.revert(furnished, result.batch_id or 0)
    assert len(done.kept) == 1
    assert "Mashiru" in done.kept[0]
    restored, gone, kept = (
        value_of(furnished, PARTO, TOLVENI, JAN + 1),
        value_of(furnished, PARTO, TOLVENI, JAN + 12),
        value_of(furnished, PARTO, MASHIRU, JAN + 12),
    )
    assert restored is not None
    assert restored.numerator == 8
    assert gone is None
    assert kept is not None
    assert kept.numerator == 4
    with pytest.raises(UserFacingError, match="already"):
        imports.revert(furnished, result.batch_id or 0)


def test_undo_after_a_revert_brings_the_import_back(furnished: Workspace, drafted: Drafted) -> None:
    result = taken_in(furnished, drafted(HEAD + "Tolveni HC IV,2026-01,PARTO,17,20\n"))
    imports.revert(furnished, result.batch_id or 0)
    assert value_of(furnished, PARTO, TOLVENI, JAN + 12) is None
    furnished.undo()
    assert value_of(furnished, PARTO, TOLVENI, JAN + 12) is not None
    assert furnished.rows(ImportBatch)[result.batch_id or 0].reverted is None
    furnished.undo()
    assert value_of(furnished, PARTO, TOLVENI, JAN + 12) is None
    assert not imports.batches(furnished)


def test_an_import_is_found_by_number_or_file(furnished: Workspace, drafted: Drafted) -> None:
    result = taken_in(furnished, drafted(HEAD + "Tolveni HC IV,2026-01,PARTO,17,20\n", "march.csv"))
    assert imports.find_batch(furnished, "march.csv").id == result.batch_id
    assert imports.find_batch(furnished, str(result.batch_id)).file == "march.csv"
    with pytest.raises(UserFacingError, match=r"no import “april\.csv”"):
        imports.find_batch(furnished, "april.csv")


def test_names_that_turn_out_to_be_one_team_do_not_overwrite_each_other(
    furnished: Workspace, drafted: Drafted
) -> None:
    draft = drafted(
        "Facility code,Facility,Month,Deliveries\nR1,Mere,2026-01,5\n,Mere,2026-01,7\n,Mere,2026-02,8\n"
    )
    created = imports.creating(draft, frozenset({"team"}))
    plan = imports.make_plan(furnished, created)
    assert [team.name for team in plan.new_teams] == ["Mere"]
    assert {item.cell for item in plan.rejected} == {"D2", "D3"}
    assert "D2 and D3" in str(plan.rejected[0].said)
    assert imports.apply(furnished, created, plan).new == 1


@pytest.mark.parametrize("chunk", [2, 5000])
def test_undo_of_a_long_import_restores_what_it_replaced(
    furnished: Workspace, drafted: Drafted, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr("collabdesk.models.writer._CHUNK", chunk)
    lines = "".join(f"Tolveni HC IV,2025-{number:02d},PARTO,1,20\n" for number in range(1, 8))
    before = furnished.store.all(Observation)
    result = taken_in(furnished, drafted(HEAD + lines + "New Clinic,2025-01,PARTO,1,2\n",
                                         answers={"New Clinic": "create"}), replacing=True)  # fmt: skip
    assert (result.replaced, result.new) == (7, 1)
    furnished.undo()
    assert furnished.store.all(Observation) == before
