"""The sections of a pack beside its charts: what stands in each, in which order, and what is left out and why."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
from contextlib import nullcontext

import numpy as np
import pypdfium2
import pytest

from collabdesk.analysis.funnel import pair_totals
from collabdesk.charts.ahead import room_ahead
from collabdesk.charts.driver_diagram import Branch, DriverTree, Leaf, Twig
from collabdesk.charts.funnel import FunnelInput, FunnelSpec, build_funnel
from collabdesk.charts.spec import LineStyle, Sign
from collabdesk.i18n import Translator, msg
from collabdesk.kinds import IndicatorKind
from collabdesk.periods import MONTH, Period
from collabdesk.reports.content import ALL_SECTIONS, AgendaLine, Paper, Section
from collabdesk.reports.content_parts import (
    AttendanceLine,
    Certificate,
    CommitmentLine,
    Figure,
    GainLine,
    GoalLine,
    LearningLine,
    Ledger,
    LedgerGroup,
    LedgerLine,
    Matrix,
    MatrixCell,
    MatrixRow,
    PackageText,
    PresenterLine,
    Scoreboard,
    SpreadBoard,
    SpreadRow,
    SustainCount,
    SustainHeld,
    SustainLine,
    SustainWatch,
)
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sheet import Sheet

LONG = "Queen Elizabeth the Second Memorial Central Referral Hospital – Maternity and Newborn Ward"


def matrix(teams: int = 3, indicators: int = 4) -> Matrix:
    signs = (Sign.IMPROVED, Sign.WORSENED, Sign.NO_SIGNAL, Sign.NOT_ENOUGH)
    return Matrix(
        indicators=tuple(f"Indicator number {at}" for at in range(indicators)),
        rows=tuple(
            MatrixRow(
                team=f"Site {row:03d}",
                detail="Oruba",
                cells=tuple(
                    MatrixCell(sign=signs[(row + at) % 4], value=f"{at}{row % 10} %")
                    for at in range(indicators)
                ),
            )
            for row in range(teams)
        ),
    )


SCORES = Scoreboard(
    summary="3 teams with numbers, 12 series.",
    figures=(
        Figure(
            name="Median gain", value="+12 points", detail="of 12 series", definition="Latest less baseline."
        ),
        Figure(name="Reached", value="40 %", definition="The first of 2 points."),
    ),
    gains=(
        GainLine(indicator="Breastfed in the first hour", teams=3, median="+9 points", quartiles="+4 to +12"),
    ),
    gains_said="Gain is defined here.",
    goals=(GoalLine(goal="80 %", reached="2 of 5 (40 %)", already="1", time="4 periods", held="90 %"),),
    goals_said=("Reached is defined here.",),
)
LEDGER = Ledger(
    groups=(
        LedgerGroup(
            title="Followed by improvement",
            lines=(
                LedgerLine(
                    change="Triage desk at the gate",
                    indicator="Seen within 15 minutes",
                    teams="9 tried it",
                    outcomes="6 improved",
                    size="median +14 points",
                    word="strong",
                    note="Mostly begun with the clock.",
                ),
            ),
        ),
    ),
    notes=("Not proof that it caused them.",),
)
SPREAD = SpreadBoard(
    changes=("Triage desk", "Wall clock"),
    rows=(
        SpreadRow(team="Kiboga", cells=("adopted", "")),
        SpreadRow(team="Luwero", cells=("testing", "adopted")),
    ),
    marks=(("adopted", msg("adopted")), ("testing", msg("testing"))),
    doing=(2, 1),
)


def funnel_of(*names: str, title: str = "Oxytocin given") -> FunnelSpec:
    """A funnel plot of up to four teams, the first far above the others."""
    cases = np.array([200.0, 40.0, 90.0, 160.0][: len(names)])
    good = np.array([190.0, 20.0, 44.0, 82.0][: len(names)])
    totals = pair_totals(good[:, None], cases[:, None], np.ones((len(names), 1), np.bool_))
    return build_funnel(
        FunnelInput(
            title=title,
            kind=IndicatorKind.PROPORTION,
            unit="%",
            target=80.0,
            denominator=title,
            teams=list(enumerate(names)),
            totals=totals,
            first=Period(MONTH, 24000),
            last=Period(MONTH, 24011),
        )
    )


SUSTAIN = SustainWatch(
    counts=(
        SustainCount(
            indicator="Breastfed in the first hour", target="80 %", reached=9, held=7, slipped=1, silent=1
        ),
    ),
    slipped=(
        SustainLine(
            team="Kiboga", indicator="Breastfed", held="7 of 11", latest="61 %", state="short since May"
        ),
    ),
    silent=(
        SustainLine(
            team="Luwero", indicator="Breastfed", held="5 of 5", latest="90 %", state="silent since June"
        ),
    ),
    held=(SustainHeld(indicator="Breastfed", teams="Masindi (8 of 9)"),),
    definition="Slipped is defined here.",
)
PRESENTERS = (
    PresenterLine(
        team="Masindi", change="Wall clock", indicator="Breastfed", worked=True, why="It rose by 30."
    ),
    PresenterLine(
        team="Kiboga", change="Radio spots", indicator="Booked", worked=False, why="Worth hearing."
    ),
)
PACKAGE = PackageText(
    title="Change package of Oruba",
    version="Version of 4 Mar 2026",
    text="The aim.\n\n# Changes that worked\n\n## Wall clock\n\n- Hang it beside every bed.\n",
)


def test_what_is_a_little_too_long_for_a_page_is_drawn_in(print_pack, factory):
    """A driver diagram, the contents, and a matrix whose sums would stand alone on a second page."""
    content = factory.content(drivers=tree("Skilled care", "Care after birth", "Early booking", changes=5))
    assert print_pack(content, sections=(Section.DRIVERS,)).pages == 1
    teams = tuple(factory.team(f"Team {number}", 0) for number in range(40))
    printed = print_pack(factory.content(teams), sections=(Section.CONTENTS, Section.AGENDA, Section.TEAMS))
    assert "Team 39" in printed.texts[0]
    for many in (28, 33, 34, 35, 36, 37, 45):
        cells = (MatrixCell(sign=Sign.IMPROVED, value="100 %"),)
        rows = tuple(MatrixRow(team=f"Team {number}", cells=cells) for number in range(many))
        content = factory.content(matrix=Matrix(indicators=("Mothers seen",), rows=rows))
        printed = print_pack(content, sections=(Section.MATRIX,))
        assert printed.pages == (1 if many < 37 else 2), many
        assert "improved" in printed.texts[-1].split("Team", 1)[1]
        assert f"Team {many - 1}" in printed.texts[-1] or many > 37


def tree(*names: str, changes: int = 2) -> DriverTree:
    """A primary driver with a secondary one for each name."""
    return DriverTree(
        aim=f"At least 90 % by December. {names[0]}",
        branches=tuple(
            Branch(
                key=f"driver:{at}",
                name=name,
                twigs=(
                    Twig(
                        key=f"driver:{at}.1",
                        name=f"{name} again",
                        leaves=tuple(
                            Leaf(key=f"change:{at}.{one}", name=f"Change {one} {name}", note="3 teams")
                            for one in range(changes)
                        ),
                    ),
                ),
            )
            for at, name in enumerate(names)
        ),
    )


COMMITMENTS = (
    CommitmentLine(
        team="Kiboga",
        text="Fill the tray at each shift",
        owner="Sarah",
        due=dt.date(2026, 5, 1),
        state="open",
        agreed="LS2",
    ),
)


@pytest.fixture
def whole(factory):
    """A content with something for every section."""
    plots = tuple(plot for chart in factory.charts(3) if (plot := room_ahead(chart)) is not None)
    teams = (factory.team(hand_plots=plots), factory.team("Luwero Hospital", 2, hand_plots=plots[:1]))
    return factory.content(
        teams,
        scoreboard=SCORES,
        matrix=matrix(),
        funnels=tuple(funnel_of("Kiboga", "Luwero", "Masindi", title=f"Plot {at}") for at in range(3)),
        sustain=SUSTAIN,
        drivers=tree("Skilled care"),
        worked=LEDGER,
        presenters=PRESENTERS,
        presenters_note="No team is asked twice.",
        learning=(
            LearningLine(learner="Kiboga", asks="Luwero", change="Wall clock", why="it rose by 20 points"),
        ),
        spread=SPREAD,
        package=PACKAGE,
        commitments=COMMITMENTS,
        attendance=(
            AttendanceLine(team="Kiboga", name="Sarah N.", job="midwife"),
            AttendanceLine(team="Luwero"),
        ),
        certificates=(Certificate(team="Kiboga", place="Kiboga District"), Certificate(team=LONG)),
    )


def test_every_section_is_in_the_contents_and_says_its_own(print_pack, whole):
    printed = print_pack(whole, sections=ALL_SECTIONS)
    assert printed.result.left_out == ()
    titles = [title for level, title in printed.outline if level == 0]
    assert titles == [
        *("Contents", "Agenda", "Where we are", "Scoreboard", "Teams and indicators"),
        *(
            "Funnel plots",
            "Sustain watch",
            "Driver diagram",
            "What worked and what did not",
            "Who could present",
        ),
        *("Who can learn from whom", "How to read the charts", "Teams"),
        *("Spread board", "Change package", "Commitments", "Attendance", "PDSA sheet", "Hand-plot sheets"),
        *("How was this session?", "Certificates"),
    ]
    for title in titles[1:]:
        assert title in printed.texts[1]
    for said in (
        *("+12 points", "Latest less baseline.", "Gain is defined here.", "Reached is defined here."),
        *("Plot 2", "Jan 2000 to Dec 2000", "3 of 3 teams lie outside the limits of 99.8 %", "no ranking"),
        *("6 improved", "Mostly begun with the clock.", "it rose by 20 points", "Teams doing it"),
        *("7 of 11", "short since May", "silent since June", "Masindi (8 of 9)", "Slipped is defined here."),
        *("Skilled care again", "It rose by 30.", "Worth hearing.", "No team is asked twice."),
        *("Version of 4 Mar 2026", "Hang it beside every bed."),
        *(
            "Fill the tray at each shift",
            "1 May 2026",
            "Sarah N.",
            "Day 2",
            "put a dot on the month",
            "midwife",
        ),
        *("This certifies that the team of", "took part in", "Circle one number"),
    ):
        assert said in printed.text, said


def test_sections_stand_in_the_order_that_was_asked_for(print_pack, whole):
    wanted = (Section.PDSA, Section.MATRIX, Section.CONTENTS, Section.AGENDA)
    printed = print_pack(whole, sections=wanted)
    assert [title for _, title in printed.outline] == [
        "PDSA sheet",
        "Teams and indicators",
        "Contents",
        "Agenda",
    ]
    assert printed.pages == 4
    assert [printed.starts[title] for _, title in printed.outline] == [1, 2, 3, 4]


def test_a_long_name_on_a_sheet_to_sign_takes_two_lines(print_pack, factory):
    line = AttendanceLine(team="Amandiko Mission Health Centre", name="Immaculate Nakabugo Ssebunya-Kirabo")
    printed = print_pack(factory.content(attendance=(line,)), sections=(Section.ATTENDANCE,))
    assert "…" not in printed.text
    for word in (*line.team.split(), *line.name.split()):
        assert word in printed.text
    assert rules(printed.path) >= 24  # no line of text lies over a rule


@pytest.mark.parametrize(("people", "pages"), [(2, 1), (30, 2), (55, 3)])
def test_the_last_sheet_to_sign_on_is_filled_with_empty_lines(print_pack, factory, people, pages):
    lines = tuple(AttendanceLine(team="Kiboga", name=f"Guest {number}") for number in range(people))
    printed = print_pack(factory.content(attendance=lines), sections=(Section.ATTENDANCE,))
    assert printed.pages == pages
    numbers = [int(found) for found in re.findall(r"^ *(\d+)\b", printed.texts[-1], re.MULTILINE)]
    assert numbers[-1] >= people + 6
    assert len(numbers) >= 26


def test_a_section_without_content_is_left_out_with_the_reason(print_pack, factory):
    content = factory.content(
        agenda=(), why_not={Section.AGENDA: "No agenda has been written for this session."}
    )
    printed = print_pack(content, sections=(Section.CONTENTS, Section.AGENDA, Section.SPREAD, Section.TEAMS))
    assert printed.result.left_out == (
        (Section.AGENDA, "No agenda has been written for this session."),
        (Section.SPREAD, msg("There is nothing to show yet.")),
    )
    assert "nothing to show yet: Agenda and Spread board." in " ".join(printed.texts[0].split())


def test_a_driver_diagram_that_is_too_high_goes_on_with_its_drivers(print_pack, factory):
    content = factory.content(drivers=tree("Skilled care", "Care after birth", "Early booking", changes=8))
    printed = print_pack(content, sections=(Section.DRIVERS,))
    assert printed.pages == 2
    assert [title for _, title in printed.outline] == ["Driver diagram"]
    assert "Skilled care again" in printed.texts[0]
    assert "Early booking again" in printed.texts[1]
    for text in printed.texts:
        assert "At least 90 %" in text
        assert "Secondary drivers" in text


def test_the_heads_of_the_sustain_watch_are_not_cut_in_french(print_pack, factory):
    printed = print_pack(factory.content(sustain=SUSTAIN), sections=(Section.SUSTAIN,), language="fr")
    assert "…" not in printed.text
    assert "Sans nouveaux nombres" in printed.text.split("Retombé Kiboga")[0]


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt"])
@pytest.mark.parametrize("paper", list(Paper))
def test_no_head_of_a_table_is_cut_in_any_language(print_pack, whole, language, paper):
    tables = (Section.WORKED, Section.PRESENTERS, Section.LEARNING, Section.COMMITMENTS, Section.ATTENDANCE)
    assert "…" not in print_pack(whole, sections=tables, language=language, paper=paper).text


def test_what_is_promised_now_has_the_rest_of_the_page(print_pack, factory):
    line = CommitmentLine(
        team="Kiboga", text="Fill the tray", owner="Sarah", due=None, state="", agreed="LS2"
    )
    few = print_pack(factory.content(commitments=(line,)), sections=(Section.COMMITMENTS,))
    assert few.pages == 1
    assert rules(few.path) >= 22  # the table of what was agreed, 20 lines to write on, the page's foot


def rules(path) -> int:
    """The lines that go across the first page."""
    with pypdfium2.PdfDocument(path) as document:
        dark = document[0].render(scale=2, grayscale=True).to_numpy() < 235
    across = dark.mean(axis=1) > 0.7
    return int((across[1:] & ~across[:-1]).sum())


def test_one_chart_to_a_page_makes_use_of_its_page(print_pack, factory):
    printed = print_pack(
        factory.content((factory.team("Kiboga", 3),)), sections=(Section.TEAMS,), charts_per_page=1
    )
    assert printed.pages == 3
    with pypdfium2.PdfDocument(printed.path) as document:
        inked = (document[1].render(scale=1, grayscale=True).to_numpy() < 200).any(axis=1)
    body = np.flatnonzero(inked[: int(len(inked) * 0.9)])
    assert body.max() > len(inked) * 0.5


def test_changes_of_which_only_one_kind_is_presented_have_one_table(print_pack, factory):
    printed = print_pack(factory.content(presenters=PRESENTERS[1:]), sections=(Section.PRESENTERS,))
    assert "Of what did not work" in printed.text
    assert "Of what worked" not in printed.text


def test_the_matrix_is_paged_both_ways_with_its_head_on_each_page(print_pack, factory):
    printed = print_pack(factory.content(matrix=matrix(90, 11)), sections=(Section.MATRIX,))
    assert printed.pages == 6  # three down, two across
    assert all("Team" in text and "Indicator" in text for text in printed.texts)
    for team in ("Site 000", "Site 089"):
        assert sum(team in text for text in printed.texts) == 2
    assert sum("Indicator number 10" in " ".join(text.split()) for text in printed.texts) >= 3


def test_two_sided_packs_begin_what_is_given_away_on_a_sheet_of_its_own(print_pack, whole):
    printed = print_pack(whole, sections=ALL_SECTIONS, two_sided=True)
    for title in (
        "Teams",
        "Attendance",
        "PDSA sheet",
        "Hand-plot sheets",
        "How was this session?",
        "Certificates",
    ):
        assert printed.starts[title] % 2 == 1, title
    assert printed.starts["Spread board"] % 2 == 1  # the last team's sheet is given away before it
    assert printed.starts["Luwero Hospital"] % 2 == 1
    certified = [at for at, text in enumerate(printed.texts, 1) if "This certifies that the team of" in text]
    assert len(certified) == 2
    assert all(at % 2 == 1 for at in certified)  # none on the back of another's


def test_certificates_carry_no_page_number_and_long_names_whole(print_pack, whole):
    printed = print_pack(whole, sections=(Section.CERTIFICATES,))
    assert printed.pages == 2
    assert "Page" not in printed.text
    assert LONG in " ".join(printed.texts[1].split())


def test_hand_plot_sheets_show_median_target_and_past_numbers(print_pack, whole, factory):
    printed = print_pack(whole, sections=(Section.HAND_PLOT,))
    assert printed.pages == 3  # three charts and one, two a page
    assert "target" in printed.texts[0].casefold()
    assert printed.texts[0].count("%") > 4
    assert [title for level, title in printed.outline if level == 1] == [
        "Kiboga Health Centre IV",
        "Luwero Hospital",
    ]


def test_room_ahead_keeps_the_last_year_and_goes_on_for_another(factory):
    chart = factory.improving()
    plot = room_ahead(chart)
    assert plot is not None
    assert [point.x for point in plot.points] == list(range(12))
    assert plot.points[-1].period == chart.points[-1].period
    assert plot.points[-1].y == chart.points[-1].y
    assert plot.x.high == 23.5
    (line,) = plot.centre
    assert (line.first, line.last, line.style) == (0, 23, LineStyle.EXTENDED)
    assert plot.flags == plot.signals == plot.bands == ()
    assert room_ahead(factory.empty(months=0)) is None


HOSTILE = (
    LONG,
    "Trạm y tế Đắk Lắk – Ségou (São João d’Água) Kituo cha afya",
    "W" * 90,
    "<b>Bold</b> & (50 %)",
)


@pytest.fixture
def hostile(factory):
    """Long, accented and breaking names in every place where a name stands; a team without data, one with a point."""
    plots = tuple(
        plot for chart in (factory.single(), factory.empty()) if (plot := room_ahead(chart)) is not None
    )
    charts = (factory.single(title=LONG), factory.empty(title="W" * 90), factory.improving(title=HOSTILE[1]))
    teams = tuple(
        factory.team(name, charts=charts, hand_plots=plots, place=(LONG, name), coach=LONG)
        for name in HOSTILE
    )
    empty = factory.team("Empty", 0, changes=(), praise="", since_last=())
    cells = (MatrixCell(sign=Sign.IMPROVED, value="100 %"), MatrixCell(), MatrixCell(sign=Sign.NOT_ENOUGH))
    return factory.content(
        (*teams, empty),
        collaborative=LONG,
        place=LONG,
        office=LONG,
        scoreboard=SCORES,
        matrix=Matrix(
            indicators=(LONG, HOSTILE[1], "W" * 90),
            rows=tuple(MatrixRow(team=name, detail="Oruba", cells=cells) for name in HOSTILE),
        ),
        funnels=tuple(funnel_of(*HOSTILE, title=name) for name in (LONG, "W" * 90)),
        worked=Ledger(
            groups=(
                LedgerGroup(
                    title=LONG,
                    lines=tuple(
                        LedgerLine(
                            change=name,
                            indicator=name,
                            teams="9",
                            outcomes=LONG,
                            size=LONG,
                            word=LONG,
                            note=name,
                        )
                        for name in HOSTILE
                    ),
                ),
            ),
            notes=(LONG,),
        ),
        sustain=SustainWatch(
            counts=tuple(
                SustainCount(indicator=name, target=LONG, reached=1000, held=999, slipped=1, silent=0)
                for name in HOSTILE
            ),
            slipped=tuple(
                SustainLine(team=name, indicator=name, held=LONG, latest=name, state=name) for name in HOSTILE
            ),
            held=tuple(SustainHeld(indicator=name, teams=", ".join([LONG] * 25)) for name in HOSTILE),
            definition=LONG,
        ),
        drivers=tree(*HOSTILE, changes=9),
        presenters=tuple(
            PresenterLine(team=name, change=name, indicator=name, worked=True, why=LONG) for name in HOSTILE
        ),
        package=PackageText(title=LONG, version=LONG, text="\n".join(f"# {one}\n- {one}" for one in HOSTILE)),
        learning=tuple(LearningLine(learner=name, asks=name, change=name, why=LONG) for name in HOSTILE),
        spread=SpreadBoard(
            changes=HOSTILE,
            rows=tuple(SpreadRow(team=name, cells=("adopted", "", "testing", "adopted")) for name in HOSTILE),
            marks=SPREAD.marks,
            doing=(4, 0, 4, 4),
        ),
        commitments=tuple(
            CommitmentLine(team=name, text=name, owner=name, due=None, state="open", agreed="LS2")
            for name in HOSTILE
        ),
        attendance=tuple(AttendanceLine(team=name, name=name, job=name) for name in HOSTILE),
        certificates=tuple(Certificate(team=name, place=LONG) for name in HOSTILE),
    )


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_lies_on_anything_else(print_pack, whole, hostile, paper, language, monkeypatch):
    """No two pieces of text share a place and none leaves the sheet, on any page of any section."""
    # else readers give no places of single words
    monkeypatch.setattr(Pen, "spoken", lambda *_, **__: nullcontext())
    for content in (whole, hostile):
        printed = print_pack(
            content, language=language, sections=ALL_SECTIONS, charts_per_page=6, paper=paper
        )
        document = pypdfium2.PdfDocument(printed.path)
        clashes = []
        for number in range(len(document)):
            boxes = _boxes(document[number])
            wide, high = document[number].get_size()
            for at, one in enumerate(boxes):
                if one[0] < 28 or one[1] < 28 or one[2] > wide - 28 or one[3] > high - 28:
                    clashes.append((number + 1, one))
                clashes += [(number + 1, one, other) for other in boxes[at + 1 :] if _share(one, other)]
        document.close()
        assert clashes == []


def test_a_page_is_read_from_its_top_down_chart_by_chart(print_pack, factory):
    """In the order in which the page is written, which is what a screen reader follows."""
    text = " ".join(print_pack(factory.content((factory.team(),)), sections=(Section.TEAMS,)).text.split())
    order = (
        *(
            "Safe Birth in the Northern",
            "Kiboga Health Centre IV",
            "KIB4",
            "Central Region",
            "AMTSL was given to 9",
        ),
        *("AMTSL given to women", "Shift: the", "Newborns breastfed", "No shift and no trend"),
        *(
            "Changes this team has tried",
            "Checklist on the wall",
            "Since the last session",
            "Advice",
            "Page 1 of",
        ),
    )
    places = [text.index(words) for words in order]
    assert places == sorted(places)


@pytest.mark.parametrize("charts", [2, 4])
def test_the_numbers_of_a_chart_are_read_in_a_row(print_pack, factory, charts):
    """Also by readers that put a page together by places, where two charts stand side by side."""
    team = factory.team(count=2)
    printed = print_pack(factory.content((team,)), sections=(Section.TEAMS,), charts_per_page=charts)
    texts = [printed.text]
    if shutil.which("pdftotext"):
        command = ["pdftotext", str(printed.path), "-"]
        texts.append(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    for text in (" ".join(text.split()) for text in texts):
        for chart in team.charts:
            labels = [Translator().text(point.count_label) for point in chart.points if point.count_label]
            upper = [label.split("/")[0].strip() for label in labels]
            assert any(" ".join(row) in text for row in (labels, upper)), chart.title


@pytest.mark.parametrize("charts", [1, 2, 4, 6])
def test_no_chart_is_cut_by_the_end_of_its_page(print_pack, hostile, charts):
    """A page's foot stays free, whatever the number of charts: what has no room moves on whole."""
    printed = print_pack(hostile, sections=(Section.TEAMS,), charts_per_page=charts, paper=Paper.LETTER)
    titles = sum(text.count("Trạm y tế") for text in printed.texts)
    assert titles >= len(HOSTILE)  # each team's chart of that name is there
    for text in printed.texts:
        assert "Page" in text


