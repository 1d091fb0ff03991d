"""The demo office: invented units and people of an invented city, as two small tables.

Every name and number is fictional. The numbers follow the real layout (DOMAIN: birth date, first month of
service, sex, serial; a PPPK has the year, a 2 and the count of appointments in place of the month).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

ROOT_UNIT = "kota"

# code | kind | parent | name
UNITS = """
bkpsdm           | badan       | kota        | Badan Kepegawaian dan Pengembangan Sumber Daya Manusia
bangkom          | bidang      | bkpsdm      | Bidang Pengembangan Kompetensi
disdukcapil      | dinas       | kota        | Dinas Kependudukan dan Pencatatan Sipil
sekretariat      | sekretariat | disdukcapil | Sekretariat Dinas Kependudukan dan Pencatatan Sipil
dafduk           | bidang      | disdukcapil | Bidang Pelayanan Pendaftaran Penduduk
capil            | bidang      | disdukcapil | Bidang Pelayanan Pencatatan Sipil
dinkes           | dinas       | kota        | Dinas Kesehatan
puskesmas-melati | puskesmas   | dinkes      | Puskesmas Melati
kec-sukamaju     | kecamatan   | kota        | Kecamatan Sukamaju
kel-mekarsari    | kelurahan   | kec-sukamaju | Kelurahan Mekarsari
"""

# key | titles before; name; titles after | sex | born | in service since | status | rank | unit | led by | position
PEOPLE = """
sekda       | Drs.; Hendra Wiratmoko; M.Si.          | m | 1968-03-14 | 1993-03 | pns  | IV/d | kota             |             | Sekretaris Daerah
kaban       | ; Ratna Kusumawardhani; S.H., M.Si.    | f | 1971-08-21 | 1997-03 | pns  | IV/c | bkpsdm           | sekda       | Kepala BKPSDM
kabid-kom   | ; Yohanes Bria Seran; S.STP., M.AP.    | m | 1982-05-09 | 2004-12 | pns  | IV/a | bangkom          | kaban       | Kepala Bidang Pengembangan Kompetensi
admin       | ; Dewi Anggraini Lubis; S.Kom.         | f | 1989-11-02 | 2014-02 | pns  | III/c | bangkom         | kabid-kom   | Pranata Komputer Ahli Muda
author      | ; I Made Sudarsana; S.Pd., M.Pd.       | m | 1979-02-17 | 2005-01 | pns  | IV/a | bangkom          | kabid-kom   | Widyaiswara Ahli Madya
reviewer    | ; Nurhayati Daeng Kanang; S.Sos., M.Si. | f | 1983-06-30 | 2009-01 | pns | III/d | bangkom         | kabid-kom   | Analis SDM Aparatur Ahli Muda
rizky       | ; Rizky Aditya Pratama; S.Psi.         | m | 1996-04-11 | 2020-12 | pns  | III/b | bangkom         | kabid-kom   | Analis SDM Aparatur Ahli Pertama
maesaroh    | ; Siti Maesaroh; A.Md.                 | f | 1998-01-25 | 2023    | pppk | VII  | bkpsdm           | kaban       | Pengolah Data dan Informasi
kadis       | ; Parlindungan Hutapea; S.H., M.H.     | m | 1970-10-05 | 1996-03 | pns  | IV/c | disdukcapil      | sekda       | Kepala Dinas Kependudukan dan Pencatatan Sipil
sekdis      | ; Nyimas Fatimah Azzahra; S.E., M.Si.  | f | 1976-12-12 | 2002-12 | pns  | IV/b | sekretariat      | kadis       | Sekretaris Dinas
operator    | ; Slamet Riyadi Wibowo; S.A.P.         | m | 1985-07-07 | 2010-01 | pns  | III/d | sekretariat     | sekdis      | Kepala Subbagian Umum dan Kepegawaian
lina        | ; Lina Marlina; A.Md.Ak.               | f | 1991-09-18 | 2015-03 | pns  | III/a | sekretariat     | operator    | Pengolah Data dan Informasi
yosepus     | ; Yosepus Rumbiak; A.Md.               | m | 1994-05-20 | 2019-03 | pns  | II/d | sekretariat      | operator    | Arsiparis Terampil
rohaeti     | ; Ai Rohaeti;                          | f | 1987-03-03 | 2022    | pppk | V    | sekretariat      | operator    | Pengadministrasi Perkantoran
supervisor  | ; Teuku Zulfikri; S.STP., M.Si.        | m | 1981-01-16 | 2003-12 | pns  | IV/a | dafduk           | kadis       | Kepala Bidang Pelayanan Pendaftaran Penduduk
ariani      | ; Ni Luh Putu Ariani; S.Kom.           | f | 1988-04-27 | 2011-01 | pns  | III/d | dafduk          | supervisor  | Administrator Database Kependudukan Ahli Muda
learner     | ; Sri Wahyuningsih; A.Md.              | f | 1990-08-15 | 2014-03 | pns  | III/a | dafduk          | supervisor  | Operator SIAK Mahir
ndolu       | ; Fransiskus Xaverius Ndolu; A.Md.Kom. | m | 1993-12-03 | 2022    | pppk | VII  | dafduk           | supervisor  | Operator SIAK Terampil
ridwan      | ; Muhammad Ridwan Harahap; S.Kom.      | m | 1995-02-08 | 2020-12 | pns  | III/b | dafduk          | supervisor  | Penelaah Teknis Kebijakan
halimah     | ; Halimah Tussadiah; S.Sos.            | f | 1992-10-10 | 2023    | pppk | IX   | dafduk           | supervisor  | Penata Layanan Operasional
asep        | ; Asep Hidayatullah;                   | m | 1969-06-24 | 1994-03 | pns  | III/b | dafduk          | supervisor  | Pengadministrasi Perkantoran
maria       | ; Maria Goreti Lamawuran; S.Kom.       | f | 1997-07-19 | 2025-06 | cpns | III/a | dafduk          | ariani      | Administrator Database Kependudukan Ahli Pertama
kabid-capil | ; Rina Oktavia Simanjuntak; S.H., M.Kn. | f | 1980-10-28 | 2006-01 | pns | IV/a | capil            | kadis       | Kepala Bidang Pelayanan Pencatatan Sipil
baso        | ; Andi Baso Mappangara; S.H.           | m | 1986-02-14 | 2011-01 | pns  | III/d | capil           | kabid-capil | Penelaah Teknis Kebijakan
yulia       | ; Yulia Fitri Chaniago; A.Md.          | f | 1993-07-22 | 2019-03 | pns  | II/d | capil            | kabid-capil | Operator SIAK Terampil
meilani     | ; Meilani Tanuwijaya; S.Kom.           | f | 1998-05-30 | 2022-03 | pns  | III/a | capil           | kabid-capil | Pranata Komputer Ahli Pertama
zaini       | ; Lalu Ahmad Zaini;                    | m | 1984-09-09 | 2022    | pppk | V    | capil            | kabid-capil | Operator Layanan Operasional
kadinkes    | dr.; Sitti Hadijah Tuasikal; M.Kes.    | f | 1972-04-04 | 2001-12 | pns  | IV/c | dinkes           | sekda       | Kepala Dinas Kesehatan
kapus       | dr.; Bayu Kurniawan;                   | m | 1985-11-11 | 2012-02 | pns  | IV/a | puskesmas-melati | kadinkes    | Dokter Ahli Madya (Kepala Puskesmas)
ester       | ; Ester Magdalena Sumual; S.Kep., Ns.  | f | 1991-01-31 | 2015-03 | pns  | III/c | puskesmas-melati | kapus      | Perawat Ahli Muda
sriyanti    | ; Sriyanti Hulopango; A.Md.Keb.        | f | 1994-08-08 | 2023    | pppk | VII  | puskesmas-melati | kapus       | Bidan Terampil
dimas       | ; Dimas Prasetyo Nugroho; A.Md.KL.     | m | 1995-03-12 | 2019-03 | pns  | II/d | puskesmas-melati | kapus       | Tenaga Sanitasi Lingkungan Terampil
yuliana     | ; Yuliana Kogoya; A.Md.Kep.            | f | 1996-12-01 | 2024    | pppk | VII  | puskesmas-melati | kapus       | Perawat Terampil
camat       | ; Syaiful Anwar Tanjung; S.STP., M.Si. | m | 1979-05-15 | 2001-12 | pns  | IV/b | kec-sukamaju     | sekda       | Camat Sukamaju
sekcam      | ; Endang Sulistyowati; S.Sos.          | f | 1975-09-26 | 2003-01 | pns  | IV/a | kec-sukamaju     | camat       | Sekretaris Kecamatan
daniel      | ; Daniel Tarigan; S.IP.                | m | 1987-06-17 | 2011-01 | pns  | III/d | kec-sukamaju    | camat       | Kepala Seksi Pelayanan
putri       | ; Putri Ayu Maharani;                  | f | 2000-02-20 | 2024    | pppk | V    | kec-sukamaju     | daniel      | Operator Layanan Operasional
lurah       | ; Rahmat Hidayat Mokoginta; S.IP.      | m | 1983-03-27 | 2009-01 | pns  | III/d | kel-mekarsari   | camat       | Lurah Mekarsari
herlina     | ; Herlina Ginting; A.Md.               | f | 1992-06-06 | 2018-03 | pns  | II/d | kel-mekarsari    | lurah       | Pengolah Data dan Informasi
petrus      | ; Petrus Kanisius Dau;                 | m | 1990-04-28 | 2025    | pppk-part-time | V | kel-mekarsari | lurah      | Pengadministrasi Perkantoran
"""

# Which kind of position a name tells of, the first that fits.
KINDS = (
    ("fungsional", ("Ahli", "Terampil", "Mahir", "Penyelia")),
    ("jpt-pratama", ("Sekretaris Daerah", "Kepala BKPSDM", "Kepala Dinas")),
    ("administrator", ("Kepala Bidang", "Sekretaris Dinas", "Sekretaris Kecamatan", "Camat")),
    ("pengawas", ("Kepala Subbagian", "Kepala Seksi", "Lurah")),
)

# key | role | unit (empty: the whole installation)
GRANTS = """
admin     | hr_admin      | kota
admin     | sysadmin      |
author    | author        | kota
reviewer  | reviewer      | kota
operator  | unit_operator | disdukcapil
kadis     | unit_head     | disdukcapil
camat     | unit_head     | kec-sukamaju
"""

# The four buttons of the demo's sign-in page.
BUTTONS = ("learner", "supervisor", "author", "admin")


@dataclass(frozen=True, kw_only=True, slots=True)
class DemoUnit:
    """A unit below another."""

    code: str
    kind: str
    parent: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DemoPerson:
    """An invented civil servant; `service_month` is 0 for a PPPK, whose number holds the year alone."""

    key: str
    title_before: str
    name: str
    title_after: str
    is_female: bool
    born: date
    service_year: int
    service_month: int
    status: str
    rank: str
    unit: str
    leader: str
    position: str
    serial: int

    @property
    def nip(self) -> str:
        """Eighteen digits: birth, beginning of service, sex, serial."""
        begun = (
            f"{self.service_year}{self.service_month:02d}" if self.service_month else f"{self.service_year}21"
        )
        return f"{self.born:%Y%m%d}{begun}{2 if self.is_female else 1}{self.serial:03d}"

    @property
    def position_kind(self) -> str:
        """The kind of the position, which its name tells."""
        for kind, words in KINDS:
            if any(word in self.position for word in words):
                return kind
        return "pelaksana"

    @property
    def in_service_since(self) -> date:
        """The first day of the number."""
        return date(self.service_year, self.service_month or 1, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class DemoGrant:
    """A role of a person in a unit; an empty unit means everywhere."""

    key: str
    role: str
    unit: str


@cache
def units() -> tuple[DemoUnit, ...]:
    """All units but the root, parents first."""
    return tuple(
        DemoUnit(code=code, kind=kind, parent=parent, name=name) for code, kind, parent, name in _rows(UNITS)
    )


@cache
def people() -> tuple[DemoPerson, ...]:
    """All people, leaders first."""
    return tuple(_person(cells, serial) for serial, cells in enumerate(_rows(PEOPLE), start=1))


@cache
def grants() -> tuple[DemoGrant, ...]:
    """All granted roles."""
    return tuple(DemoGrant(key=key, role=role, unit=unit) for key, role, unit in _rows(GRANTS))


def _person(cells: list[str], serial: int) -> DemoPerson:
    key, full_name, sex, born, since, status, rank, unit, leader, position = cells
    before, name, after = (part.strip() for part in full_name.split(";"))
    year, _, month = since.partition("-")
    return DemoPerson(
        key=key,
        title_before=before,
        name=name,
        title_after=after,
        is_female=sex == "f",
        born=date.fromisoformat(born),
        service_year=int(year),
        service_month=int(month or 0),
        status=status,
        rank=rank,
        unit=unit,
        leader=leader,
        position=position,
        serial=serial,
    )


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
