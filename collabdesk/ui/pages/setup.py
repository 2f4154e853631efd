from collabdesk.i18n import msg
from collabdesk.ui.pages.base import Page


class SetupPage(Page):
    name = "setup"
    title = msg("Setup")
