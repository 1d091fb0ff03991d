"""The people of an invented unit: who leads whom, which position, status, rank, name and number each has."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from elearn.operations.agency.names import name_of, title_of
from elearn.operations.agency.numbers import Service, nip_of, service_of
from elearn.operations.agency.units import PlannedUnit

LEAST_SPAN, MOST_SPAN = 5, 9  # of one's own unit; heads of units below come on top, up to about twelve

# kind of unit | title and kind of position of: the head | those he leads | those they lead | all others
# kinds: those of people/positions.py; {unit} is the name of the unit
UNITS = """
instansi    | jpt-pratama Sekretaris Daerah            | jpt-pratama Asisten Sekretaris Daerah | administrator Kepala Bagian | office
dinas       | jpt-pratama Kepala {unit}                | administrator Kepala Bidang           | pengawas Kepala Subbagian   | office
badan       | jpt-pratama Kepala {unit}                | administrator Kepala Bidang           | pengawas Kepala Subbagian   | office
inspektorat | jpt-pratama Inspektur                    | administrator Inspektur Pembantu      | fungsional Auditor Ahli Madya | office
kecamatan   | administrator Camat                      | pengawas Kepala Seksi                 | fungsional Penata Kelola Pemerintahan Ahli Muda | office
kelurahan   | pengawas Lurah                           | pengawas Kepala Seksi Kelurahan       | fungsional Penata Kelola Pemerintahan Ahli Muda | office
bidang      | administrator Kepala {unit}              | pengawas Kepala Seksi                 | fungsional Analis Kebijakan Ahli Muda | office
uptd        | pengawas Kepala {unit}                   | fungsional Ketua Tim (Ahli Muda)      | fungsional Ketua Tim (Ahli Pertama) | office
puskesmas   | fungsional Dokter Ahli Madya (Kepala Puskesmas) | fungsional Perawat Ahli Muda (Penanggung Jawab) | fungsional Bidan Ahli Muda | health
rumah-sakit | administrator Direktur {unit}            | administrator Wakil Direktur          | pengawas Kepala Seksi Pelayanan | health
sekolah     | fungsional Guru Ahli Madya (Kepala Sekolah) | fungsional Guru Ahli Muda (Wakil Kepala Sekolah) | fungsional Guru Ahli Muda (Ketua Rumpun) | school
"""
# group | share of fungsional | fungsional positions | pelaksana positions
GROUPS = """
office | 0.36 | Analis Kebijakan Ahli Pertama; Pranata Komputer Ahli Pertama; Arsiparis Terampil; Perencana Ahli Pertama; Analis SDM Aparatur Ahli Pertama; Penyuluh Sosial Ahli Pertama; Pranata Keuangan APBN Terampil | Pengadministrasi Perkantoran; Pengolah Data dan Informasi; Penelaah Teknis Kebijakan; Penata Layanan Operasional; Operator Layanan Operasional
health | 0.82 | Perawat Terampil; Bidan Terampil; Perawat Ahli Pertama; Dokter Ahli Pertama; Apoteker Ahli Pertama; Tenaga Sanitasi Lingkungan Terampil; Nutrisionis Terampil | Pengadministrasi Perkantoran; Operator Layanan Operasional; Pengolah Data dan Informasi
school | 0.86 | Guru Ahli Pertama; Guru Ahli Pertama; Guru Ahli Muda; Pustakawan Terampil | Pengadministrasi Perkantoran; Operator Layanan Operasional
"""
# Shares of the statuses among those who lead nobody; leaders are PNS.
STATUSES = (("pns", 0.56), ("cpns", 0.05), ("pppk", 0.29), ("pppk-part-time", 0.10))
RANKS = {
    "jpt-pratama": ("IV/c", "IV/d"),
    "administrator": ("IV/a", "IV/b"),
    "pengawas": ("III/c", "III/d"),
    "fungsional": ("III/a", "III/b", "III/c"),
    "pelaksana": ("II/a", "II/b", "II/c", "II/d", "III/a"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Staffer:
    """One invented person. `leader` is the number of who leads him, `leads` says whether he leads others."""

    number: int
    leader: int | None
    name: str
    title_after: str
    is_female: bool
    status: str
    kind: str
    position: str
    rank: str
    service: Service
    nip: str
    leads: bool


def staff_of(unit: PlannedUnit, boss: int | None, total: int, seed: int, today: date) -> list[Staffer]:
    """Everyone in a unit, the head first; `boss` is the number of who leads the head."""
    chance = random.Random(f"{seed} staff {unit.number}")  # noqa: S311 - a story, not a secret
    titles = _UNITS[unit.kind]
    group = titles[3]
    found = []
    for place, (leader, depth, leads) in enumerate(lines(unit.seats, chance)):
        if leads or place == 0:
            kind, _, position = titles[min(depth, 2)].partition(" ")
            position = position.replace("{unit}", unit.name)
        else:
            kind, position = _leaf(chance, group)
        number = unit.first_number + place
        above = boss if leader is None else unit.first_number + leader
        found.append(
            _staffer(chance, unit.region, number, above, kind, position, group, leads, depth, total, today)
        )
    return found


def lines(seats: int, chance: random.Random) -> Iterator[tuple[int | None, int, bool]]:
    """For each seat: the seat that leads it, how deep it is, whether it leads somebody.

    Seats are given out level by level; every leader gets 5 to 9 people of his own unit while there are enough.
    """
    spans: list[int] = []
    left = seats - 1
    while left > 0:
        spans.append(_span(left, chance))
        left -= spans[-1]
    depths = [0]
    yield None, 0, bool(spans)
    for leader, span in enumerate(spans):
        for _ in range(span):
            place = len(depths)
            depths.append(depths[leader] + 1)
            yield leader, depths[place], place < len(spans)


def leaders_count(seats: int, seed: int, number: int) -> int:
    """How many seats of a unit may lead the heads of units below it: the head and those right below."""
    chance = random.Random(f"{seed} staff {number}")  # noqa: S311 - a story, not a secret
    return sum(1 for _, depth, leads in lines(seats, chance) if depth == 0 or (depth == 1 and leads))


def _span(left: int, chance: random.Random) -> int:
    if left <= MOST_SPAN:
        return left
    drawn = LEAST_SPAN + int(chance.random() * (MOST_SPAN - LEAST_SPAN + 1))
    # The last leader, too, has a team and not a rest.
    return left - LEAST_SPAN if left - drawn < LEAST_SPAN else drawn


def _leaf(chance: random.Random, group: str) -> tuple[str, str]:
    share, fungsional, pelaksana = _GROUPS[group]
    if chance.random() < share:
        return "fungsional", fungsional[int(chance.random() * len(fungsional))]
    return "pelaksana", pelaksana[int(chance.random() * len(pelaksana))]


def _staffer(
    chance: random.Random,
    region: str,
    number: int,
    leader: int | None,
    kind: str,
    position: str,
    group: str,
    leads: bool,
    depth: int,
    total: int,
    today: date,
) -> Staffer:
    status = "pns" if leads else _status(chance)
    is_female = chance.random() < 0.54
    service = service_of(chance, number, total, status=status, **_ages(status, leads, depth, today.year))
    titled = "leader" if leads and depth < 2 and group == "office" else group
    titled = "clerk" if kind == "pelaksana" else titled
    return Staffer(
        number=number,
        leader=leader,
        name=name_of(chance, region, is_female=is_female),
        title_after=title_of(chance, titled),
        is_female=is_female,
        status=status,
        kind=kind,
        position=position,
        rank=_rank(chance, kind, status, position),
        service=service,
        nip=nip_of(service, number, is_female=is_female),
        leads=leads,
    )


def _status(chance: random.Random) -> str:
    drawn = chance.random()
    for status, share in STATUSES:
        drawn -= share
        if drawn < 0:
            return status
    return STATUSES[0][0]


def _ages(status: str, leads: bool, depth: int, year: int) -> dict[str, tuple[int, int]]:
    """The least and highest years of birth and of the beginning of service."""
    if status == "cpns":
        return {"ages": (year - 33, year - 23), "begun": (year - 1, year - 1)}
    if status.startswith("pppk"):
        return {"ages": (year - 50, year - 25), "begun": (2021 if status == "pppk" else 2025, 2025)}
    if leads:
        return {"ages": (year - 57, year - 40 + 2 * depth), "begun": (year - 32, year - 12)}
    return {"ages": (year - 56, year - 27), "begun": (year - 30, year - 4)}


def _rank(chance: random.Random, kind: str, status: str, position: str) -> str:
    if status.startswith("pppk"):
        return "IX" if "Ahli" in position else ("VII" if "Terampil" in position else "V")
    ranks = RANKS[kind]
    return ranks[int(chance.random() * len(ranks))]


def _read(table: str) -> dict[str, list[str]]:
    rows = ([cell.strip() for cell in line.split("|")] for line in table.strip().splitlines())
    return {row[0]: row[1:] for row in rows}


_UNITS = {key: [" ".join(cell.split()) for cell in cells] for key, cells in _read(UNITS).items()}
_GROUPS = {
    key: (float(share), first.split("; "), second.split("; "))
    for key, (share, first, second) in _read(GROUPS).items()
}
