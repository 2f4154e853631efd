"""Packs, handouts and what was printed."""
