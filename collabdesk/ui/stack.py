"""The stacked pages: made when first shown, told of edits at once when visible, else when next shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from collabdesk.ui.pages.base import Page

if TYPE_CHECKING:
    from collabdesk.services.changeset import ChangeSet
    from collabdesk.services.workspace import Workspace

Factory = Callable[[], Page]


class PageStack(QStackedWidget):
    """Pages by name. A page that is not visible gathers what changed and hears it when it is shown."""

    page_shown = Signal(object)

    def __init__(self, factories: dict[str, Factory], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._factories = factories
        self._pages: dict[str, Page] = {}
        self._workspace: Workspace | None = None
        self._fresh: set[str] = set()
        self._waiting: dict[str, ChangeSet] = {}

    @property
    def page(self) -> Page | None:
        """The page shown."""
        shown = self.currentWidget()
        return shown if isinstance(shown, Page) else None

    @property
    def made(self) -> dict[str, Page]:
        """The pages that exist already."""
        return dict(self._pages)

    def show_page(self, name: str) -> Page:
        """Show a page, making it and bringing it up to date as needed. KeyError for an unknown name."""
        page = self._pages.get(name) or self._make(name)
        self._bring_up_to_date(page)
        self.setCurrentWidget(page)
        page.take_focus()
        self.page_shown.emit(page)
        return page

    def show_workspace(self, workspace: Workspace) -> None:
        """Another file or collaborative: the visible page shows it now, the others when next shown."""
        self._workspace = workspace
        self._fresh.clear()
        self._waiting.clear()
        if self.page is not None:
            self._bring_up_to_date(self.page)

    def forget_workspace(self) -> None:
        """The file is being closed."""
        self._workspace = None
        self._fresh.clear()
        self._waiting.clear()
        for page in self._pages.values():
            page.forget_workspace()

    def refresh(self, changes: ChangeSet) -> None:
        """Pass an edit on."""
        for name in self._fresh:
            page = self._pages[name]
            if page is self.page:
                page.refresh(changes)
            else:
                known = self._waiting.get(name)
                self._waiting[name] = merged(known, changes) if known else changes

    def _make(self, name: str) -> Page:
        page = self._factories[name]()
        self._pages[name] = page
        self.addWidget(page)
        return page

    def _bring_up_to_date(self, page: Page) -> None:
        if self._workspace is None:
            return
        if page.name not in self._fresh:
            self._fresh.add(page.name)
            page.show_workspace(self._workspace)
        waiting = self._waiting.pop(page.name, None)
        if waiting is not None:
            page.refresh(waiting)


def merged(one: ChangeSet, other: ChangeSet) -> ChangeSet:
    """Two edits as one."""
    return replace(
        other,
        kinds=one.kinds | other.kinds,
        team_ids=one.team_ids | other.team_ids,
        indicator_ids=one.indicator_ids | other.indicator_ids,
        cells=one.cells | other.cells,
    )
