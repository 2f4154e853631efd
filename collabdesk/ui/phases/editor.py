"""One phase to be decided about: when it begins, the points of its baseline, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from collabdesk.i18n import Message, msg
from collabdesk.services.phases.phases import Decision, PhaseFacts, Window
from collabdesk.ui.context import Context
from collabdesk.ui.fields import Choice
from collabdesk.ui.theme import GAP, GAP_SMALL, GRID
from collabdesk.ui.widgets import Label, NoWheel


class PhaseEditor(QWidget):
    """Fields for one phase of a series; tells of each change so that its median can be shown at once."""

    changed = Signal()

    def __init__(self, context: Context, line: Message) -> None:
        super().__init__()
        self.setObjectName("phase_editor")
        self._context = context
        self._phase_id: int | None = None
        self._is_first = True
        self.starts = self._choice("phase_starts", msg("The phase begins"))
        self.frozen = QCheckBox(context.text(msg("Freeze the {line} on these points", line=line)))
        self.frozen.setObjectName("phase_frozen")
        self.first = self._choice("phase_first", msg("First period of the baseline"))
        self.last = self._choice("phase_last", msg("Last period of the baseline"))
        self.reason = QLineEdit()
        self.reason.setObjectName("phase_reason")
        self.reason.setMinimumHeight(30)
        self.reason.setAccessibleName(context.text(msg("Reason")))
        self.reason.setPlaceholderText(context.text(msg("Why, in a few words: it stays in the history")))
        self._lay_out()
        for box in (self.starts, self.first, self.last):
            box.activated.connect(self.changed)
        self.frozen.toggled.connect(self._follow_frozen)

    def offer(self, periods: Sequence[tuple[int, str]]) -> None:
        """The periods to choose from, in time."""
        for box in (self.starts, self.first, self.last):
            box.offer(periods)

    def show_phase(self, facts: PhaseFacts, *, is_first: bool, offered: Window | None = None) -> None:
        """A phase that is there; one that is not frozen offers the points that are proposed for it."""
        phase = facts.phase
        known = (phase.first, phase.last)
        window = known if phase.frozen or offered is None else offered
        self._show(phase.id, facts.first, window, phase.frozen, is_first=is_first)

    def show_new(self, starts: int | None, window: Window, *, frozen: bool) -> None:
        """A phase that would be new; ``starts`` None: the first of the series."""
        self._show(None, starts, window, frozen, is_first=starts is None)

    def set_window(self, window: Window) -> None:
        """Another baseline for the phase that is shown, frozen."""
        blocked = self.blockSignals(True)
        self.first.set_value(window[0])
        self.last.set_value(window[1])
        self.frozen.setChecked(True)
        self.blockSignals(blocked)
        self._follow_frozen()

    def decision(self, indicator_id: int, team_id: int | None) -> Decision:
        """What stands in the fields."""
        return Decision(
            indicator_id=indicator_id,
            team_id=team_id,
            phase_id=self._phase_id,
            starts=None if self._is_first else self.starts.value(),
            window=(self.first.value(), self.last.value()) if self.frozen.isChecked() else None,
            reason=self.reason.text(),
        )

    @property
    def is_new(self) -> bool:
        """Whether the phase is not in the file yet."""
        return self._phase_id is None

    def _show(
        self, phase_id: int | None, starts: int | None, window: Window, frozen: bool, *, is_first: bool
    ) -> None:
        blocked = self.blockSignals(True)
        self._phase_id, self._is_first = phase_id, is_first
        self.starts.setEnabled(not is_first)
        self._caption.setEnabled(not is_first)
        if starts is not None:
            self.starts.set_value(starts)
        self.first.set_value(window[0])
        self.last.set_value(window[1])
        self.frozen.setChecked(frozen)
        self.reason.clear()
        self._follow_frozen()
        self.blockSignals(blocked)
        self.changed.emit()

    @Slot()
    def _follow_frozen(self) -> None:
        for widget in (self.first, self.last):
            widget.setEnabled(self.frozen.isChecked())
        self.changed.emit()

    def _choice(self, name: str, words: Message) -> Choice:
        box = Choice()
        box.setObjectName(name)
        box.setAccessibleName(self._context.text(words))
        box.setMinimumHeight(30)
        box.installEventFilter(NoWheel(self))
        return box

    def _lay_out(self) -> None:
        rows = QFormLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setHorizontalSpacing(GAP)
        rows.setVerticalSpacing(GAP_SMALL)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        say, theme = self._context.text, self._context.theme
        self._caption = Label(theme, say(msg("Begins")))
        rows.addRow(self._caption, self.starts)
        rows.addRow(self.frozen)
        span = QHBoxLayout()
        span.setSpacing(GRID)
        span.addWidget(self.first, 1)
        span.addWidget(Label(theme, say(msg("to"))))
        span.addWidget(self.last, 1)
        rows.addRow(Label(theme, say(msg("Baseline"))), span)
        rows.addRow(Label(theme, say(msg("Reason"))), self.reason)
