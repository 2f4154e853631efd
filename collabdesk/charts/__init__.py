"""Charts as values: everything that is drawn, computed once; the screen and the paper only draw it."""
