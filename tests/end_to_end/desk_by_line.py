"""An open file in a process of its own that obeys a line at a time: ``python -m tests.end_to_end.desk_by_line FILE``.

``add NAME`` answers ``saved NAME`` once the edit is said to be on the disk, else why not; ``sh COMMAND`` runs a command
in the process's own namespace of mounts; ``where`` names the file; ``close`` closes it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from collabdesk.errors import UserFacingError
from collabdesk.services.setup import collaboratives
from collabdesk.services.setup.teams import TeamRow, add_teams
from collabdesk.services.workspace import Workspace


def obey(workspace: Workspace, line: str) -> str:
    word, _, rest = line.strip().partition(" ")
    if word == "sh":
        subprocess.run(["sh", "-c", rest], check=True, stdout=subprocess.DEVNULL)
        return "done"
    if word == "where":
        return f"{workspace.path} {'read-only' if workspace.read_only else 'writable'}"
    if word == "close":
        workspace.close()
        return f"closed {workspace.path}"
    try:
        add_teams(workspace, [TeamRow(name=rest)])
    except UserFacingError as error:
        return f"refused {error.sentence}"
    return f"NOT SAVED {workspace.unsafe}" if workspace.unsafe else f"saved {rest}"


def main() -> None:
    path = Path(sys.argv[1])
    made = path.exists()
    workspace = (
        collaboratives.open_file(path, "Ada") if made else collaboratives.create_file(path, "Ada", "Births")
    )
    print("open", flush=True)
    for line in sys.stdin:
        print(obey(workspace, line), flush=True)


if __name__ == "__main__":
    main()
