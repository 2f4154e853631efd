"""The sections of a pack, one module each."""
