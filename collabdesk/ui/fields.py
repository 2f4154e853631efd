"""Fields that read themselves: a value, or a ValueError with a sentence for the form to show."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QDate, QLocale, Signal, Slot
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from collabdesk.i18n import msg
from collabdesk.ui.context import Context
from collabdesk.ui.widgets import ElidedBox

_FORMATS = ("d MMM yyyy", "d MMMM yyyy", "d.M.yyyy", "d/M/yyyy", "d-M-yyyy", "yyyy-M-d")


class DateField(QWidget):
    """A date to type or to pick, which may be empty; shown with the month in letters."""

    edited = Signal()

    def __init__(self, context: Context, *, empty: bool = True) -> None:
        super().__init__()
        self._context = context
        self._empty = empty
        self._locale = QLocale(context.translator.language)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(context.text(msg("such as 4 Mar 2026")))
        self.edit.editingFinished.connect(self._finished)
        self.edit.setMinimumHeight(30)
        self.edit.setMinimumWidth(self.edit.fontMetrics().horizontalAdvance("30 Sept 2026") + 24)
        pick = QToolButton()
        pick.setObjectName("pick_date")
        pick.setMinimumHeight(30)
        pick.setAccessibleName(context.text(msg("Choose a date")))
        pick.setToolTip(context.text(msg("Choose a date")))
        context.theme.set_icon(pick, "calendar")
        self._menu = QMenu(pick)
        self._pick = pick
        pick.clicked.connect(self._show_menu)
        self._calendar: QCalendarWidget | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.edit)
        row.addWidget(pick)
        self.setFocusProxy(self.edit)
        self.setMaximumWidth(220)

    def value(self) -> dt.date | None:
        """The date; None when empty. Raises ValueError with a sentence for anything else."""
        text = self.edit.text().strip()
        if not text and self._empty:
            return None
        for pattern in _FORMATS:
            found = self._locale.toDate(text, pattern)
            if found.isValid() and 1900 <= found.year() <= 2200:
                return dt.date(found.year(), found.month(), found.day())
        raise ValueError(
            self._context.text(msg("Type a date as day, month, year, such as 4 Mar 2026."))
            if text
            else self._context.text(msg("A date is needed here."))
        )

    def set_value(self, day: dt.date | None) -> None:
        """Show a date."""
        self.edit.setText(self._context.date(day))

    @Slot()
    def _finished(self) -> None:
        with contextlib.suppress(ValueError):  # the form says why
            self.set_value(self.value())
        self.edited.emit()

    @Slot()
    def _show_menu(self) -> None:
        if self._calendar is None:
            self._calendar = QCalendarWidget()
            self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            action = QWidgetAction(self._menu)
            action.setDefaultWidget(self._calendar)
            self._menu.addAction(action)
            self._calendar.clicked.connect(self._picked)
        try:
            day = self.value() or dt.date.today()
        except ValueError:
            day = dt.date.today()
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._menu.popup(self._pick.mapToGlobal(self._pick.rect().bottomLeft()))

    @Slot(QDate)
    def _picked(self, day: QDate) -> None:
        self.set_value(dt.date(day.year(), day.month(), day.day()))
        self._menu.hide()
        self.edited.emit()


class NumberField(QLineEdit):
    """A number to type, which may be empty; both decimal signs are understood."""

    def __init__(self, context: Context, *, whole: bool = False, empty: bool = True) -> None:
        super().__init__()
        self._context = context
        self._whole = whole
        self._empty = empty
        self.setMaximumWidth(110)

    def value(self) -> float | int | None:
        """The number; None when empty. Raises ValueError with a sentence."""
        text = self.text().strip().replace(" ", "").replace(",", ".")
        if not text and self._empty:
            return None
        try:
            number = float(text)
        except ValueError:
            raise ValueError(self._context.text(msg("Type a number here."))) from None
        if not abs(number) < 1e9:
            raise ValueError(self._context.text(msg("That number is too large.")))
        if self._whole and number != int(number):
            raise ValueError(self._context.text(msg("Type a whole number here.")))
        return int(number) if self._whole else number

    def set_value(self, number: float | None) -> None:
        """Show a number."""
        self.setText("" if number is None else f"{number:.10g}")


class Choice(ElidedBox):
    """One of several values. They are kept here: Qt would hand an enum back as its text."""

    def __init__(self) -> None:
        super().__init__()
        self._values: list[Any] = []

    def offer(self, choices: Sequence[tuple[Any, str]]) -> None:
        """The values to choose from, each with its words."""
        self.clear()
        self._values = [value for value, _words in choices]
        self.addItems([words for _value, words in choices])

    def value(self) -> Any:
        """The chosen value; None without choices."""
        return self._values[self.currentIndex()] if self._values else None

    def set_value(self, value: Any) -> None:
        """Choose a value, the first one where it isn't offered."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)


class LongText(QPlainTextEdit):
    """Several lines of text; tells when the cursor leaves it after a change."""

    editing_finished = Signal()

    def __init__(self, lines: int = 3) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 14)

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        if self.document().isModified():
            self.document().setModified(False)
            self.editing_finished.emit()
