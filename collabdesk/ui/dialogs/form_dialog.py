"""A form in a window of its own: Save writes, known trouble is said in place and the dialog stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Slot
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
from collabdesk.ui.context import Context
from collabdesk.ui.forms import Form
from collabdesk.ui.theme import GAP, GAP_SMALL
from collabdesk.ui.widgets import Label

Text = Message | str
Save = Callable[[dict[str, Any]], object]


class FormDialog(QDialog):
    """Show with `open`; ``save`` gets the values when they are complete, and may raise UserFacingError."""

    def __init__(
        self,
        context: Context,
        name: str,
        title: Text,
        form: Form,
        save: Save,
        parent: QWidget | None,
        *,
        said: Text = "",
        accept: Text | None = None,
        width: int = 560,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(context.text(title))
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = form
        self._save = save
        self.reason = Label(context.theme, colour="danger", wrap=True)
        self.reason.setObjectName(f"{name}_reason")
        self.reason.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP_SMALL)
        hint = form.sizeHint().height() + 130
        if said:
            above = Label(context.theme, context.text(said), colour="ink_soft", wrap=True)
            hint += above.heightForWidth(width - 2 * GAP) - above.fontMetrics().height()
            box.addWidget(above)
        box.addWidget(scrolling(form), 1)
        box.addWidget(self.reason)
        box.addWidget(self._buttons(context, accept or msg("Save")))
        self.resize(width, min(640, hint))

    @Slot()
    def accept(self) -> None:
        """Write and close, or say what is wrong."""
        values = self.form.values()
        if values is None:
            return
        try:
            self._save(values)
        except UserFacingError as error:
            self.reason.setText(error.sentence)
            self.reason.show()
            return
        super().accept()

    def _buttons(self, context: Context, accept: Text) -> QDialogButtonBox:
        box = QDialogButtonBox()
        save = QPushButton(context.text(accept))
        save.setObjectName("save")
        save.setDefault(True)
        cancel = QPushButton(context.text(msg("Cancel")))
        cancel.setObjectName("cancel")
        box.addButton(save, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box


def scrolling(form: Form) -> QScrollArea:
    """A form that scrolls where it has too little room."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    form.setAutoFillBackground(False)
    area.setWidget(form)
    return area
