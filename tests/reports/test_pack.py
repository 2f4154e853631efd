"""The pack as a person gets it: pages, texts, fonts, bookmarks, and what happens when it can't be saved."""

from __future__ import annotations

import datetime as dt
import errno
import re
import zlib
from pathlib import Path

import pypdfium2
import pytest

from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import Message, Translator, msg
from collabdesk.reports.content import PackOptions, Paper, Section
from collabdesk.reports.craft import pdf_objects
from collabdesk.reports.craft.sheet import Sheet
from collabdesk.reports.pack import build_pack
from collabdesk.reports.pages.pages_front import contents_length

A4, LETTER = (595.276, 841.89), (612.0, 792.0)


def test_every_page_says_which_of_how_many_it_is(print_pack):
    printed = print_pack()
    assert printed.pages == len(printed.texts)
    for number, text in enumerate(printed.texts, start=1):
        assert f"Page {number} of {printed.pages}" in text
        assert "Printed on 3 Jul 2026 · Data as of Jun 2026" in text


def test_pages_name_collaborative_section_and_session(print_pack):
    printed = print_pack()
    for text in printed.texts[1:]:
        assert "Safe Birth in the Northern Districts" in text
        assert "Learning session 3" in text
    assert any("Luwero Hospital" in text for text in printed.texts[3:])


def test_cover_tells_aim_session_and_number_of_teams(print_pack):
    cover = print_pack().texts[0]
    for part in (
        "Safe Birth in the",
        "Pack for Learning session 3",
        "By December 2026",
        "2 teams in this pack",
    ):
        assert part in cover
    assert "14 Jul 2026 – 15 Jul 2026" in cover


def test_contents_and_bookmarks_give_the_page_on_which_each_part_begins(print_pack, factory):
    names = ("Nakaseke", "Ségou", "Wobulenzi")
    printed = print_pack(factory.content(tuple(factory.team(name, 6) for name in names)))
    flowing = " ".join(printed.texts[1].split())
    for name in (*names, "Where we are", "PDSA sheet", "How to read the charts"):
        listed = int(re.search(rf"{name}\D*(\d+)", flowing)[1])  # type: ignore[index]
        first = next(page for page, text in enumerate(printed.texts, 1) if page > 2 and name in text)
        assert first == listed == printed.starts[name]


def test_bookmarks_lead_to_sections_and_teams(print_pack):
    outline = print_pack().outline
    assert outline == [
        (0, "Contents"),
        (0, "Agenda"),
        (0, "Where we are"),
        (0, "How to read the charts"),
        (0, "Teams"),
        (1, "Kiboga Health Centre IV"),
        (1, "Luwero Hospital"),
        (0, "PDSA sheet"),
    ]


def test_document_tells_title_author_language_and_labels(print_pack):
    printed = print_pack(language="fr")
    assert printed.properties["Title"].startswith("Safe Birth in the Northern Districts: ")
    assert printed.properties["Author"] == "Northern Region Quality Improvement Office"
    assert printed.properties["CreationDate"].startswith("D:20260703")
    assert b"/Lang (fr)" in printed.path.read_bytes()
    assert printed.labels == [str(number) for number in range(1, printed.pages + 1)]


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, A4), (Paper.LETTER, LETTER)])
def test_paper_sizes_and_nothing_outside_the_margins(print_pack, paper, size):
    printed = print_pack(paper=paper)
    margin = 15 / 25.4 * 72
    for width, height in printed.sizes:
        assert (width, height) == pytest.approx(size, abs=0.5)
    for left, bottom, right, top in _text_boxes(printed.path):
        assert left >= margin - 1.5
        assert right <= size[0] - margin + 1.5
        assert bottom >= margin - 1.5
        assert top <= size[1] - margin + 1.5


def test_fonts_are_embedded_subsets(print_pack):
    data = print_pack().path.read_bytes()
    names = set(re.findall(rb"/BaseFont /([A-Za-z+\-]+)", data))
    assert names
    assert all(re.match(rb"[A-Z]{6}\+(NotoSans|DejaVuSans)", name) for name in names)
    assert data.count(b"/FontFile2") == len(re.findall(rb"/Type /FontDescriptor", data))


