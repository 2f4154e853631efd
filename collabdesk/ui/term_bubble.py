"""A term explained where it stands: a bubble with its words and a drawing, on hover, on focus, on F1's page."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QCursor,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QHeaderView, QLabel, QSizePolicy, QTableView, QWidget

from collabdesk.charts.spec import Sign
from collabdesk.i18n import msg
from collabdesk.ui.bubble import Bubble
from collabdesk.ui.charts.marks import Mark, paint_mark, paint_sign
from collabdesk.ui.charts.style import ChartStyle
from collabdesk.ui.context import Context
from collabdesk.ui.terms import TERMS, Sketch
from collabdesk.ui.theme import GRID, Theme, Type
from collabdesk.ui.widgets import Label

SIZE = QSize(260, 104)
_WIDTH = 300
_RADIUS = 3.0


class TermBubble(Bubble):
    """One for all: shows a term beside what it explains, without taking the focus."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme)
        self.setObjectName("term_bubble")
        self._context = context
        self.title = Label(context.theme, bold=True)
        self.said = Label(context.theme, wrap=True)
        self.sketch = SketchView(context.theme)
        for part in (self.title, self.said, self.sketch):
            self._box.addWidget(part)

    def show_term(self, name: str, over: QWidget, at: QPoint, said_more: str = "") -> None:
        """Show a term within the window of a widget, under a point of the screen, or over it where there is no room."""
        term, say, window = TERMS[name], self._context.text, over.window()
        self.title.setText(say(term.title))
        self.said.setText("\n".join(part for part in (say(term.said), said_more) if part))
        self.sketch.show_sketch(term.sketch)
        if self.parentWidget() is not window:
            self.setParent(window)
        self.take_width(_WIDTH)
        room, here = window.rect(), window.mapFromGlobal(at)
        left = max(room.left(), min(here.x(), room.right() - self.width()))
        under = here.y() + GRID
        top = under if under + self.height() <= room.bottom() else here.y() - self.height() - 3 * GRID
        self.move(left, max(room.top(), top))
        self.show()
        self.raise_()


class SketchView(QWidget):
    """A drawing of a term."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sketch = Sketch()
        self.setFixedSize(SIZE)

    def show_sketch(self, sketch: Sketch) -> None:
        """Draw this one."""
        self._sketch = sketch
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt gives it
        painter = QPainter(self)
        paint_sketch(painter, self._sketch, QRectF(self.rect()).adjusted(8, 8, -8, -8), self._theme)


def picture(name: str, theme: Theme) -> QPixmap:
    """The drawing of a term as a picture, for the guide."""
    made = QPixmap(SIZE)
    made.fill(QColor(theme.palette.surface))
    painter = QPainter(made)
    paint_sketch(painter, TERMS[name].sketch, QRectF(8, 8, SIZE.width() - 16, SIZE.height() - 16), theme)
    painter.end()
    return made


class Terms(QObject):
    """Explains widgets: each is given a term, shown on hover and on keyboard focus, and read by screen readers."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._names: dict[QObject, str] = {}
        self._heads: dict[QObject, Mapping[int, str]] = {}
        self._bubble: TermBubble | None = None

    @property
    def bubble(self) -> TermBubble:
        """The bubble, made when first shown."""
        if self._bubble is None:
            self._bubble = TermBubble(self._context)
        return self._bubble

    def explain(self, widget: QWidget, name: str) -> None:
        """Explain a widget; one that takes the focus by Tab shows it then too."""
        self._names[widget] = name
        widget.setAccessibleDescription(self._context.text(TERMS[name].said))
        widget.setMouseTracking(True)
        widget.installEventFilter(self)

    def explain_heads(self, view: QTableView, names: Mapping[int, str]) -> None:
        """Explain the headings of some columns of a table."""
        viewport = view.horizontalHeader().viewport()
        self._heads[viewport] = names
        viewport.installEventFilter(self)

    def hide(self) -> None:
        """Take the bubble away."""
        if self._bubble is not None:
            self._bubble.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return self._hovered(watched, event)
        if kind is QEvent.Type.FocusIn and watched in self._names and isinstance(watched, QWidget):
            self._show(watched, self._names[watched])
        elif kind in (
            QEvent.Type.Leave,
            QEvent.Type.FocusOut,
            QEvent.Type.Hide,
            QEvent.Type.MouseButtonPress,
        ):
            self.hide()
        return False

    def _hovered(self, watched: QObject, event: QHelpEvent) -> bool:
        if watched in self._names and isinstance(watched, QWidget):
            self._show(watched, self._names[watched])
            return True
        header = watched.parent() if watched in self._heads else None
        if isinstance(header, QHeaderView):
            name = self._heads[watched].get(header.logicalIndexAt(event.pos()))
            if name is None:
                self.hide()
                return False
            self.bubble.show_term(name, header, event.globalPos() + QPoint(0, GRID))
            return True
        return False

    def _show(self, widget: QWidget, name: str) -> None:
        self.bubble.show_term(name, widget, widget.mapToGlobal(widget.rect().bottomLeft()), widget.toolTip())


