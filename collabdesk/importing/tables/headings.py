"""What a heading says of its column where no list of words holds it whole: the spellings of machines, and the
words that it is made of.

``WeekEndingDate``, ``semanas_epidemiologicas``, ``YEAR (DISPLAY)``, ``TIME_PERIOD:Time period``: exports write
headings in their own ways. What the words suggest holds only as far as the numbers under them agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from collabdesk.importing import words
from collabdesk.importing.tables.parts import Part
from collabdesk.importing.tables.profiles import Profile
from collabdesk.importing.tables.view import Look
from collabdesk.importing.words import fold, word_set
from collabdesk.periods import MONTH, QUARTER, WEEK, PeriodType

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SHOWN = re.compile(r"\s*\((?:display|name|text|label|nom|nombre|nome)\)$", re.IGNORECASE)
_BEHIND_THE_SCENES = re.compile(r"\((?:code|url|uri|id|uid|numeric code)\)$", re.IGNORECASE)
_CORNER = re.compile(r"\s+[/\\]\s+")
_NAME_BEHIND = (" name", " desc", " descripcion", " label")
_HALVES = re.compile(r"([A-Z][A-Z0-9_]*):(\S.*)")
_WEEK = word_set(
    """
    week, weeks, wk, epiweek, epiweeks, eweek, isoweek, weeknum, weekno, weeknumber, wknum, semaine, semaines, semana,
    semanas, numsem, nsemana, se
    """
)
_QUARTER = word_set("quarter, quarters, qtr, trimestre, trimestres")
_MONTH = word_set("month, months, mois, mes, meses")
_YEAR = word_set("year, years, yr, annee, annees, ano, anos, anio, anyo")
_DATE = word_set(
    "date, dates, day, fecha, fechas, jour, dia, data, yyyymmdd, yyyymm, period, periode, periodo"
)
_BESIDE_TIME = word_set(
    """
    epi, epidemiological, epidemiologica, epidemiologicas, epidemiologique, epidemiologiques, reporting, report,
    number, no, num, nr, ending, ended, end, starting, start, commencing, beginning, iso, cdc, mmwr, calendar, data,
    name, of, de, la, du, del, the, time, code, fin, inicio, debut, visit, test, collection, sortable, financial,
    fiscal, source, notification, notificacion, notificacao, d, rep, reported, rapport, observation, sample
    """
)
_ENDING = word_set("ending, ended, end, fin, fim, ends, w/e, weekending")
_BEGINNING = word_set("starting, start, commencing, beginning, begin, debut, inicio, w/c, starts")
_CODES = word_set(
    "code, codes, id, ids, uid, uuid, pcode, fips, geoid, zip, postcode, iso, iso2, iso3, codigo, cod"
)
_CODE_FIRST = word_set("cod, codigo, cve, clave, id, ubigeo, geoid")
_BOUNDS = word_set("bound, limit, estimate, ci, cl, confidence, interval, 95, 99, quartile")
_SIDES = word_set("lower, upper, low, high, higher, inferior, superior, inferieure, superieure")
_LIMITS = word_set("lcl, ucl, lci, uci, ucl3, lcl3, lwl, uwl, ll95, ul95")
_FINANCIAL = word_set("fiscal, financial, fy, fyear")
_OF_ITS_KIND = word_set(
    "type, subtype, status, ownership, owner, level, group, class, kind, category, tipo, nivel, niveau"
)


@lru_cache(maxsize=20_000)
def spellings(text: str) -> tuple[str, ...]:
    """The folded spellings under which a heading may stand in a list of words, the heading itself first.

    ``Data / Period`` in a corner is the one for the rows, the other for the columns: what stands there agrees with one.
    """
    found = [fold(text)]
    halves = _HALVES.fullmatch(text.strip())
    if halves:
        found += [fold(halves[2]), fold(halves[1])]
    shown = _SHOWN.sub("", text)
    if shown != text:
        found.append(fold(shown))
    corner = _CORNER.split(text)
    if len(corner) == 2:
        found += [fold(half) for half in corner]
    if " " not in text.strip():
        found.append(fold(_CAMEL.sub(" ", text)))
        found += [item.rpartition(" ")[0] for item in found if item.endswith(_NAME_BEHIND)]
    return tuple(dict.fromkeys(item for item in found if item))


def counted_in(texts: Iterable[str]) -> PeriodType | None:
    """Weeks, quarters or months, whichever of the words stands in a heading; None where none does."""
    tokens = {token for text in texts for spelling in spellings(text) for token in spelling.split()}
    if not _WEEK.isdisjoint(tokens):
        return WEEK
    if not _QUARTER.isdisjoint(tokens):
        return QUARTER
    return None if _MONTH.isdisjoint(tokens) else MONTH


def week_shift(texts: Iterable[str]) -> int:
    """From a day to the middle of its week: the day ends the week, or begins it, as the heading says."""
    tokens = {token for text in texts for spelling in spellings(text) for token in spelling.split()}
    if not _ENDING.isdisjoint(tokens):
        return -3
    return 3 if not _BEGINNING.isdisjoint(tokens) else 0


def is_financial(text: str) -> bool:
    """``fiscal_year``, ``Financial year``: years that need not begin in January."""
    return not _FINANCIAL.isdisjoint(token for spelling in spellings(text) for token in spelling.split())


def is_behind_the_scenes(text: str) -> bool:
    """``YEAR (CODE)``, ``GHO (URL)``: what stands beside the column that people read."""
    return _BEHIND_THE_SCENES.search(text.strip()) is not None


def part_of(texts: Sequence[str], profile: Profile) -> Part | None:
    """The part that the lowest heading's words give its column; None where they give none."""
    if not profile.filled:
        return None
    for spelling in spellings(texts[-1]):
        tokens = spelling.split()
        part = _time(tokens, profile) or _aside(tokens, profile) or _place(tokens, profile)
        if part is not None:
            return part
    return None


