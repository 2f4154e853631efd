"""Lists of teams as offices keep them: what their headings mean."""

from __future__ import annotations

import pytest

from collabdesk.models.places import Person, Team
from collabdesk.services.data.completeness import call_book
from collabdesk.services.setup import team_lists, teams
from collabdesk.services.setup.team_people import Member, members_of, members_text, read_members
from collabdesk.services.setup.teams import TeamRow
from collabdesk.services.workspace import Workspace


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        ("Team\tDistrict\tCoach\tPhone", "name district coach phone"),
        (
            "No\tFacility name\tSub-county\tIn-charge\tTel\tMentor",
            "- name district contact contact_phone coach",
        ),
        ("Name of Health Facility\tDistrict\tTel. No\tCoach", "name district contact_phone coach"),
        ("Team\tFacility\tDistrict\tSubcounty", "name facility district -"),
        ("Nom de l’établissement\tDistrict\tResponsable\tTéléphone", "name district contact contact_phone"),
        ("Team\tContact\tPhone\tCoach\tPhone", "name contact contact_phone coach phone"),
    ],
)
def test_headings_of_offices(headings: str, columns: str) -> None:
    found = team_lists.read_list(headings + "\nx\tx\tx\tx")
    assert found.columns == tuple(field if field != "-" else "" for field in columns.split(" "))


def test_without_a_column_of_names_one_sentence_says_so(workspace: Workspace) -> None:
    found = team_lists.understand(workspace, [("a", "b"), ("c", "d")], ["district", "coach"])
    assert found.rows == ()
    assert len(found.problems) == 1


def test_a_pasted_contact_is_whom_to_call(workspace: Workspace) -> None:
    text = "Site\tIn-charge\tTel\nNew Hill\tRose\t0772 000113\nOther\t\t0772 000114\nThird\t\t\n"
    pasted = team_lists.read_list(text)
    teams.add_teams(workspace, team_lists.understand(workspace, pasted.cells, pasted.columns).rows)
    calls = {call.team.name: (call.contact, call.phone) for call in call_book(workspace)}
    assert calls["New Hill"] == ("Rose", "0772 000113")
    assert calls["Other"] == ("Other", "0772 000114")
    assert calls["Third"] == ("", "")


def test_people_are_read_and_written_alike() -> None:
    text = "Rose Adong, midwife, 0772 000113\nBen; 0701-22 33 44; ben@site.org\n\nrose  adong\nZoe"
    people = read_members(text)
    assert people == (
        Member(name="Rose Adong", job="midwife", phone="0772 000113"),
        Member(name="Ben", phone="0701-22 33 44", email="ben@site.org"),
        Member(name="Zoe"),
    )
    assert read_members(members_text(people)) == people


def test_a_teams_people_are_changed_and_brought_back(workspace: Workspace) -> None:
    (team,) = teams.add_teams(
        workspace, [TeamRow(name="New Hill", people=read_members("Rose, 07720 1\nBen"))]
    )
    before = members_of(workspace, team.id)
    assert [one.name for one in before] == ["Rose", "Ben"]
    teams.edit_team(workspace, team.id, TeamRow(name="New Hill", people=read_members("Ben, clerk\nZoe")))
    assert members_of(workspace, team.id) == (Member(name="Ben", job="clerk"), Member(name="Zoe"))
    assert "Rose" not in [one.name for one in workspace.rows(Person).values()]
    teams.edit_team(workspace, team.id, TeamRow(name="New Hill"))
    assert [one.name for one in members_of(workspace, team.id)] == ["Ben", "Zoe"]  # not named: not touched
    workspace.undo()
    assert members_of(workspace, team.id) == before
    assert workspace.rows(Team)[team.id].name == "New Hill"
