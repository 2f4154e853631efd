"""The change package: begun from the records, edited as text, closed as dated versions, saved as PDF and Word."""

from __future__ import annotations

import html
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QTextBrowser,
    QWidget,
)

from collabdesk.i18n import Translator, languages, msg
from collabdesk.models.ideas import ChangePackage
from collabdesk.reports.written import Kind, lines_of
from collabdesk.services.changes import evidence, package
from collabdesk.services.changes.evidence import Gathered, Ledger
from collabdesk.ui.context import Context
from collabdesk.ui.file_dialogs import DOCX, PDF
from collabdesk.ui.pages.changes.part import ModeRow, Part, heading, plain_column
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.tasks import Progress
from collabdesk.ui.theme import GAP, Type
from collabdesk.ui.widgets import ButtonRow, EmptyState, Label

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace

_LANGUAGES = {
    "en": msg("in English"),
    "fr": msg("in French"),
    "es": msg("in Spanish"),
    "pt": msg("in Portuguese"),
}


_HEADS = {1: (18, 18), 2: (15, 14), 3: (13, 8)}
"""Size and space above, in px, of the three headings."""


class _Writing(QPlainTextEdit):
    """The text; written into the file when the cursor leaves it."""

    def __init__(self, save: object) -> None:
        super().__init__()
        self._save = save

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self._save()  # type: ignore[operator]


