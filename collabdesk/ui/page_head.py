"""The head over every page: title left, at most three actions right; and the banner of a read-only file."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from collabdesk.i18n import Message, msg
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import Page
from collabdesk.ui.theme import GAP, GAP_SMALL, GRID, Type
from collabdesk.ui.widgets import ActionButton, Label, button_for, fill_with

MOST_ACTIONS = 3


class PageHead(QWidget):
    """Shows the title and the actions of the page it is given."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page_head")
        self._context = context
        self._page: Page | None = None
        self.title = Label(context.theme, "", Type.TITLE, bold=True)
        self.title.setObjectName("page_title")
        self._buttons: list[ActionButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(GAP, GAP_SMALL, GAP, GRID)
        self._row.setSpacing(GRID)
        self._row.addWidget(self.title)
        self._row.addStretch(1)
        self.setMinimumHeight(52)

    def show_page(self, page: Page) -> None:
        """Follow this page from now on."""
        if self._page is not None:
            self._page.actions_changed.disconnect(self.renew)
            self._give_back(self._page)
        self._page = page
        page.actions_changed.connect(self.renew)
        self.renew()

    @Slot()
    def renew(self) -> None:
        """Title and buttons of the page of now."""
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()  # it goes only when the event loop runs again
            button.deleteLater()
        self._buttons = []
        if self._page is None:
            return
        self.title.setText(self._context.text(self._page.title))
        beside = self._page.beside_title
        if beside is not None and self._row.indexOf(beside) < 0:
            self._row.insertWidget(1, beside)
            beside.show()
        for action in self._page.actions()[:MOST_ACTIONS]:
            button = button_for(action)
            self._buttons.append(button)
            self._row.addWidget(button)
            button.renew()  # shown at once, or it would not count below
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is too little room, the last buttons show their icons alone, one after the other."""
        for button in self._buttons:
            button.be_brief(False)
        for button in reversed(self._buttons):
            self._row.invalidate()
            if self._row.sizeHint().width() <= self.width():
                break
            button.be_brief(True)

    def _give_back(self, page: Page) -> None:
        """What stood beside the title is the page's again, and out of sight."""
        beside = page.beside_title
        if beside is not None:
            self._row.removeWidget(beside)
            beside.hide()
            beside.setParent(page)


class ReadOnlyBanner(QWidget):
    """Says who holds the file, and offers the two ways out."""

    copy_wanted = Signal()
    take_over_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("read_only_banner")
        self._context = context
        self.setAutoFillBackground(True)
        self.said = Label(context.theme, wrap=True)
        self.said.setObjectName("read_only_said")
        self._copy = self._button("open_copy", msg("Open a copy"), self.copy_wanted)
        self._take = self._button("take_over", msg("Take over"), self.take_over_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, GRID, GAP, GRID)
        row.addWidget(self.said, 1)
        row.addWidget(self._copy)
        row.addWidget(self._take)
        context.theme.changed.connect(self.renew)
        self.renew()
        self.hide()

    def show_for(self, holder: object | None) -> None:
        """Show it; ``holder`` is who has the file open, None for a read-only folder or medium."""
        if holder is None:
            said = msg("This file is open for reading only: it, or its folder, is write-protected.")
        else:
            said = msg(
                "Open for reading only: {holder} has this file open. What is saved there appears here.",
                holder=str(holder),
            )
        self.said.setText(self._context.text(said))
        self._take.setVisible(holder is not None)
        self.show()

    @Slot()
    def renew(self) -> None:
        """The ground's colour of now."""
        fill_with(self, self._context.theme.palette.accent_soft)

    def _button(self, name: str, text: Message, wanted: object) -> QPushButton:
        button = QPushButton(self._context.text(text))
        button.setObjectName(name)
        button.clicked.connect(wanted)
        return button
