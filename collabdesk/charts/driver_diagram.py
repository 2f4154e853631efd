"""A driver diagram, laid out once: boxes and lines in points, which screen and paper only draw.

From left to right: the aim, primary drivers, secondary drivers, changes. A sheet that is too low continues on the
next, between two secondary drivers where it can; the drivers that go on stand on each sheet again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from collabdesk.charts.spec import Text
from collabdesk.i18n import msg

Wrap = Callable[[str, float, float, bool], Sequence[str]]
"""Cuts a text into lines: text, room in points, size, bold."""
Words = Callable[[Text], str]

WIDTH = 757.0
"""Across A4 and Letter in landscape, within the margins."""
SIZE, NOTE_SIZE, STEP = 9.5, 9.0, 12.2
PAD = 6.0
"""Between the edge of a box and its text."""
_GAP_SHARE = 30 / 757
"""The gap between two columns, of the width."""


@dataclass(frozen=True, kw_only=True)
class _Spacing:
    """Between boxes of one driver, between primary drivers, and above and below the text in a box."""

    row: float
    branch: float
    pad: float


_USUAL, _TIGHT = _Spacing(row=6.0, branch=14.0, pad=PAD), _Spacing(row=3.5, branch=9.0, pad=4.0)
_SHARES = (0.20, 0.21, 0.24, 0.35)
HEAD = 22.0
"""The row of headings over the columns."""


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """A change: its key (``change:7``), its name, and a word on it."""

    key: str
    name: Text
    note: Text = ""


@dataclass(frozen=True, kw_only=True)
class Twig:
    """A secondary driver with its changes; without a name, the changes that stand under the primary one."""

    key: str = ""
    name: Text = ""
    leaves: tuple[Leaf, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A primary driver."""

    key: str = ""
    name: Text
    twigs: tuple[Twig, ...]


@dataclass(frozen=True, kw_only=True)
class DriverTree:
    """What is drawn."""

    aim: Text
    branches: tuple[Branch, ...]


@dataclass(frozen=True, kw_only=True)
class Box:
    """A box from its upper left corner; y grows downwards. ``column``: 0 aim, 1 primary, 2 secondary, 3 change."""

    key: str
    column: int
    x: float
    y: float
    wide: float
    high: float
    lines: tuple[str, ...]
    note: str = ""

    @property
    def middle(self) -> float:
        """The height at which lines meet it."""
        return self.y + self.high / 2


@dataclass(frozen=True, kw_only=True)
class Link:
    """A line from a box to the one that it drives, by way of a corner."""

    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True)
class DriverDiagram:
    """One sheet."""

    wide: float
    high: float
    heads: tuple[tuple[float, str], ...]
    """The headings of the columns with their left edges."""
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]

    def box(self, key: str) -> Box | None:
        """The box of that key."""
        return next((box for box in self.boxes if box.key == key), None)


@dataclass(frozen=True, kw_only=True)
class _Part:
    """A secondary driver of one branch, as high as it needs to be: what is never split."""

    branch: Branch
    twig: Twig
    high: float


def lay_out(
    tree: DriverTree, words: Words, wrap: Wrap, room: float | None = None, wide: float = WIDTH
) -> tuple[DriverDiagram, ...]:
    """The diagram on one sheet, or, with ``room`` for each, on as many as it needs; at least one. Where that saves a
    sheet, its boxes stand closer together.
    """
    usual = _sheets(tree, _Maker(words, wrap, wide, _USUAL), room)
    if len(usual) == 1:
        return usual
    tight = _sheets(tree, _Maker(words, wrap, wide, _TIGHT), room)
    return tight if len(tight) < len(usual) else usual


def _sheets(tree: DriverTree, maker: _Maker, room: float | None) -> tuple[DriverDiagram, ...]:
    sheets: list[list[_Part]] = [[]]
    used = HEAD
    for branch in tree.branches:
        for number, twig in enumerate(maker.pieces(branch.twigs, room)):
            part = _Part(branch=branch, twig=twig, high=maker.twig_height(twig))
            gap = 0.0 if not sheets[-1] else maker.space.branch if number == 0 else maker.space.row
            if room is not None and sheets[-1] and used + gap + part.high > room:
                sheets.append([])
                used, gap = HEAD, 0.0
            sheets[-1].append(part)
            used += gap + part.high
    return tuple(maker.sheet(tree.aim, parts) for parts in sheets)


