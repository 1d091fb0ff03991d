"""The meta line of a question or quiz section: `Kode: spbe-01 | Poin: 2`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from elearn.content.findings import found
from elearn.content.near import nearest
from elearn.content.text import Line, SourceText, Value
from elearn.problems import Problem

QUESTION_KEYS: dict[str, tuple[str, ...]] = {
    "kode": ("code",),
    "poin": ("points",),
    "tag": ("tags",),
    "tingkat": ("difficulty",),
    "jenis": ("kind",),
    "acak": ("shuffle",),
    "nilai-sebagian": ("partial-credit",),
    "rujukan": ("reference",),
    "persis": ("exact",),
    "status": (),
}
"""Canonical keys with their English aliases."""

SECTION_KEYS: dict[str, tuple[str, ...]] = {"ambil": ("draw",), "acak": ("shuffle",)}

_PART = re.compile(r"(?P<lead>\s*)(?P<key>[^\W\d_][\w\- ]{0,24}?)\s*:\s*(?P<value>.*?)\s*")


@dataclass(frozen=True, kw_only=True)
class Meta:
    """What a meta line says; `is_meta` False means that the line is stem text (perhaps with a warning)."""

    is_meta: bool
    values: Mapping[str, Value] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


NO_META = Meta(is_meta=False)


def read_meta(source: SourceText, line: Line, keys: Mapping[str, tuple[str, ...]]) -> Meta:
    """Read one line; it is a meta line only when all of its parts have known keys."""
    parts = _parts(line.text)
    if not parts:
        return NO_META
    canonical = [_canonical(part["key"], keys) for _, part in parts]
    if all(canonical):
        return _values(source, line, [one or "" for one in canonical], parts)
    suspects = [(at, part["key"]) for (at, part), key in zip(parts, canonical, strict=True) if key is None]
    if not any(canonical) and not all(_meant(word, keys) for _, word in suspects):
        return NO_META
    return Meta(
        is_meta=False, problems=tuple(_suspect(source, line, at, word, keys) for at, word in suspects)
    )


def _parts(text: str) -> list[tuple[int, re.Match[str]]]:
    """The `key: value` parts with their offset; nothing when a part is not of that form."""
    parts, at = [], 0
    for piece in text.split("|"):
        match = _PART.fullmatch(piece)
        if match is None:
            return []
        parts.append((at, match))
        at += len(piece) + 1
    return parts


def plain_key(written: str) -> str:
    """A key in the form it is compared in: lower case, words joined by `-`."""
    return re.sub(r"[\s_-]+", "-", written.strip().lower())


def _canonical(written: str, keys: Mapping[str, tuple[str, ...]]) -> str | None:
    key = plain_key(written)
    return next((name for name, aliases in keys.items() if key == name or key in aliases), None)


def _meant(word: str, keys: Mapping[str, tuple[str, ...]]) -> str | None:
    return nearest(plain_key(word), keys)


def _suspect(
    source: SourceText, line: Line, at: int, word: str, keys: Mapping[str, tuple[str, ...]]
) -> Problem:
    meant = _meant(word, keys)
    column = line.text.index(word, at) + 1
    place = source.place(line, column)
    if meant is None:
        known = ", ".join(key.capitalize() for key in keys)
        return found("K-158", place, excerpt=line.text, width=len(word), key=word, known=known)
    return found("K-151", place, excerpt=line.text, width=len(word), key=word, meant=meant.capitalize())


def _values(
    source: SourceText, line: Line, canonical: list[str], parts: list[tuple[int, re.Match[str]]]
) -> Meta:
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for key, (at, part) in zip(canonical, parts, strict=True):
        place = source.place(line, at + part.start("value") + 1)
        name = key.capitalize()
        if key in values:
            problems.append(found("K-125", place, excerpt=line.text, key=name))
        elif not part["value"]:
            problems.append(
                found("K-105", place, excerpt=line.text, key=name, value="", allowed=_allowed(key))
            )
        else:
            values[key] = Value(part["value"], place)
    return Meta(is_meta=True, values=values, problems=tuple(problems))


def _allowed(key: str) -> str:
    return ALLOWED.get(key, "…")


ALLOWED = {
    "poin": "angka di atas 0, misalnya 2 atau 1,5",
    "tingkat": "mudah, sedang, sulit",
    "acak": "ya, tidak",
    "nilai-sebagian": "ya, tidak",
    "persis": "ya, tidak",
    "status": "draf, aktif, tarik",
    "jenis": "tunggal, jamak, benar-salah, survei",
    "ambil": "bilangan bulat mulai 1",
    "rujukan": "modul#bagian atau kursus/modul#bagian",
    "kode": "huruf kecil, angka dan tanda hubung, misalnya spbe-01",
    "tag": "kata, dipisah koma",
}
"""What may stand behind each key, in words for the author."""
