"""What people do to a tidy sheet: blank rows, remarks, footnotes, names in capitals, numbers as text."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from tests.importing.variants.making import Case, Page
from tests.importing.variants.vocabulary import TEAMS, WORDS

FOOT = {
    "en": "Source: facility registers. Figures for the last month are provisional, 40% to 62% expected.",
    "fr": "Source : registres. Les chiffres du dernier mois sont provisoires, de 40% à 62%.",
    "es": "Fuente: registros. Las cifras del último mes son provisionales, de 40% a 62%.",
    "pt": "Fonte: registos. Os números do último mês são provisórios, de 40% a 62%.",
}


def _head(page: Page) -> int:
    """The row before the first row with two numbers or more, if it has three headings or more; else -1."""
    for number, row in enumerate(page.rows):
        if sum(1 for cell in row if isinstance(cell, int | float) and not 1900 < cell < 2100) > 1:
            filled = [cell for cell in page.rows[number - 1] if cell is not None] if number else []
            return number - 1 if len(filled) > 2 else -1
    return -1


def _insert(page: Page, at: int, row: list[Any]) -> None:
    page.rows.insert(at, row)
    page.merged = [
        (a + (a >= at), b, c + (c >= at), d) for a, b, c, d in page.merged
    ]  # fmt: skip


def blank_rows(page: Page, chance: random.Random, language: str) -> None:
    """One or two blank rows inside the body."""
    for _ in range(chance.randint(1, 2)):
        head = _head(page)
        first = head + 2
        if head >= 0 and first < len(page.rows):
            at = chance.randint(first, len(page.rows) - 1)
            if not any(a < at <= c for a, _, c, _ in page.merged):
                _insert(page, at, [])


def footnotes(page: Page, chance: random.Random, language: str) -> None:
    """Lines of text under the table, directly or after a blank row."""
    if chance.random() < 0.5:
        page.rows.append([])
    page.rows.append([FOOT[language]])
    page.rows.append([WORDS[language]["foot"][0], None, None, "8/4/2026"])


def remarks(page: Page, chance: random.Random, language: str) -> None:
    """A last column of remarks, some with numbers in them."""
    head, width = _head(page), max(len(row) for row in page.rows)
    if head < 0:
        return
    for number, row in enumerate(page.rows):
        if number < head or not row:
            continue
        row += [None] * (width - len(row))
        if number == head:
            row.append(WORDS[language]["note"][0])
        elif sum(1 for cell in row if isinstance(cell, int)) and chance.random() < 0.4:
            row.append(chance.choice(("late", "2 days late", "40% to 62%", "see 12/05", "ok")))


def names_retyped(page: Page, chance: random.Random, language: str) -> None:
    """Team names in capitals, with blanks at the end or doubled."""
    names = set(TEAMS[language])
    for row in page.rows:
        for column, cell in enumerate(row):
            if cell in names:
                row[column] = chance.choice((cell, cell.upper(), f"{cell} ", cell.replace(" ", "  ", 1)))


def numbers_as_text(page: Page, chance: random.Random, language: str) -> None:
    """Whole numbers typed as text, or as 12.0."""
    as_float = chance.random() < 0.5
    for row in page.rows[_head(page) + 1 :]:
        for column, cell in enumerate(row):
            if isinstance(cell, int) and chance.random() < 0.3:
                row[column] = float(cell) if as_float else f" {cell}"


def heading_again(page: Page, chance: random.Random, language: str) -> None:
    """The heading a second time, as at the top of a printed page."""
    if page.name == "Form":
        return  # the heading would stand between a numerator and its denominator
    head = _head(page)
    at = head + 3
    if head >= 0 and at < len(page.rows) and not any(a < at <= c for a, _, c, _ in page.merged):
        _insert(page, at, list(page.rows[head]))


def wide_title(page: Page, chance: random.Random, language: str) -> None:
    """A merged title over the whole table."""
    _insert(page, 0, [WORDS[language]["title"][0]])
    page.merged.append((0, 0, 0, max(len(row) for row in page.rows) - 1))


def hidden(page: Page, chance: random.Random, language: str) -> None:
    """A hidden row and a hidden column with numbers, as in a workbook with a filter."""
    head = _head(page)
    if head >= 0 and len(page.rows) > head + 2:
        page.hidden_rows.add(chance.randint(head + 1, len(page.rows) - 1))
        page.hidden_columns.add(chance.randint(1, max(len(row) for row in page.rows) - 1))


def notes_marked(page: Page, chance: random.Random, language: str) -> None:
    """The mark of a footnote behind some numbers."""
    for row in page.rows[_head(page) + 1 :]:
        for column, cell in enumerate(row):
            if type(cell) is int and column and chance.random() < 0.1:
                row[column] = f"{cell}{chance.choice('*†¹²')}"


KINDS: tuple[Callable[[Page, random.Random, str], None], ...] = (
    blank_rows, footnotes, remarks, names_retyped, numbers_as_text, heading_again, wide_title, hidden,
    notes_marked,
)  # fmt: skip


def noisy(case: Case) -> Case:
    """The case with one to three kinds of noise."""
    chance = random.Random(case.seed * 7 + 1)
    chosen = chance.sample(KINDS, chance.randint(1, 3))
    for page in case.pages:
        for kind in chosen:
            kind(page, chance, case.language)
    case.layout += " + " + ", ".join(kind.__name__ for kind in chosen)
    return case
