"""The ledger: what followed each change, team by team; failures stand beside successes. Never what it caused."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from collabdesk.i18n import Message, msg
from collabdesk.models.measures import Indicator
from collabdesk.services.changes import evidence, ledger
from collabdesk.services.changes.evidence import ChangeEvidence, Gathered, Ledger
from collabdesk.services.changes.evidence_said import BESIDE_THE_LEDGER
from collabdesk.ui.context import Context
from collabdesk.ui.pages.changes.columns import count_column, size_columns
from collabdesk.ui.pages.changes.ledger_detail import LedgerDetail
from collabdesk.ui.pages.changes.part import Part, heading, plain_column
from collabdesk.ui.pages.changes.test_dialog import show
from collabdesk.ui.pages.changes.word_dialog import WordDialog
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.tasks import Progress
from collabdesk.ui.theme import GAP, Type
from collabdesk.ui.widgets import ButtonRow, EmptyState, Label

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace

_ROOMY = 30
"""Lines of small text in the height of the page; with fewer, what chance does is left to a tooltip."""
_KINDS = (
    *(
        "change",
        "change_indicator",
        "test",
        "team",
        "indicator",
        "observation",
        "exclusion",
        "verdict_override",
    ),
    "collaborative",
)


class LedgerPart(Part):
    """One line per change and indicator over the charts of its teams."""

    name = "changes_ledger"
    title = msg("Which changes worked")
    kinds = _KINDS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._round = 0
        self._make_actions()
        self.table = self._make_table()
        self.detail = LedgerDetail(context)
        self.unlinked = Label(context.theme, "", Type.CAPTION, colour="attention", wrap=True)
        self.unlinked.setObjectName("ledger_unlinked")
        self.unlinked.hide()
        self._chance = Label(context.theme, "", Type.CAPTION, colour="ink_soft", wrap=True)
        self._chance.setObjectName("ledger_chance")
        self._chance.setText(" ".join(self.text(said) for said in BESIDE_THE_LEDGER))
        split = QSplitter(Qt.Orientation.Vertical)
        split.setObjectName("ledger_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GAP // 2)
        split.addWidget(self._upper())
        split.addWidget(self.detail)
        split.setSizes([300, 270])
        split.setStretchFactor(1, 1)
        self.to_catalogue = self.add_action(
            "ledger_catalogue", msg("Open the catalogue"), "changes", self._go_to_catalogue
        )
        empty = EmptyState(
            context,
            msg("Here stands what followed each change"),
            msg(
                "The ledger compares the months before and after in every team that began a change. Say in the "
                "catalogue which indicators a change should move, and record who tries it since when."
            ),
            self.to_catalogue,
        )
        self.or_empty = QStackedWidget()
        self.or_empty.addWidget(split)
        self.or_empty.addWidget(empty)
        plain_column(self).addWidget(self.or_empty)
        self.table.selection_changed.connect(self._show_selected)
        self.table.activated.connect(self._word)
        for action in (self.word, self.computed):
            action.setEnabled(False)  # until a line is chosen
        self.setFocusProxy(self.table.view)

    # --- the view ---

    def show_workspace(self, workspace: Workspace) -> None:
        super().show_workspace(workspace)
        self.detail.show_workspace(workspace)

    def forget_workspace(self) -> None:
        super().forget_workspace()
        self._round += 1  # what is under way is of no use any more
        self.detail.forget_workspace()

    def load(self) -> None:
        self._round += 1
        gathered = evidence.gather(self.workspace)
        self.context.tasks.run(
            partial(_work, gathered), partial(self._filled, self._round), progress=msg("Weighing the changes")
        )

    def start_search(self) -> None:
        self.table.search.setFocus()
        self.table.search.selectAll()

    def open_section(self, section: str) -> None:
        """``3-1``: select the line of change 3 and indicator 1."""
        self.table.select(lambda row: f"{row.change_id}-{row.indicator_id}" == section)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the lines and the charts come first: what chance does is said where the pointer rests."""
        super().resizeEvent(event)
        roomy = self.height() >= _ROOMY * self._chance.fontMetrics().height()
        self._chance.setVisible(roomy)
        self.table.view.setToolTip("" if roomy else self._chance.text())

    # --- making ---

    def _make_actions(self) -> None:
        self.word = self.add_action(
            "ledger_word",
            msg("Your word…"),
            "edit",
            self._word_of_selected,
            tip=msg("Put your own word beside the computed one, with the reason"),
        )
        self.computed = self.add_action(
            "ledger_computed",
            msg("Computed word again"),
            "undo",
            self._take_back_word,
            tip=msg("Take your own word away"),
        )
        self.copy = self.add_action(
            "ledger_copy",
            msg("Copy"),
            "copy",
            self._copy,
            tip=msg("Copy the lines, to paste them into Excel"),
        )

    def _upper(self) -> QWidget:
        upper = QWidget()
        box = plain_column(upper)
        box.addLayout(
            heading(
                self.context, self.title, self.table.search, ButtonRow(self.word, self.computed, self.copy)
            )
        )
        box.addWidget(self.table, 1)
        box.addWidget(self.unlinked)
        box.addWidget(self._chance)
        return upper

    def _make_table(self) -> Table[ChangeEvidence]:
        column = Column[ChangeEvidence]

        columns = (
            column(name="change", title=msg("Change"), value=lambda row: row.change, width=215, stretch=1),
            column(
                name="indicator",
                title=msg("Indicator"),
                value=lambda row: row.indicator,
                width=150,
                stretch=0.7,
            ),
            count_column("teams", msg("Tried by"), "teams", 64),
            count_column("doing", msg("Still do it"), "still_doing", 78, spare=True),
            count_column("enough", msg("Enough data"), "enough_data", 94),
            count_column("improved", msg("Improved"), "improved", 78),
            count_column("worsened", msg("Worsened"), "worsened", 82),
            count_column("none", msg("No signal"), "no_signal", 78),
            *size_columns(lambda _row, value: self._size(value), (60, 72), self._size_tip),
            column(
                name="interval",
                title=msg("90 % interval"),
                term="net_size",
                value=lambda row: row.net_low,
                text=lambda row: self.text(ledger.interval_said(row, self._indicator(row))),
                width=112,
                right=True,
                spare=True,
            ),
            column(
                name="time",
                title=msg("To signal"),
                value=lambda row: row.periods_to_signal,
                tip=lambda _row: self.text(msg("Median periods from the start to the signal's first point")),
                width=66,
                right=True,
                spare=True,
            ),
            column(
                name="word",
                title=msg("Word"),
                value=lambda row: _rank(row),
                text=self._short_word,
                tip=self._word_tip,
                width=112,
                stretch=0.2,
                token=lambda row: "attention" if row.override else "ink",
            ),
        )
        return Table(self.context, "ledger", columns, title=self.title)

    def _indicator(self, row: ChangeEvidence) -> Indicator:
        return self.workspace.rows(Indicator)[row.indicator_id]

    def _size(self, value: float | None) -> str:
        return self.text(ledger.plain_size_said(value))

    def _size_tip(self, row: ChangeEvidence, value: float | None, meaning: Message) -> str:
        said = self.text(ledger.size_said(self._indicator(row), value))
        return "\n".join(line for line in (said, self.text(meaning)) if line)

    def _short_word(self, row: ChangeEvidence) -> str:
        """The word, marked where it is a person's: the tip, and the lines below, say the computed one too."""
        word = ledger.WORDS.get(ledger.word_of(row) or "")
        if word is None:
            return ""
        return self.text(msg("{word} (yours)", word=word) if row.override else word)

    def _word_tip(self, row: ChangeEvidence) -> str:
        lines = (
            ledger.word_said(row),
            ledger.summary_said(row),
            ledger.bundle_said(row),
            ledger.override_said(row),
        )
        return "\n".join(text for line in lines if (text := self.text(line)))

    # --- showing ---

    def _filled(self, number: int, found: Ledger) -> None:
        if number != self._round or not self.has_workspace:
            return
        self.or_empty.setCurrentIndex(0 if found.rows or found.unlinked else 1)
        known = self.workspace.rows(Indicator)
        rows = [row for row in found.rows if row.indicator_id in known]
        chosen = bool(self.table.selected())
        self.table.set_rows(rows, key=lambda row: (row.change_id, row.indicator_id))
        if rows and not chosen:
            first = self.table.shown[0]
            self.table.select(lambda row: row is first)
        names = tuple(msg("“{name}”", name=name) for name in found.unlinked[:5])
        said = msg("Linked to no indicator, so that nothing can be said of them: {changes}.", changes=names)
        self.unlinked.setText(self.text(said) if names else "")
        self.unlinked.setVisible(bool(names))

    @Slot()
    def _show_selected(self) -> None:
        chosen = self.table.selected()
        self.word.setEnabled(self.can_edit and len(chosen) == 1)
        own = len(chosen) == 1 and chosen[0].override is not None
        self.computed.setEnabled(self.can_edit and own)
        self.detail.show_row(chosen[0] if chosen else None)

    # --- doing ---

    @Slot()
    def _word_of_selected(self) -> None:
        for row in self.table.selected()[:1]:
            self._word(row)

    @Slot(object)
    def _word(self, row: ChangeEvidence) -> None:
        if self.can_edit:
            show(WordDialog(self.context, self.workspace, row, self))

    @Slot()
    def _take_back_word(self) -> None:
        for row in self.table.selected()[:1]:
            self.context.attempt(
                partial(evidence.remove_override, self.workspace, row.change_id, row.indicator_id)
            )

    @Slot()
    def _copy(self) -> None:
        self.table.copy()
        self.context.navigator.say(self.text(msg("Copied: paste it into Excel.")))

    @Slot()
    def _go_to_catalogue(self) -> None:
        self.context.navigator.open_place("changes", "catalogue")


def _work(gathered: Gathered, _progress: Progress) -> Ledger:
    return evidence.ledger_of(gathered)


def _rank(row: ChangeEvidence) -> int:
    """The place of the word, for sorting: what worked best first."""
    word = ledger.word_of(row)
    return ledger.WORD_ORDER.index(word) if word in ledger.WORD_ORDER else len(ledger.WORD_ORDER)
