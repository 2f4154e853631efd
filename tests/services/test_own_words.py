"""The office's own words: whole words of the texts, never data, kept in the file, refused where they cannot stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabdesk.errors import UserFacingError
from collabdesk.i18n import OwnWords, Translator, msg, nmsg
from collabdesk.models.places import Collaborative
from collabdesk.services import own_words
from collabdesk.services.workspace import Workspace

SITE = OwnWords({"team": "site", "teams": "sites", "learning session": "workshop"})


def say(text: object) -> str:
    return Translator("en", SITE).text(text)  # type: ignore[arg-type]


def test_words_are_replaced_whole_and_keep_their_capital() -> None:
    assert say(msg("Teams and the team's steam")) == "Sites and the site's steam"
    assert say(nmsg("{count} team", "{count} teams", 3)) == "3 sites"
    assert say(msg("Learning session 2")) == "Workshop 2"


def test_names_and_data_stay_as_they_are() -> None:
    assert say(msg("{team}: no team", team="The A team")) == "The A team: no site"
    assert say("The A team") == "The A team"


def test_other_languages_keep_their_own_words() -> None:
    assert Translator("fr", SITE).text(msg("team")) == Translator("fr").text(msg("team"))


@given(st.text())
def test_without_words_nothing_changes(text: str) -> None:
    assert OwnWords().put_into(text) == text


def test_they_are_kept_in_the_file_and_undone(workspace: Workspace) -> None:
    own_words.save(workspace, {"team": " site ", "teams": "sites", "coach": ""})
    assert own_words.of(workspace.collaborative) == {"team": "site", "teams": "sites"}
    assert own_words.worded(workspace.collaborative, "en").text(msg("All teams")) == "All sites"
    workspace.undo()
    assert own_words.of(workspace.collaborative) == {}


@pytest.mark.parametrize("word", ["{name}", "a" * 31, "<b>"])
def test_what_cannot_stand_in_a_heading_is_refused(workspace: Workspace, word: str) -> None:
    with pytest.raises(UserFacingError, match="cannot stand"):
        own_words.save(workspace, {"team": word})


@pytest.mark.parametrize("text", ["", "oops", "[]", '{"team": 3}', '{"other": "x"}'])
def test_what_cannot_be_read_is_no_word(text: str) -> None:
    assert own_words.of(Collaborative(name="A", words=text)) == {}
