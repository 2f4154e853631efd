"""Reading a number from a cell: every way people write one, and what is no number stays none.

Nothing becomes 0 but a 0. A blank or a word for "no data" is not reported; ``<5`` and ``*`` are hidden
numbers that can't be used; ``-`` and ``nil`` mean zero to some and no data to others, so they are asked
about.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from collabdesk.importing.grid import NO_STORED_VALUE, CellError, Value
from collabdesk.importing.words import fold, word_set


class Sort(enum.Enum):
    """What a cell of numbers holds."""

    BLANK = "blank"
    NUMBER = "number"
    PERCENT = "percent"
    RATIO = "ratio"
    MISSING = "not reported"
    DASH = "dash"
    NIL = "nil"
    HIDDEN = "hidden number"
    ERROR = "error in the cell"
    NO_RESULT = "formula without a result"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Reading:
    """`value` of a NUMBER or PERCENT (in percentage points); `value` over `denominator` of a RATIO.

    `other` is the second meaning of a number such as ``1.204``, which is 1,204 to half of the world; None
    where there is one meaning only.
    """

    sort: Sort
    value: float = 0.0
    denominator: float = 0.0
    other: float | None = None
    marked: bool = False
    """Whether the mark of a footnote stands behind it (``12*``)."""


BLANK = Reading(Sort.BLANK)
_MISSING_WORDS = word_set(
    """
    na, n/a, nd, n/d, nr, n/r, ns, s/d, sd, n/k, nk, null, missing, nodata, pending, unknown, nan,
    manquant, nil/nr, n/c, nc, n a, n d, n r, n s, s d, n k, no data, no report, no reports, not
    reported, not available, not applicable, not done, not collected, not recorded, no record, not yet,
    not given, not submitted, no information, not measured, pas de donnees, pas de donnee, sans donnees,
    non disponible, non disponibles, non rapporte, non renseigne, donnees manquantes, non fait, non
    recu, non applicable, pas de rapport, aucune donnee, sin dato, sin datos, no disponible, no
    reportado, no aplica, no reporta, no informado, no hay datos, sin informacion, sem dados, sem dado,
    nao disponivel, nao informado, nao se aplica, nao reportado, sem informacao, #n/a, n / a,
    not registered, not sent, not received, sem registro, sem registros, sin registro, sin registros, no registrado,
    non enregistre, non parvenu, nao registrado, nao enviado, no enviado, non transmis, no value, (blank), tbc, tba
    """
)
_NIL = word_set("nil, nill, none, neant, nada, ninguno, ninguna, nenhum, nenhuma, aucun, aucune, nihil")
_ZERO = frozenset(("zero", "cero"))
_DASHES = frozenset(["-", "–", "—", "--", "---", "−", "‐", "‑", "_", ":", ".", "/", "––", "——", "-–", "*-"])
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff'’]")
_PERCENT = re.compile(
    r"(.*?)\s*(?:%|٪|pct|per ?cent|p\.?c\.?|por ?cento|por ciento|pour ?cent)$", re.IGNORECASE
)
_DIGITS = r"(\d[\d\s\u00a0\u202f.,]*?)"
_RATIO = re.compile(_DIGITS + r"\s*(?:/|\bof\b|\bout of\b|\bsur\b|\bde\b|\bsobre\b)\s*" + _DIGITS)
_RATE_BEHIND = re.compile(r"\s*[(\[=]\s*[\d.,]+\s*%\s*[)\]]?$")
"""``12/20 (60 %)``, ``12 (60 %)``: the rate that follows from the number or the two numbers before it."""
_RATE_BEFORE = re.compile(
    r"[\d.,]+\s*%\s*[(\[]\s*(?:n\s*=\s*)?(\d+\s*(?:/|of|out of|sur|de)\s*\d+)\s*[)\]]", re.IGNORECASE
)
"""``45% (9/20)``: the same the other way round."""
_HIDDEN = re.compile(
    r"(?:[<>≤≥~]|<=|>=)\s*[\d.,]+\s*%?|\*+|†+|\[?(?:c|z|x|low|suppressed|masked)\]?"
    r"|[\d.,]+\s*(?:or less|or fewer)"
)
_MARK = re.compile(
    r"\s*(?:[*†‡§¶#^]+|[¹²³⁴-⁹]+|[ᵃ-ᶻ]|\(?(?:est|prov|prel|rev|r[ée]v|p|r|e|[a-d]|\d)\.?\)|\s(?:est|prov|prel|rev)\.?)$",
    re.IGNORECASE,
)
"""A footnote's mark behind a number."""
_FULL_NUMBER = re.compile(r"[+-]?[\d.,]+(?:[eE][+-]?\d{1,2})?")
_LAKHS = re.compile(r"[+-]?\d{1,2}(?:,\d{2})+,\d{3}")
"""``1,23,456``: groups of two, as they write in India and Nepal."""
_BRACKETED = re.compile(r"\((\d[\d.,\s]*)\)")


