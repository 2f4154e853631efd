"""The large chart: the same painting as everywhere, with its sentence, its list of changes, and pictures of it."""

from __future__ import annotations

import html
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import Translator
from collabdesk.ui.charts.canvas import ChartCanvas
from collabdesk.ui.charts.picture import ChartPicture, flag_text, rules_text
from collabdesk.ui.charts.readout import describe_chart
from collabdesk.ui.charts.sign_label import SignLabel
from collabdesk.ui.giving import GivingLabel
from collabdesk.ui.theme import GAP, GRID, Theme, Type
from collabdesk.ui.widgets import ElidedLabel

_LINK = "change:"
_ROOMY = 20
"""With fewer lines of text in height than this, the chart comes first and the list of changes is left out."""


class LargeChart(QWidget):
    """One chart with all that is said about it."""

    point_clicked = Signal(int)
    """The x of a point: its note, exclusion, history."""
    month_clicked = Signal(int)
    """The x of a period, double-clicked: begin a change there."""
    flag_clicked = Signal(int)
    """The key of a change, clicked on its flag or in the list."""

    def __init__(
        self,
        theme: Theme,
        translator: Translator,
        parent: QWidget | None = None,
        *,
        with_title: bool = True,
        with_changes: bool = True,
    ):
        super().__init__(parent)
        self._with_changes = with_changes
        self._theme = theme
        self._translator = translator
        self._spec: ChartSpec | None = None
        self.canvas = ChartCanvas(theme, translator)
        self._title, self._sign = QLabel(), SignLabel(theme, translator)
        self._headline = ElidedLabel(theme, colour="ink_soft")
        self._sentence, self._flags, self._rules = GivingLabel(theme), QLabel(), QLabel()
        self._build(with_title)
        self.canvas.point_clicked.connect(self.point_clicked)
        self.canvas.month_clicked.connect(self.month_clicked)
        self.canvas.flag_clicked.connect(self.flag_clicked)
        self._flags.linkActivated.connect(self._follow_link)
        theme.changed.connect(self._restyle)
        self.set_spec(None)

    def set_spec(self, spec: ChartSpec | None) -> None:
        """Show a chart, or none."""
        self._spec = spec
        self.canvas.set_spec(spec)
        self._write_texts()

    def spec(self) -> ChartSpec | None:
        """The chart shown."""
        return self._spec

    def picture(self) -> ChartPicture | None:
        """The chart as a picture; None while there is no chart."""
        return None if self._spec is None else ChartPicture(self._spec, self._theme, self._translator)

    def save_picture(self, path: Path) -> None:
        """Write the chart as .png, .svg or .pdf. Raises UserFacingError (see `ChartPicture.save`)."""
        picture = self.picture()
        if picture is not None:
            picture.save(path)

    @Slot()
    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture."""
        picture = self.picture()
        if picture is not None:
            QGuiApplication.clipboard().setImage(picture.image())

    @Slot(str)
    def _follow_link(self, link: str) -> None:
        if link.startswith(_LINK):
            self.flag_clicked.emit(int(link.removeprefix(_LINK)))

    @Slot()
    def _restyle(self) -> None:
        self._title.setFont(self._theme.font(Type.SECTION, bold=True))
        self._rules.setFont(self._theme.font(Type.CAPTION))
        self._set_soft(self._rules)
        self._write_texts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        roomy = self.height() >= _ROOMY * self.fontMetrics().height()
        listed = self._with_changes and self._spec is not None and bool(self._spec.flags)
        self._flags.setVisible(roomy and listed)
        self._rules.setVisible(roomy)

    def _build(self, with_title: bool) -> None:
        names = ("title", "headline", "sentence", "changes", "rules")
        labels = (self._title, self._headline, self._sentence, self._flags, self._rules)
        for name, label in zip(names, labels, strict=True):
            label.setObjectName(f"chart_{name}")
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._flags.setWordWrap(True)
        self._sentence.let_select()
        self._flags.setTextFormat(Qt.TextFormat.RichText)
        self._flags.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(GAP, GRID, GAP, 0)
        head.setSpacing(GRID)
        head.addWidget(self._title)
        head.addWidget(self._headline)
        head.addWidget(self._sign)
        head.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(GAP, 0, GAP, GRID)
        foot.setSpacing(GRID // 2)
        for label in (self._sentence, self._flags, self._rules):
            foot.addWidget(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._head)
        self._head.setVisible(with_title)  # not before it has its parent: it would flash as a window
        column.addWidget(self.canvas, 1)
        column.addLayout(foot)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._restyle()

    def _write_texts(self) -> None:
        spec, say = self._spec, self._translator.text
        if spec is None:
            for label in (self._title, self._headline, self._sentence, self._flags, self._rules):
                label.clear()
            self._sign.set_sign(None)
            return
        title = say(spec.title)
        subtitle = say(spec.subtitle)
        self._title.setText(title)
        self._headline.setText("   ".join(text for text in (subtitle, say(spec.headline)) if text))
        self._sign.set_sign(spec.sign)
        self._sentence.setText(say(spec.sentence))
        self._flags.setText(self._flag_list(spec))
        self._make_room()
        self._rules.setText(rules_text(spec, self._translator))
        self.canvas.setAccessibleName(describe_chart(title, spec, self._translator))

    def _flag_list(self, spec: ChartSpec) -> str:
        ink = self._theme.palette.ink
        items = []
        for flag in sorted(spec.flags, key=lambda flag: flag.number):
            text = html.escape(flag_text(flag.change, flag.decision, self._translator))
            items.append(
                f'<b>{flag.number}</b>&nbsp;<a href="{_LINK}{flag.key}" style="color:{ink};'
                f'text-decoration:none">{text}</a>'
            )
        return " &nbsp;&nbsp; ".join(items)

    def _set_soft(self, label: QLabel) -> None:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
