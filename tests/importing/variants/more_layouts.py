"""More layouts: blocks side by side, years over months, quarters between months, spellings of numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.importing.variants.making import Case, Maker, Number, Page, as_case, finish, total_of
from tests.importing.variants.vocabulary import BARE, INDICATORS, SPELLINGS, month_name

MISSING = {
    "en": ("n/a", "NR", "not reported"),
    "fr": ("ND", "NR", "pas de données"),
    "es": ("s/d", "sin datos"),
    "pt": ("s/d", "sem dados"),
}


def grouped(value: Number, language: str) -> Any:
    """A whole number as people type it, with the language's separator of thousands."""
    if not isinstance(value, int) or value < 1000:
        return value
    sign = {"en": ",", "fr": " ", "es": ".", "pt": "."}[language]
    return f"{value:,}".replace(",", sign)


def months_over_indicators(make: Maker) -> Case:
    """Teams down; each month stands over the names of several counts."""
    items = [item for item in INDICATORS[make.language] if not item[2]]
    make.fill(make.teams, items, make.months)
    key, spell = make.spell()
    page = Page("Sheet1")
    top: list[Any] = [make.word("team")]
    low: list[Any] = [None]
    for month in make.months:
        page.merged.append((0, len(top), 0, len(top) + len(items) - 1))
        top += [spell(month, make.language), *[None] * (len(items) - 1)]
        low += [name for _, name, _ in items]
    rows = [top, low]
    for team in make.teams:
        rows.append([team, *(make.at(team, name, month) for month in make.months for _, name, _ in items)])
    finish(make, page, rows)
    return as_case(make, [page], "months over indicators", key)


def indicators_over_months(make: Maker) -> Case:
    """Teams down; each indicator stands over all months."""
    items = [item for item in INDICATORS[make.language] if not item[2]]
    make.fill(make.teams, items, make.months)
    key, spell = make.spell()
    page = Page("Sheet1")
    top: list[Any] = [make.word("team")]
    low: list[Any] = [None]
    for _, name, _ in items:
        page.merged.append((0, len(top), 0, len(top) + len(make.months) - 1))
        top += [name, *[None] * (len(make.months) - 1)]
        low += [spell(month, make.language) for month in make.months]
    rows = [top, low]
    for team in make.teams:
        rows.append([team, *(make.at(team, name, month) for _, name, _ in items for month in make.months)])
    finish(make, page, rows)
    return as_case(make, [page], "indicators over months", key)


def years_over_months(make: Maker) -> Case:
    """Teams down; a row of years over a row of bare months."""
    item = make.counts[0]
    make.fill(make.teams, [item], make.months)
    page = Page("Sheet1")
    top: list[Any] = [make.word("team")]
    low: list[Any] = [None]
    last = 0
    for year, number in make.months:
        top.append(year if year != last else None)
        low.append(BARE["January"]((year, number), make.language))
        last = year
    for column, cell in enumerate(top[1:], 1):
        if cell is not None:
            end = next((n for n in range(column + 1, len(top)) if top[n] is not None), len(top)) - 1
            page.merged.append((0, column, 0, end))
    rows = [top, low]
    for team in make.teams:
        rows.append([team, *(make.at(team, item[1], month) for month in make.months)])
    finish(make, page, rows, item[1])
    return as_case(make, [page], "years over months", "January", only_indicator=item[0])


