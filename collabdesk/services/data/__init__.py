"""Numbers: typed, judged, asked for, carried out of the file."""
