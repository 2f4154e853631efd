"""Lines of text: wrapping, and shortening that keeps what tells two names apart."""

from __future__ import annotations

import re
from functools import lru_cache

from collabdesk.i18n import Message, Translator
from collabdesk.reports.craft.fonts import clean, width

ELLIPSIS = "…"
_GLUE = re.compile(r"(\d) %")
"""A number keeps its per cent sign."""
_REMEMBERED = 20_000


class Wording:
    """Texts in one reader's language, printable; one that stands on every chart is worded once."""

    def __init__(self, translator: Translator) -> None:
        self.translator = translator
        self._known: dict[Message, str] = {}

    def __call__(self, text: Message | str) -> str:
        """The text in one line."""
        if isinstance(text, str):
            return clean(text)
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[text] = clean(self.translator.text(text))
        return found


@lru_cache(maxsize=50_000)
def wrap(text: str, room: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """The text in lines no wider than ``room`` points; a word that is too long is broken."""
    lines: list[str] = []
    line = ""
    for word in _GLUE.sub("\\1\u00a0%", clean(text)).split(" "):
        for part in _parts(word, room, size, bold):
            longer = f"{line} {part}" if line else part
            if line and width(longer, size, bold) > room:
                lines.append(line)
                longer = part
            line = longer
    return tuple(line.replace("\u00a0", " ") for line in (*lines, line) if line)


def paragraphs(text: str, room: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Like `wrap`, and a line break that a person typed stays a line break."""
    return tuple(line for part in text.splitlines() for line in wrap(part, room, size, bold))


@lru_cache(maxsize=50_000)
def shorten(text: str, room: float, size: float, bold: bool = False) -> str:
    """The text in one line. Too long: words in the middle give way, since a name's end tells sites apart.

    "Saint Mary of the Lake Health Centre IV" becomes "Saint Mary … Health Centre IV".
    """
    text = clean(text)
    if width(text, size, bold) <= room:
        return text
    words = text.split(" ")
    for keep in range(len(words) - 1, 1, -1):
        for last in range(keep // 2, 0, -1):
            tried = f"{' '.join(words[: keep - last])} {ELLIPSIS} {' '.join(words[-last:])}"
            if width(tried, size, bold) <= room:
                return tried
    return _cut(text, room, size, bold)


def shorten_lines(text: str, room: float, size: float, most: int, bold: bool = False) -> tuple[str, ...]:
    """The text in at most ``most`` lines; the last one is cut with an ellipsis if there is more."""
    lines = wrap(text, room, size, bold)
    if len(lines) <= most:
        return lines
    rest = " ".join(lines[most - 1 :])
    return (*lines[: most - 1], shorten(rest, room, size, bold))


def _cut(text: str, room: float, size: float, bold: bool) -> str:
    while text and width(text + ELLIPSIS, size, bold) > room:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def _parts(word: str, room: float, size: float, bold: bool) -> list[str]:
    if width(word, size, bold) <= room:
        return [word]
    parts = [""]
    for char in word:
        if parts[-1] and width(parts[-1] + char, size, bold) > room:
            parts.append("")
        parts[-1] += char
    return parts
