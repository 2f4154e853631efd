"""The places of the window and the pages that show them, by import path: a page is imported when first shown."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from collabdesk.i18n import Message, msg
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import Page


@dataclass(frozen=True, kw_only=True)
class Place:
    """One entry of the sidebar."""

    name: str
    """The key in navigation, object names and the guide."""
    title: Message
    icon: str
    page: str
    """``module:Class`` of its page."""


PLACES = (
    Place(
        name="overview",
        title=msg("Overview"),
        icon="overview",
        page="collabdesk.ui.pages.overview.page:OverviewPage",
    ),
    Place(name="data", title=msg("Data"), icon="data", page="collabdesk.ui.pages.data.page:DataPage"),
    Place(
        name="charts", title=msg("Charts"), icon="charts", page="collabdesk.ui.pages.charts.page:ChartsPage"
    ),
    Place(
        name="changes", title=msg("Changes"), icon="changes", page="collabdesk.ui.pages.changes:ChangesPage"
    ),
    Place(
        name="sessions",
        title=msg("Sessions"),
        icon="sessions",
        page="collabdesk.ui.pages.sessions:SessionsPage",
    ),
    Place(
        name="coaching",
        title=msg("Coaching"),
        icon="coaching",
        page="collabdesk.ui.pages.coaching:CoachingPage",
    ),
    Place(name="setup", title=msg("Set-up"), icon="setup", page="collabdesk.ui.pages.setup:SetupPage"),
)


def make_page(place: Place, context: Context) -> Page:
    """Import and make a place's page."""
    module, _, name = place.page.partition(":")
    page: Page = getattr(importlib.import_module(module), name)(context)
    return page
