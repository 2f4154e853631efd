"""What stands around a table: labels (``Facility: ...``), titles, the sheet's and the file's name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from collabdesk.importing import words
from collabdesk.importing.grid import Workbook, plain
from collabdesk.importing.names.match import Matcher
from collabdesk.importing.tables.tables import Table
from collabdesk.importing.tables.view import View
from collabdesk.importing.times import period_text, periods_inside
from collabdesk.importing.words import fold
from collabdesk.periods import DAY, MONTH, Period

_SPLIT = re.compile(r"\s+[-–—|]\s+|\s*[,;:|\n]\s+|\s*\n\s*")
_DULL = words.word_set(
    """
    sheet, feuil, feuille, hoja, folha, planilha, tabelle, data, table, hmis, report, rapport, export,
    pivot, tracker, visits, dashboard, results, monthly, facilities, figures, dataset, qi, list, base, tab, page, final,
    copy, raw, input, output, form, formulaire, liste, lista, datos, dados, donnees, book, worksheet, new, old, untitled
    """
)
_REPORT = words.word_set(
    """
    report, reports, reporting, tracker, tracking, district, districts, region, regional, province, provincial,
    national, county, monthly, month, quarterly, annual, weekly, yearly, quality, improvement, indicators, indicator,
    data, form, tool, sheet, summary, table, health, ministry, ministry of health, of, the, for, by, and, office,
    facility, facilities, performance, dashboard, collaborative, hmis, rapport, mensuel, mensuelle, trimestriel,
    annuel, suivi, des, de, du, la, le, les, et, par, indicateurs, indicateur, qualite, amelioration, ministere,
    sante, sanitaire, donnees, tableau, fiche, collecte, bord, synthese, informe, mensual, anual, trimestral, registro,
    indicadores, indicador, calidad, mejora, ministerio, salud, datos, reporte, tablero, y, del, las, los, por,
    relatorio, mensal, mapa, dos, das, do, da, e, qualidade, melhoria, saude, dados, ficha, distrito, provincia,
    republic, republique, republica
    """
)
_YEAR_AT_END = re.compile(
    r"[\s,;:(\-–—]+(?:(?:in|en|de|em|for|pour|year|ann[ée]e|a[nñ]o)[\s:]+)*(?:19|20)\d\d\)?$", re.IGNORECASE
)
_NO_SITE = re.compile(
    r"\b(indicators?|report|rapport|form|data|tracker|quality|return|monthly|deliveries|by|per|par|por)\b"
)


@dataclass(frozen=True)
class Said:
    """A text beside the table, where it stands and how sure it is: a cell, the sheet's name, the file's
    name."""

    text: str
    cell: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Context:
    """What the surroundings say; each list begins with the surest source."""

    teams: tuple[Said, ...] = ()
    indicators: tuple[Said, ...] = ()
    titles: tuple[Said, ...] = ()
    periods: tuple[tuple[Said, period_text.Reading], ...] = ()
    years: tuple[tuple[int, Said], ...] = ()
    calendar: str = ""
    title_rows: tuple[int, ...] = ()


@dataclass
class _Found:
    teams: list[Said] = field(default_factory=list)
    indicators: list[Said] = field(default_factory=list)
    titles: list[Said] = field(default_factory=list)
    periods: list[tuple[Said, period_text.Reading]] = field(default_factory=list)
    years: list[tuple[int, Said]] = field(default_factory=list)


def context_of(view: View, table: Table, book: Workbook, start: int) -> Context:
    """The context of a table: the rows from ``start`` to its heading, then the names of sheet and file."""
    found = _Found()
    rows = []
    for row in range(start, table.head[0] if table.head else table.first):
        if not view.is_blank(row):
            rows.append(row)
            _read_row(view, row, found)
    stem = PurePath(book.file).stem
    sheet = view.grid.name
    for name, source in ((sheet, "sheet name"), (stem, "file name")):
        if name:
            said = Said(name, "A1", source)
            _add_period(found, said)
            found.years.extend((year, said) for year in periods_inside.years_in(name))
    return Context(
        teams=tuple(found.teams), indicators=tuple(found.indicators), titles=tuple(found.titles),
        periods=tuple(found.periods), years=tuple(found.years), title_rows=tuple(rows),
        calendar="Ethiopian" if re.search(r"\bE\.?\s?C\.?\b", " ".join(said.text for said in found.titles)) else "",
    )  # fmt: skip


def inherited(own: Context, above: Context | None) -> Context:
    """A lower table's context: its own, and what only the top of the sheet says."""
    if above is None:
        return own
    return replace(
        own,
        teams=own.teams or above.teams,
        indicators=own.indicators or (() if own.titles else above.indicators),
        periods=own.periods if _from_cells(own) else above.periods,
        years=own.years if _from_cells(own) else above.years,
        titles=own.titles or above.titles,
    )


