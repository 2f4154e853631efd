"""The Changes page: who tries what, the catalogue, what followed, how it spreads, the package, what lasts."""

from __future__ import annotations

import datetime as dt
import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from collabdesk.i18n import Message, msg
from collabdesk.services.changeset import ChangeSet
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import Page
from collabdesk.ui.pages.changes.part import Part

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace
    from collabdesk.ui.pages.changes.tests_part import TestsPart

_ROOM = "collabdesk.ui.pages.changes"


@dataclass(frozen=True, kw_only=True)
class _View:
    """A tab: made when it is first looked at."""

    name: str
    title: Message
    tip: Message
    where: str


VIEWS = tuple(
    _View(name=name, title=title, tip=tip, where=f"{name}_part:{name.title()}Part")
    for name, title, tip in (
        ("tests", msg("Tests"), msg("Which team tries what, since when, and what it decided")),
        ("catalogue", msg("Catalogue"), msg("The changes under their drivers: how each is done")),
        ("ledger", msg("Ledger"), msg("What followed each change, failures as plainly as successes")),
        ("spread", msg("Spread"), msg("Which team has taken up which change; who could learn from whom")),
        (
            "package",
            msg("Package"),
            msg("What worked, how it is done, what failed and why: written up, to print"),
        ),
        ("sustain", msg("Sustain"), msg("Targets that were reached: held or slipped")),
    )
)


class ChangesPage(Page):
    """What was tried, and what came of it."""

    name = "changes"
    title = msg("Changes")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("changes_tabs")
        self.tabs.setAccessibleName(self.text(self.title))
        self.tabs.setDocumentMode(True)
        self._made: dict[str, Part] = {}
        for view in VIEWS:
            holder = QWidget()
            box = QVBoxLayout(holder)
            box.setContentsMargins(0, 12, 0, 0)
            place = self.tabs.addTab(holder, self.text(view.title))
            self.tabs.setTabToolTip(place, self.text(view.tip))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._turned)

    # --- the page ---

    def actions(self) -> list[QAction]:
        return self._made[self.view].actions() if self.view in self._made else []

    def show_workspace(self, workspace: Workspace) -> None:
        super().show_workspace(workspace)
        for part in self._made.values():
            part.show_workspace(workspace)
        self._bring_up_to_date()

    def refresh(self, changes: ChangeSet) -> None:
        for part in self._made.values():
            part.refresh(changes)
        self._bring_up_to_date()

    def forget_workspace(self) -> None:
        super().forget_workspace()
        for part in self._made.values():
            part.forget_workspace()

    def start_search(self) -> None:
        self.part(self.view).start_search()

    def open_section(self, section: str) -> None:
        """A view (``ledger``), and what to show in it: ``test:12`` the details of that test, ``spread:learn``."""
        name, _, rest = section.partition(":")
        if name == "test":
            name, rest = "tests", section
        if name in {view.name for view in VIEWS}:
            self.show_view(name)
            if rest:
                self.part(name).open_section(rest)

    # --- its views ---

    @property
    def view(self) -> str:
        """The name of the view shown."""
        return VIEWS[self.tabs.currentIndex()].name

    @property
    def tests(self) -> TestsPart:
        """The view of the tests."""
        part = self.part("tests")
        from collabdesk.ui.pages.changes.tests_part import TestsPart

        assert isinstance(part, TestsPart)
        return part

    def show_view(self, name: str) -> Part:
        """Turn to a view and return it."""
        self.tabs.setCurrentIndex([view.name for view in VIEWS].index(name))
        self._bring_up_to_date()
        return self.part(name)

    def part(self, name: str) -> Part:
        """A view by name, made when first asked for."""
        if name not in self._made:
            place = next(at for at, view in enumerate(VIEWS) if view.name == name)
            module, _, kind = VIEWS[place].where.partition(":")
            part: Part = getattr(importlib.import_module(f"{_ROOM}.{module}"), kind)(self.context)
            self._made[name] = part
            part.actions_changed.connect(self.actions_changed)
            holder = self.tabs.widget(place)
            assert holder is not None
            layout = holder.layout()
            assert layout is not None
            layout.addWidget(part)
            if self.has_workspace:
                part.show_workspace(self.workspace)
        return self._made[name]

    def record_change(self, team_id: int | None = None, day: dt.date | None = None) -> None:
        """Have the line for a new test ready for this team and day."""
        self.show_view("tests")
        self.tests.record_change(team_id, day)

    def take_journal(self, path: Path) -> None:
        """Take in a list of changes that another window recognised."""
        self.show_view("tests")
        self.tests.take_journal(path)

    @Slot()
    def _turned(self) -> None:
        self._bring_up_to_date()
        self.actions_changed.emit()

    def _bring_up_to_date(self) -> None:
        if self.has_workspace:
            self.part(self.view).bring_up_to_date()
