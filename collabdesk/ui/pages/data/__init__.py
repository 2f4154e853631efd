"""Data: the grid by indicator or by team, with the charts beside it."""
