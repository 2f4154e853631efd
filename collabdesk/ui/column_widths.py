"""How wide a table's columns are: they fill the table, a person's own widths are kept, and nothing scrolls sideways
as long as the columns can give way to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QTableView

from collabdesk.ui.context import Context
from collabdesk.ui.theme import ROW_HEIGHT, Type

LEAST_SHARE = 0.6
"""How far a column that can give way shrinks: to this share of its usual width."""
GOOD_SHARE = 0.85
"""Columns to spare are left out before the others shrink below this share."""


@dataclass(frozen=True, kw_only=True)
class ColumnWidth:
    """One column: its usual width in px at the usual text size, its share of spare room (0 for a column that keeps
    its width), and whether it is left out where there is too little room."""

    usual: int
    stretch: float = 0.0
    spare: bool = False


def left_out(columns: Sequence[ColumnWidth], room: int) -> set[int]:
    """The places of the spare columns that have no room, the last ones first."""
    out: set[int] = set()
    good = [round(one.usual * (GOOD_SHARE if one.stretch else 1.0)) for one in columns]
    for place in range(len(columns) - 1, -1, -1):
        if sum(width for at, width in enumerate(good) if at not in out) <= room:
            break
        if columns[place].spare:
            out.add(place)
    return out


def fitted(columns: Sequence[ColumnWidth], room: int) -> list[int]:
    """Widths in px that fill ``room``; wider than it only when every column is at its least.

    Spare room goes to the columns with a stretch (else to the last one); too little is taken from them.
    """
    widths = [one.usual for one in columns]
    weights = [one.stretch for one in columns]
    extra = room - sum(widths)
    if extra < 0:
        weights = [one.usual * bool(one.stretch) for one in columns]
        extra = max(extra, -round(sum(weights) * (1 - LEAST_SHARE)))
    elif not any(weights):
        weights = [0.0] * (len(columns) - 1) + [1.0]
    if not extra or not any(weights):
        return widths
    total, given = sum(weights), 0.0
    for place, weight in enumerate(weights):
        before, given = round(given), given + extra * weight / total
        widths[place] += round(given) - before
    return widths


class ColumnWidths(QObject):
    """Keeps one table's header fitted, and remembers what a person drags."""

    def __init__(self, context: Context, name: str, view: QTableView, columns: Sequence[ColumnWidth]) -> None:
        super().__init__(view)
        self._context = context
        self._name = name
        self._view = view
        self._head = view.horizontalHeader()
        self._columns = tuple(columns)
        self._larger = self._factor()
        known = context.settings.widths(name)
        self._own = {place: width for place, width in enumerate(known[: len(columns)]) if width}
        self._without: set[int] = set()
        self._fitting = False
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(500)
        self._keep.timeout.connect(self.keep)
        self._head.setStretchLastSection(False)
        self._set(range(len(columns)), [one.usual for one in self._wanted(range(len(columns)))])
        self._view.verticalHeader().setDefaultSectionSize(round(ROW_HEIGHT * self._larger))
        self._head.sectionResized.connect(self._resized)
        view.viewport().installEventFilter(self)
        context.theme.changed.connect(self._text_size_changed)

    @property
    def without(self) -> frozenset[int]:
        """The columns left out for want of room; copies hold them all the same."""
        return frozenset(self._without)

    @Slot()
    def fit(self) -> None:
        """Fill the table's width with the columns that are to be seen."""
        shown = [
            place
            for place in range(len(self._columns))
            if place in self._without or not self._view.isColumnHidden(place)
        ]
        room = self._view.viewport().width()
        wanted = self._wanted(shown)
        out = left_out(wanted, room)
        kept = [at for at in range(len(shown)) if at not in out]
        self._without = {shown[at] for at in out}
        self._set([shown[at] for at in kept], fitted([wanted[at] for at in kept], room))

    @Slot()
    def keep(self) -> None:
        """Remember the widths that the person gave, and let the others follow."""
        widths = [self._own.get(place, 0) for place in range(len(self._columns))]
        self._context.settings.set_widths(self._name, widths)
        if self._view.isVisible():
            self.fit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and not self._fitting:
            self.fit()
        return False

    @Slot(int, int, int)
    def _resized(self, place: int, before: int, now: int) -> None:
        if self._fitting:
            return
        if before and now:
            self._own[place] = now
            self._keep.start()
        elif self._view.isVisible():  # a column was shown or hidden
            self.fit()

    @Slot()
    def _text_size_changed(self) -> None:
        factor = self._factor()
        if factor == self._larger:
            return
        self._own = {place: round(width * factor / self._larger) for place, width in self._own.items()}
        self._larger = factor
        self._view.verticalHeader().setDefaultSectionSize(round(ROW_HEIGHT * factor))
        self.fit()

    def _wanted(self, places: Sequence[int]) -> list[ColumnWidth]:
        return [self._one(place) for place in places]

    def _one(self, place: int) -> ColumnWidth:
        column = self._columns[place]
        if place in self._own:
            return ColumnWidth(usual=self._own[place])
        usual = round(column.usual * self._larger)
        return ColumnWidth(usual=usual, stretch=column.stretch, spare=column.spare)

    def _set(self, places: Sequence[int], widths: Sequence[int]) -> None:
        self._fitting = True
        for place in range(len(self._columns)):
            if place in self._without:
                self._view.setColumnHidden(place, True)
        for place, width in zip(places, widths, strict=True):
            if self._columns[place].spare:
                self._view.setColumnHidden(place, False)
            self._head.resizeSection(place, width)
        self._fitting = False

    def _factor(self) -> float:
        return self._context.theme.font().pixelSize() / Type.BODY