class PackagePart(Part):
    """Versions on the left, the text on the right."""

    name = "changes_package"
    title = msg("Change package")
    kinds = ("change_package", "collaborative")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._shown: ChangePackage | None = None
        self._make_actions()
        self.language = QComboBox()
        self.language.setObjectName("package_language")
        self.language.setAccessibleName(self.text(msg("Language of the package")))
        self.language.setMinimumHeight(30)
        for code in languages():
            self.language.addItem(self.text(_LANGUAGES.get(code, msg("in {code}", code=code))), code)
        self.versions = self._make_versions()
        self.headline = QLineEdit()
        self.headline.setObjectName("package_title")
        self.headline.setAccessibleName(self.text(msg("Title of the package")))
        self.headline.setMinimumHeight(30)
        self.headline.editingFinished.connect(self._write)
        self.writing = _Writing(self._write)
        self.writing.setObjectName("package_text")
        self.writing.setAccessibleName(self.text(msg("Text of the package")))
        self.writing.setTabChangesFocus(True)
        self.reading = QTextBrowser()
        self.reading.setObjectName("package_preview")
        self.reading.setAccessibleName(self.text(msg("Preview of the package")))
        self.modes = ModeRow(context, "package_mode", (("write", msg("Write")), ("read", msg("Preview"))))
        self.sides = QStackedWidget()
        self.sides.addWidget(self.writing)
        self.sides.addWidget(self.reading)
        empty = EmptyState(
            context,
            msg("Here the change package is written"),
            msg(
                "It begins with what the records say: each change with its result, how it is done, the teams' advice, "
                "and what did not work and why. You edit it as text, close it as a dated version, and print it."
            ),
            self.begin,
        )
        self.or_empty = QStackedWidget()
        self.or_empty.addWidget(self._split())
        self.or_empty.addWidget(empty)
        box = plain_column(self)
        box.addLayout(heading(context, self.title, self.language, self.modes))
        box.addWidget(self.or_empty, 1)
        self.versions.selection_changed.connect(self._show_selected)
        self.modes.chosen.connect(self._turn)
        self.setFocusProxy(self.writing)

    # --- the view ---

    def show_workspace(self, workspace: Workspace) -> None:
        self._shown = None
        super().show_workspace(workspace)
        self.language.setCurrentIndex(max(0, self.language.findData(package.language_of(workspace))))

    def forget_workspace(self) -> None:
        self._shown = None
        super().forget_workspace()

    def load(self) -> None:
        rows = package.versions(self.workspace)
        self.or_empty.setCurrentIndex(0 if rows else 1)
        self.modes.setVisible(bool(rows))
        chosen = self.versions.selected()
        self.versions.set_rows(rows, key=lambda one: one.id)
        if rows and not self.versions.selected():
            wanted = chosen[0].id if chosen and chosen[0] in rows else rows[0].id
            self.versions.select(lambda one: one.id == wanted)
        self._show_selected()

    # --- making ---

    def _make_actions(self) -> None:
        add = self.add_action
        self.begin = add(
            "package_begin",
            msg("Begin from the records"),
            "new",
            self._begin,
            tip=msg("A draft with results, how to do it, advice and failures, as they stand in the file"),
        )
        self.renew = add(
            "package_renew",
            msg("Assemble anew"),
            "undo",
            self._renew,
            tip=msg("Put what the records say now in place of the draft's text"),
        )
        self.close_version = add(
            "package_close",
            msg("Close as version"),
            "check",
            self._close,
            tip=msg("The draft becomes a version of today, which stays as it is"),
        )
        self.go_on = add(
            "package_continue",
            msg("Continue from it"),
            "edit",
            self._continue,
            tip=msg("Begin a new draft with the text of this version"),
        )
        self.remove = add("package_remove", msg("Remove"), "delete", self._remove)
        self.pdf = add("package_pdf", msg("Save as PDF"), "print", self._save_pdf)
        self.docx = add("package_docx", msg("Save for Word"), "export", self._save_docx)

    def _make_versions(self) -> Table[ChangePackage]:
        say, column = self.text, Column[ChangePackage]
        columns = (
            column(
                name="version",
                title=msg("Version"),
                value=lambda one: one.closed or one.made,
                text=lambda one: say(package.version_said(self.workspace, one)),
                width=230,
                stretch=1,
            ),
        )
        return Table(self.context, "package_versions", columns, title=msg("Versions"), search=False)

    def _split(self) -> QWidget:
        left, right = QWidget(), QWidget()
        column = plain_column(left)
        column.addWidget(self.versions, 1)
        column.addWidget(ButtonRow(self.close_version, self.go_on))
        column.addWidget(ButtonRow(self.renew, self.remove))
        hint = msg(
            "Signs at the beginning of a line: # heading, ## a change, ### a part of it, - a line of a list."
        )
        column = plain_column(right)
        column.addWidget(self.headline)
        column.addWidget(self.sides, 1)
        column.addWidget(
            Label(self.context.theme, self.text(hint), Type.CAPTION, colour="ink_soft", wrap=True)
        )
        column.addWidget(ButtonRow(self.pdf, self.docx))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("package_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GAP)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([300, 840])
        split.setStretchFactor(1, 1)
        return split

    # --- showing ---

    @Slot()
    def _show_selected(self) -> None:
        chosen = self.versions.selected()
        one = chosen[0] if chosen else None
        before, self._shown = self._shown, one
        is_draft = one is not None and one.closed is None
        if one is None or before is None or (before.id, before.text) != (one.id, one.text):
            self.writing.setPlainText(one.text if one else "")
        self.headline.setText(one.title if one else "")
        self.writing.setReadOnly(not (is_draft and self.can_edit))
        self.headline.setReadOnly(not (is_draft and self.can_edit))
        if self.modes.mode == "read":
            self._turn("read")
        drafted = self.has_workspace and package.draft(self.workspace) is not None
        self.begin.setEnabled(self.can_edit and not drafted)
        self.go_on.setEnabled(self.can_edit and one is not None and not drafted)
        for action in (self.renew, self.close_version):
            action.setEnabled(self.can_edit and is_draft)
        self.remove.setEnabled(self.can_edit and one is not None)
        for action in (self.pdf, self.docx):
            action.setEnabled(one is not None)

    @Slot(str)
    def _turn(self, mode: str) -> None:
        self._write()
        self.sides.setCurrentIndex(1 if mode == "read" else 0)
        if mode == "read":
            self.reading.setHtml(as_html(self.writing.toPlainText()))

    # --- doing ---

    @Slot()
    def _write(self) -> None:
        """Keep what was typed, when the cursor leaves the title or the text."""
        one, title, text = self._shown, self.headline.text(), self.writing.toPlainText()
        if one is None or one.closed is not None or not self.can_edit:
            return
        if (title.strip(), text) != (one.title, one.text):
            self._shown = ChangePackage(**{**vars(one), "title": title.strip() or one.title, "text": text})
            self.context.attempt(partial(package.write, self.workspace, one.id, title or one.title, text))

    @Slot()
    def _begin(self) -> None:
        translator = Translator(self.language.currentData() or "en")

        def begin(found: Ledger) -> None:
            package.begin(self.workspace, found, translator)
            self._go_on_writing()

        self._weigh(begin)

    @Slot()
    def _renew(self) -> None:
        asked = msg("Put what the records say now in place of the draft's text? Undo brings your text back.")
        if self.context.messages.ask(asked, msg("Assemble anew"), danger=True):
            self._weigh(lambda found: package.renew(self.workspace, found))

    def _weigh(self, then: object) -> None:
        """Have the ledger made beside the window, then do something with it."""
        workspace = self.workspace

        def done(found: Ledger) -> None:
            if self.has_workspace and self.workspace is workspace:
                self.context.attempt(lambda: then(found))  # type: ignore[operator]

        work = partial(_work, evidence.gather(workspace))
        self.context.tasks.run(work, done, progress=msg("Weighing the changes"))

    @Slot()
    def _close(self) -> None:
        if self._shown is not None:
            self._write()
            self.context.attempt(partial(package.close, self.workspace, self._shown.id))

    @Slot()
    def _continue(self) -> None:
        if self._shown is not None:
            made = self.context.attempt(partial(package.continue_from, self.workspace, self._shown.id))
            drafted = package.draft(self.workspace)
            if made and drafted is not None:
                self.versions.select(lambda one: one.id == drafted.id)
                self._go_on_writing()

    def _go_on_writing(self) -> None:
        """A new draft is there to be written, whatever the version before was looked at for."""
        self.modes.choose("write")
        self.writing.setFocus()

    @Slot()
    def _remove(self) -> None:
        one = self._shown
        if one is None:
            return
        asked = msg("Remove this version of the change package? Undo brings it back.")
        if self.context.messages.ask(asked, msg("Remove"), danger=True):
            self._shown = None
            self.context.attempt(partial(package.remove, self.workspace, one.id))

    @Slot()
    def _save_pdf(self) -> None:
        self._save("pdf")

    @Slot()
    def _save_docx(self) -> None:
        self._save("docx")

    def _save(self, ending: str) -> None:
        self._write()
        one = self._shown
        if one is None:
            return
        kind, save = (PDF, package.save_pdf) if ending == "pdf" else (DOCX, package.save_docx)
        suggested = f"{self.workspace.path.stem} change package.{ending}"
        path: Path | None = self.context.files.save_file(msg("Save the change package"), suggested, kind)
        if path is None:
            return
        current = self.workspace.rows(ChangePackage)[one.id]
        if self.context.attempt(lambda: save(self.workspace, current, path)):
            self.context.navigator.say_made(self.text(msg("Saved {name}", name=path.name)), path)


def as_html(text: str) -> str:
    """The text as it is printed: the same lines, with headings and lists."""
    parts = []
    for line in lines_of(text):
        said = html.escape(line.text)
        if line.kind is Kind.HEADING:
            size, above = _HEADS[line.level]
            parts.append(
                f'<p style="font-size:{size}px; font-weight:bold; margin:{above}px 0 4px 0">{said}</p>'
            )
        elif line.kind is Kind.ITEM:
            parts.append(f'<p style="margin:0 0 4px 16px; text-indent:-12px">•&nbsp;&nbsp;{said}</p>')
        else:
            parts.append(f'<p style="margin:0 0 6px 0">{said}</p>')
    return "".join(parts)


def _work(gathered: Gathered, _progress: Progress) -> Ledger:
    return evidence.ledger_of(gathered)
