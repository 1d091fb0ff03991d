"""Letters that give people their first one-time code."""
