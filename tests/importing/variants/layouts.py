"""The layouts: functions from what a seed decided to a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.importing.variants.making import Case, Maker, Number, Page, as_case, finish, total_of
from tests.importing.variants.more_layouts import MORE
from tests.importing.variants.period_layouts import OTHERS
from tests.importing.variants.vocabulary import BARE, INDICATORS, SPELLINGS, month_name


def teams_down_months_across(make: Maker) -> Case:
    """One indicator: teams in rows, months in columns, with a serial number, a total row and a total column."""
    item = make.counts[0]
    make.fill(make.teams, [item], make.months)
    key, spell = make.spell(allow_bare=True)
    serial, total, district = (make.chance.random() < 0.4 for _ in range(3))
    head: list[Any] = (
        [make.word("serial")] * serial + [make.word("district")] * district + [make.word("team")]
    )
    head += [spell(month, make.language) for month in make.months] + [make.word("total")] * total
    rows = [head]
    for number, team in enumerate(make.teams, 1):
        values = [make.at(team, item[1], month) for month in make.months]
        rows.append([*[number] * serial, *["Oruba"] * district, team, *values, *[total_of(values)] * total])
        if make.chance.random() < 0.1:
            rows.append([])
    if make.chance.random() < 0.5:
        sums = [total_of([make.at(team, item[1], month) for team in make.teams]) for month in make.months]
        rows.append([*[None] * serial, *[None] * district, make.word("total"), *sums, *[sum(sums)] * total])
    page = Page(item[1][:31])
    year = f", {make.months[0][0]}" if key in BARE else ""
    finish(make, page, rows, f"{item[1]}{year}")
    return as_case(make, [page], "teams down, months across", key, only_indicator=item[0])


def rows_of_pairs_months_across(make: Maker) -> Case:
    """Team, indicator and N/D in rows (with a row of percentages or without), months across."""
    make.fill(make.teams, make.pairs, make.months)
    key, spell = make.spell()
    percent, merged = make.chance.random() < 0.5, make.chance.random() < 0.6
    num, den, pct = make.word("num"), make.word("den"), "%"
    rows: list[list[Any]] = [[make.word("team"), make.word("indicator"), make.word("measure") or None,
                              *(spell(month, make.language) for month in make.months)]]  # fmt: skip
    page = Page("Data")
    for team in make.teams:
        start = len(rows)
        for _, name, _ in make.pairs:
            at = len(rows)
            values = [make.at(team, name, month) for month in make.months]
            parts = [(num, [v[0] if isinstance(v, tuple) else None for v in values]),
                     (den, [v[1] if isinstance(v, tuple) else None for v in values])]  # fmt: skip
            if percent:
                parts.append((pct, [round(100 * v[0] / v[1], 1) if isinstance(v, tuple) and v[1] else None
                                    for v in values]))  # fmt: skip
            for number, (label, cells) in enumerate(parts):
                first_of_team, first = len(rows) == start, number == 0
                rows.append([team if first_of_team or not merged else None, name if first or not merged else None,
                             label, *cells])  # fmt: skip
            if merged:
                page.merged.append((at, 1, len(rows) - 1, 1))
        if merged:
            page.merged.append((start, 0, len(rows) - 1, 0))
    finish(make, page, rows)
    return as_case(make, [page], "pairs in rows, months across", key)


def teams_down_pairs_across(make: Maker) -> Case:
    """A month's sheet: teams down, indicators across with N, D and % under each; the month in the title."""
    month = make.months[0]
    items = [*make.pairs, *make.counts]
    make.fill(make.teams, items, [month])
    key, spell = make.spell()
    if key in ("date inside", "last day", "2026-01-01"):
        key, spell = "Jan-26", SPELLINGS["Jan-26"]
    page = Page("Sheet1")
    rows = _pairs_table(
        make, page, make.teams, items, lambda team, name: make.at(team, name, month), make.word("team")
    )
    where = make.chance.choice(("title", "sheet", "file"))
    said = str(spell(month, make.language))
    file = "report"
    extra = []
    if where == "title":
        extra = [make.word("month of").format(said)]
    elif where == "sheet" and "/" not in said:
        page.name = said
    else:
        file = f"{make.word('title')} {month_name(month, make.language)} {month[0]}"
    finish(make, page, rows, *extra)
    return as_case(make, [page], f"teams down, pairs across, month in the {where}", key, file=file,
                 only_month=f"{month[0]}-{month[1]:02d}")  # fmt: skip


