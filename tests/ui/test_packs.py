"""The composer through its controls: sections, order, teams, presets, the preview, printing, printed packs."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from collabdesk.models.measures import Observation
from collabdesk.reports.content import USUAL_SECTIONS, Paper, Section
from collabdesk.services.paper import pack_choice, snapshots
from collabdesk.services.paper.pack_choice import DISTRICT, SOME, PackChoice, TeamChoice
from collabdesk.ui.main_window import MainWindow
from collabdesk.ui.packs.composer import PackComposer
from collabdesk.ui.packs.handouts_dialog import HandoutsDialog
from collabdesk.ui.packs.paper import page_image
from collabdesk.ui.packs.printed import PrintedPacks
from collabdesk.ui.packs.printing import PrintJob
from collabdesk.ui.pages.sessions.page import SessionsPage
from collabdesk.ui.printers import NO_PRINTER
from collabdesk.ui.tick_list import KEY
from tests.ui.recorders import QueuedFiles, RecordedMessages


def find_composer() -> PackComposer:
    found = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, PackComposer) and one.isVisible()
    ]
    assert len(found) == 1
    return found[0]


@pytest.fixture
def composer(office_window: MainWindow, qtbot: QtBot) -> PackComposer:
    page = office_window.show_place("sessions")
    assert isinstance(page, SessionsPage)
    page.make_pack()
    box = find_composer()
    wait_for_preview(box, qtbot)
    return box


def wait_for_preview(box: PackComposer, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: box.showing._task is None and not box._timer.isActive(), timeout=20_000)
    qtbot.waitUntil(lambda: not box.preview.sheet.image.isNull(), timeout=20_000)


def pages(box: PackComposer) -> int:
    return box.preview.number.maximum()


def test_the_preview_shows_the_first_page_and_turns(composer: PackComposer, qtbot: QtBot) -> None:
    assert pages(composer) >= 6
    first = composer.preview.sheet.image
    composer.preview.setFocus()
    qtbot.keyClick(composer.preview, Qt.Key.Key_PageDown)
    assert composer.preview.page == 2
    assert composer.preview.sheet.image != first
    qtbot.keyClick(composer.preview, Qt.Key.Key_End)
    assert composer.preview.page == pages(composer)
    assert not composer.preview._forth.isEnabled()
    narrow = composer.preview.sheet.image.width()
    composer.preview.change_size()
    assert composer.preview.sheet.image.width() > narrow


def test_ticking_a_section_changes_the_preview(composer: PackComposer, qtbot: QtBot) -> None:
    before = pages(composer)
    row = composer.sections.order.index(Section.CERTIFICATES)
    composer.sections.list.item(row).setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: pages(composer) == before + 3, timeout=10_000)  # a certificate for each team
    assert "Agenda" in composer.preview.said.text()  # left out, with the reason
    assert "No agenda has been written" in composer.preview.said.text()


def test_sections_move_by_keyboard(composer: PackComposer, qtbot: QtBot) -> None:
    box = composer.sections.list
    box.setCurrentRow(2)
    qtbot.keyClick(box, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert composer.sections.order[:3] == (Section.COVER, Section.AGENDA, Section.CONTENTS)
    assert box.currentRow() == 1
    qtbot.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert composer.sections.order == tuple(Section)
    composer.sections.move_down()
    assert composer.choice.options.sections[1:4] == (Section.CONTENTS, Section.WHERE, Section.AGENDA)


def test_without_sections_there_is_nothing_to_print(composer: PackComposer, qtbot: QtBot) -> None:
    composer.sections.show_sections(tuple(Section), ())
    composer.refresh()
    assert not composer.maker.save.isEnabled()
    assert not composer.maker.print.isEnabled()


def test_some_teams_and_indicators(composer: PackComposer, qtbot: QtBot) -> None:
    composer.who.show_choice(TeamChoice(kind=SOME, team_ids=(2,)), (1,))
    composer.who.changed.emit()
    wait_for_preview(composer, qtbot)
    request = composer.request()
    assert request.team_ids == (2,)
    assert request.indicator_ids == (1,)
    assert "1 team in the pack" in composer.who._count.text()
    assert composer.who.teams.isVisibleTo(composer.who)
    assert len(composer.preview._pack.content.teams) == 1  # type: ignore[union-attr]


def test_a_choice_is_remembered_in_the_file_and_by_the_window(
    composer: PackComposer, messages: RecordedMessages, office_window: MainWindow
) -> None:
    composer.form.set_values({"paper": Paper.LETTER, "charts_per_page": 6, "hide_names": True})
    composer.sections.show_sections(tuple(reversed(Section)), (Section.TEAMS,))
    messages.answers = ["Short"]
    composer.presets.remember()
    (preset,) = pack_choice.presets(composer._workspace)
    assert preset.name == "Short"
    wanted = composer.choice
    composer.presets.box.set_value(0)
    composer.presets._choose()
    assert composer.choice.sections == USUAL_SECTIONS
    composer.presets.box.set_value(preset.id)
    composer.presets._choose()
    assert composer.choice == wanted
    composer.close()
    page = office_window.show_place("sessions")
    assert isinstance(page, SessionsPage)
    page.make_pack()
    assert find_composer().choice == wanted
    page.workspace.undo()
    assert pack_choice.presets(page.workspace) == []


def test_saving_writes_the_pack_and_keeps_it(
    composer: PackComposer, file_dialogs: QueuedFiles, office_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "pack.pdf"
    file_dialogs.answers = [target]
    undo = composer._workspace.next_undo()
    composer.maker.save_pack()
    qtbot.waitUntil(composer.maker.open.isVisible, timeout=20_000)
    assert target.read_bytes().startswith(b"%PDF")
    assert composer.maker.said.text().startswith("pack.pdf: ")
    (kept,) = snapshots.printed(composer._workspace)
    assert snapshots.paper(composer._workspace, kept.id) == target.read_bytes()
    assert composer._workspace.next_undo() == undo  # a print is no edit
    assert file_dialogs.suggested[0].endswith(".pdf")


def test_a_cancelled_pack_is_said(composer: PackComposer, qtbot: QtBot) -> None:
    from collabdesk.errors import Cancelled

    composer.maker._failed(Cancelled())
    assert composer.maker.said.text() == "Cancelled: nothing more was made."
    assert composer.maker.save.isEnabled()


def test_handouts_from_the_window(
    composer: PackComposer, file_dialogs: QueuedFiles, tmp_path: Path, qtbot: QtBot
) -> None:
    file_dialogs.answers = [tmp_path]
    composer.maker.make_handouts()
    box = QApplication.activeModalWidget()
    assert isinstance(box, HandoutsDialog)
    assert Section.COMMITMENTS in box.ticked  # as in the pack
    assert Section.HAND_PLOT not in box.ticked
    (blank,) = [line for line in box.list.lines() if line.data(KEY) == Section.PDSA.value]
    blank.setCheckState(Qt.CheckState.Unchecked)
    box.go.click()
    qtbot.waitUntil(composer.maker.open.isVisible, timeout=20_000)
    (folder,) = [path for path in tmp_path.iterdir() if path.is_dir() and "Safe" in path.name]
    made = list(folder.glob("*.pdf"))
    assert len(made) >= 3
    for path in made:
        document = pypdfium2.PdfDocument(path)
        text = "".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        assert "What do we expect to happen?" not in text
    composer.maker.make_handouts()
    again = QApplication.activeModalWidget()
    assert isinstance(again, HandoutsDialog)
    assert Section.PDSA not in again.ticked  # it is remembered
    again.reject()


def test_the_window_follows_edits_beside_it(composer: PackComposer, qtbot: QtBot) -> None:
    workspace = composer._workspace
    collaborative = workspace.collaborative
    workspace.transact("x", lambda writer: writer.change(collaborative, name="Renamed"))
    wait_for_preview(composer, qtbot)
    assert composer.preview._pack is not None
    assert composer.preview._pack.content.collaborative == "Renamed"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the system's dialog says so")
def test_without_a_printer_no_pack_is_made(
    composer: PackComposer, messages: RecordedMessages, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_args: object, **_named: object) -> None:
        raise AssertionError("made")

    monkeypatch.setattr(composer.maker, "_run", never)
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    composer.maker.print.click()
    assert messages.told == [str(NO_PRINTER)]


def test_printing_to_a_file_keeps_the_pages(composer: PackComposer, tmp_path: Path, qtbot: QtBot) -> None:
    assert composer.preview._pack is not None
    pdf = composer.preview._pack.pdf()
    job = PrintJob(pdf, composer.preview._pack.pages, composer)
    job.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    job.printer.setOutputFileName(str(tmp_path / "whole.pdf"))
    with qtbot.waitSignal(job.finished) as ended:
        job.start()
    assert ended.args == [True]
    assert (tmp_path / "whole.pdf").read_bytes() == pdf


def test_a_range_of_pages(composer: PackComposer, tmp_path: Path, qtbot: QtBot) -> None:
    assert composer.preview._pack is not None
    job = PrintJob(composer.preview._pack.pdf(), composer.preview._pack.pages, composer)
    job.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    job.printer.setOutputFileName(str(tmp_path / "some.pdf"))
    job.printer.setPrintRange(QPrinter.PrintRange.PageRange)
    job.printer.setFromTo(2, 3)
    with qtbot.waitSignal(job.finished):
        job.start()
    document = pypdfium2.PdfDocument(tmp_path / "some.pdf")
    assert len(document) == 2
    assert "Page 2 of" in document[0].get_textpage().get_text_range()
    document.close()


def test_pages_are_painted_where_the_pdf_cannot_be_handed_over(
    composer: PackComposer, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way of Windows, with a file for a printer."""
    assert composer.preview._pack is not None
    pdf = composer.preview._pack.pdf()
    job = PrintJob(pdf, composer.preview._pack.pages, composer)
    job.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    job.printer.setOutputFileName(str(tmp_path / "painted.pdf"))
    job.printer.setPrintRange(QPrinter.PrintRange.PageRange)
    job.printer.setFromTo(1, 2)
    monkeypatch.setattr(job, "_copies", lambda: False)
    with qtbot.waitSignal(job.finished, timeout=20_000) as ended:
        job.start()
    assert ended.args == [True]
    document = pypdfium2.PdfDocument(tmp_path / "painted.pdf")
    assert len(document) == 2
    document.close()
    painted, own = page_image((tmp_path / "painted.pdf").read_bytes(), 300), page_image(pdf, 300)
    assert abs(_darkness(painted) - _darkness(own)) < 0.01
    assert _darkness(own) > 0.005


