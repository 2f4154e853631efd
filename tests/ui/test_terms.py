"""Each word is explained where it stands, with a drawing, by mouse and keyboard; the guide lists all of them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QUrl
from PySide6.QtGui import QFocusEvent, QHelpEvent, QPixmap, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from collabdesk import paths
from collabdesk.charts.spec import SecondLine
from collabdesk.services.charts.series import pooled_chart, team_chart
from collabdesk.services.data import observations
from collabdesk.services.phases import phases
from collabdesk.services.phases.phases import Decision
from collabdesk.ui.context import Context
from collabdesk.ui.help import HelpWindow
from collabdesk.ui.pages.charts.chart_terms import chart_terms
from collabdesk.ui.pages.charts.page import ChartsPage
from collabdesk.ui.term_bubble import SketchView, Terms, TermsLine, picture
from collabdesk.ui.terms import TERMS
from collabdesk.ui.theme import Theme
from tests.ui.charts.chart_specs import empty_spec, full_spec
from tests.ui.office import FIRST


def ink(pixmap: QPixmap, theme: Theme) -> int:
    """How many pixels differ from the ground."""
    image = pixmap.toImage()
    ground = image.pixelColor(0, 0)
    return sum(image.pixelColor(x, y) != ground for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("name", TERMS)
def test_every_term_has_words_and_a_drawing(name: str, theme: Theme) -> None:
    term = TERMS[name]
    assert str(term.title)
    assert str(term.said).endswith((".", "?"))
    assert ink(picture(name, theme), theme) > 200


@pytest.mark.parametrize("name", TERMS)
def test_the_guide_lists_every_term(name: str) -> None:
    text = paths.resource("guide/words.md").read_text(encoding="utf-8")
    term = TERMS[name]
    assert f"## {term.title}\n\n![{term.title}](term:{name})\n\n{term.said}\n" in text


def test_the_guide_draws_the_terms(context: Context, qtbot: QtBot) -> None:
    window = HelpWindow(context)
    qtbot.addWidget(window)
    window.show_page("words")
    assert window._browser.toHtml().count("<img") == len(TERMS)
    found = window._browser.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("term:shift"))
    assert isinstance(found, QPixmap)
    assert not found.isNull()


def test_drawings_of_different_terms_differ(theme: Theme) -> None:
    seen = {
        bytes(picture(name, theme).toImage().constBits())
        for name in ("median", "shift", "trend", "funnel", "signs")
    }
    assert len(seen) == 5


@pytest.fixture
def place(context: Context, qtbot: QtBot) -> tuple[QWidget, QLabel, Terms]:
    whole = QWidget()
    qtbot.addWidget(whole)
    label = QLabel("Gain")
    QVBoxLayout(whole).addWidget(label)
    terms = Terms(context, whole)
    terms.explain(label, "gain")
    whole.show()
    return whole, label, terms


def test_hovering_explains(place: tuple[QWidget, QLabel, Terms]) -> None:
    _whole, label, terms = place
    QApplication.sendEvent(
        label, QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 2), label.mapToGlobal(QPoint(2, 2)))
    )
    assert terms.bubble.isVisible()
    assert terms.bubble.title.text() == "Gain"
    assert "less the baseline" in terms.bubble.said.text()
    QApplication.sendEvent(label, QEvent(QEvent.Type.Leave))
    assert not terms.bubble.isVisible()


def test_the_focus_explains_and_screen_readers_read(place: tuple[QWidget, QLabel, Terms]) -> None:
    _whole, label, terms = place
    QApplication.sendEvent(label, QFocusEvent(QEvent.Type.FocusIn))
    assert terms.bubble.isVisible()
    assert label.accessibleDescription() == str(TERMS["gain"].said)
    QApplication.sendEvent(label, QFocusEvent(QEvent.Type.FocusOut))
    assert not terms.bubble.isVisible()


def test_a_line_of_words_explains_each(context: Context, qtbot: QtBot) -> None:
    line = TermsLine(context, "words")
    qtbot.addWidget(line)
    line.show_terms(["median", "shift", "median"])
    line.show()
    assert line.names == ("median", "shift")
    assert re.findall(r'href="(\w+)"', line.text()) == ["median", "shift"]
    line.linkActivated.emit("shift")
    assert line.bubble.title.text() == "Shift"
    line.hide()
    assert not line.bubble.isVisible()


@pytest.fixture
def page(charts_page: ChartsPage) -> ChartsPage:
    return charts_page


def test_the_large_chart_names_the_words_that_it_needs(page: ChartsPage) -> None:
    page.open_chart(1, 1)
    names = page.large.words.names
    assert names[:2] == ("median", "provisional")
    assert {"shift", "target", "signs"} <= set(names)
    assert "phase" not in names
    workspace = page.workspace
    phases.decide(workspace, Decision(indicator_id=1, team_id=1, window=(FIRST, FIRST + 9)))
    phases.decide(workspace, Decision(indicator_id=1, team_id=1, starts=FIRST + 10, window=None))
    observations.set_excluded(workspace, 1, 1, FIRST + 12, excluded=True)
    assert {"phase", "excluded"} <= set(page.large.words.names)
    assert "pooled" in chart_terms(pooled_chart(workspace, 1))
    assert "pooled" not in chart_terms(team_chart(workspace, 1, 1))


def test_headings_of_a_table_explain_themselves(page: ChartsPage) -> None:
    board = page.show_view("scoreboard")
    header = board.panel.table.view.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(5) + 5, 5)
    event = QHelpEvent(QEvent.Type.ToolTip, at, header.viewport().mapToGlobal(at))
    QApplication.sendEvent(header.viewport(), event)
    bubble = board.panel.table.terms.bubble
    assert bubble.isVisible()
    assert bubble.title.text() == "Gain"
    bubble.hide()


def test_every_named_term_is_known() -> None:
    for spec in (empty_spec(), full_spec()):
        assert chart_terms(spec)
        assert set(chart_terms(spec)) <= set(TERMS)


def test_the_sketch_is_painted_with_the_theme(context: Context, qtbot: QtBot) -> None:
    view = SketchView(context.theme)
    qtbot.addWidget(view)
    view.show_sketch(TERMS["shift"].sketch)
    assert ink(view.grab(), context.theme) > 200


def test_the_second_line_of_a_pooled_chart_is_explained() -> None:
    pooled = replace(full_spec(), pooled=True)
    assert ("same_teams" in chart_terms(pooled)) == (pooled.second is not None)
    line = SecondLine(stretches=(((0, 40.0), (1, 45.0)),), label="same 3 teams")
    assert {"pooled", "same_teams"} <= set(chart_terms(replace(pooled, second=line)))
    assert "same_teams" not in chart_terms(replace(pooled, second=line, pooled=False))
