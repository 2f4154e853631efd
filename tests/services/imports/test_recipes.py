"""Recipes: for a shape and a sender; seen, renamed, forgotten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.importing import sender_of
from collabdesk.models.intake import ImportBatch, Recipe
from collabdesk.models.measures import Disaggregation, Indicator
from collabdesk.models.places import TeamAlias
from collabdesk.services import imports
from collabdesk.services.imports import Draft, recipes
from collabdesk.services.workspace import Workspace

TEXT = "Clinic,Month,PARTO numerator,PARTO denominator,Deliveries\nTolveni HC IV,2026-01,17,20,-\n"
Drafted = Callable[..., Draft]


@pytest.fixture
def drafted(furnished: Workspace, tmp_path: Path) -> Drafted:
    def make(text: str, name: str) -> Draft:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return imports.open_draft(furnished, path)

    return make


def taken_in(workspace: Workspace, draft: Draft) -> imports.ImportResult:
    return imports.apply(workspace, draft, imports.make_plan(workspace, draft))


def dash_answered(workspace: Workspace, drafted: Drafted, name: str, month: str = "2026-01") -> Recipe:
    asked = drafted(TEXT.replace("2026-01", month), name)
    (question,) = asked.questions
    assert question.kind == "meaning of dash"
    taken_in(workspace, imports.answer(asked, question.id, "0"))
    return recipes.in_order(workspace)[0]


def test_the_same_sender_is_not_asked_again(furnished: Workspace, drafted: Drafted) -> None:
    made = dash_answered(furnished, drafted, "Tolveni report Jan 2026.csv")
    later = drafted(TEXT.replace("2026-01", "2026-02"), "Tolveni report Feb 2026.csv")
    assert later.questions == ()
    assert later.recipe is not None
    assert (later.recipe.id, made.sender) == (made.id, "tolveni")


def test_a_title_with_its_month_is_asked_about_once(furnished: Workspace, drafted: Drafted) -> None:
    text = '"Monthly births, {month}"\n\nClinic,Number\nTolveni HC IV,20\nMashiru HC III,12\n'
    asked = drafted(text.format(month="SEPT. 2026"), "births sep 2026.csv")
    (question,) = asked.questions
    assert question.kind == "unknown indicator"
    asked = imports.answer(asked, question.id, "Deliveries")
    assert asked.questions == ()
    taken_in(furnished, asked)
    later = drafted(text.format(month="OCT. 2026"), "births oct 2026.csv")
    assert later.questions == ()


def test_another_sender_is_asked_what_a_dash_means_but_not_what_the_columns_are(
    furnished: Workspace, drafted: Drafted
) -> None:
    asked = drafted(TEXT, "Tolveni report Jan 2026.csv")
    asked = imports.understood_again(
        asked, answers={asked.questions[0].id: "0", "role: column “Deliveries”": "left out"}
    )
    taken_in(furnished, asked)
    other = drafted(TEXT.replace("Tolveni HC IV", "Mashiru HC III"), "Mashiru report Jan 2026.csv")
    assert other.recipe is None
    assert other.remembered
    assert dict(other.answers) == {"role: column “Deliveries”": "left out"}


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Tolveni HC IV monthly report Mar 2026.xlsx", "Tolveni HC IV monthly report April 2026.xlsx", True),
        ("rapport_mensuel_sevigny_2026-01.csv", "rapport mensuel Sévigny févr. 2026.csv", True),
        ("tolveni.csv", "mashiru.csv", False),
        ("upload (3).xlsx", "report (4).xlsx", True),  # neither says who
    ],
)
def test_who_sent_a_file_as_far_as_its_name_tells(first: str, second: str, same: bool) -> None:
    assert (sender_of(first) == sender_of(second)) is same


def test_which_team_a_sheet_is_from_is_remembered_only_for_a_name_that_tells(
    furnished: Workspace, drafted: Drafted
) -> None:
    text = "Month,Indicator,Numerator,Denominator\n2026-01,PARTO,17,20\n2026-02,PARTO,18,20\n"
    for year, name, asks in (("2026", "upload 1.csv", True), ("2022", "from the hill 1.csv", False)):
        draft = drafted(text.replace("2026", year), name)
        (question,) = draft.questions
        assert question.kind == "unknown team of the table"
        taken_in(furnished, imports.answer(draft, question.id, "T1"))
        again = drafted(text.replace("2026", "2023"), name.replace("1", "2"))
        assert bool(again.questions) is asks


def test_a_recipe_is_renamed_and_found_by_its_name(furnished: Workspace, drafted: Drafted) -> None:
    made = dash_answered(furnished, drafted, "Tolveni report Jan 2026.csv")
    assert made.name == "Tolveni report Jan 2026"
    recipes.rename(furnished, made.id, "  Tolveni   monthly ")
    assert recipes.find(furnished, "tolveni MONTHLY").id == made.id
    with pytest.raises(UserFacingError, match="There is no recipe “other”; remembered: “Tolveni monthly”"):
        recipes.find(furnished, "other")
    with pytest.raises(UserFacingError, match="needs a name"):
        recipes.rename(furnished, made.id, " ")
    other = dash_answered(furnished, drafted, "Mashiru figures.csv", "2026-05")
    with pytest.raises(UserFacingError, match="Another recipe"):
        recipes.rename(furnished, other.id, "Tolveni monthly")


def test_a_forgotten_recipe_asks_again_and_its_numbers_stay(furnished: Workspace, drafted: Drafted) -> None:
    made = dash_answered(furnished, drafted, "Tolveni report Jan 2026.csv")
    recipes.delete(furnished, [made.id])
    assert furnished.mine(Recipe) == []
    (batch,) = furnished.mine(ImportBatch)
    assert batch.recipe_id is None
    assert drafted(TEXT.replace("2026-01", "2026-02"), "Tolveni report Feb 2026.csv").questions != ()
    furnished.undo()
    assert [one.id for one in furnished.mine(Recipe)] == [made.id]
    assert furnished.rows(ImportBatch)[batch.id].recipe_id == made.id


def test_two_recipes_never_bear_one_name(furnished: Workspace, drafted: Drafted) -> None:
    dash_answered(furnished, drafted, "Tolveni report Jan 2026.csv")
    wider = TEXT.replace("Clinic,", "Clinic,Remark,").replace("HC IV,", "HC IV,ok,")
    asked = drafted(wider, "Tolveni report Jan 2026.csv")
    taken_in(furnished, imports.answer(asked, asked.questions[0].id, "not reported"))
    names = {recipe.name for recipe in furnished.mine(Recipe)}
    assert names <= {"Tolveni report Jan 2026", "Tolveni report Jan 2026 (2)"}


def test_a_recipe_is_told_in_words(furnished: Workspace) -> None:
    import datetime as dt
    import json

    answers = {
        "role: column “Deliveries”": "left out", "role: March!C7": "team", "role: 4": "header",
        "unknown team: Tolweni": "T1", "unknown team: Nobody": "leave out", "meaning of dash: “-”": "not reported",
    }  # fmt: skip
    recipe = Recipe(
        collaborative_id=1,
        name="x",
        fingerprint="f",
        answers=json.dumps(answers),
        made=dt.datetime(2026, 1, 1),
    )
    said = {f"{one.about} = {one.answer}" for one in recipes.told(recipe)}
    assert said == {
        "Column “Deliveries” = left out",
        "Cell C7, sheet March = team",
        "Row 4 = header",
        "Team “Tolweni” = T1",
        "Team “Nobody” = left out",
        "meaning of dash: “-” = nothing was reported",
    }


GROUPS = (
    "Clinic,Month,Sex,Deliveries\nTolveni HC IV,2026-01,girls,20\nTolveni HC IV,2026-01,boys,22\n"
    "Mashiru HC III,2026-01,girls,5\nMashiru HC III,2026-01,boys,7\n"
)


@pytest.mark.parametrize(
    ("answer", "decision", "numbers"),
    [("add up", Disaggregation.ADD_UP, {42, 12}), ("keep apart", Disaggregation.KEEP_APART, {20, 22, 5, 7})],
)
def test_what_becomes_of_sub_groups_is_remembered_on_the_indicator(
    furnished: Workspace, drafted: Drafted, answer: str, decision: Disaggregation, numbers: set[float]
) -> None:
    draft = drafted(GROUPS, "first.csv")
    (question,) = draft.questions
    assert question.kind == "disaggregation"
    done = imports.answer(draft, question.id, answer)
    done = imports.creating(done, frozenset({"indicator"}))
    assert {one.value for one in done.understanding.observations} == numbers
    taken_in(furnished, done)
    assert furnished.rows(Indicator)[3].disaggregation is decision
    other = drafted(
        "Remark\n" + GROUPS.replace("2026-01", "2026-02").replace("Sex", "Group"), "other shape.csv"
    )
    assert [one.kind for one in other.questions] == []
    assert {one.value for one in other.understanding.observations} == numbers


def test_numbers_of_an_open_question_are_no_faults_of_the_sheet(
    furnished: Workspace, drafted: Drafted
) -> None:
    plan = imports.make_plan(furnished, drafted(GROUPS, "first.csv"))
    assert (plan.new, plan.rejected) == ((), ())


def test_sub_groups_kept_apart_are_the_same_indicators_next_month(
    furnished: Workspace, drafted: Drafted
) -> None:
    draft = drafted(GROUPS, "first.csv")
    taken_in(furnished, imports.answer(draft, draft.questions[0].id, "keep apart"))
    names = sorted(one.name for one in furnished.rows(Indicator).values())
    whole = furnished.rows(Indicator)[3].name
    assert {f"{whole} / girls", f"{whole} / boys"} <= set(names)
    later = drafted(GROUPS.replace("2026-01", "2026-02"), "second.csv")
    assert later.questions == ()
    assert imports.make_plan(furnished, later).creates_indicators == ()
    taken_in(furnished, later)
    assert sorted(one.name for one in furnished.rows(Indicator).values()) == names


def test_a_team_with_one_sub_group_only_is_parted_like_the_others(
    furnished: Workspace, drafted: Drafted
) -> None:
    draft = drafted(GROUPS, "first.csv")
    taken_in(furnished, imports.answer(draft, draft.questions[0].id, "keep apart"))
    later = drafted("Clinic,Month,Sex,Deliveries\nMashiru HC III,2026-02,girls,5\n", "second.csv")
    (one,) = later.understanding.observations
    assert one.indicator.endswith(" / girls")
    assert one.indicator_key is not None


def test_which_sub_group_is_taken_is_remembered_with_the_recipe(
    furnished: Workspace, drafted: Drafted
) -> None:
    draft = drafted(GROUPS, "tolveni jan.csv")
    taken_in(furnished, imports.answer(draft, draft.questions[0].id, "take boys"))
    assert furnished.rows(Indicator)[3].disaggregation is Disaggregation.TAKE_ONE
    later = drafted(GROUPS.replace("2026-01", "2026-02"), "tolveni feb.csv")
    assert later.questions == ()
    assert {one.value for one in later.understanding.observations} == {22, 7}


def test_the_order_of_day_and_month_is_remembered_not_one_dates_month(
    furnished: Workspace, drafted: Drafted
) -> None:
    """April's 04/05 must not be read month first because March's 03/04 was answered with "2026-04"."""
    text = "Clinic,Date,Deliveries\nTolveni HC IV,03/04/2026,7\nMashiru HC III,03/04/2026,9\n"
    draft = drafted(text, "tolveni march.csv")
    (question,) = draft.questions
    assert question.kind == "ambiguous date"
    taken_in(furnished, imports.answer(draft, question.id, "2026-04"))  # day first
    later = drafted(text.replace("03/04", "04/05"), "tolveni april.csv")
    assert later.questions == ()
    assert {one.period.code for one in later.understanding.observations} == {"2026-05"}


def test_what_a_point_parts_off_is_remembered_not_one_number(furnished: Workspace, drafted: Drafted) -> None:
    text = "Clinic;Month;Deliveries\nTolveni HC IV;2026-01;1.204\nMashiru HC III;2026-01;31\n"
    draft = drafted(text, "tolveni jan.csv")
    (question,) = draft.questions
    assert question.kind == "decimal sign"
    taken_in(furnished, imports.answer(draft, question.id, "1204"))
    later = drafted(text.replace("2026-01", "2026-02").replace("1.204", "2.317"), "tolveni feb.csv")
    assert later.questions == ()
    assert {one.value for one in later.understanding.observations} == {2317, 31}


def workbook(path: Path, tab: str, month: str) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = tab
    for row in (
        ("Clinic", "Month", "Sex", "Deliveries"),
        ("Tolveni HC IV", month, "girls", 20),
        ("Tolveni HC IV", month, "boys", 22),
        ("Sum of all", month, "girls", 20),
    ):
        page.append(row)
    book.save(path)
    return path


def test_answers_about_a_sheet_named_by_its_month_hold_for_the_next_month(
    furnished: Workspace, tmp_path: Path
) -> None:
    draft = imports.open_draft(furnished, workbook(tmp_path / "tolveni mar.xlsx", "MAR 2026", "2026-03"))
    corrected = {**draft.answers, "role: MAR 2026!4": "left out"}
    draft = imports.understood_again(draft, answers=corrected)
    (question,) = draft.questions
    assert question.id == "disaggregation: sub-groups of MAR 2026"
    draft = imports.answer(draft, question.id, "take boys")
    taken_in(furnished, draft)
    (recipe,) = furnished.mine(Recipe)
    assert "role: {# #}!4" in recipe.answers
    later = imports.open_draft(furnished, workbook(tmp_path / "tolveni apr.xlsx", "APRIL 2026", "2026-04"))
    assert later.questions == ()
    assert [one.value for one in later.understanding.observations] == [22]
    assert any("the sheet of each month" in str(one.about) for one in recipes.told(recipe))


def test_answers_are_remembered_although_nothing_in_the_file_is_new(
    furnished: Workspace, drafted: Drafted
) -> None:
    text = "Facility,Month,Indicator,Numerator,Denominator\nThe hill,2025-01,PARTO,9,20\n"
    draft = drafted(text, "Tolveni report Jan 2025.csv")
    draft = imports.answer(draft, draft.questions[0].id, "T1")
    plan = imports.make_plan(furnished, draft)
    assert (plan.new, plan.same) == ((), 1)
    last = furnished.next_undo()
    imports.apply(furnished, draft, plan, dry=True)
    assert furnished.next_undo() == last
    imports.apply(furnished, draft, plan)
    assert [alias.alias for alias in furnished.rows(TeamAlias).values()] == ["The hill"]
    assert len(furnished.mine(Recipe)) == 1
    assert furnished.mine(ImportBatch) == []
    again = drafted(text, "Tolveni report Jan 2025.csv")
    assert again.questions == ()
    made = furnished.next_undo()
    imports.apply(furnished, again, imports.make_plan(furnished, again))
    assert furnished.next_undo() == made  # nothing more to remember: no edit
    furnished.undo()
    assert furnished.mine(Recipe) == []
