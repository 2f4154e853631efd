"""The left edge: which collaborative, and the places with their badges."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QComboBox, QVBoxLayout, QWidget

from collabdesk.i18n import msg, nmsg
from collabdesk.ui.context import Context
from collabdesk.ui.places import Place
from collabdesk.ui.theme import GAP_SMALL, GRID, SIDEBAR_WIDTH, Theme, Type
from collabdesk.ui.widgets import ElidedBox, fill_with

_NEW = -1


class PlaceButton(QAbstractButton):
    """One place: icon, name, and a badge with a number where something waits."""

    def __init__(self, context: Context, place: Place, number: int) -> None:
        super().__init__()
        self._theme: Theme = context.theme
        self._context = context
        self._badge = 0
        self.place = place
        self.setObjectName(f"place_{place.name}")
        self.setText(context.text(place.title))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # a button's own shortcut would act a tenth of a second later, for the sake of its animation
        QShortcut(QKeySequence(f"Ctrl+{number}"), self).activated.connect(self.click)
        self.setToolTip(f"{self.text()} (Ctrl+{number})")
        self.setFixedHeight(36)
        self.set_badge(0)
        context.theme.changed.connect(self.update)

    @property
    def badge(self) -> int:
        """The number in the badge; 0 for none."""
        return self._badge

    def set_badge(self, count: int) -> None:
        """Show how many things wait here."""
        self._badge = count
        waiting = self._context.text(nmsg("{count} waiting", "{count} waiting", count))
        self.setAccessibleName(f"{self.text()}, {waiting}" if count else self.text())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDEBAR_WIDTH - 2 * GRID, 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        self._paint_ground(painter)
        colour = palette.accent if self.isChecked() else palette.ink
        icon = self._theme.icon(self.place.icon, colour)
        icon.paint(painter, GAP_SMALL, (self.height() - 20) // 2, 20, 20)
        painter.setFont(self._theme.font(Type.BODY, bold=self.isChecked()))
        painter.setPen(QColor(colour))
        painter.drawText(
            QRectF(44, 0, self.width() - 44, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        if self._badge:
            self._paint_badge(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        palette = self._theme.palette
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(QColor(palette.accent_soft))
            painter.drawRoundedRect(box, 6, 6)
        if self.isChecked():
            painter.setBrush(QColor(palette.accent))
            painter.drawRoundedRect(QRectF(0, 8, 3, self.height() - 16), 1.5, 1.5)
        if self.hasFocus():
            painter.setPen(QColor(palette.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)

    def _paint_badge(self, painter: QPainter) -> None:
        palette = self._theme.palette
        text = str(self._badge) if self._badge < 100 else "99+"
        painter.setFont(self._theme.font(Type.CAPTION, bold=True))
        width = max(20.0, painter.fontMetrics().horizontalAdvance(text) + 12.0)
        box = QRectF(self.width() - width - GRID, self.height() / 2 - 9, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.attention))
        painter.drawRoundedRect(box, 9, 9)
        painter.setPen(QColor(palette.surface))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class Sidebar(QWidget):
    """Says which place was chosen and which collaborative; knows neither pages nor files."""

    place_chosen = Signal(str)
    collaborative_chosen = Signal(int)
    new_collaborative_wanted = Signal()

    def __init__(self, context: Context, places: Sequence[Place]) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("sidebar")
        self.setFixedWidth(SIDEBAR_WIDTH)
        self.setAutoFillBackground(True)
        self._switcher = self._make_switcher()
        self._buttons: dict[str, PlaceButton] = {}
        self._group = QButtonGroup(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(GRID, GAP_SMALL, GRID, GAP_SMALL)
        box.setSpacing(4)
        box.addWidget(self._switcher)
        box.addSpacing(GRID)
        for number, place in enumerate(places, start=1):
            button = PlaceButton(context, place, number)
            self._buttons[place.name] = button
            self._group.addButton(button)
            box.addWidget(button)
        box.addStretch(1)
        self._group.buttonClicked.connect(self._clicked)
        context.theme.changed.connect(self.renew)
        self.renew()

    def set_collaboratives(self, names: Sequence[tuple[int, str]], current: int, *, can_add: bool) -> None:
        """Fill the switcher with (id, name)."""
        self._switcher.blockSignals(True)
        self._switcher.clear()
        for identity, name in names:
            self._switcher.addItem(name, identity)
        if can_add:
            self._switcher.insertSeparator(self._switcher.count())
            self._switcher.addItem(self._context.text(msg("New collaborative in this file…")), _NEW)
        self._choose(current)
        self._switcher.blockSignals(False)

    def mark(self, name: str) -> None:
        """Show which place is the current one; nothing for a page that is none."""
        button = self._buttons.get(name)
        if button is not None:
            button.setChecked(True)
            return
        self._group.setExclusive(False)
        for other in self._buttons.values():
            other.setChecked(False)
        self._group.setExclusive(True)

    def set_badge(self, name: str, count: int) -> None:
        """Show how many things wait in a place."""
        if name in self._buttons:
            self._buttons[name].set_badge(count)

    @Slot()
    def renew(self) -> None:
        """The ground's colour of now."""
        fill_with(self, self._context.theme.palette.canvas)

    def _make_switcher(self) -> QComboBox:
        switcher = ElidedBox()
        switcher.setObjectName("switcher")
        switcher.setAccessibleName(self._context.text(msg("Collaborative")))
        switcher.setMinimumHeight(32)
        switcher.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        switcher.view().setMinimumWidth(280)
        switcher.activated.connect(self._activated)
        return switcher

    def _choose(self, identity: int) -> None:
        self._switcher.setCurrentIndex(max(0, self._switcher.findData(identity)))
        self._chosen = identity
        self._switcher.setToolTip(self._switcher.currentText())

    @Slot(QAbstractButton)
    def _clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, PlaceButton):
            self.place_chosen.emit(button.place.name)

    @Slot(int)
    def _activated(self, index: int) -> None:
        identity = self._switcher.itemData(index)
        if identity == _NEW:
            self._choose(self._chosen)
            self.new_collaborative_wanted.emit()
        elif identity is not None and identity != self._chosen:
            self._chosen = identity
            self.collaborative_chosen.emit(identity)
