"""Persons, units, positions and reporting lines: who is who, and who leads whom."""
