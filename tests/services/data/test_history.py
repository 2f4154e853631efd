"""What happened to a value, in the office's words."""

from __future__ import annotations

import json

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.services.data import history, observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.workspace import Workspace
from tests.services.conftest import JAN


def test_history_tells_a_value_in_the_offices_words(furnished: Workspace) -> None:
    observations.enter(furnished, [Typed(indicator_id=1, team_id=1, period=JAN, text="11/20")])
    document = history.report(furnished, team="T1", indicator="parto", period="2025-01")
    newest = document["entries"][0]
    assert newest["who"] == "Ada"
    assert newest["changes"][0] == {
        "table": "observation",
        "what": "Tolveni HC IV, Partograph completed, 2025-01",
        "old": "9/20",
        "new": "11/20",
    }
    assert len(history.report(furnished, team="Petro Hill Clinic")["entries"]) == 2
    json.dumps(history.report(furnished))
    with pytest.raises(UserFacingError, match="no team “X”"):
        history.report(furnished, team="X")
    with pytest.raises(UserFacingError, match="is not a period"):
        history.report(furnished, team="T1", period="March")