@pytest.mark.parametrize("charts", [1, 2, 4, 6])
def test_nothing_is_smaller_than_nine_points(print_pack, charts):
    sizes = _font_sizes(print_pack(charts_per_page=charts).path)
    assert sizes
    assert min(sizes) >= 9.0


def test_same_content_and_date_give_the_same_bytes(print_pack, factory):
    first = print_pack().path.read_bytes()
    assert print_pack().path.read_bytes() == first
    other = factory.content(printed_on=dt.date(2026, 7, 4))
    assert print_pack(other).path.read_bytes() != first


def test_accents_and_hostile_names_print_as_typed(print_pack, factory):
    names = (
        "Trạm y tế Đắk Lắk – Ségou",
        "<b>Bold</b> & <script>",
        "(Clinic) \\ 100 %",
        "Line one\nline two\ttab\x07",
        factory.LONG,
    )
    printed = print_pack(factory.content(tuple(factory.team(name, 1) for name in names)))
    for name in names[:3]:
        assert name in printed.text
    assert "Line one line two tab" in printed.text
    flowing = " ".join(printed.text.split())
    assert factory.LONG in flowing
    assert len(factory.LONG) == 90


def test_teams_without_data_with_one_point_or_nothing_at_all(print_pack, factory):
    teams = (
        factory.team("No charts", 0, changes=(), praise="", since_last=()),
        factory.team("Empty", charts=(factory.empty(),)),
        factory.team("One point", charts=(factory.single(),)),
        factory.TeamPage(name="Bare"),
    )
    printed = print_pack(factory.content(teams))
    assert "No indicator has been chosen for this team yet." in printed.text
    assert "Nothing reported yet" in printed.text
    assert "5 more points are needed" in printed.text
    assert "No change has been recorded yet." in printed.text


def test_an_empty_collaborative_still_prints(print_pack, factory):
    content = factory.content((), pooled=(), agenda=(), aim="", office="", data_as_of=None, blank_pdsa=0)
    printed = print_pack(content)
    assert printed.pages == 1
    assert "0 teams in this pack" in printed.texts[0]


def test_many_indicators_continue_on_further_pages(print_pack, factory):
    printed = print_pack(factory.content((factory.team(count=17),)))
    pages = [text for text in printed.texts if "Kiboga Health Centre IV (continued)" in text]
    assert len(pages) >= 4
    titles = printed.text.count("Days from referral to first visit")
    assert titles == 3  # charts 3, 9 and 15 of 17, each once


def test_long_lists_of_changes_keep_their_rows_whole_and_their_head(print_pack, factory):
    changes = tuple(
        factory.ChangeLine(
            number=number,
            change=f"Change {number} begins here and ends-{number}",
            started=None,
            decision="testing",
        )
        for number in range(1, 90)
    )
    printed = print_pack(factory.content((factory.team(count=0, changes=changes),)))
    pages = [text for text in printed.texts if "Change 1 begins" in text or "Change 60 begins" in text]
    assert len(pages) == 2
    assert all("Decision" in text for text in pages)
    for number in range(1, 90):
        holding = [text for text in printed.texts if re.search(rf"Change {number} begins", text)]
        assert len(holding) == 1
        assert f"ends-{number}" in holding[0]


def test_a_long_prediction_takes_one_line_of_whole_words(print_pack, factory):
    told = "Cycle 2, predicted: " + "nine of ten women are seen within the hour of their coming, " * 6
    line = factory.ChangeLine(
        number=1, change="Desk", started=None, decision="testing", cycle=(told, "Short.")
    )
    printed = print_pack(factory.content((factory.team(count=0, changes=(line,)),)))
    text = next(text for text in printed.texts if "Cycle 2, predicted" in text)
    shown = next(one for one in text.splitlines() if "Cycle 2, predicted" in one).strip()
    assert shown.startswith("1 · Cycle 2, predicted: nine of ten women")
    assert shown.endswith(" …")
    assert shown.removesuffix(" …").split()[-1] in told.replace(",", "").split()
    assert "1 · Short." in text


