"""Work in processes of its own: what falls there falls alone, what takes long there holds nobody up."""

FLAG = "--apart"
"""In a frozen application there is no interpreter to start: the application itself runs the module named after it."""
