"""The window: parts, one wiring block, and what its actions do. Nothing is computed here."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPalette
from PySide6.QtWidgets import QMainWindow

from collabdesk.i18n import msg
from collabdesk.ui import places
from collabdesk.ui.actions import Actions
from collabdesk.ui.badges import Badges
from collabdesk.ui.context import Context
from collabdesk.ui.file_desk import FileDesk
from collabdesk.ui.help import HelpWindow
from collabdesk.ui.history import History
from collabdesk.ui.menus import Menus
from collabdesk.ui.page_head import PageHead, ReadOnlyBanner
from collabdesk.ui.pages.base import Page
from collabdesk.ui.pages.welcome import WelcomePage
from collabdesk.ui.sidebar import Sidebar
from collabdesk.ui.stack import PageStack
from collabdesk.ui.status_bar import StatusBar
from collabdesk.ui.widgets import size_on_screen
from collabdesk.ui.window_frame import WindowFrame
from collabdesk.ui.window_work import WindowWork

if TYPE_CHECKING:
    from collabdesk.services.changeset import ChangeSet
    from collabdesk.ui.tour.tour import Tour

FIRST_PLACE = "overview"
SMALLEST = (960, 600)


class MainWindow(QMainWindow):
    """Shows the places of one open file, or the welcome page."""

    def __init__(self, context: Context, desk: FileDesk) -> None:
        super().__init__()
        self.context = context
        self.desk = desk
        self.setObjectName("main_window")
        self.setMinimumSize(*SMALLEST)
        size_on_screen(self, 1280, 720)
        self.setAcceptDrops(True)
        self.actions_ = Actions(context, self)
        self.menus = Menus(context, self, self.actions_)
        self.places = places.PLACES
        self.sidebar = Sidebar(context, self.places)
        self.head = PageHead(context)
        self.banner = ReadOnlyBanner(context)
        self.pages = self._make_stack()
        self.status = StatusBar(context)
        self.history = History(context, self.actions_["undo"], self.actions_["redo"], self)
        self.badges = Badges(context, self.sidebar, self)
        self.work = WindowWork(context, desk, self)
        self._help: HelpWindow | None = None
        self._tour: Tour | None = None
        self._lay_out()
        self._wire()
        self._show_closed()
        self.restoreGeometry(context.settings.geometry)
        if not self.isMaximized():
            size_on_screen(self, self.width(), self.height())

    # --- what app.py and tests call ---

    def show_place(self, name: str, section: str = "") -> Page | None:
        """Go to a place; None where it isn't there."""
        if self.desk.workspace is None or name not in {place.name for place in self.places}:
            return None
        page = self.pages.show_page(name)
        if section:
            page.open_section(section)
        return page

    def begin_opening(self) -> None:
        """An empty frame while a file is being opened, instead of a welcome page that flashes."""
        self.pages.hide()

    def show_help(self) -> None:
        """The guide's page about what is shown."""
        if self._help is None:
            self._help = HelpWindow(self.context, self)
        page = self.pages.page
        self._help.show_page(page.name if page else "welcome")

    @Slot()
    def show_tour(self) -> None:
        """The tour of the window, on the open file or on a fresh sample."""
        if self._tour is None:
            from collabdesk.ui.tour.tour import Tour  # seldom taken

            self._tour = Tour(self.context, self.desk, self)
        self._tour.begin()

    # --- wiring: the one place ---

    def _wire(self) -> None:
        actions, desk, navigator = self.actions_, self.desk, self.context.navigator
        desk.opened.connect(self._show_opened)
        desk.closed.connect(self._show_closed)
        desk.changed.connect(self._hear)
        desk.moved.connect(self._show_moved)
        desk.closed.connect(self.work.close_windows)
        desk.opening_failed.connect(self._opening_failed)
        self.sidebar.place_chosen.connect(self.show_place)
        self.sidebar.collaborative_chosen.connect(desk.switch)
        self.sidebar.new_collaborative_wanted.connect(self.work.new_collaborative)
        self.pages.page_shown.connect(self._page_shown)
        self.banner.copy_wanted.connect(desk.open_copy)
        self.banner.take_over_wanted.connect(desk.take_over)
        self.status.undo_wanted.connect(self.history.undo)
        self.history.done.connect(self._say_done)
        self.menus.recent_chosen.connect(desk.open)
        self.welcome.tour_wanted.connect(self.show_tour)
        navigator.chart_wanted.connect(self._open_chart)
        navigator.place_wanted.connect(self.show_place)
        navigator.files_wanted.connect(self.work.import_files)
        navigator.change_wanted.connect(self._record_change)
        navigator.journal_wanted.connect(self._take_journal)
        navigator.said.connect(self.status.show_line)
        navigator.done.connect(self._say_done)
        navigator.file_made.connect(self._say_made)
        for name, slot in {
            "new": self.begin_new,
            "open": self.work.open_file,
            "sample": desk.open_sample,
            "import": self.work.import_files,
            "record": partial(self.work.record_change, self.pages),
            "pack": partial(self.show_place, "sessions", "pack"),
            "export": self.work.export,
            "backup": desk.backup,
            "restore": self.work.restore,
            "person": self.work.change_person,
            "close": self.close_file,
            "quit": self.close,
            "find": self._find,
            "help": self.show_help,
            "tour": self.show_tour,
            "about": self.work.about,
        }.items():
            actions[name].triggered.connect(_without_checked(slot))

    # --- slots ---

    @Slot()
    def begin_new(self) -> None:
        """Close the file and show the form for a new collaborative."""
        self.close_file()
        self.welcome.begin_new()

    @Slot()
    def close_file(self) -> None:
        """Close the file; the next start begins with the welcome page."""
        if not self.desk.may_close():
            return
        self.desk.close()
        self.context.settings.last_file = None

    @Slot()
    def _show_opened(self) -> None:
        workspace = self.desk.workspace
        assert workspace is not None
        self._follow_file()
        self.pages.show()
        fresh = self.pages.page is None or self.pages.page is self.welcome
        self.pages.show_workspace(workspace)
        self._frame.show_sidebar(True)
        self.banner.hide()
        if workspace.read_only:
            self.banner.show_for(workspace.holder)
        if fresh:
            self.show_place(self.work.first_place(workspace))

    @Slot()
    def _show_closed(self) -> None:
        self.pages.forget_workspace()
        self.history.show_workspace(None)
        self.badges.show_workspace(None)
        self.actions_.allow(has_file=False, can_write=False)
        self._frame.show_sidebar(False)
        self.banner.hide()
        self.status.show_file(None)
        self.status.clear_line()
        self.pages.show_page(WelcomePage.name)
        self.setWindowTitle("CollabDesk")

    @Slot(object)
    def _hear(self, changes: ChangeSet) -> None:
        workspace = self.desk.workspace
        assert workspace is not None
        self.pages.refresh(changes)
        self.history.heard(changes.label)
        self.badges.renew()
        if changes.touches("collaborative"):
            self._follow_file()
        self.status.show_saved(workspace.saved_at, workspace.unsafe)

    @Slot()
    def _show_moved(self) -> None:
        workspace = self.desk.workspace
        assert workspace is not None
        if workspace.read_only:  # somebody has taken it over
            self._show_opened()
            return
        self.status.show_file(workspace.path)
        self.status.show_saved(workspace.saved_at, workspace.unsafe)

    @Slot()
    def _opening_failed(self) -> None:
        self.pages.show()
        self.welcome.renew()

    @Slot(object)
    def _page_shown(self, page: Page) -> None:
        self.head.setVisible(page is not self.welcome)
        self.head.show_page(page)
        self.sidebar.mark(page.name)

    @Slot(str, bool)
    def _say_done(self, label: str, undoable: bool) -> None:
        self.status.show_line(label, undo=undoable)

    @Slot(str, str)
    def _say_made(self, text: str, path: str) -> None:
        self.status.show_line(text, made=Path(path))

    @Slot(int, int)
    def _open_chart(self, indicator_id: int, team_id: int) -> None:
        page = self.show_place("charts")
        if page is not None:
            page.open_chart(indicator_id, team_id or None)  # type: ignore[attr-defined]

    @Slot(object, object)
    def _record_change(self, team_id: object, day: object) -> None:
        page = self.show_place("changes")
        if page is not None:
            page.record_change(team_id, day)  # type: ignore[attr-defined]

    @Slot(str)
    def _take_journal(self, path: str) -> None:
        page = self.show_place("changes")
        take = getattr(page, "take_journal", None)
        if take is not None:
            take(Path(path))

    @Slot()
    def _find(self) -> None:
        if self.pages.page is not None:
            self.pages.page.start_search()

    # --- Qt ---

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths:
            self.work.take_dropped(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.desk.may_close():
            event.ignore()
            return
        self.context.settings.geometry = self.saveGeometry()
        last = self.desk.workspace.path if self.desk.workspace else None
        self.context.tasks.drain()
        self.work.close_windows()
        self.desk.close()
        self.context.settings.last_file = last
        self.context.settings.sync()
        super().closeEvent(event)

    # --- making ---

    def _make_stack(self) -> PageStack:
        self.welcome = WelcomePage(self.context, self.desk)
        factories = {place.name: partial(places.make_page, place, self.context) for place in self.places}
        stack = PageStack({**factories, WelcomePage.name: self._welcome_page})
        stack.setObjectName("pages")
        stack.setAutoFillBackground(True)
        stack.setBackgroundRole(QPalette.ColorRole.Base)
        return stack

    def _welcome_page(self) -> Page:
        return self.welcome

    def _lay_out(self) -> None:
        self._frame = WindowFrame(
            self.context.theme,
            sidebar=self.sidebar,
            above=(self.banner, self.head),
            pages=self.pages,
            below=self.status,
        )
        self.setCentralWidget(self._frame)

    def _follow_file(self) -> None:
        workspace = self.desk.workspace
        assert workspace is not None
        can_write = not workspace.read_only
        self.work.follow_words(workspace)
        self.actions_.allow(has_file=True, can_write=can_write)
        self.history.show_workspace(workspace)
        self.badges.show_workspace(workspace)
        self.status.show_file(workspace.path, read_only=workspace.read_only)
        self.sidebar.set_collaboratives(
            self.work.collaboratives(workspace), workspace.collaborative.id, can_add=can_write
        )
        title = msg("{name} – CollabDesk", name=workspace.collaborative.name)
        self.setWindowTitle(self.context.text(title))


def _without_checked(slot: object) -> object:
    """A slot that drops the ``checked`` that `triggered` sends; the window lives as long as its actions."""

    def call(_checked: bool = False) -> None:
        slot()  # type: ignore[operator]

    return call
