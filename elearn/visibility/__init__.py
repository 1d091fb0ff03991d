"""Visibility: what of a person another may see, every look at it, and what he shares himself."""
