"""Wrapping and shortening."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from collabdesk.reports.craft.fonts import clean, runs, width
from collabdesk.reports.craft.text import paragraphs, shorten, shorten_lines, wrap


@given(st.text(max_size=200), st.floats(30, 400))
def test_no_line_is_wider_than_its_room_and_nothing_is_lost(text: str, room: float) -> None:
    lines = wrap(text, room, 10)
    assert all(width(line, 10) <= room + 0.01 or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == clean(text).replace(" ", "").replace("\u00a0", "")


@given(st.text(max_size=200), st.floats(40, 300))
def test_a_shortened_text_fits(text: str, room: float) -> None:
    assert width(shorten(text, room, 10), 10) <= room
    assert len(shorten_lines(text, room, 10, 2)) <= 2


def test_shortening_keeps_the_end_that_tells_sites_apart() -> None:
    name = "Saint Mary of the Lake Health Centre IV"
    short = shorten(name, 130, 10)
    assert short.startswith("Saint")
    assert short.endswith("IV")
    assert "…" in short
    assert shorten(name, 500, 10) == name


def test_a_number_keeps_its_per_cent_sign() -> None:
    for room in range(60, 160, 3):
        for line in wrap("The median rose from 34 % to 81 % in nine months", room, 10):
            assert not line.startswith("%")


def test_typed_line_breaks_stay_in_paragraphs_only() -> None:
    assert paragraphs("one\ntwo", 200, 10) == ("one", "two")
    assert wrap("one\ntwo", 200, 10) == ("one two",)


def test_control_characters_vanish_and_accents_are_composed() -> None:
    assert clean("Se\u0301gou\x00\x1b \r\n hospital") == "Ségou hospital"


def test_arrows_come_from_the_second_font() -> None:
    assert [run.text for run in runs("34 % → 81 %")] == ["34 % ", "→", " 81 %"]
    assert len(runs("Trạm y tế Đắk Lắk – “Ségou”")) == 1