class TermsLine(QLabel):
    """The words that matter here, in a line of links: hover, or Tab and Enter, explains each."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._context, self._terms = context, Terms(context, self)
        self._shown: tuple[str, ...] = ()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(context.text(msg("The words here, explained")))
        self.linkHovered.connect(self._hovered)
        self.linkActivated.connect(self._entered)
        context.theme.changed.connect(self._write)

    @property
    def names(self) -> tuple[str, ...]:
        """The terms that stand in the line."""
        return self._shown

    @property
    def bubble(self) -> TermBubble:
        """What explains them."""
        return self._terms.bubble

    def show_terms(self, names: Iterable[str]) -> None:
        """Have these words in the line, each once."""
        self._shown = tuple(dict.fromkeys(names))
        self._write()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._terms.hide()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._terms.hide()

    @Slot(str)
    def _hovered(self, name: str) -> None:
        if name:
            self.bubble.show_term(name, self, QCursor.pos() + QPoint(0, GRID))
        else:
            self._terms.hide()

    @Slot(str)
    def _entered(self, name: str) -> None:
        self.bubble.show_term(name, self, self.mapToGlobal(self.rect().bottomLeft()))

    @Slot()
    def _write(self) -> None:
        self.setFont(self._context.theme.font(Type.CAPTION))
        say, ink = self._context.text, self._context.theme.palette.accent
        links = [
            f'<a href="{name}" style="color:{ink}">{html.escape(say(TERMS[name].title))}</a>'
            for name in self._shown
        ]
        lead = html.escape(say(msg("What is:")))
        self.setText(f"{lead} {' · '.join(links)}" if links else "")


# --- drawing ---


def paint_sketch(painter: QPainter, sketch: Sketch, rect: QRectF, theme: Theme) -> None:
    """Draw a sketch with the marks of the charts themselves."""
    style = ChartStyle.of(theme.palette, theme.font(Type.CAPTION))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if sketch.signs:
        _paint_signs(painter, rect, style)
        return
    _paint_frame(painter, sketch, rect, theme)
    _paint_line(
        painter, _places(sketch.other, rect), QPen(QColor(theme.palette.ink_soft), 1.2, Qt.PenStyle.DashLine)
    )
    places = _places(sketch.points, rect)
    if not sketch.funnel:
        _paint_line(painter, places, QPen(QColor(theme.palette.accent), 1.5))
    _paint_points(painter, sketch, places, style)


def _places(points: tuple[float | None, ...], rect: QRectF) -> list[QPointF | None]:
    step = rect.width() / max(len(points) - 1, 1)
    return [
        None if height is None else QPointF(rect.left() + at * step, rect.bottom() - height * rect.height())
        for at, height in enumerate(points)
    ]


def _paint_frame(painter: QPainter, sketch: Sketch, rect: QRectF, theme: Theme) -> None:
    ink, soft = QColor(theme.palette.ink), QColor(theme.palette.ink_soft)
    painter.setPen(QPen(QColor(theme.palette.line), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    step = rect.width() / max(len(sketch.points) - 1, 1)

    def level(height: float, first: float, last: float, pen: QPen) -> None:
        y = rect.bottom() - height * rect.height()
        painter.setPen(pen)
        painter.drawLine(QPointF(rect.left() + first * step, y), QPointF(rect.left() + last * step, y))

    end = float(len(sketch.points) - 1)
    if sketch.flag is not None:
        x = rect.left() + (sketch.flag - 0.5) * step
        painter.setPen(QPen(QColor(theme.palette.attention), 1.2))
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
    if sketch.target is not None:
        level(sketch.target, 0, end, QPen(soft, 1.2, Qt.PenStyle.DashLine))
    for limit in sketch.limits or ():
        level(limit, 0, end, QPen(soft, 1, Qt.PenStyle.DotLine))
    if sketch.funnel:
        _paint_funnel(painter, rect, QPen(soft, 1, Qt.PenStyle.DotLine))
    if sketch.line is None:
        return
    stop = end if sketch.line_to is None else float(sketch.line_to)
    if sketch.solid is None:
        level(sketch.line, 0, stop, QPen(ink, 1.2, Qt.PenStyle.DotLine))
    else:
        level(sketch.line, sketch.solid[0], sketch.solid[1], QPen(ink, 1.4))
        if sketch.solid[1] < stop:
            level(sketch.line, sketch.solid[1], stop, QPen(ink, 1.2, Qt.PenStyle.DashLine))
    if sketch.second is not None:
        level(sketch.second, stop + 0.5, end, QPen(ink, 1.4))


def _paint_funnel(painter: QPainter, rect: QRectF, pen: QPen) -> None:
    painter.setPen(pen)
    for way in (1, -1):
        curve = [
            QPointF(
                rect.left() + share * rect.width(),
                rect.center().y() - way * rect.height() * 0.14 / (share + 0.12) ** 0.5,
            )
            for share in (place / 20 for place in range(21))
        ]
        painter.drawPolyline(QPolygonF(curve))


def _paint_line(painter: QPainter, places: list[QPointF | None], pen: QPen) -> None:
    painter.setPen(pen)
    for before, after in pairwise(places):
        if before is not None and after is not None:
            painter.drawLine(before, after)


def _paint_points(painter: QPainter, sketch: Sketch, places: list[QPointF | None], style: ChartStyle) -> None:
    own = {**dict.fromkeys(sketch.hollow, Mark.HOLLOW), **dict.fromkeys(sketch.crossed, Mark.CROSSED)}
    own |= dict.fromkeys(sketch.diamond, Mark.NO_CASES)
    over = {**dict.fromkeys(sketch.ringed, Mark.RING), **dict.fromkeys(sketch.squared, Mark.SQUARE)}
    for at, place in enumerate(places):
        if place is None:
            continue
        paint_mark(painter, own.get(at, Mark.DOT), place, _RADIUS, style)
        if at in over:
            paint_mark(painter, over[at], place, _RADIUS, style)


def _paint_signs(painter: QPainter, rect: QRectF, style: ChartStyle) -> None:
    step = rect.width() / 4
    for place, sign in enumerate((Sign.IMPROVED, Sign.WORSENED, Sign.NO_SIGNAL, Sign.NOT_ENOUGH)):
        centre = QPointF(rect.left() + (place + 0.5) * step, rect.center().y())
        paint_sign(painter, sign, QRectF(centre.x() - 9, centre.y() - 9, 18, 18), style)
