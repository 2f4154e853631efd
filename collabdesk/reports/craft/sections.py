"""What the sections of papers have in common: their pages, and tables whose columns share the width."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from collabdesk.i18n import Message
from collabdesk.reports.craft.blocks import Column
from collabdesk.reports.craft.flow import Placed, drawing
from collabdesk.reports.craft.sheet import Entry, PlannedPage, Sheet

BOLD = True
Head = tuple[Message, float] | tuple[Message, float, bool]
"""The head of a column, its share of the width, and whether its cells are `BOLD`."""


def shared_columns(words: Callable[[Message], str], wide: float, *heads: Head) -> tuple[Column, ...]:
    """Columns side by side that take their shares of the width."""
    return tuple(Column(head=words(head), wide=wide * share, bold=any(bold)) for head, share, *bold in heads)


def section_pages(sheet: Sheet, pages: Sequence[Sequence[Placed]], title: str, key: str) -> list[PlannedPage]:
    """Pages of a section whose first one has an entry in the contents."""
    return [
        PlannedPage(
            section=title,
            draw=drawing(page, sheet.left, sheet.top),
            entry=None if index else Entry(key=key, title=title),
        )
        for index, page in enumerate(pages)
    ]
