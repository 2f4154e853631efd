"""What a pack says, gathered from the file; how it is drawn is tested with the reports."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from collabdesk.analysis.progress_goals import Spread
from collabdesk.charts.spec import Sign
from collabdesk.charts.words import lasting
from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import Translator
from collabdesk.kinds import IndicatorKind
from collabdesk.models.ideas import Decision
from collabdesk.models.measures import Direction, Indicator
from collabdesk.models.meetings import Commitment, CommitmentReview, Invitation, Outcome, Session
from collabdesk.models.places import Team
from collabdesk.models.writer import Writer
from collabdesk.periods import Kind
from collabdesk.reports.content import PackOptions, Section
from collabdesk.services.changes import changes
from collabdesk.services.changes.changes import NewTest
from collabdesk.services.charts import progress
from collabdesk.services.charts.standings import Standing
from collabdesk.services.paper import pack_score, packs
from collabdesk.services.paper.pack_names import letters_of
from collabdesk.services.paper.packs import PackRequest
from collabdesk.services.sample import SampleSize, make_sample
from collabdesk.services.sessions import invitations, meetings
from collabdesk.services.setup import collaboratives, indicators
from collabdesk.services.workspace import Workspace
from tests.services.conftest import BASELINE

ENGLISH = Translator("en")


@pytest.fixture
def request_(furnished: Workspace, tmp_path: Path) -> PackRequest:
    """For a second session in January 2026."""
    session = meetings.save_session(
        furnished, Session(collaborative_id=1, number=2, starts=dt.date(2026, 1, 20))
    )
    return PackRequest(
        file=furnished.path,
        collaborative="Safe Birth",
        session_id=session.id,
        out=tmp_path / "pack.pdf",
        options=PackOptions(),
        translator=ENGLISH,
        printed_on=dt.date(2026, 1, 15),
    )


def test_teams_that_left_are_not_in_the_pack(furnished: Workspace, request_: PackRequest) -> None:
    content = packs.pack_content(furnished, request_)
    assert [page.name for page in content.teams] == ["Tolveni HC IV", "Mashiru HC III"]
    assert content.teams[0].place == ("Oruba",)
    assert content.teams[0].coach == "Grace"
    assert ENGLISH.text(content.title) == "Pack for Learning session 2"


def test_since_the_last_session_is_told_in_sentences(furnished: Workspace, request_: PackRequest) -> None:
    indicators.set_baseline(furnished, 1, BASELINE)
    deliveries = furnished.rows(Indicator)[3]  # more of them is neither good nor bad
    furnished.transact("x", lambda writer: writer.change(deliveries, direction=Direction.NONE))
    (test,) = changes.record_test(
        furnished, NewTest(change="Triage", team_ids=(1,), started=dt.date(2025, 7, 10))
    )
    changes.decide(furnished, test.id, Decision.ADOPTED, dt.date(2025, 9, 1))
    page = packs.pack_content(furnished, request_).teams[0]
    told = [ENGLISH.text(line) for line in page.since_last]
    assert told == [
        "New signal of improvement: Partograph completed.",
        "Begun: Triage.",
        "Adopted: Triage.",
    ]
    assert "Partograph completed, 42 % → 85 %" in ENGLISH.text(page.praise)
    assert [(line.number, line.change, line.decided) for line in page.changes] == [
        (1, "Triage", dt.date(2025, 9, 1))
    ]


def test_the_pack_says_how_many_signals_chance_makes(furnished: Workspace, request_: PackRequest) -> None:
    note = ENGLISH.text(packs.pack_content(furnished, request_).chance_note)
    assert note.startswith("By chance alone about ")
    assert "of these 6 charts" in note


def test_chosen_teams_only(furnished: Workspace, request_: PackRequest) -> None:
    only = replace(request_, team_ids=packs.find_teams(furnished, ["T3", "mashiru hc iii"]))
    assert [page.name for page in packs.pack_content(furnished, only).teams] == [
        "Mashiru HC III",
        "Petro Hill Clinic",
    ]
    pooled = packs.pack_content(furnished, only).pooled[0].chart
    assert pooled.points[0].y == 47.5  # 9/20 and 10/20: all that go to the session, not the chosen
    with pytest.raises(UserFacingError, match="no team"):
        packs.find_teams(furnished, ["T9"])


def test_a_pack_is_made_beside_the_open_window(furnished: Workspace, request_: PackRequest) -> None:
    shares: list[float] = []
    result = packs.make_pack(request_, lambda share, _text: shares.append(share))
    assert result.pages >= 6
    assert request_.out.read_bytes().startswith(b"%PDF")
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_why_there_is_no_ledger(furnished: Workspace, request_: PackRequest) -> None:
    def why() -> str:
        return ENGLISH.text(packs.pack_content(furnished, request_).why_not[Section.WORKED])

    assert why() == "No change has been tried yet."
    changes.record_test(furnished, NewTest(change="Triage", team_ids=(1,), started=dt.date(2025, 7, 10)))
    assert why() == "Not linked to an indicator, so nothing can be said: Triage."


def test_a_cancelled_pack_leaves_nothing(request_: PackRequest) -> None:
    with pytest.raises(Cancelled):
        packs.make_pack(request_, cancelled=lambda: True)
    assert not request_.out.exists()


def test_a_session_that_is_gone_is_said(furnished: Workspace, request_: PackRequest) -> None:
    meetings.remove_session(furnished, request_.session_id)
    with pytest.raises(UserFacingError, match="no longer in the calendar"):
        packs.pack_content(furnished, request_)


def test_hidden_names_stand_nowhere_and_letters_stay(furnished: Workspace, request_: PackRequest) -> None:
    hidden = replace(request_, hide_names=True, options=PackOptions(sections=tuple(Section)))
    content = packs.pack_content(furnished, hidden)
    shown = {page.name for page in content.teams}
    assert all(name.startswith("Site ") for name in shown)
    assert content.matrix is not None
    assert {row.team for row in content.matrix.rows} == shown
    assert all(
        not page.place and not page.coach and not page.code and not page.notes for page in content.teams
    )
    told = repr((content.teams, content.matrix, content.spread, content.commitments, content.learning))
    assert "Tolveni" not in told
    assert "Mashiru" not in told
    assert content.learning == ()
    assert {line.team for line in content.attendance} == {"Tolveni HC IV", "Mashiru HC III"}  # people sign


def test_a_sheet_to_sign_names_the_teams_of_the_pack_and_guests_of_no_team(
    furnished: Workspace, request_: PackRequest
) -> None:
    invitations.save_invitation(furnished, Invitation(session_id=request_.session_id, name="Ama", team_id=1))
    invitations.save_invitation(furnished, Invitation(session_id=request_.session_id, name="Zola", team_id=2))
    invitations.save_invitation(furnished, Invitation(session_id=request_.session_id, name="The minister"))
    options = PackOptions(sections=(Section.ATTENDANCE,))
    content = packs.pack_content(furnished, replace(request_, team_ids=(1,), options=options))
    team = furnished.rows(Team)[1].name
    assert [(line.team, line.name) for line in content.attendance] == [
        *((team, "Ama"), (team, "")),
        ("", "The minister"),
    ]


def test_the_scoreboard_says_that_teams_that_left_are_counted(
    furnished: Workspace, request_: PackRequest
) -> None:
    wanted = replace(request_, options=PackOptions(sections=(Section.SCOREBOARD,)))

    def summary() -> str:
        found = packs.pack_content(furnished, wanted).scoreboard
        assert found is not None
        return ENGLISH.text(found.summary)

    said = "Teams that left are counted with what they reported."
    assert summary().endswith(said)
    for team in list(furnished.mine(Team)):
        furnished.transact("x", lambda writer, team=team: writer.change(team, left=None))
    assert said not in summary()


@pytest.mark.parametrize(
    ("series", "said"), [(1, "of 1 series"), (2, "of 2 series; quartiles +2.0 points and")]
)
def test_one_series_has_no_quartiles(
    furnished: Workspace, monkeypatch: pytest.MonkeyPatch, series: int, said: str
) -> None:
    gain = Spread(n=series, median=3.0, q1=2.0, q3=4.0)
    found = replace(progress.scoreboard(furnished), series=series, gain=gain)
    monkeypatch.setattr(progress, "scoreboard", lambda _workspace: found)
    printed = pack_score.scoreboard(furnished, ())
    assert printed is not None
    assert ENGLISH.text(printed.figures[0].detail).startswith(said)
    assert ("A quarter of" in ENGLISH.text(printed.figures[0].definition)) == (series > 1)


def test_letters_are_dealt_once() -> None:
    before = letters_of(1, range(5, 40))
    assert len(set(before.values())) == 35
    assert letters_of(1, range(5, 90)).items() >= before.items()
    assert sorted(letters_of(1, range(5, 31)).values()) == list("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert all(letter.startswith("A") and len(letter) == 2 for key, letter in before.items() if key > 30)
    assert letters_of(2, range(5, 31)) != letters_of(1, range(5, 31))  # not told by the order of the register


def test_commitments_say_where_they_stand(furnished: Workspace, request_: PackRequest) -> None:
    first = next(one for one in meetings.sessions(furnished) if one.number == 1)

    def write(writer: Writer) -> None:
        for team_id, text, due, done in (
            (1, "Fill the tray.", dt.date(2025, 9, 1), None),
            (1, "Count daily", None, dt.date(2025, 8, 2)),
            (2, "Ask the district", dt.date(2026, 3, 1), None),
        ):
            writer.add(Commitment(session_id=first.id, team_id=team_id, text=text, due=due, done=done))

    furnished.transact("x", write)
    content = packs.pack_content(furnished, request_)
    assert [(line.team, ENGLISH.text(line.state)) for line in content.commitments] == [
        ("Tolveni HC IV", "open, was due"),
        ("Tolveni HC IV", "done 2 Aug 2025"),
        ("Mashiru HC III", "open"),
    ]
    told = [ENGLISH.text(line) for line in content.teams[0].since_last]
    assert "Promised and still open: Fill the tray." in told
    assert "Promised and done by 2 Aug 2025: Count daily." in told
    tray = next(one for one in furnished.rows(Commitment).values() if one.text == "Fill the tray.")
    furnished.transact(
        "x",
        lambda writer: writer.add(
            CommitmentReview(
                commitment_id=tray.id, outcome=Outcome.DROPPED, word="no tray", given=dt.date(2025, 9, 2)
            )
        ),
    )
    told = [ENGLISH.text(line) for line in packs.pack_content(furnished, request_).teams[0].since_last]
    assert "Promised and dropped: Fill the tray (no tray)." in told


def test_one_team_is_told_in_the_singular(furnished: Workspace, request_: PackRequest) -> None:
    for team_id in (2, 3):
        team = furnished.rows(Team)[team_id]
        furnished.transact("x", lambda writer, team=team: writer.change(team, left=dt.date(2025, 12, 1)))
    (first, *_) = packs.pack_content(furnished, request_).pooled
    assert ENGLISH.text(first.text).startswith("Of 1 team: ")


def test_sections_that_are_not_asked_for_are_not_gathered(
    furnished: Workspace, request_: PackRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "collabdesk.services.changes.evidence.ledger", lambda _workspace: pytest.fail("not wanted")
    )
    options = PackOptions(sections=(Section.AGENDA, Section.MATRIX))
    content = packs.pack_content(furnished, replace(request_, options=options))
    assert content.teams == ()
    assert content.matrix is not None
    assert content.pooled == ()


def test_only_the_chosen_indicators(furnished: Workspace, request_: PackRequest) -> None:
    content = packs.pack_content(furnished, replace(request_, indicator_ids=(2,)))
    assert [len(page.charts) for page in content.teams] == [1, 1]
    assert len(content.pooled) == 1
    assert content.matrix is not None
    assert len(content.matrix.indicators) == 1


def test_numbers_of_one_column_have_the_same_decimals() -> None:
    assert pack_score._digits([12.0, 10.5]) == 1
    assert pack_score._digits([12.0, 10.0]) == 0
    rate = Indicator(collaborative_id=1, name="Deaths", kind=IndicatorKind.RATE, decimals=0)
    levels = [Standing(sign=Sign.NO_SIGNAL, latest=latest) for latest in (125.0, 39.25)]
    assert pack_score._level_digits(rate, levels) == 1
    assert pack_score._level_digits(rate, levels[:1]) == 0
    share = replace(rate, kind=IndicatorKind.PROPORTION)
    assert pack_score._level_digits(share, levels) == 0


def test_time_is_told_in_the_periods_of_its_numbers() -> None:
    said = [Translator().text(lasting(length, Kind.MONTH, 1)) for length in (1, 10.5)]
    assert said == ["1.0 month", "10.5 months"]
    assert Translator("fr").text(lasting(3, Kind.WEEK)) == "3 semaines"
    assert Translator().text(lasting(2, Kind.BIMONTH)) == "2 periods"


def test_a_month_makes_no_scoreboard(tmp_path: Path) -> None:
    """A page with a heading and nothing below it would only raise questions."""
    size = SampleSize(teams=1, indicators=2, months=1)
    path = tmp_path / "one.collab"
    make_sample(path, "Ada", dt.date(2026, 3, 1), size).close()
    workspace = collaboratives.open_file(path, "Ada")
    assert progress.scoreboard(workspace).series
    assert pack_score.scoreboard(workspace, indicators.in_order(workspace)) is None
    workspace.close()
