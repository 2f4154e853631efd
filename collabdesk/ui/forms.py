"""Forms that say in place what is wrong: one label, one field and one line for the reason per entry."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from collabdesk.i18n import Message, msg
from collabdesk.ui.context import Context
from collabdesk.ui.theme import GAP, GAP_SMALL, Type
from collabdesk.ui.widgets import Label

Text = Message | str
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
        pick = QToolButton()
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


class Choice(QComboBox):
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


class Form(QWidget):
    """Named fields. `values` reads them all or shows what is wrong; `edited` names a field that was left."""

    edited = Signal(str)

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self.context = context
        self.setObjectName(name)
        self.fields: dict[str, QWidget] = {}
        self._reasons: dict[str, Label] = {}
        self._needed: set[str] = set()
        self._wheel = _NoWheel(self)
        self._rows = QFormLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(GAP)
        self._rows.setVerticalSpacing(GAP_SMALL)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)

    # --- fields ---

    def add_text(self, name: str, label: Text, *, needed: bool = False, hint: Text = "") -> QLineEdit:
        """One line of text."""
        edit = QLineEdit()
        if hint:
            edit.setPlaceholderText(self.context.text(hint))
        edit.editingFinished.connect(self._tell)
        if needed:
            self._needed.add(name)
        self._add(name, label, edit)
        return edit

    def add_long(self, name: str, label: Text, lines: int = 3, *, hint: Text = "") -> LongText:
        """Several lines of text."""
        edit = LongText(lines)
        edit.setPlaceholderText(self.context.text(hint))
        edit.editing_finished.connect(self._tell)
        self._add(name, label, edit)
        return edit

    def add_date(self, name: str, label: Text, *, empty: bool = True) -> DateField:
        """A date."""
        edit = DateField(self.context, empty=empty)
        edit.edited.connect(self._tell)
        self._add(name, label, edit)
        edit.edit.setObjectName(f"{self.objectName()}_{name}_text")
        edit.edit.setAccessibleName(self.context.text(label))
        return edit

    def add_number(self, name: str, label: Text, *, whole: bool = False, empty: bool = True) -> NumberField:
        """A number."""
        edit = NumberField(self.context, whole=whole, empty=empty)
        edit.editingFinished.connect(self._tell)
        self._add(name, label, edit)
        return edit

    def add_choice(self, name: str, label: Text, choices: Sequence[tuple[Any, Text]]) -> Choice:
        """One of several values, each with its words."""
        box = Choice()
        box.offer([(value, self.context.text(words)) for value, words in choices])
        box.activated.connect(self._tell)
        self._add(name, label, box)
        return box

    def add_known(self, name: str, label: Text, *, hint: Text = "") -> QComboBox:
        """One line of text with what is known already to choose from (`set_known`)."""
        box = QComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = box.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.context.text(hint))
        line.setAccessibleName(self.context.text(label))
        self._add(name, label, box)
        return box

    def add_check(self, name: str, label: Text, words: Text) -> QCheckBox:
        """Yes or no."""
        box = QCheckBox(self.context.text(words))
        box.clicked.connect(self._tell)
        self._add(name, label, box)
        return box

    def add_widget(self, name: str, label: Text, widget: QWidget) -> None:
        """Anything else: its value is left to who adds it."""
        self._add(name, label, widget)

    def set_known(self, name: str, known: Sequence[str]) -> None:
        """What an `add_known` field offers."""
        box = self.fields[name]
        assert isinstance(box, QComboBox)
        text = box.currentText()
        box.clear()
        box.addItems(list(known))
        box.setCurrentText(text)

    def show_field(self, name: str, visible: bool) -> None:
        """Show or hide a field with its label and reason."""
        self._rows.setRowVisible(self._holder(name), visible)

    # --- values ---

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show these values; fields that are not named stay as they are."""
        for name, value in values.items():
            _write(self.fields[name], value)
        self.clear_reasons()

    def values(self) -> dict[str, Any] | None:
        """All values; None when something is wrong, which is then said beside the field, the first one focused."""
        self.clear_reasons()
        found: dict[str, Any] = {}
        wrong: list[str] = []
        for name, field in self.fields.items():
            try:
                found[name] = self._read(name, field)
            except ValueError as error:
                self.show_reason(name, str(error))
                wrong.append(name)
        if wrong:
            self.fields[wrong[0]].setFocus()
            return None
        return found

    def show_reason(self, name: str, reason: str) -> None:
        """Say under a field what is wrong with it."""
        self._reasons[name].setText(reason)
        self._reasons[name].show()

    def reason(self, name: str) -> str:
        """What is said under a field; empty for nothing."""
        return self._reasons[name].text()

    def clear_reasons(self) -> None:
        """Take all reasons away."""
        for label in self._reasons.values():
            label.setText("")
            label.hide()

    # --- private ---

    def _read(self, name: str, field: QWidget) -> Any:
        value = _value(field)
        if name in self._needed and not value:
            raise ValueError(self.context.text(msg("This is needed.")))
        return value

    def _add(self, name: str, label: Text, widget: QWidget) -> None:
        words = self.context.text(label)
        widget.setObjectName(f"{self.objectName()}_{name}")
        widget.setAccessibleName(words)
        if isinstance(widget, QComboBox):
            widget.installEventFilter(self._wheel)
            widget.setMinimumHeight(30)
        if isinstance(widget, QLineEdit):
            widget.setMinimumHeight(30)
        reason = Label(self.context.theme, size=Type.CAPTION, colour="danger", wrap=True)
        reason.setObjectName(f"{self.objectName()}_{name}_reason")
        reason.hide()
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(widget)
        box.addWidget(reason)
        caption = Label(self.context.theme, words)
        caption.setBuddy(widget)
        caption.setMinimumHeight(30)
        self._rows.addRow(caption, holder)
        self.fields[name] = widget
        self._reasons[name] = reason

    def _holder(self, name: str) -> QWidget:
        holder = self.fields[name].parentWidget()
        assert holder is not None
        return holder

    @Slot()
    def _tell(self) -> None:
        sender = self.sender()
        for name, field in self.fields.items():
            if field is sender:
                self.edited.emit(name)


class _NoWheel(QObject):
    """Scrolling a form must not change the choice under the mouse."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QComboBox) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def _value(field: QWidget) -> Any:
    if isinstance(field, DateField | NumberField | Choice):
        return field.value()
    if isinstance(field, QLineEdit):
        return field.text().strip()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText().strip()
    if isinstance(field, QCheckBox):
        return field.isChecked()
    if isinstance(field, QComboBox):
        return field.currentText().strip()
    return None


def _write(field: QWidget, value: Any) -> None:
    if isinstance(field, DateField | NumberField | Choice):
        field.set_value(value)
    elif isinstance(field, QLineEdit):
        field.setText(value)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(value)
    elif isinstance(field, QCheckBox):
        field.setChecked(bool(value))
    elif isinstance(field, QComboBox):
        field.setCurrentText(value)
