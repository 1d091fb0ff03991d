"""The recap of a year as CSV: a line a person and form, made some people at a time. Its words are fixed.

It is an official file: the same entries give the same bytes, whatever language its maker reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256

from elearn.ledger import years_store
from elearn.ledger.forms import BY_ID
from elearn.ledger.years_store import FormSum
from elearn.people import store as people_store
from elearn.record import store
from elearn.spreadsheet.csv_writing import csv_chunks
from elearn.spreadsheet.values import Value

COLUMNS = ("ID", "NIP", "Nama", "Unit", "Bentuk", "JP", "JP di atas batas", "Sertifikat")
PEOPLE_AT_ONCE = 500


@dataclass(kw_only=True)
class Totals:
    """What a recap adds up to, counted while it is written."""

    people: int = 0
    jp: Decimal = field(default_factory=Decimal)


def checksum(recap: str) -> str:
    """SHA-256 of the recap as it is downloaded, in hexadecimal digits."""
    return sha256(recap.encode()).hexdigest()


def written(year: int) -> tuple[str, Totals]:
    """The recap of a year as its entries stand now, with what it adds up to."""
    totals = Totals()
    return b"".join(csv_chunks(_rows(year, totals))).decode(), totals


def _rows(year: int, totals: Totals) -> Iterator[Sequence[Value]]:
    yield COLUMNS
    for sums in _batches(year):
        ids = list(dict.fromkeys(one.person_id for one in sums))
        people = people_store.persons(ids)
        certificates = store.certificates_in_force(ids, year)
        totals.people += len(ids)
        last_id = None
        for one in sums:
            person = people[one.person_id]
            totals.jp += one.jp
            # On the first line of each person, so that the column may be added up.
            count = certificates[person.id] if person.id != last_id else 0
            last_id = person.id
            yield (
                person.id, person.nip, person.full_name, person.unit_name, BY_ID[one.form].name, one.jp,
                one.over_cap, count,
            )  # fmt: skip


def _batches(year: int) -> Iterator[list[FormSum]]:
    last_id = 0
    while sums := years_store.sums_of(year, after_id=last_id, people=PEOPLE_AT_ONCE):
        yield sums
        last_id = sums[-1].person_id
