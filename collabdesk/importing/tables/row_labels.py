"""What the label cells of a row say, worked out once for each set of labels: long lists repeat them."""

from __future__ import annotations

from dataclasses import dataclass, field

from collabdesk.importing.grid import Value
from collabdesk.importing.tables.labels import Labels


@dataclass(slots=True)
class RowLabels:
    """A row's labels: its word for a total (or empty), measure, team and code, indicator and sub-group."""

    total: str
    measure: str
    team: str
    code: str
    indicator: str
    percent: bool
    category: str


@dataclass
class RowLabelReader:
    """Reads the labels of rows. Where labels are filled from above or merged, each row is read for itself."""

    labels: Labels
    _known: dict[tuple[Value, ...], RowLabels] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._columns = self.labels.label_columns
        self._last = max(self._columns, default=-1)
        self._repeats = self.labels.is_plain

    def read(self, row: int, cells: list[Value]) -> RowLabels:
        """The labels of a row."""
        if not self._repeats or len(cells) <= self._last:
            return self._read(row)
        key = tuple([cells[column] for column in self._columns])
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._read(row)
        return found

    def _read(self, row: int) -> RowLabels:
        labels = self.labels
        total = labels.total_word(row)
        if total:
            return RowLabels(total, "", "", "", "", False, "")
        team, code = labels.team(row)
        return RowLabels(
            "", labels.measure(row), team, code, labels.indicator(row), labels.row_percent(row), labels.category(row)
        )  # fmt: skip
