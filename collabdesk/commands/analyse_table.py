"""Reading the CSV of `collabdesk analyse`: as any spreadsheet program saves it, and every fault named by its row."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from collabdesk.errors import UserFacingError

FloatArray = npt.NDArray[np.float64]
_KNOWN = ("series", "period", "value", "numerator", "denominator", "excluded", "n", "spread")
_DELIMITERS = ";\t,|"
_FLAGS = {
    **dict.fromkeys(("", "0", "0.0", "false", "f", "no", "n"), False),
    **dict.fromkeys(("1", "1.0", "true", "t", "yes", "y", "x"), True),
}
_LARGEST = 1e15
"""What is larger is no measurement, and sums of it would lose their last digits."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Table:
    """The series of a file, below each other in the order in which they first appear; arrays [row].

    Series ``k`` has ``sizes[k]`` rows from ``starts[k]`` on. ``values`` is the value, or numerator / denominator
    (``ratio``), NaN where a cell is empty or where there were no cases.
    """

    names: tuple[str, ...]
    starts: npt.NDArray[np.int64]
    sizes: npt.NDArray[np.int64]
    values: FloatArray
    numerator: FloatArray | None
    denominator: FloatArray | None
    """With ``spread``: the number of measurements behind each value."""
    spread: FloatArray | None
    """The standard deviation of the measurements behind each value."""
    excluded: npt.NDArray[np.bool_]
    periods: tuple[str, ...] | None
    """As in the file: row ``r`` here has the period ``periods[order[r]]``."""
    order: npt.NDArray[np.int64]

    @property
    def ratio(self) -> bool:
        """The file gives numerators and denominators: values are fractions."""
        return self.numerator is not None

    def period(self, series: int, at: int) -> str:
        """The period of a series' point as the file writes it; empty where it has none."""
        if self.periods is None:
            return ""
        return self.periods[int(self.order[int(self.starts[series]) + at])].strip()


