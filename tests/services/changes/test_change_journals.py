"""A list of changes into the file: 200 lines, one edit, one undo, and not twice."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.importing.asking import CREATE, LEAVE_OUT
from collabdesk.models.ideas import Change, ChangeAlias, Decision, SpreadPlan, Test
from collabdesk.models.intake import ImportBatch
from collabdesk.models.places import Team
from collabdesk.services import imports
from collabdesk.services.changes import change_journals, changes
from collabdesk.services.changes.change_journals import JournalDraft, LineState
from collabdesk.services.changes.changes import NewTest
from collabdesk.services.workspace import Workspace
from tests.models.dump import dump

TODAY = dt.date(2026, 6, 1)
IDEAS = (
    *(
        "Triage desk at the gate",
        "Weekly partograph review",
        "Cool box for oxytocin",
        "Reminder calls to mothers",
    ),
    *(
        "Wall clock beside every bed",
        "Buddy system on night shifts",
        "Stock card on the door",
        "Newborn corner",
    ),
)


def drafted(workspace: Workspace, path: Path, answers: dict[str, str] | None = None) -> JournalDraft:
    return change_journals.draft(workspace, path, change_journals.read(path), answers, today=TODAY)


@pytest.fixture
def long_list(tmp_path: Path) -> Path:
    """200 lines of two teams: eight changes in two spellings each, from 2024 on."""
    lines = ["Team,Change tested,Date started,Date ended,Effective?,Remarks"]
    for number in range(200):
        idea = IDEAS[number % 8]
        words = idea.split()
        written = idea if number % 16 < 8 else f"{words[-1]} {' '.join(words[:-1])}"
        day = dt.date(2024, 1, 13) + dt.timedelta(days=number * 3)
        team = ("Tolveni HC IV", "Mashiru HC III")[number % 2]
        end = (day + dt.timedelta(days=40)).strftime("%d/%m/%Y") if number % 3 else "ongoing"
        lines.append(f"{team},{written},{day:%d/%m/%Y},{end},{'yes' if number % 4 else 'no'},line {number}")
    path = tmp_path / "journal.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_200_lines_with_at_most_one_question_a_name_and_one_undo(
    furnished: Workspace, long_list: Path
) -> None:
    before = dump(furnished.store)
    began = time.process_time()
    made = drafted(furnished, long_list)
    assert time.process_time() - began < 2.0
    asked = [one.about for one in made.questions]
    assert len(asked) == len(set(asked)) == 8
    assert {one.kind for one in made.questions} == {"unknown change"}
    made = change_journals.answered(
        furnished, made, {one.id: one.proposed or one.choices[0].value for one in made.questions}
    )
    assert made.questions == ()
    assert change_journals.save(furnished, made) == 200
    assert sorted(change.name for change in furnished.mine(Change)) == sorted(IDEAS)
    assert len(furnished.rows(Test)) == 200
    assert {one.decision for one in furnished.rows(Test).values()} == {
        Decision.TESTING,
        Decision.ADOPTED,
        Decision.ABANDONED,
    }
    assert len(furnished.rows(ChangeAlias)) == 8
    furnished.undo()
    after = dump(furnished.store)
    for name in ("test", "change", "change_alias", "spread_plan", "import_batch"):
        assert after[name] == before[name]


def test_the_same_list_again_asks_nothing_and_changes_nothing(furnished: Workspace, long_list: Path) -> None:
    made = drafted(furnished, long_list)
    answers = {one.id: one.proposed or one.choices[0].value for one in made.questions}
    change_journals.save(furnished, change_journals.answered(furnished, made, answers))
    again = drafted(furnished, long_list)
    assert again.questions == ()
    assert {line.state for line in again.lines} == {LineState.KNOWN}
    assert again.again is not None
    with pytest.raises(UserFacingError, match="recorded already"):
        change_journals.save(furnished, again)


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    path = tmp_path / "journal.csv"
    path.write_text(
        "Team,Change tested,Date started\nKumbira HC II,Cool box,13/01/2026\nKumbira HC II,Radio,14/01/2026\n"
        "Mashiro HC 3,Cool box,15/01/2026\nNowhere,Cool box,16/01/2026\n",
        encoding="utf-8",
    )
    return path


def test_unknown_teams_are_made_matched_or_left_out_in_the_same_edit(
    furnished: Workspace, strange: Path
) -> None:
    before = dump(furnished.store)
    made = drafted(furnished, strange)
    assert [one.about for one in made.questions] == ["Kumbira HC II", "Mashiro HC 3", "Nowhere"]
    given = dict(zip([one.id for one in made.questions], (CREATE, "Mashiru HC III", LEAVE_OUT), strict=True))
    made = change_journals.answered(furnished, made, given)
    assert str(made.said) == "3 new tests, 2 new changes, and 1 new team."
    assert change_journals.save(furnished, made) == 3
    new = next(team for team in furnished.mine(Team) if team.name == "Kumbira HC II")
    assert [test.team_id for test in furnished.rows(Test).values()].count(new.id) == 2
    assert len(furnished.mine(Team)) == len(before["team"]) + 1
    (nowhere,) = drafted(furnished, strange).questions  # the others are known from now on
    assert nowhere.about == "Nowhere"
    furnished.undo()
    after = dump(furnished.store)
    for name in ("test", "change", "team", "team_alias", "import_batch"):
        assert after[name] == before[name]


def test_the_list_can_be_taken_back_although_other_edits_followed(
    furnished: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "Tolveni HC IV.csv"
    path.write_text("Change,Start\nCool box,13/01/2026\n", encoding="utf-8")
    change_journals.save(furnished, drafted(furnished, path))
    changes.record_test(furnished, NewTest(change="Radio spots", team_ids=(2,), started=TODAY))
    (batch,) = furnished.rows(ImportBatch).values()
    assert [test.origin for test in furnished.rows(Test).values()] == [batch.id, None]
    imports.revert(furnished, batch.id)
    assert [change.name for change in furnished.mine(Change)] == ["Radio spots"]


def test_a_line_without_a_start_is_a_plan_not_a_test(furnished: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "Tolveni HC IV.csv"
    path.write_text("Change,Start,Comments\nSecond clock,,bought\nCool box,13/01/2026,\n", encoding="utf-8")
    made = drafted(furnished, path)
    assert str(made.said) == "1 new test, 2 new changes, and 1 without a start."
    change_journals.save(furnished, made)
    assert [(plan.team_id, plan.note) for plan in furnished.rows(SpreadPlan).values()] == [(1, "bought")]
    assert len(furnished.rows(Test)) == 1


def test_a_new_change_is_linked_to_the_indicators_that_its_lines_name(
    furnished: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "Tolveni HC IV.csv"
    path.write_text(
        "Change,Start,Indicator\nCool box,13/01/2026,PARTO\nCool box,14/02/2026,unheard of\n",
        encoding="utf-8",
    )
    change_journals.save(furnished, drafted(furnished, path))
    assert [link.indicator_id for link in changes.indicators_of(furnished, 1)] == [1]


def test_nothing_is_saved_while_a_question_is_open(furnished: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "Tolveni HC IV.csv"
    path.write_text("Change,Start\nCool box,02/03/2026\n", encoding="utf-8")
    with pytest.raises(UserFacingError, match="questions first"):
        change_journals.save(furnished, drafted(furnished, path))
    assert furnished.rows(Test) == {}


def test_a_file_without_a_list_is_refused_in_a_sentence(furnished: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text("Facility,Jan 2026\nTolveni HC IV,12\n", encoding="utf-8")
    with pytest.raises(UserFacingError, match="No list of changes"):
        drafted(furnished, path)
