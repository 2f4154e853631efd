"""The line between the filters and the wall: how many teams show which sign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from collabdesk.charts.spec import Sign
from collabdesk.i18n import Message, msg, nmsg
from collabdesk.services.charts.standings import Standing
from collabdesk.ui.charts.sign_label import SignLabel
from collabdesk.ui.context import Context
from collabdesk.ui.pages.charts.filters import NARROWEST
from collabdesk.ui.term_bubble import Terms
from collabdesk.ui.theme import GRID, Type
from collabdesk.ui.widgets import ElidedLabel, Label

_WORDS: dict[Sign, Callable[[int], Message]] = {
    Sign.IMPROVED: lambda count: msg("{count} improved", count=count),
    Sign.WORSENED: lambda count: msg("{count} worsened", count=count),
    Sign.NO_SIGNAL: lambda count: msg("{count} without a signal", count=count),
    Sign.NOT_ENOUGH: lambda count: msg("{count} without enough data", count=count),
}


class Tally(QWidget):
    """Counts of the four signs among the teams shown, and of those who have not reported lately."""

    clear_wanted = Signal()
    """Show all teams again."""

    def __init__(self, context: Context):
        super().__init__()
        self._context = context
        self.setObjectName("charts_tally")
        theme = context.theme
        both = QVBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(2)
        row = QHBoxLayout()
        both.addLayout(row)
        row.setSpacing(GRID // 2)
        self.shown = Label(theme, size=Type.CAPTION, bold=True)
        row.addWidget(self.shown)
        self.counts: dict[Sign, Label] = {}
        self._said: dict[Sign, tuple[str, str]] = {}
        self._marks: list[SignLabel] = []
        for sign in _WORDS:
            mark = SignLabel(theme, context.translator)
            mark.set_sign(sign)
            self._marks.append(mark)
            self.counts[sign] = Label(theme, size=Type.CAPTION)
            row.addSpacing(GRID)
            row.addWidget(mark)
            row.addWidget(self.counts[sign])
        self.note = ElidedLabel(theme, size=Type.CAPTION, colour="attention")
        row.addSpacing(GRID)
        row.addWidget(self.note)
        self.chance = ElidedLabel(theme, size=Type.CAPTION, colour="ink_soft")
        self.chance.setObjectName("charts_chance")
        both.addWidget(self.chance)
        row.addStretch(1)
        self.all = QPushButton(context.text(msg("Show all teams")))
        self.all.setObjectName("charts_show_all")
        self.all.clicked.connect(self.clear_wanted)
        row.addWidget(self.all)
        self._row = row
        terms = Terms(context, self)
        for widget in (*self._marks, *self.counts.values()):
            terms.explain(widget, "signs")
        terms.explain(self.chance, "chance_signals")
        self._keep_height()

    def add_button(self, button: QPushButton) -> None:
        """One more at the right."""
        self._row.addWidget(button)
        self._keep_height(max(button.sizeHint().height(), button.minimumHeight()))

    def show_chance(self, text: str) -> None:
        """How many of these signs chance alone makes."""
        self.chance.setText(text)

    def show_teams(
        self, found: Sequence[Standing], n_all: int, *, filtered: bool, n_shown: int | None = None
    ) -> None:
        """Count these; ``n_shown`` teams are behind them (None: each has one)."""
        say = self._context.text
        self._show_counts(True)
        count = Counter(one.sign for one in found)
        self._said = {sign: (say(_WORDS[sign](count[sign])), str(count[sign])) for sign in self.counts}
        if filtered:
            self.shown.setText(
                say(
                    msg(
                        "{count} of {total} teams",
                        count=len(found) if n_shown is None else n_shown,
                        total=n_all,
                    )
                )
            )
        else:
            self.shown.setText(say(nmsg("{count} team", "{count} teams", n_all)))
        silent = sum(one.silent for one in found)
        said = nmsg("{count} has not reported lately", "{count} have not reported lately", silent)
        self.note.setText(say(said) if silent else "")
        self.note.setToolTip(self.note.text())
        self.all.setVisible(filtered)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The counts in words, or, where there is too little room, as numbers beside their signs."""
        for place in (0, 1):
            for sign, (whole, number) in self._said.items():
                self.counts[sign].setText((whole, number)[place])
                self.counts[sign].setToolTip(whole if place else "")
            self._row.invalidate()
            if self._row.sizeHint().width() <= self.width():
                break

    def show_team(self, text: str) -> None:
        """Say whose charts these are instead."""
        self.shown.setText(text)
        self.note.clear()
        self.show_chance("")
        self._show_counts(False)
        self.all.hide()

    def _show_counts(self, visible: bool) -> None:
        for widget in (*self._marks, *self.counts.values()):
            widget.setVisible(visible)

    def _keep_height(self, button: int = 0) -> None:
        """The wall must not jump when the button or the note comes and goes."""
        counts = max(self.all.sizeHint().height(), button, 24)
        self.setFixedHeight(counts + 2 + self.chance.fontMetrics().height())
