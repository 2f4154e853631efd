"""Baselines and phases in the window: those of one chart, and the list of all that could be decided."""
