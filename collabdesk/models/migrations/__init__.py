"""The steps from each file version to the next, written with Alembic's operations.

``STEPS[n]`` brings a file of version ``n - 1`` to version ``n``. A step is never edited once a version with it
was released. Rebuilt tables keep ``WITHOUT ROWID`` (``sqlite_with_rowid=False``).
"""

from __future__ import annotations

from collections.abc import Callable

from alembic.operations import Operations

from collabdesk.models.migrations import step_2

STEPS: dict[int, Callable[[Operations], None]] = {2: step_2.step}
