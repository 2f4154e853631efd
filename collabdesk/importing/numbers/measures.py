"""Numerator, denominator, percentage or value: what a heading or a row's label says its numbers are."""

from __future__ import annotations

import re

from collabdesk.importing import words
from collabdesk.importing.words import fold

_MEASURE_START = re.compile(
    r"(?:\d+[.)]?\s*)?(numerator|num[eé]rateur|numerador|denominator|d[eé]nominateur|denominador|n[uú]m|d[eé]n|d[eé]nom)\b"
    r"\.?\s*[:\-–—(]+\s*", re.IGNORECASE
)  # fmt: skip
_MEASURE_END = re.compile(
    r"[\s\-–—:_/(\[]+(numerator|num[eé]rateur|numerador|denominator|d[eé]nominateur|denominador|n[uú]m|d[eé]n|d[eé]nom|"
    r"nume|deno|(?<=[(\[])[nd])\.?\s*[)\]]?\s*$", re.IGNORECASE
)  # fmt: skip
_PERCENT_END = re.compile(
    r"\s*[\-–:_]?\s*[(\[]?\s*(?:%|percent(?:age)?|pct|en %|em %)\s*[)\]]?\s*$", re.IGNORECASE
)
_SPREAD_WORD = (
    r"s\.?d\.?|std\.? ?dev\.?|stdev|standard deviation|[ée]cart[- ]type|"
    r"desviaci[óo]n est[áa]ndar|desvio[- ]padr[ãa]o"
)
_SPREAD_AT_END = re.compile(rf"[\s\-–—:_/(\[,]+(?:{_SPREAD_WORD})\s*[)\]]?\s*$", re.IGNORECASE)
_SPREAD_AT_START = re.compile(
    rf"(?:{_SPREAD_WORD})(?:\s+(?:of|du|de la|de|del|da|do)\s+|\s*[\-–—:_/]\s*)", re.IGNORECASE
)


def measure_of(text: str) -> tuple[str, str]:
    """(num, den, percent, value, spread or empty; the rest of the heading): ``HH numerator`` -> (num, ``HH``)."""
    folded = fold(text)
    if folded in words.NUMERATOR or folded in words.DENOMINATOR:
        return ("num" if folded in words.NUMERATOR else "den"), ""
    if folded in words.PERCENT:
        return "percent", ""
    if folded in words.VALUE:
        return "value", ""
    if folded in words.SPREAD:
        return "spread", ""
    found = _SPREAD_AT_END.search(text) or _SPREAD_AT_START.match(text)
    if found:
        return "spread", (text[: found.start()] + text[found.end() :]).strip(" -–—:_/([])")
    for pattern in (_MEASURE_START, _MEASURE_END):
        found = pattern.match(text) if pattern is _MEASURE_START else pattern.search(text)
        if found:
            kind = "den" if fold(found[1]).startswith("d") else "num"
            rest = text[found.end() :] if pattern is _MEASURE_START else text[: found.start()]
            return kind, rest.strip(" -–—:_/([")
    if folded.startswith(("pct ", "percent ", "percentage ")):
        return "percent", text
    if "%" in text or folded.endswith((" percent", " percentage", " pct")):
        rest = _PERCENT_END.sub("", text)
        return ("percent", rest) if rest != text or text.lstrip().startswith("%") else ("", text)
    return "", text
