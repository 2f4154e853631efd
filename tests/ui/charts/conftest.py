"""Fixtures of the charts' tests."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from collabdesk.ui.charts.style import ChartStyle
from collabdesk.ui.theme import Theme, Type


@pytest.fixture
def style(theme: Theme, qapp: QApplication) -> ChartStyle:
    """The chart style of the light theme."""
    return ChartStyle.of(theme.palette, theme.font(Type.CAPTION))
