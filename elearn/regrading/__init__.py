"""Regrading: what a corrected key does to attempts that are already marked."""
