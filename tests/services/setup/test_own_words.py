"""The office's own words: whole words of the texts, never data, kept in the file, refused where they cannot stand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabdesk.errors import UserFacingError
from collabdesk.i18n import OwnWords, Translator, msg, nmsg
from collabdesk.models.places import Collaborative
from collabdesk.services.setup import own_words
from collabdesk.services.workspace import Workspace

SITE = OwnWords({"team": "site", "teams": "sites", "learning session": "workshop"})


def say(text: object) -> str:
    return Translator("en", SITE).text(text)  # type: ignore[arg-type]


def test_words_are_replaced_whole_and_keep_their_capital() -> None:
    assert say(msg("Teams and the team's steam")) == "Sites and the site's steam"
    assert say(nmsg("{count} team", "{count} teams", 3)) == "3 sites"
    assert say(msg("Learning session 2")) == "Workshop 2"


def test_the_article_goes_with_the_word() -> None:
    own = OwnWords({"change": "idea", "changes": "ideas", "coach": "adviser"})
    english = Translator("en", own)
    assert (
        english.text(msg("A change of a coach: Record a change…")) == "An idea of an adviser: Record an idea…"
    )
    assert english.text(msg("Changes under test, an old change")) == "Ideas under test, an old idea"
    assert Translator("en", OwnWords({"change": "test"})).text(msg("a change")) == "a test"


@pytest.mark.parametrize(
    "text",
    ["All changes saved", "change it and test again", "A change in the work shows as a pattern", "{change}"],
)
def test_a_change_that_is_no_idea_keeps_its_word(text: str) -> None:
    assert OwnWords({"change": "idea", "changes": "ideas"}).put_into(text) == text


def test_no_text_uses_change_as_a_verb() -> None:
    """Else an office's own word for a change would stand in its place."""
    verb = re.compile(
        r"\b(it|they|nothing|yours|everything|cells|numbers|definition|not|can|will) changes?\b", re.I
    )
    own = OwnWords({"change": "idea", "changes": "ideas"})
    found = [text for text in _texts() if verb.search(text) and own.put_into(text) != text]
    assert found == []


def _texts() -> Iterator[str]:
    """Every text of the program."""
    for path in (Path(__file__).parents[3] / "collabdesk").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("msg", "nmsg"):
                for part in node.args[:2]:
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value


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
