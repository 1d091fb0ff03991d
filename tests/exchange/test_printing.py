"""A quiz on paper: the exam, the key on a page of its own, as HTML and as PDF."""

import io
import re
from html.parser import HTMLParser

import pytest
from hypothesis import assume, given, settings
from pypdf import PdfReader

from elearn.content.questions.contract import Question, QuestionStatus
from elearn.content.questions.writing import write_question
from elearn.content.quiz import Quiz
from elearn.content.quiz_files import read_quiz
from elearn.exchange.notes import Verdict
from elearn.exchange.paper.printing import print_quiz
from elearn.markup.rendering import render
from elearn.markup.values import Image
from tests.content.strategies import QUESTIONS
from tests.exchange.importer import INTO

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000" + "1f15c4890000000d49444154789c6360606060"
    "00000005000189a5a0150000000049454e44ae426082"
)
MATTER = "---\njudul: Kuis <arsip> & co\nlulus: 0%\nwaktu: 30 menit\n---\n\n"
QUIZ = (
    MATTER
    + """Bacalah **teliti**.

# Dasar

## Surat masuk dicatat di mana?
Kode: satu | Poin: 2

![Alur](gambar/alur.png)

- [x] Buku agenda
- [ ] Buku tamu
- [50%] Lembar disposisi

> **Pembahasan:** Setiap surat diagendakan.

## Pilih arsip vital
Kode: dua | Jenis: jamak

- [x] Akta
- [x] Sertifikat
- [ ] Brosur

## Berapa $x_1^2 + \\frac{a}{b}$ persen?
Kode: tiga

Angka: 64 ± 0,5 persen

## Pasangkan
Kode: empat

Pasangkan:

- SPBE -> Perpres 95
- ASN -> UU 20
- -> UU 14

## Urutkan
Kode: lima

Urutkan:

1. Menilai
2. Menyusun
3. Melaksanakan

## Lengkapi
Kode: enam

Lengkapi:

Nomor [[95 | sembilan lima]] oleh [[ [x] Presiden | [ ] Menteri ]].

## Jelaskan
Kode: tujuh | Poin: 4

Uraian: 150-300 kata

Rubrik:

- (4) Data lengkap
  - 4: semua ada
  - 0: tidak ada

> **Contoh jawaban:** Loket melayani 40 orang.

## Puas?
Kode: delapan | Jenis: survei

- [ ] Ya sekali
- [ ] Kurang

## Siapa?
Kode: sembilan

Isian: Soekarno | Sukarno

## Belum jadi
Kode: draf | Status: draf

- [x] a
- [ ] b
"""
)


def quiz(text: str = QUIZ) -> Quiz:
    """The quiz of a file."""
    read, problems = read_quiz(text.encode(), INTO)
    assert read is not None, problems
    return read


def html_of(text: str) -> str:
    """The HTML of a text, its pictures under their own names."""
    html = render(text, image_url=lambda target: Image(url=target, width=0, height=0)).html
    only = html.removeprefix("<p>").removesuffix("</p>")
    return html if "<p>" in only else only


def picture(source: str) -> bytes | None:
    """The one picture."""
    return PNG if source == "gambar/alur.png" else None


def printed(kind: str, seed: int | None = None, text: str = QUIZ) -> bytes:
    """The paper."""
    return print_quiz(quiz(text), kind, html_of, picture, seed=seed).data


def words(kind: str, seed: int | None = None) -> tuple[str, str]:
    """What stands on the exam and on the key, in words."""
    data = printed(kind, seed)
    if kind == "pdf":
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    else:
        text = re.sub(r"<style>.*?</style>|<title>.*?</title>|<[^>]*>", " ", data.decode(), flags=re.DOTALL)
    exam, _, key = " ".join(text.split()).partition("Kunci jawaban")
    return exam, key


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_every_kind_has_something_to_fill_in_and_no_key_on_the_exam(kind: str):
    exam, key = words(kind)

    for piece in (
        "Nama:",
        "NIP:",
        "Tanggal:",
        "(2 poin)",
        "30 menit",
        "Buku agenda",
        "Perpres 95",
        "Presiden",
    ):
        assert piece in exam
    assert "Tulis 150 sampai 300 kata." in exam
    assert "Data lengkap (4 poin)" in exam
    for piece in ("Soekarno", "sembilan lima", "Loket melayani", "diagendakan", "64 ± 0,5", "semua ada"):
        assert piece in key
        assert piece not in exam
    assert "Belum jadi" not in exam + key


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_the_key_names_the_letters_of_the_same_form(kind: str):
    exam, key = words(kind, seed=7)
    question = exam[exam.index("Surat masuk") : exam.index("Surat masuk") + 160]
    right = re.search(r"([A-C])\. Buku agenda", question)
    part = re.search(r"([A-C])\. Lembar disposisi", question)

    assert right
    assert part
    answer = key[key.index("Surat masuk") :][:80]
    assert re.search(rf"\b{right[1]}\b", answer)
    assert f"{part[1]} (50%)" in answer.replace("</b>", "")