def _darkness(image: object) -> float:
    from PySide6.QtGui import QImage

    assert isinstance(image, QImage)
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    found = bytes(grey.constBits())
    return 1 - sum(found) / (255 * len(found))


def test_printed_packs_are_compared_with_today(
    composer: PackComposer, file_dialogs: QueuedFiles, tmp_path: Path, qtbot: QtBot
) -> None:
    file_dialogs.answers = [tmp_path / "pack.pdf"]
    composer.maker.save_pack()
    qtbot.waitUntil(composer.maker.open.isVisible, timeout=20_000)
    workspace = composer._workspace
    first = next(iter(workspace.store.all(Observation)))
    changed = Observation(
        indicator_id=first.indicator_id,
        team_id=first.team_id,
        period=first.period,
        numerator=1,
        denominator=99,
    )
    workspace.transact("x", lambda writer: writer.put_observations([changed]))
    box = PrintedPacks(composer._context, workspace, composer)
    qtbot.addWidget(box)
    assert [row.kind for row in box.table.shown] == ["pack"]
    assert "1 number corrected" in box.said.text()
    lines = [(line.what, line.now) for line in box.changes.shown if line.what == "corrected"]
    assert lines == [("corrected", "1/99")]
    copy = tmp_path / "again.pdf"
    file_dialogs.answers = [copy]
    box.save_copy()
    assert copy.read_bytes() == (tmp_path / "pack.pdf").read_bytes()


