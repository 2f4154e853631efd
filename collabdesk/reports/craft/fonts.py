"""The embedded fonts, and how wide a text is in them.

Noto Sans SemiCondensed (SIL Open Font License) carries the text; a character that it lacks (arrows, a name in
another script) comes from DejaVu Sans Condensed. No shaping of joined scripts: reportlab has none.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from collabdesk import paths

_FILES = {
    "CollabDesk": "fonts/NotoSans-SemiCondensed.ttf",
    "CollabDesk-Bold": "fonts/NotoSans-SemiCondensedBold.ttf",
    "CollabDesk-Other": "fonts/DejaVuSansCondensed.ttf",
}


@dataclass(frozen=True)
class Run:
    """A stretch of text in one font."""

    font: Any
    text: str


@lru_cache(maxsize=1)
def _fonts() -> dict[str, Any]:
    from reportlab.pdfbase import pdfmetrics

    from collabdesk.reports.craft.pdf_objects import SharedFont

    for name, file in _FILES.items():
        pdfmetrics.registerFont(SharedFont(name, str(paths.resource(file))))
    fonts = {name: pdfmetrics.getFont(name) for name in _FILES}
    for font in fonts.values():
        _cut_once(font.face)
    return fonts


def _cut_once(face: Any) -> None:
    """Remember the parts that were cut out of a font for a document: among handouts they are mostly the same."""
    cut = lru_cache(maxsize=64)(face.makeSubset)
    face.makeSubset = lambda codes: cut(tuple(codes))


def regular_name() -> str:
    """The registered name of the text font, after making sure that it is registered."""
    _fonts()
    return "CollabDesk"


def clean(text: str) -> str:
    """One line of printable characters: accents composed, line breaks and tabs as spaces, controls dropped."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(
        " " if char in "\n\r\t\v\f\x85\u2028\u2029" else char
        for char in composed
        if char in "\n\r\t\v\f\x85" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return " ".join(part for part in kept.split(" ") if part)


@lru_cache(maxsize=200_000)
def width(text: str, size: float, bold: bool = False) -> float:
    """The width of a cleaned text in points."""
    return sum(map(_ADVANCES[bold].__getitem__, text)) * size / 1000


@lru_cache(maxsize=50_000)
def runs(text: str, bold: bool = False) -> tuple[Run, ...]:
    """A cleaned text cut where the font changes."""
    found: list[Run] = []
    for char in text:
        font = _font_of(char, bold)
        if found and found[-1].font is font:
            found[-1] = Run(font, found[-1].text + char)
        else:
            found.append(Run(font, char))
    return tuple(found)


@lru_cache(maxsize=8192)
def _font_of(char: str, bold: bool) -> Any:
    fonts = _fonts()
    main = fonts["CollabDesk-Bold" if bold else "CollabDesk"]
    other = fonts["CollabDesk-Other"]
    code = ord(char)
    return other if code not in main.face.charToGlyph and code in other.face.charToGlyph else main


class _Advances(dict[str, float]):
    """How wide characters are in thousandths of the type's size, looked up in the font once."""

    def __init__(self, bold: bool) -> None:
        super().__init__()
        self._bold = bold

    def __missing__(self, char: str) -> float:
        found = self[char] = float(_font_of(char, self._bold).stringWidth(char, 1000))
        return found


_ADVANCES = {bold: _Advances(bold) for bold in (False, True)}
