"""From what the reader saw to the line that the author wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from elearn.errata.locating import locate
from elearn.errata.paragraphs import choices_of
from elearn.markup import render

PATH = "modules/adminduk/01-dasar.md"
MODULE = """---
kode: dasar
judul: Dasar
---

## Pembuka {#pembuka}

Paragraf pertama tentang **salam** dan [tautan](https://contoh.go.id/x "judul").

Dua

## Isi {#isi}

<!-- Paragraf pertama yang dicoret -->
Paragraf pertama tentang antrean[^1], yang
berlanjut di baris kedua.

1. Ambil *nomor*
2. Duduk
    - [x] di kursi

| Pintu | Cocok |
|---|---|
| Daring | Ponsel |

!!! contoh "Dua pesan"
    Isi contoh yang menolong.

![Alur](gambar/alur.svg "Dari pintu ke loket")

Rumusnya $x^2$ &amp; `kode`.

[^1]: Lihat **peraturan**.
"""
SOURCES = {
    "modules/adminduk/course.md": b"---\nkode: adminduk\n---\n",
    PATH: MODULE.encode(),
    "quizzes/adminduk/dasar.md": b"## Isi {#isi}\n",
    "modules/adminduk/gambar/alur.svg": b"\xff\xfe<svg/>",
}


def line_of(excerpt: str, section: str = "isi", sources: dict[str, bytes] | None = None) -> str:
    spot = locate(SOURCES if sources is None else sources, "dasar", section, excerpt)
    assert spot is not None and spot.is_exact
    return MODULE.split("\n")[spot.line - 1]


@pytest.mark.parametrize(
    ("excerpt", "begins"),
    [
        ("Paragraf pertama tentang antrean, yang berlanjut di baris kedua.", "Paragraf pertama tentang a"),
        ("Ambil nomor", "1. Ambil"),
        ("Duduk", "2. Duduk"),
        ("di kursi", "    - [x] di"),
        ("Daring Ponsel", "| Daring"),
        ("Dua pesan", '!!! contoh "Dua'),
        ("Isi contoh yang menolong.", "    Isi contoh"),
        ("Alur", "![Alur]"),
        ("Dari pintu ke loket", "![Alur]"),
        ("Rumusnya x2 & kode.", "Rumusnya"),
        ("Lihat peraturan.", "[^1]: Lihat"),
    ],
)
def test_the_paragraph_is_found_in_what_the_author_wrote(excerpt: str, begins: str) -> None:
    assert line_of(excerpt).startswith(begins)


def test_the_same_words_are_looked_for_in_the_right_section() -> None:
    text = "Paragraf pertama tentang salam dan tautan."
    assert line_of(text, "pembuka").startswith("Paragraf pertama tentang **salam**")
    assert not (locate(SOURCES, "dasar", "isi", text) or pytest.fail()).is_exact


def test_the_place_can_be_copied() -> None:
    assert str(locate(SOURCES, "dasar", "pembuka", "Dua")) == f"{PATH}:10"


def test_a_rewritten_end_does_not_lose_the_paragraph() -> None:
    old = "Paragraf pertama tentang antrean, yang dahulu berbunyi lain sampai akhir."
    assert line_of(old).startswith("Paragraf pertama tentang antrean")


def test_a_short_word_inside_another_text_is_no_find() -> None:
    spot = locate(SOURCES, "dasar", "isi", "nomor")
    assert spot is not None
    assert not spot.is_exact


def test_when_the_paragraph_is_gone_its_heading_is_given_and_said_so() -> None:
    spot = locate(SOURCES, "dasar", "isi", "Kalimat yang sudah dihapus penyusunnya dari bagian ini.")
    assert spot is not None
    assert (str(spot), spot.is_exact) == (f"{PATH}:12", False)


def test_the_whole_section_is_its_heading() -> None:
    spot = locate(SOURCES, "dasar", "isi", "")
    assert spot is not None
    assert (spot.line, spot.is_exact) == (12, True)


def test_what_is_gone_is_not_invented() -> None:
    assert locate(SOURCES, "dasar", "dihapus", "Dua") is None
    assert locate(SOURCES, "lain", "isi", "Dua") is None
    assert locate({}, "dasar", "isi", "Dua") is None


def test_a_module_is_known_by_its_code_and_then_by_its_file_name() -> None:
    renamed = {"modules/adminduk/07-lain.md": MODULE.encode()}
    nameless = {PATH: MODULE.replace("kode: dasar\n", "").encode()}
    assert str(locate(renamed, "dasar", "isi", "")) == "modules/adminduk/07-lain.md:12"
    assert str(locate(nameless, "dasar", "isi", "")) == f"{PATH}:11"
    assert locate(renamed, "lain", "isi", "") is None


def test_windows_line_ends_and_a_byte_order_mark_do_not_move_the_line() -> None:
    data = b"\xef\xbb\xbf" + MODULE.replace("\n", "\r\n").encode()
    assert line_of("Ambil nomor", sources={PATH: data}).startswith("1. Ambil")


def test_nearly_every_paragraph_of_the_real_courses_is_found() -> None:
    root = Path(__file__).resolve().parents[2]
    lost, all_of_them = [], 0
    for path in sorted((root / "modules").glob("*/[0-9]*.md")):
        name = path.relative_to(root).as_posix()
        front, *parts = path.read_text(encoding="utf-8").split("\n## ")
        module = next(line.removeprefix("kode: ") for line in front.splitlines() if line.startswith("kode: "))
        for part in parts:
            heading, _, body = part.partition("\n")
            code = heading.rpartition("{#")[2].rstrip("} ")
            for one in choices_of(render(body).html):
                spot = locate({name: path.read_bytes()}, module, code, one.excerpt)
                all_of_them += 1
                if spot is None or not spot.is_exact:
                    lost.append(f"{name}#{code}: {one.excerpt}")
    assert all_of_them > 300
    assert len(lost) <= all_of_them // 100, lost