def _pairs_table(
    make: Maker, page: Page, labels: Sequence[Any], items: Sequence[tuple[str, str, bool]],
    at: Callable[[Any, str], Number], label: str, total: bool = True,
) -> list[list[Any]]:  # fmt: skip
    """Labels down; indicators across in a two-row heading, N, D (and %) under each pair."""
    percent, serial = make.chance.random() < 0.5, make.chance.random() < 0.3
    num, den = make.word("num"), make.word("den")
    order = make.chance.choice((0, 0, 1))
    top: list[Any] = [make.word("serial")] * serial + [label]
    low: list[Any] = [None] * len(top)
    for column in range(len(top)):
        page.merged.append((0, column, 1, column))
    for _, name, is_pair in items:
        width = (3 if percent else 2) if is_pair else 1
        if width > 1:
            page.merged.append((0, len(top), 0, len(top) + width - 1))
        else:
            page.merged.append((0, len(top), 1, len(top)))
        top += [name, *[None] * (width - 1)]
        if is_pair:
            low += ["%"] * (percent and order) + [num, den] + ["%"] * (percent and not order)
        else:
            low.append(None)
    rows = [top, low]
    sums: list[list[float]] = []
    for number, one in enumerate(labels, 1):
        row: list[Any] = [number] * serial + [one]
        for _, name, is_pair in items:
            value = at(one, name)
            if is_pair:
                pair = value if isinstance(value, tuple) else (None, None)
                rate = [round(pair[0] / pair[1], 3) if pair[1] else None] if percent else []
                row += [*rate * order, *pair, *rate * (not order)]
            else:
                row.append(value)
        rows.append(row)
        sums.append([cell if isinstance(cell, int) else 0 for cell in row[serial + 1 :]])
    if total and make.chance.random() < 0.5:
        rows.append(
            [None] * serial + [make.word("total"), *(sum(column) for column in zip(*sums, strict=True))]
        )
    return rows


def months_down_pairs_across(make: Maker) -> Case:
    """One team: months down, indicators across; the team in a title, or beside a word for it."""
    team = make.teams[0]
    items = [*make.pairs, *make.counts]
    make.fill([team], items, make.months)
    key, spell = make.spell(allow_bare=True)
    said = {month: spell(month, make.language) for month in make.months}
    page = Page("Sheet1")
    back = {id(text): month for month, text in said.items()}
    rows = _pairs_table(make, page, list(said.values()), items, lambda text, name: make.at(team, name, back[id(text)]),
                        make.word("period"), total=make.chance.random() < 0.5)  # fmt: skip
    year = f" {make.months[0][0]}" if key in BARE else ""
    extra = [f"{make.word('team')}: {team}", f"{make.word('title')}{year}"]
    if make.chance.random() < 0.3:
        extra = [f"{team}{' -' + year if year else ''}"]
    finish(make, page, rows, *extra)
    return as_case(make, [page], "months down, pairs across", key, only_team=team)


def long_list(make: Maker) -> Case:
    """One row per team, indicator and month."""
    items = make.pairs if make.chance.random() < 0.5 else make.counts
    make.fill(make.teams, items, make.months)
    key, spell = make.spell()
    is_pair = items[0][2]
    split = make.chance.random() < 0.25
    head: list[Any] = [make.word("team"), make.word("indicator")]
    head += [make.word("period"), make.word("year")] if split else [make.word("period")]
    head += [make.word("num"), make.word("den")] if is_pair else [make.word("value")]
    rows = [head]
    for team in make.teams:
        for code, name, _ in items:
            for month in make.months:
                value = make.at(team, name, month)
                if value is None and make.chance.random() < 0.5:
                    continue
                when = (
                    [month_name(month, make.language), month[0]] if split else [spell(month, make.language)]
                )
                numbers = (
                    list(value) if isinstance(value, tuple) else [value] if not is_pair else [None, None]
                )
                rows.append([team, make.chance.choice((name, name, code)), *when, *numbers])
    if make.chance.random() < 0.4:
        make.chance.shuffle(rows[1:])
    page = Page("Export")
    finish(make, page, rows, left_ok=False)
    return as_case(make, [page], "long list", "month and year" if split else key)


