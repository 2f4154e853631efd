"""Which teams and indicators a pack is about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.models.places import Team
from collabdesk.services.paper.pack_choice import (
    COACH,
    DISTRICT,
    EVERYONE,
    SOME,
    WAVE,
    TeamChoice,
    offered_teams,
)
from collabdesk.services.setup import indicators
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.fields import Choice
from collabdesk.ui.theme import GRID
from collabdesk.ui.tick_list import KEY, TickList
from collabdesk.ui.widgets import Label

_CHOOSE = TeamChoice(kind=SOME)


class WhoPanel(QWidget):
    """All teams, those of a district, wave or coach, or ticked ones; the indicators to tick below."""

    changed = Signal()

    def __init__(self, context: Context, workspace: Workspace) -> None:
        super().__init__()
        self._context = context
        self._workspace = workspace
        self.group = Choice()
        self.group.setObjectName("pack_teams_of")
        self.group.setAccessibleName(context.text(msg("Teams in the pack")))
        self.group.setMinimumHeight(30)
        self.group.activated.connect(self._grouped)
        self.teams = self._list("pack_teams", msg("Teams in the pack"))
        self.indicators = self._list("pack_indicators", msg("Indicators in the pack"))
        self._count = Label(context.theme, colour="ink_soft", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GRID, 0, 0)
        box.setSpacing(GRID)
        box.addWidget(Label(context.theme, context.text(msg("Teams")), bold=True))
        box.addWidget(self.group)
        box.addWidget(self.teams, 3)
        box.addWidget(self._count)
        box.addWidget(Label(context.theme, context.text(msg("Indicators")), bold=True))
        box.addWidget(self.indicators, 2)
        self.fill()

    @property
    def team_choice(self) -> TeamChoice:
        """Which teams."""
        chosen = self.group.value()
        if not isinstance(chosen, TeamChoice) or chosen.kind != SOME:
            return chosen if isinstance(chosen, TeamChoice) else TeamChoice()
        return TeamChoice(kind=SOME, team_ids=tuple(self.teams.keys()))

    @property
    def indicator_ids(self) -> tuple[int, ...] | None:
        """Which indicators; None for all."""
        ticked = self.indicators.keys()
        return None if len(ticked) == self.indicators.count() else tuple(ticked)

    def fill(self) -> None:
        """Offer what is in the file now, keeping what was chosen."""
        choice, wanted = self.team_choice, self.indicator_ids
        offered = offered_teams(self._workspace)
        self.group.offer([(one, self._said(one)) for one in (*offered, _CHOOSE)])
        _fill(self.teams, [(team.id, team.name) for team in self._sorted_teams()])
        _fill(self.indicators, [(one.id, one.name) for one in indicators.in_order(self._workspace)])
        self.show_choice(choice if choice in offered or choice.kind == SOME else TeamChoice(), wanted)

    def show_choice(self, choice: TeamChoice, indicator_ids: Sequence[int] | None) -> None:
        """Show a choice, without a word."""
        some = choice.kind == SOME
        self.group.set_value(_CHOOSE if some else choice)
        self.teams.tick(lambda item: not some or int(item.data(KEY)) in choice.team_ids)
        self.indicators.tick(lambda item: indicator_ids is None or int(item.data(KEY)) in indicator_ids)
        self._follow()

    def show_count(self, count: int) -> None:
        """Say how many teams that makes."""
        self._count.setText(
            self._context.text(nmsg("{count} team in the pack", "{count} teams in the pack", count))
        )

    @Slot()
    def _grouped(self) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        self.teams.setVisible(self.team_choice.kind == SOME)

    def _sorted_teams(self) -> list[Team]:
        return sorted(self._workspace.mine(Team), key=lambda one: one.name.casefold())

    def _list(self, name: str, words: Message) -> TickList:
        made = TickList()
        made.setObjectName(name)
        made.setAccessibleName(self._context.text(words))
        made.itemChanged.connect(self.changed)
        return made

    def _said(self, choice: TeamChoice) -> str:
        words: dict[str, Message] = {
            EVERYONE: msg("All teams"),
            DISTRICT: msg("District: {name}", name=choice.name),
            WAVE: msg("Wave {name}", name=choice.name),
            COACH: msg("Coach: {name}", name=choice.name),
            SOME: msg("Choose teams…"),
        }
        return self._context.text(words[choice.kind])


def _fill(made: TickList, lines: Sequence[tuple[int, str]]) -> None:
    made.blockSignals(True)
    made.clear()
    for key, words in lines:
        made.add_line(key, words, ticked=True)
    made.blockSignals(False)
