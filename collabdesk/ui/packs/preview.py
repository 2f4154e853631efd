"""One page of a pack as it will be printed, and the way to the others."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from collabdesk.i18n import msg, nmsg
from collabdesk.reports.craft.sheet import Sheet
from collabdesk.ui.context import Context
from collabdesk.ui.packs.paper import page_image
from collabdesk.ui.theme import GAP_SMALL, GRID
from collabdesk.ui.widgets import Label

_EDGE = 8


class _Sheet(QWidget):
    """Draws the image of a page with a thin edge, centred."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.image = QImage()
        self.setObjectName("pack_page")

    def show_image(self, image: QImage) -> None:
        self.image = image
        size = image.size() / image.devicePixelRatio() if not image.isNull() else QSize()
        self.setMinimumSize(size + QSize(2 * _EDGE, 2 * _EDGE))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.image.isNull():
            return
        painter = QPainter(self)
        size = self.image.size() / self.image.devicePixelRatio()
        left = max(_EDGE, (self.width() - size.width()) / 2)
        place = QRectF(left, _EDGE, size.width(), size.height())
        painter.drawImage(place, self.image)
        painter.setPen(QColor(self._context.theme.palette.line))
        painter.drawRect(place)


class Shown(Protocol):
    """A document of which each page can be drawn by itself."""

    @property
    def sheet(self) -> Sheet:
        """The paper it is for."""

    @property
    def pages(self) -> int:
        """How many pages it has."""

    def page_pdf(self, number: int) -> bytes:
        """One page, counted from 1."""


class Preview(QWidget):
    """Shows a document page by page, as wide as there is room or whole; PgUp, PgDn, Home and End turn."""

    turned = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._pack: Shown | None = None
        self._whole = True
        self._wanted = 1  # the page that was turned to, also while a shorter pack is shown
        self.sheet = _Sheet(context)
        self._area = QScrollArea()
        self._area.setObjectName("pack_preview")
        self._area.setWidgetResizable(True)
        self._area.setWidget(self.sheet)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(context.text(msg("Preview")))
        self._area.setFocusProxy(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.number = QSpinBox()
        self.number.setObjectName("pack_page_number")
        self.number.setAccessibleName(context.text(msg("Page")))
        self.number.setKeyboardTracking(False)
        self.number.setMinimum(1)
        self.number.valueChanged.connect(self._turned)
        self._of = Label(context.theme, colour="ink_soft")
        self.said = Label(context.theme, colour="ink_soft", wrap=True)
        self.said.setObjectName("pack_said")
        self._back = self._button("pack_back", "‹", msg("Previous page (PgUp)"))
        self._forth = self._button("pack_forth", "›", msg("Next page (PgDn)"))
        self._size = self._button(
            "pack_zoom", context.text(msg("Full width")), msg("Larger or the whole page")
        )
        self._back.clicked.connect(self.turn_back)
        self._forth.clicked.connect(self.turn_forth)
        self._size.clicked.connect(self.change_size)
        self._lay_out()

    @property
    def page(self) -> int:
        """The page shown, counted from 1."""
        return self.number.value()

    def show_pack(self, pack: Shown, *, whole: bool = True) -> None:
        """Show a pack, on the page that is open now where it has one; ``whole``: no more pages will come."""
        self._pack = pack
        page = min(self._wanted, pack.pages) or 1
        self.number.blockSignals(True)
        self.number.setMaximum(max(1, pack.pages))
        self.number.setValue(page)
        self.number.blockSignals(False)
        pages = nmsg("of {count} page", "of {count} pages", count=pack.pages)
        self._of.setText(self._context.text(pages if whole else msg("of more, being made…")))
        self._show_page()

    def show_nothing(self) -> None:
        """There is nothing to show."""
        self._pack = None
        self._of.setText("")
        self._show_page()

    def go_to(self, page: int) -> None:
        """Show a page."""
        self.number.setValue(page)

    @Slot()
    def turn_back(self) -> None:
        """The page before."""
        self.number.stepDown()

    @Slot()
    def turn_forth(self) -> None:
        """The next page."""
        self.number.stepUp()

    @Slot()
    def change_size(self) -> None:
        """Between the whole page and its full width."""
        self._whole = not self._whole
        self._size.setText(self._context.text(msg("Full width") if self._whole else msg("Whole page")))
        self._show_page()

    # --- Qt ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted = {
            Qt.Key.Key_PageUp: self.page - 1,
            Qt.Key.Key_PageDown: self.page + 1,
            Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: self.number.maximum(),
        }.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        else:
            self.go_to(wanted)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y() and self._whole:
            self.go_to(self.page + (1 if event.angleDelta().y() < 0 else -1))
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_page()

    # --- private ---

    @Slot(int)
    def _turned(self, page: int) -> None:
        self._wanted = page
        self._show_page()

    @Slot()
    def _show_page(self) -> None:
        pack = self._pack
        if pack is None or pack.pages == 0:
            self.sheet.show_image(QImage())
            return
        room = self._area.viewport().size() - QSize(2 * _EDGE, 2 * _EDGE)
        width = room.width()
        if self._whole:
            width = min(width, int(room.height() * pack.sheet.wide / pack.sheet.high))
        ratio = self.devicePixelRatioF()
        image = page_image(pack.page_pdf(self.page), max(width, 120) * ratio)
        image.setDevicePixelRatio(ratio)
        self.sheet.show_image(image)
        self._area.verticalScrollBar().setValue(0)
        self._back.setEnabled(self.page > 1)
        self._forth.setEnabled(self.page < pack.pages)
        self.turned.emit(self.page)

    def _button(self, name: str, words: str, tip: object) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setToolTip(self._context.text(tip))  # type: ignore[arg-type]
        button.setAccessibleName(self._context.text(tip))  # type: ignore[arg-type]
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP_SMALL)
        for widget in (self._back, self.number, self._of, self._forth):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._size)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addWidget(self._area, 1)
        box.addLayout(row)
        box.addWidget(self.said)
