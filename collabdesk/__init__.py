"""CollabDesk: the coordinator's desk for an improvement collaborative."""

__version__ = "0.1.0"
