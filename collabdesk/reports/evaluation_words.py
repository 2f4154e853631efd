"""The questions of the evaluation form, the same on paper and where the marks are typed in."""

from __future__ import annotations

from collabdesk.i18n import Message, msg

RATED: tuple[Message, ...] = (
    msg("What I learned is of use for our work."),
    msg("We had enough time to work as a team."),
    msg("I understood our charts and what they say."),
    msg("I heard of a change that we want to test."),
    msg("We know what we will do first when we are back."),
    msg("The place, the food and the times suited me."),
)