def test_presets_that_cannot_be_read_any_more_give_what_is_usual() -> None:
    first = PackChoice(language="en")
    assert pack_choice.from_json("{", first) == first
    assert pack_choice.from_json("[]", first) == first
    odd = (
        '{"sections": ["teams", "no more", 3], "paper": "a3", "charts_per_page": 5, "teams": 7, "colour": 1}'
    )
    read = pack_choice.from_json(odd, first)
    assert read.sections == (Section.TEAMS,)
    assert (read.paper, read.charts_per_page, read.colour, read.teams) == (Paper.A4, 4, False, TeamChoice())
    assert set(read.order) == set(Section)


def test_a_choice_survives_being_written_down() -> None:
    choice = PackChoice(
        sections=(Section.MATRIX, Section.TEAMS),
        order=tuple(reversed(Section)),
        paper=Paper.LETTER,
        colour=True,
        charts_per_page=1,
        two_sided=True,
        hide_names=True,
        language="fr",
        blank_pdsa=3,
        teams=TeamChoice(kind=DISTRICT, name="Oruba"),
        indicator_ids=(2, 5),
    )
    assert pack_choice.from_json(pack_choice.to_json(choice), PackChoice()) == choice


def test_of_a_large_pack_the_first_teams_come_first(
    composer: PackComposer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("collabdesk.ui.packs.showing.MANY", 2)
    monkeypatch.setattr("collabdesk.ui.packs.showing.FEW", 1)
    shown: list[tuple[int, bool]] = []
    composer.showing.ready.connect(lambda pack, whole: shown.append((len(pack.content.teams), whole)))
    last = pages(composer)
    composer.preview.go_to(last)
    composer.showing.forget()
    composer.refresh()
    wait_for_preview(composer, qtbot)
    assert shown == [(1, False), (3, True)]
    assert composer.preview.page == last


def test_a_new_composer_shows_its_cover_before_any_number_is_read(
    composer: PackComposer, qtbot: QtBot
) -> None:
    from collabdesk.ui.packs.showing import Showing

    fresh = Showing(composer._context)
    shown: list[tuple[int, bool]] = []
    fresh.ready.connect(lambda pack, whole: shown.append((len(pack.content.pooled), whole)))
    fresh.show_request(composer.request(), 3)
    qtbot.waitUntil(lambda: bool(shown) and shown[-1][1], timeout=20_000)
    assert [whole for _, whole in shown] == [False, True]
    assert shown[0][0] == 0
    assert shown[1][0] > 0
