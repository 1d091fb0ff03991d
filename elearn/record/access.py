"""Whose record one may take along: only within the units one looks after."""

from __future__ import annotations

from elearn.accounts.access import my_reach


def my_units() -> frozenset[int] | None:
    """The units of the signed-in operator or administrator; None for the whole installation."""
    reach = my_reach()
    return None if reach.is_whole else frozenset(reach.unit_ids)
