"""Data forms as Excel workbooks: locked except for the cells to be filled in, checked, and read back by their marks.

Column A and some rows are hidden and hold the marks (`form_marks`); people see the rest.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from collabdesk import form_marks
from collabdesk.form_marks import Line, Mark
from collabdesk.i18n import Message, msg
from collabdesk.reports.forms.forms import FormBlock, FormLine, FormSet, TeamForm
from collabdesk.reports.spreadsheet import save

Words = Callable[[Message | str], str]

_MARK, _INDICATOR, _ASKED, _EARLIER = 0, 1, 2, 3
_LARGEST = 10_000_000
"""No facility counts more; a slip of the finger does."""


def write_book(forms: FormSet, teams: Sequence[TeamForm], path: Path, words: Words) -> None:
    """A workbook with a sheet per team. Whole or not at all. Raises UserFacingError."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": words(_title(forms)), "author": forms.office or "CollabDesk"})
    looks = _Looks.of(book)
    for team, name in zip(teams, _sheet_names(teams), strict=True):
        _SheetWriter(book.add_worksheet(name), looks, forms, team, words).write()
    book.close()
    save(path, buffer.getvalue())


def _title(forms: FormSet) -> Message:
    return msg("Monthly numbers, {month}", month=forms.month)


@dataclass(frozen=True)
class _Looks:
    """The formats of a workbook."""

    plain: Any
    title: Any
    soft: Any
    head: Any
    name: Any
    asked: Any
    past: Any
    entry: Any
    remark: Any
    check: Any
    wrong: Any

    @classmethod
    def of(cls, book: Any) -> _Looks:
        """Made once for a workbook."""
        font = {"font_name": "Calibri", "font_size": 11, "valign": "vcenter"}
        cell = {**font, "border": 1, "border_color": "#8C959F", "text_wrap": True}
        return cls(
            plain=book.add_format(font),
            title=book.add_format({**font, "bold": True, "font_size": 16}),
            soft=book.add_format({**font, "font_color": "#57606A", "text_wrap": True, "valign": "top"}),
            head=book.add_format({**cell, "bold": True, "bg_color": "#EAEEF2", "align": "center"}),
            name=book.add_format({**cell, "bold": True}),
            asked=book.add_format(cell),
            past=book.add_format({**cell, "font_color": "#57606A", "bg_color": "#F6F8FA", "align": "right"}),
            entry=book.add_format({**cell, "locked": False, "bg_color": "#FFF8DC", "border": 2, "align": "right"}),
            remark=book.add_format({**cell, "locked": False, "bg_color": "#FFF8DC"}),
            check=book.add_format({**font, "font_color": "#A40E26", "bold": True, "text_wrap": True}),
            wrong=book.add_format({"bg_color": "#F6C7CC"}),
        )  # fmt: skip


