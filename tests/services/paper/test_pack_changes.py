"""The sections of the pack on changes: driver diagram, who could present, sustain watch, change package."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pypdfium2
import pytest

from collabdesk.i18n import Translator
from collabdesk.models.ideas import Change, Decision, Driver, Pdsa, Test
from collabdesk.models.measures import Indicator, Observation
from collabdesk.models.meetings import Session
from collabdesk.models.places import Team
from collabdesk.models.writer import Writer
from collabdesk.reports.content import USUAL_SECTIONS, PackContent, PackOptions, Section
from collabdesk.services.changes import changes, drivers, evidence, package
from collabdesk.services.paper import packs
from collabdesk.services.paper.pack_choice import PackChoice, from_json
from collabdesk.services.paper.packs import PackRequest
from collabdesk.services.sessions import meetings
from collabdesk.services.workspace import Workspace
from tests.services.changes.test_evidence import JAN, tried

__all__ = ["tried"]
EN, FR = Translator("en"), Translator("fr")
SECTIONS = (Section.SUSTAIN, Section.DRIVERS, Section.PRESENTERS, Section.PACKAGE)


@pytest.fixture
def named(tried: Workspace) -> Workspace:
    """Ten teams "Clinic 1" to "Clinic 10"; the five that rise reach a target of 75 %, of which Clinic 2 slips."""

    def write(writer: Writer) -> None:
        for team in tried.mine(Team):
            writer.change(team, name=f"Clinic {team.id}")
        writer.change(tried.rows(Indicator)[1], target=75)
        writer.put_observations(
            [
                Observation(indicator_id=1, team_id=2, period=JAN + step, numerator=9, denominator=20)
                for step in (16, 17)
            ]
        )

    tried.transact("x", write)
    return tried


def gathered(workspace: Workspace, tmp_path: Path, **more: object) -> PackContent:
    return packs.pack_content(workspace, request_for(workspace, tmp_path, **more))


def request_for(workspace: Workspace, tmp_path: Path, **more: object) -> PackRequest:
    new = Session(collaborative_id=1, number=2, starts=dt.date(2026, 7, 20))
    known = [one for one in meetings.sessions(workspace) if one.number == 2]
    session = known[0] if known else meetings.save_session(workspace, new)
    values = {
        "file": workspace.path,
        "collaborative": workspace.collaborative.name,
        "session_id": session.id,
        "out": tmp_path / "pack.pdf",
        "options": PackOptions(sections=SECTIONS),
        "translator": EN,
        "printed_on": dt.date(2026, 7, 15),
    }
    return PackRequest(**{**values, **more})  # type: ignore[arg-type]


def test_what_lasts_stands_in_the_pack_unless_it_is_long() -> None:
    assert {Section.SUSTAIN, Section.DRIVERS, Section.PRESENTERS} <= set(USUAL_SECTIONS)
    assert Section.PACKAGE not in USUAL_SECTIONS


def test_the_sustain_watch_tells_slipped_teams_from_those_that_hold(named: Workspace, tmp_path: Path) -> None:
    watch = gathered(named, tmp_path).sustain
    assert watch is not None
    (count,) = watch.counts
    assert (count.indicator, EN.text(count.target), count.reached) == ("Given in time", "75 %", 5)
    assert (count.held, count.slipped, count.silent) == (4, 1, 0)
    (slipped,) = watch.slipped
    assert slipped.team == "Clinic 2"
    assert EN.text(slipped.held) == "8 of 10 since Sep 2025"
    assert EN.text(slipped.latest) == "45.0 % (Jun 2026)"
    assert EN.text(slipped.state) == "short of it since May 2026"
    (held,) = watch.held
    assert EN.text(held.teams).startswith("Clinic 1 (10 of 10), Clinic 3 (10 of 10)")


def test_after_half_a_year_the_others_are_silent(named: Workspace, tmp_path: Path) -> None:
    watch = gathered(named, tmp_path, printed_on=dt.date(2026, 12, 31)).sustain
    assert watch is not None
    assert [line.team for line in watch.silent] == ["Clinic 1", "Clinic 3", "Clinic 4", "Clinic 5"]
    assert EN.text(watch.silent[0].state) == "no number since Jun 2026"
    assert (len(watch.slipped), watch.held) == (1, ())


def test_points_after_the_end_are_counted_apart(named: Workspace, tmp_path: Path) -> None:
    named.transact("x", lambda writer: writer.change(named.collaborative, ends=dt.date(2026, 3, 31)))
    watch = gathered(named, tmp_path).sustain
    assert watch is not None
    assert EN.text(watch.slipped[0].held) == "8 of 10 since Sep 2025; after the end 1 of 3"


def test_those_that_hold_say_what_came_after_the_end_too(named: Workspace, tmp_path: Path) -> None:
    named.transact("x", lambda writer: writer.change(named.collaborative, ends=dt.date(2026, 3, 31)))
    watch = gathered(named, tmp_path).sustain
    assert watch is not None
    assert EN.text(watch.held[0].teams).startswith("Clinic 1 (10 of 10; after the end 3 of 3), ")
    assert "No new numbers: none in the last 3 periods" in EN.text(watch.definition)


def test_the_latest_cycle_of_a_change_under_test_is_told(named: Workspace, tmp_path: Path) -> None:
    test = next(one for one in named.rows(Test).values() if one.team_id == 2)
    changes.decide(named, test.id, Decision.TESTING, None)
    changes.write_cycle(named, Pdsa(test_id=test.id, number=1, prediction="Old"))
    changes.write_cycle(
        named, Pdsa(test_id=test.id, number=2, prediction="All by\n10 o'clock", learned="Key")
    )

    def told(**more: object) -> list[str]:
        (page,) = gathered(named, tmp_path, team_ids=(2,), options=PackOptions(), **more).teams
        return [EN.text(line) for change in page.changes for line in change.cycle]

    assert told() == ["Cycle 2, predicted: All by 10 o'clock", "Cycle 2, learned: Key"]
    assert told(hide_names=True) == []
    changes.decide(named, test.id, Decision.ADOPTED, dt.date(2026, 6, 1))
    assert told() == []


def test_only_teams_of_the_pack_are_watched_and_asked(named: Workspace, tmp_path: Path) -> None:
    content = gathered(named, tmp_path, team_ids=(3, 8))
    assert content.sustain is not None
    assert content.sustain.counts[0].reached == 1
    assert [one.team for one in content.presenters] == ["Clinic 3"]
    assert gathered(named, tmp_path, team_ids=(7, 8)).sustain is None


def test_who_presents_is_told_with_the_reason(named: Workspace, tmp_path: Path) -> None:
    (one,) = gathered(named, tmp_path).presenters
    assert (one.change, one.indicator, one.worked) == ("Cool box", "Given in time", True)
    assert "Improvement followed here by" in EN.text(one.why)


def test_the_driver_diagram_needs_drivers(named: Workspace, tmp_path: Path) -> None:
    assert gathered(named, tmp_path).drivers is None
    drivers.save_driver(named, Driver(collaborative_id=1, name="Readiness"))
    drivers.assign(named, [1], 1)
    tree = gathered(named, tmp_path).drivers
    assert tree is not None
    (branch,) = tree.branches
    assert (branch.name, [leaf.name for leaf in branch.twigs[0].leaves]) == ("Readiness", ["Cool box"])


def test_the_package_is_the_newest_closed_version_else_the_draft_else_assembled(
    named: Workspace, tmp_path: Path
) -> None:
    def printed() -> tuple[str, str]:
        found = gathered(named, tmp_path).package
        assert found is not None
        return EN.text(found.version), found.text

    version, text = printed()
    assert version == "Assembled from the records; nobody has edited it yet"
    assert "## Cool box" in text
    draft = package.begin(named, evidence.ledger(named), EN)
    package.write(named, draft.id, "Ours", "Written by hand.")
    assert printed()[1] == "Written by hand."
    package.close(named, draft.id)
    newer = package.continue_from(named, draft.id)
    package.write(named, newer.id, "Ours", "Not finished.")
    version, text = printed()
    assert version.startswith("Version of ")
    assert text == "Written by hand."


def test_hidden_names_leak_nowhere(named: Workspace, tmp_path: Path) -> None:
    drivers.save_driver(named, Driver(collaborative_id=1, name="Readiness"))
    asked = request_for(named, tmp_path, hide_names=True)
    content = packs.pack_content(named, asked)
    assert "Clinic" not in repr((content.sustain, content.drivers, content.presenters, content.package))
    assert (content.presenters, content.package) == ((), None)
    assert content.sustain is not None
    assert content.sustain.slipped[0].team.startswith("Site ")
    order = [line.split(" (")[0] for line in EN.text(content.sustain.held[0].teams).split(", ")]
    assert [one.removeprefix("and ") for one in order] == sorted(one.removeprefix("and ") for one in order)
    result = packs.make_pack(asked)
    assert [section for section, _why in result.left_out] == [Section.PRESENTERS, Section.PACKAGE]
    assert EN.text(dict(result.left_out)[Section.PACKAGE]).startswith("Names are hidden")
    document = pypdfium2.PdfDocument(asked.out)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "Readiness" in text
    assert "Clinic" not in text


def test_nothing_to_show_is_left_out_with_the_reason(furnished: Workspace, tmp_path: Path) -> None:
    def write(writer: Writer) -> None:
        for one in furnished.mine(Indicator):
            writer.change(one, target=None)

    furnished.transact("x", write)
    for change in furnished.mine(Change):
        changes.remove_change(furnished, change.id)
    asked = request_for(furnished, tmp_path)
    told = [(section, EN.text(why)) for section, why in packs.make_pack(asked).left_out]
    assert told == [
        (Section.SUSTAIN, "No team has reached a target yet."),
        (Section.DRIVERS, "No drivers have been set up yet."),
        (Section.PRESENTERS, "No change has clear evidence yet."),
        (Section.PACKAGE, "No change is in the catalogue yet."),
    ]


def test_a_choice_of_an_older_version_has_the_new_sections_in_their_place() -> None:
    old = {
        "sections": ["agenda", "cover"],
        "order": ["agenda", "cover", "matrix", "what worked", "spread board"],
    }
    read = from_json(json.dumps(old), PackChoice())
    order = list(read.order)
    assert set(order) == set(Section)
    assert order.index(Section.AGENDA) < order.index(Section.COVER)
    assert order[order.index(Section.MATRIX) + 1 :][:3] == [Section.FUNNELS, Section.SUSTAIN, Section.DRIVERS]
    assert order[order.index(Section.SPREAD) + 1] is Section.PACKAGE
    assert read.sections == (Section.AGENDA, Section.COVER)


def test_in_french_all_is_french(named: Workspace, tmp_path: Path) -> None:
    content = gathered(named, tmp_path, translator=FR)
    assert content.sustain is not None
    assert FR.text(content.sustain.slipped[0].state) == "en deçà depuis mai 2026"
    assert FR.text(content.sustain.slipped[0].held) == "8 sur 10 depuis sept. 2025"
    assert content.package is not None
    assert "Changements" in content.package.text
