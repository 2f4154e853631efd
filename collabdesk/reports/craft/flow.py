"""Blocks that flow down pages: nothing is split inside a block, and a heading never stands alone at a page's end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.structure import ASIDE

_LITTLE = 0.35
"""The share of a page under which a last page looks forgotten."""
Draw = Callable[[Pen, float, float, float], None]
"""Draws with pen, left edge, top edge and height."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """A part of a page that is never split. ``stretch``: it takes what is left of its page."""

    high: float
    draw: Draw
    keep_with_next: bool = False
    stretch: bool = False
    new_page: bool = False
    head: Block | None = None
    """Drawn again on top when this block begins a page (the head of a table)."""


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A block on its page: ``down`` points under the top of the page's room."""

    block: Block
    down: float
    high: float


def paginate(blocks: Sequence[Block], room: float) -> list[list[Placed]]:
    """Pages of placed blocks. A block higher than a page has a page of its own."""
    pages: list[list[Placed]] = [[]]
    used = 0.0
    index = 0
    while index < len(blocks):
        group = _group(blocks, index)
        need = sum(block.high for block in group)
        if group[0].draw is _nothing and used + need > room + 0.01:
            index += 1  # empty space begins no page
            continue
        if pages[-1] and (group[0].new_page or used + need > room + 0.01):
            pages.append([])
            used = 0.0
            if group[0].head:
                group = [_again(group[0].head), *group]
                index -= 1
        for block in group:
            high = max(room - used, block.high) if block.stretch else block.high
            pages[-1].append(Placed(block=block, down=used, high=high))
            used += high
        index += len(group)
    return pages


def paginate_evenly(blocks: Sequence[Block], room: float) -> list[list[Placed]]:
    """As `paginate`, but a last page with little on it takes the last part of the page before over.

    A part begins with a heading. Nothing is moved where that would make a page more, or leave a page empty.
    """
    pages = paginate(blocks, room)
    if len(pages) < 2 or sum(placed.high for placed in pages[-1]) > room * _LITTLE:
        return pages
    starts = [
        at for at in range(1, len(blocks)) if blocks[at].keep_with_next and not blocks[at - 1].keep_with_next
    ]
    before = [placed.block for placed in pages[-2][1:]]
    for at in reversed(starts):
        if any(blocks[at] is block for block in before):
            parted = [
                replace(block, new_page=True) if place == at else block for place, block in enumerate(blocks)
            ]
            made = paginate(parted, room)
            return made if len(made) == len(pages) else pages
    return pages


def drawing(page: Sequence[Placed], left: float, top: float) -> Callable[[Pen], None]:
    """`draw_page` for later."""
    return lambda pen: draw_page(pen, page, left, top)


def draw_page(pen: Pen, page: Sequence[Placed], left: float, top: float) -> None:
    """Draw the blocks of one page from its top down."""
    for placed in page:
        placed.block.draw(pen, left, top - placed.down, placed.high)


def _nothing(_pen: Pen, _left: float, _top: float, _high: float) -> None:
    """Empty space draws nothing."""


def _again(head: Block) -> Block:
    """The head of a table that goes on: for the eyes alone."""

    def draw(pen: Pen, left: float, top: float, high: float) -> None:
        with pen.part(ASIDE):
            head.draw(pen, left, top, high)

    return replace(head, draw=draw)


def gap(high: float) -> Block:
    """Empty space."""
    return Block(high=high, draw=_nothing)


def _group(blocks: Sequence[Block], index: int) -> list[Block]:
    """The block at ``index`` with those that must stay with it."""
    group = [blocks[index]]
    while group[-1].keep_with_next and index + len(group) < len(blocks):
        group.append(blocks[index + len(group)])
    return group