def _from_cells(context: Context) -> bool:
    return any(said.source in ("cell", "title") for said, _ in context.periods)


def _read_row(view: View, row: int, found: _Found) -> None:
    cells = [(column, value) for column, value in enumerate(view.grid.rows[row]) if value not in (None, "")]
    skip = -1
    for position, (column, value) in enumerate(cells):
        if column <= skip:
            continue
        text = plain(value).strip()
        label, _, after = text.partition(":")
        if ":" in text and after.strip() and _label_kind(label):
            _take(found, label, Said(after.strip(), view.grid.address(row, column), "cell"), after.strip())
            continue
        is_label = text.endswith(":") or (_label_kind(text) and position + 1 < len(cells))
        if is_label:
            if position + 1 < len(cells) and not plain(cells[position + 1][1]).rstrip().endswith(":"):
                at, beside = cells[position + 1]
                said = Said(plain(beside), view.grid.address(row, at), "cell")
                _take(found, text.rstrip(": "), said, beside)
                skip = at
            continue
        said = Said(text, view.grid.address(row, column), "title")
        if _is_year_label(text):
            found.years.append((periods_inside.years_in(text)[0], replace(said, source="cell")))
            continue
        found.titles.append(said)
        _add_period(found, said)
        found.years.extend((year, said) for year in periods_inside.years_in(text))


def _is_year_label(text: str) -> bool:
    """``Ano 2025``, ``Année : 2025``: a word for year and nothing but a year."""
    folded = fold(text).split()
    return len(folded) == 2 and len(periods_inside.years_in(text)) == 1 and bool(words.YEAR & set(folded))


def _label_kind(text: str) -> str:
    folded = fold(text)
    if folded in words.TEAM or re.match(
        r"(?:name of |nom d\w+ )?(?:health )?(?:facility|site|formation sanitaire)\b", folded
    ):
        return "team"
    if folded in words.INDICATOR:
        return "indicator"
    if (
        folded in words.MONTH
        or folded in words.YEAR
        or folded in words.PERIOD - {"date", "dates", "day", "fecha"}
    ):
        return "period"
    return "other" if folded in words.DISTRICT or folded in words.NOTE or folded in words.CODE else ""


def _take(found: _Found, label: str, said: Said, value: object) -> None:
    kind = _label_kind(label)
    if kind == "team" and said.text == "0":
        return  # what a formula makes of an empty cell
    if kind == "team":
        found.years.extend(
            (year, Said(said.text, said.cell, "title")) for year in periods_inside.years_in(said.text)
        )
        found.teams.append(said)
    elif kind == "indicator":
        found.indicators.append(said)
    elif kind == "period":
        reading = _whole_month(label, period_text.read_period(value, expected=True))  # type: ignore[arg-type]
        if (
            reading
            and reading.sort is period_text.Sort.PERIOD
            and fold(label) in words.YEAR
            and reading.period
        ):
            found.years.append((reading.period.first_day.year, said))
        elif reading:
            found.periods.append((said, reading))
            if reading.period:
                found.years.append((reading.period.first_day.year, said))
        else:
            _add_period(found, said)
            found.years.extend((year, said) for year in periods_inside.years_in(said.text))


def _whole_month(label: str, reading: period_text.Reading | None) -> period_text.Reading | None:
    """A date beside a word for month (``Reporting month: 31/03/2026``) stands for its month."""
    if reading is None or reading.period is None or reading.sort is not period_text.Sort.PERIOD:
        return reading
    if reading.period.type != DAY or words.MONTH.isdisjoint((fold(label), *fold(label).split())):
        return reading
    return replace(reading, period=Period(MONTH, MONTH.holding(reading.period.first_day)))


def _add_period(found: _Found, said: Said) -> None:
    inside = periods_inside.period_in(said.text)
    if inside is None:
        reading = period_text.read_period(said.text)
        inside = (said.text, reading) if reading else None
    if inside and inside[1].sort is not period_text.Sort.IMPOSSIBLE:
        found.periods.append((Said(inside[0], said.cell, said.source), inside[1]))


def pieces(text: str) -> list[str]:
    """A title's pieces: ``A - B, 2018`` -> A, B, 2018."""
    return [piece.strip() for piece in _SPLIT.split(text) if piece and piece.strip()]


