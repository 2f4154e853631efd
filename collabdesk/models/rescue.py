"""An open file was lost under us: all that its connection still sees is written into a file of its own.

Where it goes: under the old name when nothing stands there any more; also when only SQLite's log was taken away (the
file as it was found is set aside under another name); beside it when somebody put another file there; into the
person's own folder when the old one can't be reached.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from collabdesk import paths
from collabdesk.errors import UserFacingError
from collabdesk.models.backups import STAMP, copy_into
from collabdesk.models.guard import LOG, Guard, Harm, beside
from collabdesk.models.soundness import QUICK_CHECK


@dataclass(frozen=True, kw_only=True)
class Rescue:
    """What was done. ``aside``: where the file as it was found is kept, if it had to make room."""

    harm: Harm
    was: Path
    path: Path
    aside: Path | None = None

    @property
    def sentence(self) -> str:
        """What happened, what was kept, what to do next."""
        name, kept = self.was.name, f"Everything you entered is kept and open in “{self.path}”"
        if self.harm is Harm.REPLACED:
            return (
                f"Another program put a different file in the place of “{name}” while it was open here. {kept}; "
                f"the other file was left as it is. Go on working here, and look later which of the two you need."
            )
        if self.path != self.was:
            return f"{_HAPPENED[self.harm].format(name=name)} {kept}. Go on working here."
        aside = f" The file as it was found is kept as “{self.aside.name}”." if self.aside else ""
        return (
            f"{_HAPPENED[self.harm].format(name=name)} Everything you entered was written again under its old name, "
            f"and you can go on working.{aside}"
        )


_HAPPENED = {
    Harm.GONE: "“{name}” was deleted, moved or renamed by another program while it was open, or its stick or folder "
    "is gone.",
    Harm.LOG_GONE: "Another program took away the files that belong to “{name}” while it was open.",
}


def rescue(
    source: sqlite3.Connection, guard: Guard, harm: Harm, let_go: Callable[[], None], now: dt.datetime
) -> Rescue:
    """Write what ``source`` sees into a file of its own, then call ``let_go``, which closes ``source``.

    Nothing is taken away before the new file is there and sound. Raises UserFacingError where that is not possible
    anywhere; ``source`` is then still open, so that it can be tried again.
    """
    path, stamp = guard.path, now.strftime(STAMP)
    saved = _saved(source, guard, f"{path.stem} rescued {stamp}")
    aside = None
    if harm is Harm.LOG_GONE and saved.parent == path.parent:
        aside = _set_aside(guard, f"{path.stem} set aside {stamp}")
    let_go()
    if saved.parent == path.parent and not path.exists():
        with contextlib.suppress(OSError):  # on Windows somebody may hold the name still
            for suffix in LOG:  # nobody's by now, and SQLite would write an old log into the new file
                beside(path, suffix).unlink(missing_ok=True)
            saved = saved.rename(path)
    return Rescue(harm=harm, was=path, path=saved, aside=aside)


def _saved(source: sqlite3.Connection, guard: Guard, name: str) -> Path:
    tried: OSError | sqlite3.Error | None = None
    for folder in _folders(guard):
        target = _free(folder, name, guard.path.suffix)
        try:
            copy_into(source, target)
            _ask_sound(target)
        except (OSError, sqlite3.Error) as error:
            tried = error
            with contextlib.suppress(OSError):
                target.unlink(missing_ok=True)
        else:
            return target
    raise UserFacingError(
        f"“{guard.path.name}” was taken away or replaced while it was open, and what you entered could not be written "
        f"anywhere else ({tried}). NOTHING IS SAVED NOW. Leave this window open, put the stick back or free some "
        f"space on the disk; CollabDesk tries again every few seconds."
    )


def _folders(guard: Guard) -> Iterator[Path]:
    if guard.folder_stands():
        yield guard.path.parent
    with contextlib.suppress(OSError):
        own = paths.data_folder() / "rescued"
        own.mkdir(exist_ok=True)
        yield own


def _free(folder: Path, name: str, suffix: str) -> Path:
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(folder / f"{one}{suffix}" for one in names if not (folder / f"{one}{suffix}").exists())


def _ask_sound(target: Path) -> None:
    """Others may have written into the file that we took for ours: a copy that mixes both is no rescue."""
    with contextlib.closing(sqlite3.connect(f"{target.absolute().as_uri()}?mode=ro", uri=True)) as copy:
        said = copy.execute(QUICK_CHECK).fetchone()[0]
    if said != "ok":
        raise sqlite3.DatabaseError(f"the copy is damaged: {said}")


def _set_aside(guard: Guard, name: str) -> Path | None:
    """The file as found, with what another program may keep beside it, under another name."""
    path = guard.path
    aside = _free(path.parent, name, path.suffix)
    try:
        path.rename(aside)
    except OSError:
        return None  # it is held; the rescued file keeps its own name then
    for suffix in LOG:
        if not guard.is_ours(beside(path, suffix)):
            with contextlib.suppress(OSError):
                beside(path, suffix).rename(beside(aside, suffix))
    return aside
