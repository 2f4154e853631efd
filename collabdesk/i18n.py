"""Texts in the reader's language: a message carries its text and arguments, a translator words it when drawn.

Nothing is installed globally: whoever words a message is handed a `Translator`, so that a French pack can
leave an English window. Catalogues are gettext files in ``resources/locale``, made with Babel.
"""

from __future__ import annotations

import datetime as dt
import gettext
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from collabdesk import paths
from collabdesk.errors import UserFacingError
from collabdesk.periods import Kind, Period

Argument = Any  # str, int, float, date, Period, Message, Text or a tuple of these (worded as a list)


@dataclass(frozen=True)
class Message:
    """A text to be worded later: the English text with ``{names}``, and what stands for the names.

    With ``plural``, the argument ``count`` chooses between the two.
    """

    text: str
    plural: str = ""
    arguments: tuple[tuple[str, Argument], ...] = ()

    def __str__(self) -> str:
        """The English wording, for logs and errors."""
        return Translator("en").text(self)

    def __hash__(self) -> int:
        # the labels of an axis are looked up for every chart: worked out once
        known: int | None = self.__dict__.get("_hash")
        if known is None:
            known = hash((self.text, self.plural, self.arguments))
            object.__setattr__(self, "_hash", known)
        return known

    def __reduce__(self) -> tuple[type[Message], tuple[Any, ...]]:
        # another process has other hashes
        return Message, (self.text, self.plural, self.arguments)


@dataclass(frozen=True)
class Number:
    """A number with a fixed number of decimals, worded with the reader's separators."""

    value: float
    digits: int = 0
    suffix: str = ""


@dataclass(frozen=True)
class MonthInitial:
    """The initial of a month (1..12), worded in the reader's language: a tick of a chart."""

    number: int


def msg(text: str, /, **arguments: Argument) -> Message:
    """A message; Babel collects its text as translatable."""
    return Message(text, arguments=tuple(sorted(arguments.items())))


def nmsg(singular: str, plural: str, /, count: int, **arguments: Argument) -> Message:
    """A message that counts: ``count`` chooses the form and is an argument too."""
    return Message(singular, plural, tuple(sorted({**arguments, "count": count}.items())))


OWN_FORMS = (
    *("team", "teams", "coach", "coaches", "learning session", "learning sessions"),
    *("change", "changes"),
)
"""The words for which an office may have its own, in the singular and in the plural."""
_FORMS = "|".join(sorted(OWN_FORMS, key=len, reverse=True))
_NO_NOUN = r"(?<!to )(?<!would )(?<!may )(?<!nothing )"
"""Before the word where it would be a verb; texts are worded so that only these two places behind it are others."""
_OWN = re.compile(
    rf"(?:\b(an?) )?{_NO_NOUN}\b({_FORMS})\b(?! it\b| saved| in the work)|\{{[^}}]*\}}", re.IGNORECASE
)


class OwnWords:
    """The office's words in place of the program's, in English texts; the window's follow the file that is open."""

    def __init__(self, words: Mapping[str, str] | None = None) -> None:
        self._words: Mapping[str, str] = dict(words or {})

    def use(self, words: Mapping[str, str]) -> None:
        """Other words from now on."""
        self._words = dict(words)

    def put_into(self, pattern: str) -> str:
        """A text with them; its ``{names}``, and what will stand there, stay as they are."""
        return _OWN.sub(self._one, pattern) if self._words else pattern

    def _one(self, found: re.Match[str]) -> str:
        article, known = found[1], found[2]
        own = self._words.get(known.lower()) if known else None
        if own is None:
            return found[0]
        word = own[:1].upper() + own[1:] if known[:1].isupper() else own
        if not article:
            return word
        fitting = "an" if own[:1].lower() in "aeiou" else "a"
        return f"{fitting.capitalize() if article[:1].isupper() else fitting} {word}"


