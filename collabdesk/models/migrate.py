"""Bringing an older file to today's schema: each step in one transaction, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from collabdesk.models import journal
from collabdesk.models.migrations import STEPS
from collabdesk.models.records import metadata


def upgrade(engine: sa.Engine, steps: Mapping[int, Callable[[Operations], None]] = STEPS) -> int:
    """Run the steps that the file lacks, in order; returns the version reached.

    A step that fails leaves the file at the version before it. Undo stops at each step, because older row
    images belong to older tables.
    """
    version = _version(engine)
    for target in sorted(number for number in steps if number > version):
        _run(engine, target, steps[target])
        version = target
    return version


def _version(engine: sa.Engine) -> int:
    with engine.connect().execution_options(reading=True) as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def _run(engine: sa.Engine, target: int, step: Callable[[Operations], None]) -> None:
    _foreign_keys(engine, on=False)  # has no effect within a transaction, so before it
    try:
        with engine.begin() as connection:
            context = MigrationContext.configure(
                connection, opts={"transactional_ddl": True, "target_metadata": metadata}
            )
            with Operations.context(context) as operations:
                step(operations)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(
                    f"the step to version {target} leaves rows that refer to nothing: {broken[:3]}"
                )
            journal.write_entry(connection, (), person="", label=f"File version {target}", kind="barrier")
            connection.exec_driver_sql(f"PRAGMA user_version={target}")
    finally:
        _foreign_keys(engine, on=True)


def _foreign_keys(engine: sa.Engine, *, on: bool) -> None:
    with engine.connect().execution_options(reading=True) as connection:
        connection.exec_driver_sql(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")
