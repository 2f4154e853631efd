from collabdesk.i18n import msg
from collabdesk.ui.pages.base import Page


class OverviewPage(Page):
    name = "overview"
    title = msg("Overview")
