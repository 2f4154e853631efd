"""The packs that were printed: each again byte for byte, and what has changed since."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.models.meetings import Snapshot
from collabdesk.services.paper import snapshots
from collabdesk.services.paper.handouts import file_name
from collabdesk.services.paper.snapshots import Cell, Comparison, Corrected
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.file_dialogs import PDF
from collabdesk.ui.packs.printing import PrintJob
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP, GAP_SMALL
from collabdesk.ui.widgets import Label, size_on_screen

if TYPE_CHECKING:
    from collabdesk.services.changeset import ChangeSet


@dataclass(frozen=True, kw_only=True)
class _Change:
    """One line of what has changed."""

    what: str
    team: str
    indicator: str
    period: str
    order: int
    then: str
    now: str


class PrintedPacks(QDialog):
    """The list above, what has changed since the chosen one below. Open with `show`."""

    def __init__(self, context: Context, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._workspace = context, workspace
        self.setObjectName("printed_packs")
        self.setWindowTitle(context.text(msg("Printed packs")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = self._make_table()
        self.changes = self._make_changes()
        self.said = Label(context.theme, wrap=True)
        self.said.setObjectName("printed_said")
        self.open_button = self._button("printed_open", msg("Open"), self.open_paper)
        self.save_button = self._button("printed_save", msg("Save a copy…"), self.save_copy)
        self.print_button = self._button("printed_print", msg("Print again…"), self.print_again)
        self.remove_button = self._button("printed_remove", msg("Remove…"), self.remove_paper)
        self._lay_out()
        self._stop_hearing = workspace.listen(self._hear)
        self._load()
        size_on_screen(self, 980, 640)

    # --- what the buttons do ---

    @Slot()
    def open_paper(self) -> None:
        """Show the paper in the system's own viewer, from a copy."""
        snapshot = self._chosen
        if snapshot is None:
            return
        target = Path(tempfile.mkdtemp(prefix="collabdesk-")) / self._name(snapshot)
        if self._context.attempt(lambda: self._write(snapshot, target)):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    @Slot()
    def save_copy(self) -> None:
        """Write the paper to a file: the same bytes as were printed."""
        snapshot = self._chosen
        if snapshot is None:
            return
        path = self._context.files.save_file(msg("Where to keep the copy"), self._name(snapshot), PDF)
        if path is not None and self._context.attempt(lambda: self._write(snapshot, path)):
            said = self._context.text(
                msg("{name}: as printed on {day}", name=path.name, day=snapshot.made.date())
            )
            self._context.navigator.say_made(said, path)

    @Slot()
    def print_again(self) -> None:
        """Hand the same paper to a printer."""
        snapshot = self._chosen
        if snapshot is None:
            return
        found: list[bytes] = []
        if self._context.attempt(lambda: found.append(snapshots.paper(self._workspace, snapshot.id))):
            pages = int(snapshots.details(snapshot).get("pages", 0)) or 1
            job = PrintJob(found[0], pages, self)
            title = self._context.text(msg("Print the pack again"))
            if job.ask(title, self._context.messages.tell):
                job.start()

    @Slot()
    def remove_paper(self) -> None:
        """Take a paper out of the file: asks first, since nothing brings it back."""
        snapshot = self._chosen
        question = msg("Take this printed pack out of the file? Nothing brings it back, undo included.")
        if snapshot is not None and self._context.messages.ask(question, msg("Remove"), danger=True):
            self._context.attempt(lambda: snapshots.remove(self._workspace, snapshot.id))

    # --- Qt ---

    def done(self, result: int) -> None:
        self._stop_hearing()
        super().done(result)

    # --- private ---

    @property
    def _chosen(self) -> Snapshot | None:
        return next(iter(self.table.selected()), None)

    def _write(self, snapshot: Snapshot, path: Path) -> None:
        from collabdesk.reports.craft.document import new_file

        pdf = snapshots.paper(self._workspace, snapshot.id)
        with new_file(path) as file:
            file.write(pdf)

    def _name(self, snapshot: Snapshot) -> str:
        found = snapshots.details(snapshot)
        name = self._workspace.collaborative.name
        return file_name(name, str(found.get("session", "")), f"{snapshot.made:%Y-%m-%d}")

    def _hear(self, changes: ChangeSet) -> None:
        if changes.touches("snapshot", "collaborative"):
            self._load()
        elif changes.touches("observation", "exclusion", "phase", "indicator", "team"):
            self._compare()

    def _load(self) -> None:
        rows = snapshots.printed(self._workspace)
        self.table.set_rows(rows, key=lambda row: row.id)
        if rows and self._chosen is None:
            self.table.select(lambda row: row.id == rows[0].id)
        self._compare()

    @Slot()
    def _compare(self) -> None:
        snapshot = self._chosen
        for button in (self.open_button, self.save_button, self.print_button):
            button.setEnabled(snapshot is not None)
        self.remove_button.setEnabled(snapshot is not None and not self._workspace.read_only)
        if snapshot is None:
            self.changes.set_rows([])
            self.said.setText(
                self._context.text(
                    msg("No pack has been printed yet: each one is kept here as it was printed.")
                )
            )
            return
        found: list[Comparison] = []
        if self._context.attempt(lambda: found.append(snapshots.compare(self._workspace, snapshot.id))):
            self.said.setText(self._context.text(_summary(found[0], snapshot)))
            self.changes.set_rows(self._lines(found[0]))

    def _lines(self, found: Comparison) -> list[_Change]:
        text = self._context.text
        lines = [
            _Change(
                what=text(msg("verdict")),
                team=one.team,
                indicator=one.indicator,
                period="",
                order=0,
                then=text(_SIGNS[one.then.value]),
                now=text(_SIGNS[one.now.value]),
            )
            for one in found.signs
        ]
        for words, cells in (
            (msg("corrected"), found.corrected),
            (msg("taken out"), found.gone),
            (msg("reported later"), found.late),
        ):
            lines += [self._line(text(words), cell) for cell in cells]
        return lines

    def _line(self, what: str, cell: Corrected) -> _Change:
        return _Change(
            what=what,
            team=cell.team,
            indicator=cell.indicator,
            period=self._context.translator.period(cell.period),
            order=cell.period.ordinal,
            then=self._number(cell.then),
            now=self._number(cell.now),
        )

    def _number(self, cell: Cell) -> str:
        if cell is None:
            return "–"
        numerator, denominator, value = cell
        words = self._context.translator
        if denominator is not None:
            return f"{_plain(words, numerator)}/{_plain(words, denominator)}"
        return _plain(words, value)

    def _make_table(self) -> Table[Snapshot]:
        def known(name: str) -> Callable[[Snapshot], Any]:
            return lambda row: snapshots.details(row).get(name, "")

        table: Table[Snapshot] = Table(
            self._context,
            "printed_table",
            (
                Column(
                    name="made",
                    title=msg("Printed"),
                    value=lambda row: -row.made.timestamp(),
                    text=lambda row: self._context.translator.moment(row.made),
                    width=150,
                ),
                Column(name="title", title=msg("Pack"), value=known("title"), width=280, stretch=0.6),
                Column(name="teams", title=msg("Teams"), value=known("teams"), width=70, right=True),
                Column(name="pages", title=msg("Pages"), value=known("pages"), width=70, right=True),
                Column(name="person", title=msg("By"), value=lambda row: row.person, width=140),
            ),
            title=msg("Printed packs"),
            sort_by=0,
            search=False,
        )
        table.selection_changed.connect(self._compare)
        table.activated.connect(self.open_paper)
        return table

    def _make_changes(self) -> Table[_Change]:
        return Table(
            self._context,
            "printed_changes",
            (
                Column(name="what", title=msg("What"), value=lambda row: row.what, width=120),
                Column(name="team", title=msg("Team"), value=lambda row: row.team, width=170, stretch=0.4),
                Column(
                    name="indicator",
                    title=msg("Indicator"),
                    value=lambda row: row.indicator,
                    width=200,
                    stretch=0.6,
                ),
                Column(
                    name="period",
                    title=msg("Period"),
                    value=lambda row: row.order,
                    text=lambda row: row.period,
                    width=90,
                ),
                Column(name="then", title=msg("On the paper"), value=lambda row: row.then, width=120),
                Column(name="now", title=msg("Today"), value=lambda row: row.now, width=120),
            ),
            title=msg("Changed since it was printed"),
            sort_by=0,
        )

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for button in (self.open_button, self.save_button, self.print_button, self.remove_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._button("printed_close", msg("Close"), self.close))
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.said)
        column.addWidget(self.changes, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GAP_SMALL)
        split.addWidget(self.table)
        split.addWidget(below)
        split.setSizes([220, 360])
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP_SMALL, GAP, GAP_SMALL)
        box.setSpacing(GAP_SMALL)
        box.addWidget(split, 1)
        box.addLayout(row)

    def _button(self, name: str, words: Message, slot: Callable[[], Any]) -> QPushButton:
        button = QPushButton(self._context.text(words))
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.setMinimumHeight(30)
        button.clicked.connect(slot)
        return button