def quarters_between_months(make: Maker) -> Case:
    """Months across with a column for the sum of each quarter after its third month."""
    item = make.counts[0]
    make.gaps = 0
    make.fill(make.teams, [item], make.months)
    key, spell = make.spell()
    if not key.startswith(("Jan", "JAN")):
        key, spell = "Jan-26", SPELLINGS["Jan-26"]
    head: list[Any] = [make.word("team")]
    plan: list[tuple[str, Any]] = []
    for month in make.months:
        head.append(spell(month, make.language))
        plan.append(("month", month))
        if month[1] % 3 == 0:
            head.append(f"Q{month[1] // 3} {month[0]}")
            plan.append(("quarter", month))
    rows = [head]
    for team in make.teams:
        row: list[Any] = [team]
        for kind, month in plan:
            value = make.at(team, item[1], month)
            if kind == "quarter":
                value = total_of([make.at(team, item[1], one) for one in make.months
                                  if one[0] == month[0] and month[1] - 3 < one[1] <= month[1]])  # fmt: skip
            row.append(value)
        rows.append(row)
    page = Page("Sheet1")
    finish(make, page, rows, item[1])
    return as_case(make, [page], "quarters between months", key, only_indicator=item[0])


def typed_numbers(make: Maker) -> Case:
    """A long list whose numbers were typed: thousands with the language's sign, words for "not reported"."""
    items = [item for item in INDICATORS[make.language] if not item[2]]
    make.big = True
    make.fill(make.teams, items, make.months)
    key, spell = make.spell()
    rows: list[list[Any]] = [
        [make.word("team"), make.word("indicator"), make.word("period"), make.word("value")]
    ]
    for team in make.teams:
        for _, name, _ in items:
            for month in make.months:
                value = make.at(team, name, month)
                shown = (
                    grouped(value, make.language)
                    if value is not None
                    else make.chance.choice(MISSING[make.language])
                )
                rows.append([team, name, spell(month, make.language), shown])
    page = Page("Sheet1")
    finish(make, page, rows, left_ok=False)
    return as_case(make, [page], "typed numbers", key)


def ratios_in_cells(make: Maker) -> Case:
    """Months across, ``12/20`` in the cells."""
    item = make.pairs[0]
    make.fill(make.teams, [item], make.months)
    key, spell = make.spell()
    rows: list[list[Any]] = [[make.word("team"), *(spell(month, make.language) for month in make.months)]]
    for team in make.teams:
        values = [make.at(team, item[1], month) for month in make.months]
        rows.append([team, *(f"{v[0]}/{v[1]}" if isinstance(v, tuple) else None for v in values)])
    page = Page("Sheet1")
    finish(make, page, rows, item[1])
    return as_case(make, [page], "ratios in cells", key, only_indicator=item[0])


def measures_in_rows(make: Maker) -> Case:
    """A long list with a column that says numerator or denominator."""
    make.fill(make.teams, make.pairs, make.months)
    key, spell = make.spell()
    rows: list[list[Any]] = [
        [make.word("team"), make.word("indicator"), make.word("period"), "N/D", make.word("value")]
    ]
    num, den = make.word("num"), make.word("den")
    for team in make.teams:
        for _, name, _ in make.pairs:
            for month in make.months:
                value = make.at(team, name, month)
                if isinstance(value, tuple):
                    rows.append([team, name, spell(month, make.language), num, value[0]])
                    rows.append([team, name, spell(month, make.language), den, value[1]])
    page = Page("Sheet1")
    finish(make, page, rows, left_ok=False)
    return as_case(make, [page], "measures in rows", key)


def merged_teams_months_down(make: Maker) -> Case:
    """The team merged over the rows of its months, indicators across in pairs."""
    make.fill(make.teams, make.pairs, make.months)
    key, spell = make.spell()
    page = Page("Sheet1")
    top: list[Any] = [make.word("team"), make.word("period")]
    low: list[Any] = [None, None]
    page.merged += [(0, 0, 1, 0), (0, 1, 1, 1)]
    for _, name, _ in make.pairs:
        page.merged.append((0, len(top), 0, len(top) + 1))
        top += [name, None]
        low += [make.words["num"][0], make.words["den"][0]]
    rows = [top, low]
    for team in make.teams:
        start = len(rows)
        for month in make.months:
            row: list[Any] = [team if len(rows) == start else None, spell(month, make.language)]
            for _, name, _ in make.pairs:
                value = make.at(team, name, month)
                row += value if isinstance(value, tuple) else (None, None)
            rows.append(row)
        page.merged.append((start, 0, len(rows) - 1, 0))
    finish(make, page, rows)
    return as_case(make, [page], "merged teams, months down", key)