def teams_across_months_down(make: Maker) -> Case:
    """One indicator: months down, teams across."""
    item = make.counts[0]
    make.fill(make.teams, [item], make.months)
    key, spell = make.spell()
    total = make.chance.random() < 0.4
    rows: list[list[Any]] = [[make.word("period"), *make.teams, *[make.word("total")] * total]]
    for month in make.months:
        values = [make.at(team, item[1], month) for team in make.teams]
        rows.append([spell(month, make.language), *values, *[total_of(values)] * total])
    page = Page("Sheet1")
    finish(make, page, rows, item[1])
    return as_case(make, [page], "teams across, months down", key, columns_are="team", only_indicator=item[0])


def teams_across_indicators_down(make: Maker) -> Case:
    """A month: indicators down, teams across."""
    month = make.months[0]
    make.fill(make.teams, make.counts, [month])
    key, spell = make.spell()
    rows: list[list[Any]] = [[make.word("indicator"), *make.teams]]
    for _, name, _ in make.counts:
        rows.append([name, *(make.at(team, name, month) for team in make.teams)])
    page = Page("Sheet1")
    if key in (
        "date inside",
        "last day",
        "2026-01-01",
    ):  # a report of a day, without a word for months beside it
        key, spell = "January 2026", SPELLINGS["January 2026"]
    finish(make, page, rows, make.word("month of").format(spell(month, make.language)))
    return as_case(make, [page], "teams across, indicators down", key, columns_are="team",
                 only_month=f"{month[0]}-{month[1]:02d}")  # fmt: skip


def months_over_pairs(make: Maker) -> Case:
    """Teams down; each month stands over N, D (and %)."""
    item = make.pairs[0]
    make.fill(make.teams, [item], make.months)
    key, spell = make.spell(allow_bare=True)
    percent = make.chance.random() < 0.5
    width = 3 if percent else 2
    page = Page("Sheet1")
    top: list[Any] = [make.word("team")]
    low: list[Any] = [None]
    num, den = make.word("num"), make.word("den")
    for month in make.months:
        page.merged.append((0, len(top), 0, len(top) + width - 1))
        top += [spell(month, make.language), *[None] * (width - 1)]
        low += [num, den, *["%"] * percent]
    rows = [top, low]
    for team in make.teams:
        row: list[Any] = [team]
        for month in make.months:
            value = make.at(team, item[1], month)
            pair = value if isinstance(value, tuple) else (None, None)
            row += [*pair, *[round(pair[0] / pair[1], 3) if pair[1] else None] * percent]
        rows.append(row)
    year = f" {make.months[0][0]}" if key in BARE else ""
    finish(make, page, rows, f"{item[1]}{year}")
    return as_case(make, [page], "months over pairs", key, only_indicator=item[0])


def a_sheet_per_month(make: Maker) -> Case:
    """The same table on a sheet for each month, the month on the tab."""
    items = [*make.pairs, *make.counts]
    months = make.months[:4]
    make.fill(make.teams, items, months)
    pages = []
    key = make.chance.choice(("January 2026", "Jan 2026", "Jan-26", "2026-01"))
    state = make.chance.getstate()
    for month in months:
        make.chance.setstate(state)
        page = Page(str(SPELLINGS[key](month, make.language)))
        rows = _pairs_table(make, page, make.teams, items, lambda team, name, month=month: make.at(team, name, month),  # type: ignore[misc]
                            make.word("team"))  # fmt: skip
        finish(make, page, rows)
        pages.append(page)
    return as_case(make, pages, "a sheet per month", key)


def a_sheet_per_team(make: Maker) -> Case:
    """A sheet for each team, months across, indicators in pairs of rows."""
    make.fill(make.teams, make.pairs, make.months)
    key, spell = make.spell()
    pages = []
    num, den = make.word("num"), make.word("den")
    label = make.word("team")
    for team in make.teams:
        page = Page(team[:31].replace("/", "-"))
        rows: list[list[Any]] = [
            [make.words["indicator"][0], "N/D", *(spell(m, make.language) for m in make.months)]
        ]
        for _, name, _ in make.pairs:
            values = [make.at(team, name, month) for month in make.months]
            rows.append([name, num, *(v[0] if isinstance(v, tuple) else None for v in values)])
            rows.append([name, den, *(v[1] if isinstance(v, tuple) else None for v in values)])
        page.rows = [[f"{label}: {team}"], [], *rows]
        pages.append(page)
    return as_case(make, pages, "a sheet per team", key)


