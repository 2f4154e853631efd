"""A PDF for each team and each coach: named so that every system takes it, with that team's pages and no other's."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import Translator
from collabdesk.models.meetings import Session
from collabdesk.models.places import Team
from collabdesk.reports.content import PackOptions, Section
from collabdesk.reports.content_parts import OwnLists
from collabdesk.services.paper import handouts, own_lists
from collabdesk.services.paper.handouts import file_name
from collabdesk.services.paper.packs import PackGathering, PackRequest
from collabdesk.services.sample import SampleSize, make_sample
from collabdesk.services.sessions import meetings
from collabdesk.services.setup import collaboratives
from collabdesk.services.workspace import Workspace


@pytest.fixture
def request_(furnished: Workspace, tmp_path: Path) -> PackRequest:
    session = meetings.save_session(
        furnished, Session(collaborative_id=1, number=2, starts=dt.date(2026, 1, 20))
    )
    return PackRequest(
        file=furnished.path,
        collaborative="Safe Birth",
        session_id=session.id,
        out=tmp_path / "sheets",
        options=PackOptions(),
        translator=Translator("en"),
        printed_on=dt.date(2026, 1, 15),
    )


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    found = "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    document.close()
    return found


def test_a_sheet_for_each_team_and_one_for_their_coach(furnished: Workspace, request_: PackRequest) -> None:
    made = handouts.make_handouts(request_)
    assert sorted(path.name for path in request_.out.iterdir()) == sorted(
        path.name for path in (*made.teams, *made.coaches)
    )
    assert [path.name for path in made.teams] == ["LS2 T1 Tolveni HC IV.pdf", "LS2 T2 Mashiru HC III.pdf"]
    assert [path.name for path in made.coaches] == ["LS2 Coach Grace.pdf"]
    own = text_of(made.teams[0])
    assert "Tolveni HC IV" in own
    assert "Mashiru" not in own
    assert "PDSA sheet" in own
    assert "put a dot on the month" not in own
    more = replace(request_, options=PackOptions(sections=(Section.HAND_PLOT,)))
    own = text_of(handouts.make_handouts(more).teams[0])
    assert "put a dot on the month" in own
    assert "PDSA sheet" not in own
    assert "Tolveni HC IV" in own


def test_the_coach_gets_those_teams_only(furnished: Workspace, request_: PackRequest) -> None:
    team = furnished.rows(Team)[2]
    furnished.transact("x", lambda writer: writer.change(team, coach_id=None))
    made = handouts.make_handouts(request_)
    text = text_of(made.coaches[0])
    assert "Teams of Grace" in text
    assert "Tolveni" in text
    assert "Mashiru" not in text


def test_a_team_finds_its_own_name_even_where_others_are_hidden(request_: PackRequest) -> None:
    made = handouts.make_handouts(replace(request_, hide_names=True))
    assert "Tolveni HC IV" in text_of(made.teams[0])


def test_names_of_files_that_any_system_takes() -> None:
    assert file_name("LS2", "T/1", 'Site "A": <b>?') == "LS2 T-1 Site -A-- -b.pdf"
    assert file_name("CON") == "_CON.pdf"
    assert file_name("", " . ") == "_.pdf"
    assert file_name("a\tb\nc\x07", "") == "a b c.pdf"
    assert len(file_name("Ségou " * 60)) <= 84
    assert file_name("Trạm y tế Đắk Lắk") == "Trạm y tế Đắk Lắk.pdf"


def test_names_that_a_system_would_take_for_one_are_told_apart(
    furnished: Workspace, request_: PackRequest
) -> None:
    for key, name in ((1, "Petro?"), (2, "PETRO:")):
        team = furnished.rows(Team)[key]
        furnished.transact("x", lambda writer, team=team, name=name: writer.change(team, name=name, code=""))
    made = handouts.make_handouts(request_)
    assert [path.name for path in made.teams] == ["LS2 Petro.pdf", "LS2 PETRO (2).pdf"]


def test_cancelling_keeps_what_was_done(request_: PackRequest) -> None:
    asked = iter((False, True))
    with pytest.raises(Cancelled):
        handouts.make_handouts(request_, cancelled=lambda: next(asked))
    assert [path.name for path in request_.out.iterdir()] == ["LS2 T1 Tolveni HC IV.pdf"]


def test_a_folder_that_cannot_be_made_is_said(request_: PackRequest, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    with pytest.raises(UserFacingError, match="could not be made"):
        handouts.make_handouts(replace(request_, out=blocked / "sheets"))


@pytest.fixture
def sample_request(tmp_path: Path) -> PackRequest:
    """Learning session 3 of a small sample, whose teams have promised, learned and reached something."""
    path = tmp_path / "sample.collab"
    make_sample(path, "Ada", dt.date(2026, 3, 1), SampleSize(teams=12, indicators=4, months=24)).close()
    workspace = collaboratives.open_file(path, "", read_only=True)
    session, name = meetings.by_number(workspace, 3), workspace.collaborative.name
    workspace.close()
    return PackRequest(
        file=path,
        collaborative=name,
        session_id=session.id,
        out=tmp_path / "sheets",
        options=PackOptions(),
        translator=Translator("en"),
        printed_on=dt.date(2026, 3, 1),
    )


def _own_lines(request: PackRequest) -> dict[int, OwnLists]:
    workspace = collaboratives.open_file(request.file, "", read_only=True)
    try:
        gathering = PackGathering(workspace, request)
        return dict(gathering.own_lists(own_lists.SECTIONS))
    finally:
        workspace.close()


def test_a_team_gets_its_own_lines_of_the_lists_and_no_others(sample_request: PackRequest) -> None:
    lists = _own_lines(sample_request)
    made = handouts.make_handouts(sample_request)
    texts = [" ".join(text_of(path).split()) for path in made.teams]
    workspace = collaboratives.open_file(sample_request.file, "", read_only=True)
    teams = [team for team in workspace.mine(Team) if any(team.code in path.name for path in made.teams)]
    for team, text in zip(teams, texts, strict=True):
        own = lists[team.id].commitments if team.id in lists else ()
        assert (f"For {team.name}" in text) is (team.id in lists)
        assert [line.text for line in own if line.text not in text] == []
        theirs = {line.text for key, found in lists.items() if key != team.id for line in found.commitments}
        assert [line for line in theirs - {line.text for line in own} if line in text] == []
    workspace.close()
    said = " ".join(texts)
    for heading in ("What we promised", "Whom we could ask", "Targets we have reached"):
        assert 0 < said.count(heading) < len(teams) + 1, heading


def test_lists_that_are_not_asked_for_are_left_out(sample_request: PackRequest) -> None:
    few = replace(sample_request, options=PackOptions(sections=(Section.COMMITMENTS, Section.KEY)))
    text = " ".join(text_of(path) for path in handouts.make_handouts(few).teams)
    assert "What we promised" in text
    assert "Whom we could ask" not in text
    assert "Targets we have reached" not in text


def test_where_names_are_hidden_no_other_team_is_named(sample_request: PackRequest) -> None:
    hidden = replace(sample_request, hide_names=True)
    text = " ".join(text_of(path) for path in handouts.make_handouts(hidden).teams)
    assert "Targets we have reached" in text
    assert "Whom we could ask" not in text
