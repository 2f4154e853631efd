"""Reading the numbers of one sheet: each cell becomes a number, nothing, a question or a problem."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.importing.asking import Asker
from collabdesk.importing.grid import Value, column_letters, plain
from collabdesk.importing.numbers.number_text import Reading, Sort, read_number
from collabdesk.importing.result import Choice, Problem, Severity
from collabdesk.importing.tables.view import View

_MOST_SAID = 300
"""Words for "not reported" that are listed one by one; a long list says how many more there are."""

_TELLING = {
    Sort.HIDDEN: ("hidden number", msg("“{text}” hides the number, so it was left out.")),
    Sort.TEXT: ("not a number", msg("“{text}” is not a number, so the cell was left out.")),
    Sort.DATE: ("not a number", msg("A date where a number belongs; Excel turns 12/20 into one.")),
    Sort.ERROR: ("error in the cell", msg("The cell holds the error {text}, so nothing was read.")),
    Sort.NO_RESULT: (
        "formula without a result",
        msg("The formula has no stored result; save the file in Excel again."),
    ),
}


@dataclass
class CellReader:
    """Reads cells in the light of the file's decimal sign; collects the problems of one sheet."""

    view: View
    asker: Asker
    decimal: str
    native: bool
    problems: list[Problem] = field(default_factory=list)
    not_reported: int = 0
    _sure: dict[Value, tuple[Reading, bool] | tuple[()]] = field(default_factory=dict)
    _bad_rows: set[int] = field(default_factory=set)
    _bad_cells: set[tuple[int, int]] = field(default_factory=set)

    @property
    def sheet(self) -> str:
        """The sheet's name."""
        return self.view.grid.name

    def read(self, row: int, column: int, value: Value) -> tuple[Reading | None, bool]:
        """(the number, whether nothing about it is open); None where there is none."""
        percent = self.view.grid.percent
        is_plain = type(value) is str or type(value) is int or type(value) is float
        if is_plain and not (percent and (row, column) in percent):
            sure = self._sure.get(value)
            if sure is None:
                sure = self._sure[value] = self._surely(value)
            if sure:
                return sure
        if type(value) is int or type(value) is float:
            reading = read_number(value, percent=self.view.grid.is_percent(row, column))
        else:
            reading = read_number(value, decimal=self.decimal)
        sort = reading.sort
        if sort is Sort.BLANK:
            return None, True
        if sort is Sort.MISSING:
            self._missing(row, column, value)
            return None, True
        if sort in (Sort.DASH, Sort.NIL):
            return self._nothing(row, column, value, sort), False
        if sort in _TELLING:
            self._tell(row, column, value, sort)
            return None, True
        if reading.value < 0:
            self.problem(
                row,
                column,
                "negative number",
                msg("{text} is below zero, so the cell was left out.", text=plain(value)),
            )
            return None, True
        if reading.marked:
            below = f"/{reading.denominator:.10g}" if sort is Sort.RATIO else ""
            said = msg("“{text}” carries the mark of a note; it was read as {value}.",
                       text=plain(value), value=f"{reading.value:.10g}{below}")  # fmt: skip
            self.problem(row, column, "warning: marked number", said, Severity.WARNING)
        return self._settled(row, column, value, reading)

    def _surely(self, value: Value) -> tuple[Reading, bool] | tuple[()]:
        """The reading of a plain number about which nothing can be asked, else an empty tuple."""
        reading = read_number(value, decimal=self.decimal)
        if (
            reading.sort is not Sort.NUMBER
            or reading.value < 0
            or reading.other is not None
            or reading.marked
        ):
            return ()
        has_comma = isinstance(value, str) and "," in value
        return () if self.native and has_comma else (reading, True)

    def problem(
        self, row: int, column: int, kind: str, said: Message, severity: Severity = Severity.ERROR
    ) -> None:
        """Note a problem with a cell."""
        if not kind.startswith("warning") and not kind.endswith("missing"):
            self._bad_rows.add(row)
            self._bad_cells.add((row, column))
        cell = self.view.grid.address(row, column)
        text = self.view.grid.text(row, column)
        self.problems.append(
            Problem(sheet=self.sheet, cell=cell, kind=kind, text=text, said=said, severity=severity)
        )

    def _tell(self, row: int, column: int, value: Value, sort: Sort) -> None:
        kind, said = _TELLING[sort]
        if "{text}" in said.text:
            said = replace(said, arguments=(("text", plain(value).strip()),))
        soft = sort in (Sort.ERROR, Sort.NO_RESULT)
        self.problem(row, column, kind, said, Severity.WARNING if soft else Severity.ERROR)

    def _missing(self, row: int, column: int, value: Value) -> None:
        self.not_reported += 1
        if self.not_reported <= _MOST_SAID:
            said = msg("“{text}” was taken as not reported.", text=plain(value).strip())
            self.problem(row, column, "not reported", said, Severity.WARNING)

    def close(self) -> None:
        """Say how many words for "not reported" were not listed."""
        more = self.not_reported - _MOST_SAID
        if more > 0 and self.problems:
            last = next(item for item in reversed(self.problems) if item.kind == "not reported")
            said = nmsg("{count} more cell says that nothing was reported.",
                        "{count} more cells say that nothing was reported.", more)  # fmt: skip
            self.problems.append(replace(last, said=said))

    def has_problem_near(self, row: int, column: int) -> bool:
        """Whether an unusable number was found in this row, or just above or below in this column."""
        return row in self._bad_rows or bool({(row - 1, column), (row + 1, column)} & self._bad_cells)

    def _nothing(self, row: int, column: int, value: Value, sort: Sort) -> Reading | None:
        text = plain(value).strip()
        answer = self.asker.ask(
            sheet=self.sheet, cell=self.view.grid.address(row, column), kind=f"meaning of {sort.value}",
            asked=msg("Does “{text}” mean 0, or that nothing was reported?", text=text),
            choices=[Choice(value="not reported", label=msg("Nothing was reported")), Choice(value="0", label="0")],
            about=f"“{text}”",
        )  # fmt: skip
        return Reading(Sort.NUMBER, 0) if answer == "0" else None

    def _settled(self, row: int, column: int, value: Value, reading: Reading) -> tuple[Reading, bool]:
        if not isinstance(value, str) or reading.sort is not Sort.NUMBER:
            return reading, True
        if reading.other is not None:
            return self._ask_decimal(row, column, value, reading, reading.other)
        if self.native and "," in value and isinstance(reading.value, float):
            return self._ask_decimal(row, column, value, reading, None)
        return reading, True

    def _ask_decimal(
        self, row: int, column: int, value: str, reading: Reading, other: float | None
    ) -> tuple[Reading, bool]:
        """Ask once for a column which of two numbers such a text is; the first one's reading decides for
        all."""
        second = float(value.replace(",", "").replace(".", "")) if other is None else other
        choices = [f"{reading.value:.10g}", f"{second:.10g}"]
        about = f"{self.sheet}!{column_letters(column)} {'.' if '.' in value else ','}"
        known = self.asker.settled("decimal sign", about, SIGNS)
        answer = known or self.asker.ask(
            sheet=self.sheet, cell=self.view.grid.address(row, column), kind="decimal sign",
            asked=msg("Is “{text}” {first} or {second}?", text=value.strip(), first=choices[0], second=choices[1]),
            choices=[Choice(value=choice, label=choice) for choice in choices], proposed=choices[0],
            about=about,
        )  # fmt: skip
        if answer is None:
            return reading, False
        decimals = answer == SIGNS[0] if answer in SIGNS else _has_decimals(answer)
        self.asker.lasts("decimal sign", about, SIGNS[0] if decimals else SIGNS[1])
        takes_second = decimals != (abs(reading.value) < abs(second))
        return (Reading(Sort.NUMBER, second) if takes_second else reading), True


SIGNS = ("decimals", "thousands")
"""What a comma or a point parts off, for files to come."""


def _has_decimals(answer: str) -> bool:
    try:
        return not float(answer).is_integer()
    except ValueError:
        return True
