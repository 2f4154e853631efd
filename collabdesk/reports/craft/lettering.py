"""How a document spells texts: each in the codes of the fonts that it embeds."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from collabdesk.reports.craft.fonts import runs


class Lettering:
    """The codes of a document's texts; each is worked out once, since packs repeat their ticks and counts."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._encoded: dict[tuple[str, float, bool], str] = {}
        self._plain: dict[bool, str] = {}

    def code(self, text: str, size: float, bold: bool) -> str:
        """The operators that choose the font and show the text."""
        if text.isascii():  # most texts are
            return _plain_code(self._plain.get(bold) or self._plain_name(bold), text, size)
        key = (text, size, bold)
        found = self._encoded.get(key)
        if found is None:
            found = self._encoded[key] = " ".join(self._pieces(text, size, bold))
            if len(self._encoded) > 50_000:
                self._encoded.clear()
        return found

    def _pieces(self, text: str, size: float, bold: bool) -> Iterable[str]:
        document = self._canvas._doc
        for run in runs(text, bold):
            for subset, codes in run.font.splitString(run.text, document):
                name = run.font.getSubsetInternalName(subset, document)
                yield f"{name} {size:.4g} Tf ({self._canvas._escape(codes)}) Tj"

    def _plain_name(self, bold: bool) -> str:
        """The document's name for the part of the text font that holds ASCII, each letter under its own code."""
        if bold not in self._plain:
            (run,) = runs("a", bold)
            run.font.splitString(run.text, self._canvas._doc)
            self._plain[bold] = run.font.getSubsetInternalName(0, self._canvas._doc)
        return self._plain[bold]


@lru_cache(maxsize=50_000)
def _plain_code(font: str, text: str, size: float) -> str:
    """A text in ASCII, which is the same in every document that calls its fonts alike."""
    return f"{font} {size:.4g} Tf ({_escaped(text)}) Tj"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