def blocks(make: Maker) -> Case:
    """Several tables under each other on one sheet, one for each indicator, its name above."""
    make.counts = [item for item in INDICATORS[make.language] if not item[2]]
    make.fill(make.teams, make.counts, make.months)
    key, spell = make.spell()
    page = Page("Sheet1")
    word = make.word("team")
    total = make.chance.random() < 0.4
    for _, name, _ in make.counts:
        page.rows += [[name], [word, *(spell(month, make.language) for month in make.months)]]
        for team in make.teams:
            page.rows.append([team, *(make.at(team, name, month) for month in make.months)])
        if total:
            sums = [total_of([make.at(team, name, month) for team in make.teams]) for month in make.months]
            page.rows.append([make.words["total"][0], *sums])
        page.rows.append([])
    return as_case(make, [page], "blocks of indicators", key)


def form(make: Maker) -> Case:
    """One team, one month: a form with a pair of rows for each indicator."""
    team, month = make.teams[0], make.months[0]
    items = [*make.pairs, *make.counts]
    make.fill([team], items, [month])
    key, spell = make.spell()
    rows: list[list[Any]] = [
        [f"{make.word('team')}:", team], [make.word("month of").partition(":")[0].partition(" {")[0] + ":",
                                          spell(month, make.language)], [],
    ]  # fmt: skip
    if "of" in rows[1][0] or " de" in rows[1][0]:
        rows[1][0] = make.words["period"][0] + ":"
    rows.append([make.words["serial"][0], make.words["indicator"][0], None, make.words["value"][0]])
    for number, (_, name, is_pair) in enumerate(items, 1):
        value = make.at(team, name, month)
        if is_pair:
            pair = value if isinstance(value, tuple) else (None, None)
            rows.append([number, name, make.words["num"][0], pair[0]])
            rows.append([None, None, make.words["den"][0], pair[1]])
        else:
            rows.append([number, name, make.words["value"][0], value])
    rows += [[], [make.word("foot")]]
    page = Page("Form", rows)
    return as_case(make, [page], "form", key, only_team=team, only_month=f"{month[0]}-{month[1]:02d}")


def indicators_down_months_across(make: Maker) -> Case:
    """One team: counts in rows, months across, the team in a title."""
    team = make.teams[0]
    make.fill([team], make.counts, make.months)
    key, spell = make.spell(allow_bare=True)
    rows: list[list[Any]] = [
        [make.word("indicator"), *(spell(month, make.language) for month in make.months)]
    ]
    for _, name, _ in make.counts:
        rows.append([name, *(make.at(team, name, month) for month in make.months)])
    page = Page("Sheet1")
    year = f" {make.months[0][0]}" if key in BARE else ""
    finish(make, page, rows, f"{team}{' -' + year if year else ''}")
    return as_case(make, [page], "indicators down, months across", key, only_team=team)


def sections(make: Maker) -> Case:
    """Teams as lines of their own between the rows of their indicators, months across."""
    make.counts = [item for item in INDICATORS[make.language] if not item[2]]
    make.fill(make.teams, make.counts, make.months)
    key, spell = make.spell()
    rows: list[list[Any]] = [
        [make.word("indicator"), *(spell(month, make.language) for month in make.months)]
    ]
    for team in make.teams:
        rows.append([team])
        for _, name, _ in make.counts:
            rows.append([name, *(make.at(team, name, month) for month in make.months)])
    page = Page("Sheet1")
    finish(make, page, rows)
    return as_case(make, [page], "sections of teams", key)


LAYOUTS: tuple[Callable[[Maker], Case], ...] = (
    teams_down_months_across, rows_of_pairs_months_across, teams_down_pairs_across, months_down_pairs_across,
    long_list, teams_across_months_down, teams_across_indicators_down, months_over_pairs, a_sheet_per_month,
    a_sheet_per_team, blocks, form, indicators_down_months_across, sections,
)  # fmt: skip


def case(seed: int) -> Case:
    """The case of a seed: odd seeds take the layouts of this module, even ones the others in turn."""
    make = Maker(seed)
    return make.chance.choice(LAYOUTS if seed % 2 else MORE if seed % 4 else OTHERS)(make)
