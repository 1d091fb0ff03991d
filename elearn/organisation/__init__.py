"""The organisation dashboard: completion, overdue and JP by unit, position and status."""
