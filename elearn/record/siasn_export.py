"""What goes to SIASN at once: certificates and verified outside activities, as rows and as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from elearn.activities import store as activities
from elearn.certificates.store import CertificateRow
from elearn.evidence import store as evidence
from elearn.people import store as people
from elearn.record import siasn, siasn_store
from elearn.record.access import my_units
from elearn.record.siasn import Outside


@dataclass(frozen=True, kw_only=True)
class Export:
    """The things of a year; `evidence_ids` are the files of each outside activity, in the order of names."""

    certificates: tuple[CertificateRow, ...]
    outside: tuple[Outside, ...]
    evidence_ids: dict[int, list[int]]

    def __len__(self) -> int:
        return len(self.certificates) + len(self.outside)

    def rows(self) -> Iterator[Sequence[str | int]]:
        """One row each."""
        yield from (siasn.row_of(one.facts) for one in self.certificates)
        yield from (siasn.outside_row(one) for one in self.outside)


def export_of(year: int, *, only_new: bool) -> Export:
    """What the signed-in person may hand over of a year; as many queries however much it is."""
    units = my_units()
    rows = siasn_store.activities_for(year, unit_ids=units, only_new=only_new)
    ids = [row.id for row in rows]
    owners = people.persons({row.person_id for row in rows})
    files, changes = activities.files_of(ids), siasn_store.corrections_of(ids)
    names = evidence.names_of([one for ids in files.values() for one in ids])
    outside = (
        Outside(
            id=row.id,
            nip=owners[row.person_id].nip,
            name=owners[row.person_id].full_name,
            facts=row.facts,
            jp=(row.jp_granted or Decimal(0)) + changes.get(row.id, Decimal(0)),
            files=tuple(
                siasn.evidence_name(row.id, number, names[file_id].rpartition(".")[2])
                for number, file_id in enumerate(files.get(row.id, []), start=1)
            ),
        )
        for row in rows
    )
    certificates = siasn_store.certificates_for(year, unit_ids=units, only_new=only_new)
    return Export(
        certificates=tuple(certificates),
        # What a correction took back wholly is nobody's history any more.
        outside=tuple(one for one in outside if one.jp > 0),
        evidence_ids=files,
    )
