"""The first page: the sample, a file, a new collaborative; asks the person's name once, in place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, msg
from collabdesk.services import identity
from collabdesk.ui.context import Context
from collabdesk.ui.file_dialogs import COLLAB, documents
from collabdesk.ui.forms import Form
from collabdesk.ui.pages.base import Page
from collabdesk.ui.theme import GAP, GAP_LARGE, GAP_SMALL, GRID, Type
from collabdesk.ui.widgets import Label, push_button

if TYPE_CHECKING:
    from collabdesk.ui.file_desk import FileDesk

WIDTH = 820
_FORBIDDEN = '<>:"/\\|?*'


class WelcomePage(Page):
    """Shown while no file is open."""

    name = "welcome"
    title = msg("Welcome")

    tour_wanted = Signal()

    def __init__(self, context: Context, desk: FileDesk) -> None:
        super().__init__(context)
        self._desk = desk
        self._path_typed = False
        self._who = self._make_who()
        self._recent = self._make_recent()
        self._form = self._make_form()
        self._tour = self._make_tour()
        self._new = self._make_new()
        self._lay_out()
        context.theme.changed.connect(self.renew)
        self.renew()

    # --- public ---

    @Slot()
    def renew(self) -> None:
        """List the recent files of now; ask the name where it isn't known."""
        self._recent.clear()
        for path in self.context.settings.recent:
            item = QListWidgetItem(self.context.theme.icon("table"), f"{path.stem}\n{path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            item.setToolTip(str(path))
            item.setSizeHint(QSize(0, 44))
            self._recent.addItem(item)
        self._recent_part.setVisible(self._recent.count() > 0)
        self._who.setVisible(identity.known() is None)
        if identity.known() is None and not self._name.text():
            self._name.setText(identity.proposed())
            self._name.selectAll()  # the computer's word for the person: typing writes over it

    @Slot()
    def begin_new(self) -> None:
        """Show the form for a new collaborative."""
        self._new.show()
        self._form.fields["name"].setFocus()

    def forget_workspace(self) -> None:
        """A file was closed: it is among the recent ones now."""
        super().forget_workspace()
        self.renew()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.context.settings.tour_offered = True  # once seen it is known; the Help menu has it at any time

    # --- slots ---

    @Slot()
    def _open(self) -> None:
        path = self.context.files.open_file(msg("Open a CollabDesk file"), COLLAB)
        if path is not None:
            self._keep_name()
            self._desk.open(path)

    @Slot()
    def _sample(self) -> None:
        self._keep_name()
        self._desk.open_sample()

    @Slot()
    def _take_tour(self) -> None:
        self._keep_name()
        self._tour.hide()
        self.tour_wanted.emit()

    @Slot(QListWidgetItem)
    def _open_recent(self, item: QListWidgetItem) -> None:
        self._keep_name()
        path = Path(item.data(Qt.ItemDataRole.UserRole))
        if not self._desk.open(path) and not path.exists():
            self.context.settings.forget_file(path)
            self.renew()

    @Slot()
    def _name_typed(self) -> None:
        if not self._path_typed:
            name = self._form.fields["name"].text()  # type: ignore[attr-defined]
            self._path.setText(str(proposed_path(name)) if name.strip() else "")

    @Slot()
    def _path_edited(self) -> None:
        self._path_typed = bool(self._path.text().strip())

    @Slot()
    def _choose_path(self) -> None:
        name = self._form.fields["name"].text()  # type: ignore[attr-defined]
        suggested = self._path.text().strip() or str(proposed_path(name or "Collaborative"))
        path = self.context.files.save_file(msg("Where to keep the file"), suggested, COLLAB)
        if path is not None:
            self._path.setText(str(path))
            self._path_typed = True

    @Slot()
    def _create(self) -> None:
        values = self._form.values()
        if values is None:
            return
        path = Path(self._path.text().strip() or proposed_path(values["name"]))
        if path.suffix.lower() != ".collab":
            path = path.with_name(path.name + ".collab")
        self._keep_name()
        try:
            self._desk.create(path, values["name"])
        except UserFacingError as error:
            self._form.show_reason("where", error.sentence)
            return
        self._form.set_values({"name": ""})
        self._path.clear()
        self._path_typed = False
        self._new.hide()

    def _keep_name(self) -> None:
        if identity.known() is None and self._name.text().strip():
            identity.remember(self._name.text())
            self._who.hide()

    # --- making ---

    def _lay_out(self) -> None:
        theme, text = self.context.theme, self.context.text
        inner = QWidget()
        inner.setMaximumWidth(WIDTH)
        box = QVBoxLayout(inner)
        box.setSpacing(GAP)
        box.addStretch(1)
        box.addWidget(Label(theme, "CollabDesk", Type.TITLE, bold=True))
        said = msg("Numbers in, run charts, changes that worked, and the pack for the next learning session.")
        box.addWidget(Label(theme, text(said), colour="ink_soft", wrap=True))
        box.addSpacing(GRID)
        box.addWidget(self._who)
        box.addLayout(self._make_cards())
        box.addWidget(self._tour)
        box.addWidget(self._new)
        box.addWidget(self._recent_part)
        box.addStretch(2)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(inner, 8)
        row.addStretch(1)

    def _make_cards(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(GAP_SMALL)
        cards = (
            (
                *("welcome_sample", "idea", msg("Look around in a sample collaborative")),
                *(
                    msg("24 invented teams, 24 months. Try everything; nothing of yours is touched."),
                    self._sample,
                ),
            ),
            (
                *("welcome_open", "open", msg("Open a file")),
                *(msg("A CollabDesk file on this computer or on a stick."), self._open),
            ),
            (
                *("welcome_new", "new", msg("Begin a new collaborative")),
                *(msg("Name it, then paste your teams and choose your indicators."), self.begin_new),
            ),
        )
        for place, (name, icon, title, said, slot) in enumerate(cards):
            grid.addWidget(self._card(name, icon, title, said, slot), 0, place)
            grid.setColumnStretch(place, 1)
        return grid

    def _card(self, name: str, icon: str, title: Message, said: Message, slot: object) -> QWidget:
        card = QWidget()
        button = QPushButton(self.context.text(title))
        button.setObjectName(name)
        button.setMinimumHeight(40)
        button.clicked.connect(slot)
        self.context.theme.set_icon(button, icon)
        box = QVBoxLayout(card)
        box.setContentsMargins(0, 0, 0, 0)
        words = Label(self.context.theme, self.context.text(said), colour="ink_soft", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        button.setAccessibleDescription(words.text())
        box.addWidget(button)
        box.addWidget(words, 1)
        return card

    def _make_tour(self) -> QWidget:
        part = QWidget()
        part.setObjectName("welcome_tour_part")
        button = push_button(self.context, "welcome_tour", msg("Take the tour"), self._take_tour)
        self.context.theme.set_icon(button, "help")
        said = msg("New here? Nine short steps show the window, on the sample. You can leave at any time.")
        words = Label(self.context.theme, self.context.text(said), colour="ink_soft", wrap=True)
        button.setAccessibleDescription(words.text())
        row = QHBoxLayout(part)
        row.setContentsMargins(0, GRID, 0, 0)
        row.setSpacing(GAP_SMALL)
        row.addWidget(button)
        row.addWidget(words, 1)
        if self.context.settings.tour_offered:
            part.hide()
        return part

    def _make_who(self) -> QWidget:
        part = QWidget()
        part.setObjectName("who")
        self._name = QLineEdit()
        self._name.setObjectName("person_name")
        self._name.setAccessibleName(self.context.text(msg("Your name")))
        self._name.setMaximumWidth(260)
        self._name.setMinimumHeight(30)
        label = Label(self.context.theme, self.context.text(msg("Your name")))
        label.setBuddy(self._name)
        said = msg("It stands beside every edit in the history, so that others know whom to ask.")
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label)
        row.addWidget(self._name)
        row.addWidget(Label(self.context.theme, self.context.text(said), colour="ink_soft", wrap=True), 1)
        return part

    def _make_form(self) -> Form:
        form = Form(self.context, "new_form")
        name = form.add_text(
            "name", msg("Name"), needed=True, hint=msg("such as Safe Birth Northern Province")
        )
        name.textEdited.connect(self._name_typed)
        where = QWidget()
        row = QHBoxLayout(where)
        row.setContentsMargins(0, 0, 0, 0)
        self._path = QLineEdit()
        self._path.setObjectName("new_path")
        self._path.setAccessibleName(self.context.text(msg("Where to keep the file")))
        self._path.setMinimumHeight(30)
        self._path.textEdited.connect(self._path_edited)
        choose = QPushButton(self.context.text(msg("Choose…")))
        choose.setObjectName("new_choose")
        choose.setMinimumHeight(30)
        choose.clicked.connect(self._choose_path)
        row.addWidget(self._path, 1)
        row.addWidget(choose)
        form.add_widget("where", msg("Where to keep the file"), where)
        return form

    def _make_new(self) -> QWidget:
        part = QWidget()
        part.setObjectName("new_part")
        button = QPushButton(self.context.text(msg("Create and set up")))
        button.setObjectName("new_create")
        button.setMinimumHeight(32)
        button.clicked.connect(self._create)
        name = self._form.fields["name"]
        name.returnPressed.connect(self._create)  # type: ignore[attr-defined]
        self._path.returnPressed.connect(self._create)
        box = QVBoxLayout(part)
        box.setContentsMargins(0, GAP_SMALL, 0, 0)
        box.addWidget(
            Label(self.context.theme, self.context.text(msg("A new collaborative")), Type.SECTION, bold=True)
        )
        box.addWidget(self._form)
        box.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        part.hide()
        return part

    def _make_recent(self) -> QListWidget:
        self._recent_part = QWidget()
        recent = QListWidget()
        recent.setObjectName("recent_files")
        recent.setAccessibleName(self.context.text(msg("Recent files")))
        recent.setMaximumHeight(190)
        recent.setFrameShape(QFrame.Shape.NoFrame)
        recent.setIconSize(QSize(20, 20))
        recent.itemActivated.connect(self._open_recent)
        recent.itemClicked.connect(self._open_recent)
        box = QVBoxLayout(self._recent_part)
        box.setContentsMargins(0, GAP_LARGE, 0, 0)
        box.addWidget(
            Label(self.context.theme, self.context.text(msg("Recent files")), Type.SECTION, bold=True)
        )
        box.addWidget(recent)
        return recent


def proposed_path(name: str) -> Path:
    """Where a new collaborative of this name would be kept: a free name in the person's documents."""
    plain = "".join("-" if character in _FORBIDDEN else character for character in name).strip(" .")
    stem = plain[:80] or "Collaborative"
    folder = documents()
    names = (f"{stem}.collab", *(f"{stem} {number}.collab" for number in range(2, 1000)))
    return next(folder / candidate for candidate in names if not (folder / candidate).exists())
