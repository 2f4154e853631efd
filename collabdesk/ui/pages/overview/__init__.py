"""Overview: what needs attention today."""
