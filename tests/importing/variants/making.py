"""A made-up file: its pages, what they say, and everything that one seed decides."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.importing.variants.vocabulary import BARE, INDICATORS, SPELLINGS, TEAMS, WORDS, Month, Spelling

Area = tuple[int, int, int, int]
Key = tuple[str, str, str]
Number = int | tuple[int, int] | None


class Percent(float):
    """A fraction shown as a percentage: 0.85 as 85 %."""


class Formula(str):
    """A formula without a stored result."""


@dataclass
class Page:
    """One sheet: cells by row, merged areas, what is hidden."""

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


@dataclass
class Case:
    """A file, what it says, and how its questions are truly answered."""

    seed: int
    name: str
    pages: list[Page]
    truth: dict[Key, Number]
    language: str
    layout: str
    spelling: str = ""
    year: int = 2026
    months: tuple[Month, ...] = ()
    columns_are: str = "indicator"
    only_team: str = ""
    only_indicator: str = ""
    only_month: str = ""
    format: str = "xlsx"
    period_type: str = "month"

    @property
    def title(self) -> str:
        """The case in one line."""
        return f"{self.seed} {self.layout} [{self.language} {self.spelling} {self.format}] {self.name}"


class Maker:
    """Everything one seed decides."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.seed = seed
        self.language = self.chance.choice(("en", "en", "fr", "es", "pt"))
        self.words = WORDS[self.language]
        names = list(TEAMS[self.language])
        self.chance.shuffle(names)
        self.teams = names[: self.chance.randint(2, 5)]
        pairs = [item for item in INDICATORS[self.language] if item[2]]
        counts = [item for item in INDICATORS[self.language] if not item[2]]
        self.pairs, self.counts = pairs[: self.chance.randint(1, 2)], counts[: self.chance.randint(1, 2)]
        first = dt.date(2025, self.chance.randint(1, 12), 1)
        span = self.chance.randint(3, 9)
        self.months = [
            (first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1) for n in range(span)
        ]
        self.gaps = self.chance.choice((0.0, 0.05, 0.25))
        self.big = self.chance.random() < 0.15
        self.truth: dict[Key, Number] = {}

    def word(self, key: str) -> str:
        return str(self.chance.choice(self.words[key]))

    def fill(
        self, teams: Sequence[str], items: Sequence[tuple[str, str, bool]], months: Sequence[Month]
    ) -> None:
        """Numbers for every team, indicator and month; some not reported, some 0, some 0 of 0."""
        for team in teams:
            for _, name, is_pair in items:
                for month in months:
                    self.truth[team, name, f"{month[0]}-{month[1]:02d}"] = self._number(is_pair)

    def _number(self, is_pair: bool) -> Number:
        if self.chance.random() < self.gaps:
            return None
        if is_pair:
            bottom = self.chance.randint(5, 90) * (17 if self.big else 1)
            top = self.chance.randint(0, bottom)
            return (0, 0) if self.chance.random() < 0.03 else (top, bottom)
        return self.chance.randint(0, 60) * (29 if self.big else 1)

    def at(self, team: str, name: str, month: Month) -> Number:
        return self.truth[team, name, f"{month[0]}-{month[1]:02d}"]

    def spell(self, allow_bare: bool = False) -> tuple[str, Spelling]:
        """A spelling; a bare month only where the file has one year."""
        if allow_bare and len({year for year, _ in self.months}) == 1 and self.chance.random() < 0.3:
            key = self.chance.choice(list(BARE))
            return key, BARE[key]
        key = self.chance.choice(list(SPELLINGS))
        return key, SPELLINGS[key]


def _pad(rows: list[list[Any]], page: Page, top: list[list[Any]], left: int) -> None:
    """Move a page's table down by title rows and right by empty columns."""
    page.rows = [*top, *([None] * left + row for row in rows)]
    down = len(top)
    page.merged = [(a + down, b + left, c + down, d + left) for a, b, c, d in page.merged]


def _titles(make: Maker, *extra: str) -> list[list[Any]]:
    """Title rows; the extra ones must be there, others may."""
    rows: list[list[Any]] = []
    if make.chance.random() < 0.6:
        rows.append([make.word("title")])
    rows += [[text] for text in extra]
    if rows and make.chance.random() < 0.5:
        rows.append([])
    return rows


def finish(make: Maker, page: Page, rows: list[list[Any]], *extra: str, left_ok: bool = True) -> None:
    left = 1 if left_ok and make.chance.random() < 0.15 else 0
    _pad(rows, page, _titles(make, *extra), left)
    if make.chance.random() < 0.3:
        page.rows += [[], [make.word("foot")]]


def total_of(values: Sequence[Number]) -> int:
    return sum(value for value in values if isinstance(value, int))


def as_case(make: Maker, pages: list[Page], layout: str, spelling: str, file: str = "", **more: str) -> Case:
    format_ = make.chance.choice(("xlsx", "xlsx", "csv", "semicolon", "tab", "html"))
    if (
        len(pages) > 1
        or any(isinstance(cell, dt.date) for page in pages for row in page.rows for cell in row)
        or (format_ != "xlsx" and "in the sheet" in layout)
    ):
        format_ = "xlsx"
    if format_ == "xlsx":
        format_ = make.chance.choice(("xlsx", "xlsx", "ods", "xls"))
    name = (file or "book").replace("/", "-")
    return Case(
        seed=make.seed, name=name, pages=pages, truth=make.truth, language=make.language, layout=layout,
        spelling=spelling, months=tuple(make.months), format=format_, year=make.months[0][0], **more,  # type: ignore[arg-type]
    )  # fmt: skip
