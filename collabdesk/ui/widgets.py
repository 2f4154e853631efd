"""Small parts that every page is made of: labels that follow the theme, empty states, rows of buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from collabdesk.i18n import Message
from collabdesk.ui.context import Context
from collabdesk.ui.flow import Flow
from collabdesk.ui.theme import GAP, GAP_SMALL, GRID, Theme, Type

Text = Message | str
EMPTY_WIDTH = 520
TITLE_BAR = 32  # px that the system puts over a window


class Label(QLabel):
    """A text in a size of the scale and a colour token, following the theme."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        size: Type = Type.BODY,
        *,
        bold: bool = False,
        colour: str = "ink",
        wrap: bool = False,
    ) -> None:
        super().__init__(text)
        self._theme = theme
        self._size = size
        self._bold = bold
        self._colour = colour
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        theme.changed.connect(self.renew)
        self.renew()

    def set_colour(self, token: str) -> None:
        """Another colour token: ``attention``, ``danger``, ``ink_soft``..."""
        self._colour = token
        self.renew()

    @Slot()
    def renew(self) -> None:
        """Font and colour of now."""
        self.setFont(self._theme.font(self._size, bold=self._bold))
        palette = self.palette()
        colour = QColor(getattr(self._theme.palette, self._colour))
        palette.setColor(QPalette.ColorRole.WindowText, colour)
        palette.setColor(QPalette.ColorRole.Text, colour)
        self.setPalette(palette)


class ElidedLabel(Label):
    """A label of one line that gives way: its end is cut with … where it has no room, the tip says it whole."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, room = QPainter(self), self.contentsRect()
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, self.alignment() | Qt.TextFlag.TextSingleLine, text)


class Line(QFrame):
    """A hairline between two parts."""

    def __init__(self, theme: Theme, *, upright: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self.setAutoFillBackground(True)
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
        theme.changed.connect(self.renew)
        self.renew()

    @Slot()
    def renew(self) -> None:
        """The line's colour of now."""
        fill_with(self, self._theme.palette.line)


def size_on_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window this size, or what its screen has room for (a small one, or one with large pixels)."""
    room = window.screen().availableGeometry()
    window.setMinimumSize(window.minimumSize().boundedTo(room.size()))
    window.resize(min(width, room.width()), min(height, room.height() - TITLE_BAR))


def fill_with(widget: QWidget, colour: str) -> None:
    """Fill a widget's ground with a colour."""
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Window, QColor(colour))
    widget.setPalette(palette)
    widget.setBackgroundRole(QPalette.ColorRole.Window)  # else it is the parent's


class ActionButton(QPushButton):
    """A button with the text and icon of an action, which it follows and triggers."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self._action, self._brief = action, False
        self.setObjectName(f"button_{action.objectName()}")
        self.setMinimumHeight(30)
        self.setAutoDefault(False)
        self.setCheckable(action.isCheckable())
        menu: object = action.menu()
        if isinstance(menu, QMenu):
            self.setMenu(menu)
        else:
            self.clicked.connect(action.trigger)
        action.changed.connect(self.renew)
        self.renew()

    def be_brief(self, brief: bool) -> None:
        """Show the icon alone, where there is one: the tip and the accessible name say the rest."""
        brief = brief and not self._action.icon().isNull()
        if brief != self._brief:
            self._brief = brief
            self.renew()

    @Slot()
    def renew(self) -> None:
        """Look as the action does now."""
        action = self._action
        self.setText("" if self._brief else action.text())
        self.setIcon(action.icon())
        self.setToolTip(action.toolTip())
        self.setEnabled(action.isEnabled())
        if self.parentWidget() is not None:  # without a parent it would come up as a window of its own
            self.setVisible(action.isVisible())
        self.setChecked(action.isChecked())
        self.setAccessibleName(action.text().replace("&", ""))


def literal(text: str) -> str:
    """A name on a button, a tab or in a menu, where Qt takes a single & for the mark of a key."""
    return text.replace("&", "&&")


def button_for(action: QAction) -> ActionButton:
    """A button with text and icon that follows an action."""
    return ActionButton(action)


def push_button(context: Context, name: str, text: Text, slot: object) -> QPushButton:
    """A button with a name that does one thing, and never answers to Enter in a field beside it."""
    button = QPushButton(context.text(text))
    button.setObjectName(name)
    button.setMinimumHeight(30)
    button.setAutoDefault(False)
    button.clicked.connect(slot)
    return button


class ModeButton(QPushButton):
    """A button that stays down for a mode; bold while it is down, for the ground alone does not tell."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setCheckable(True)
        self.setMinimumHeight(30)
        self.toggled.connect(self._embolden)

    @Slot(bool)
    def _embolden(self, down: bool) -> None:
        font = self.font()
        font.setBold(down)
        self.setFont(font)


class ElidedBox(QComboBox):
    """A choice whose text ends in … where it has no room; the tooltip says it whole."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        text = option.currentText or self.placeholderText()
        room = field.width() - 2 * 2
        option.currentText = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and not self.toolTip():
            QToolTip.showText(event.globalPos(), self.currentText(), self)  # type: ignore[attr-defined]
            return True
        return super().event(event)


class NoWheel(QObject):
    """An event filter for choices in something that scrolls: the wheel must not change the one under the mouse."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel:
            event.ignore()
            return True
        return False


class ButtonRow(QWidget):
    """Buttons for actions, side by side, in a second line where one has no room; ``beside`` (a search field) stands at
    the other end.
    """

    def __init__(self, *actions: QAction, beside: QWidget | None = None) -> None:
        super().__init__()
        self._row = Flow(self, GRID)
        for action in actions:
            self._row.addWidget(button_for(action))
        if beside is not None:
            self._row.add_last(beside)

    def insert(self, widget: QWidget) -> None:
        """Put something else (a choice) before the buttons."""
        self._row.insert_first(widget)


class EmptyState(QWidget):
    """What an empty page says: what it is for, and the next step; ``other`` is another way to take it."""

    def __init__(
        self,
        context: Context,
        title: Text,
        said: Text,
        action: QAction | None = None,
        other: QAction | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("empty_state")
        box = QVBoxLayout(self)
        box.setSpacing(GAP_SMALL)
        box.addStretch(2)
        heading = Label(context.theme, context.text(title), Type.SECTION, bold=True, wrap=True)
        text = Label(context.theme, context.text(said), colour="ink_soft", wrap=True)
        text.setFixedWidth(EMPTY_WIDTH)
        for label in (heading, text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(text)
        row.addStretch(1)
        box.addWidget(heading)
        box.addLayout(row)
        steps = QHBoxLayout()
        steps.setSpacing(GRID)
        steps.addStretch(1)
        for step in (action, other):
            if step is not None:
                steps.addWidget(button_for(step))
        steps.addStretch(1)
        box.addSpacing(GRID)
        box.addLayout(steps)
        box.addStretch(3)


class Section(QWidget):
    """A heading with something under it."""

    def __init__(self, theme: Theme, title: str, body: QWidget) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        self.heading = Label(theme, title, Type.SECTION, bold=True)
        box.addWidget(self.heading)
        box.addWidget(body)


def column(*widgets: QWidget, gap: int = GAP) -> QVBoxLayout:
    """A column without margins."""
    box = QVBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(gap)
    for widget in widgets:
        box.addWidget(widget)
    return box
