"""A thin layer over reportlab's canvas: texts, lines, dots and boxes, quickly and never too small.

Coordinates are points from the sheet's lower left corner. Texts are encoded once and then reused,
which a pack of a thousand pages with the same ticks and counts on each needs (half the time goes there else).
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from collabdesk.i18n import Translator
from collabdesk.reports.craft.fonts import width
from collabdesk.reports.craft.lettering import Lettering
from collabdesk.reports.craft.structure import ASIDE, TEXT, Structure, holds_others
from collabdesk.reports.craft.style import MARGIN, RGB, SMALLEST, Palette
from collabdesk.reports.craft.tape import Begun, Ended, Point, Recorded, Tape
from collabdesk.reports.craft.text import Wording

_ORNAMENT = "/Artifact BMC"


class _Open(enum.Enum):
    """What a part that has begun is, for its end."""

    HOLDER = "holds other parts"
    MARK = "is read"
    INNER = "is read with the part around it, or not at all"


class _Part:
    """The time while a part is drawn; made once, since every cell of every table is one."""

    __slots__ = ("_end",)

    def __init__(self, end: Callable[[], None]) -> None:
        self._end = end

    def __enter__(self) -> None:
        """The part has begun."""

    def __exit__(self, *_trouble: object) -> None:
        self._end()


class Pen:
    """Draws on a canvas in one palette and one language."""

    def __init__(
        self,
        canvas: Any,
        palette: Palette,
        translator: Translator,
        *,
        links: bool = True,
        forms: bool = True,
        words: Wording | None = None,
        frames: dict[object, Tape] | None = None,
        structure: Structure | None = None,
    ) -> None:
        """``words`` and ``frames``: shared with other documents of the same palette and language; ``structure``: hears
        which parts are drawn, for screen readers.
        """
        self.canvas = canvas
        self.links = links
        """Whether other pages can be jumped to; not where one is drawn by itself."""
        self._shares = forms
        """Whether what is the same on many pages is made a Form XObject; in a short document that is only a burden."""
        self.palette = palette
        self.translator = translator
        self.word = words or Wording(translator)
        """A text in the reader's language, in one printable line."""
        self._frames = frames
        self._lettering = Lettering(canvas)
        self._forms: dict[object, str] = {}
        self._tape: Tape | None = None
        self._structure = structure
        self._inside = 0
        """How many parts are open within each other, of which the outermost is the one that is read."""
        self._open: list[_Open] = []
        self._part = _Part(self._end)

    def begin_page(self) -> None:
        """The first thing on a page: whatever belongs to no part is ornament."""
        if self._structure is not None:
            self._structure.begin_page()
            self.canvas._code.append(_ORNAMENT)

    def end_page(self) -> None:
        """The last thing on a page."""
        if self._structure is not None:
            self._leave_ornament()

    def part(self, kind: str, told: str = "") -> _Part:
        """What is drawn meanwhile is one part of the page for whoever hears it read: a heading, a row, a cell.

        ``told``: what is read instead of a picture. Text outside any part is a paragraph of its own.
        """
        self._begin(kind, told)
        return self._part

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = SMALLEST,
        bold: bool = False,
        ink: RGB | None = None,
        align: float = 0.0,
        turned: bool = False,
    ) -> None:
        """One line with its base line at ``y``; ``align`` 0 begins, 0.5 centres, 1 ends it at ``x``.

        ``turned``: read from below; ``x`` is then the base line, and ``y`` what ``align`` speaks of.
        Raises ValueError for a size that no tired eye can read on a photocopy.
        """
        if size < SMALLEST:
            raise ValueError(f"{size} pt is too small to print")
        if not text:
            return
        shift = width(text, size, bold) * align if align else 0.0
        red, green, blue = ink or self.palette.ink
        place = f"0 1 -1 0 {x:.2f} {y - shift:.2f}" if turned else f"1 0 0 1 {x - shift:.2f} {y:.2f}"
        colour = f"{red:.3g} g" if red == green == blue else f"{red:.3g} {green:.3g} {blue:.3g} rg"
        self._text(f"BT {colour} {place} Tm", text, size, bold)

    def write(
        self,
        x: float,
        y: float,
        lines: Iterable[str],
        *,
        step: float,
        kind: str = TEXT,
        size: float = SMALLEST,
        bold: bool = False,
        ink: RGB | None = None,
        align: float = 0.0,
    ) -> float:
        """Lines under each other, which are read as one part; returns where one more would stand."""
        self._begin(kind)
        for line in lines:
            self.text(x, y, line, size=size, bold=bold, ink=ink, align=align)
            y -= step
        self._end()
        return y

    def put(self, code: str) -> None:
        """An operator of the page, as it is."""
        if self._tape is not None:
            self._tape.append(code)
        self.canvas._code.append(code)

    @contextmanager
    def spoken(self, words: Iterable[str], across: tuple[float, float, float]) -> Iterator[None]:
        """What is drawn meanwhile is read as these words in a row, from ``across``: left, right and base line.

        Readers that put a page's text together by its places would mix the labels of a chart with those of the next.
        They take the place from the first and the last letter, the direction from the last: so there is a space at
        either end.
        """
        left, right, base = across
        said = " ".join(word for word in words if word)
        self.put(f"/Span <</ActualText <FEFF{said.encode('utf-16-be').hex().upper()}>>> BDC")
        self._text(f"BT 1 0 0 1 {left:.2f} {base:.2f} Tm", " ", SMALLEST, False)
        yield
        self._text(f"BT 1 0 0 1 {right - width(' ', SMALLEST):.2f} {base:.2f} Tm", " ", SMALLEST, False)
        self.put("EMC")

    def taped(self, draw: Callable[[], None]) -> Tape:
        """Draw, and give back what was drawn for `play`."""
        before, self._tape = self._tape, []
        try:
            draw()
            return self._tape
        finally:
            self._tape = before

    def play(self, tape: Tape) -> None:
        """Draw what was drawn before, in this document; what is taped meanwhile holds it already."""
        before, self._tape = self._tape, None
        for item in tape:
            if isinstance(item, tuple):
                self._text(*item)
            elif isinstance(item, str):
                self.canvas._code.append(item)
            elif isinstance(item, Begun):
                self._begin(item.kind, item.told)
            elif isinstance(item, Ended):
                self._end()
            else:
                self._form(item)
        self._tape = before

    def lines(self, lines: Iterable[Sequence[Point]], *, ink: RGB, thick: float, dash: str = "") -> None:
        """Open lines through points, as one path. ``dash``: points on and off, such as ``4 2``."""
        path = [
            f"{x:.2f} {y:.2f} {'l' if index else 'm'}" for line in lines for index, (x, y) in enumerate(line)
        ]
        if path:
            self._stroke(path, ink, thick, f"[{dash}] 0 d 0 J 1 j")

    def dots(self, points: Iterable[Point], *, ink: RGB, across: float) -> None:
        """Round dots: lines of no length with round ends, the fastest way there is."""
        path = [f"{x:.2f} {y:.2f} m {x:.2f} {y:.2f} l" for x, y in points]
        if path:
            self._stroke(path, ink, across, "[] 0 d 1 J")

    def squares(self, points: Iterable[Point], across: float, *, ink: RGB, thick: float = 0.85) -> None:
        """Outlined squares on a white ground."""
        half, side = (across - thick) / 2, f"{across - thick:.2f}"
        path = " ".join(f"{x - half:.2f} {y - half:.2f} {side} {side} re" for x, y in points)
        if path:
            style = f"1 g {_stroke_ink(ink)} {thick:.2f} w [] 0 d 0 J 0 j"
            self.put(f"{style} {path} B")

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        *,
        fill: RGB | None = None,
        ink: RGB | None = None,
        thick: float = 0.6,
    ) -> None:
        """A rectangle from its lower left corner, filled, outlined or both."""
        paint = {(True, True): "B", (True, False): "f", (False, True): "S"}[
            (fill is not None, ink is not None)
        ]
        code = [_fill(fill)] if fill else []
        if ink:
            code.append(f"{_stroke_ink(ink)} {thick:.2f} w [] 0 d 0 J 0 j")
        self.put(f"{' '.join(code)} {x:.2f} {y:.2f} {wide:.2f} {high:.2f} re {paint}")

    def shape(
        self, points: Sequence[Point], *, fill: RGB | None, ink: RGB | None = None, thick: float = 0.9
    ) -> None:
        """A closed shape through points, filled, outlined or both."""
        paint = ("b" if ink else "f") if fill else "s"
        code = [_fill(fill)] if fill else []
        if ink:
            code.append(f"{_stroke_ink(ink)} {thick:.2f} w [] 0 d 0 J 0 j")
        code.extend(f"{x:.2f} {y:.2f} {'l' if index else 'm'}" for index, (x, y) in enumerate(points))
        self.put(f"{' '.join(code)} {paint}")

    def circle(self, x: float, y: float, radius: float, *, ink: RGB, thick: float = 0.9) -> None:
        """An outlined circle on a white ground."""
        self.dots([(x, y)], ink=ink, across=2 * radius + thick)
        self.dots([(x, y)], ink=(1, 1, 1), across=2 * radius - thick)

    def form(self, key: object, at: Point, size: tuple[float, float], draw: Callable[[], None]) -> None:
        """What ``draw`` draws round 0, 0, put ``at`` a place: made a Form XObject where the document has none of that
        key yet. ``size`` above and right of that place; below and left of it a margin's width belongs to it.
        """
        recorded = Recorded(key=key, at=at, size=size, draw=draw)
        if self._tape is not None:
            self._tape.append(recorded)
        self._form(recorded)

    def _form(self, recorded: Recorded) -> None:
        x, y = recorded.at
        self.canvas._code.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm")
        self._inside += 1  # parts can't begin in what stands on many pages
        if self._shares:
            self._form_once(recorded)
            self.canvas.doForm(self._forms[recorded.key])
        else:
            self._drawn(recorded)
        self._inside -= 1
        self.canvas._code.append("Q")

    def _form_once(self, recorded: Recorded) -> None:
        if recorded.key in self._forms:
            return
        name = self._forms[recorded.key] = f"drawing{len(self._forms)}"
        wide, high = recorded.size
        self.canvas.beginForm(name, -MARGIN, -MARGIN, wide + MARGIN, high + MARGIN)
        self._drawn(recorded)
        self.canvas.endForm()

    def _drawn(self, recorded: Recorded) -> None:
        if recorded.tape is None and self._frames is not None:
            recorded.tape = self._frames.get(recorded.key)
        if recorded.tape is not None:
            self.play(recorded.tape)
            return
        recorded.tape = self.taped(recorded.draw)
        if self._frames is not None:
            self._frames[recorded.key] = recorded.tape

    def _text(self, placed: str, text: str, size: float, bold: bool) -> None:
        if self._tape is not None:
            self._tape.append((placed, text, size, bold))
        code = f"{placed} {self._lettering.code(text, size, bold)} ET"
        if self._inside or self._structure is None:
            self.canvas._code.append(code)
            return
        self._mark(self._structure, TEXT)
        self.canvas._code += (code, "EMC", _ORNAMENT)

    def _begin(self, kind: str, told: str = "") -> None:
        if self._tape is not None:
            self._tape.append(Begun(kind, told))
        if self._structure is None:
            return
        if self._inside:
            end = _Open.INNER
        elif holds_others(kind):
            end = _Open.HOLDER
            self._structure.open(kind)
        elif kind == ASIDE:
            end = _Open.INNER
        else:
            end = _Open.MARK
            self._mark(self._structure, kind, told)
        self._open.append(end)
        self._inside += end is not _Open.HOLDER

    def _end(self) -> None:
        if self._tape is not None:
            self._tape.append(Ended())
        if self._structure is None:
            return
        end = self._open.pop()
        self._inside -= end is not _Open.HOLDER
        if end is _Open.HOLDER:
            self._structure.close()
        elif end is _Open.MARK:
            self.canvas._code += ("EMC", _ORNAMENT)

    def _mark(self, structure: Structure, kind: str, told: str = "") -> None:
        """Leave the ornament and begin what is read."""
        self._leave_ornament()
        self.canvas._code.append(f"/{kind} <</MCID {structure.drawn(kind, told)}>> BDC")

    def _leave_ornament(self) -> None:
        code = self.canvas._code
        if code[-1] == _ORNAMENT:
            code.pop()
        else:
            code.append("EMC")

    def _stroke(self, path: list[str], ink: RGB, thick: float, style: str) -> None:
        self.put(f"{_stroke_ink(ink)} {thick:.2f} w {style} {' '.join(path)} S")


def _stroke_ink(ink: RGB) -> str:
    red, green, blue = ink
    return f"{red:.3g} G" if red == green == blue else f"{red:.3g} {green:.3g} {blue:.3g} RG"


def _fill(ink: RGB) -> str:
    red, green, blue = ink
    return f"{red:.3g} g" if red == green == blue else f"{red:.3g} {green:.3g} {blue:.3g} rg"
