"""Lists of changes that teams keep."""
