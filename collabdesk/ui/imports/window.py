"""The import window. Nothing is saved before Confirm; each file is saved whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from collabdesk.errors import UserFacingError
from collabdesk.i18n import msg
from collabdesk.services.imports import Kept, medians
from collabdesk.services.phases import frozen
from collabdesk.services.workspace import Workspace
from collabdesk.ui.asking import may_move
from collabdesk.ui.context import Context
from collabdesk.ui.imports.agreed import Agreed
from collabdesk.ui.imports.batches import is_large, take_back_apart, taken_back
from collabdesk.ui.imports.conflicts import ConflictsPanel
from collabdesk.ui.imports.desk import ImportDesk
from collabdesk.ui.imports.findings import FindingsPanel
from collabdesk.ui.imports.foot import Foot
from collabdesk.ui.imports.gathering import gather
from collabdesk.ui.imports.head import FileHead
from collabdesk.ui.imports.items import FileItem, FileState, asked_elsewhere, twin_of
from collabdesk.ui.imports.preview import Preview
from collabdesk.ui.imports.questions import QuestionsPanel
from collabdesk.ui.imports.recipes import RecipesDialog
from collabdesk.ui.imports.words import imported, state_text, with_kept
from collabdesk.ui.theme import GAP, GAP_SMALL, GRID
from collabdesk.ui.widgets import size_on_screen

_ICONS = {
    FileState.READING: "clock",
    FileState.FAILED: "error",
    FileState.ASKS: "question",
    FileState.READY: "check",
    FileState.NOTHING: "info",
    FileState.IMPORTED: "save",
}
QUESTIONS, CONFLICTS, FINDINGS = 0, 1, 2


class ImportWindow(QDialog):
    """Files on the left, the sheet in the middle, what was understood and asked on the right."""

    def __init__(
        self, context: Context, workspace: Workspace, paths: Sequence[Path], parent: QWidget | None = None
    ):
        super().__init__(parent)
        self._context = context
        self._workspace = workspace
        self.desk = ImportDesk(context, workspace, self)
        self._place = -1
        self._others = 0
        self._asked: dict[str, int] = {}
        self._agreed = Agreed()
        self.setObjectName("import_window")
        self.setWindowTitle(context.text(msg("Import spreadsheets")))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAcceptDrops(True)
        size_on_screen(self, 1280, 690)
        self._build(workspace)
        self._wire()
        self.add_files(paths)
        self.files.setCurrentRow(0)

    @property
    def item(self) -> FileItem | None:
        """The file shown."""
        return self.desk.items[self._place] if 0 <= self._place < len(self.desk.items) else None

    def add_files(self, paths: Sequence[Path]) -> None:
        """Take more files in; a folder stands for the spreadsheets in it."""
        gathered = gather(paths)
        self.desk.add(gathered.files)
        self._fill_list()
        self._others = gathered.others
        self._write_foot()

    # --- Qt ---

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter in a table must not press whichever button the dialog takes for its default
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        # Escape and Close end here; what was not confirmed is not saved
        self._leave()
        super().done(result)

    def _leave(self) -> None:
        self.desk.put_down(all_of_them=False)
        self.desk.close()

    # --- making ---

    def _build(self, workspace: Workspace) -> None:
        context = self._context
        self.files = QListWidget()
        self.files.setObjectName("import_files")
        self.files.setAccessibleName(context.text(msg("Files")))
        self.files.setWordWrap(True)
        self.files.setMinimumWidth(150)
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.files.setSpacing(2)
        self.preview = Preview(context)
        self.questions = QuestionsPanel(context)
        self.conflicts = ConflictsPanel(context, workspace)
        self.findings = FindingsPanel(context)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("import_tabs")
        self.tabs.setDocumentMode(True)
        for panel in (self.questions, self.conflicts, self.findings):
            self.tabs.addTab(panel, "")
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(GAP_SMALL)
        for part in (self.files, self.preview, self._make_right()):
            self._split.addWidget(part)
        self._split.setSizes([190, 650, 410])
        self._split.setStretchFactor(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP_SMALL, GAP, GAP_SMALL)
        box.setSpacing(GAP_SMALL)
        box.addWidget(self._split, 1)
        self.foot = Foot(context)
        box.addWidget(self.foot)

    def _make_right(self) -> QWidget:
        self.head = FileHead(self._context)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.head)
        column.addWidget(self.tabs, 1)
        self._below = QWidget()  # holds the head up where there are no tabs
        column.addWidget(self._below, 1)
        right.setMinimumWidth(340)
        return right

    def _wire(self) -> None:
        self.desk.changed.connect(self._changed)
        self.desk.all_saved.connect(self._after_saving)
        self.files.currentRowChanged.connect(self._show)
        self.questions.answered.connect(self._answer)
        self.questions.change_wanted.connect(self._change_answer)
        self.questions.answered_for_all.connect(self.desk.answer_everywhere)
        self.preview.corrected.connect(self._correct)
        self.conflicts.chosen_changed.connect(self._choose)
        for panel in (self.questions, self.conflicts, self.findings):
            panel.cell_wanted.connect(self.preview.go_to)
        self.head.memory.ask_again.clicked.connect(self._forget_answers)
        self.head.memory.recipes.clicked.connect(self._show_recipes)
        self.head.journal.hand_over.clicked.connect(self._hand_over)
        self.foot.confirm.clicked.connect(self._confirm)
        self.foot.confirm_all.clicked.connect(self._confirm_all)
        self.foot.take_back.clicked.connect(self._take_back)
        self.foot.stop.clicked.connect(self._stop)
        self.foot.later.clicked.connect(self._come_back_later)
        self.foot.cancel.clicked.connect(self.reject)

    # --- showing ---

    def _fill_list(self) -> None:
        while self.files.count() < len(self.desk.items):
            self.files.addItem(QListWidgetItem())
        for place in range(len(self.desk.items)):
            self._write_file(place)
        self.files.setVisible(len(self.desk.items) > 1)

    def _write_file(self, place: int) -> None:
        if place >= self.files.count():
            return  # it was taken in just now, and is about to be listed
        item, row = self.desk.items[place], self.files.item(place)
        row.setText(f"{item.path.name}\n{state_text(item, self._context.translator)}")
        state = FileState.READING if item.busy else item.state
        row.setIcon(self._context.theme.icon(_ICONS[state]))

    @Slot(int)
    def _changed(self, place: int) -> None:
        self._write_file(place)
        if place == self._place:
            self._show(place)
            return
        self._write_foot()
        item = self.item
        if item is not None and item.draft is not None and item.draft.questions:
            asked = asked_elsewhere(self.desk.items, item)
            if asked != self._asked:  # another file has been read that asks the same
                self._asked = asked
                self.questions.show_item(item, asked)

    @Slot(int)
    def _show(self, place: int) -> None:
        another = place != self._place
        self._place = place
        item = self.item
        if item is None:
            return
        self.preview.show_draft(item.draft, item.corrections)
        if item.draft is None:
            self.preview.show_trouble(item.trouble)
        self.tabs.setVisible(item.draft is not None)
        self._below.setVisible(item.draft is None)
        self._asked = asked_elsewhere(self.desk.items, item)
        self.questions.show_item(item, self._asked)
        self.conflicts.show_conflicts(item.plan.conflicts if item.plan else (), item.replaced)
        self._write_head(item)
        self._write_tabs(item, self.findings.show_item(item), turn=another or not item.busy)
        self._write_foot()

    def _write_head(self, item: FileItem) -> None:
        moves = list(item.moves) if item.state is FileState.READY else []
        median = frozen.question(self._workspace, moves) if moves else None
        self.head.show_item(item, median, twin_of(self.desk.items, item))

    def _write_tabs(self, item: FileItem, problems: int, *, turn: bool) -> None:
        counts = (
            len(item.draft.questions) if item.draft else 0,
            len(item.plan.conflicts) if item.plan else 0,
            problems,
        )
        titles = (msg("Questions"), msg("Conflicts"), msg("Problems"))
        for place, (title, count) in enumerate(zip(titles, counts, strict=True)):
            text = self._context.text(title)
            self.tabs.setTabText(place, f"{text} ({count})" if count else text)
        if turn and counts[QUESTIONS]:
            self.tabs.setCurrentIndex(QUESTIONS)
        elif turn and self.tabs.currentIndex() == QUESTIONS and any(counts):
            self.tabs.setCurrentIndex(CONFLICTS if counts[CONFLICTS] else FINDINGS)

    def _write_foot(self) -> None:
        self.foot.show_item(self.item, self.desk.items, self._others)

    # --- doing ---

    @Slot(dict)
    def _answer(self, answers: dict[str, str]) -> None:
        self.desk.answer(self._place, answers)

    @Slot(str)
    def _change_answer(self, question_id: str) -> None:
        self.desk.change_answer(self._place, question_id)

    @Slot()
    def _show_recipes(self) -> None:
        RecipesDialog(self._context, self._workspace, self).open()

    @Slot()
    def _hand_over(self) -> None:
        item = self.item
        if item is not None:
            path, alone = item.path, len(self.desk.items) == 1
            if alone:
                self.close()
            self._context.navigator.take_journal(path)

    @Slot(str, object)
    def _correct(self, key: str, role: str | None) -> None:
        self.desk.correct(self._place, key, role)

    @Slot()
    def _forget_answers(self) -> None:
        self.desk.forget_answers(self._place)

    @Slot(set)
    def _choose(self, keys: set[tuple[int, int, int]]) -> None:
        item = self.item
        if item is not None:
            item.replaced = keys
            self.desk.choose(self._place, keys)

    @Slot()
    def _stop(self) -> None:
        self.desk.stop(self._place)

    @Slot()
    def _come_back_later(self) -> None:
        self.desk.put_down(all_of_them=True)
        self._context.navigator.say(
            self._context.text(msg("The files wait on the Overview, with their answers."))
        )
        self.close()

    @Slot()
    def _confirm(self) -> None:
        self._save([self._place])

    @Slot()
    def _confirm_all(self) -> None:
        places = [
            at for at, one in enumerate(self.desk.items) if one.state is FileState.READY and not one.busy
        ]
        self._save(places)

    def _save(self, places: list[int]) -> None:
        """Save these files, once a person agrees to what moves by it."""
        moves = [move for place in places for move in self.desk.items[place].moves]
        if may_move(self._context, self._workspace, moves):
            self._agreed.begin(self.desk.items, places)
            self.desk.save_all(places)

    @Slot(list)
    def _after_saving(self, places: list[int]) -> None:
        following = self._agreed.go_on(self.desk.items, places)
        for place, answers in following.items():
            self.desk.answer(place, answers)
        if following:
            self.desk.save_all(list(following))
            return
        saved = [self.desk.items[place] for place in self._agreed.saved]
        if len(saved) == 1:
            self._context.navigator.say_done(imported(saved[0], self._context.translator))
        elif saved:
            count = sum(one.result.new + one.result.replaced for one in saved if one.result)
            said = msg("Imported {count} values from {files} files.", count=count, files=len(saved))
            said = with_kept(said, sum(one.result.kept for one in saved if one.result))
            last = saved[-1].path.name
            said = msg("{said} Undo takes back the last, {name}.", said=said, name=last)
            self._context.navigator.say_done(self._context.text(said))
        left = [at for at, one in enumerate(self.desk.items) if one.state in _UNFINISHED]
        if saved and not left:
            self.close()
        elif saved:
            self.files.setCurrentRow(left[0])

    @Slot()
    def _take_back(self) -> None:
        item = self.item
        batch_id = item.result.batch_id if item is not None and item.result is not None else None
        if batch_id is None:
            return
        if is_large(self._workspace, batch_id):
            take_back_apart(
                self._context, self._workspace, batch_id, partial(self._was_taken_back, self._place)
            )
            return
        moves = medians.of_revert(self._workspace, batch_id)
        if not may_move(self._context, self._workspace, moves):
            return
        try:
            kept = self.desk.take_back(self._place)
        except UserFacingError as trouble:
            self._context.messages.warn(trouble.sentence)
            return
        self._context.navigator.say(self._context.text(taken_back(len(kept))))

    def _was_taken_back(self, place: int, done: Kept) -> None:
        self.desk.was_taken_back(place)
        self._context.navigator.say(self._context.text(taken_back(len(done.kept))))


_UNFINISHED = (FileState.READING, FileState.ASKS, FileState.READY, FileState.FAILED)
