"""The steps of the tour: where each leads, what it outlines, what it says. The guide's page lists the same words."""

from __future__ import annotations

from dataclasses import dataclass

from collabdesk.i18n import Message, msg


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step."""

    title: Message
    said: Message
    place: str
    section: str = ""
    widgets: tuple[str, ...]
    """Object names, of the page or else of the window: one outline goes around those that are in sight."""
    large_chart: bool = False
    """Whether a chart of the place is shown large."""
    term: str = ""
    """The word whose drawing stands under the text."""


STEPS = (
    Step(
        title=msg("What needs attention"),
        said=msg(
            "Overview says whom to call for numbers that are late, which charts have changed, and what comes next. "
            "Enter or a click on a line leads to it."
        ),
        place="overview",
        section="view:today",
        widgets=("overdue_table",),
    ),
    Step(
        title=msg("Teams and indicators"),
        said=msg(
            "Set-up holds the teams, what they count, their districts and their people. Paste a list from Excel, and "
            "all teams are there at once."
        ),
        place="setup",
        section="teams",
        widgets=("button_add_team", "button_paste_teams"),
    ),
    Step(
        title=msg("The numbers"),
        said=msg(
            "Type into the cells as in a spreadsheet; the charts beside them follow. Or drop the files that the "
            "facilities sent on the window, or press Ctrl+I: CollabDesk reads them as they are and asks about what it "
            "doubts."
        ),
        place="data",
        widgets=("data_grid",),
    ),
    Step(
        title=msg("The wall of run charts"),
        said=msg(
            "Every team has a chart, and a sign says what became of it: improved, worsened, no signal, or not enough "
            "data yet. This line counts them; a click on a count shows those charts alone."
        ),
        place="charts",
        section="view:wall",
        widgets=("charts_tally",),
        term="signs",
    ),
    Step(
        title=msg("One chart, large"),
        said=msg(
            "The line across is the median, the middle value. Enough points in a row on one side of it are a shift, "
            "which chance alone seldom makes: they wear rings, and the sentence under the chart says so."
        ),
        place="charts",
        widgets=("chart_canvas", "chart_sentence"),
        large_chart=True,
        term="shift",
    ),
    Step(
        title=msg("What the teams try"),
        said=msg(
            "A change is written down in one line: what is done differently, by which teams, since which day. It "
            "stands as a flag on their charts, and the ledger says what followed it."
        ),
        place="changes",
        section="tests",
        widgets=("record_change", "record_button"),
    ),
    Step(
        title=msg("Sessions and their pack"),
        said=msg(
            "Each learning session has its agenda, invitations and attendance. Make the pack prints every team's page "
            "and the pooled results for it, on any black-and-white printer."
        ),
        place="sessions",
        widgets=("button_make_pack",),
    ),
    Step(
        title=msg("Coaching"),
        said=msg(
            "Plan visits where they are needed most, and print a briefing for each. What was agreed is typed in from "
            "the slip afterwards, and CollabDesk asks for it when its day has come."
        ),
        place="coaching",
        section="visits",
        widgets=("button_plan_visits", "button_print_briefings"),
    ),
    Step(
        title=msg("Saved by itself"),
        said=msg(
            "There is no Save: every edit is on the disk at once, and Ctrl+Z takes back any of them, also yesterday's. "
            "F1 explains the page you are on; Help, Tour of the window shows this again."
        ),
        place="overview",
        section="view:today",
        widgets=("status_saved",),
    ),
)
