"""Files put down in the import window wait with their answers, beside the journal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.models.places import Team
from collabdesk.services import imports
from collabdesk.services.changeset import ChangeSet
from collabdesk.services.imports import WAITING
from collabdesk.services.workspace import Workspace

HEAD = "facility,indicator,period,numerator,denominator\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "march.csv"
    path.write_text(HEAD + "Nobody,PARTO,2024-01,3,9\n", encoding="utf-8")
    return path


def test_a_file_waits_with_its_answers_and_undo_passes_over_it(furnished: Workspace, sheet: Path) -> None:
    told: list[ChangeSet] = []
    furnished.listen(told.append)
    last = furnished.next_undo()
    draft = imports.open_draft(furnished, sheet)
    (question,) = [one for one in draft.questions if one.kind == "unknown team"]
    imports.come_back_later(furnished, [imports.answer(draft, question.id, "create")])
    assert told[-1].touches(WAITING)
    assert furnished.next_undo() == last
    (kept,) = imports.waiting_files(furnished)
    assert (kept.path, kept.is_there, kept.person) == (sheet, True, furnished.person)
    assert kept.questions == len(draft.questions) - 1
    assert imports.answers_kept(furnished)[sheet][question.id] == "create"
    sheet.unlink()
    assert not kept.is_there


def test_put_down_again_it_is_listed_once(furnished: Workspace, sheet: Path) -> None:
    draft = imports.open_draft(furnished, sheet)
    for _time in range(2):
        imports.come_back_later(furnished, [draft])
    assert len(imports.waiting_files(furnished)) == 1
    imports.wait_no_more(furnished, paths=[sheet])
    assert imports.waiting_files(furnished) == ()


def test_what_is_saved_waits_no_more_wherever_it_lay(
    furnished: Workspace, sheet: Path, tmp_path: Path
) -> None:
    draft = imports.open_draft(furnished, sheet)
    imports.come_back_later(furnished, [draft])
    copy = tmp_path / "copy of march.csv"
    copy.write_bytes(sheet.read_bytes())
    made = imports.creating(imports.open_draft(furnished, copy), frozenset({"team", "indicator"}))
    imports.apply(furnished, made, imports.make_plan(furnished, made), dry=True)
    assert len(imports.waiting_files(furnished)) == 1
    imports.apply(furnished, made, imports.make_plan(furnished, made))
    assert imports.waiting_files(furnished) == ()


def test_while_a_worker_writes_edits_are_refused_in_a_sentence(furnished: Workspace) -> None:
    over = furnished.written_apart()
    team = furnished.mine(Team)[0]
    with pytest.raises(UserFacingError, match="just being written"):
        furnished.transact("Rename", lambda writer: writer.put(replace(team, name="Other")))
    with pytest.raises(UserFacingError, match="just being written"):
        furnished.undo()
    over.set()
    furnished.transact("Rename", lambda writer: writer.put(replace(team, name="Other")))
    assert furnished.undo() is not None
