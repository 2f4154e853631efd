"""The files that a change names, kept as paths; those in the folder of the .collab file move together with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath

from collabdesk.errors import UserFacingError
from collabdesk.models.ideas import Change
from collabdesk.services.setup.catalogue import attachments_of
from collabdesk.services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that a change names."""

    written: str
    """As the change keeps it."""
    path: Path
    """Where it lies."""

    @property
    def is_there(self) -> bool:
        """Whether it can be opened."""
        return self.path.exists()


def attachments(workspace: Workspace, change: Change) -> list[Attachment]:
    """The files of a change."""
    return [located(workspace, written) for written in attachments_of(change)]


def located(workspace: Workspace, written: str) -> Attachment:
    """A path as it is kept, and where that is now: one without a root lies beside the .collab file."""
    here = _folder(workspace)
    plain = written if PureWindowsPath(written).drive else written.replace("\\", "/")
    return Attachment(written=written, path=here / Path(plain).expanduser())


def written(workspace: Workspace, path: PurePath) -> str:
    """How a path is kept: without its root where it lies in the folder of the .collab file, or below."""
    here = _folder(workspace)
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


def path_to_open(attachment: Attachment, *, folder: bool = False) -> Path:
    """The file, or its folder. Raises UserFacingError where it is gone."""
    wanted = attachment.path.parent if folder else attachment.path
    if wanted.exists():
        return wanted
    raise UserFacingError(
        f"There is no “{attachment.path.name}” in {attachment.path.parent}: it was moved or renamed, or lies on "
        "another computer. Add it again from where it is now."
    )


def _folder(workspace: Workspace) -> Path:
    return workspace.path.absolute().parent
