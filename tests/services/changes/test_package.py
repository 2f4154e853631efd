"""The change package: assembled from the records, edited, kept in dated versions, printed twice alike."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pytest

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Translator
from collabdesk.models.ideas import Change, ChangePackage, Decision, Pdsa
from collabdesk.reports.written import Kind, lines_of
from collabdesk.services.changes import changes, evidence, package
from collabdesk.services.changes.changes import NewTest
from collabdesk.services.workspace import Workspace
from tests.models.dump import dump
from tests.services.changes.test_evidence import tried

__all__ = ["tried"]
EN, FR = Translator("en"), Translator("fr")


@pytest.fixture
def recorded(tried: Workspace) -> Workspace:
    """ "Cool box" worked; "Radio spots" was given up by team 8 with a reason; "Poster" was tried by nobody."""
    box = tried.rows(Change)[1]
    changes.edit_change(
        tried,
        replace(
            box, how_to="Keep it in the labour ward.", core="Temperature read twice a day", cost="4 dollars"
        ),
        [1],
    )
    changes.write_cycle(tried, Pdsa(test_id=2, number=1, learned="One person holds the key."))
    changes.write_cycle(tried, Pdsa(test_id=3, number=1, learned="One person  holds the key."))
    new = NewTest(
        change="Radio spots", team_ids=(8,), started=dt.date(2025, 9, 3), note="Nobody listens at noon"
    )
    changes.record_test(tried, new)
    changes.decide(tried, 6, Decision.ABANDONED, dt.date(2026, 2, 1))
    changes.edit_change(tried, tried.rows(Change)[2], [1])
    evidence.override(tried, 1, 1, "strong", "seen at two visits")
    evidence.override(tried, 2, 1, "no sign", "one team only")
    changes.edit_change(tried, Change(collaborative_id=1, name="Poster"), [])
    return tried


def assembled(workspace: Workspace, translator: Translator = EN) -> str:
    return package.assemble(workspace, evidence.ledger(workspace), translator)


def test_the_package_holds_results_how_advice_and_failures(recorded: Workspace) -> None:
    text = assembled(recorded)
    worked, failed = text.index("# Changes that worked"), text.index("# Changes that did not work")
    unknown = text.index("# Not known yet")
    assert worked < text.index("## Cool box") < failed < text.index("## Radio spots") < unknown
    assert unknown < text.index("## Poster")
    for said in (
        "improvement followed in 5",
        "strong (your word; computed: ",
        "seen at two visits",
        "Keep it in the labour ward.",
        "### What must not vary",
        "Temperature read twice a day",
        "4 dollars",
        "- One person holds the key. (Site 2 and Site 3)",
        "### Why, as the teams saw it",
        "- Nobody listens at noon (Site 8)",
        "[How it is done has not been written down yet.]",
        "not proof that it caused them",
    ):
        assert said in text, said
    assert text.count("Ask: ") == 1


def test_the_package_in_french(recorded: Workspace) -> None:
    text = assembled(recorded, FR)
    assert "# Changements qui ont marché" in text
    assert "What followed" not in text
    assert "Changes" not in text


def test_a_draft_is_edited_closed_and_continued(recorded: Workspace) -> None:
    made = package.begin(recorded, evidence.ledger(recorded), EN)
    with pytest.raises(UserFacingError, match="draft already"):
        package.begin(recorded, evidence.ledger(recorded), EN)
    package.write(recorded, made.id, made.title, "# Mine\n")
    closed = package.close(recorded, made.id)
    assert "Version of" in EN.text(package.version_said(recorded, closed))
    with pytest.raises(UserFacingError, match="closed"):
        package.write(recorded, made.id, made.title, "changed")
    again = package.continue_from(recorded, made.id)
    assert (again.text, again.closed) == ("# Mine\n", None)
    assert [one.id for one in package.versions(recorded)] == [again.id, made.id]
    package.renew(recorded, evidence.ledger(recorded))
    assert "## Cool box" in recorded.rows(ChangePackage)[again.id].text
    recorded.undo()
    assert recorded.rows(ChangePackage)[again.id].text == "# Mine\n"


def test_two_versions_of_one_day_are_told_apart(recorded: Workspace) -> None:
    def closed_at(*times: dt.datetime) -> list[str]:
        for time in times:
            made = package.begin(recorded, evidence.ledger(recorded), EN)
            recorded.transact("x", lambda writer, one=made, at=time: writer.change(one, closed=at, person=""))
        return [
            EN.text(package.version_said(recorded, one))
            for one in sorted(recorded.mine(ChangePackage), key=lambda one: one.id)
        ]

    assert closed_at(dt.datetime(2026, 3, 4, 9, 5)) == ["Version of 4 Mar 2026"]
    said = closed_at(dt.datetime(2026, 3, 4, 14, 30, 1), dt.datetime(2026, 3, 4, 14, 30, 9))
    assert said == [f"Version of 4 Mar 2026, {time}" for time in ("09:05", "14:30:01", "14:30:09")]


def test_every_step_is_undone(recorded: Workspace) -> None:
    before = dump(recorded.store)["change_package"]
    made = package.begin(recorded, evidence.ledger(recorded), EN)
    package.write(recorded, made.id, "Title", "text")
    package.close(recorded, made.id)
    package.remove(recorded, made.id)
    for _ in range(4):
        recorded.undo()
    assert dump(recorded.store)["change_package"] == before


def test_lines_of_a_text() -> None:
    text = "# One\nrunning on\nand on\n\n- item\n- other\n## Two\n#hash\n"
    assert [(line.kind, line.text, line.level) for line in lines_of(text)] == [
        (Kind.HEADING, "One", 1),
        (Kind.PARAGRAPH, "running on and on", 0),
        (Kind.ITEM, "item", 0),
        (Kind.ITEM, "other", 0),
        (Kind.HEADING, "Two", 2),
        (Kind.PARAGRAPH, "#hash", 0),
    ]


@pytest.fixture
def closed(recorded: Workspace) -> ChangePackage:
    made = package.begin(recorded, evidence.ledger(recorded), EN)
    package.write(recorded, made.id, made.title, made.text + "\n" + "A long paragraph. " * 700)
    return package.close(recorded, made.id)


def test_pdf_and_word_hold_the_same_text(recorded: Workspace, closed: ChangePackage, tmp_path: Path) -> None:
    pages = package.save_pdf(recorded, closed, tmp_path / "package.pdf")
    package.save_docx(recorded, closed, tmp_path / "package.docx")
    with pypdfium2.PdfDocument(tmp_path / "package.pdf") as document:
        printed = " ".join(page.get_textpage().get_text_bounded() for page in document)
        marks = [mark.get_title() for mark in document.get_toc()]
        assert len(document) == pages > 2
    word = docx.Document(str(tmp_path / "package.docx"))
    texts = [one.text for one in word.paragraphs]
    squeezed = "".join(printed.split())
    for line in lines_of(closed.text):
        if line.kind is not Kind.PARAGRAPH or len(line.text) < 500:
            assert "".join(line.text.split()) in squeezed, line.text
        assert line.text in texts
    heads = [one.text for one in word.paragraphs if one.style.name == "Heading 2"]
    assert heads == ["Cool box", "Radio spots", "Poster"]
    assert [mark for mark in marks if mark in heads] == heads
    assert squeezed.count("paragraph.") == 700  # some stand on two pages
    assert word.core_properties.title == closed.title


def test_a_folder_that_is_not_there_is_said(
    recorded: Workspace, closed: ChangePackage, tmp_path: Path
) -> None:
    with pytest.raises(UserFacingError, match=r"was not saved\. Choose another folder"):
        package.save_docx(recorded, closed, tmp_path / "nowhere" / "package.docx")
