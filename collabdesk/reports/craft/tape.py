"""Tapes: what was drawn on a page, kept so that it is drawn again without being worked out again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Point = tuple[float, float]
Texted = tuple[str, str, float, bool]
"""A text on a tape: what places it, its letters, size and weight; each document encodes it in its own fonts."""


@dataclass(kw_only=True)
class Recorded:
    """A Form XObject on a tape: drawn by ``draw`` the first time, played from its own tape after that."""

    key: object
    at: Point
    size: tuple[float, float]
    draw: Callable[[], None]
    tape: Tape | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Begun:
    """The beginning of a part on a tape."""

    kind: str
    told: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a part on a tape."""


Tape = list[str | Texted | Recorded | Begun | Ended]
"""What was drawn on a page, to be drawn again in another document of the same palette and language."""
