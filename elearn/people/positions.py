"""Kinds of positions (UU 20/2023) and employment statuses: codes, words on screen, how people write them."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache


class PositionKind(StrEnum):
    """The kinds of positions: five managerial ones, highest first, then two others."""

    TOP_MAIN = "jpt-utama"
    TOP_MIDDLE = "jpt-madya"
    TOP_FIRST = "jpt-pratama"
    ADMINISTRATOR = "administrator"
    SUPERVISOR = "pengawas"
    FUNCTIONAL = "fungsional"
    EXECUTIVE = "pelaksana"


# Terms of law: they stand on English pages as they are.
KIND_WORDS = {
    PositionKind.TOP_MAIN: "JPT Utama",
    PositionKind.TOP_MIDDLE: "JPT Madya",
    PositionKind.TOP_FIRST: "JPT Pratama",
    PositionKind.ADMINISTRATOR: "Administrator",
    PositionKind.SUPERVISOR: "Pengawas",
    PositionKind.FUNCTIONAL: "Fungsional",
    PositionKind.EXECUTIVE: "Pelaksana",
}
STATUS_WORDS = {"cpns": "CPNS", "pns": "PNS", "pppk": "PPPK", "pppk-part-time": "PPPK Paruh Waktu"}
BASIS_WORDS = {"definitive": "Definitif", "plt": "Plt.", "plh": "Plh.", "additional": "Jabatan tambahan"}

# As office lists write them; the eselon of before 2014 is still said every day.
_OTHER_KIND_SPELLINGS = {
    "jabatan pimpinan tinggi utama": PositionKind.TOP_MAIN,
    "jabatan pimpinan tinggi madya": PositionKind.TOP_MIDDLE,
    "jabatan pimpinan tinggi pratama": PositionKind.TOP_FIRST,
    "pimpinan tinggi pratama": PositionKind.TOP_FIRST,
    "eselon i": PositionKind.TOP_MIDDLE,
    "eselon ii": PositionKind.TOP_FIRST,
    "eselon iii": PositionKind.ADMINISTRATOR,
    "eselon iv": PositionKind.SUPERVISOR,
    "jf": PositionKind.FUNCTIONAL,
    "jft": PositionKind.FUNCTIONAL,
    "jabatan fungsional": PositionKind.FUNCTIONAL,
    "fungsional tertentu": PositionKind.FUNCTIONAL,
    "jfu": PositionKind.EXECUTIVE,
    "staf": PositionKind.EXECUTIVE,
    "jabatan administrator": PositionKind.ADMINISTRATOR,
    "jabatan pengawas": PositionKind.SUPERVISOR,
    "jabatan pelaksana": PositionKind.EXECUTIVE,
    "fungsional umum": PositionKind.EXECUTIVE,
}
_OTHER_STATUS_SPELLINGS = {
    "pppk penuh waktu": "pppk",
    "p3k": "pppk",
    "p3k paruh waktu": "pppk-part-time",
    "pppk pw": "pppk-part-time",
    "calon pns": "cpns",
}


@lru_cache(maxsize=500)  # a list of thousands has a dozen spellings
def read_kind(text: str) -> PositionKind | None:
    """The kind of position somebody wrote, whatever the case; None when it says nothing we know."""
    said = _plain(text)
    known = {_plain(word): kind for kind, word in KIND_WORDS.items()} | _OTHER_KIND_SPELLINGS
    return known.get(said)


@lru_cache(maxsize=500)
def read_status(text: str) -> str | None:
    """The code of the employment status somebody wrote, or None."""
    said = _plain(text)
    known = {_plain(word): code for code, word in STATUS_WORDS.items()} | _OTHER_STATUS_SPELLINGS
    return known.get(said) or (said.replace(" ", "-") if said.replace(" ", "-") in STATUS_WORDS else None)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text).casefold().split())