def read_number(value: Value, *, percent: bool = False, decimal: str = "") -> Reading:
    """What a cell holds. ``percent``: its format shows a percentage. ``decimal``: the file's sign, if
    known."""
    if value is None:
        return BLANK
    if isinstance(value, str):
        return _text(value, decimal)
    if isinstance(value, bool):
        return Reading(Sort.TEXT)
    if isinstance(value, int | float):
        if percent:
            return Reading(Sort.PERCENT, round(value * 100, 9))
        return Reading(Sort.NUMBER, value)
    if isinstance(value, CellError):
        return Reading(Sort.NO_RESULT if value == NO_STORED_VALUE else Sort.ERROR)
    return Reading(Sort.DATE) if isinstance(value, dt.date) else Reading(Sort.TEXT)


@lru_cache(maxsize=100_000)
def _text(raw: str, decimal: str) -> Reading:
    text = raw.strip().strip("\u200b\ufeff").lstrip("'").strip()
    if not text:
        return BLANK
    if text.isdecimal() and text.isascii() and len(text) < 16:
        return Reading(Sort.NUMBER, int(text))
    word = _word(text)
    if word:
        return word
    before = _RATE_BEFORE.fullmatch(text)
    if before:
        return _text(before[1], decimal)
    percent = _PERCENT.fullmatch(text)
    if percent and percent[1]:
        return _percent(percent[1], decimal)
    ratio = _RATIO.fullmatch(_RATE_BEHIND.sub("", text))
    if ratio:
        top, bottom = _number(ratio[1], decimal), _number(ratio[2], decimal)
        if top and bottom:
            return Reading(Sort.RATIO, top[0], bottom[0])
    count = _RATE_BEHIND.sub("", text)
    number = _number(count if count and count != text else text, decimal)
    if number:
        return Reading(Sort.NUMBER, number[0], other=number[1])
    return _marked(text, decimal) or Reading(Sort.TEXT)


def _marked(text: str, decimal: str) -> Reading | None:
    """``12*``, ``45¹``, ``12 (est.)``: the number before the mark of a footnote."""
    bare = _MARK.sub("", text)
    if bare == text or not bare[:1].isdecimal():
        return None
    found = _text(bare, decimal)
    return replace(found, marked=True) if found.sort in (Sort.NUMBER, Sort.PERCENT, Sort.RATIO) else None


def _word(text: str) -> Reading | None:
    if text in _DASHES:
        return Reading(Sort.DASH)
    if text.startswith("#") and text[1:2].isupper():
        return Reading(Sort.MISSING if text == "#N/A" else Sort.ERROR)
    if text in ("...", "..", "…", "?", "??"):
        return Reading(Sort.MISSING)
    if text[0].isdecimal():
        return Reading(Sort.HIDDEN) if _HIDDEN.fullmatch(text.lower()) else None
    folded = fold(text)
    if folded in _MISSING_WORDS:
        return Reading(Sort.MISSING)
    if folded in _NIL:
        return Reading(Sort.NIL)
    if folded in _ZERO:
        return Reading(Sort.NUMBER, 0)
    return Reading(Sort.HIDDEN) if _HIDDEN.fullmatch(text.lower()) else None


