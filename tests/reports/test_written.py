"""A written text on pages: what belongs together stays together, and no more than that."""

from __future__ import annotations

from collabdesk.reports.content import Paper
from collabdesk.reports.craft.sheet import Sheet
from collabdesk.reports.written import body

_CHANGE = """## Wall clock

Driver: Skilled care

### How it is done

Hang it.

### Cost

None.

### Advice

- First.
- Second.
- Third.

Ask: Kiboga.
"""


def stays(text: str) -> list[bool]:
    return [block.keep_with_next for block, _line in body(text, Sheet.of(Paper.A4))]


def test_a_part_of_one_paragraph_may_end_a_page_but_its_last_line_does_not_stand_alone() -> None:
    assert stays(_CHANGE) == [
        *(True, True),  # the change's name, and its driver before the first smaller heading
        *(True, False),  # how it is done
        *(True, False),  # cost
        *(True, False, False, True, False),  # advice: the line whom to ask stays with the last of the list
    ]


def test_a_change_may_begin_on_a_page_that_has_no_room_for_the_whole_of_it() -> None:
    kept = stays(_CHANGE)
    assert max(len(run) for run in "".join("k" if one else " " for one in kept).split()) == 3


def test_a_long_last_paragraph_goes_on_on_the_next_page() -> None:
    kept = stays("# Title\n\nShort.\n\n" + "A sentence of some length. " * 60)
    assert kept[:3] == [True, True, False]
    assert len(kept) > 4
    assert not any(kept[2:])
