"""The papers of a visit."""
