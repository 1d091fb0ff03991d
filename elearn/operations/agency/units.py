"""The units of an invented agency: which there are, how they hang together, how many people each has."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

PEOPLE_A_UNIT = 150
PEOPLE_AN_AGENCY = 4_000
CODE_PREFIX = "contoh-"

# zone | region of the names (names.py): the agencies take them in turn
PROVINCES = """
Asia/Jakarta  | jawa
Asia/Jakarta  | jawa
Asia/Jakarta  | sunda
Asia/Jakarta  | sunda
Asia/Jakarta  | betawi
Asia/Jakarta  | batak
Asia/Jakarta  | minang
Asia/Jakarta  | melayu
Asia/Jakarta  | aceh
Asia/Makassar | banjar
Asia/Pontianak | dayak
Asia/Makassar | bali
Asia/Makassar | sasak
Asia/Makassar | ntt
Asia/Makassar | bugis
Asia/Makassar | minahasa
Asia/Jayapura | maluku
Asia/Jayapura | papua
"""

# key | kind | key of the unit above (empty: the agency) | weight of its size | name; {place}: drawn
OFFICES = """
dikbud   | dinas      |          | 1.1 | Dinas Pendidikan dan Kebudayaan
dinkes   | dinas      |          | 1.0 | Dinas Kesehatan
kec      | kecamatan  |          | 0.5 | Kecamatan {place}
pusk     | puskesmas  | dinkes   | 0.8 | Puskesmas {place}
sek      | sekolah    | dikbud   | 0.9 | SMP Negeri {place}
dukcapil | dinas      |          | 0.8 | Dinas Kependudukan dan Pencatatan Sipil
bkpsdm   | badan      |          | 0.7 | Badan Kepegawaian dan Pengembangan Sumber Daya Manusia
pupr     | dinas      |          | 1.3 | Dinas Pekerjaan Umum dan Penataan Ruang
kel      | kelurahan  | kec      | 0.3 | Kelurahan {place}
pusk2    | puskesmas  | dinkes   | 0.8 | Puskesmas {place}
sek2     | sekolah    | dikbud   | 0.9 | SD Negeri {place}
rsud     | rumah-sakit | dinkes  | 2.6 | Rumah Sakit Umum Daerah {place}
kec2     | kecamatan  |          | 0.5 | Kecamatan {place}
bapenda  | badan      |          | 0.9 | Badan Pendapatan Daerah
itda     | inspektorat |         | 0.6 | Inspektorat Daerah
dinsos   | dinas      |          | 0.7 | Dinas Sosial
guru     | bidang     | dikbud   | 0.6 | Bidang Pembinaan Guru dan Tenaga Kependidikan
dishub   | dinas      |          | 1.0 | Dinas Perhubungan
uptd     | uptd       | pupr     | 0.7 | UPTD Pemeliharaan Jalan {place}
satpol   | badan      |          | 1.6 | Satuan Polisi Pamong Praja
kel2     | kelurahan  | kec2     | 0.3 | Kelurahan {place}
dlh      | dinas      |          | 1.1 | Dinas Lingkungan Hidup
lab      | uptd       | dinkes   | 0.5 | UPTD Laboratorium Kesehatan {place}
dpmptsp  | dinas      |          | 0.7 | Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu
diskom   | dinas      |          | 0.8 | Dinas Komunikasi dan Informatika
sek3     | sekolah    | dikbud   | 0.9 | SMP Negeri {place}
pasar    | uptd       |          | 0.6 | UPTD Pasar {place}
"""
# What an agency has more of when the table is at its end.
MORE = ("kec", "kel", "pusk", "sek", "kel", "sek2", "uptd")

FIRST_PARTS = [
    "Tirta",
    "Bumi",
    "Sinar",
    "Karang",
    "Muara",
    "Tanjung",
    "Sungai",
    "Padang",
    "Batu",
    "Teluk",
    "Gunung",
    "Lembah",
    "Kuala",
    "Rimba",
    "Pulau",
    "Harapan",
    "Sumber",
    "Mekar",
    "Suka",
    "Cahaya",
    "Danau",
    "Pasir",
    "Telaga",
    "Ujung",
    "Sri",
    "Wana",
    "Marga",
    "Taman",
    "Bukit",
    "Kampung",
]
SECOND_PARTS = [
    "Mulya",
    "Jaya",
    "Raya",
    "Sari",
    "Makmur",
    "Bahari",
    "Indah",
    "Lestari",
    "Sentosa",
    "Abadi",
    "Damai",
    "Asri",
    "Permai",
    "Utama",
    "Luhur",
    "Agung",
    "Rahayu",
    "Baru",
    "Kencana",
    "Melati",
    "Cempaka",
    "Kenanga",
    "Anggrek",
    "Teratai",
    "Dahlia",
    "Mawar",
    "Seroja",
    "Cendana",
    "Meranti",
    "Rotan",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedUnit:
    """A unit with `seats` people, the first of whom has the number `first_number`; parents come first.

    `place` counts the children of one parent: who of the parent's leaders leads the head of this unit.
    """

    number: int
    parent: int | None
    agency: int
    code: str
    name: str
    kind: str
    zone: str
    region: str
    seats: int
    first_number: int
    place: int
    depth: int


def planned_units(people: int, seed: int) -> list[PlannedUnit]:
    """All units for so many people (at least one), in an order in which parents come first."""
    found: list[PlannedUnit] = []
    agencies = max(1, round(people / PEOPLE_AN_AGENCY))
    chance = random.Random(f"{seed} units")  # noqa: S311 - a story, not a secret
    sizes = shares(people, [0.7 + 0.6 * chance.random() for _ in range(agencies)])
    names = _agency_names(chance)
    provinces = [tuple(cell.strip() for cell in line.split("|")) for line in PROVINCES.strip().splitlines()]
    for agency, size in enumerate(sizes):
        zone, region = provinces[agency % len(provinces)]
        found += _agency(agency, size, names[agency % len(names)], zone, region, found, chance)
    return found


def shares(total: int, weights: list[float]) -> list[int]:
    """Whole numbers that add up to `total`, in proportion to the weights."""
    whole, given, bounds = sum(weights), 0, []
    reached = 0.0
    for weight in weights:
        reached += weight
        end = round(total * reached / whole)
        bounds.append(end - given)
        given = end
    return bounds


def _agency(
    agency: int,
    size: int,
    name: str,
    zone: str,
    region: str,
    before: list[PlannedUnit],
    chance: random.Random,
) -> Iterator[PlannedUnit]:
    """One agency: the root with its own staff, and the offices of the table as far as the people last."""
    rows = list(_offices(max(0, round(size / PEOPLE_A_UNIT) - 1)))
    seats = shares(size, [1.0, *(weight * (0.8 + 0.4 * chance.random()) for _, _, _, weight, _ in rows)])
    first = before[-1].first_number + before[-1].seats if before else 0
    places, children, depths = {"": len(before)}, {len(before): 0}, {len(before): 0}
    code = f"{CODE_PREFIX}{agency + 1:04d}"
    root = PlannedUnit(
        number=len(before), parent=None, agency=agency, code=code, name=name, kind="instansi", zone=zone,
        region=region, seats=seats[0], first_number=first, place=0, depth=0,
    )  # fmt: skip
    yield root
    first += seats[0]
    for step, ((key, kind, above, _, pattern), count) in enumerate(
        zip(rows, seats[1:], strict=True), start=1
    ):
        number, parent = root.number + step, places.get(above, root.number)
        places[key], children[number], depths[number] = number, 0, depths[parent] + 1
        place_name = f"{_one(chance, FIRST_PARTS)} {_one(chance, SECOND_PARTS)}"
        yield PlannedUnit(
            number=number, parent=parent, agency=agency, code=f"{code}-{step:03d}",
            name=pattern.replace("{place}", place_name), kind=kind, zone="", region=region, seats=count,
            first_number=first, place=children[parent], depth=depths[number],
        )  # fmt: skip
        children[parent] += 1
        first += count


def _offices(count: int) -> Iterator[tuple[str, str, str, float, str]]:
    table = {}
    for line in OFFICES.strip().splitlines():
        key, kind, above, weight, name = (cell.strip() for cell in line.split("|"))
        table[key] = (key, kind, above, float(weight), name)
    yield from list(table.values())[:count]
    for step in range(max(0, count - len(table))):
        yield table[MORE[step % len(MORE)]]


def _agency_names(chance: random.Random) -> list[str]:
    names = [
        f"Pemerintah {kind} {first} {second}"
        for kind in ("Kabupaten", "Kota")
        for first in FIRST_PARTS
        for second in SECOND_PARTS
    ]
    chance.shuffle(names)
    return names


def _one(chance: random.Random, words: list[str]) -> str:
    return words[int(chance.random() * len(words))]
