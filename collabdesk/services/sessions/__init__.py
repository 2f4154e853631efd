"""Learning sessions: calendar, agenda, who comes, what was agreed."""
