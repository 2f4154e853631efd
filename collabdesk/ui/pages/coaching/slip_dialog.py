"""A return slip typed back: every field under the number that it has on paper; Save is one edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, msg
from collabdesk.services.coaching import slips_typed
from collabdesk.services.coaching.slips import Slip
from collabdesk.ui.context import Context
from collabdesk.ui.pages.coaching.slip_form import SlipForm
from collabdesk.ui.theme import GAP, GAP_SMALL
from collabdesk.ui.widgets import Label, size_on_screen

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace


class SlipDialog(QDialog):
    """Return goes on to the next field, as Tab does; Ctrl+Return saves: a slip is typed without looking up."""

    def __init__(self, context: Context, workspace: Workspace, slip: Slip, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._workspace = workspace
        self._slip = slip
        self.setObjectName("slip_dialog")
        self.setWindowTitle(context.text(msg("Return slip: {team}", team=slip.team.name)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = SlipForm(context, workspace, slip)
        self.reason = Label(context.theme, colour="danger", wrap=True)
        self.reason.setObjectName("slip_reason")
        self.reason.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP_SMALL)
        box.addWidget(Label(context.theme, context.text(self._said()), colour="ink_soft", wrap=True))
        box.addWidget(self._scrolling(), 1)
        box.addWidget(self.reason)
        box.addWidget(self._buttons())
        self.form.first.setFocus()
        size_on_screen(self, 860, 680)

    @Slot()
    def accept(self) -> None:
        """Write all of it, or say what is wrong."""
        try:
            slips_typed.record(self._workspace, self._slip, self.form.filled())
        except ValueError as wrong:
            self._say(str(wrong))
        except UserFacingError as error:
            self._say(error.sentence)
        else:
            super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.accept()
            else:
                self.focusNextChild()
            return
        super().keyPressEvent(event)

    def _say(self, reason: str) -> None:
        self.reason.setText(reason)
        self.reason.show()

    def _said(self) -> Message:
        if self._slip.printed is None:
            return msg(
                "No slip was printed for this visit; these are the lines that it would have. Empty is fine."
            )
        return msg(
            "The lines are those of the slip printed on {day}. What the coach left empty stays empty.",
            day=self._slip.printed.date(),
        )

    def _scrolling(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.form)
        self.form.follow(area)
        return area

    def _buttons(self) -> QDialogButtonBox:
        text = self._context.text
        save = QPushButton(text(msg("Save the visit")))
        save.setObjectName("slip_save")
        save.setAutoDefault(False)
        save.setToolTip(text(msg("Save the visit (Ctrl+Return)")))
        cancel = QPushButton(text(msg("Cancel")))
        cancel.setObjectName("cancel")
        cancel.setAutoDefault(False)
        buttons = QDialogButtonBox()
        buttons.addButton(save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons
