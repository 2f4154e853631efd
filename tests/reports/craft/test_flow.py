"""Blocks on pages: a heading stays with what follows, and a last page is not left with a line or two."""

from __future__ import annotations

from collabdesk.reports.craft.flow import Block, Placed, paginate, paginate_evenly
from collabdesk.reports.craft.pen import Pen


def block(high: float, *, heading: bool = False) -> Block:
    def draw(_pen: Pen, _left: float, _top: float, _high: float) -> None:
        """Nothing: only heights count here."""

    return Block(high=high, draw=draw, keep_with_next=heading)


def part(*rows: float) -> list[Block]:
    return [block(10, heading=True), *(block(high) for high in rows)]


def heights(pages: list[list[Placed]]) -> list[list[float]]:
    return [[placed.high for placed in page] for page in pages]


def test_a_last_page_with_little_takes_the_last_part_over() -> None:
    blocks = [*part(30, 20), *part(20), *part(15)]
    assert heights(paginate(blocks, 100)) == [[10, 30, 20, 10, 20], [10, 15]]
    assert heights(paginate_evenly(blocks, 100)) == [[10, 30, 20], [10, 20, 10, 15]]


def test_a_fuller_last_page_and_a_single_one_stay_as_they_are() -> None:
    for blocks in ([*part(30, 20), *part(20), *part(30)], part(30)):
        assert heights(paginate_evenly(blocks, 100)) == heights(paginate(blocks, 100))


def test_nothing_is_moved_that_would_make_a_page_more() -> None:
    blocks = [*part(15), *part(30, 30), *part(20, 5)]
    assert heights(paginate_evenly(blocks, 100)) == [[10, 15, 10, 30, 30], [10, 20, 5]]
    longer = [*part(10), *part(30, 30), block(15), block(20)]
    assert len(paginate_evenly(longer, 100)) == len(paginate(longer, 100)) == 2


def test_one_long_part_is_not_moved_whole() -> None:
    blocks = part(30, 30, 25, 30)
    assert heights(paginate_evenly(blocks, 100)) == [[10, 30, 30, 25], [30]]