def test_a_seed_gives_the_same_form_again_and_another_seed_another_one():
    assert printed("html", 1) == printed("html", 1)
    assert printed("pdf", 2) == printed("pdf", 2)
    assert len({printed("html", seed) for seed in range(1, 6)}) == 5
    assert "Naskah B" in words("html", 2)[0]
    assert "Naskah 30" in words("html", 30)[0]
    assert "Naskah" not in words("html")[0]


def test_a_seed_draws_what_the_quiz_draws_and_tells_the_rest():
    text = QUIZ.replace("# Dasar\n", "# Dasar\nAmbil: 3\n").replace(" | Poin: 2", "").replace("(4)", "(1)")
    text = text.replace(" | Poin: 4", "").replace("- 4: semua", "- 1: semua")
    text = re.sub(r"## Puas.*?(?=## Siapa)", "", text, flags=re.DOTALL)
    report = print_quiz(quiz(text), "html", html_of, picture, seed=1).report

    assert report.imported == 3
    assert [item.notes[0].code for item in report.items if item.verdict is Verdict.REFUSED] == [
        *["out-drawn"] * 5,
        "out-not-asked",
    ]


def test_the_page_stands_alone():
    page = printed("html").decode()

    assert "<script" not in page
    assert 'src="data:image/png;base64,' in page
    assert not re.search(r'(?:src|href)="(?!data:)', page)
    assert "<title>Kuis &lt;arsip&gt; &amp; co</title>" in page
    assert ".key { break-before: page }" in page


class _Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "hr", "img", "input", "meta", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_every_element_of_the_page_is_closed():
    balance = _Balance()
    balance.feed(printed("html").decode())

    assert balance.open == []


def test_the_pdf_has_a_title_a_language_its_pictures_and_its_letters_inside():
    reader = PdfReader(io.BytesIO(printed("pdf")))

    assert reader.metadata is not None
    assert reader.metadata.title == "Kuis <arsip> & co"
    assert reader.trailer["/Root"]["/Lang"] == "id"
    assert len(reader.pages[0].images) == 1
    fonts = reader.pages[0]["/Resources"]["/Font"].get_object().values()
    assert any("/FontFile2" in str(font.get_object().get("/FontDescriptor")) for font in fonts)
    assert "Kunci jawaban" in reader.pages[-1].extract_text()


def test_formulas_are_written_with_raised_and_lowered_signs():
    exam, _ = words("pdf")

    assert "a/b" in exam
    assert re.search(r"x ?1 ?2", exam)


def test_what_a_pdf_cannot_show_is_told():
    text = QUIZ.replace("Buku tamu", "漢字 → buku").replace("alur.png", "alur.svg")
    sent = print_quiz(quiz(text), "pdf", html_of, lambda _source: b"<svg/>")
    codes = [
        note.code for item in sent.report.items for note in item.notes if item.verdict is Verdict.IMPORTED
    ]

    assert codes == ["out-letters", "out-pdf-picture"]
    assert "[Alur]" in PdfReader(io.BytesIO(sent.data)).pages[0].extract_text()


def test_a_long_table_a_long_word_and_a_long_option_find_room():
    rows = "\n".join(f"| {number} | {'kata ' * 40} |" for number in range(80))
    lists = "- satu\n    - dua\n        1. tiga\n\n```\nkode\n```\n"
    stem = f"| a | b |\n|---|---|\n{rows}\n\n{'x' * 3000}\n\n{lists}"
    text = f"{MATTER}## Lihat\nKode: a\n\n{stem}\n- [x] {'panjang ' * 1200}\n- [ ] pendek\n"

    assert len(PdfReader(io.BytesIO(printed("pdf", text=text))).pages) > 5


@given(question=QUESTIONS)
@settings(deadline=None, max_examples=60)
def test_any_question_can_be_printed(question: Question):
    assume(question.status is QuestionStatus.ACTIVE)
    one = quiz(MATTER + write_question(question))

    for kind in ("html", "pdf"):
        assert print_quiz(one, kind, html_of, picture, seed=3).report.imported == 1
