"""Whether a column is the sum of others."""

from __future__ import annotations

from collabdesk.importing.grid import Value
from collabdesk.importing.numbers import number_text
from collabdesk.importing.tables.view import View


def equals_sum(view: View, rows: list[int], column: int, others: list[int]) -> bool:
    """Whether a column is, in nine rows of ten, the sum of others (three rows or more, not all 0)."""
    good = seen = 0
    for row in rows:
        total = _as_number(view.value(row, column))
        parts = [_as_number(view.value(row, other)) for other in others]
        known = [part for part in parts if part is not None]
        if total is None or len(known) < 2 or total == 0:
            continue
        seen += 1
        good += abs(total - sum(known)) <= 1e-6 * max(1.0, abs(total))
    return seen >= 3 and good >= 0.9 * seen


def _as_number(value: Value) -> float | None:
    reading = number_text.read_number(value)
    return reading.value if reading.sort in (number_text.Sort.NUMBER, number_text.Sort.PERCENT) else None
