"""Data forms to be filled in."""