def is_dull(name: str) -> bool:
    """Whether a sheet's or file's name says nothing (``Sheet1``, ``Data``, ``MAR 2026``)."""
    folded = re.sub(r"\d+", " ", fold(name)).strip()
    return (
        len(folded.replace(" ", "")) < 3
        or all(word in _DULL for word in folded.split())
        or period_text.read_period(name) is not None
    )


def find_team(context: Context, matcher: Matcher, sheet: str, stem: str) -> Said | None:
    """The one team that the surroundings name; None if they name none."""
    if context.teams:
        return context.teams[0]
    for title in context.titles:
        match = matcher.team(title.text)
        if match.key is not None:
            return title
        for piece in pieces(title.text):
            if matcher.team(piece).key is not None:
                return Said(piece, title.cell, title.source)
    named = [Said(sheet, "A1", "sheet name"), Said(stem, "A1", "file name")]
    for said in named:
        if said.text and matcher.team(said.text).key is not None:
            return said
        for piece in pieces(said.text.replace("_", " ")):
            if matcher.team(piece).key is not None:
                return Said(piece, said.cell, said.source)
    return _likely_team(context, named)


def _likely_team(context: Context, named: list[Said]) -> Said | None:
    for title in context.titles:
        for piece in pieces(title.text):
            if is_site(piece):
                return Said(title.text if _only_years(title.text, piece) else piece, title.cell, title.source)
    for said in named[:1]:
        if not is_dull(said.text) and is_site(said.text):
            return said
    return None


def is_site(text: str) -> bool:
    folded = fold(text)
    return len(text) < 60 and words.is_site(text) and not _NO_SITE.search(folded)


def _only_years(title: str, piece: str) -> bool:
    rest = title.replace(piece, "", 1)
    return not re.sub(r"[\s\d\-–,/]+|E\.?C\.?", "", rest)


def find_indicator(
    context: Context, matcher: Matcher, sheet: str, stem: str, *, several_sheets: bool, team: str
) -> Said | None:
    """The one indicator that the surroundings name; the file's name is the last resort."""
    if context.indicators:
        return context.indicators[0]
    by_sheet = Said(sheet, "A1", "sheet name")
    candidates: list[Said] = []
    is_known = bool(sheet) and matcher.indicator(sheet).key is not None
    if (is_known or (several_sheets and not is_dull(sheet))) and (not team or fold(sheet) != fold(team)):
        return by_sheet
    for title in context.titles:
        parts = [title.text, *pieces(title.text)]
        for part in parts:
            if matcher.indicator(part).key is not None:
                return Said(part, title.cell, title.source)
        candidates += [Said(part, title.cell, title.source) for part in _telling(title.text, team)]
    if sheet and not is_dull(sheet) and not candidates:
        candidates.append(by_sheet)
    if candidates:
        return _best_title(candidates[:6], matcher)
    cleaned = clean_stem(stem)
    return Said(cleaned, "A1", "file name") if cleaned else None


def _best_title(candidates: list[Said], matcher: Matcher) -> Said:
    """The title most like one of the register's; else the one that is not only words for a report, if it is one."""
    likest = max(candidates, key=lambda said: _similarity(matcher, said.text))
    if _similarity(matcher, likest.text):
        return likest
    telling = [said for said in candidates if not _is_report(said.text)]
    if len({fold(said.text) for said in telling}) == 1:
        return telling[0]
    return replace((telling or candidates)[-1], source="one of the titles")


def _is_report(text: str) -> bool:
    return all(
        word in _REPORT or word.isdecimal() or period_text.read_period(word) for word in fold(text).split()
    )


def _similarity(matcher: Matcher, text: str) -> float:
    match = matcher.indicator(text)
    return match.candidates[0][1] if match.candidates else 0.0


def _telling(title: str, team: str) -> list[str]:
    """A title's pieces that could name an indicator: not the team, not a period or year alone."""
    if len(title) < 90 and (not team or fold(team) not in fold(title)):
        return [title]
    found = []
    for piece in pieces(title):
        bare = re.sub(r"[\d\s.]|E\.?C", "", piece)
        if bare and fold(piece) != fold(team) and period_text.read_period(piece) is None:
            found.append(piece)
    return found


def without_year(title: str) -> str:
    """A title without the year at its end: next year's sheet is about the same indicator."""
    bare = _YEAR_AT_END.sub("", title).strip()
    return bare if len(bare) > 3 else title


def clean_stem(stem: str) -> str:
    """A file's name as words, without its numbers: ``lk_dengue_2019`` -> ``lk dengue``."""
    text = re.sub(r"[_\-.]+", " ", stem)
    return " ".join(word for word in text.split() if not word.isdecimal())
