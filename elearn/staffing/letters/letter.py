"""What stands in a letter, and the letters as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from elearn.people.numbers import grouped
from elearn.spreadsheet.csv_writing import write_csv


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """One person's letter. The code stands in it and nowhere else."""

    name: str
    nip: str
    unit: str
    code: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """What all letters of one printing share."""

    agency: str
    address: str  # of the site, as one types it
    valid_until: datetime
    valid_words: str
    help_contact: str


def letters_csv(letters: Sequence[Letter], heading: Heading) -> bytes:
    """A line for each letter; numbers are grouped, so that a spreadsheet keeps all their digits."""
    out = BytesIO()
    headers = ("nip", "nama", "unit", "kode", "berlaku_sampai", "alamat")
    rows = (
        (grouped(one.nip), one.name, one.unit, one.code, heading.valid_until, heading.address)
        for one in letters
    )
    write_csv([headers, *rows], out)
    return out.getvalue()
