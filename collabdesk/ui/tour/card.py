"""The card of the tour: what a step says, and the ways on, back and out, by mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from collabdesk.i18n import msg
from collabdesk.ui.bubble import Bubble
from collabdesk.ui.context import Context
from collabdesk.ui.term_bubble import SketchView
from collabdesk.ui.terms import TERMS
from collabdesk.ui.theme import GAP_SMALL, GRID, Type
from collabdesk.ui.tour.steps import STEPS, Step
from collabdesk.ui.widgets import Label, push_button

WIDTH = 360
"""px: what is free beside a large chart on a small screen."""
_KEY = Qt.Key
_ENTER = (_KEY.Key_Return, _KEY.Key_Enter)


class TourCard(Bubble):
    """Stands in the window over its pages. It holds the keyboard only as long as the person leaves it there."""

    next_wanted = Signal()
    back_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(context.theme)
        self.setParent(window)
        self.setObjectName("tour_card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._context = context
        self.title = Label(context.theme, size=Type.SECTION, bold=True, wrap=True)
        self.said = Label(context.theme, wrap=True)
        self.sketch = SketchView(context.theme)
        self.count = Label(context.theme, size=Type.CAPTION, colour="ink_soft")
        self.close_button = push_button(context, "tour_close", msg("Close"), self.close_wanted)
        self.back = push_button(context, "tour_back", msg("Back"), self.back_wanted)
        self.next = push_button(context, "tour_next", msg("Next"), self.next_wanted)
        for part in (self.title, self.said, self.sketch):
            self._box.addWidget(part)
        self._box.addLayout(self._foot())
        for button in self._buttons:
            button.installEventFilter(self)
        self.hide()

    def show_step(self, number: int) -> None:
        """Say what the step says, aloud too: the keyboard is here again, so a screen reader reads the name anew."""
        step, text = STEPS[number], self._context.text
        where = text(msg("{number} of {count}", number=number + 1, count=len(STEPS)))
        last = number == len(STEPS) - 1
        self.title.setText(text(step.title))
        self.said.setText(text(step.said))
        self.count.setText(where)
        self._draw(step)
        self.back.setEnabled(number > 0)
        self.next.setText(text(msg("Finish") if last else msg("Next")))
        self.setAccessibleName(
            text(
                msg(
                    "Tour of the window, {where}. {title}. {said}",
                    where=where,
                    title=step.title,
                    said=step.said,
                )
            )
        )
        self.setAccessibleDescription(
            text(msg("Enter or Right: next. Left: back. Escape: end the tour. Tab: the buttons."))
        )
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def stand_by(self, target: QRect, room: QRect) -> None:
        """Stand beside a part of the window, within the room."""
        self.take_width(WIDTH)
        place = beside(target, self.size(), room)
        if place != self.pos():
            self.move(place)
        self.raise_()

    # --- keys ---

    def event(self, event: QEvent) -> bool:
        """The keys of the tour are its own while it has the keyboard: no shortcut of a page takes them."""
        if event.type() is QEvent.Type.ShortcutOverride and self._meaning(event, None) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take_key(event, None):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        button = watched if isinstance(watched, QPushButton) else None
        return event.type() is QEvent.Type.KeyPress and self._take_key(event, button)

    def _take_key(self, event: QEvent, button: QPushButton | None) -> bool:
        wanted = self._meaning(event, button)
        if wanted is None:
            return False
        wanted.click()
        return True

    def _meaning(self, event: QEvent, button: QPushButton | None) -> QPushButton | None:
        """The button that a key stands for: Enter for the one that has the keyboard, else for Next."""
        if not isinstance(event, QKeyEvent) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        if event.key() in _ENTER:
            return button or self.next
        return {
            _KEY.Key_Right: self.next,
            _KEY.Key_Left: self.back,
            _KEY.Key_Escape: self.close_button,
        }.get(_KEY(event.key()))

    # --- making ---

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.close_button, self.back, self.next)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.count)
        row.addStretch(1)
        for button in self._buttons:
            row.addWidget(button)
        return row

    @Slot()
    def _draw(self, step: Step) -> None:
        self.sketch.setVisible(bool(step.term))
        if step.term:
            self.sketch.show_sketch(TERMS[step.term].sketch)


def beside(target: QRect, size: QSize, room: QRect) -> QPoint:
    """Where a card stands: at a side of the target where it fits, else in the corner where least is hidden."""
    inner = room.adjusted(GRID, GRID, -GRID, -GRID)
    corner = QPoint(inner.right() + 1 - size.width(), inner.bottom() + 1 - size.height())
    if target.isEmpty():
        return corner
    right, left = target.right() + 1 + GAP_SMALL, target.left() - GAP_SMALL - size.width()
    under, over = target.bottom() + 1 + GAP_SMALL, target.top() - GAP_SMALL - size.height()
    beside_it = [QPoint(right, target.top()), QPoint(left, target.top())]
    over_it = [QPoint(target.left(), under), QPoint(target.left(), over)]
    flat = target.height() < size.height()
    for place in over_it + beside_it if flat else beside_it + over_it:
        across = place in over_it
        x = max(inner.left(), min(place.x(), corner.x())) if across else place.x()
        y = place.y() if across else max(inner.top(), min(place.y(), corner.y()))
        if inner.contains(QRect(QPoint(x, y), size)):
            return QPoint(x, y)
    return corner
