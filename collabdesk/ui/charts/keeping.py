"""A bounded store for what is expensive to make again: the least recently used goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Keeping(Generic[Value]):
    """Keeps values up to a total ``limit``; each weighs 1 unless said otherwise."""

    def __init__(self, limit: float):
        self._limit = limit
        self._held: OrderedDict[Hashable, tuple[Value, float]] = OrderedDict()
        self._weight = 0.0

    def get(self, key: Hashable) -> Value | None:
        """The value, now the most recently used; None if it is not held."""
        if key not in self._held:
            return None
        self._held.move_to_end(key)
        return self._held[key][0]

    def put(self, key: Hashable, value: Value, weight: float = 1) -> Value:
        """Hold a value, letting the oldest go; returns it."""
        self.drop([key])
        self._held[key] = (value, weight)
        self._weight += weight
        while self._weight > self._limit and len(self._held) > 1:
            self._weight -= self._held.popitem(last=False)[1][1]
        return value

    def drop(self, keys: Iterable[Hashable]) -> None:
        """Forget some."""
        for key in keys:
            if key in self._held:
                self._weight -= self._held.pop(key)[1]

    def clear(self) -> None:
        """Forget all."""
        self._held.clear()
        self._weight = 0.0

    @property
    def weight(self) -> float:
        """What is held weighs this much."""
        return self._weight

    def __len__(self) -> int:
        return len(self._held)
