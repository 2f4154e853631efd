"""Names of months, from the locale data and from spellings seen in files; Ethiopian and Nepali months too."""

from __future__ import annotations

from functools import lru_cache

from collabdesk.importing.words import fold

LANGUAGES = ("en", "fr", "es", "pt")
MORE_LANGUAGES = ("de", "it", "nl", "sw", "id", "mg", "so")
"""Languages of which only the months are known: their headings are asked about, their dates are read."""
_MORE = {
    1: "janv jany january janaury januari",
    2: "fevr febr fv februari febuary",
    3: "marc mrt mars",
    4: "avri aprl",
    5: "mei",
    6: "june jn",
    7: "juil july jl jly juill",
    8: "aout aou augst aout",
    9: "sept septembr setiembre setembro set sep",
    10: "okt octob",
    11: "novem",
    12: "decem desember",
}
_ETHIOPIAN = (
    "meskerem maskaram meskrem",
    "tikimt tikemt tekemt tiqimt teqemt tikmt",
    "hidar hedar",
    "tahsas tahisas tahesas tahsass",
    "tir ter tirr",
    "yekatit yakatit",
    "megabit magabit meggabit",
    "miazia miyazya miyazia meyaziya miyaziya",
    "ginbot genbot gunbot",
    "sene sane",
    "hamle hamlie",
    "nehase nehasie nahase",
    "pagumen pagume puagme pagumein pagumay",
)
_NEPALI = (
    "baisakh baishakh vaisakh baisak baishak",
    "jestha jeth jeshtha jyestha",
    "asar ashad asadh ashadh asad",
    "shrawan saun sawan srawan shravan",
    "bhadra bhadau bhadaw",
    "ashwin asoj aswin ashoj",
    "kartik kartick",
    "mangsir marga mangshir",
    "poush push paush pus",
    "magh",
    "falgun phalgun fagun phagun",
    "chaitra chait",
)


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """Folded name -> number, for every name that means one month only."""
    from babel import Locale

    names: dict[str, set[int]] = {}
    for language in LANGUAGES:
        forms = Locale(language).months
        for kind, width in (("format", "wide"), ("format", "abbreviated"), ("stand-alone", "wide")):
            for number, name in forms[kind][width].items():
                names.setdefault(fold(str(name)), set()).add(number)
    for number, words in _MORE.items():
        for word in words.split():
            names.setdefault(word, set()).add(number)
    _add_beginnings(names)
    return {**_of_more_languages("wide"), **_meaning_one(names)}


@lru_cache(maxsize=1)
def short_months() -> dict[str, int]:
    """The short names of `MORE_LANGUAGES` (``Mrz``, ``giu``): months only with a year beside them."""
    known = months()
    return {name: number for name, number in _of_more_languages("abbreviated").items() if name not in known}


def _of_more_languages(width: str) -> dict[str, int]:
    from babel import Locale

    names: dict[str, set[int]] = {}
    for language in MORE_LANGUAGES:
        for number, name in Locale(language).months["format"][width].items():
            names.setdefault(fold(str(name)), set()).add(number)
    if width == "abbreviated":
        names.setdefault("mrz", set()).add(3)  # the German short form of the standard, not of the locale data
    return _meaning_one(names)


def _meaning_one(names: dict[str, set[int]]) -> dict[str, int]:
    return {name: next(iter(numbers)) for name, numbers in names.items() if len(numbers) == 1}


def _add_beginnings(names: dict[str, set[int]]) -> None:
    """``septem``, ``dece``: the beginning of a name, three letters or more, where it means one month only."""
    found: dict[str, set[int]] = {}
    for name, numbers in names.items():
        for length in range(3, len(name)):
            found.setdefault(name[:length], set()).update(numbers)
    for name, numbers in found.items():
        if name not in names:
            names[name] = numbers


@lru_cache(maxsize=1)
def other_calendars() -> dict[str, tuple[str, int]]:
    """Folded name -> (calendar, number of the month in it)."""
    names = {}
    for calendar, lists in (("Ethiopian", _ETHIOPIAN), ("Nepali", _NEPALI)):
        for number, words in enumerate(lists, 1):
            names.update(dict.fromkeys(words.split(), (calendar, number)))
    return names


@lru_cache(maxsize=20_000)
def misspelt_month(word: str) -> int | None:
    """The one month that a word of five letters or more is a single slip away from (``fervier``)."""
    if len(word) < 5:
        return None
    from rapidfuzz.distance import OSA

    near = {number for name, number in months().items() if len(name) > 4 and OSA.distance(word, name) <= 1}
    return next(iter(near)) if len(near) == 1 else None
