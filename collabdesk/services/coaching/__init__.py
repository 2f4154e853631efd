"""Visits, briefings, slips, recounts and scores."""