def _boxes(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    text = page.get_textpage()
    found = []
    for at in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(at)
        if right - left > 0.5 and top - bottom > 0.5:
            found.append((left + 0.6, bottom + 0.9, right - 0.6, top - 0.9))
    text.close()
    return found


def _share(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_an_agenda_of_two_days_names_them_and_leaves_room_for_notes(print_pack, factory):
    lines = [
        AgendaLine(time="", subject="Day 1"),
        AgendaLine(time="09:00 – 10:00", subject="Welcome", speaker="Grace"),
        AgendaLine(time="", subject="Day 2"),
        AgendaLine(time="08:00 – 09:00", subject="Close"),
    ]
    (text,) = print_pack(factory.content(agenda=tuple(lines)), sections=(Section.AGENDA,)).texts
    places = [text.index(said) for said in ("Day 1", "Welcome", "Day 2", "Close", "Notes")]
    assert places == sorted(places)
    assert text.count("Speaker") == 2
    long = tuple(AgendaLine(time="09:00", subject=f"Subject {number}") for number in range(33))
    whole = print_pack(factory.content(agenda=long), sections=(Section.AGENDA,))
    assert len(whole.texts) == 1
    assert "Notes" not in whole.text


def test_a_funnel_with_a_page_of_its_own_makes_use_of_it(print_pack, factory):
    plots = tuple(funnel_of("Kiboga", "Luwero", "Masindi", title=f"Plot {at}") for at in range(3))
    printed = print_pack(factory.content(funnels=plots), sections=(Section.FUNNELS,))
    sheet = Sheet.of(Paper.A4)
    document = pypdfium2.PdfDocument(printed.path)
    lowest = min(bottom for _left, bottom, *_ in _boxes(document[1]) if bottom > sheet.bottom)
    document.close()
    assert printed.pages == 2
    assert lowest < sheet.bottom + sheet.room * 0.4
