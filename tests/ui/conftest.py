"""Fixtures of the window's tests: one theme on pytest-qt's application."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from collabdesk.i18n import Translator
from collabdesk.ui.theme import Scheme, Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme, whatever the machine's own setting is."""
    made = Theme(qapp, Scheme.LIGHT)
    yield made
    made.deleteLater()


@pytest.fixture
def translator() -> Translator:
    """English texts."""
    return Translator("en")
