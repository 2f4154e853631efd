"""The papers of visits, gathered from a file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pypdfium2
import pytest

from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import Translator
from collabdesk.models.meetings import Commitment, Visit, VisitAction
from collabdesk.reports.coaching.coaching_content import CoachingOptions
from collabdesk.services.changes import changes
from collabdesk.services.changes.changes import NewTest
from collabdesk.services.coaching import briefings, coaching, scores
from collabdesk.services.coaching.briefings import BriefingRequest, coaching_content
from collabdesk.services.coaching.scores import Given
from collabdesk.services.sessions import commitments
from collabdesk.services.workspace import Workspace
from tests.services.conftest import JAN

TODAY = dt.date(2026, 1, 15)
DAY = dt.date(2026, 1, 20)


@pytest.fixture
def visit(furnished: Workspace) -> Visit:
    before = Visit(team_id=1, made=dt.date(2025, 11, 4), findings="Register complete")
    saved = coaching.save_visit(furnished, before)
    action = VisitAction(visit_id=saved.id, text="Order clocks", owner="Ama", due=dt.date(2025, 12, 1))
    coaching.save_action(furnished, action)
    changes.record_test(furnished, NewTest(change="Clock", team_ids=(1,), started=dt.date(2025, 10, 1)))
    commitments.save_commitment(furnished, Commitment(session_id=1, team_id=1, text="Post the chart"))
    commitments.save_commitment(furnished, Commitment(session_id=1, team_id=2, text="Another team's"))
    given = Given(team_id=1, month=JAN, by_coach=True, score=2.5, given=dt.date(2025, 1, 31))
    scores.save_scores(furnished, [given])
    plan = coaching.VisitPlan(team_ids=(1,), first=DAY, purpose="Recount")
    return coaching.plan_visits(furnished, plan)[0]


def test_what_a_briefing_says(furnished: Workspace, visit: Visit) -> None:
    (paper,) = coaching_content(furnished, [visit.id], TODAY).visits
    assert (paper.team, paper.coach, paper.day, paper.purpose) == ("Tolveni HC IV", "Grace", DAY, "Recount")
    assert [str(fact) for fact in paper.facts] == [
        "The numbers go up to Dec 2025.",
        "Last visit 4 Nov 2025: Register complete",
        "Last scores (Jan 2025): the team’s own –, the coach’s 2.5.",
    ]
    assert [(line.number, str(line.text), str(line.detail)) for line in paper.agreed] == [
        ("3.1", "Order clocks", "Ama, was due 1 Dec 2025")
    ]
    assert [(line.number, str(line.detail)) for line in paper.testing] == [
        ("4.1", "since 1 Oct 2025, flag 1")
    ]
    assert [str(line.text) for line in paper.commitments] == ["Post the chart"]
    assert [(ask.number, str(ask.reported), ask.has_ratio) for ask in paper.recounts] == [
        ("5.1", "17 / 20", True),
        ("5.2", "51", False),
    ]
    checks = [str(text) for text in paper.checks]
    assert checks[0] == "Not reported for Dec 2025: Deaths per 1,000."
    assert "Improved: Partograph completed and Deliveries. What did it, and will it last?" in checks
    assert {str(chart.title) for chart in paper.charts} == {
        "Partograph completed", "Deaths per 1,000", "Deliveries",
    }  # fmt: skip


def test_the_visits_of_a_coach_in_a_period(furnished: Workspace, visit: Visit) -> None:
    other = coaching.save_visit(furnished, Visit(team_id=2, planned=dt.date(2026, 1, 22)))
    every = briefings.visits_between(furnished, TODAY, dt.date(2026, 2, 1), None, TODAY)
    assert [row.visit.id for row in every] == [visit.id, other.id]
    grace = briefings.visits_between(furnished, TODAY, dt.date(2026, 2, 1), visit.coach_id, TODAY)
    assert [row.visit.id for row in grace] == [visit.id]
    assert briefings.visits_between(furnished, dt.date(2026, 1, 21), dt.date(2026, 1, 21), None, TODAY) == []


def test_printed_from_the_file(furnished: Workspace, visit: Visit, tmp_path: Path) -> None:
    out = tmp_path / "visit.pdf"
    request = BriefingRequest(
        file=furnished.path,
        collaborative=furnished.collaborative.name,
        visit_ids=(visit.id,),
        out=out,
        options=CoachingOptions(),
        translator=Translator("en"),
        printed_on=TODAY,
    )
    heard: list[float] = []
    result = briefings.make_briefings(request, lambda share, _text: heard.append(share))
    document = pypdfium2.PdfDocument(out)
    assert result.pages == len(document) == 3
    document.close()
    assert heard == sorted(heard)
    out.unlink()
    with pytest.raises(Cancelled):
        briefings.make_briefings(request, None, lambda: True)
    assert not out.exists()


def test_a_visit_that_is_gone(furnished: Workspace) -> None:
    with pytest.raises(UserFacingError, match="no longer there"):
        coaching_content(furnished, [99], TODAY)