def read_table(path: Path) -> Table:
    """The series of a CSV file. Raises UserFacingError, which names the row and the column."""
    text = _text(path)
    delimiter = _delimiter(text)
    cells = _plain_cells(text, delimiter)
    numbers: Sequence[int]
    if cells is not None:
        numbers = range(2, len(cells[0]) + 1)
        header, cells = [column[0] for column in cells], [column[1:] for column in cells]
    else:
        rows, found = _records(text, delimiter, path)
        header, numbers = rows[0] if rows else [], found[1:]
        cells = _cells(rows[1:], numbers, len(header))
    columns = _columns([name.strip().casefold() for name in header], path)
    if not numbers:
        raise UserFacingError(f"{path.name} has a heading but no rows under it.")
    return _table(cells, columns, numbers, comma=delimiter != ",")


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UserFacingError(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise UserFacingError(f"{path} is a folder, not a CSV file.") from None
    except OSError as error:
        raise UserFacingError(f"{path} can't be read: {error.strerror}.") from None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decoded(data, "utf-16", path)
    if b"\0" in data or data[:4] == b"PK\x03\x04":
        raise UserFacingError(
            f"{path.name} is not a CSV file: save it as CSV in the spreadsheet program first."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _decoded(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise UserFacingError(f"{path.name} is cut off or is not a text file.") from None


def _delimiter(text: str) -> str:
    """The one that cuts the heading into the most known columns."""
    lines = text.lstrip("\r\n").split("\n", 2)
    if lines[0].casefold().startswith("sep="):
        return lines[0][4:5] or ","
    heading = lines[0].strip().casefold().replace('"', "")
    return max(_DELIMITERS, key=lambda mark: sum(name.strip() in _KNOWN for name in heading.split(mark)))


def _records(text: str, delimiter: str, path: Path) -> tuple[list[list[str]], list[int]]:
    """The records that are not blank, and the number of each, counted from 1."""
    try:
        every = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UserFacingError(f"{path.name} can't be read as CSV: {error}.") from None
    if every and len(every[0]) <= 2 and every[0] and every[0][0].casefold().startswith("sep="):
        every[0] = []
    numbers = [number for number, row in enumerate(every, 1) if any(row)]
    if len(numbers) < len(every):
        every = [every[number - 1] for number in numbers]
    return every, numbers


def _plain_cells(text: str, delimiter: str) -> list[tuple[str, ...]] | None:
    """The columns, heading included, of a text without quotes, blank lines or uneven lines; None for any other.

    Most files are like that, and cutting the whole text at once is four times as fast as record by record.
    """
    if '"' in text or text[:4].casefold() == "sep=":
        return None
    text = text.replace("\r\n", "\n").rstrip("\n")
    lines = text.split("\n")
    marks = lines[0].count(delimiter)
    if not marks or "\r" in text or {line.count(delimiter) for line in lines} != {marks}:
        return None
    if delimiter * marks in lines:
        return None
    flat = text.replace("\n", delimiter).split(delimiter)
    return [tuple(flat[at :: marks + 1]) for at in range(marks + 1)]


def _columns(header: list[str], path: Path) -> dict[str, int]:
    columns = {name: at for at, name in enumerate(header) if name in _KNOWN}
    repeated = [name for name in columns if header.count(name) > 1]
    if repeated:
        raise UserFacingError(f"{path.name} has more than one column “{repeated[0]}”.")
    if "series" not in columns:
        raise UserFacingError(f"{path.name} has no column “series” in its first row.")
    pair = [name for name in ("numerator", "denominator") if name in columns]
    if "value" in columns and pair:
        raise UserFacingError(
            f"{path.name} has the columns “value” and “{pair[0]}”: "
            "give either value, or numerator and denominator."
        )
    if "value" not in columns and len(pair) < 2:
        lacking = "value" if not pair else ({"numerator", "denominator"} - set(pair)).pop()
        instead = ", or numerator and denominator" if not pair else ""
        raise UserFacingError(f"{path.name} has no column “{lacking}”{instead}.")
    return columns


def _cells(rows: list[list[str]], numbers: Sequence[int], width: int) -> list[tuple[str, ...]]:
    """The columns of the table; short rows are filled up with empty cells."""
    if any(len(row) != width for row in rows):
        for row, number in zip(rows, numbers, strict=True):
            if any(row[width:]):
                raise UserFacingError(
                    f"Row {number} has {len(row)} cells where the heading has {width}: "
                    "is a comma used within a number?"
                )
        rows = [(row + [""] * width)[:width] for row in rows]
    return list(zip(*rows, strict=True))


def _table(
    cells: list[tuple[str, ...]], columns: dict[str, int], numbers: Sequence[int], *, comma: bool
) -> Table:
    read: dict[str, FloatArray] = {
        name: _floats(cells[columns[name]], name, numbers, comma=comma)
        for name in ("value", "numerator", "denominator", *(("n", "spread") if _measured(columns) else ()))
        if name in columns
    }
    _check_signs(read, numbers)
    names = _names(cells[columns["series"]], numbers)
    codes: dict[str, int] = {}
    which = np.array([codes.setdefault(name, len(codes)) for name in names])
    order = np.argsort(which, kind="stable")
    sizes = np.bincount(which, minlength=len(codes))
    sorted_ = {name: array[order] for name, array in read.items()}
    return Table(
        names=tuple(codes),
        starts=np.cumsum(sizes) - sizes,
        sizes=sizes,
        values=sorted_["value"]
        if "value" in read
        else _fractions(sorted_["numerator"], sorted_["denominator"]),
        numerator=sorted_.get("numerator"),
        denominator=sorted_.get("denominator", sorted_.get("n")),
        spread=sorted_.get("spread"),
        excluded=_flags(cells[columns["excluded"]], numbers)[order]
        if "excluded" in columns
        else np.zeros(len(order), np.bool_),
        periods=cells[columns["period"]] if "period" in columns else None,
        order=order,
    )


def _measured(columns: dict[str, int]) -> bool:
    """Means with what an xbar chart needs; otherwise columns of those names are somebody's own."""
    return {"value", "n", "spread"} <= set(columns)


def _fractions(numerator: FloatArray, denominator: FloatArray) -> FloatArray:
    empty = np.full(len(numerator), np.nan)
    return np.asarray(np.divide(numerator, denominator, out=empty, where=denominator != 0))


def _names(cells: tuple[str, ...], numbers: Sequence[int]) -> Sequence[str]:
    plain = {name: name.strip() for name in set(cells)}
    if "" in plain.values():
        at = next(at for at, name in enumerate(cells) if not plain[name])
        raise UserFacingError(f"Row {numbers[at]}, column “series”: the name is missing.")
    return cells if all(a == b for a, b in plain.items()) else [plain[name] for name in cells]


def _flags(cells: tuple[str, ...], numbers: Sequence[int]) -> npt.NDArray[np.bool_]:
    known = {text: _FLAGS.get(text.strip().casefold()) for text in set(cells)}
    for text, flag in known.items():
        if flag is None:
            row = numbers[cells.index(text)]
            raise UserFacingError(f"Row {row}, column “excluded”: “{text}” is neither 1 nor empty.")
    return np.array([known[text] for text in cells], dtype=np.bool_)


def _floats(cells: tuple[str, ...], name: str, numbers: Sequence[int], *, comma: bool) -> FloatArray:
    """The numbers of a column, NaN for empty cells; ``comma``: 12,5 is a number."""
    try:
        made = [float(text) if text else math.nan for text in cells]
    except ValueError:
        made = [_float(text, comma) for text in cells]
    array = np.array(made)
    doubtful = ~np.isfinite(array)
    if "_" in "".join(cells):
        doubtful |= np.array(["_" in text for text in cells])
    for at in np.flatnonzero(doubtful).tolist():
        if cells[at].strip():
            raise UserFacingError(f"Row {numbers[at]}, column “{name}”: “{cells[at]}” is not a number.")
    for at in np.flatnonzero(np.abs(array) > _LARGEST).tolist():
        raise UserFacingError(
            f"Row {numbers[at]}, column “{name}”: {cells[at]} is too large to be a measurement."
        )
    return array


def _float(text: str, comma: bool) -> float:
    plain = text.strip()
    if comma and plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        return float(plain) if plain else math.nan
    except ValueError:
        return math.inf


def _check_signs(read: dict[str, FloatArray], numbers: Sequence[int]) -> None:
    for name in ("numerator", "denominator", "n", "spread"):
        for at in np.flatnonzero(read[name] < 0).tolist() if name in read else ():
            raise UserFacingError(
                f"Row {numbers[at]}, column “{name}”: {read[name][at]:g} is below 0, which no count can be."
            )
