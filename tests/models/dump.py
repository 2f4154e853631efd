"""The whole content of a file as text, journal and counters apart."""

from __future__ import annotations

from collabdesk.models.records import REGISTRY
from collabdesk.models.store import Store


def dump(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that holds the office's data."""
    with store.reading() as connection:
        return {
            name: sorted(tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'))
            for name in REGISTRY
        }