_SIGNS = {
    "improved": msg("improved"),
    "worsened": msg("worsened"),
    "no signal": msg("no signal"),
    "not enough data": msg("not enough data"),
}


def _plain(words: Any, value: float | None) -> str:
    if value is None:
        return "–"
    return str(words.number(value, 0 if float(value).is_integer() else 1))


def _summary(found: Comparison, snapshot: Snapshot) -> Message:
    """What has changed, in one line."""
    session = str(snapshots.details(snapshot).get("session", "")) or msg("then")
    counted = (
        (
            nmsg("{count} number corrected", "{count} numbers corrected", len(found.corrected)),
            found.corrected,
        ),
        (nmsg("{count} taken out", "{count} taken out", len(found.gone)), found.gone),
        (nmsg("{count} reported later", "{count} reported later", len(found.late)), found.late),
        (nmsg("{count} verdict is another", "{count} verdicts are others", len(found.signs)), found.signs),
        (
            nmsg("{count} number for later periods", "{count} numbers for later periods", found.newer),
            found.newer,
        ),
    )
    parts = tuple(words for words, there in counted if there)
    if not parts:
        return msg("Nothing has changed since {session}: today's pack would show the same.", session=session)
    return msg("Changed since {session}: {parts}.", session=session, parts=parts)
