"""Layouts of other periods, and of what else real workbooks hold: percentages alone, tables side by side, subtotals,
formulas that were never calculated, hidden rows and columns, headings glued together, spans of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from tests.importing.variants.making import (
    Case,
    Formula,
    Maker,
    Number,
    Page,
    Percent,
    as_case,
    finish,
    total_of,
)
from tests.importing.variants.vocabulary import INDICATORS, month_name

WEEK_WORDS = {"en": "Week", "fr": "Semaine", "es": "Semana", "pt": "Semana"}
QUARTER_WORDS = {"en": "Quarter", "fr": "Trimestre", "es": "Trimestre", "pt": "Trimestre"}
Said = Sequence[tuple[str, Any]]
"""(the period's code, how the file writes it), in order."""


def _weeks(make: Maker) -> tuple[Said, str, str]:
    """Weeks; what is written in front of the table; what the heading of a column of them says."""
    first = make.chance.randint(1, 40)
    numbers = range(first, first + make.chance.randint(3, 9))
    word = WEEK_WORDS[make.language]
    style = make.chance.choice(
        ("2026W5", "2026-W05", "W5 2026", "Week 5 2026", "SE 5/2026", "bare", "monday", "sunday")
    )
    found = []
    for number in numbers:
        monday = dt.date.fromisocalendar(2026, number, 1)
        text: Any = {
            "2026W5": f"2026W{number}", "2026-W05": f"2026-W{number:02d}", "W5 2026": f"W{number} 2026",
            "Week 5 2026": f"{word} {number} 2026", "SE 5/2026": f"SE {number}/2026", "bare": f"{word} {number}",
            "monday": monday, "sunday": monday + dt.timedelta(days=6),
        }[style]  # fmt: skip
        found.append((f"2026-W{number:02d}", text))
    head = {"monday": "Week commencing", "sunday": "Week ending"}.get(style, word)
    return found, "2026" if style == "bare" else "", head


def _quarters(make: Maker) -> Said:
    year, count = 2024, make.chance.randint(3, 7)
    styles: dict[str, Callable[[int, int], str]] = {
        "Q1 2024": lambda q, y: f"Q{q} {y}", "2024Q1": lambda q, y: f"{y}Q{q}", "2024-Q1": lambda q, y: f"{y}-Q{q}",
        "T1 2024": lambda q, y: f"T{q} {y}", "Jan-Mar 2024": lambda q, y: f"{('Jan', 'Apr', 'Jul', 'Oct')[q - 1]}-"
        f"{('Mar', 'Jun', 'Sep', 'Dec')[q - 1]} {y}", "1Q24": lambda q, y: f"{q}Q{y % 100}",
        "Quarter 1 2024": lambda q, y: f"{QUARTER_WORDS[make.language]} {q} {y}",
    }  # fmt: skip
    style = styles[make.chance.choice(list(styles))]
    return [(f"{year + n // 4}-Q{n % 4 + 1}", style(n % 4 + 1, year + n // 4)) for n in range(count)]


def _years(make: Maker) -> Said:
    first = make.chance.randint(2008, 2016)
    found: list[tuple[str, Any]] = [
        (str(year), year) for year in range(first, first + make.chance.randint(3, 8))
    ]
    return found[::-1] if make.chance.random() < 0.3 else found


def _fill(make: Maker, teams: Sequence[str], names: Sequence[str], periods: Said) -> None:
    for team in teams:
        for name in names:
            for code, _ in periods:
                make.truth[team, name, code] = (
                    None if make.chance.random() < make.gaps else make.chance.randint(0, 60)
                )


def _table(make: Maker, periods: Said, type_: str, layout: str, *titles: str, head: str = "") -> Case:
    """Across, down with one team, or a long list."""
    item = make.counts[0]
    shape = make.chance.choice(("across", "long", "down"))
    teams = make.teams[:1] if shape == "down" else make.teams
    names = (
        [name for _, name, is_pair in INDICATORS[make.language] if not is_pair]
        if shape == "down"
        else [item[1]]
    )
    _fill(make, teams, names, periods)
    head = head or make.word("period")
    extra, more = [*titles], {}
    if shape == "across":
        rows: list[list[Any]] = [[make.word("team"), *(text for _, text in periods)]]
        rows += [[team, *(make.truth[team, item[1], code] for code, _ in periods)] for team in teams]
        extra = [item[1], *([f"{head} - {one}" for one in titles] or [])]
        if any(isinstance(text, dt.date) for _, text in periods) and type_ == "week":
            rows[0][0] = head
        more = {"only_indicator": item[0]}
    elif shape == "long":
        rows = [[make.word("team"), make.word("indicator"), head, make.word("value")]]
        rows += [
            [team, item[1], text, make.truth[team, item[1], code]] for team in teams for code, text in periods
        ]
    else:
        rows = [[head, *names]]
        rows += [[text, *(make.truth[teams[0], name, code] for name in names)] for code, text in periods]
        extra = [f"{make.word('team')}: {teams[0]}", *titles]
        more = {"only_team": teams[0]}
    page = Page("Sheet1")
    finish(make, page, rows, *extra, left_ok=shape != "long")
    return as_case(make, [page], f"{layout} {shape}", "", period_type=type_, **more)


def weeks(make: Maker) -> Case:
    """Weeks in many spellings."""
    periods, year, head = _weeks(make)
    make.months = [(2026, 1)]
    return _table(make, periods, "week", "weeks", *[year] * bool(year), head=head)


def weeks_in_two_columns(make: Maker) -> Case:
    """A long list with the year and the week's number in columns of their own."""
    item = make.counts[0]
    first = make.chance.randint(1, 40)
    periods = [(f"2026-W{n:02d}", n) for n in range(first, first + 6)]
    _fill(make, make.teams, [item[1]], periods)
    head = make.chance.choice(
        ("epi_week", "EpiWeek", "Semana epidemiologica", WEEK_WORDS[make.language], "week_number")
    )
    rows: list[list[Any]] = [
        [make.word("team"), make.word("year"), head, make.word("indicator"), make.word("value")]
    ]
    rows += [
        [team, 2026, number, item[1], make.truth[team, item[1], code]]
        for team in make.teams
        for code, number in periods
    ]
    make.months = [(2026, 1)]
    page = Page("Sheet1", rows)
    return as_case(make, [page], "week and year", "", period_type="week")


def quarters(make: Maker) -> Case:
    """Quarters in many spellings."""
    return _table(make, _quarters(make), "quarter", "quarters")


def years(make: Maker) -> Case:
    """Calendar years."""
    return _table(make, _years(make), "year", "years")


def spans(make: Maker) -> Case:
    """A long list with the first and the last day of each month."""
    item = make.counts[0]
    make.fill(make.teams, [item], make.months)
    rows: list[list[Any]] = [
        [make.word("team"), make.word("indicator"), "Start date", "End date", make.word("value")]
    ]
    as_text = make.chance.random() < 0.5
    for team in make.teams:
        for month in make.months:
            days = [
                dt.date(month[0], month[1], 1),
                dt.date(month[0] + month[1] // 12, month[1] % 12 + 1, 1) - dt.timedelta(days=1),
            ]
            said = [f"{day:%d/%m/%Y}" if as_text else day for day in days]
            rows.append([team, item[1], *said, make.at(team, item[1], month)])
    page = Page("Sheet1")
    finish(make, page, rows, left_ok=False)
    return as_case(make, [page], "spans of days", "")


def percentages_alone(make: Maker) -> Case:
    """Teams down, months across, percentages without the numbers behind them."""
    item = make.pairs[0]
    for team in make.teams:
        for month in make.months:
            make.truth[team, item[1], f"{month[0]}-{month[1]:02d}"] = (
                None if make.chance.random() < make.gaps else make.chance.randint(0, 100)
            )
    _, spell = make.spell()
    rows: list[list[Any]] = [[make.word("team"), *(spell(month, make.language) for month in make.months)]]
    for team in make.teams:
        values = [make.at(team, item[1], month) for month in make.months]
        rows.append([team, *(None if value is None else Percent(value / 100) for value in values)])  # type: ignore[operator]
    page = Page("Sheet1")
    finish(make, page, rows, item[1])
    return as_case(make, [page], "percentages alone", "", only_indicator=item[0])


def tables_side_by_side(make: Maker) -> Case:
    """Two tables on one sheet, the names of their indicators above them."""
    items = [item for item in INDICATORS[make.language] if not item[2]]
    make.fill(make.teams, items, make.months)
    _, spell = make.spell()
    word = make.word("team")
    top: list[Any] = []
    head: list[Any] = []
    bodies: list[list[Any]] = [[] for _ in make.teams]
    for _, name, _ in items:
        top += [name, *[None] * (len(make.months) + 1)]
        head += [word, *(spell(month, make.language) for month in make.months), None]
        for team, body in zip(make.teams, bodies, strict=True):
            body += [team, *(make.at(team, name, month) for month in make.months), None]
    page = Page("Sheet1", [top, head, *bodies])
    return as_case(make, [page], "tables side by side", "")


def subtotals_of_districts(make: Maker) -> Case:
    """Teams in two districts, each with a line of its own and a subtotal."""
    item = make.counts[0]
    make.fill(make.teams, [item], make.months)
    _, spell = make.spell()
    rows: list[list[Any]] = [[make.word("team"), *(spell(month, make.language) for month in make.months)]]
    word = make.chance.choice(
        ("Subtotal", "Sub-total", "Sous-total" if make.language == "fr" else "Subtotal")
    )
    half = max(1, len(make.teams) // 2)
    for name, teams in (("Nord", make.teams[:half]), ("Sul", make.teams[half:])):
        for team in teams:
            rows.append([team, *(make.at(team, item[1], month) for month in make.months)])
        rows.append(
            [
                f"{word} {name}",
                *(total_of([make.at(team, item[1], month) for team in teams]) for month in make.months),
            ]
        )
    page = Page("Sheet1")
    finish(make, page, rows, item[1])
    return as_case(make, [page], "subtotals of districts", "", only_indicator=item[0])


def never_calculated(make: Maker) -> Case:
    """Some numbers are formulas without a stored result: none of them may become a number."""
    item = make.counts[0]
    make.gaps = 0.0
    make.fill(make.teams, [item], make.months)
    _, spell = make.spell()
    rows: list[list[Any]] = [
        [make.word("team"), *(spell(month, make.language) for month in make.months), make.word("total")]
    ]
    for number, team in enumerate(make.teams):
        cells: list[Any] = []
        for month in make.months:
            value: Number | Formula = make.at(team, item[1], month)
            if make.chance.random() < 0.2:
                make.truth[team, item[1], f"{month[0]}-{month[1]:02d}"] = None
                value = Formula(f"=1+{number}")
            cells.append(value)
        rows.append([team, *cells, Formula("=SUM(B2:C2)")])
    page = Page("Sheet1")
    finish(make, page, rows, item[1])
    case = as_case(make, [page], "formulas never calculated", "", only_indicator=item[0])
    case.format = make.chance.choice(("xlsx", "ods"))
    return case


def small_and_large_n(make: Maker) -> Case:
    """Months over n, N and %."""
    item = make.pairs[0]
    make.fill(make.teams, [item], make.months)
    _, spell = make.spell()
    page = Page("Sheet1")
    top: list[Any] = [make.word("team")]
    low: list[Any] = [None]
    for month in make.months:
        page.merged.append((0, len(top), 0, len(top) + 2))
        top += [spell(month, make.language), None, None]
        low += ["n", "N", "%"]
    rows = [top, low]
    for team in make.teams:
        row: list[Any] = [team]
        for month in make.months:
            value = make.at(team, item[1], month)
            pair = value if isinstance(value, tuple) else (None, None)
            row += [*pair, Percent(pair[0] / pair[1]) if pair[1] else None]
        rows.append(row)
    finish(make, page, rows, item[1])
    return as_case(make, [page], "n and N", "", only_indicator=item[0])


def months_glued_to_indicators(make: Maker) -> Case:
    """Headings such as ``January 2026 Facility deliveries``."""
    items = [item for item in INDICATORS[make.language] if not item[2]]
    make.fill(make.teams, items, make.months)
    behind = make.chance.random() < 0.5
    head: list[Any] = [make.word("team")]
    for _, name, _ in items:
        for month in make.months:
            said = f"{month_name(month, make.language)} {month[0]}"
            head.append(f"{name} {said}" if behind else f"{said} {name}")
    rows = [head]
    for team in make.teams:
        rows.append([team, *(make.at(team, name, month) for _, name, _ in items for month in make.months)])
    page = Page("Sheet1", rows)
    return as_case(make, [page], "months glued to indicators", "")


def percentages_below_their_pairs(make: Maker) -> Case:
    """One team: under each indicator's title the rows of its numerator, its denominator and the percentage."""
    team = make.teams[0]
    make.pairs = [item for item in INDICATORS[make.language] if item[2]]
    make.gaps = 0.0
    make.fill([team], make.pairs, make.months)
    for key, value in make.truth.items():
        if value == (0, 0):  # nothing of nothing proves no pair
            make.truth[key] = (1, 4)
    _, spell = make.spell()
    rows: list[list[Any]] = [
        [make.word("indicator"), *(spell(month, make.language) for month in make.months)]
    ]
    for number, (_, name, _) in enumerate(make.pairs):
        pairs = [make.at(team, name, month) for month in make.months]
        found = [pair if isinstance(pair, tuple) else (0, 0) for pair in pairs]
        rows += [[name], [f"Done well {number}", *(pair[0] for pair in found)],
                 [f"Seen {number}", *(pair[1] for pair in found)],
                 ["%", *(Percent(pair[0] / pair[1]) if pair[1] else None for pair in found)]]  # fmt: skip
    page = Page("Sheet1")
    finish(make, page, rows, f"{make.word('team')}: {team}")
    return as_case(make, [page], "percentages below their pairs", "", only_team=team)


OTHERS: tuple[Callable[[Maker], Case], ...] = (
    weeks, weeks_in_two_columns, quarters, years, spans, percentages_alone, tables_side_by_side, subtotals_of_districts,
    never_calculated, small_and_large_n, months_glued_to_indicators, percentages_below_their_pairs,
)  # fmt: skip
