"""Centre lines: baselines, proposals, and what would move them."""
