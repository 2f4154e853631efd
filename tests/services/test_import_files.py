"""The files that a helping process keeps: what it forgets it reads again, and what it saves the window follows."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from collabdesk.errors import UserFacingError
from collabdesk.importing.grid import SheetGrid
from collabdesk.models.intake import ImportBatch, Recipe
from collabdesk.models.measures import Disaggregation, Indicator, Observation
from collabdesk.periods import month
from collabdesk.services import imports
from collabdesk.services.cubes import cube_of
from collabdesk.services.data import observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.imports import Files, Source
from collabdesk.services.imports.seen import FoldedRows, folded
from collabdesk.services.overview.waiting_imports import come_back_later, waiting_files
from collabdesk.services.workspace import Workspace

DASHED = "Clinic,Month,PARTO numerator,PARTO denominator,Deliveries\nTolveni HC IV,2026-01,17,20,-\n"
PLAIN = "Clinic,Month,PARTO numerator,PARTO denominator\nTolveni HC IV,2026-01,17,20\n"
JAN = month(2026, 1).ordinal


def source_of(
    workspace: Workspace, path: Path, answers: dict[str, str] | None = None, **more: object
) -> Source:
    return Source(
        key="one", path=path, where=imports.place_of(workspace), target=imports.into(workspace),
        answers=answers, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def written(folder: Path, text: str, name: str = "Tolveni report Jan 2026.csv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_what_is_saved_there_is_followed_here(furnished: Workspace, tmp_path: Path) -> None:
    cube = cube_of(furnished)
    path, files = written(tmp_path, PLAIN), Files()
    seen = files.read(source_of(furnished, path))
    assert (seen.plan.new, seen.numbers, seen.questions) == (1, 1, ())
    come_back_later(furnished, [seen])
    saved = files.save(source_of(furnished, path, {}, sha256=seen.sha256), "Ben", (), ("month",))
    assert saved.result.counts()["new"] == 1
    assert saved.cubes is None  # so few are followed one by one
    heard: list[frozenset[str]] = []
    furnished.listen(lambda changes: heard.append(changes.kinds))
    furnished.take_over(saved.entries, imports.WAITING)
    assert [batch.person for batch in furnished.mine(ImportBatch)] == ["Ben"]
    assert heard == [frozenset({"import_batch", "observation"}), frozenset({"setting"})]
    assert waiting_files(furnished) == ()
    assert cube_of(furnished) is cube  # patched, not read anew
    patched = cube.numerator.copy()
    furnished.renew("")
    assert np.array_equal(cube_of(furnished).numerator, patched, equal_nan=True)
    furnished.undo()
    assert furnished.store.get(Observation, 1, 1, JAN) is None


def test_a_large_one_comes_back_with_the_numbers(
    furnished: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("collabdesk.services.imports.files.LARGE", 0)
    path, files = written(tmp_path, PLAIN), Files()
    seen = files.read(source_of(furnished, path))
    saved = files.save(source_of(furnished, path, {}, sha256=seen.sha256), "Ben", (), ("month",))
    assert saved.cubes is not None
    there = pickle.loads(pickle.dumps(saved.cubes["month"]))
    furnished.renew("")
    assert np.array_equal(there.numerator, cube_of(furnished).numerator, equal_nan=True)


def test_a_forgotten_file_is_read_again_with_its_answers(furnished: Workspace, tmp_path: Path) -> None:
    path, files = written(tmp_path, DASHED), Files()
    seen = files.read(source_of(furnished, path))
    (question,) = seen.questions
    given = {question.id: "0"}
    answered = files.again(source_of(furnished, path, given), names=False)
    assert (answered.questions, answered.plan.new) == ((), 2)
    saved = Files().save(source_of(furnished, path, given, sha256=seen.sha256), "Ada", (), ())
    furnished.take_over(saved.entries)
    assert saved.result.new == 2
    assert len(furnished.mine(Recipe)) == 1


def test_an_answer_that_was_taken_back_stays_so_though_it_is_remembered(
    furnished: Workspace, tmp_path: Path
) -> None:
    path, files = written(tmp_path, DASHED), Files()
    (question,) = files.read(source_of(furnished, path)).questions
    (question,) = files.read(source_of(furnished, path)).questions
    given = {question.id: "0"}
    seen = files.again(source_of(furnished, path, given), names=False)
    saved = files.save(source_of(furnished, path, given, sha256=seen.sha256), "Ada", (), ())
    furnished.take_over(saved.entries)
    later = written(tmp_path, DASHED.replace("2026-01", "2026-02"), "Tolveni report Feb 2026.csv")
    assert Files().read(source_of(furnished, later)).remembered
    again = Files().again(source_of(furnished, later, {}), names=False)
    assert [one.kind for one in again.questions] == [question.kind]
    with pytest.raises(UserFacingError, match="still open"):
        Files().save(source_of(furnished, later, {}, sha256=again.sha256), "Ada", (), ())


def test_what_was_decided_about_sub_groups_outlives_the_process(furnished: Workspace, tmp_path: Path) -> None:
    text = "Clinic,Month,Sex,Deliveries\nTolveni HC IV,2026-01,F,9\nTolveni HC IV,2026-01,M,4\n"
    path, files = written(tmp_path, text), Files()
    (question,) = files.read(source_of(furnished, path)).questions
    answered = files.again(source_of(furnished, path, {question.id: "add up"}), names=False)
    assert answered.subgrouped == {question.id: frozenset({3})}
    source = source_of(
        furnished, path, {question.id: "add up"}, sha256=answered.sha256, subgrouped=answered.subgrouped
    )
    furnished.take_over(Files().save(source, "Ada", (), ()).entries)
    assert furnished.rows(Indicator)[3].disaggregation is Disaggregation.ADD_UP


def test_a_file_that_changed_is_not_saved(furnished: Workspace, tmp_path: Path) -> None:
    path = written(tmp_path, PLAIN)
    seen = Files().read(source_of(furnished, path))
    written(tmp_path, PLAIN.replace("17", "16"))
    with pytest.raises(UserFacingError, match="was changed after it was read here"):
        Files().save(source_of(furnished, path, {}, sha256=seen.sha256), "Ada", (), ())
    assert furnished.mine(ImportBatch) == []


def test_what_was_saved_meanwhile_becomes_a_conflict_that_keeps_the_old(
    furnished: Workspace, tmp_path: Path
) -> None:
    path, files = written(tmp_path, PLAIN), Files()
    seen = files.read(source_of(furnished, path))
    observations.enter(furnished, [Typed(indicator_id=1, team_id=1, period=JAN, text="3/9")])
    saved = files.save(source_of(furnished, path, {}, sha256=seen.sha256), "Ada", (), (), True)
    assert saved.result.counts() == {
        "new": 0, "same": 0, "conflicts": 1, "kept": 1, "replaced": 0, "rejected": 0
    }  # fmt: skip


def test_files_are_forgotten_and_a_process_that_held_many_numbers_had_better_end(
    furnished: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, files = written(tmp_path, PLAIN), Files()
    files.read(source_of(furnished, path))
    assert files.forget(["one"]) is False
    monkeypatch.setattr("collabdesk.services.imports.files.MANY", 0)
    assert files.forget(["one"]) is True


# folded sheets -------------------------------------------------------------------------------------------------


def grid() -> SheetGrid:
    rows = [[at, f"name {at}", None, at / 7] if at % 3 else [at] for at in range(1_000)]
    percent = frozenset((at, 3) for at in range(0, 1_000, 2)) | {(5, 1)}
    labels = {(at, 0): f"dataValue[{at}]" for at in range(0, 1_000, 5)}
    return SheetGrid(name="S", rows=rows, percent=percent, labels=labels, hidden_rows=frozenset({4}))


def test_a_folded_sheet_shows_the_same() -> None:
    true = grid()
    shown = pickle.loads(pickle.dumps(folded(true)))
    assert (shown.name, shown.width, shown.hidden_rows) == (true.name, true.width, true.hidden_rows)
    assert list(shown.rows) == true.rows
    assert shown.rows[1:4] == true.rows[1:4]
    places = [(row, column) for row in range(1_002) for column in range(5)]
    for ask in ("value", "text", "address", "is_percent"):
        assert [getattr(shown, ask)(*at) for at in places] == [getattr(true, ask)(*at) for at in places]
    assert dict(shown.labels) == true.labels


def test_a_folded_sheet_stays_small() -> None:
    rows = FoldedRows(grid().rows * 20)
    for at in range(0, len(rows), 50):
        assert rows[at]
    assert len(rows._blocks._open) <= 16
    with pytest.raises(IndexError):
        rows[len(rows)]
