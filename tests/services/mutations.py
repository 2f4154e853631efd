"""Do the tests of models and services see what breaks them? ``python -m tests.services.mutations``: see `mutating`."""

from __future__ import annotations

from tests.mutating import Mutation, try_all

GUARD = ("tests/models/test_guard.py",)
FILE = ("tests/models/test_file.py",)
DOOR = ("tests/models/test_one_door.py",)
WORKSPACE = ("tests/services/test_workspace.py",)
S = "tests/services/"

MUTATIONS: tuple[Mutation, ...] = (
    # the file
    ("models/store.py", "            self.look()  # a commit", "            pass  # a commit", GUARD),
    ("models/guard.py", "if found != self._mark:", "if False:", GUARD),
    ("models/guard.py", "if any(mark_of(name) != mark", "if any(False", GUARD),
    ("models/rescue.py", "            _ask_sound(target)\n", "", GUARD),
    ("models/rescue.py", "aside = _set_aside(guard", "aside = None and _set_aside(guard", GUARD),
    ("models/store.py", "            guard.clear_log()\n", "            pass\n", GUARD),
    (
        "models/lock.py",
        " and self.is_ours():\n                self.path.unlink",
        ":\n                self.path.unlink",
        GUARD,
    ),
    (
        "models/guard.py",
        "self._folder is not None and found[0] == self._folder[0]",
        "True",
        ("tests/end_to_end/test_losing_nothing.py",),
    ),
    ("models/engine.py", "PRAGMA synchronous=FULL", "PRAGMA synchronous=OFF", FILE),
    ("models/engine.py", "PRAGMA foreign_keys=ON", "PRAGMA foreign_keys=OFF", ("tests/models",)),
    ("models/engine.py", 'exec_driver_sql("BEGIN IMMEDIATE")', 'exec_driver_sql("BEGIN")', ("tests/models",)),
    ("models/backups.py", "KEPT = 10", "KEPT = 11", FILE),
    (
        "models/file.py",
        '    backups.backup_engine(engine, path, note=f"before version {SCHEMA}")\n',
        "",
        FILE,
    ),
    (
        "models/file.py",
        "immutable = read_only and not",
        "immutable = False and not",
        ("tests/end_to_end/test_losing_nothing.py",),
    ),
    (
        "models/store.py",
        '                    connection.exec_driver_sql("PRAGMA journal_mode=DELETE")\n',
        "",
        FILE,
    ),
    # the one door
    ("models/journal.py", "        changes.reverse()\n", "        pass\n", ("tests/models", *WORKSPACE)),
    ("models/writer.py", "if before != after", "if True", ("tests/models", *WORKSPACE)),
    ("models/store.py", 'if changes or kind != "edit":', "if True:", ("tests/models", *WORKSPACE)),
    (
        "services/workspace.py",
        "            follower.follow(changes, outcome.changes)\n",
        "            pass\n",
        WORKSPACE,
    ),
    (
        "services/workspace.py",
        "        self._tell(changes)\n        return changes",
        "        return changes",
        WORKSPACE,
    ),
    (
        "services/workspace.py",
        "                self.backup()\n                self.saved_at",
        "                self.saved_at",
        (*WORKSPACE, "tests/commands/test_files_and_journal.py"),
    ),
    (
        "services/workspace.py",
        "            del self._derived[kind]\n",
        "            pass\n",
        ("tests/services/test_workspace.py", S + "setup"),
    ),
    (
        "services/workspace.py",
        "        self._collaborative_id = collaborative_id\n        self._kept.clear()\n",
        "        self._collaborative_id = collaborative_id\n",
        WORKSPACE,
    ),
    # what the office does
    (
        "services/changes/changes.py",
        "test.change_id == change.id and test.started == new.started",
        "test.change_id == change.id",
        (S + "changes",),
    ),
    ("services/changes/sustain.py", "SLIPS_AFTER = 2", "SLIPS_AFTER = 3", (S + "changes", S + "paper")),
    ("services/changes/sustain.py", "SILENT_AFTER = 3", "SILENT_AFTER = 4", (S + "changes", S + "paper")),
    ("services/changes/kinship.py", "RECENT = 6", "RECENT = 5", (S + "changes",)),
    (
        "services/sessions/commitments.py",
        "row.commitment.due < today",
        "row.commitment.due <= today",
        (S + "sessions",),
    ),
    ("services/coaching/coaching_needs.py", "_FEW_WEEKS = 6", "_FEW_WEEKS = 7", (S + "coaching",)),
    ("services/overview/news.py", "DAYS = 7", "DAYS = 8", (S + "overview",)),
    (
        "services/overview/overview.py",
        "dt.timedelta(days=max(1, due_day))",
        "dt.timedelta(days=due_day + 1)",
        (S + "overview", S + "data"),
    ),
    ("services/data/observations.py", "ABSURD = 1e9", "ABSURD = 1e12", (S + "data", S + "imports")),
    ("services/data/judgements.py", "ENOUGH = 10", "ENOUGH = 11", (S + "data",)),
    ("services/imports/apply.py", "replace(conflict.new, origin=batch.id)", "conflict.new", (S + "imports",)),
    (
        "services/imports/apply.py",
        "_remember_spellings(writer, draft)\n        _remember_subgroups(workspace, writer, draft)\n        rows =",
        "rows =",
        (S + "imports",),
    ),
    ("services/paper/pack_changes.py", "_ASKS_AT_MOST = 2", "_ASKS_AT_MOST = 3", (S + "paper",)),
    (
        "services/charts/spans.py",
        "fixed if fixed is not None else min",
        "min",
        (S + "charts", S + "setup", S + "overview"),
    ),
    (
        "services/charts/standings.py",
        "better = -1 if indicator.direction is Direction.DOWN else 1",
        "better = 1",
        (S + "data",),
    ),
)

if __name__ == "__main__":
    raise SystemExit(try_all(MUTATIONS))
