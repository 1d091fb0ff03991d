"""Answers of several parts, and surveys, from the form to the result page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from elearn.content.questions.contract import option_id, part_field
from elearn.content.quiz import Quiz
from elearn.content.quiz_files import read_quiz
from tests.quiz.conftest import Browser, Shelf, value_of

SOURCE = """---
judul: Kuis
kode: kuis-satu
status: terbit
lulus: 50%
---

## Pasangkan istilah
Kode: pasang

Pasangkan:

- SPBE -> Perpres 95
- ASN -> UU 20
- -> UU 14

> Pembahasan: rahasia-pembahasan

## Urutkan tahap
Kode: urut

Urutkan:

1. Menilai
2. Menyusun
3. Melaksanakan

## Lengkapi kalimat
Kode: isi

Lengkapi:

Nomor [[rahasia-kunci]] memuat [[Angka: 70]] pasal, oleh [[ [x] Presiden | [ ] Menteri ]].

## Seberapa puas Anda?
Kode: puas | Jenis: survei

- [ ] Puas
  > Terima kasih.
- [ ] Kurang
"""
RIGHT = {
    "pasang": {"SPBE": "Perpres 95", "ASN": "UU 20"},
    "urut": {"Menilai": "1", "Menyusun": "2", "Melaksanakan": "3"},
}


@pytest.fixture
def quiz(shelf: Shelf) -> Quiz:
    """A published quiz with the kinds of several parts."""
    read, problems = read_quiz(SOURCE.encode(), "quizzes/kursus-satu/kuis-satu.md")
    assert read is not None, problems
    shelf.put(read)
    return read


def fields(code: str, parts: dict[str, str], sequence: int = 1) -> dict[str, str]:
    """The form fields of the parts of one answer, by their keys."""
    named = {f"{code}.{part_field(key)}": value for key, value in parts.items()}
    return {f"{code}.sequence": str(sequence), **named}


def right_fields() -> dict[str, str]:
    """Every question answered rightly."""
    pairs = {option_id(left): option_id(right) for left, right in RIGHT["pasang"].items()}
    places = {option_id(item): place for item, place in RIGHT["urut"].items()}
    gaps = {"1": "rahasia-kunci", "2": "70", "3": option_id("Presiden")}
    survey = {"puas.sequence": "1", "puas.answer": option_id("Puas")}
    return fields("pasang", pairs) | fields("urut", places) | fields("isi", gaps) | survey


@pytest.mark.usefixtures("quiz")
def test_every_part_is_stored_with_one_receipt_for_the_question(siti_browses: Browser) -> None:
    siti_browses.start()
    answer = siti_browses.post(siti_browses.path("answers"), right_fields(), script=True)

    assert answer.status_code == 200
    assert [one["question"] for one in answer.json["saved"]] == ["pasang", "urut", "isi", "puas"]
    assert value_of(siti_browses, "isi") == {"1": "rahasia-kunci", "2": "70", "3": option_id("Presiden")}
    assert value_of(siti_browses, "urut") == {option_id(item): place for item, place in RIGHT["urut"].items()}


@pytest.mark.usefixtures("quiz")
def test_the_stored_parts_stand_in_the_page_again(siti_browses: Browser) -> None:
    siti_browses.start()
    siti_browses.post(siti_browses.path("answers"), right_fields())
    page = siti_browses.get(siti_browses.path()).text

    assert f'<option value="{option_id("Perpres 95")}" selected>' in page
    assert "<option selected>3</option>" in page
    assert 'value="rahasia-kunci" aria-label="Isian 1"' in page
    assert f'<option value="{option_id("Presiden")}" selected>' in page
    review = siti_browses.get(siti_browses.path("review")).text
    assert "4 dari 4 soal dijawab" in review
    assert "1: rahasia-kunci" in review


@pytest.mark.usefixtures("quiz")
def test_before_the_end_no_page_tells_a_key(siti_browses: Browser) -> None:
    page = siti_browses.get(siti_browses.start().location).text

    assert "rahasia" not in page
    shown = [page.index(f"<b>{one}</b>") for one in ("Menilai", "Menyusun", "Melaksanakan")]
    assert shown != sorted(shown)
    siti_browses.post(siti_browses.path("answers"), fields("urut", {option_id("Menyusun"): "1"}))
    review = siti_browses.get(siti_browses.path("review")).text
    assert "rahasia" not in review


@pytest.mark.usefixtures("quiz")
@pytest.mark.parametrize(
    ("code", "parts", "sentence", "again"),
    [
        (
            "urut",
            {option_id("Menilai"): "2", option_id("Menyusun"): "2"},
            "Dua butir memakai nomor yang sama",
            "<option selected>2</option>",
        ),
        (
            "isi",
            {"1": "ketikan saya", "2": "tujuh"},
            "belum terbaca sebagai bilangan",
            'value="ketikan saya"',
        ),
    ],
)
def test_parts_that_cannot_be_stored_stay_in_the_fields_with_a_sentence(
    siti_browses: Browser, code: str, parts: dict[str, str], sentence: str, again: str
) -> None:
    siti_browses.start()
    answer = siti_browses.post(siti_browses.path("answers"), fields(code, parts))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert again in answer.text
    assert value_of(siti_browses, code) is None


@pytest.mark.usefixtures("quiz")
def test_a_part_that_is_not_on_the_page_is_refused(siti_browses: Browser) -> None:
    siti_browses.start()
    answer = siti_browses.post(siti_browses.path("answers"), fields("isi", {"9": "x"}), script=True)

    assert answer.status_code == 422
    assert answer.json["refused"][0]["reason"] == "unknown-option"


@pytest.mark.usefixtures("quiz")
def test_an_emptied_part_replaces_what_was_stored(siti_browses: Browser) -> None:
    siti_browses.start()
    siti_browses.post(siti_browses.path("answers"), fields("isi", {"1": "a", "2": "70"}))
    siti_browses.post(siti_browses.path("answers"), fields("isi", {"1": "", "2": "70"}, sequence=2))

    assert value_of(siti_browses, "isi") == {"2": "70"}


@pytest.mark.usefixtures("quiz")
def test_a_pass_shows_each_part_in_words(siti_browses: Browser) -> None:
    siti_browses.start()
    swapped = fields("urut", {option_id("Menilai"): "2", option_id("Menyusun"): "1"})
    siti_browses.post(siti_browses.path("answers"), right_fields() | swapped)
    siti_browses.submit()
    page = siti_browses.get(siti_browses.path("result")).text

    assert "Lulus" in page
    assert "2 dari 3 soal dijawab benar" in page  # the survey is not one of them
    assert "Urutan yang benar:" in page
    assert "Terima kasih." in page
    assert "Sudah dijawab" in page


@pytest.mark.usefixtures("quiz")
def test_a_failed_attempt_tells_nothing_about_single_parts(siti_browses: Browser) -> None:
    siti_browses.start()
    siti_browses.post(siti_browses.path("answers"), fields("isi", {"2": "1", "3": option_id("Menteri")}))
    siti_browses.submit()
    page = siti_browses.get(siti_browses.path("result")).text

    assert "Belum lulus" in page
    assert "rahasia" not in page
    assert "Seharusnya" not in page
    assert "part-verdict" not in page


def test_a_quiz_of_surveys_is_passed_by_handing_in(
    shelf: Shelf, quiz: Quiz, browse: Callable[[Any], Browser], siti: Any
) -> None:
    section = replace(quiz.sections[0], questions=quiz.questions[3:])
    shelf.put(replace(quiz, sections=(section,)))
    browser = browse(siti)
    browser.start()
    browser.post(browser.path("answers"), {"puas.sequence": "1", "puas.answer": option_id("Kurang")})
    browser.submit()
    page = browser.get(browser.path("result")).text

    assert "Lulus" in page
    assert "0 dari 0" not in page
