"""What a cell counts: its number, its scale, what it stands over, and what looks wrong about it."""
