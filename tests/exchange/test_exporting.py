"""What goes out: every loss is told, no cell becomes a formula, pictures travel along."""

import csv
import io

import pytest

from elearn.content.quiz import Quiz
from elearn.content.quiz_files import read_quiz
from elearn.exchange.exporting import FORMATS, export_quiz
from elearn.exchange.notes import Verdict
from elearn.exchange.sentences import worded
from elearn.exchange.table_writer import as_text
from tests.exchange.importer import INTO, brought

QUIZ = """---
judul: Kuis
---

# Dasar: A/B

## Surat masuk dicatat di mana?
Kode: arsip-01 | Poin: 2 | Tag: istilah | Tingkat: mudah | Rujukan: dasar#agenda

![Alur](gambar/alur.png)

- [x] Buku agenda
  > Tepat.
- [ ] Buku tamu

> **Petunjuk:** Diagendakan.

> **Pembahasan:** =HYPERLINK("x")

## Pilih dua arsip vital
Kode: arsip-02 | Jenis: jamak

- [x] Akta
- [x] Sertifikat
- [ ] Brosur

## Berapa persen?
Kode: arsip-03

Angka: 64 ± 5% persen

## Dua -> tiga?
Kode: arsip-04 | Status: tarik

Isian: a -> b | c
"""


def quiz() -> Quiz:
    """The quiz of this file."""
    read, problems = read_quiz(QUIZ.encode(), INTO)
    assert read is not None, problems
    return read


def told(form: str) -> dict[str, list[str]]:
    """The codes of the losses, question by question."""
    items = export_quiz(quiz(), form, lambda path: None).report.items
    return {item.id: [note.code for note in item.notes] for item in items}


def test_gift_tells_what_it_cannot_say():
    assert told("gift") == {
        "arsip-01": ["out-points", "out-difficulty", "out-reference", "out-hints", "out-picture"],
        "arsip-02": ["out-all-or-nothing"],
        "arsip-03": ["out-unit", "out-relative"],
        "arsip-04": ["out-withdrawn"],
    }


def test_moodle_can_say_more():
    assert told("moodle-xml") == {
        "arsip-01": ["out-difficulty", "out-reference"],
        "arsip-02": ["out-all-or-nothing"],
        "arsip-03": ["out-relative"],
        "arsip-04": [],
    }


def test_aiken_refuses_what_it_has_no_form_for():
    items = export_quiz(quiz(), "aiken", lambda path: None).report.items

    assert [item.verdict for item in items] == [Verdict.IMPORTED, *[Verdict.REFUSED] * 3]


@pytest.mark.parametrize("form", FORMATS)
def test_every_loss_has_words(form: str):
    for item in export_quiz(quiz(), form, lambda path: None).report.items:
        assert all(worded(note) for note in item.notes)


@pytest.mark.parametrize("form", ["gift", "moodle-xml"])
def test_sections_travel_as_categories(form: str):
    sent = export_quiz(quiz(), form, lambda path: None).text + (
        "\n$CATEGORY: x\n\nLain? {T}" if form == "gift" else ""
    )
    if form == "moodle-xml":
        assert "$course$/top/Dasar: A//B" in sent
    else:
        assert "# Dasar: A/B" in (brought(sent, form).document or "")


def test_a_picture_travels_inside_moodle_xml_and_back():
    png = b"\x89PNG\r\n\x1a\n rekaan"
    sent = export_quiz(quiz(), "moodle-xml", lambda path: png if path == "gambar/alur.png" else None)
    back = brought(sent.text, "moodle-xml")

    assert list(back.pictures.values()) == [png]
    assert f"![Alur]({next(iter(back.pictures))})" in (back.document or "")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "\u200b=1", "\r=1"])
def test_no_cell_is_a_formula(cell: str):
    assert as_text(cell) == f"'{cell}"


def test_the_table_has_one_row_for_each_question():
    text = export_quiz(quiz(), "csv", lambda path: None).text
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))

    assert [row["kode"] for row in rows] == ["arsip-01", "arsip-02", "arsip-03", "arsip-04"]
    assert rows[0]["pembahasan"].startswith("'=")
    assert rows[0]["jawaban"].startswith("[x] Buku agenda")
