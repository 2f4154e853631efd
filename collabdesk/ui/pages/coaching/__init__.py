"""Coaching: visits, what was agreed, recounts and scores."""

from collabdesk.ui.pages.coaching.page import CoachingPage

__all__ = ["CoachingPage"]
