"""Staffing: people and units brought in from files, moves, leavers, activation letters."""
