"""What a way of looking at all charts at once is to the page: each view builds on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QWidget

from collabdesk.services.charts.series import SeriesDesk
from collabdesk.ui.context import Context
from collabdesk.ui.pages.charts.filters import FilterBar

if TYPE_CHECKING:
    from collabdesk.services.changeset import ChangeSet
    from collabdesk.services.workspace import Workspace
    from collabdesk.ui.charts.picture import Drawn

Pair = tuple[int, int]
"""(indicator id, team id or `POOLED`)"""


class ChartsView(QWidget):
    """One way of looking. Only the view that is shown follows the filters and the edits; the others load anew
    when they are next shown, if they have missed anything.
    """

    opened = Signal(int, int)
    """indicator id, team id or `POOLED`: its large chart is wanted."""
    pool_opened = Signal(int, list, str)
    """indicator id, team ids, what they are called: the large pooled chart of some teams is wanted."""
    current_changed = Signal()
    """Other charts are chosen."""
    menu_wanted = Signal(QPoint)
    """The menu about them, at a place of the screen."""

    def __init__(self, context: Context, filters: FilterBar):
        super().__init__()
        self.context, self.filters = context, filters
        self._workspace: Workspace | None = None
        self._active = self._missed = False
        filters.changed.connect(self._filters_changed)

    # --- what the page calls ---

    def show_workspace(self, workspace: Workspace) -> None:
        """Show this file from the beginning, now or when next shown."""
        self._workspace = workspace
        self._missed = not self._active
        if self._active:
            self.load()

    def activate(self) -> None:
        """The view is shown from now on."""
        self._active = True
        if self._missed and self._workspace is not None:
            self._missed = False
            self.load()

    def deactivate(self) -> None:
        """Another view is shown."""
        self._active = False

    def hear(self, changes: ChangeSet) -> None:
        """An edit."""
        if self._workspace is None:
            return
        if not self._active:
            self._missed = True
        elif changes.touches("team", "indicator", "collaborative", "org_unit", "person"):
            self.load()
        else:
            self.follow(changes)

    def forget(self) -> None:
        """Keep nothing of the file."""
        self._workspace = None

    # --- what each view says for itself ---

    def load(self) -> None:
        """Read everything from the file and show it."""

    def follow(self, changes: ChangeSet) -> None:
        """Repaint what an edit concerns."""

    def filter(self) -> None:
        """The filters have changed."""
        self.load()

    def order(self) -> list[int]:
        """The teams in their order: what the arrows of the large chart lead through."""
        return [entry.id for entry in self.filters.entries]

    def pool(self) -> list[int] | None:
        """The teams behind the pooled chart; None for all."""
        return None

    def chosen_pairs(self) -> list[Pair]:
        """The charts that the page's actions are about."""
        return []

    def n_specs(self) -> int:
        """How many pictures `chosen_specs` gives, without making them."""
        return len(self.chosen_pairs())

    def chosen_specs(self) -> Sequence[Drawn]:
        """What is taken elsewhere as pictures: those charts."""
        assert self._workspace is not None
        pairs = self.chosen_pairs()
        return SeriesDesk(self._workspace).team_charts(pairs) if pairs else []

    def show_pair(self, indicator_id: int, team_id: int) -> None:
        """The large chart that was open: have it in sight."""

    def open_pair(self, indicator_id: int, team_id: int) -> None:
        """Ask for the large chart of one of the chosen ones."""
        self.opened.emit(indicator_id, team_id)

    def take_focus(self) -> None:
        """Put the keyboard where the work is."""
        self.setFocus()

    # --- private ---

    @Slot()
    def _filters_changed(self) -> None:
        if self._workspace is None:
            return
        if self._active:
            self.filter()
        else:
            self._missed = True
