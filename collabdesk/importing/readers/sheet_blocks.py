"""A sheet's XML in blocks of whole rows, so that a sheet that unpacks to a gigabyte is never held at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from collabdesk.errors import UserFacingError

MAX_SHEET = 160_000_000
"""So much of a sheet's XML with values in it is read; rows that are only formatted don't count."""
MAX_UNPACKED = 1_200_000_000
_BLOCK = 1_000_000
"""Small enough that the other threads are not held up while one is searched."""
_MOST_AROUND = 24_000_000
"""The parts before and behind the rows, and a single row, are never larger."""
_END = re.compile(rb"</(?:\w+:)?sheetData")


def too_large(name: str, most: int) -> UserFacingError:
    """The sentence about a file that unpacks to more than any real one."""
    return UserFacingError(f"“{name}” unpacks to more than {most // 1_000_000} MB and was not read.")


class SheetBlocks:
    """Iterates over the rows; then `head` and `tail` hold what stands before and behind them."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self.head = b""
        self.tail = b""
        self._stream, self._name = stream, name
        self._unpacked = self._with_values = 0

    def __iter__(self) -> Iterator[bytes]:
        rest = self._read_head()
        while True:
            end = _END.search(rest)
            if end:
                self.tail = rest[end.start() :] + self._read_tail()
                rest = rest[: end.start()]
            cut = len(rest) if end else self._last_row(rest)
            if cut > 0:
                self._count(rest[:cut])
                yield rest[:cut]
                rest = rest[cut:]
            if end:
                return
            more = self._read()
            if not more:
                if rest:
                    yield rest
                return
            if len(rest) > _MOST_AROUND:
                raise too_large(self._name, _MOST_AROUND)
            rest += more

    def _read(self) -> bytes:
        data = self._stream.read(_BLOCK)
        self._unpacked += len(data)
        if self._unpacked > MAX_UNPACKED:
            raise too_large(self._name, MAX_UNPACKED)
        return data

    def _read_head(self) -> bytes:
        found = b""
        while (place := found.find(b"sheetData")) < 0:
            more = self._read()
            if not more or len(found) > _MOST_AROUND:
                if more:
                    raise too_large(self._name, _MOST_AROUND)
                self.head = found
                return b""
            found += more
        self.head = found[:place]
        return found[place:]

    def _read_tail(self) -> bytes:
        found = b""
        while more := self._read():
            found += more
            if len(found) > _MOST_AROUND:
                raise too_large(self._name, _MOST_AROUND)
        return found

    @staticmethod
    def _last_row(rest: bytes) -> int:
        return max(rest.rfind(b"<row"), rest.rfind(b"<", 0, max(rest.rfind(b":row"), 0)))

    def _count(self, block: bytes) -> None:
        if b"<v" in block or b"v>" in block or b"<is" in block:
            self._with_values += len(block)
            if self._with_values > MAX_SHEET:
                raise too_large(self._name, MAX_SHEET)
