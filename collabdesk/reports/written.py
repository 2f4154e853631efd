"""A text that a person wrote, with headings and lists, on paper: the change package as PDF."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from collabdesk.i18n import Message, Translator
from collabdesk.reports.content import Paper
from collabdesk.reports.craft.blocks import heading
from collabdesk.reports.craft.document import LaidDocument
from collabdesk.reports.craft.flow import Block, drawing, gap, paginate
from collabdesk.reports.craft.fonts import clean
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sheet import Entry, PlannedPage, Sheet
from collabdesk.reports.craft.style import BODY, HEADING, LEADING, TITLE
from collabdesk.reports.craft.text import wrap

_PIECE = 6
"""A paragraph may go on on the next page after so many lines."""
_SIZES = {1: HEADING + 3.5, 2: HEADING + 0.5, 3: BODY + 0.5}
_ABOVE = {1: 20.0, 2: 14.0, 3: 8.0}


class Kind(enum.Enum):
    """What a line of the text is."""

    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A heading (with its level 1 to 3), an item of a list, or a paragraph."""

    kind: Kind
    text: str
    level: int = 0


@dataclass(frozen=True, kw_only=True)
class WrittenDocument:
    """What is printed: a title, what stands around it, and the text."""

    title: str
    collaborative: str
    office: str = ""
    version: Message | str = ""
    text: str = ""
    printed_on: dt.date


def lines_of(text: str) -> Iterator[Line]:
    """The text as headings, items and paragraphs; a blank line ends a paragraph, a single line break does not."""
    running: list[str] = []
    for raw in [*text.splitlines(), ""]:
        line = raw.strip()
        level = len(line) - len(line.lstrip("#"))
        is_heading = 1 <= level <= 3 and line[level : level + 1] == " "
        is_item = line.startswith(("- ", "* ", "• "))
        if running and (not line or is_heading or is_item):
            yield Line(kind=Kind.PARAGRAPH, text=" ".join(running))
            running = []
        if is_heading:
            yield Line(kind=Kind.HEADING, text=line[level:].strip(), level=level)
        elif is_item:
            yield Line(kind=Kind.ITEM, text=line[2:].strip())
        elif line:
            running.append(line)


def build_pdf(document: WrittenDocument, translator: Translator, path: Path, paper: Paper = Paper.A4) -> int:
    """Write the PDF with bookmarks for its headings; returns the number of its pages."""
    sheet = Sheet.of(paper)
    blocks = [*_opening(document, translator, sheet), *body(document.text, sheet)]
    pages = paginate([block for block, _entry in blocks], sheet.room)
    entries = {id(block): line for block, line in blocks if line is not None}
    planned = tuple(
        PlannedPage(
            section="",
            draw=drawing(page, sheet.left, sheet.top),
            head=number > 1,
            headings=tuple(
                _bookmark(entries[id(placed.block)], number, sheet.top - placed.down)
                for placed in page
                if id(placed.block) in entries
            ),
        )
        for number, page in enumerate(pages, start=1)
    )
    return LaidDocument(
        planned=planned, sheet=sheet, translator=translator, title=document.title, author=document.office,
        subject=translator.text(document.version), day=document.printed_on,
    ).save(path)  # fmt: skip


def _bookmark(line: Line, page: int, high: float) -> Entry:
    return Entry(key=f"h{page}-{high:.0f}", title=clean(line.text), level=line.level - 1, high=high)


def _opening(
    document: WrittenDocument, translator: Translator, sheet: Sheet
) -> Iterator[tuple[Block, Line | None]]:
    yield heading(clean(document.title), sheet.across, above=0, size=TITLE), None
    said = [document.collaborative] if clean(document.collaborative) not in clean(document.title) else []
    said += [document.office, translator.text(document.version)]
    for text in said:
        if text:
            for block in _paragraph(text, sheet.across, soft=True):
                yield block, None
    yield gap(10), None


def body(text: str, sheet: Sheet) -> Iterator[tuple[Block, Line | None]]:
    """The text as blocks, headings with the line that they are made of."""
    level = 1
    known = list(lines_of(text))
    for at, line in enumerate(known):
        if line.kind is Kind.HEADING:
            level = min(line.level, level + 1)  # a bookmark can't stand two steps under the last
            size, above = _SIZES[line.level], _ABOVE[line.level]
            marked = Line(kind=Kind.HEADING, text=line.text, level=level)
            yield heading(clean(line.text), sheet.across, above=above, size=size), marked
        else:
            *pieces, last = _paragraph(line.text, sheet.across, bullet=line.kind is Kind.ITEM)
            for block in pieces:
                yield block, None
            yield replace(last, keep_with_next=_stays(known, at)), None


def _stays(known: Sequence[Line], at: int) -> bool:
    """Whether a paragraph may not end a page: what stands under a heading before its first smaller heading, and what
    would leave the last line of its part alone on the next page.
    """
    before, after, second = (
        known[place] if 0 <= place < len(known) else None for place in (at - 1, at + 1, at + 2)
    )
    if after is None:
        return False
    if after.kind is Kind.HEADING:
        return before is not None and before.kind is Kind.HEADING and before.level < after.level
    return second is None or second.kind is Kind.HEADING


def _paragraph(text: str, wide: float, *, bullet: bool = False, soft: bool = False) -> Iterator[Block]:
    """A paragraph in pieces of a few lines, so that a long one goes on on the next page."""
    indent = 12.0 if bullet else 0.0
    lines = wrap(clean(text), wide - indent, BODY)
    step = BODY * LEADING
    cuts = list(range(0, len(lines), _PIECE))
    if len(cuts) > 1 and len(lines) - cuts[-1] < 2:
        cuts[-1] -= 1  # no single line alone on a page
    for number, start in enumerate(cuts):
        end = cuts[number + 1] if number + 1 < len(cuts) else len(lines)
        yield _piece(
            lines[start:end], indent, step, first=number == 0 and bullet, soft=soft, last=end == len(lines)
        )


def _piece(
    lines: tuple[str, ...], indent: float, step: float, *, first: bool, soft: bool, last: bool
) -> Block:
    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        y = top - BODY * 0.9
        if first:
            pen.dots([(left + 4, y + BODY * 0.32)], ink=pen.palette.ink, across=3.2)
        ink = pen.palette.soft if soft else None
        pen.write(left + indent, y, lines, step=step, size=BODY, ink=ink)

    return Block(high=len(lines) * step + (4.0 if last else 0.0), draw=draw)