def _percent(text: str, decimal: str) -> Reading:
    number = _number(text, decimal or ",")
    return Reading(Sort.PERCENT, number[0], other=None) if number else Reading(Sort.TEXT)


def _number(raw: str, decimal: str) -> tuple[float, float | None] | None:
    """(value, its other meaning or None) of digits with separators; None if it is no number."""
    text = raw.strip().replace("−", "-")
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed:
        return None
    grouped = _SPACES.sub(" ", text)
    if " " in grouped:
        if not re.fullmatch(r"[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d*)?|[+-] ?\d[\d.,]*", grouped):
            return None
        text = grouped.replace(" ", "")
    if not _FULL_NUMBER.fullmatch(text) or not any(letter.isdecimal() for letter in text):
        return None
    return _with_separators(text, decimal, grouped=" " in grouped)


def _with_separators(text: str, decimal: str, *, grouped: bool) -> tuple[float, float | None] | None:
    commas, dots = text.count(","), text.count(".")
    if not commas and not dots:
        return _plain(text), None
    if commas and dots:
        last = max(",.", key=text.rindex)
        return _cut(text, last) if text.count(last) == 1 else None
    sign, count = (",", commas) if commas else (".", dots)
    whole, _, rest = text.partition(sign)
    if count > 1 and sign == "," and _LAKHS.fullmatch(text):
        return _plain(text.replace(",", "")), None
    if count > 1:
        ok = re.fullmatch(r"[+-]?\d{1,3}(?:" + re.escape(sign) + r"\d{3})+", text)
        return (_plain(text.replace(sign, "")), None) if ok else None
    as_decimal = _cut(text, sign)
    if as_decimal is None:
        return None
    if (
        len(rest) != 3
        or not rest.isdecimal()
        or whole.lstrip("+-") in ("", "0")
        or len(whole.lstrip("+-")) > 3
        or grouped
    ):
        return as_decimal
    return _either(as_decimal[0], _plain(whole + rest), sign, decimal)


def _either(as_decimal: float, as_thousand: float, sign: str, decimal: str) -> tuple[float, float | None]:
    """``1,234`` or ``1.204``: the file's decimal sign decides; where it speaks against the plain reading,
    both."""
    if decimal == sign:
        return as_decimal, (as_thousand if sign == "," else None)
    if decimal == "," and sign == ".":
        return as_thousand, as_decimal
    if sign == ",":
        return as_thousand, None
    return as_decimal, (None if decimal else as_thousand)


def _cut(text: str, decimal: str) -> tuple[float, None] | None:
    thousands = "." if decimal == "," else ","
    whole, _, rest = text.partition(decimal)
    if thousands in rest or (thousands in whole and not re.fullmatch(r"[+-]?\d{1,3}(?:[.,]\d{3})+", whole)):
        return None
    try:
        number = float(f"{whole.replace(thousands, '')}.{rest or '0'}")
    except ValueError:
        return None
    return (int(number) if number.is_integer() and abs(number) < 1e15 else number), None


def _plain(text: str) -> float:
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


_COMMA_DECIMALS = re.compile(r"[+-]?\d+,(?:\d{1,2}|\d{4,}|)\s*%?")
_DOT_DECIMALS = re.compile(r"[+-]?\d+\.(?!0+\s*%?$)(?:\d{1,2}|\d{4,})\s*%?")
"""``12.0`` is no proof: programs write whole numbers like that beside what people typed."""


def decimal_sign(texts: list[str], hint: str = "") -> str:
    """The decimal sign that a file's own texts prove: ``,``, ``.`` or empty where they don't or
    contradict."""
    commas = sum(1 for text in texts if "," in text and _COMMA_DECIMALS.fullmatch(text.strip()))
    dots = sum(1 for text in texts if "." in text and _DOT_DECIMALS.fullmatch(text.strip()))
    if commas and dots:
        return "," if commas > 4 * dots else "." if dots > 4 * commas else ""
    if commas:
        return ","
    return "." if dots else ("" if hint == "," else hint)
