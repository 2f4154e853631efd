"""The starter library: care areas, search, boxes to tick, and the whole definition of the row at the side."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import pairwise

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, Number, msg, nmsg
from collabdesk.models.measures import IndicatorKind
from collabdesk.services.setup import library
from collabdesk.services.setup.library import Entry
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.indicator import DIRECTIONS, KINDS, PERIODS, ROLES
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP, GAP_SMALL, GRID
from collabdesk.ui.widgets import Label, size_on_screen

_SIZE = (1200, 620)
_SHARES = (770, 398)  # of the width: the list, the definition


@dataclass(frozen=True, kw_only=True)
class _Row:
    entry: Entry
    ticked: bool
    there: str
    """What the collaborative calls it, where it has it."""
    role: Message

    @property
    def name(self) -> str:
        return self.entry.indicator.name


_COLUMNS: tuple[Column[_Row], ...] = (
    Column(
        name="add",
        title=msg("Add"),
        value=lambda _row: "",
        width=44,
        check=lambda row: row.ticked or bool(row.there),
    ),
    Column(
        name="name",
        title=msg("Indicator"),
        value=lambda row: row.name,
        text=lambda row: msg("{name} (there already)", name=row.name) if row.there else row.name,
        width=280,
        stretch=1,
        token=lambda row: "ink_soft" if row.there else "ink",
    ),
    Column(name="role", title=msg("Role"), value=lambda row: row.role, width=90),
    Column(name="area", title=msg("Care area"), value=lambda row: row.entry.area, width=180, stretch=0.5),
    Column(
        name="aliases",
        title=msg("Other names"),
        value=lambda row: ", ".join((row.entry.indicator.code, *row.entry.aliases)),
        width=420,
        spare=True,  # but searched all the same
    ),
)


class IndicatorLibraryDialog(QDialog):
    """Nothing is added before the button, and then all at once: one undo takes all back."""

    def __init__(self, context: Context, workspace: Workspace, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._context = context
        self._workspace = workspace
        self._there = library.already_there(workspace)
        self._ticked: set[Entry] = set()
        self.setObjectName("indicator_library")
        self.setWindowTitle(context.text(msg("Indicators from the library")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table: Table[_Row] = Table(context, "library_table", _COLUMNS, title=msg("Library"))
        self.area = self._make_areas()
        self.definition = QTextBrowser()
        self.definition.setObjectName("library_definition")
        self.definition.setAccessibleName(context.text(msg("Operational definition")))
        self.definition.document().setDocumentMargin(GAP_SMALL)
        self.said = Label(context.theme, wrap=True)
        self.said.setObjectName("library_said")
        self.add = QPushButton(context.text(msg("Add indicators")))
        self.add.setObjectName("library_add")
        self.add.setDefault(True)
        self._lay_out()
        self.area.activated.connect(self._list)
        self.table.check_wanted.connect(self._toggle)
        self.table.activated.connect(self._toggle_one)
        self.table.selection_changed.connect(self._define)
        self._list()
        self._count()
        self.table.search.setFocus()
        size_on_screen(self, *_SIZE)

    @Slot()
    def accept(self) -> None:
        """Add what is ticked, in the library's order."""
        try:
            library.add(self._workspace, [one for one in library.entries() if one in self._ticked])
        except UserFacingError as error:
            self.said.setText(error.sentence)
            return
        super().accept()

    @Slot()
    def _list(self) -> None:
        area = self.area.currentData()
        rows = [
            _Row(
                entry=entry,
                ticked=entry in self._ticked,
                there=self._there.get(entry, ""),
                role=ROLES[entry.indicator.role],
            )
            for entry in library.entries()
            if not area or entry.area == area
        ]
        self.table.set_rows(rows, key=lambda row: row.entry)

    @Slot()
    def _define(self) -> None:
        """The definition of the chosen row; of the first where none is chosen."""
        row = next(iter(self.table.selected() or self.table.shown), None)
        self.definition.setHtml(self._definition(row) if row else "")

    @Slot(object)
    def _toggle(self, rows: list[_Row]) -> None:
        """Tick these rows; where all are ticked, take the ticks off. What is there already stays as it is."""
        free = {row.entry for row in rows if not row.there}
        self._ticked = self._ticked - free if free <= self._ticked else self._ticked | free
        self._list()
        self._count()

    @Slot(object)
    def _toggle_one(self, row: _Row) -> None:
        self._toggle([row])

    def _count(self) -> None:
        count = len(self._ticked)
        said = nmsg("{count} indicator will be added.", "{count} indicators will be added.", count)
        nothing = msg("Nothing is ticked yet: click a box, or press Space on a row.")
        self.said.setText(self._context.text(said if count else nothing))
        self.add.setEnabled(count > 0)

    def _definition(self, row: _Row) -> str:
        text, one = self._context.text, row.entry.indicator
        unit = "" if one.kind is IndicatorKind.PROPORTION else one.unit
        due = msg(
            "{period}; due on day {day} after it",
            period=text(PERIODS[one.period_type]),
            day=Number(one.due_day),
        )
        longer: list[tuple[Message, str]] = [
            (msg("Numerator") if one.kind.has_ratio else msg("What is counted"), one.numerator_label),
            (msg("Denominator"), one.denominator_label),
            (msg("Source"), one.source),
            (msg("How to collect it"), one.how),
        ]
        shorter: list[tuple[Message, str]] = [
            (msg("Kind"), text(KINDS[one.kind])),
            (msg("Unit"), unit),
            (msg("Which way is good"), text(DIRECTIONS[one.direction])),
            (msg("Role"), text(ROLES[one.role])),
            (msg("Counted by"), text(due)),
            (msg("Code"), one.code),
            (msg("Other names"), ", ".join(row.entry.aliases)),
        ]
        lines = [f"<h3>{escape(one.name)}</h3>"]
        if row.there:
            said = msg("The collaborative has it already: “{name}”.", name=row.there)
            lines.append(f"<p><i>{escape(text(said))}</i></p>")
        lines += [f"<p><b>{escape(text(head))}</b><br>{escape(words)}</p>" for head, words in longer if words]
        lines.append("<p>")
        lines += [f"<b>{escape(text(head))}:</b> {escape(words)}<br>" for head, words in shorter if words]
        return "".join(lines)

    def _make_areas(self) -> QComboBox:
        choice = QComboBox()
        choice.setObjectName("library_area")
        choice.setAccessibleName(self._context.text(msg("Care area")))
        choice.addItem(self._context.text(msg("All care areas")), "")
        for area in library.areas():
            choice.addItem(area, area)
        choice.setMinimumHeight(self.table.search.minimumHeight())
        return choice

    def _lay_out(self) -> None:
        text = self._context.text
        above = msg(
            "Tick what your collaborative will follow. Each can be changed afterwards like any other; targets are "
            "yours to set."
        )
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.area)
        top.addWidget(self.table.search, 1)
        top.addStretch(1)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self.definition)
        parts.setSizes(_SHARES)
        cancel = QPushButton(text(msg("Cancel")))
        cancel.setObjectName("cancel")
        buttons = QDialogButtonBox()
        buttons.addButton(self.add, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.said, 1)
        foot.addWidget(buttons)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP_SMALL)
        box.addWidget(Label(self._context.theme, text(above), colour="ink_soft", wrap=True))
        box.addLayout(top)
        box.addWidget(parts, 1)
        box.addLayout(foot)
        order = (self.area, self.table.search, self.table.view, self.definition, self.add, cancel)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)