class _Maker:
    def __init__(self, words: Words, wrap: Wrap, wide: float, space: _Spacing) -> None:
        self._words, self._wrap, self.space = words, wrap, space
        self._whole, self._gap = wide, wide * _GAP_SHARE
        across = wide - 3 * self._gap
        self._wide = [across * share for share in _SHARES]
        self._left = [sum(self._wide[:place]) + place * self._gap for place in range(4)]

    def sheet(self, aim: Text, parts: Sequence[_Part]) -> DriverDiagram:
        boxes: list[Box] = []
        links: list[Link] = []
        y, at, primaries = HEAD, 0, list[Box]()
        while at < len(parts):
            branch, children, top = parts[at].branch, list[Box](), y
            while at < len(parts) and parts[at].branch is branch:
                children += self._twig(parts[at], y, boxes, links)
                y += parts[at].high + self.space.row
                at += 1
            own = self._box(branch.key, 1, branch.name, top, y - self.space.row)
            y = max(y, own.y + own.high + self.space.row)
            links += [self._link(child, own) for child in children]
            primaries.append(own)
            y += self.space.branch - self.space.row
        bottom = max(y - self.space.branch, HEAD + STEP)
        target = self._box("aim", 0, aim, HEAD, bottom)
        links += [self._link(own, target) for own in primaries]
        boxes = [target, *primaries, *boxes]
        heads = (msg("Aim"), msg("Primary drivers"), msg("Secondary drivers"), msg("Changes"))
        return DriverDiagram(
            wide=self._whole,
            high=max(box.y + box.high for box in boxes) + 1,
            heads=tuple((x, self._words(text)) for x, text in zip(self._left, heads, strict=True)),
            boxes=tuple(boxes),
            links=tuple(links),
        )

    def pieces(self, twigs: Sequence[Twig], room: float | None) -> list[Twig]:
        """The twigs, those that no sheet has room for cut between two changes."""
        if room is None:
            return list(twigs)
        found = []
        for twig in twigs:
            leaves: list[Leaf] = []
            for leaf in twig.leaves:
                if leaves and HEAD + self.twig_height(replace(twig, leaves=(*leaves, leaf))) > room:
                    found.append(replace(twig, leaves=tuple(leaves)))
                    leaves = []
                leaves.append(leaf)
            found.append(replace(twig, leaves=tuple(leaves)))
        return found

    def twig_height(self, twig: Twig) -> float:
        leaves = [self._height(3, leaf.name, leaf.note) for leaf in twig.leaves]
        stack = sum(leaves) + self.space.row * max(0, len(leaves) - 1)
        own = self._height(2, twig.name) if twig.name else 0.0
        return max(stack, own, STEP + 2 * self.space.pad)

    def _twig(self, part: _Part, top: float, boxes: list[Box], links: list[Link]) -> list[Box]:
        """Place a secondary driver with its changes; returns what hangs on the primary one."""
        leaves, y = list[Box](), top
        for leaf in part.twig.leaves:
            high = self._height(3, leaf.name, leaf.note)
            leaves.append(self._box(leaf.key, 3, leaf.name, y, y + high, leaf.note))
            y += high + self.space.row
        boxes += leaves
        if not part.twig.name:
            return leaves
        own = self._box(part.twig.key, 2, part.twig.name, top, top + part.high)
        boxes.append(own)
        links += [self._link(leaf, own) for leaf in leaves]
        return [own]

    def _box(self, key: str, column: int, name: Text, top: float, bottom: float, note: Text = "") -> Box:
        """A box centred between ``top`` and ``bottom``, never above ``top``."""
        high = self._height(column, name, note)
        box = Box(
            key=key,
            column=column,
            x=self._left[column],
            y=max(top, (top + bottom - high) / 2),
            wide=self._wide[column],
            high=high,
            lines=self._lines(column, name),
        )
        return replace(box, note=self._words(note)) if note else box

    def _lines(self, column: int, name: Text) -> tuple[str, ...]:
        room = self._wide[column] - 2 * PAD
        return tuple(self._wrap(self._words(name), room, SIZE, column < 2)) or ("",)

    def _height(self, column: int, name: Text, note: Text = "") -> float:
        return (len(self._lines(column, name)) + bool(note)) * STEP + 2 * self.space.pad

    def _link(self, child: Box, parent: Box) -> Link:
        """From the child's left edge to the middle of the gap before the parent, then into it."""
        corner = parent.x + parent.wide + self._gap / 2
        return Link(
            points=(
                (child.x, child.middle),
                (corner, child.middle),
                (corner, parent.middle),
                (parent.x + parent.wide, parent.middle),
            )
        )
