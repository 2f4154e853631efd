"""The change package in the window: begin, write, close, save."""

from __future__ import annotations

from pathlib import Path

import pytest

from collabdesk.models.ideas import ChangePackage
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.pages.changes import ChangesPage
from collabdesk.ui.pages.changes.package_part import PackagePart
from tests.ui.recorders import QueuedFiles, RecordedMessages
from tests.ui.test_changes_views import context, page, tried, workspace

__all__ = ["context", "page", "tried", "workspace"]


@pytest.fixture
def part(page: ChangesPage) -> PackagePart:
    made = page.show_view("package")
    assert isinstance(made, PackagePart)
    return made


def only(workspace: Workspace) -> ChangePackage:
    (one,) = workspace.rows(ChangePackage).values()
    return one


def test_an_empty_view_offers_to_begin(part: PackagePart, tried: Workspace) -> None:
    assert part.or_empty.currentIndex() == 1
    part.begin.trigger()
    assert part.or_empty.currentIndex() == 0
    assert "## Cool box" in part.writing.toPlainText()
    tried.undo()
    assert part.or_empty.currentIndex() == 1


def test_what_is_typed_is_kept_when_the_cursor_leaves(part: PackagePart, tried: Workspace) -> None:
    part.begin.trigger()
    part.writing.setPlainText("# Ours\n\nWords")
    part._write()
    assert only(tried).text == "# Ours\n\nWords"
    part.headline.setText("Safe Birth, what worked")
    part.headline.editingFinished.emit()
    assert only(tried).title == "Safe Birth, what worked"
    part.modes.choose("read")
    assert "Words" in part.reading.toPlainText()
    tried.undo()
    tried.undo()
    assert "## Cool box" in part.writing.toPlainText()


def test_a_closed_version_is_read_and_continued(part: PackagePart, tried: Workspace) -> None:
    part.begin.trigger()
    part.close_version.trigger()
    assert part.writing.isReadOnly()
    assert not part.renew.isEnabled()
    part.go_on.trigger()
    assert [one.closed is None for one in part.versions.rows] == [True, False]
    assert not part.writing.isReadOnly()
    assert not part.go_on.isEnabled()


def test_a_version_that_was_read_is_continued_in_the_editor(part: PackagePart) -> None:
    part.begin.trigger()
    part.close_version.trigger()
    part.modes.choose("read")
    assert part.sides.currentIndex() == 1
    part.go_on.trigger()
    assert part.modes.mode == "write"
    assert part.sides.currentWidget() is part.writing
    assert "## Cool box" in part.writing.toPlainText()


def test_assembling_anew_asks_first(part: PackagePart, context: Context, tried: Workspace) -> None:
    part.begin.trigger()
    part.writing.setPlainText("mine")
    part._write()
    assert isinstance(context.messages, RecordedMessages)
    context.messages.answers = [False, True]
    part.renew.trigger()
    assert only(tried).text == "mine"
    part.renew.trigger()
    assert "## Cool box" in only(tried).text


def test_saved_as_pdf_and_for_word(part: PackagePart, context: Context, tmp_path: Path) -> None:
    part.begin.trigger()
    assert isinstance(context.files, QueuedFiles)
    context.files.answers = [tmp_path / "a.pdf", tmp_path / "a.docx"]
    part.pdf.trigger()
    part.docx.trigger()
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "a.docx").read_bytes().startswith(b"PK")
    assert context.files.suggested[1].endswith("change package.docx")
