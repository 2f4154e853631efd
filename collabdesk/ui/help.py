"""F1: the guide's page about the place that is shown, from ``resources/guide``."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from collabdesk import paths
from collabdesk.i18n import msg
from collabdesk.ui.context import Context
from collabdesk.ui.term_bubble import picture
from collabdesk.ui.terms import TERMS
from collabdesk.ui.theme import GAP, GRID, Theme


def guide_text(name: str, language: str = "en") -> str:
    """The Markdown of a page of the guide, in the language where it exists, else in English.

    Raises FileNotFoundError for a page that the guide lacks.
    """
    if language != "en":
        try:
            return paths.resource(f"guide/{language}/{name}.md").read_text(encoding="utf-8")
        except FileNotFoundError:
            pass
    return paths.resource(f"guide/{name}.md").read_text(encoding="utf-8")


class _Browser(QTextBrowser):
    """Draws the pictures of terms that the guide asks for: ``![Shift](term:shift)``."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        url = QUrl(name)
        if url.scheme() == "term" and url.path() in TERMS:
            return picture(url.path(), self._theme)
        return super().loadResource(kind, url)


class HelpWindow(QDialog):
    """One window for all pages of the guide; it stays open beside the work."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help_window")
        self.setWindowTitle(context.text(msg("Help")))
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self._context = context
        self.name = ""
        self._browser = _Browser(context.theme)
        self._browser.setObjectName("help_text")
        self._browser.setAccessibleName(context.text(msg("Help")))
        self._browser.setOpenLinks(False)
        self._browser.anchorClicked.connect(self._follow)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._browser)
        self.resize(520, 560)

    def show_page(self, name: str) -> None:
        """Show a page of the guide."""
        self.name = name
        self._browser.setMarkdown(guide_text(name, self._context.translator.language))
        self._space_out()
        self.show()
        self.activateWindow()

    def _space_out(self) -> None:
        """Qt sets Markdown without any space between paragraphs."""
        document = self._browser.document()
        document.setDocumentMargin(GAP)
        block = document.begin()
        while block.isValid():
            shape = block.blockFormat()
            shape.setBottomMargin(GRID)
            QTextCursor(block).setBlockFormat(shape)
            block = block.next()

    def _follow(self, link: QUrl) -> None:
        name = link.path().removesuffix(".md")
        if name:
            self.show_page(name)
