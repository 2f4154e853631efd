"""Files that were read but not saved: they wait, with the answers given so far, until somebody takes them up again.

The list is the file's own (a setting for each collaborative) and is kept beside the journal: to leave the import
window is no edit, and nothing that undo should take back.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from collabdesk.models.places import Setting
from collabdesk.models.writer import Writer
from collabdesk.services.workspace import Workspace

WAITING = "setting"
"""What a notice about the list names (`ChangeSet.kinds`)."""


@dataclass(frozen=True, kw_only=True)
class WaitingFile:
    """A spreadsheet that is to be taken up again. Without open questions it waits only for Import to be pressed."""

    path: Path
    sha256: str
    questions: int
    at: dt.datetime
    person: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_there(self) -> bool:
        """Whether the file still lies where it was read."""
        return self.path.is_file()


class _Asked(Protocol):
    @property
    def id(self) -> str: ...


class PutDown(Protocol):
    """A file that is put down, as `services.imports.Seen` is; the start does without all that reads spreadsheets."""

    @property
    def path(self) -> Path: ...

    @property
    def sha256(self) -> str: ...

    @property
    def questions(self) -> Iterable[_Asked]: ...

    @property
    def answers(self) -> Mapping[str, str]: ...


def waiting_files(workspace: Workspace) -> tuple[WaitingFile, ...]:
    """The files that wait in this collaborative, the one put down last first."""
    kept = _setting(workspace)
    if kept is None:
        return ()
    return tuple(sorted(map(_from_json, json.loads(kept.value)), key=lambda one: one.at, reverse=True))


def come_back_later(workspace: Workspace, drafts: Iterable[PutDown]) -> None:
    """Put files down with what was answered; a file that waits already is put down anew."""
    now = dt.datetime.now()
    more = [
        WaitingFile(
            path=draft.path.absolute(),
            sha256=draft.sha256,
            questions=sum(one.id not in draft.answers for one in draft.questions),
            at=now,
            person=workspace.person,
            answers=dict(draft.answers),
        )
        for draft in drafts
    ]
    paths = {one.path for one in more}
    if more:
        _keep(workspace, [*more, *(one for one in waiting_files(workspace) if one.path not in paths)])


def wait_no_more(workspace: Workspace, *, paths: Collection[Path] = (), sha256: str = "") -> None:
    """Take files off the list: by their paths, or by their content, wherever it lay."""
    gone = {path.absolute() for path in paths}
    waiting = waiting_files(workspace)
    left = [one for one in waiting if one.path not in gone and one.sha256 != sha256]
    if len(left) < len(waiting):
        _keep(workspace, left)


def answers_kept(workspace: Workspace) -> dict[Path, Mapping[str, str]]:
    """What was answered about each waiting file before it was put down."""
    return {one.path: one.answers for one in waiting_files(workspace)}


def _keep(workspace: Workspace, files: Collection[WaitingFile]) -> None:
    if not workspace.read_only:
        workspace.keep(_written(workspace, files), WAITING)


def _written(workspace: Workspace, files: Collection[WaitingFile]) -> Callable[[Writer], None]:
    kept = _setting(workspace)
    value = json.dumps([_to_json(one) for one in files], ensure_ascii=False)

    def write(writer: Writer) -> None:
        if kept is None:
            writer.add(Setting(name=_name(workspace), value=value))
        elif files:
            writer.put(replace(kept, value=value))
        else:
            writer.remove(kept)

    return write


def _setting(workspace: Workspace) -> Setting | None:
    name = _name(workspace)
    return next((one for one in workspace.rows(Setting).values() if one.name == name), None)


def _name(workspace: Workspace) -> str:
    return f"waiting imports of collaborative {workspace.collaborative.id}"


def _to_json(one: WaitingFile) -> dict[str, Any]:
    return {**vars(one), "path": str(one.path), "at": one.at.isoformat(timespec="seconds"),
            "answers": dict(one.answers)}  # fmt: skip


def _from_json(kept: dict[str, Any]) -> WaitingFile:
    return WaitingFile(**{**kept, "path": Path(kept["path"]), "at": dt.datetime.fromisoformat(kept["at"])})
