"""Pages that several documents have in common: measured and drawn once, then played from tape (handouts)."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace

from collabdesk.i18n import Translator
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sheet import PlannedPage
from collabdesk.reports.craft.tape import Tape
from collabdesk.reports.craft.text import Wording


class KeptPages:
    """The pages of documents of one run, which all have the same paper, palette and language."""

    def __init__(self, translator: Translator) -> None:
        self.words = Wording(translator)
        self.frames: dict[object, Tape] = {}
        """What all charts of one size and span have in common."""
        self._pages: dict[Hashable, list[PlannedPage]] = {}

    def pages(self, key: Hashable, make: Callable[[], list[PlannedPage]]) -> list[PlannedPage]:
        """The pages of a key, made when they are first asked for."""
        if key not in self._pages:
            self._pages[key] = [replace(page, draw=_taped(page.draw)) for page in make()]
        return list(self._pages[key])


def _taped(draw: Callable[[Pen], None]) -> Callable[[Pen], None]:
    tape: Tape | None = None

    def again(pen: Pen) -> None:
        nonlocal tape
        if tape is None:
            tape = pen.taped(lambda: draw(pen))
        else:
            pen.play(tape)

    return again