def test_two_sided_packs_start_each_team_on_an_odd_page(print_pack, factory):
    teams = tuple(factory.team(f"Team-{number} ", 1) for number in range(4))
    printed = print_pack(factory.content(teams), two_sided=True)
    for number in range(4):
        first = next(p for p, text in enumerate(printed.texts, 1) if p > 2 and f"Team-{number} " in text)
        assert first % 2 == 1


def test_blank_pdsa_sheets(print_pack, factory):
    printed = print_pack(factory.content(blank_pdsa=3))
    sheets = [text for text in printed.texts if "What do we expect to happen?" in text]
    assert len(sheets) == 3
    for part in ("Plan", "Do", "Study", "Act", "Adopt", "Adapt", "Abandon", "Cycle no."):
        assert part in sheets[0]


def test_contents_of_many_teams_take_several_pages_and_keep_the_numbers(print_pack, factory):
    teams = tuple(factory.TeamPage(name=f"Site {number:03d}") for number in range(150))
    printed = print_pack(factory.content(teams, pooled=(), agenda=()))
    assert "Contents" in printed.texts[2]
    first = next(p for p, text in enumerate(printed.texts, 1) if p > 4 and "Site 149" in text)
    assert re.search(rf"Site 149\s+{first}\b", printed.texts[1] + printed.texts[2] + printed.texts[3])


def test_the_last_page_of_long_contents_has_more_than_a_few_lines():
    sheet = Sheet.of(Paper.A4)
    six = 6 * 78
    assert contents_length(sheet, six) == 6
    assert contents_length(sheet, six + 5) == 6, "they are drawn in"
    assert contents_length(sheet, six + 40) == 7


def test_the_first_of_a_month_is_said_as_french_says_it():
    french = Translator("fr")
    assert [french.date(dt.date(2026, 3, day)) for day in (1, 2)] == ["1er mars 2026", "2 mars 2026"]
    assert Translator("es").date(dt.date(2026, 3, 1)) == "1 mar 2026"


def test_months_and_dates_follow_the_language(print_pack):
    text = print_pack(language="fr").text
    assert "3 juil. 2026" in text
    assert "oct. 2025" in text


def test_progress_rises_to_one(tmp_path, factory):
    seen: list[tuple[float, Message]] = []
    build_pack(
        factory.content(),
        PackOptions(),
        Translator(),
        tmp_path / "p.pdf",
        lambda share, text: seen.append((share, text)),
    )
    shares = [share for share, _ in seen]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert any("Page" in str(text) for _, text in seen)


@pytest.mark.parametrize("after", [0, 1, 5])
def test_cancel_leaves_the_old_file_and_no_half_one(tmp_path, factory, after):
    path = tmp_path / "pack.pdf"
    path.write_bytes(b"the last pack")
    asked = iter(range(1000))
    with pytest.raises(Cancelled):
        build_pack(factory.content(), PackOptions(), Translator(), path, None, lambda: next(asked) >= after)
    assert path.read_bytes() == b"the last pack"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_and_a_folder_as_file_are_told_in_a_sentence(tmp_path, factory):
    with pytest.raises(UserFacingError, match="does not exist"):
        build_pack(factory.content(), PackOptions(), Translator(), tmp_path / "no" / "pack.pdf")
    folder = tmp_path / "pack.pdf"
    folder.mkdir()
    with pytest.raises(UserFacingError, match="is a folder"):
        build_pack(factory.content(), PackOptions(), Translator(), folder)
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (PermissionError(errno.EACCES, "Permission denied"), "read-only"),
        (OSError(errno.EROFS, "Read-only file system"), "read-only"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_trouble_when_saving_is_told_and_leaves_nothing(tmp_path, factory, monkeypatch, error, said):
    def refuse(self: Path, target: Path) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UserFacingError, match=said):
        build_pack(factory.content(), PackOptions(), Translator(), tmp_path / "pack.pdf")
    assert list(tmp_path.iterdir()) == []


