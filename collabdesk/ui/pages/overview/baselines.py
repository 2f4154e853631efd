"""What could be decided about baselines, counted for the Overview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.services.phases import proposals
from collabdesk.services.phases.proposals import Kind
from collabdesk.ui.context import Context
from collabdesk.ui.counting import Counting
from collabdesk.ui.pages.overview.parts import Block, Row

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace
    from collabdesk.ui.phases.ready import ReadyDialog


LATER_MS = 200


class BaselinesBlock(Block):
    """One line per kind of proposal; thousands of charts are counted beside the window's own work."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "baselines", context.text(msg("Baselines")))
        self._workspace: Workspace | None = None
        self._done = False
        self._counting = Counting(context, self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self._ask)
        self.hide()

    def renew(self, workspace: Workspace) -> None:
        """Count anew, a little later."""
        self._workspace, self._done = workspace, False
        self._later.start()

    def go_on(self) -> None:
        """The page is in sight again: count what waited for that, as other pages are not to wait for it."""
        if self._workspace is not None and not self._done:
            self._later.start()

    def forget(self) -> None:
        """Keep nothing of the file."""
        self._later.stop()
        self._counting.forget()
        self._workspace = None

    def finish(self) -> None:
        """Count now."""
        self._later.stop()
        if self._workspace is not None:
            self._done = True
            self._counting.ask(self._workspace, _counted, self._show)

    @Slot()
    def open_list(self) -> ReadyDialog | None:
        """The list of all proposals, to tick and accept."""
        if self._workspace is None:
            return None
        from collabdesk.ui.phases.ready import ReadyDialog

        dialog = ReadyDialog(self._context, self._workspace, None, self)
        dialog.chart_wanted.connect(self._context.navigator.open_chart)
        dialog.open()
        return dialog

    @Slot()
    def _ask(self) -> None:
        if self._in_sight():
            self.finish()

    def _in_sight(self) -> bool:
        """Whether the page is; the block itself hides while it has nothing to say."""
        page = self.parentWidget()
        return page is not None and page.isVisible()

    def _show(self, counted: Mapping[Kind, int]) -> None:
        rows: list[QWidget] = []
        for kind, count in sorted(counted.items(), key=lambda item: list(Kind).index(item[0])):
            title, said = _words(kind, count)
            row = Row(self._context, f"baselines_{kind.name.casefold()}", self._text(title), self._text(said))
            row.opened.connect(self.open_list)
            rows.append(row)
        self.set_rows("", rows)
        self.setVisible(bool(rows))

    def _text(self, message: Message) -> str:
        return self._context.text(message)


def _counted(workspace: Workspace) -> Mapping[Kind, int]:
    return Counter(one.kind for one in proposals.of_all(workspace))


def _words(kind: Kind, count: int) -> tuple[Message, Message]:
    if kind is Kind.FREEZE:
        return (
            nmsg("{count} baseline can be frozen", "{count} baselines can be frozen", count),
            msg("Enough points are there; until then the line moves with each new number."),
        )
    if kind is Kind.REBASELINE:
        return (
            nmsg("{count} chart has left its line", "{count} charts have left their line", count),
            msg("9 or more points in a row on the good side: a new line?"),
        )
    if kind is Kind.LOOK:
        return (
            nmsg("{count} chart to look into", "{count} charts to look into", count),
            msg("9 or more points in a row on the wrong side of the line."),
        )
    return (
        nmsg("{count} new definition", "{count} new definitions", count),
        msg("What is counted has changed: begin a new phase?"),
    )
