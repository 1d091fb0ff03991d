"""What of a table is a person's own, what he may ask to be corrected, and until when. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

FIELDS = ("name", "titles", "nip", "rank", "position", "unit", "status", "email", "other")
"""What may be asked to be corrected; the words are in sentences.py."""
OPEN, DONE, REFUSED = "open", "done", "refused"

OWN_COLUMNS = frozenset({"person_id"})
"""A column of this name says whose row it is: a new table with it is exported without another word."""
OWN_BESIDES = frozenset(
    {("delegation", "supervisor_id"), ("mentoring_pair", "mentee_id"), ("print_order", "asked_by")}
)
"""Where the person of a row stands under another name. All other columns name who did something: counted."""
NEVER_WHOLE = frozenset({"look", "jp_year", "waiting_file"})
"""Counted alone: looks are shown by day (the viewer's time is his own), sums and drafts are no data."""
SECRET = frozenset(
    {
        "password_hash",
        "code_sha256",
        "token",
        "token_sha256",
        "address_sha256",
        "seed",
        "object_sha256",
        "regraded_sha256",
        "fraction",
    }
)
"""Columns that open something or tell the key of a question."""
OF_OTHERS = frozenset(
    {"actor_name", "made_by_name", "set_by_name", "granted_by", "merged_into_id", "confirmer_id"}
)
"""Columns that name somebody else in words."""
IN_PART = {
    "message": frozenset({"title", "text", "cause", "link"}),
    "help_request": frozenset({"name", "contact"}),
}
"""Left out of one table: messages to a supervisor name his people; who asked for help is not proven."""


def is_own(table: str, column: str) -> bool:
    """Whether this column says that a row is about a person (and not that he did something)."""
    if table in NEVER_WHOLE:
        return False
    return column in OWN_COLUMNS or (table, column) in OWN_BESIDES


def is_left_out(table: str, column: str) -> bool:
    """Whether a column of his own row stays here all the same."""
    return column in SECRET | OF_OTHERS or column in IN_PART.get(table, frozenset())


def due_at(asked_at: datetime, hours: Decimal) -> datetime:
    """Until when a correction must be decided: hours of the clock, not of the office."""
    return asked_at + timedelta(hours=float(hours))