def suffixed_columns(make: Maker) -> Case:
    """Months down, one team; columns ``Indicator - Num`` and ``Indicator - Den`` in one heading row."""
    team = make.teams[0]
    make.fill([team], make.pairs, make.months)
    key, spell = make.spell()
    sign = make.chance.choice((" - ", " (", ": ", " "))
    tail = ")" if "(" in sign else ""
    num, den = make.words["num"][1], make.words["den"][1]
    head: list[Any] = [make.word("period")]
    for _, name, _ in make.pairs:
        head += [f"{name}{sign}{num}{tail}", f"{name}{sign}{den}{tail}"]
    rows = [head]
    for month in make.months:
        row: list[Any] = [spell(month, make.language)]
        for _, name, _ in make.pairs:
            value = make.at(team, name, month)
            row += value if isinstance(value, tuple) else (None, None)
        rows.append(row)
    page = Page("Sheet1")
    finish(make, page, rows, f"{make.word('team')}: {team}")
    return as_case(make, [page], "suffixed columns", key, only_team=team)


def with_a_side_table(make: Maker) -> Case:
    """Months across, with a small table of targets beside it and a printing date above."""
    item = make.counts[0]
    make.fill(make.teams, [item], make.months)
    key, spell = make.spell()
    rows: list[list[Any]] = [[make.word("team"), *(spell(month, make.language) for month in make.months)]]
    for team in make.teams:
        rows.append([team, *(make.at(team, item[1], month) for month in make.months)])
    side = [["Level", "Target"], ["Hospital", 60], ["Clinic", 20]]
    for row, extra in zip(rows, side, strict=False):
        row += [None, None, *extra]
    page = Page("Sheet1")
    finish(make, page, rows, item[1], "Printed 12/05/2026", left_ok=False)
    return as_case(make, [page], "a side table", key, only_indicator=item[0])


def a_block_per_month(make: Maker) -> Case:
    """Tables under each other on one sheet, one for each month, its name above."""
    months = make.months[:4]
    items = [item for item in INDICATORS[make.language] if not item[2]]
    make.fill(make.teams, items, months)
    page = Page("Sheet1")
    label = make.word("team")
    for month in months:
        page.rows += [
            [f"{month_name(month, make.language).upper()} {month[0]}"],
            [label, *(name for _, name, _ in items)],
        ]
        for team in make.teams:
            page.rows.append([team, *(make.at(team, name, month) for _, name, _ in items)])
        page.rows.append([])
    return as_case(make, [page], "a block per month", "JANUARY 2026")


def team_in_the_file_name(make: Maker) -> Case:
    """One team's file, named after it; months down, counts across, nothing in the sheet names the team."""
    team = make.teams[0]
    items = [item for item in INDICATORS[make.language] if not item[2]]
    make.fill([team], items, make.months)
    key, spell = make.spell()
    rows: list[list[Any]] = [[make.word("period"), *(name for _, name, _ in items)]]
    for month in make.months:
        rows.append([spell(month, make.language), *(make.at(team, name, month) for _, name, _ in items)])
    page = Page("Sheet1")
    finish(make, page, rows)
    return as_case(make, [page], "the team in the file name", key, file=team.replace(".", ""), only_team=team)


MORE: tuple[Callable[[Maker], Case], ...] = (
    months_over_indicators, indicators_over_months, years_over_months, quarters_between_months, typed_numbers,
    ratios_in_cells, measures_in_rows, merged_teams_months_down, suffixed_columns, with_a_side_table,
    a_block_per_month, team_in_the_file_name,
)  # fmt: skip