@dataclass(frozen=True)
class Translator:
    """Words messages, numbers, dates and periods in one language (``en``, ``fr``, ``es``, ``pt``...)."""

    language: str = "en"
    own: OwnWords = field(default_factory=OwnWords, compare=False)

    def text(self, message: Message | str) -> str:
        """The message in this language; a plain string is data (a name, a note) and stays as it is."""
        if isinstance(message, str):
            return message
        arguments = {name: self._argument(value) for name, value in message.arguments}
        catalogue = _catalogue(self.language)
        if message.plural:
            count = int(dict(message.arguments)["count"])
            pattern = catalogue.ngettext(message.text, message.plural, count)
        else:
            pattern = catalogue.gettext(message.text) if message.text else ""
        if self.language == "en":
            pattern = self.own.put_into(pattern)
        return pattern.format(**arguments) if arguments else pattern

    def _argument(self, value: Argument) -> str:
        if isinstance(value, str | int):
            return str(value)
        if isinstance(value, Message):
            return self.text(value)
        if isinstance(value, Period):
            return self.period(value)
        if isinstance(value, Number):
            return self.number(value.value, value.digits) + value.suffix
        if isinstance(value, MonthInitial):
            return self.month_initial(value.number)
        if isinstance(value, dt.datetime):
            return self.moment(value)
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, float):
            return self.number(value, 0 if value == int(value) else 1)
        if isinstance(value, tuple):
            return self.listing([self._argument(item) for item in value])
        return str(value)

    def number(self, value: float, digits: int = 0) -> str:
        """A number with the language's decimal sign; no thousands separator (tables and charts are narrow)."""
        text = f"{Decimal(str(float(value))):z.{digits}f}"
        return text.replace(".", _decimal_sign(self.language))

    def period(self, period: Period, *, short: bool = False) -> str:
        """A period in words: ``Mar 2026``, ``W07 2026``, ``Q1 2026``, ``2026``, ``Oct 2025 – Sep 2026``."""
        kind, first, last = period.type.kind, period.first_day, period.last_day
        if kind is Kind.MONTH:
            return self._format_date(first, "MMM yy" if short else "MMM yyyy")
        if kind is Kind.WEEK:
            year, number = period.type.week_of_year(period.ordinal)
            return self.text(msg("W{number} {year}", number=f"{number:02d}", year=str(year)))
        if kind is Kind.QUARTER and first.month % 3 == 1:
            return self.text(msg("Q{number} {year}", number=(first.month + 2) // 3, year=str(first.year)))
        if kind is Kind.YEAR and period.type.anchor == 1:
            return str(first.year)
        if kind is Kind.DAY:
            return self.date(first)
        skeleton = "d MMM yyyy" if kind is Kind.BIWEEK else "MMM yyyy"
        return f"{self._format_date(first, skeleton)} – {self._format_date(last, skeleton)}"

    def month_initial(self, number: int) -> str:
        """The initial of a month (1..12) for a chart's axis."""
        return self._format_date(dt.date(2001, number, 1), "LLLLL")

    def date(self, day: dt.date) -> str:
        """A date with its month in letters, so that day and month cannot be mistaken: ``4 Mar 2026``."""
        return self._format_date(day, "d MMM yyyy")

    def moment(self, moment: dt.datetime) -> str:
        """A date with the time of day."""
        return f"{self.date(moment.date())} {moment:%H:%M}"

    def listing(self, items: list[str]) -> str:
        """Items joined as the language does: ``A, B and C``."""
        from babel.lists import format_list

        return str(format_list(items, locale=self.language)) if items else ""

    def _format_date(self, day: dt.date, pattern: str) -> str:
        if self.language == "fr" and day.day == 1 and pattern.startswith("d "):
            pattern = f"d'er'{pattern[1:]}"  # le 1er mars
        return _dated(day, pattern, self.language)


def languages() -> tuple[str, ...]:
    """The languages that texts can be had in: English, and those with a catalogue."""
    found = {path.parent.parent.name for path in paths.resource("locale").glob("*/LC_MESSAGES/collabdesk.mo")}
    return ("en", *sorted(found - {"en"}))


def translator(language: str) -> Translator:
    """A translator for a language that has a catalogue; a UserFacingError names those that have one."""
    if language not in languages():
        raise UserFacingError(
            f"There are no texts in “{language}” yet; these languages are ready: {', '.join(languages())}."
        )
    return Translator(language)


@lru_cache(maxsize=2048)
def _dated(day: dt.date, pattern: str, language: str) -> str:
    from babel.dates import format_date

    return str(format_date(day, format=pattern, locale=language))


@lru_cache(maxsize=8)
def _decimal_sign(language: str) -> str:
    if language == "en":
        return "."
    from babel.numbers import get_decimal_symbol

    return str(get_decimal_symbol(language))


@lru_cache(maxsize=8)
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(
        "collabdesk", localedir=str(paths.resource("locale")), languages=[language], fallback=True
    )
