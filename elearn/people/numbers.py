"""The NIP (and NI PPPK): 18 digits, how they are read, written and hidden.

A PNS number is birth date (8), month of appointment (6), sex (1), serial (3); a PPPK has 2 as digit 13.
The layout only suggests; nobody is refused for an unusual number.
"""

from __future__ import annotations

import re
from datetime import date

NUMBER_LENGTH = 18
# What people type between the groups; NBSP comes with copying from a document.
_SEPARATORS = re.compile(r"[ .\u00a0]")
# [0-9], not \d or isdigit(): those accept Arabic-Indic and full-width digits, a second spelling.
_DIGITS = re.compile(r"[0-9]{18}")
_GROUPS = ((0, 8), (8, 14), (14, 15), (15, 18))
_LONGEST_TYPED = 60


def normalised_nip(text: str) -> str | None:
    """The 18 digits of a number as typed (spaces, points and NBSP are fine), or None."""
    if len(text) > _LONGEST_TYPED:
        return None
    digits = _SEPARATORS.sub("", text)
    return digits if _DIGITS.fullmatch(digits) else None


def grouped(nip: str) -> str:
    """The printed form "19860926 201505 1 001"; other text comes back unchanged."""
    if not _DIGITS.fullmatch(nip):
        return nip
    return " ".join(nip[start:end] for start, end in _GROUPS)


def masked(nip: str) -> str:
    """Only the last four digits: the number tells birth date and sex."""
    return "•" * (len(nip) - 4) + nip[-4:]


def likely_status(nip: str) -> str:
    """The employment status a number suggests: "pppk" or "pns"; an administrator may say otherwise."""
    return "pppk" if nip[12] == "2" else "pns"


def is_usual(nip: str) -> bool:
    """Whether 18 digits have the layout of a NIP or NI PPPK; odd ones are looked at, never refused.

    A serial of 000 is what Excel leaves of a number it has kept as a number.
    """
    try:
        date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        return False
    is_pns = 1 <= int(nip[12:14]) <= 12  # the month of appointment
    is_pppk = nip[12] == "2" and nip[13] != "0"
    return (is_pns or is_pppk) and nip[14] in "12" and nip[15:] != "000"
