"""Which tile of the wall is current and which are selected. Plain values, no Qt."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence


class WallSelection:
    """Keys in order, one current, some selected; both survive a filter or a sort as far as they can."""

    def __init__(self) -> None:
        self.keys: Sequence[Hashable] = ()
        self.current: int | None = None
        self._places: dict[Hashable, int] = {}
        self._selected: set[Hashable] = set()
        self._anchor: Hashable | None = None

    @property
    def current_key(self) -> Hashable | None:
        """The current key."""
        return None if self.current is None else self.keys[self.current]

    def set_keys(self, keys: Sequence[Hashable]) -> None:
        """Other keys or another order: what is gone is neither current nor selected."""
        key = self.current_key
        self.keys = tuple(keys)
        self._places = {key: index for index, key in enumerate(self.keys)}
        self._selected &= self._places.keys()
        self.current = None if key is None else self._places.get(key)
        if self._anchor not in self._places:
            self._anchor = self.current_key

    def index_of(self, key: Hashable) -> int | None:
        """Where a key is; None if it is not shown."""
        return self._places.get(key)

    def is_selected(self, key: Hashable) -> bool:
        """True if selected."""
        return key in self._selected

    def selected_keys(self) -> list[Hashable]:
        """The selected keys in order."""
        return sorted(self._selected, key=self._places.__getitem__)

    def select(self, keys: Iterable[Hashable]) -> None:
        """Select exactly these, as far as they are shown."""
        self._selected = self._places.keys() & set(keys)

    def move(self, index: int, *, extend: bool = False) -> None:
        """Make a tile current; ``extend`` selects all from the anchor to it."""
        if extend:
            start = self._places.get(self._anchor, index) if self._anchor is not None else index
            low, high = sorted((start, index))
            self._selected = set(self.keys[low : high + 1])
        else:
            self._anchor = self.keys[index]
        self.current = index

    def toggle(self, index: int) -> None:
        """Select a tile, or no longer."""
        self._selected ^= {self.keys[index]}
        self._anchor = self.keys[index]
