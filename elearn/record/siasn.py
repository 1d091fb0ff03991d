"""Rows for SIASN (riwayat kursus): the columns its forms and services ask for. Pure.

The names are those of the service `kursus/save`; dates are dd-mm-yyyy, JP whole and rounded down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from elearn.activities.rules import Facts as ActivityFacts
from elearn.certificates.facts import Facts
from elearn.ledger.forms import E_LEARNING

COLUMNS = (
    "nip",
    "nama",
    "jenisDiklatId",
    "jenisKursus",
    "jenisKursusSertipikat",
    "namaKursus",
    "institusiPenyelenggara",
    "nomorSertipikat",
    "tahunKursus",
    "tanggalKursus",
    "tanggalSelesaiKursus",
    "jumlahJam",
    "berkas",
)
KURSUS_LETTERS = {2: "F", 3: "T"}
"""jenisKursus of functional and technical training; P for every other form."""
WIDTHS = (22, 34, 13, 12, 21, 44, 36, 30, 12, 14, 20, 10, 34)


def row_of(facts: Facts) -> Sequence[str | int]:
    """One certificate as one row."""
    return (
        facts.holder.nip,
        facts.holder.full_name,
        E_LEARNING,
        "P",  # neither functional nor technical
        "Sertipikat",
        facts.course_title,
        facts.provider or facts.agency,
        facts.number,
        facts.completed_on.year,
        f"{facts.started_on:%d-%m-%Y}",
        f"{facts.completed_on:%d-%m-%Y}",
        whole_jp(facts.jp),
        file_name(facts),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """A verified activity outside of the platform; `files` are the names of its evidence in the ZIP."""

    id: int
    nip: str
    name: str
    facts: ActivityFacts
    jp: Decimal
    files: tuple[str, ...] = ()


def outside_row(outside: Outside) -> Sequence[str | int]:
    """One outside activity as one row."""
    facts = outside.facts
    return (
        outside.nip,
        outside.name,
        facts.form,
        KURSUS_LETTERS.get(facts.form, "P"),
        "Sertipikat",
        facts.title,
        facts.organiser,
        facts.certificate_number,
        facts.ends_on.year,
        f"{facts.starts_on:%d-%m-%Y}",
        f"{facts.ends_on:%d-%m-%Y}",
        whole_jp(outside.jp),
        "; ".join(outside.files),
    )


def evidence_name(activity_id: int, number: int, ending: str) -> str:
    """The name of a file that proves an activity, inside the ZIP: "kegiatan-12-1.pdf"."""
    return f"kegiatan-{activity_id}-{number}.{ending}"


def whole_jp(jp: Decimal) -> int:
    """JP rounded down: SIASN knows whole hours only, and none that was not learned."""
    return int(jp.to_integral_value(rounding=ROUND_FLOOR))


def file_name(facts: Facts) -> str:
    """The name of the PDF that goes with a row, also inside the ZIP."""
    return f"{facts.number.replace('/', '-')}.pdf"
