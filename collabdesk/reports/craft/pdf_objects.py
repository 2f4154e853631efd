"""Parts of a PDF whose bytes are made once: what a hundred handouts have in common is not packed a hundred times."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import TTFont

_QUICK, _TIGHT = 3, 9
"""How hard streams are packed: of pages, of which there are thousands, a twentieth larger in half the time."""


class Prepared(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """An object that refers to no other, as the bytes that stand in the file."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def format(self, _document: Any) -> bytes:
        """The bytes, as reportlab asks for them."""
        return self._content


class PreparedStream(Prepared):
    """A stream: never inside another object."""

    __RefOnly__ = 1


class SharedFont(TTFont):  # type: ignore[misc]
    """A font of which each document embeds the letters that it uses, cut, packed and described once for all."""

    def addObjects(self, doc: Any) -> None:
        """Add the font's objects to a finished document."""
        before = set(doc.idToObject)
        super().addObjects(doc)
        for name in doc.idToObject.keys() - before:
            made = doc.idToObject[name]
            if isinstance(made, pdfdoc.PDFStream):
                letters = "Length1" in made.dictionary
                doc.idToObject[name] = PreparedStream(_part_of_font(_as_bytes(made.content), letters))
            elif isinstance(made, pdfdoc.PDFTrueTypeFont):
                made.Widths = Prepared(_numbers(tuple(made.Widths.sequence)))


def page_stream(code: str) -> PreparedStream:
    """The operators of a page, packed."""
    return PreparedStream(_page(code))


def lighten(page: Any, document: Any) -> None:
    """Write down at once what most finished pages have in common: dictionaries made anew for each take time."""
    page.MediaBox = Prepared(f"[0 0 {page.pagewidth:.6g} {page.pageheight:.6g}]".encode("ascii"))
    page.Trans = None
    if not page.XObjects:
        fonts, _version = document.idToObjectNumberAndVersion[pdfdoc.BasicFonts]
        page.Resources = Prepared(b"<</Font %d 0 R /ProcSet [/PDF /Text]>>" % fonts)


def tagged(page: Any, number: int) -> None:
    """Tell of a finished page under which number its parts are found, and that Tab follows them."""
    page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
    page.StructParents, page.Tabs = number, pdfdoc.PDFName("S")


def _as_bytes(content: bytes | str) -> bytes:
    return content.encode("latin-1") if isinstance(content, str) else content


def _packed(content: bytes, level: int, also: str = "") -> bytes:
    body = zlib.compress(content, level)
    head = f"<< /Filter /FlateDecode /Length {len(body)}{also} >>\nstream\n"
    return head.encode("ascii") + body + b"\nendstream\n"


@lru_cache(maxsize=16)
def _page(code: str) -> bytes:
    return _packed(code.encode("latin-1"), _QUICK)


@lru_cache(maxsize=64)
def _part_of_font(content: bytes, letters: bool) -> bytes:
    """The letters cut out of a font, or the table that says which characters they are."""
    return _packed(content, _TIGHT, f" /Length1 {len(content)}" if letters else "")


@lru_cache(maxsize=64)
def _numbers(found: tuple[float, ...]) -> bytes:
    return f"[ {' '.join(f'{number:.6g}' for number in found)} ]".encode("ascii")
