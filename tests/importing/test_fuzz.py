"""Damaged files end in a sentence or in data, never in a fault of the program."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collabdesk.errors import UserFacingError
from collabdesk.importing import fingerprint, read_bytes, understand
from collabdesk.importing.understanding import NotUnderstoodError
from tests.importing.readers import old_books
from tests.importing.readers.old_books import Rows

TEXTS = (
    b"Site;Mois;Vues;Taux (%)\nA;janv. 2026;58;36,2\nTotal;;58;\n",
    b"facility,month,indicator,num,den\nA,03/04/2026,ANC,5,10\nA,2026-02,ANC,-,<5\n",
    b"<table><tr><td>Site<td>2026W5<td>2026W6</tr><tr><td>A<td>1<td>2</tr></table>",
    b'{"dataValues":[{"dataElement":"a","period":"202601","orgUnit":"b","value":"5"}]}',
    b'<dataValueSet><dataValue dataElement="a" period="2026Q1" orgUnit="b" value="5"/></dataValueSet>',
)


def _mutations(content: bytes, seed: int, count: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    for _ in range(count):
        data = bytearray(content)
        for _ in range(chance.randint(1, 12)):
            place = chance.randrange(len(data) or 1)
            action = chance.random()
            if action < 0.4 and data:
                data[place] = chance.randrange(256)
            elif action < 0.7:
                del data[place : place + chance.randint(1, 40)]
            else:
                data[place:place] = data[place : place + chance.randint(1, 60)] * chance.randint(1, 4)
        yield bytes(data)


def _survives(content: bytes) -> None:
    try:
        book = read_bytes(content, "mutant")
        understand(book)
        fingerprint(book)
    except NotUnderstoodError:
        raise  # a fault of the importer, whatever the file is
    except UserFacingError as error:
        assert "mutant" in error.sentence  # noqa: PT017 - most mutants are read, some refused


@pytest.mark.parametrize("content", TEXTS)
def test_mutated_text_files(content: bytes) -> None:
    for mutant in _mutations(content, 7, 60):
        _survives(mutant)


def test_mutated_workbooks(workbook: Callable[..., Path]) -> None:
    path = workbook(
        {"S": [["Site", "Jan-26", "%"], ["A", 5, ("=1/2", 0.5)], ["B", "n/a", 3]]}, merged={"S": ["A5:C5"]}
    )
    for mutant in _mutations(path.read_bytes(), 3, 80):
        _survives(mutant)


ROWS: Rows = [["Site", "Jan-26", "Feb-26"], ["Kisoro HC", 4, 5], ["Rubaya HC", 7.5, None], ["Total", 11.5, 5]]


def _damaged_books(seed: int, count: int) -> Iterator[bytes]:
    """Old, binary and OpenDocument workbooks with damage inside their parts, where no checksum hides it."""
    stream = old_books.xls_stream(ROWS)
    for mutant in _mutations(stream, seed, count):
        yield old_books.ole(mutant[:60_000])
    yield from _mutations(old_books.ole(stream), seed, count)
    for parts in (old_books.xlsb_parts(ROWS), old_books.ods_parts(ROWS)):
        for name, content in parts.items():
            for mutant in _mutations(content, seed, count):
                yield old_books.archive({**parts, name: mutant})


@pytest.mark.parametrize("made", ["xls", "xlsb", "ods"])
def test_the_books_are_whole_before_they_are_damaged(made: str) -> None:
    parts = {"xlsb": old_books.xlsb_parts, "ods": old_books.ods_parts}
    content = (
        old_books.archive(parts[made](ROWS)) if made in parts else old_books.ole(old_books.xls_stream(ROWS))
    )
    book = read_bytes(content, "sound")
    assert book.format == made
    assert [[value for value in row if value is not None] for row in book.sheets[0].rows] == [
        [cell for cell in row if cell is not None] for row in ROWS
    ]


def test_mutated_old_and_binary_workbooks() -> None:
    for mutant in _damaged_books(11, 40):
        _survives(mutant)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes(content: bytes) -> None:
    _survives(content)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(
    ["", "Site", "Jan-26", "5", "12/20", "85 %", "-", "Total", "Num", "Den", "%", "ANC 1", "03/04/2026", "n/a", "2026",
     "Q1 2026"]
), min_size=1, max_size=6), min_size=1, max_size=8))  # fmt: skip
def test_random_tables_never_turn_a_blank_into_a_number(rows: list[list[str]]) -> None:
    try:
        book = read_bytes("\n".join("\t".join(row) for row in rows).encode(), "mutant")
    except UserFacingError:
        return
    filled = {
        f"{chr(65 + column)}{number}"
        for number, row in enumerate(rows, 1)
        for column, cell in enumerate(row)
        if cell
    }
    for item in understand(book).observations:
        assert set(item.cells) <= filled
