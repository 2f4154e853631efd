"""Files of a change: kept without their root where they lie beside the .collab file, and found from there."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.models.ideas import Change
from collabdesk.services.changes import attachments, changes
from collabdesk.services.setup import catalogue
from collabdesk.services.workspace import Workspace


def test_a_file_beside_the_collaborative_moves_with_it(workspace: Workspace, tmp_path: Path) -> None:
    here = workspace.path.parent
    below = here / "sheets" / "clock.pdf"
    assert attachments.written(workspace, below) == "sheets/clock.pdf"
    assert attachments.located(workspace, "sheets/clock.pdf").path == below
    assert attachments.located(workspace, "sheets\\clock.pdf").path == below
    elsewhere = Path("/far/away/clock.pdf")
    assert attachments.written(workspace, elsewhere) == "/far/away/clock.pdf"
    assert attachments.located(workspace, "/far/away/clock.pdf").path == elsewhere
    windows = r"C:\docs\clock.pdf"
    assert attachments.located(workspace, windows).path.name.endswith(PureWindowsPath(windows).name)


def test_what_is_gone_is_said_with_its_folder(workspace: Workspace) -> None:
    change = Change(collaborative_id=workspace.collaborative.id, name="Wall clock")
    change = changes.edit_change(workspace, catalogue.with_attachments(change, ["clock.pdf"]), ())
    (one,) = attachments.attachments(workspace, change)
    assert not one.is_there
    with pytest.raises(UserFacingError, match=r"no “clock\.pdf” in"):
        attachments.path_to_open(one)
    assert attachments.path_to_open(one, folder=True) == workspace.path.parent
    one.path.write_bytes(b"%PDF")
    assert attachments.path_to_open(one) == one.path
