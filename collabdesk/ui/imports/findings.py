"""What cannot be used, what looks wrong, and what was set aside: each with its cell and why."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from collabdesk.i18n import Message, msg
from collabdesk.importing.result import Problem, Severity, UnderstoodSheet
from collabdesk.ui.context import Context
from collabdesk.ui.imports.items import FileItem
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GRID
from collabdesk.ui.widgets import Label


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One line of the list."""

    sheet: str
    cell: str
    what: Message
    token: str
    text: str
    said: str
    more: int = 0
    """So many other places for the same reason."""


class FindingsPanel(QWidget):
    """The list; choosing a line shows its cell."""

    cell_wanted = Signal(str, str)

    def __init__(self, context: Context):
        super().__init__()
        self._context = context
        say = context.text
        columns = (
            Column[Finding](
                name="what",
                title=msg("What"),
                value=lambda one: say(one.what),
                width=84,
                token=lambda one: one.token,
            ),
            Column[Finding](name="cell", title=msg("Cell"), value=_place, width=80),
            Column[Finding](name="text", title=msg("Content"), value=lambda one: one.text, width=64),
            Column[Finding](name="said", title=msg("Why"), value=lambda one: one.said, width=230, stretch=1),
        )
        self.table: Table[Finding] = Table(
            context, "import_findings", columns, title=msg("Problems and cells set aside"), search=False
        )
        self.table.selection_changed.connect(self._chosen)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GRID, 0, 0)
        self._whole = Label(context.theme, wrap=True)
        self._whole.setObjectName("finding_whole")
        box.setSpacing(GRID)
        box.addWidget(self.table, 1)
        box.addWidget(self._whole)

    def show_item(self, item: FileItem | None) -> int:
        """Show a file's findings; returns how many need a look (what was set aside does not)."""
        found = self._findings(item) if item is not None else []
        self.table.set_rows(found)
        self._tell(found[0] if found and found[0].token != "ink_soft" else None)
        return sum(one.token != "ink_soft" for one in found)

    def _findings(self, item: FileItem) -> list[Finding]:
        if item.draft is None:
            return []
        say, found = self._context.text, []
        for problem in item.draft.problems:
            found.append(self._problem(problem))
        for one in item.plan.rejected if item.plan else ():
            sheet, _, cells = one.cell.rpartition("!")
            cell = cells.split(" ")[0]
            what, why = msg("Not used"), say(one.said)
            found.append(Finding(sheet=sheet, cell=cell, what=what, token="danger", text="", said=why))
        for seen in item.draft.sheets:
            found += self._set_aside(seen.understood)
        if len(item.draft.sheets) == 1:  # its name tells nothing
            found = [replace(one, sheet="") for one in found]
        return found

    def _set_aside(self, sheet: UnderstoodSheet) -> list[Finding]:
        """What was left out, each reason once."""
        ranges: dict[str, list[str]] = {}
        for one in sheet.skipped:
            ranges.setdefault(self._context.text(one.why), []).append(one.range)
        return [
            Finding(
                sheet=sheet.sheet,
                cell=places[0],
                what=msg("Set aside"),
                token="ink_soft",
                text="",
                said=why,
                more=len(places) - 1,
            )
            for why, places in ranges.items()
        ]

    def _problem(self, problem: Problem) -> Finding:
        error = problem.severity is Severity.ERROR
        return Finding(
            sheet=problem.sheet,
            cell=problem.cell,
            what=msg("Not used") if error else msg("To look at"),
            token="danger" if error else "attention",
            text=problem.text,
            said=self._context.text(problem.said),
        )

    def _tell(self, one: Finding | None) -> None:
        self._whole.setText(f"{_place(one)}: {one.said}" if one is not None else "")

    @Slot()
    def _chosen(self) -> None:
        chosen = self.table.selected()
        self._tell(chosen[0] if chosen else None)
        if chosen:
            self.cell_wanted.emit(chosen[0].sheet, chosen[0].cell)


def _place(one: Finding) -> str:
    place = f"{one.cell}, {one.sheet}" if one.sheet else one.cell
    return f"{place} (+{one.more})" if one.more else place
