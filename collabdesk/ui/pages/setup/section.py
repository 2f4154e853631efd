"""What every tab of Set-up is."""

from __future__ import annotations

from collabdesk.ui.pages.tab_section import TabSection


class SetupSection(TabSection):
    """A tab of Set-up."""

    prefix = "setup"
