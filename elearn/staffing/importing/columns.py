"""The columns of the two lists, as offices name them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """What a column says of a person or a unit; the value is the header in the template."""

    NIP = "nip"
    NAME = "nama"
    TITLE_BEFORE = "gelar_depan"
    TITLE_AFTER = "gelar_belakang"
    STATUS = "status"
    RANK = "golongan"
    KIND = "jenis_jabatan"
    POSITION = "jabatan"
    UNIT = "unit"
    SUPERVISOR = "atasan_nip"
    EMAIL = "email"
    PHONE = "telepon"
    SINCE = "tmt"
    LEFT = "keluar"
    LEFT_REASON = "alasan_keluar"
    CODE = "kode"
    UNIT_KIND = "jenis"
    PARENT = "induk"
    ZONE = "zona"
    CLOSED = "ditutup"


PERSON_FIELDS = (
    Field.NIP,
    Field.NAME,
    Field.TITLE_BEFORE,
    Field.TITLE_AFTER,
    Field.STATUS,
    Field.RANK,
    Field.KIND,
    Field.POSITION,
    Field.UNIT,
    Field.SUPERVISOR,
    Field.EMAIL,
    Field.PHONE,
    Field.SINCE,
    Field.LEFT,
    Field.LEFT_REASON,
)
UNIT_FIELDS = (Field.CODE, Field.NAME, Field.UNIT_KIND, Field.PARENT, Field.ZONE, Field.CLOSED)
LONGEST = {
    Field.NAME: 200,
    Field.TITLE_BEFORE: 60,
    Field.TITLE_AFTER: 100,
    Field.RANK: 16,
    Field.POSITION: 200,
    Field.EMAIL: 254,
    Field.PHONE: 30,
    Field.CODE: 64,
    Field.UNIT_KIND: 32,
}

_OTHER_NAMES = {
    "nip baru": Field.NIP,
    "nip pegawai": Field.NIP,
    "nip ni pppk": Field.NIP,
    "nama pegawai": Field.NAME,
    "nama lengkap": Field.NAME,
    "nama unit": Field.NAME,
    "status kepegawaian": Field.STATUS,
    "pangkat golongan": Field.RANK,
    "gol": Field.RANK,
    "gol ruang": Field.RANK,
    "golongan ruang": Field.RANK,
    "nama jabatan": Field.POSITION,
    "unit kerja": Field.UNIT,
    "kode unit": Field.UNIT,
    "unit organisasi": Field.UNIT,
    "nip atasan": Field.SUPERVISOR,
    "nip atasan langsung": Field.SUPERVISOR,
    "atasan": Field.SUPERVISOR,
    "e mail": Field.EMAIL,
    "surel": Field.EMAIL,
    "no hp": Field.PHONE,
    "nomor hp": Field.PHONE,
    "no telepon": Field.PHONE,
    "tmt jabatan": Field.SINCE,
    "tanggal keluar": Field.LEFT,
    "unor": Field.CODE,
    "unit induk": Field.PARENT,
    "kode induk": Field.PARENT,
    "zona waktu": Field.ZONE,
}
# What would give rights: never read, and said aloud.
_RIGHTS = re.compile(
    r"\b(roles?|peran|(is )?(admin|superuser|staff|active)|hak|grants?|password|sandi|token|aktif)\b"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Headings:
    """Which column holds which field; and the columns that are not read."""

    places: Mapping[Field, int]
    ignored: tuple[str, ...]
    rights: tuple[str, ...]  # ignored too, because nobody gets a right from a list
    twice: tuple[str, ...]


def person_headings(headers: Sequence[str]) -> Headings:
    """The columns of a list of staff."""
    return _headings(headers, PERSON_FIELDS)


def unit_headings(headers: Sequence[str]) -> Headings:
    """The columns of a list of units."""
    return _headings(headers, UNIT_FIELDS)


def is_person_list(headers: Sequence[str]) -> bool:
    """Whether a table lists people: it has a column for the NIP."""
    return Field.NIP in person_headings(headers).places


def is_unit_list(headers: Sequence[str]) -> bool:
    """Whether a table lists units: it has codes and names, and no NIP."""
    return not is_person_list(headers) and {Field.CODE, Field.NAME} <= unit_headings(headers).places.keys()


def _headings(headers: Sequence[str], fields: Sequence[Field]) -> Headings:
    places: dict[Field, int] = {}
    ignored, rights, twice = [], [], []
    for place, header in enumerate(headers):
        field = _field(header, fields)
        if field is None and _RIGHTS.search(_plain(header)):
            rights.append(header)
        elif field is None:
            ignored += [header] if header else []
        elif field in places:
            twice.append(header)
        else:
            places[field] = place
    return Headings(places=places, ignored=tuple(ignored), rights=tuple(rights), twice=tuple(twice))


def _field(header: str, fields: Sequence[Field]) -> Field | None:
    plain = _plain(header)
    named = {field.value.replace("_", " "): field for field in fields}
    found = named.get(plain) or _OTHER_NAMES.get(plain)
    return found if found in fields else None


def _plain(header: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", header).casefold().split())
