"""The tour of the window: a card beside what it tells of, page after page. It edits nothing."""
