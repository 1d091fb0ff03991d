"""Errata: what readers say is wrong or out of date in a course, and what became of it."""
