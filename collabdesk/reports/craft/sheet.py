"""The sheet of paper, its head and foot, and a page that has been planned but not yet drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from collabdesk.i18n import Message, msg
from collabdesk.reports.content import PackContent, Paper
from collabdesk.reports.craft.fonts import width
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.style import MARGIN, SMALLEST
from collabdesk.reports.craft.text import shorten

Text = Message | str
_SIZES = {Paper.A4: (595.276, 841.89), Paper.LETTER: (612.0, 792.0)}
_HEAD, _FOOT = 24.0, 20.0


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet in points: 15 mm margins on every side, and inside them room for a head and a foot."""

    wide: float
    high: float

    @classmethod
    def of(cls, paper: Paper) -> Sheet:
        """The sheet of a paper size."""
        wide, high = _SIZES[paper]
        return cls(wide=wide, high=high)

    @property
    def left(self) -> float:
        """The left edge of the text."""
        return MARGIN

    @property
    def right(self) -> float:
        """The right edge of the text."""
        return self.wide - MARGIN

    @property
    def across(self) -> float:
        """The width of the text."""
        return self.wide - 2 * MARGIN

    @property
    def top(self) -> float:
        """The top of the room under the head."""
        return self.high - MARGIN - _HEAD

    @property
    def bottom(self) -> float:
        """The bottom of the room above the foot."""
        return MARGIN + _FOOT

    @property
    def room(self) -> float:
        """The height between head and foot."""
        return self.top - self.bottom


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Where a section or a team begins: for the contents, the bookmarks and the links."""

    key: str
    title: str
    level: int = 0
    detail: str = ""
    listed: bool = True
    """In the contents; every entry is a bookmark."""
    high: float | None = None
    """How high on its page it begins, if not at the top."""


@dataclass(frozen=True, kw_only=True)
class PlannedPage:
    """A page to be drawn: everything is measured, its number is not known yet."""

    section: str
    draw: Callable[[Pen], None]
    entry: Entry | None = None
    head: bool = True
    foot: bool = True
    odd: bool = False
    """It must be a right-hand page of a two-sided print."""
    opens: Entry | None = None
    """A section that begins here, above the page's own entry."""
    headings: tuple[Entry, ...] = ()
    """Bookmarks of what stands further down."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What begins on this page, outermost first."""
        return tuple(entry for entry in (self.opens, self.entry) if entry)


def draw_head(pen: Pen, sheet: Sheet, content: PackContent, page: PlannedPage) -> None:
    """Collaborative, section and session, over a rule; drawn first, so that it is also read first."""
    session = pen.word(content.session)
    draw_title(pen, sheet, title=content.collaborative, section=page.section, aside=session, shown=page.head)


def draw_title(pen: Pen, sheet: Sheet, *, title: str, section: str, aside: str, shown: bool = True) -> None:
    """The head of any document: title and section at the left, what it is about at the right, a rule."""
    if not shown:
        return
    y = sheet.high - MARGIN - 8
    right = shorten(aside, sheet.across * 0.3, SMALLEST)
    room = sheet.across - width(right, SMALLEST) - 20
    name = shorten(title, room * 0.55, SMALLEST, True)
    pen.text(sheet.left, y, name, bold=True)
    taken = width(name, SMALLEST, True)
    if section:
        part = shorten(section, room - taken - 14, SMALLEST)
        pen.text(sheet.left + taken + 5, y, f"·  {part}", ink=pen.palette.soft)
    pen.text(sheet.right, y, right, ink=pen.palette.soft, align=1)
    pen.lines([[(sheet.left, y - 5), (sheet.right, y - 5)]], ink=pen.palette.rule, thick=0.6)


def draw_foot(
    pen: Pen, sheet: Sheet, content: PackContent, page: PlannedPage, number: int, total: int
) -> None:
    """The dates, and "page x of y"."""
    if not page.foot:
        return
    draw_page_number(pen, sheet, _dates(content), number, total)


def draw_page_number(pen: Pen, sheet: Sheet, said: Message, number: int, total: int) -> None:
    """The foot of any document: a line of text, and "page x of y"."""
    y = MARGIN + 2
    pen.lines([[(sheet.left, y + 11), (sheet.right, y + 11)]], ink=pen.palette.rule, thick=0.6)
    left, right = pen.word(said), pen.word(msg("Page {page} of {pages}", page=number, pages=total))
    with pen.spoken(
        (left, "·", right), across=(sheet.left, sheet.right, y)
    ):  # below all columns, so read last
        pen.text(sheet.left, y, left, ink=pen.palette.soft)
        pen.text(sheet.right, y, right, ink=pen.palette.soft, align=1)


def _dates(content: PackContent) -> Message:
    if content.data_as_of is None:
        return msg("Printed on {day}", day=content.printed_on)
    return msg("Printed on {day} · Data as of {data}", day=content.printed_on, data=content.data_as_of)
