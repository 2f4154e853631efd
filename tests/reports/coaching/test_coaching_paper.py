"""The papers of visits: one page for the briefing whatever it holds, the slip under the numbers of the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from collabdesk.i18n import Translator
from collabdesk.reports.coaching.coaching_content import (
    CoachingContent,
    CoachingOptions,
    NumberedLine,
    RecountAsk,
    VisitPaper,
)
from collabdesk.reports.coaching.coaching_paper import lay_out_coaching
from collabdesk.reports.content import PackResult, Paper
from tests.reports.conftest import Printed

LONG = "Saint Mary of the Lake and the Seven Hills Referral Health Centre with Maternity and Theatre IV"
WORDY = (
    "Put the partograph beside every bed before the night shift begins, and let the midwife who admits start it "
    "together with the mother, also on Sundays and when the ward is full"
)


def visit(factory: ModuleType, *, lists: int = 2, text: str = "Order clocks", **more: object) -> VisitPaper:
    spec = factory.content().teams[0].charts[0]
    charts = tuple(replace(spec, title=f"Indicator {number}", subtitle="") for number in range(1, 5))
    return VisitPaper(
        **{  # type: ignore[arg-type]
            "team": "Kiboga HC IV",
            "place": ("North", "Kiboga"),
            "coach": "Grace Odanyo",
            "day": dt.date(2026, 3, 4),
            "charts": charts,
            "agreed": tuple(NumberedLine(number=f"3.{n + 1}", text=text, detail="Ama") for n in range(lists)),
            "testing": tuple(NumberedLine(number=f"4.{n + 1}", text=text) for n in range(lists)),
            "commitments": tuple(NumberedLine(text=text) for _ in range(lists)),
            "checks": tuple(text for _ in range(lists)),
            "recounts": tuple(
                RecountAsk(
                    number=f"5.{n + 1}",
                    indicator="Uterotonic",
                    period="Feb 2026",
                    reported="12 / 20",
                    has_ratio=n != 1,
                )
                for n in range(2)
            ),
            "new_actions": ("7.1", "7.2"),
            **more,
        }
    )


@pytest.fixture
def print_visits(tmp_path: Path) -> Callable[..., Printed]:
    def run(*visits: VisitPaper, language: str = "en", **options: object) -> Printed:
        path = tmp_path / "visits.pdf"
        content = CoachingContent(
            collaborative="Safe Birth",
            printed_on=dt.date(2026, 3, 1),
            office="Kiboga",
            visits=visits,
            steps=((0.5, "Formed"), (1.0, "Meets")),
            definition="Agreement is this.",
        )
        pages = lay_out_coaching(content, CoachingOptions(**options), Translator(language)).save(path)  # type: ignore[arg-type]
        return Printed(PackResult(path=path, pages=pages))

    return run


def test_a_briefing_and_on_its_back_the_slip(
    factory: ModuleType, print_visits: Callable[..., Printed]
) -> None:
    printed = print_visits(visit(factory), visit(factory, team="Luwero Hospital"))
    assert printed.pages == len(printed.texts) == 5
    assert [title for _level, title in printed.outline] == [
        "Kiboga HC IV", "Return slip", "Luwero Hospital", "Return slip", "How to score, how to recount",
    ]  # fmt: skip
    assert printed.starts["Luwero Hospital"] % 2 == 1
    first, slip = printed.texts[:2]
    assert "Visit briefing" in first
    assert "Coach: Grace Odanyo" in first
    assert "Order clocks – Ama" in first
    assert "12 / 20" in first
    assert "Indicator 4" in first
    words = slip.split()
    for number in ("1", "2", "3.1", "4.2", "5.1", "6", "7.2", "8.1", "8.3", "9"):
        assert number in words, number
    assert "0.5 1.0 1.5" in slip
    assert "Agreement is this." in printed.texts[4]


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize(("lists", "text"), [(0, "x"), (4, "Order clocks"), (9, WORDY)])
def test_the_briefing_is_one_page_whatever_it_holds(
    factory: ModuleType, print_visits: Callable[..., Printed], paper: Paper, lists: int, text: str
) -> None:
    asks = tuple(
        RecountAsk(
            number=f"5.{n}", indicator=WORDY, period="Feb 2026", reported="1000 / 2000", has_ratio=True
        )
        for n in range(1, 7)
    )
    full = visit(
        factory, lists=lists, text=text, team=LONG, recounts=asks, purpose=WORDY, facts=(WORDY, WORDY)
    )
    printed = print_visits(full, slip=False, paper=paper)
    assert printed.pages == 2  # and the key
    assert "5.6" in printed.texts[0]
    if lists == 9:
        assert "more" in printed.texts[0]
    if lists == 0:
        assert "Nothing is open from earlier visits." in printed.texts[0]
        assert "Return slip" not in printed.text


def test_a_slip_with_much_to_ask_goes_on_without_losing_a_line(
    factory: ModuleType, print_visits: Callable[..., Printed]
) -> None:
    printed = print_visits(visit(factory, lists=14, text=WORDY), briefing=False)
    numbers = [f"3.{n}" for n in range(1, 15)] + [f"4.{n}" for n in range(1, 15)] + ["7.2", "8.2", "9"]
    assert all(number in printed.text for number in numbers)
    assert printed.pages == 3


def test_a_visit_without_charts_or_anything(print_visits: Callable[..., Printed]) -> None:
    printed = print_visits(VisitPaper(team="New team"))
    assert "New team" in printed.texts[0]
    assert "What we saw" in printed.texts[1]


def test_it_speaks_french(factory: ModuleType, print_visits: Callable[..., Printed]) -> None:
    printed = print_visits(visit(factory), language="fr")
    said = " ".join(printed.text.split())
    for text in (
        "Préparation de la visite",
        "Fiche de retour",
        "Registre",
        "abandonné",
        "Prochaine visite le",
    ):
        assert text in said
    assert "1,0" in said


def test_the_same_content_gives_the_same_bytes(
    factory: ModuleType, print_visits: Callable[..., Printed]
) -> None:
    first = print_visits(visit(factory)).path.read_bytes()
    assert print_visits(visit(factory)).path.read_bytes() == first
