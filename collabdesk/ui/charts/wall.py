"""The wall: one small run chart per team, a thousand of them; only those in sight are asked for and painted."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from collabdesk.i18n import Translator, msg
from collabdesk.ui.charts.wall_frames import Sight, WallFrames
from collabdesk.ui.charts.wall_grid import Section, WallGrid
from collabdesk.ui.charts.wall_ground import RING, around, paint_empty, paint_headings
from collabdesk.ui.charts.wall_selection import WallSelection
from collabdesk.ui.charts.wall_store import WallSource, WallStore
from collabdesk.ui.theme import GAP_LARGE, GRID, Theme, Type


class ChartWall(QAbstractScrollArea):
    """A virtualised wall of charts with a current tile and a selection."""

    activated = Signal(object)
    """The key of a tile that was double-clicked or entered: show its large chart."""
    current_changed = Signal(object)
    """The key of the tile with the focus ring, or None."""
    menu_wanted = Signal(QPoint)
    """A menu about the selected tiles, else the current one, at a place of the screen: right button, or menu key."""
    selection_changed = Signal(list)
    """The keys that are selected, in the wall's order."""

    def __init__(self, theme: Theme, translator: Translator, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self._translator = translator
        self._charts = WallStore(theme, translator)
        self._chosen = WallSelection()
        self._clicked: int | None = None
        self._hovered: int | None = None
        self._columns = 0
        self._empty_text = ""
        self._sections: tuple[Section, ...] = ()
        self._frames = WallFrames(self.viewport(), self._charts, self._sight)
        self._set_up()

    def set_source(self, source: WallSource, sections: Sequence[Section] = ()) -> None:
        """Show another source's charts, another indicator's say; what both have keeps its place."""
        self._charts.set_source(source)
        self.set_keys(source.keys(), sections)

    def set_keys(self, keys: Sequence[Hashable], sections: Sequence[Section] = ()) -> None:
        """Show these charts in this order (a filter, a sort). Charts that stay keep their place on screen."""
        before_key, before = self._chosen.current_key, self.selected_keys()
        staying = set(keys)
        place = next(((key, y) for key, y in self._in_sight() if key in staying), None)
        self._chosen.set_keys(keys)
        self._sections = tuple(sections)
        self._hovered = None
        self._update_scroll_bar()
        self._scroll_to(place)
        self.viewport().update()
        self._tell(before_key, before)

    def refresh(self, keys: Iterable[Hashable] | None = None) -> None:
        """Ask for these charts again (None: all) and repaint them, if they are in sight."""
        stale = None if keys is None else list(keys)
        self._charts.forget(stale)
        if stale is None:
            self.viewport().update()
            return
        for key in stale:
            self._update_tile(self._chosen.index_of(key))

    def set_columns(self, columns: int) -> None:
        """2 to 8 tiles side by side; 0 chooses by the width."""
        place = next(iter(self._in_sight()), None)
        self._columns = columns
        self._update_scroll_bar()
        self._scroll_to(place)
        self.viewport().update()

    def build_ahead(self, rows: int) -> None:
        """Have so many rows beyond the edge ready before they are scrolled to; made while nothing else happens."""
        self._frames.build_ahead(rows)

    def columns(self) -> int:
        """Tiles side by side now."""
        return self._grid().across

    def set_empty_text(self, text: str) -> None:
        """What the wall says while it has no charts: what to do next."""
        self._empty_text = text
        self.viewport().update()

    def current_key(self) -> Hashable | None:
        """The tile with the focus ring."""
        return self._chosen.current_key

    def set_current(self, key: Hashable) -> None:
        """Move the focus ring to a tile and bring it into sight."""
        index = self._chosen.index_of(key)
        if index is not None:
            self._move_to(index)

    def selected_keys(self) -> list[Hashable]:
        """The selected tiles in the wall's order."""
        return self._chosen.selected_keys()

    def select(self, keys: Iterable[Hashable]) -> None:
        """Select exactly these."""
        before = self.selected_keys()
        self._chosen.select(keys)
        self._tell(self._chosen.current_key, before)
        self.viewport().update()

    def is_complete(self) -> bool:
        """Whether no tile in sight is a sketch for the moment."""
        return not self._frames.sketched()

    def visible_keys(self) -> list[Hashable]:
        """The tiles of which at least a part is in sight."""
        return list(self._sight().places())

    def sketched_keys(self) -> list[Hashable]:
        """The tiles in sight that are not whole yet."""
        return list(self._frames.sketched())

    def tile_rect(self, key: Hashable) -> QRect | None:
        """Where a tile is in the viewport, in sight or not."""
        index = self._chosen.index_of(key)
        return None if index is None else self._in_viewport(index)

    @Slot()
    def _restyle(self) -> None:
        self._charts.restyle()
        self._set_ground()
        self._update_scroll_bar()
        self.viewport().update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(960, 600)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if not self._chosen.keys:
            paint_empty(painter, self.viewport(), self._theme.font(Type.SECTION), self._empty_text)
            return
        top, region, grid = self.verticalScrollBar().value(), event.region(), self._grid()
        area = event.rect()
        near = grid.between(top + area.top() - RING, top + area.bottom() + RING)
        tiles = [(index, grid.rect(index).translated(0, -top)) for index in near]
        tiles = [(index, rect) for index, rect in tiles if region.intersects(around(rect))]
        headings = grid.headings(top + area.top(), top + area.bottom())
        paint_headings(painter, self.viewport(), self._theme.font(Type.SECTION, bold=True), headings, top)
        self._frames.paint(painter, {self._chosen.keys[index]: rect for index, rect in tiles})
        for index, rect in tiles:
            self._paint_outline(painter, index, rect)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_scroll_bar()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self.devicePixelRatioF().is_integer():
            self.viewport().scroll(dx, dy)
        else:
            self.viewport().update()
        self._frames.scrolled(dy)
        self._hover(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._chosen.keys:
            super().keyPressEvent(event)
            return
        key, control = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        target = self._grid().moved(self._chosen.current or 0, key, self.viewport().height())
        if target is not None:
            self._move_to(0 if self._chosen.current is None else target, extend=_shifted(event))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen.current is not None:
            self.activated.emit(self._chosen.current_key)
        elif key is Qt.Key.Key_Space and self._chosen.current is not None:
            self._toggle(self._chosen.current)
        elif key is Qt.Key.Key_A and control:
            self.select(self._chosen.keys)
        elif key is Qt.Key.Key_Escape and self._chosen.selected_keys():
            self.select([])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event.position().toPoint())
        if index is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            first, self._clicked = self._clicked, None
            if first not in (None, index) and first == self._chosen.current and not self.selected_keys():
                self._toggle(first)  # what was clicked before belongs to what is gathered now
            self._move_to(index, scroll=False)
            self._toggle(index)
        else:
            self._clicked = index
            if not _shifted(event):
                self.select([])
            self._move_to(index, extend=_shifted(event), scroll=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event.position().toPoint())
        if index is not None and event.button() is Qt.MouseButton.LeftButton:
            self.activated.emit(self._chosen.keys[index])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._index_at(event.position().toPoint()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button chooses the tile under it first; the menu key asks about what is chosen."""
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            index = self._index_at(event.pos())
            if index is None:
                return
            if not self._chosen.is_selected(self._chosen.keys[index]):
                self.select([])
            self._move_to(index, scroll=False)
        elif self._chosen.current is not None:
            self._bring_into_sight(self._chosen.current)
            place = self.viewport().mapToGlobal(self._in_viewport(self._chosen.current).center())
        if self._chosen.current is not None:
            self.menu_wanted.emit(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._chosen.current is None and self._chosen.keys:
            key = next((key for key, _ in self._in_sight()), self._chosen.keys[0])
            self._move_to(self._chosen.index_of(key) or 0)
        self._update_tile(self._chosen.current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._update_tile(self._chosen.current)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tip(event.pos(), event.globalPos())
            return True
        if event.type() is QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    # private

    def _set_up(self) -> None:
        self.setObjectName("chart_wall")
        self.setAccessibleName(self._translator.text(msg("Wall of run charts")))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.setMinimumSize(240, 200)
        self._set_ground()
        self._theme.changed.connect(self._restyle)

    def _set_ground(self) -> None:
        self._band = QFontMetrics(self._theme.font(Type.SECTION, bold=True)).height() + GRID
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.viewport().setAutoFillBackground(True)

    def _grid(self) -> WallGrid:
        count, width = len(self._chosen.keys), self.viewport().width()
        return WallGrid(
            count=count,
            width=width,
            columns=self._columns,
            head=self._charts.tiles.head,
            sections=self._sections,
            band=self._band,
        )

    def _sight(self) -> Sight:
        return Sight(
            keys=self._chosen.keys,
            grid=self._grid(),
            top=self.verticalScrollBar().value(),
            page=self.viewport().height(),
            ratio=self.devicePixelRatioF(),
        )

    def _update_scroll_bar(self) -> None:
        grid, bar, page = self._grid(), self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, grid.height - page))
        bar.setPageStep(max(1, page // grid.row_height) * grid.row_height)
        bar.setSingleStep(max(1, grid.row_height // 3))

    def _in_viewport(self, index: int) -> QRect:
        return self._grid().rect(index).translated(0, -self.verticalScrollBar().value())

    def _index_at(self, at: QPoint) -> int | None:
        return self._grid().index_at(at + QPoint(0, self.verticalScrollBar().value()))

    def _in_sight(self) -> Iterator[tuple[Hashable, int]]:
        """The tiles in sight, first those whose top is, and how far below the upper edge each starts."""
        top, grid = self.verticalScrollBar().value(), self._grid()
        near = grid.between(top, top + self.viewport().height())
        for index in sorted(near, key=lambda index: (grid.rect(index).top() < top, index)):
            yield self._chosen.keys[index], grid.rect(index).top() - top

    def _scroll_to(self, place: tuple[Hashable, int] | None) -> None:
        """Put a tile where it was, if it still is on the wall; else show the top."""
        index = None if place is None else self._chosen.index_of(place[0])
        top = 0 if index is None or place is None else self._grid().rect(index).top() - place[1]
        self.verticalScrollBar().setValue(top)

    def _paint_outline(self, painter: QPainter, index: int, rect: QRect) -> None:
        self._charts.tiles.outline(
            painter,
            rect,
            selected=self._chosen.is_selected(self._chosen.keys[index]),
            current=index == self._chosen.current,
            focused=self.hasFocus(),
            hovered=index == self._hovered,
        )

    def _update_tile(self, index: int | None) -> None:
        if index is not None:
            self.viewport().update(around(self._in_viewport(index)))

    def _hover(self, index: int | None) -> None:
        if index != self._hovered:
            before, self._hovered = self._hovered, index
            self._update_tile(before)
            self._update_tile(index)

    def _move_to(self, index: int, *, extend: bool = False, scroll: bool = True) -> None:
        before_key, before = self._chosen.current_key, self.selected_keys()
        self._update_tile(self._chosen.current)
        self._chosen.move(index, extend=extend)
        if scroll:
            self._bring_into_sight(index)
        self._update_tile(index)
        if extend:
            self.viewport().update()
        self._tell(before_key, before)

    def _toggle(self, index: int) -> None:
        before = self.selected_keys()
        self._chosen.toggle(index)
        self._update_tile(index)
        self._tell(self._chosen.current_key, before)

    def _bring_into_sight(self, index: int) -> None:
        rect, bar, page = self._grid().rect(index), self.verticalScrollBar(), self.viewport().height()
        if rect.top() - GAP_LARGE < bar.value():
            bar.setValue(rect.top() - GAP_LARGE)
        elif rect.bottom() + GAP_LARGE > bar.value() + page:
            bar.setValue(rect.bottom() + GAP_LARGE - page)

    def _tell(self, key_before: Hashable | None, selected_before: list[Hashable]) -> None:
        key = self._chosen.current_key
        if key != key_before:
            self.setAccessibleDescription("" if key is None else self._charts.description(key))
            self.current_changed.emit(key)
        if self.selected_keys() != selected_before:
            self.selection_changed.emit(self.selected_keys())

    def _show_tip(self, at: QPoint, where: QPoint) -> None:
        index, text = self._index_at(at), ""
        if index is not None:
            text = self._charts.tip(self._chosen.keys[index], self._in_viewport(index), at)
        QToolTip.showText(where, text, self.viewport())


def _shifted(event: QKeyEvent | QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