class _SheetWriter:
    """Writes one team's sheet."""

    def __init__(self, page: Any, looks: _Looks, forms: FormSet, team: TeamForm, words: Words) -> None:
        self._page, self._looks, self._forms, self._team, self._words = page, looks, forms, team, words
        self._most = max((len(block.periods) for block in team.blocks), default=1)
        self._past = max((len(block.earlier) for block in team.blocks), default=0)
        self._first = _EARLIER + self._past
        self._note = self._first + self._most
        self._check = self._note + 1

    def write(self) -> None:
        """The whole sheet."""
        page = self._page
        page.write_string(0, _MARK, form_marks.SHEET)
        row = self._head()
        page.set_selection(row + 2, self._first, row + 2, self._first)  # the first cell to be filled in
        for block in self._team.blocks:
            row = self._block(row, block) + 1
        page.print_area(1, _INDICATOR, row, self._note)
        page.set_column(_MARK, _MARK, None, None, {"hidden": True})
        page.set_column(_INDICATOR, _INDICATOR, 34, self._looks.plain)
        page.set_column(_ASKED, _ASKED, 42, self._looks.plain)
        if self._past:
            page.set_column(_EARLIER, self._first - 1, 11, self._looks.plain)
        page.set_column(self._first, self._note - 1, 13, self._looks.plain)
        page.set_column(self._note, self._note, 30, self._looks.plain)
        page.set_column(self._check, self._check, 30, self._looks.plain)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer("&L&F&R&P / &N")
        page.protect("", {"select_locked_cells": True, "format_columns": True, "format_rows": True})

    def _head(self) -> int:
        page, words, team, forms = self._page, self._words, self._team, self._forms
        page.set_row(0, None, None, {"hidden": True})
        title = f"{team.name} ({team.code})" if team.code else team.name
        page.set_row(1, 26)
        page.write_string(1, _MARK, team.mark.write())
        page.write_string(1, _INDICATOR, title, self._looks.title)
        page.set_row(2, 22)
        page.write_string(2, _INDICATOR, words(_title(forms)), self._looks.title)
        about = " · ".join(part for part in (forms.collaborative, team.place) if part)
        page.write_string(3, _INDICATOR, about, self._looks.plain)
        told = [words(_FILL_IN)]
        if forms.due is not None:
            told.append(words(msg("Please send this file back by {day}.", day=forms.due)))
        page.merge_range(4, _INDICATOR, 4, self._note, " ".join(told), self._looks.soft)
        page.set_row(4, 50)
        return 6

    def _block(self, row: int, block: FormBlock) -> int:
        """A table; returns the row below it."""
        page, looks, words = self._page, self._looks, self._words
        page.set_row(row, None, None, {"hidden": True})
        page.write_string(row, _MARK, Mark(line=Line.PERIODS).write())
        for at, period in enumerate(block.periods):
            page.write_string(row, self._first + at, form_marks.over_column(period.code))
        if len(block.periods) == 1:
            page.write_string(row, self._note, form_marks.over_column(form_marks.NOTE))
        row += 1
        page.set_row(row, 32)
        page.write_string(row, _INDICATOR, words(msg("Indicator")), looks.head)
        page.write_string(row, _ASKED, words(msg("What to count")), looks.head)
        for at, period in enumerate(block.earlier):
            page.write_string(row, self._first - len(block.earlier) + at, words(_period(period)), looks.head)
        for at, period in enumerate(block.periods):
            page.write_string(row, self._first + at, words(_period(period)), looks.head)
        if len(block.periods) == 1:
            page.write_string(row, self._note, words(msg("Remark")), looks.head)
        for number, line in enumerate(block.lines):
            row += 1
            self._line(row, block, line, block.lines[number + 1 : number + 2])
        return row + 1

    def _line(self, row: int, block: FormBlock, line: FormLine, following: Sequence[FormLine]) -> None:
        page, looks, words = self._page, self._looks, self._words
        long = max(len(line.indicator) / 32, len(words(line.asked)) / 40)
        page.set_row(row, 20 * max(1, min(4, int(long) + 1)))
        page.write_string(row, _MARK, line.mark.write())
        page.write_string(row, _INDICATOR, "" if self._is_second(line) else line.indicator, looks.name)
        page.write_string(row, _ASKED, words(line.asked), looks.asked)
        for at, value in enumerate(line.earlier):
            column = self._first - len(line.earlier) + at
            if value is None:
                page.write_blank(row, column, None, looks.past)
            else:
                page.write_number(row, column, value, looks.past)
        for at in range(len(block.periods)):
            page.write_blank(row, self._first + at, None, looks.entry)
        self._guard(row, len(block.periods), line)
        if len(block.periods) == 1:
            page.write_blank(row, self._note, None, looks.remark)
        if line.mark.line is Line.NUMERATOR and following and following[0].mark.line is Line.DENOMINATOR:
            self._compare(row, len(block.periods), proportion=line.whole)

    @staticmethod
    def _is_second(line: FormLine) -> bool:
        return line.mark.line.is_second

    def _guard(self, row: int, count: int, line: FormLine) -> None:
        """Words, negative numbers and parts of a case cannot be typed."""
        said = (
            msg("Please type a whole number, 0 or more.")
            if line.whole
            else msg("Please type a number, 0 or more.")
        )
        self._page.data_validation(
            row, self._first, row, self._first + count - 1,
            {
                "validate": "integer" if line.whole else "decimal", "criteria": "between", "minimum": 0,
                "maximum": _LARGEST, "ignore_blank": True, "error_title": self._words(msg("Not a number")),
                "error_message": self._words(said), "error_type": "stop",
            },
        )  # fmt: skip

    def _compare(self, row: int, count: int, *, proportion: bool) -> None:
        """A numerator above its denominator turns red, and a sentence says so; it can still be sent."""
        if not proportion:
            return
        from xlsxwriter.utility import xl_rowcol_to_cell

        tests = []
        for column in range(self._first, self._first + count):
            # absolute: the rule colours both cells, and a relative one would compare the lower with the next indicator
            top, bottom = (xl_rowcol_to_cell(at, column, row_abs=True, col_abs=True) for at in (row, row + 1))
            test = f"AND(ISNUMBER({top}),ISNUMBER({bottom}),{top}>{bottom})"
            tests.append(test)
            rule = {"type": "formula", "criteria": f"={test}", "format": self._looks.wrong}
            self._page.conditional_format(row, column, row + 1, column, rule)
        said = self._words(msg("The upper number is larger than the lower one: please check.")).replace(
            '"', '""'
        )
        self._page.write_formula(
            row, self._check, f'=IF(OR({",".join(tests)}),"{said}","")', self._looks.check, ""
        )


_FILL_IN = msg(
    "Fill in the yellow cells only. No cases this month: write 0. Not known or not counted: leave the cell empty."
)


def _period(period: object) -> Message:
    return msg("{period}", period=period)


def _sheet_names(teams: Sequence[TeamForm]) -> list[str]:
    """Names that Excel accepts: at most 31 characters, no special ones, each once."""
    found: list[str] = []
    for team in teams:
        plain = re.sub(r"[\[\]:*?/\\']", " ", team.code or team.name).strip() or "1"
        name, number = plain[:31], 2
        while name.casefold() in {other.casefold() for other in found}:
            name, number = f"{plain[:26]} {number}", number + 1
        found.append(name)
    return found
