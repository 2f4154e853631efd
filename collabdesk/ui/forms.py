"""Forms that say in place what is wrong: one label, one field and one line for the reason per entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from collabdesk.i18n import Message, msg
from collabdesk.ui.context import Context
from collabdesk.ui.fields import Choice, DateField, LongText, NumberField
from collabdesk.ui.theme import GAP, GAP_SMALL, Type
from collabdesk.ui.widgets import Label, NoWheel

Text = Message | str


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
        self._wheel = NoWheel(self)
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