def test_praise_changes_and_decisions_stand_on_the_teams_page(print_pack, factory):
    page = next(text for text in print_pack().texts if "Sarah Nakimuli" in text)
    for part in (
        "9 of 10 women",
        "Oxytocin ready",
        "adopted, 4 Dec 2025",
        "20 Sep 2025",
        "Since the last session",
    ):
        assert part in " ".join(page.split())
    assert str(msg("Advice, and what we will do before the next session")) in page


def test_a_chart_named_after_the_team_is_named_by_its_indicator(print_pack, factory):
    charts = tuple(
        factory.improving(title="Kiboga Health Centre IV", subtitle=f"Indicator number {number}")
        for number in range(4)
    )
    pages = [
        text for text in print_pack(factory.content((factory.team(charts=charts),))).texts if "Coach" in text
    ]
    assert all(f"Indicator number {number}" in pages[0] for number in range(4))


def test_a_list_of_changes_without_notes_has_no_empty_column(print_pack, factory):
    bare = tuple(factory.ChangeLine(number=1, change="A", started=None, decision="testing") for _ in range(1))
    pages = [
        text for text in print_pack(factory.content((factory.team(changes=bare),))).texts if "Coach" in text
    ]
    assert "Decision" in pages[0]
    assert "Note" not in pages[0]


def _text_boxes(path: Path) -> list[tuple[float, float, float, float]]:
    document = pypdfium2.PdfDocument(path)
    boxes = []
    for page in document:
        text = page.get_textpage()
        boxes += [text.get_rect(index) for index in range(text.count_rects())]
        text.close()
        page.close()
    document.close()
    return boxes


def _font_sizes(path: Path) -> set[float]:
    """Every size set by a Tf operator in any stream, pages and forms; nothing is scaled down by a matrix."""
    data = path.read_bytes()
    sizes: set[float] = set()
    for start in re.finditer(rb"stream\n", data):
        try:
            code = zlib.decompressobj().decompress(data[start.end() :])
        except zlib.error:
            continue
        sizes |= {float(size) for size in re.findall(rb"/F[\w+]+ ([\d.]+) Tf", code)}
        assert not re.search(rb"(?<![\d.])0?\.\d+ 0 0 0?\.\d+ [-\d.]+ [-\d.]+ cm", code)
    return sizes


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("charts", [2, 4, 6])
def test_a_team_page_has_room_to_write_however_much_stands_on_it(print_pack, factory, charts, paper):
    """From a page with little on it to one that is full, and over it: after the last line a person can go on."""
    for more in range(0, 14, 2):
        noted = tuple(
            factory.ChangeLine(number=number, change=f"Change {number}", started=None, decision="testing")
            for number in range(1, 2 + more)
        )
        said = tuple(f"Number {number} was reported late." for number in range(more))
        team = factory.team(count=charts, changes=noted, since_last=said)
        printed = print_pack(
            factory.content((team,)), sections=(Section.TEAMS,), charts_per_page=charts, paper=paper
        )
        assert "Advice, and what we will do" in printed.texts[-1], (more, charts)
        assert "Change 1 " in " ".join(printed.texts).replace("\n", " ")


def test_fonts_are_cut_and_packed_once_for_documents_with_the_same_letters(print_pack, factory, monkeypatch):
    packed = []
    real = pdf_objects._packed
    monkeypatch.setattr(
        pdf_objects, "_packed", lambda content, *how: packed.append(content) or real(content, *how)
    )
    for day in (1, 2):
        packed.clear()
        printed = print_pack(factory.content((), printed_on=dt.date(2026, 7, day)), sections=(Section.PDSA,))
        assert "What do we expect to happen?" in printed.text
    assert len(packed) == printed.pages  # its foot says another day
