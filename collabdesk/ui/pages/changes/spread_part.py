"""How changes spread: the board, plan and actual by wave, who could learn from whom, who could present."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from collabdesk.i18n import Message, msg
from collabdesk.services.beside import Values, counting_with, values_of
from collabdesk.services.changes import evidence, learning, ledger, spread
from collabdesk.services.changes.evidence import Gathered
from collabdesk.services.changes.learning import Lesson, Presenter
from collabdesk.services.changes.spread import WaveCount
from collabdesk.ui.context import Context
from collabdesk.ui.pages.changes.agenda_menu import AgendaMenu
from collabdesk.ui.pages.changes.part import ModeRow, Part, heading, plain_column
from collabdesk.ui.pages.changes.spread_board import SpreadBoardPanel
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.tasks import Progress
from collabdesk.ui.theme import Type
from collabdesk.ui.widgets import ButtonRow, EmptyState, Label

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace

_MODES = (
    ("board", msg("Board")),
    ("waves", msg("Plan and actual")),
    ("learn", msg("Who could learn from whom")),
    ("present", msg("Who could present")),
)
_LESSONS = (
    Column[Lesson]("team", msg("Stuck team"), lambda one: one.team, 160, stretch=0.4),
    Column[Lesson]("indicator", msg("Stuck on"), lambda one: one.indicator, 190, stretch=0.6),
    Column[Lesson]("change", msg("Could try"), lambda one: one.change, 220, stretch=0.8),
    Column[Lesson]("word", msg("Elsewhere"), lambda one: ledger.WORDS[one.word], 90),
    Column[Lesson]("from", msg("Learn from"), lambda one: one.from_team, 160, stretch=0.4),
    Column[Lesson]("why", msg("Why this team"), lambda one: one.why, 260, stretch=1),
)
_PRESENTERS = (
    Column[Presenter]("team", msg("Team"), lambda one: one.team, 170, stretch=0.4),
    Column[Presenter]("change", msg("Could speak of"), lambda one: one.change, 260, stretch=0.8),
    Column[Presenter](
        "worked", msg("As"), lambda one: msg("it worked") if one.worked else msg("it did not work"), 110
    ),
    Column[Presenter]("indicator", msg("Indicator"), lambda one: one.indicator, 190, stretch=0.5),
    Column[Presenter]("why", msg("Why"), lambda one: one.why, 300, stretch=1),
)


class SpreadPart(Part):
    """The four ways to look at spread."""

    name = "changes_spread"
    title = msg("Spread")
    kinds = (
        *("change", "test", "team", "spread_plan", "org_unit", "indicator", "observation", "exclusion"),
        *("change_indicator", "verdict_override", "phase", "pdsa", "collaborative"),
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._round = 0
        self.modes = ModeRow(context, "spread_mode", _MODES)
        self.board = SpreadBoardPanel(context)
        self.waves = self._make_waves()
        self.lessons = Table(context, "spread_lessons", _LESSONS, title=msg("Who could learn from whom"))
        self.presenters = Table(
            context, "spread_presenters", _PRESENTERS, title=msg("Who could present next time")
        )
        self.lesson_said = Label(context.theme, "", wrap=True)
        self.lesson_said.setObjectName("lesson_said")
        self.presenter_said = Label(context.theme, "", wrap=True)
        self.presenter_said.setObjectName("presenter_said")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.board)
        self.stack.addWidget(self.waves)
        self.stack.addWidget(self._explained(self.lessons, self.lesson_said, *learning.DEFINITIONS))
        self.agenda = AgendaMenu(context, lambda: self.workspace, self._presenting, self)
        self.to_agenda = self.add_action(
            "presenters_to_agenda",
            msg("Put on the agenda"),
            "sessions",
            self._show_agenda,
            tip=msg("Make the selected teams, or all, speakers of the next session"),
        )
        self.to_agenda.setMenu(self.agenda)
        self.stack.addWidget(
            self._explained(
                self.presenters,
                self.presenter_said,
                learning.PRESENTERS_SAID,
                beside=ButtonRow(self.to_agenda),
            )
        )
        self.to_catalogue = self.add_action(
            "spread_catalogue", msg("Open the catalogue"), "changes", self._go_to_catalogue
        )
        empty = EmptyState(
            context,
            msg("Here stands which team has taken up which change"),
            msg("The board needs teams and changes. Write the first change into the catalogue."),
            self.to_catalogue,
        )
        self.or_empty = QStackedWidget()
        self.or_empty.addWidget(self.stack)
        self.or_empty.addWidget(empty)
        box = plain_column(self)
        box.addLayout(heading(context, self.title, self.modes))
        box.addWidget(self.or_empty, 1)
        self.modes.chosen.connect(self._turn)
        self.lessons.selection_changed.connect(self._say_lesson)
        self.presenters.selection_changed.connect(self._say_presenter)
        self.lessons.activated.connect(self._open_lesson)
        self.presenters.activated.connect(self._open_presenter)
        self.setFocusProxy(self.board.view)

    # --- the view ---

    def show_workspace(self, workspace: Workspace) -> None:
        super().show_workspace(workspace)
        self.board.show_workspace(workspace)

    def forget_workspace(self) -> None:
        super().forget_workspace()
        self._round += 1
        self.board.forget_workspace()

    def load(self) -> None:
        made = spread.board(self.workspace)
        self.or_empty.setCurrentIndex(0 if made.teams and made.changes else 1)
        self.modes.setVisible(bool(made.teams and made.changes))
        self.board.show_board(made)
        self.waves.set_rows(spread.by_wave(made), key=lambda row: (row.change_id, row.wave))
        self._round += 1
        if self.modes.mode in ("learn", "present"):
            self._weigh()

    def open_section(self, section: str) -> None:
        """``learn``: show that way of looking."""
        if section in self.modes.buttons:
            self.modes.choose(section)

    def start_search(self) -> None:
        fields = {
            "waves": self.waves.search,
            "learn": self.lessons.search,
            "present": self.presenters.search,
        }
        if self.modes.mode in fields:
            fields[self.modes.mode].setFocus()

    # --- making ---

    def _explained(
        self, table: QWidget, line: Label, *said: Message, beside: QWidget | None = None
    ) -> QWidget:
        """A table, the selected line in full, and how it was found."""
        whole = QWidget()
        box = plain_column(whole)
        text = " ".join(self.text(one) for one in said)
        box.addWidget(table, 1)
        box.addWidget(line)
        if beside is not None:
            box.addWidget(beside)
        box.addWidget(Label(self.context.theme, text, Type.CAPTION, colour="ink_soft", wrap=True))
        return whole

    def _make_waves(self) -> Table[WaveCount]:
        column = Column[WaveCount]

        def wave(row: WaveCount) -> str:
            return "" if row.wave is None else str(row.wave)

        def count(name: str, title: Message) -> Column[WaveCount]:
            return column(name=name, title=title, value=lambda row: getattr(row, name), width=104, right=True)

        columns = (
            column(name="change", title=msg("Change"), value=lambda row: row.change, width=300, stretch=1),
            column(
                name="wave", title=msg("Wave"), value=lambda row: row.wave, text=wave, width=60, right=True
            ),
            count("teams", msg("Teams")),
            count("planned", msg("Planned by now")),
            count("told", msg("Told")),
            count("begun", msg("Begun")),
            count("kept", msg("Kept")),
            count("abandoned", msg("Abandoned")),
            column(
                name="late",
                title=msg("Late"),
                value=lambda row: row.late,
                width=70,
                right=True,
                token=lambda row: "attention" if row.late else "ink_soft",
            ),
        )
        return Table(self.context, "spread_waves", columns, title=msg("Plan and actual by wave"))

    # --- doing ---

    @Slot(str)
    def _turn(self, mode: str) -> None:
        self.stack.setCurrentIndex([key for key, _words in _MODES].index(mode))
        if self.has_workspace and mode in ("learn", "present"):
            self._weigh()

    def _weigh(self) -> None:
        work = partial(_work, evidence.gather(self.workspace), values_of(self.workspace))
        done = partial(self._weighed, self._round)
        self.context.tasks.run(work, done, progress=msg("Weighing the changes"))

    def _weighed(self, number: int, found: tuple[list[Lesson], list[Presenter]]) -> None:
        if number != self._round or not self.has_workspace:
            return
        lessons, presenters = found
        self.lessons.set_rows(lessons, key=lambda one: (one.team_id, one.indicator_id, one.change_id))
        self.presenters.set_rows(presenters, key=lambda one: one.team_id)
        self.to_agenda.setEnabled(self.can_edit and bool(self.presenters.rows))
        if lessons and not self.lessons.selected():
            first = self.lessons.shown[0]
            self.lessons.select(lambda one: one is first)  # said in full under the table

    @Slot()
    def _say_lesson(self) -> None:
        chosen = self.lessons.selected()[:1]
        self.lesson_said.setText(self.text(learning.lesson_said(chosen[0])) if chosen else "")

    @Slot()
    def _say_presenter(self) -> None:
        chosen = self.presenters.selected()[:1]
        self.presenter_said.setText(self.text(chosen[0].why) if chosen else "")

    def _presenting(self) -> list[Presenter]:
        """The selected teams, else all."""
        return self.presenters.selected() or list(self.presenters.rows)

    @Slot()
    def _show_agenda(self) -> None:
        self.agenda.popup(self.presenters.mapToGlobal(self.presenters.rect().bottomLeft()))

    @Slot(object)
    def _open_lesson(self, one: Lesson) -> None:
        self.context.navigator.open_chart(one.indicator_id, one.team_id)

    @Slot(object)
    def _open_presenter(self, one: Presenter) -> None:
        self.context.navigator.open_chart(one.indicator_id, one.team_id)

    @Slot()
    def _go_to_catalogue(self) -> None:
        self.context.navigator.open_place("changes", "catalogue")


def _work(gathered: Gathered, values: Values, _progress: Progress) -> tuple[list[Lesson], list[Presenter]]:
    found = evidence.ledger_of(gathered)
    with counting_with(values) as workspace:
        return learning.lessons(workspace, found), learning.presenters(workspace, found)
