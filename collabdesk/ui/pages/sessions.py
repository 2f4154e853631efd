from collabdesk.i18n import msg
from collabdesk.ui.pages.base import Page


class SessionsPage(Page):
    name = "sessions"
    title = msg("Sessions")
