"""The parts of a return slip: the same words and numbers on paper and in the form where it is typed back."""

from __future__ import annotations

from collabdesk.i18n import Message, msg

PARTS: dict[int, Message] = {
    1: msg("Day of the visit"),
    2: msg("Coach"),
    3: msg("Actions agreed before: done?"),
    4: msg("Changes under test: what has the team decided?"),
    5: msg("Recount from the register"),
    6: msg("What we saw"),
    7: msg("New actions"),
    8: msg("Scores, 0.5 to 5.0 in halves"),
    9: msg("Next visit on"),
}
