"""Where the tables of a sheet are, and what their rows and columns stand for."""
