"""When a number was counted: every spelling of a period, and what only its surroundings say."""
