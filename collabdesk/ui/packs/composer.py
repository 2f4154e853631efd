"""The pack composer: what is printed on the left, how it will look on the right, at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from collabdesk.i18n import msg
from collabdesk.models.meetings import Session
from collabdesk.reports.plan import NAMES
from collabdesk.services.paper import pack_choice
from collabdesk.services.paper.pack_choice import PackChoice, request_of
from collabdesk.services.paper.packs import PackRequest, teams_of_session
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.packs.choices import ChoicesForm
from collabdesk.ui.packs.maker import Maker
from collabdesk.ui.packs.presets import PresetBar
from collabdesk.ui.packs.preview import Preview
from collabdesk.ui.packs.sections import SectionList
from collabdesk.ui.packs.showing import Showing
from collabdesk.ui.packs.who import WhoPanel
from collabdesk.ui.theme import GAP, GAP_SMALL
from collabdesk.ui.widgets import size_on_screen

if TYPE_CHECKING:
    from collabdesk.reports.pack import LaidPack
    from collabdesk.services.changeset import ChangeSet

_SETTLE = 120
"""Milliseconds without a further change before the preview is made anew."""


class PackComposer(QDialog):
    """Open with `show`. Everything chosen is seen at once and remembered for the next time."""

    def __init__(
        self, context: Context, workspace: Workspace, session_id: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._workspace = context, workspace
        self.setObjectName("pack_composer")
        self.setWindowTitle(context.text(msg("Compose the session pack")))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.presets = PresetBar(context, workspace)
        self.sections = SectionList(context)
        self.who = WhoPanel(context, workspace)
        self.form = ChoicesForm(context, workspace)
        self.preview = Preview(context)
        self.showing = Showing(context, self)
        self.maker = Maker(context, workspace, self)
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE)
        self._lay_out()
        self.form.set_values({"session": session_id})
        remembered = context.settings.pack_choice
        first = pack_choice.first_choice(workspace)
        self.show_choice(pack_choice.from_json(remembered, first) if remembered else first)
        self._wire()
        size_on_screen(self, 1240, 700)
        self.refresh()

    # --- what is chosen ---

    @property
    def session(self) -> Session:
        """The session that the pack is for."""
        return self._workspace.rows(Session)[self.form.session_id]

    @property
    def choice(self) -> PackChoice:
        """Everything that is chosen now."""
        return replace(
            self.form.choice,
            sections=self.sections.ticked,
            order=self.sections.order,
            teams=self.who.team_choice,
            indicator_ids=self.who.indicator_ids,
        )

    def show_choice(self, choice: PackChoice) -> None:
        """Show a choice in all controls."""
        self.sections.show_sections(choice.order, choice.sections)
        self.who.show_choice(choice.teams, choice.indicator_ids)
        self.form.show_choice(choice)

    def request(self) -> PackRequest:
        """The request for what is chosen now; where it goes is decided by who prints it."""
        target = self._workspace.path.with_name("pack.pdf")
        return request_of(self._workspace, self.choice, self.session, target, dt.date.today())

    # --- slots ---

    @Slot()
    def refresh(self) -> None:
        """Make the preview anew."""
        request = self.request()
        count = len(teams_of_session(self._workspace, self.session, request.team_ids))
        self.who.show_count(count)
        self.maker.set_ready(bool(request.options.sections))
        self.preview.said.setText(self._context.text(msg("Preparing the preview…")))
        self.showing.show_request(request, count)

    @Slot()
    def _changed(self) -> None:
        self._timer.start()
        self.presets.unmark()

    @Slot(object, bool)
    def _show_pack(self, pack: LaidPack, whole: bool) -> None:
        self.preview.show_pack(pack, whole=whole)
        left_out = [
            self._context.text(msg("{section}: {reason}", section=NAMES[section], reason=reason))
            for section, reason in pack.plan.left_out
        ]
        said = self._context.text(msg("Left out. {reasons}", reasons=" ".join(left_out))) if left_out else ""
        self.preview.said.setText(said)
        self.preview.said.setVisible(bool(said))

    @Slot(object)
    def _use_preset(self, choice: PackChoice) -> None:
        self.show_choice(choice)
        self._timer.start()

    def _hear(self, changes: ChangeSet) -> None:
        """The file was edited beside this window."""
        self.showing.forget()
        if changes.touches("session", "collaborative") and self.form.session_id not in self._workspace.rows(
            Session
        ):
            self.close()
            return
        if changes.touches("pack_preset"):
            self.presets.fill()
        if changes.touches("team", "indicator", "org_unit", "person"):
            self.who.fill()
        if not changes.kinds <= {"pack_preset", "snapshot", "snapshot_paper"}:
            self._timer.start()

    # --- Qt ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter in a list must not press whichever button the dialog takes for its default
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._end()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        self._end()
        super().done(result)

    # --- private ---

    def _end(self) -> None:
        self._timer.stop()
        self._stop_hearing()
        self.showing.stop()
        self.maker.stop()
        self._context.settings.pack_choice = pack_choice.to_json(self.choice) if self._alive() else ""

    def _alive(self) -> bool:
        return self.form.session_id in self._workspace.rows(Session)

    def _wire(self) -> None:
        self._stop_hearing = self._workspace.listen(self._hear)
        self._timer.timeout.connect(self.refresh)
        for part in (self.sections, self.who, self.form):
            part.changed.connect(self._changed)
        self.presets.chosen.connect(self._use_preset)
        self.presets.asks = lambda: self.choice
        self.showing.ready.connect(self._show_pack)
        self.showing.failed.connect(self.preview.said.setText)
        self.maker.asks = self.request
        self.maker.close_wanted.connect(self.close)

    def _lay_out(self) -> None:
        text = self._context.text
        tabs = QTabWidget()
        tabs.setObjectName("pack_tabs")
        tabs.setDocumentMode(True)
        tabs.addTab(self.sections, text(msg("Sections")))
        tabs.addTab(self.who, text(msg("Teams and indicators")))
        tabs.addTab(self.form, text(msg("Paper and language")))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_SMALL)
        column.addWidget(self.presets)
        column.addWidget(tabs, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GAP)
        split.addWidget(left)
        split.addWidget(self.preview)
        split.setSizes([430, 780])
        split.setStretchFactor(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP_SMALL, GAP, GAP_SMALL)
        box.setSpacing(GAP_SMALL)
        box.addWidget(split, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.maker, 1)
        box.addLayout(foot)
