"""The fragments that the description of the format shows, each read as it says.

The worked example has a test of its own.
"""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from elearn.content.course import CompletionRule, Confirmer, Mode
from elearn.content.course_files import KEYS as COURSE_KEYS
from elearn.content.course_files import read_course
from elearn.content.module_files import KEYS as MODULE_KEYS
from elearn.content.module_files import read_module
from elearn.content.questions.choices import ChoiceQuestion
from elearn.content.questions.cloze import Cloze
from elearn.content.questions.contract import Question
from elearn.content.questions.essay import Essay
from elearn.content.questions.labels import LABELS
from elearn.content.questions.matching import Matching
from elearn.content.questions.meta import QUESTION_KEYS
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.number import Number
from elearn.content.questions.ordering import Ordering
from elearn.content.questions.short_text import ShortText
from elearn.content.questions.single_choice import SingleChoice
from elearn.content.questions.survey import Survey
from elearn.content.questions.true_false import TrueFalse
from elearn.content.quiz import Purpose, ShowExplanation
from elearn.content.quiz_files import KEYS as QUIZ_KEYS
from elearn.content.quiz_files import KEYS_WITHOUT_MEANING
from tests.content.writing import META, TAIL, asked, question, quiz_and_problems, rules

TWO = "- [x] Satu\n- [ ] Dua"

# --- the keys, as the description lists them

COURSE = (
    "kode, judul, ringkasan, bidang, jenis-kompetensi, kompetensi, nilai-berakhlak, penyelenggara, pengajar, "
    "sasaran, mode, urutan, prasyarat, prates, pascates, kelulusan, masa-berlaku, dasar-hukum, "
    "berlaku-sampai, ditinjau, ditinjau-oleh, status, pemilik, lisensi, kontak"
)
MODULE = "kode, judul, jp, tujuan, kuis, tugas-praktik, status"
QUIZ = (
    "judul, modul, status, lulus, kesempatan, jeda, waktu, ambil, acak-soal, acak-pilihan, nilai, "
    "tampilkan-pembahasan, tampilkan-nilai, nilai-sebagian, batas, versi, bank, jenis, setara"
)
QUESTION = "Kode, Poin, Tag, Tingkat, Jenis, Acak, Nilai-sebagian, Rujukan, Persis, Status"


@pytest.mark.parametrize(
    ("listed", "known"),
    [
        (COURSE, COURSE_KEYS),
        (MODULE, MODULE_KEYS),
        (QUIZ, [*QUIZ_KEYS, *KEYS_WITHOUT_MEANING]),
        (QUESTION.lower(), QUESTION_KEYS),
    ],
    ids=["course", "module", "quiz", "question"],
)
def test_every_listed_key_is_known(listed: str, known: dict[str, tuple[str, ...]]) -> None:
    assert set(listed.split(", ")) <= set(known)


def test_every_listed_label_is_known() -> None:
    listed = "Petunjuk|Pembahasan|Jika benar|Jika salah|Jika sebagian|Contoh jawaban"
    assert tuple(listed.split("|")) == LABELS


# --- course.md


def test_course_md_reads_as_it_says() -> None:
    text = """---
kode: spbe
judul: SPBE
jenis-kompetensi: teknis
mode: daring-mandiri
nilai-berakhlak: Berorientasi Pelayanan, Adaptif
kelulusan:
- semua-modul
- pascates
- tugas-praktik
prasyarat: pengantar, arsip
masa-berlaku: 36
berlaku-sampai: 2027-01-01
ditinjau: 5 Maret 2026
status: terbit
---

## Mengapa ini penting

Bagi Anda, unit Anda, dan warga.

Setelah mengikuti kursus ini peserta mampu:

- (P) menyebutkan dasar hukum
- (K) memeriksa berkas
- (S) melayani dengan ramah
"""
    course, problems = read_course(text.encode(), "modules/spbe/course.md")
    assert problems == ()
    assert course is not None
    assert course.mode is Mode.SELF_PACED
    assert course.completion_rule == tuple(CompletionRule)
    assert course.prerequisites == ("pengantar", "arsip")
    assert course.validity_months == 36
    assert [one.domain for one in course.objectives] == ["P", "K", "S"]