def _time(tokens: list[str], profile: Profile) -> Part | None:
    said = [token for token in tokens if token not in _BESIDE_TIME or token in _DATE]
    if not said or not profile.filled or len(tokens) > 4:
        return None
    kinds = (_WEEK, _MONTH, _YEAR, _DATE)
    if not all(any(token in kind for kind in kinds) for token in said):
        return None
    if profile.dates or profile.temporal:
        return Part.YEAR if said[0] in _YEAR and profile.within(1900, 2100) else Part.PERIOD
    if not profile.whole:
        return None
    if not _WEEK.isdisjoint(said) and profile.within(1, 53):
        return Part.PERIOD
    if not _MONTH.isdisjoint(said) and profile.within(1, 12):
        return Part.MONTH
    if not _YEAR.isdisjoint(said) and profile.within(1900, 2100):
        return Part.YEAR
    return None


def _aside(tokens: list[str], profile: Profile) -> Part | None:
    """Limits and bounds follow from other numbers; codes and ids are none."""
    found = set(tokens)
    if found & _LIMITS or (found & _SIDES and found & _BOUNDS) or {"confidence", "interval"} <= found:
        return Part.DERIVED if profile.numeric else Part.NOTE
    if len(tokens) > 1 and (tokens[-1] in _CODES or tokens[0] in _CODE_FIRST):
        is_site = " ".join(tokens[-2:]) in words.CODE and "parent" not in tokens
        return Part.CODE if is_site and not profile.temporal else Part.IGNORED
    return None


def _place(tokens: list[str], profile: Profile) -> Part | None:
    if len(tokens) < 2 or profile.has_numbers:
        return None
    first, last = _singular(tokens[0]), _singular(tokens[-1])
    if "parent" in tokens:
        return Part.LEVEL
    for vocabulary, part in ((words.TEAM, Part.TEAM), (words.DISTRICT, Part.LEVEL)):
        if last in vocabulary or first in vocabulary:
            if last in _OF_ITS_KIND:
                return Part.NOTE
            return part
    return Part.CATEGORY if last in _OF_ITS_KIND and profile.looks[Look.TEXT] else None


def _singular(token: str) -> str:
    if token.endswith("ies"):
        return token[:-3] + "y"
    return token[:-1] if token.endswith("s") and len(token) > 4 and token not in words.TEAM else token
