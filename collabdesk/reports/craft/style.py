"""Sizes and inks of the paper (look.md, Paper and Colour)."""

from __future__ import annotations

from dataclasses import dataclass

MM = 72 / 25.4
MARGIN = 15 * MM

SMALLEST = 9.0
"""Nothing is printed smaller, the ticks of a chart included."""
BODY = 10.0
HEADING = 12.5
TITLE = 19.0
LEADING = 1.28
"""Distance of two lines of text, as a multiple of its size."""

RGB = tuple[float, float, float]


def _hex(code: str) -> RGB:
    return (int(code[0:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:6], 16) / 255)


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The inks of a print. Grey and colour differ in hue only: every meaning has a shape or a word as well."""

    ink: RGB
    soft: RGB
    rule: RGB
    grid: RGB
    band: RGB
    data: RGB
    median: RGB
    target: RGB
    flag: RGB
    wash: RGB
    """The ground of a table's head or of a box."""


GREY = Palette(
    ink=(0, 0, 0),
    soft=(0.26, 0.26, 0.26),
    rule=(0.62, 0.62, 0.62),
    grid=(0.89, 0.89, 0.89),
    band=(0.945, 0.945, 0.945),
    data=(0, 0, 0),
    median=(0.25, 0.25, 0.25),
    target=(0.25, 0.25, 0.25),
    flag=(0.2, 0.2, 0.2),
    wash=(0.93, 0.93, 0.93),
)
COLOUR = Palette(
    ink=_hex("1B1F24"),
    soft=_hex("57606A"),
    rule=_hex("AEB7C0"),
    grid=_hex("DFE4E9"),
    band=_hex("F1F4F8"),
    data=_hex("1F5FA8"),
    median=_hex("1B1F24"),
    target=_hex("B35900"),
    flag=_hex("57606A"),
    wash=_hex("E7F0FA"),
)


def palette(colour: bool) -> Palette:
    """The inks of a grey or a colour print."""
    return COLOUR if colour else GREY
