"""What the handouts hold beside each team's own pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from collabdesk.i18n import Message, msg
from collabdesk.reports.content import Section
from collabdesk.services.paper.handouts import FOR_TEAM
from collabdesk.ui.context import Context
from collabdesk.ui.theme import GAP, GAP_SMALL
from collabdesk.ui.tick_list import KEY, TickList
from collabdesk.ui.widgets import Label

WORDS: Mapping[Section, Message] = {
    Section.COMMITMENTS: msg("what the team promised, and where it stands"),
    Section.LEARNING: msg("whom the team could ask about a change that worked elsewhere"),
    Section.SUSTAIN: msg("the targets that the team has reached, and whether it holds them"),
    Section.KEY: msg("how to read the charts"),
    Section.HAND_PLOT: msg("sheets to go on plotting by hand"),
    Section.PDSA: msg("blank PDSA sheets"),
}


class HandoutsDialog(QDialog):
    """`wanted` carries the sections that were ticked; the team's own charts and changes are always there."""

    wanted = Signal(object)

    def __init__(self, context: Context, ticked: Collection[str], hides_names: bool, parent: QWidget) -> None:
        super().__init__(parent)
        text = context.text
        self.setObjectName("handouts_dialog")
        self.setWindowTitle(text(msg("Handouts")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = TickList()
        self.list.setObjectName("handout_sections")
        self.list.setAccessibleName(text(msg("On each handout")))
        for section in FOR_TEAM:
            if section in WORDS and not (hides_names and section is Section.LEARNING):
                self.list.add_line(section.value, text(WORDS[section]), ticked=section.value in ticked)
        self.list.setCurrentRow(0)
        said = msg(
            "Each team gets a PDF with its own charts, changes and news, and each coach one with those of all their "
            "teams. What else each team gets:"
        )
        self.go = QPushButton(text(msg("Choose the folder…")))
        self.go.setObjectName("handouts_go")
        self.go.setDefault(True)
        cancel = QPushButton(text(msg("Cancel")))
        cancel.setObjectName("cancel")
        cancel.setAutoDefault(False)
        buttons = QDialogButtonBox()
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP_SMALL)
        box.addWidget(Label(context.theme, text(said), colour="ink_soft", wrap=True))
        box.addWidget(self.list, 1)
        box.addWidget(buttons)
        self.resize(520, 330)

    @property
    def ticked(self) -> tuple[Section, ...]:
        """What is to be added."""
        return tuple(Section(item.data(KEY)) for item in self.list.ticked())

    @Slot()
    def accept(self) -> None:
        """Say what is wanted."""
        self.wanted.emit(self.ticked)
        super().accept()
