"""Charts: the wall of all teams, and the large chart of one."""
