"""The office's own words: what it calls a team, a coach, a learning session, in the window and on paper."""

from __future__ import annotations

import json
from dataclasses import replace

from collabdesk.errors import UserFacingError
from collabdesk.i18n import OWN_FORMS, OwnWords, Translator, translator
from collabdesk.models.places import Collaborative
from collabdesk.services.setup.collaboratives import save_collaborative
from collabdesk.services.workspace import Workspace

LONGEST = 30
"""A longer word would not fit into headings."""


def of(collaborative: Collaborative) -> dict[str, str]:
    """The words in use by the program's own: ``{"team": "site", "teams": "sites"}``. What cannot be read is none."""
    try:
        found = json.loads(collaborative.words or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        form: found[form].strip()
        for form in OWN_FORMS
        if isinstance(found.get(form), str) and found[form].strip()
    }


def save(workspace: Workspace, words: dict[str, str]) -> None:
    """Use these words from now on; an empty one is the program's own again. Raises UserFacingError."""
    kept = {form: " ".join(word.split()) for form, word in words.items() if word.strip()}
    for form, word in kept.items():
        if form not in OWN_FORMS:
            raise UserFacingError(f"“{form}” has no word of its own.")
        if len(word) > LONGEST or any(sign in word for sign in "{}<>&\n"):
            raise UserFacingError(f"“{word}” cannot stand for “{form}”: take up to {LONGEST} plain letters.")
    collaborative = workspace.collaborative
    text = json.dumps(kept, ensure_ascii=False)
    if kept != of(collaborative):
        save_collaborative(workspace, replace(collaborative, words=text))


def worded(collaborative: Collaborative, language: str) -> Translator:
    """A translator for prints of a collaborative. Raises UserFacingError for a language without a catalogue."""
    return replace(translator(language), own=OwnWords(of(collaborative)))