# --- a module

MODULE_TEXT = """---
kode: dasar-spbe
judul: Dasar SPBE
jp: 1,5
tujuan: (P) menjelaskan SPBE; (K) menilai layanan
kuis: kuis-dasar-spbe
tugas-praktik: ya
status: terbit
---

## Aplikasi umum {#aplikasi-umum}

Teks, *[SPBE]: tidak di sini, dan [tautan](#aplikasi-umum).

!!! catatan
    Sebuah catatan.

!!! waspada
    Hati-hati.

*[SPBE]: Sistem Pemerintahan Berbasis Elektronik

[Cek pemahaman](kuis.md#kode)

## Tugas praktik {#tugas}

Ukur waktu layanan di loket.

Bukti: foto papan antrean
Konfirmasi: atasan
"""


def test_a_module_reads_as_it_says() -> None:
    module, problems = read_module(MODULE_TEXT.encode(), "modules/spbe/02-dasar-spbe.md")
    assert problems == ()
    assert module is not None
    assert (module.code, module.jp, module.quiz) == ("dasar-spbe", Decimal("1.5"), "kuis-dasar-spbe")
    assert [one.code for one in module.sections] == ["aplikasi-umum", "tugas"]
    assert [(one.quiz, one.question) for one in module.sections[0].checks] == [("kuis", "kode")]
    assert module.sections[1].practice_task is not None
    assert module.sections[1].practice_task.confirmer is Confirmer.SUPERVISOR


@pytest.mark.parametrize("who", ["atasan", "mentor", "tidak"])
def test_a_practice_task_names_who_confirms_it(who: str) -> None:
    text = MODULE_TEXT.replace("Konfirmasi: atasan", f"Konfirmasi: {who}")
    assert read_module(text.encode(), "modules/spbe/02-dasar-spbe.md")[1] == ()


def test_a_number_prefix_orders_and_never_identifies() -> None:
    text = MODULE_TEXT.replace("kode: dasar-spbe\n", "")
    first, second = (
        read_module(text.encode(), f"modules/spbe/{name}.md")[0]
        for name in ("01-dasar-spbe", "12-dasar-spbe")
    )
    assert first is not None
    assert second is not None
    assert first.code == second.code == "dasar-spbe"


# --- the grammar of a quiz


@pytest.mark.parametrize("head", ["# Dasar (ambil 1)\n", "# Dasar\nAmbil: 1 | Acak: ya\n"])
def test_a_section_draws_by_its_title_or_by_its_line(head: str) -> None:
    other = asked(TWO, meta="Kode: dua | Rujukan: b#c")
    quiz, problems = quiz_and_problems(f"{head}\n{asked(TWO)}\n{other}")
    assert problems == ()
    assert quiz is not None
    assert [(one.title, one.draw, one.shuffle) for one in quiz.sections] == [("Dasar", 1, True)]


def test_a_leading_number_in_the_title_is_ignored() -> None:
    assert question(TWO, title="1. Apa itu SPBE?").title == "Apa itu SPBE?"


