"""A `ChartSpec` as vectors."""
