"""Text that a spreadsheet would run: how it is made harmless in CSV, and given back unchanged.

After OWASP, "CSV Injection": a cell that begins with = + - @ TAB CR LF is a formula to some program. Some
also take the full-width signs for them and look through signs without width.
"""

from __future__ import annotations

import re

# Signs without width and white space that a program may skip before it decides what a cell is.
_SKIPPED = "\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u180e\u061c\u3164\x00-\x1f"
# A lone "-" stands for "nothing" in many tables and runs nowhere.
_RUNS = rf"(?:[{_SKIPPED}]*(?:[=+@\uff1d\uff0b\uff20\uff0d\u2212]|-(?!\Z))|[\t\r\n\x00])"
_TO_GUARD = re.compile(rf"'*{_RUNS}")
_GUARDED = re.compile(rf"'+{_RUNS}")


def guarded(text: str) -> str:
    """The text, with an apostrophe before it when a spreadsheet might run it."""
    return f"'{text}" if _TO_GUARD.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given: for every text, unguarded(guarded(text)) == text."""
    return text[1:] if _GUARDED.match(text) else text