@pytest.mark.parametrize(
    ("answer", "kind", "more"),
    [
        (TWO, SingleChoice, ""),
        ("- [x] Satu\n- [x] Dua\n- [ ] Tiga", MultipleChoice, " | Jenis: jamak"),
        (TWO, MultipleChoice, " | Jenis: jamak"),
        ("- [x] Benar\n- [ ] Salah", TrueFalse, ""),
        ("- [ ] Ya\n- [x] Tidak", TrueFalse, ""),
        ("- [ ] False\n- [x] True", TrueFalse, ""),
        ("- [ ] Puas\n- [ ] Belum", Survey, " | Jenis: survei"),
        ("Isian: BerAKHLAK | ber akhlak", ShortText, ""),
        ("Angka: 64 ± 0,5 persen", Number, ""),
        ("Pasangkan:\n\n- A -> B\n- C -> D\n- -> E", Matching, ""),
        ("Urutkan:\n\n1. Satu\n2. Dua", Ordering, ""),
        ("Lengkapi:\n\nTahun [[2018]] oleh [[ [x] Presiden | [ ] Menteri ]].", Cloze, ""),
        ("Uraian: 150-300 kata\n\nRubrik:\n\n- (1) Bahasa jelas", Essay, ""),
    ],
)
def test_every_kind_of_answer_reads_as_its_kind(answer: str, kind: type[Question], more: str) -> None:
    assert type(question(answer, meta=META + more)) is kind


@pytest.mark.parametrize("marker", ["-", "*", "1.", "a."])
def test_every_list_marker_is_accepted_before_a_box(marker: str) -> None:
    read = question(f"{marker} [x] Satu\n{marker} [ ] Dua\n{marker} [] Tiga")
    assert isinstance(read, ChoiceQuestion)
    assert [one.credit for one in read.choices] == [1, 0, 0]


@pytest.mark.parametrize("quote", ["> Tepat.", "  > Tepat.", "\n  > Tepat."])
def test_feedback_stands_below_its_option(quote: str) -> None:
    read = question(f"- [x] Satu\n{quote}\n- [ ] Dua")
    assert isinstance(read, ChoiceQuestion)
    assert [one.feedback for one in read.choices] == ["Tepat.", ""]


def test_comments_code_deeper_headings_and_rulers_are_content() -> None:
    stem = "### Kasus\n\n```\n## bukan soal\n- [x] bukan kotak\n```\n\n---\n\n<!-- catatan -->"
    quiz, problems = quiz_and_problems(f"## Apa?\n{META}\n\n{stem}\n\n{TWO}{TAIL}")
    assert problems == ()
    assert quiz is not None
    assert len(quiz.questions) == 1


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [("64", 64, 64), ("64 ± 2", 62, 66), ("64 +- 2", 62, 66), ("50 ± 10%", 45, 55), ("5 s.d. 10", 5, 10)],
)
def test_a_number_may_be_written_in_every_way(written: str, low: int, high: int) -> None:
    read = question(f"Angka: {written}")
    assert isinstance(read, Number)
    assert read.key.bounds == (low, high)


@pytest.mark.parametrize("word", ["Semua jawaban di atas benar", "Tidak ada jawaban di atas yang benar"])
def test_an_option_that_speaks_of_those_above_stays_last(word: str) -> None:
    read = question(f"- [x] Satu\n- [ ] Dua\n- [ ] {word}")
    assert {read.option_text(read.option_order(seed, shuffle=True)[-1]) for seed in range(50)} == {word}


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("jenis", "latihan | kuis | prates | pascates | ujian"),
        ("status", "draf | terbit | arsip"),
        ("nilai", "tertinggi | terakhir | pertama"),
        ("tampilkan-pembahasan", "langsung | setelah-selesai | setelah-lulus | tidak"),
    ],
)
def test_every_listed_value_is_known(key: str, values: str) -> None:
    for value in re.split(r" \| ", values):
        assert rules(asked(TWO), matter=f"---\njudul: Kuis\n{key}: {value}\n---\n\n") == []


def test_practice_shows_feedback_at_once_and_the_others_wait() -> None:
    for purpose, shown in (
        (Purpose.PRACTICE, ShowExplanation.IMMEDIATELY),
        (Purpose.QUIZ, ShowExplanation.AFTER_SUBMIT),
    ):
        word = "latihan" if purpose is Purpose.PRACTICE else "kuis"
        quiz, _ = quiz_and_problems(asked(TWO), matter=f"---\njudul: Kuis\njenis: {word}\n---\n\n")
        assert quiz is not None
        assert (quiz.purpose, quiz.show_explanation) == (purpose, shown)
