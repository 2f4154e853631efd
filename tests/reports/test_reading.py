"""What a reader hears and in which order: a program that reads aloud, or one that takes the text out of the file."""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from collabdesk.i18n import Translator, msg
from collabdesk.reports.content import Paper, Section
from collabdesk.reports.plan import NAMES
from tests.reports import test_pack_sections as sections

EVERYTHING = tuple(NAMES)
whole_pack = sections.whole


def parts(path: Path, page: int) -> Iterator[tuple[str, str]]:
    """(kind, what is read instead) of the parts on a page, in the order of the tree."""
    document = pypdfium2.PdfDocument(path)
    shown = document[page]
    tree = pdfium.FPDF_StructTree_GetForPage(shown)
    try:
        for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            yield from _below(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at))
    finally:
        pdfium.FPDF_StructTree_Close(tree)
        shown.close()
        document.close()


def _below(element: object) -> Iterator[tuple[str, str]]:
    yield (
        _string(pdfium.FPDF_StructElement_GetType, element),
        _string(pdfium.FPDF_StructElement_GetAltText, element),
    )
    for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, at)
        if child:
            yield from _below(child)


def _string(ask, element: object) -> str:
    size = ask(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    ask(element, buffer, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def streams(path: Path) -> list[str]:
    """The operators of the pages."""
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", path.read_bytes(), re.DOTALL)
    codes = []
    for one in found:
        try:
            code = zlib.decompress(one).decode("latin-1")
        except zlib.error:
            continue
        if " Tf " in code and "/Artifact BMC" in code:
            codes.append(code)
    return codes


def test_a_team_page_is_headed_its_charts_are_told_its_changes_are_a_table(print_pack, factory):
    team = factory.team(count=2)
    printed = print_pack(factory.content((team,)), sections=(Section.TEAMS,))
    found = list(parts(printed.path, 0))
    kinds = [kind for kind, _ in found]
    assert kinds[:5] == ["Document", "Sect", "Sect", "H1", "P"]
    told = [said for kind, said in found if kind == "Figure"]
    assert len(told) == 2
    for chart, said in zip(team.charts, told, strict=True):
        sentence = Translator().text(chart.sentence)
        assert " ".join(sentence.split()) in said
    assert kinds.index("Figure") < kinds.index("Table")
    rows = [kind for kind in kinds if kind in ("TR", "TH", "TD")]
    assert rows[0:2] == ["TR", "TH"]
    assert rows.count("TD") >= 4


def test_the_signs_of_the_matrix_are_told_in_words(print_pack, factory, whole_pack):
    printed = print_pack(whole_pack, sections=(Section.MATRIX,))
    told = {said for kind, said in parts(printed.path, 0) if kind == "TD" and said}
    assert any(said.startswith("improved, ") for said in told)


@pytest.mark.parametrize("two_sided", [False, True])
def test_every_mark_is_closed_and_every_text_belongs_to_a_part_or_is_ornament(
    print_pack, whole_pack, two_sided
):
    printed = print_pack(whole_pack, sections=EVERYTHING, two_sided=two_sided)
    codes = streams(printed.path)
    assert len(codes) == printed.pages
    for code in codes:
        deep, marks = 0, []
        for line in code.split("\n"):
            for word in re.findall(r"\bB[DM]C$|\bEMC$", line):
                deep += 1 if word != "EMC" else -1
                assert deep >= 0
            marks += [int(number) for number in re.findall(r"<</MCID (\d+)>> BDC", line)]
            assert deep > 0 or " Tj" not in line
        assert deep == 0
        assert marks == list(range(len(marks)))


def test_head_and_foot_are_not_read_on_every_page(print_pack, factory):
    code = streams(print_pack(factory.content((factory.team(),)), sections=(Section.TEAMS,)).path)[0]
    for text in ("Printed on", "Learning session 3"):
        before = code[: code.index(text)]
        assert before.rindex("/Artifact BMC") > before.rfind("MCID")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("charts", [4, 6])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("paper", list(Paper))
def test_text_taken_out_by_places_keeps_each_chart_together(print_pack, factory, charts, language, paper):
    """Two charts side by side are not read title beside title, sentence beside sentence."""
    made = (factory.improving, factory.steady, factory.steady, factory.improving)
    specs = tuple(
        make(24, seed=at, title=f"Indicator number {['one', 'two', 'three', 'four'][at]}")
        for at, make in enumerate(made)
    )
    printed = print_pack(
        factory.content((factory.team(charts=specs),)), sections=(Section.TEAMS,),
        charts_per_page=charts, language=language, paper=paper,
    )  # fmt: skip
    command = ["pdftotext", "-f", "1", "-l", "1", str(printed.path), "-"]
    text = " ".join(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split())
    translator = Translator(language)
    titles = sorted(
        ((text.index(translator.text(spec.title)), spec) for spec in specs), key=lambda one: one[0]
    )
    for at, (place, spec) in enumerate(titles):
        end = titles[at + 1][0] if at + 1 < len(titles) else len(text)
        said = " ".join(translator.text(spec.sentence).replace("\u00a0", " ").split())
        assert said in text[place:end].replace("\u00a0", " ")
    assert (
        text.index(translator.text(msg("Page {page} of {pages}", page=1, pages=printed.pages)))
        > titles[-1][0]
    )
