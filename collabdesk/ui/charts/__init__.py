"""Run charts on screen: a `ChartSpec` is laid out, then painted; the wall, the large chart and exports share this."""
