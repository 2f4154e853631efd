"""Helping processes."""
