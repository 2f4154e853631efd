"""Data forms: what they ask, that they are locked and checked, and that they come back without a question."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Translator
from collabdesk.models.measures import Indicator, IndicatorKind, Observation
from collabdesk.models.places import Team
from collabdesk.periods import MONTH, Period, month
from collabdesk.reports.content import Paper
from collabdesk.services import imports
from collabdesk.services.data import forms
from collabdesk.services.setup import indicators
from collabdesk.services.workspace import Workspace

JAN = month(2026, 1)
TODAY = dt.date(2026, 2, 5)
ENGLISH = Translator("en")
PARTO, DEATHS, DELIVERIES = 1, 2, 3


def written(workspace: Workspace, folder: Path, **choices: object) -> tuple[Path, ...]:
    content = forms.gather_forms(workspace, JAN, TODAY)
    return forms.write_forms(content, folder, ENGLISH, **choices).files  # type: ignore[arg-type]


def entry_cells(page: object) -> list[object]:
    """The cells that can be filled in with a number, from top to bottom."""
    rules = page.data_validations.dataValidation  # type: ignore[attr-defined]
    areas = [str(area) for rule in rules for area in rule.sqref.ranges]
    cells = [page[area] if ":" not in area else page[area][0][0] for area in areas]  # type: ignore[index]
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def filled(path: Path, *numbers: object) -> Path:
    book = openpyxl.load_workbook(path)
    for cell, number in zip(entry_cells(book.worksheets[0]), numbers, strict=True):
        cell.value = number  # type: ignore[attr-defined]
    back = path.with_name("back " + path.name)
    book.save(back)
    return back


def test_a_filled_form_comes_back_without_a_question(furnished: Workspace, tmp_path: Path) -> None:
    first = written(furnished, tmp_path)[0]
    draft = imports.open_draft(furnished, filled(first, 17, 20, 1, 400, 52))
    assert draft.questions == ()
    plan = imports.make_plan(furnished, draft)
    assert (plan.rejected, plan.problems, plan.warnings) == ((), (), ())
    imports.apply(furnished, draft, plan)
    rows = {
        row.indicator_id: (row.numerator, row.denominator, row.value)
        for row in furnished.store.all(Observation, team_id=1, period=JAN.ordinal)
    }
    assert rows == {PARTO: (17, 20, None), DEATHS: (1, 400, None), DELIVERIES: (None, None, 52)}


def test_names_changed_meanwhile_do_not_matter(furnished: Workspace, tmp_path: Path) -> None:
    back = filled(written(furnished, tmp_path)[0], 17, 20, None, None, None)
    team, indicator = furnished.rows(Team)[1], furnished.rows(Indicator)[PARTO]
    furnished.transact(
        "Renamed", lambda writer: (writer.put(replace(team, name="Tolveni Hospital")),
                                   writer.put(replace(indicator, name="Partographs complete"))),
    )  # fmt: skip
    draft = imports.open_draft(furnished, back)
    assert draft.questions == ()
    (one,) = draft.understanding.observations
    assert (one.team_key, one.indicator_key, one.period) == (1, PARTO, JAN)


def test_rows_inserted_by_hand_do_not_matter(furnished: Workspace, tmp_path: Path) -> None:
    path = filled(written(furnished, tmp_path)[0], 17, 20, None, None, None)
    book = openpyxl.load_workbook(path)
    book.worksheets[0].insert_rows(4, 3)
    book.save(path)
    assert [one.numerator for one in imports.open_draft(furnished, path).understanding.observations] == [17]


def test_cells_left_empty_stay_missing_and_zeros_stay_zero(furnished: Workspace, tmp_path: Path) -> None:
    draft = imports.open_draft(furnished, filled(written(furnished, tmp_path)[0], 0, 0, None, None, 0))
    assert [(one.numerator, one.denominator, one.value) for one in draft.understanding.observations] == [
        (0, 0, None),
        (None, None, 0),
    ]


def test_an_empty_form_is_said_and_changes_nothing(furnished: Workspace, tmp_path: Path) -> None:
    draft = imports.open_draft(furnished, written(furnished, tmp_path)[0])
    assert (draft.questions, draft.understanding.observations) == ((), ())
    assert [str(item.why) for item in draft.understanding.sheets[0].skipped] == [
        "a form that nobody has filled in"
    ]


def test_a_remark_comes_back_as_the_note(furnished: Workspace, tmp_path: Path) -> None:
    path = filled(written(furnished, tmp_path)[0], 17, 20, None, None, None)
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    first = entry_cells(page)[0]
    page.cell(first.row, first.column + 1).value = "register lost"  # type: ignore[attr-defined]
    book.save(path)
    (one,) = imports.open_draft(furnished, path).understanding.observations
    assert one.note == "register lost"


def test_only_the_cells_to_fill_in_are_unlocked(furnished: Workspace, tmp_path: Path) -> None:
    page = openpyxl.load_workbook(written(furnished, tmp_path)[0]).worksheets[0]
    assert page.protection.sheet
    free = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    entries = entry_cells(page)
    remarks = {page.cell(cell.row, cell.column + 1).coordinate for cell in entries}  # type: ignore[attr-defined]
    assert free == {cell.coordinate for cell in entries} | remarks  # type: ignore[attr-defined]
    assert page.column_dimensions["A"].hidden
    assert page.row_dimensions[1].hidden
    assert page.sheet_view.selection[0].activeCell == entries[0].coordinate  # type: ignore[attr-defined]
    assert "$A" not in page.print_area  # the marks are not printed


def test_numbers_are_checked_while_they_are_typed(furnished: Workspace, tmp_path: Path) -> None:
    page = openpyxl.load_workbook(written(furnished, tmp_path)[0]).worksheets[0]
    kinds = {(rule.type, rule.errorStyle, rule.formula1) for rule in page.data_validations.dataValidation}
    assert kinds == {
        ("whole", None, "0"),
        ("decimal", None, "0"),
    }  # the denominator of a rate may be a measure
    said = [cell.value for row in page.iter_rows() for cell in row if str(cell.value).startswith("=IF")]
    assert len(said) == 2  # one for each pair of numbers
    assert "larger than the lower one" in said[0]
    assert len(page.conditional_formatting) == 2
    for (
        colour
    ) in page.conditional_formatting:  # one comparison for both cells, not the lower with the next indicator
        (formula,) = [rule.formula[0] for rule in colour.rules]
        assert formula.count("$") == 2 * 4


def test_nothing_over_the_cells_completes_a_number_that_is_typed(
    furnished: Workspace, tmp_path: Path
) -> None:
    """Spreadsheet programs complete what is typed from the column: “20” became “2026-02”, which was refused."""
    page = openpyxl.load_workbook(written(furnished, tmp_path)[0]).worksheets[0]
    for cell in entry_cells(page):
        above = [page.cell(row, cell.column).value for row in range(1, cell.row)]
        assert not any(isinstance(text, str) and text[:1].isdigit() for text in above)


def test_a_form_of_before_with_bare_codes_is_still_read(furnished: Workspace, tmp_path: Path) -> None:
    path = filled(written(furnished, tmp_path)[0], 17, 20, 1, 400, 52)
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("[") and not cell.value.startswith('["'):
                cell.value = cell.value.strip("[]")
    book.save(path)
    draft = imports.open_draft(furnished, path)
    assert draft.questions == ()
    assert len(draft.understanding.observations) == 3


def test_the_last_three_months_stand_beside(furnished: Workspace, tmp_path: Path) -> None:
    page = openpyxl.load_workbook(written(furnished, tmp_path)[0]).worksheets[0]
    first = entry_cells(page)[0]
    past = [page.cell(first.row, column).value for column in range(4, 7)]  # type: ignore[attr-defined]
    heads = [page.cell(first.row - 1, column).value for column in range(4, 8)]  # type: ignore[attr-defined]
    assert past == [17, 16, 17]
    assert heads == ["Oct 2025", "Nov 2025", "Dec 2025", "Jan 2026"]


def test_a_team_that_left_gets_none_and_others_one_each(furnished: Workspace, tmp_path: Path) -> None:
    names = [path.name for path in written(furnished, tmp_path)]
    assert names == ["T1 Tolveni HC IV 2026-01.xlsx", "T2 Mashiru HC III 2026-01.xlsx"]


def test_one_workbook_for_all(furnished: Workspace, tmp_path: Path) -> None:
    (path,) = written(furnished, tmp_path, together=True)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["T1", "T2"]
    for page in book.worksheets:
        for cell in entry_cells(page):
            cell.value = 3  # type: ignore[attr-defined]
    book.save(path)
    draft = imports.open_draft(furnished, path)
    assert draft.questions == ()
    assert {one.team_key for one in draft.understanding.observations} == {1, 2}


def test_other_periods_are_asked_when_they_end(furnished: Workspace) -> None:
    mine = furnished.collaborative.id
    for name, kind in (("Weekly", "week"), ("Quarterly", "quarter")):
        indicators.save_indicator(
            furnished, Indicator(collaborative_id=mine, name=name, kind=IndicatorKind.COUNT, period_type=kind)
        )

    def periods(at: Period) -> list[list[str]]:
        team = forms.gather_forms(furnished, at, TODAY).teams[0]
        return [[period.code for period in block.periods] for block in team.blocks]

    assert periods(JAN) == [["2026-01"], ["2026-W01", "2026-W02", "2026-W03", "2026-W04"]]
    assert periods(Period(MONTH, JAN.ordinal + 2))[2] == ["2026-Q1"]


def test_the_paper_form_asks_the_same(furnished: Workspace, tmp_path: Path) -> None:
    files = written(furnished, tmp_path, paper=Paper.A4)
    assert [path.suffix for path in files] == [".xlsx", ".pdf", ".xlsx", ".pdf"]
    text = pypdfium2.PdfDocument(files[1])[0].get_textpage().get_text_range()
    for wanted in ("Tolveni HC IV (T1)", "Partograph completed", "Jan 2026", "Filled in by", "10 Feb 2026"):
        assert wanted in text


def test_forms_speak_the_language_of_the_collaborative(furnished: Workspace, tmp_path: Path) -> None:
    content = forms.gather_forms(furnished, JAN, TODAY)
    (path, *_rest) = forms.write_forms(content, tmp_path, Translator("fr")).files
    page = openpyxl.load_workbook(path).worksheets[0]
    assert "Chiffres du mois, janv. 2026" in [cell.value for cell in page["B"]]


def test_trouble_is_one_sentence(furnished: Workspace, workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="No team is expected to report Jan 2026"):
        forms.gather_forms(furnished, JAN, TODAY, team_ids=[3])
    blocked = tmp_path / "file"
    blocked.write_text("x")
    with pytest.raises(UserFacingError, match="could not be made"):
        written(furnished, blocked / "forms")
