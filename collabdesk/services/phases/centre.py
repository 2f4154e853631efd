"""What a collaborative's centre lines are: medians, or under the rules ``nhs`` means (method.md, 2)."""

from __future__ import annotations

from collabdesk.i18n import Message, msg
from collabdesk.models.places import RuleSet
from collabdesk.services.workspace import Workspace


def by_means(workspace: Workspace) -> bool:
    """Whether its charts are XmR charts, about the mean of the baseline."""
    return workspace.collaborative.rules is RuleSet.NHS


def word(workspace: Workspace) -> Message:
    """What the line is called: the median, the mean."""
    return msg("mean") if by_means(workspace) else msg("median")
