"""Series as charts, tables and counts: what the pages of charts and the paper show."""
