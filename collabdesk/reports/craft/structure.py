"""What a screen reader reads, and in which order: the tree of a tagged PDF (PDF 1.7, 14.7), gathered while drawing.

The pen tells when a part begins and ends; this keeps which parts there are, what belongs to what, and on which page
each stands. Nothing here knows how a PDF is written but the few lines at the end.
"""

from __future__ import annotations

from collections.abc import Iterator

ROW, FIRST_ROW, HEAD_CELL, CELL = "TR", "TR first", "TH", "TD"
"""A row of a table, the first of a new one, and their cells. Rows that follow each other are of one table."""
ITEM, ITEM_TEXT = "LI", "LBody"
"""An item of a list; items that follow each other are of one list."""
HEADINGS = ("H1", "H2", "H3")
TEXT, PICTURE = "P", "Figure"
ASIDE = "Artifact"
"""What no one wants read on every page: its head and foot, the head of a table that goes on."""
_WHOLE = {ROW: "Table", ITEM: "L"}
_WHOLES = frozenset(_WHOLE.values())
_HOLDERS = frozenset((ROW, FIRST_ROW, ITEM))
"""Parts that hold others and no text of their own."""


def holds_others(kind: str) -> bool:
    """Whether a part is made of other parts, not of what is drawn."""
    return kind in _HOLDERS


class Structure:
    """The parts of one document, numbered as they begin; 0 is the document."""

    def __init__(self) -> None:
        self._kinds = ["Document"]
        self._within = [0]
        self._page, self._mark = [-1], [-1]
        """Of the parts that are drawn; few objects, since the collector of garbage visits every one of them."""
        self._kids: dict[int, list[int]] = {0: []}
        """Of the parts that hold others."""
        self._told: dict[int, str] = {}
        self._pages: list[list[int]] = []
        self._sections: list[int] = []
        self._open = [0]

    def __len__(self) -> int:
        return len(self._kinds)

    @property
    def pages(self) -> int:
        """How many pages have begun."""
        return len(self._pages)

    def begin_page(self) -> None:
        """What follows stands on the next page; what was begun goes on there."""
        self._pages.append([])

    def begin_section(self, title: str, level: int) -> None:
        """A section, or one in the section before if its ``level`` is higher."""
        del self._sections[level:]
        self._open = [self._sections[-1] if self._sections else 0]
        made = self._add("Sect")
        self._told[made] = title
        self._sections.append(made)
        self._open = [made]

    def open(self, kind: str) -> None:
        """A part that holds others."""
        if kind == FIRST_ROW:
            self._leave_whole()
            kind = ROW
        self._open.append(self._add(kind))

    def close(self) -> None:
        """The end of the part that was opened last."""
        while self._kinds[self._open[-1]] in _WHOLES:
            self._open.pop()
        self._open.pop()

    def drawn(self, kind: str, told: str = "") -> int:
        """A part that is drawn; gives the number of its mark on its page. ``told``: what a picture shows."""
        if self._kinds[self._open[-1]] in _WHOLES:
            self._open.pop()
        marks = self._pages[-1]
        mark = len(marks)
        made = self._append(kind, len(self._pages) - 1, mark)
        marks.append(made)
        if told:
            self._told[made] = told
        return mark

    def _add(self, kind: str) -> int:
        """A part that holds others, in the table or list that it is of."""
        whole = _WHOLE.get(kind)
        if self._kinds[self._open[-1]] != whole:
            self._leave_whole()
            if whole:
                self._open.append(self._holder(whole))
        return self._holder(kind)

    def _leave_whole(self) -> None:
        if self._kinds[self._open[-1]] in _WHOLES:
            self._open.pop()

    def _holder(self, kind: str) -> int:
        made = self._append(kind)
        self._kids[made] = []
        return made

    def _append(self, kind: str, page: int = -1, mark: int = -1) -> int:
        made, within = len(self._kinds), self._open[-1]
        self._kinds.append(kind)
        self._within.append(within)
        self._page.append(page)
        self._mark.append(mark)
        self._kids[within].append(made)
        return made

    def objects(self, first: int, pages: list[int]) -> Iterator[str]:
        """The tree's root and its parts as PDF objects, numbered from ``first`` on; ``pages``: the pages' numbers."""
        marks = " ".join(
            f"{page} [{' '.join(f'{first + 1 + part} 0 R' for part in parts)}]"
            for page, parts in enumerate(self._pages)
        )
        yield (
            f"<</Type /StructTreeRoot /K {first + 1} 0 R /ParentTree <</Nums [{marks}]>> "
            f"/ParentTreeNextKey {len(self._pages)}>>"
        )
        for part, kind in enumerate(self._kinds):
            within = first + 1 + self._within[part] if part else first
            if self._mark[part] >= 0:
                inside = f"/Pg {pages[self._page[part]]} 0 R /K {self._mark[part]}"
            else:
                inside = f"/K [{' '.join(f'{first + 1 + kid} 0 R' for kid in self._kids[part])}]"
            yield f"<</S /{kind} /P {within} 0 R {inside}{self._said(part, kind)}>>"

    def _said(self, part: int, kind: str) -> str:
        told = self._told.get(part)
        if not told:
            return " /A <</O /Table /Scope /Column>>" if kind == HEAD_CELL else ""
        return f" /{'T' if kind == 'Sect' else 'Alt'} {text_string(told)}"


def text_string(text: str) -> str:
    """A text as PDF writes it, for a stream that is Latin-1 in the end."""
    raw = text if text.isascii() else "\xfe\xff" + text.encode("utf-16-be").decode("latin-1")
    for char, escaped in (("\\", "\\\\"), ("(", "\\("), (")", "\\)"), ("\r", "\\r"), ("\n", "\\n")):
        raw = raw.replace(char, escaped)
    return f"({raw})"
