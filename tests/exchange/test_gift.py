"""GIFT as authors of Moodle write it, slips included."""

from decimal import Decimal
from fractions import Fraction

import pytest

from elearn.content.questions.cloze import Cloze
from elearn.content.questions.essay import Essay
from elearn.content.questions.matching import Matching
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.number import Number
from elearn.content.questions.short_text import ShortText
from elearn.content.questions.single_choice import SingleChoice
from elearn.content.questions.true_false import TrueFalse
from tests.exchange.importer import SAMPLES, brought, codes, question, questions, reasons, refused

LOST_SILENTLY_IN_MOODLE = {
    "Soal yang terpotong\n\nbaris kedua? {=a ~b}": "description",
    "Tanpa kunci {~a ~b}": "no-right",
    "Bobot rusak {=benar ~%50A ~c}": "weight",
    "Kembar {=a ~a ~b}": "option-twice",
    "Berlebih {=a ~b} lalu {=c ~d}": "two-answers",
    "Dua angka {#=3 =5}": "several-numbers",
    "Kurung tak tertutup { =a ~b": "braces",
    "Kurung tutup saja =a ~b}": "braces",
    "Kurung di dalam {=f{x} ~b}": "two-answers",
    "Tanpa sama dengan {a ~b ~c}": "no-right",
    "Jawaban tanpa tanda {Jakarta}": "bare-answer",
    "Kosong {=a ~}": "empty-option",
    "Satu pilihan {~a}": "too-few-options",
    "Pasangan timpang {=a -> b =c}": "pair",
    "Angka kata {#tiga}": "number",
}


def test_single_choice_keeps_weights_feedback_name_id_and_tags():
    text = "// [id:arsip-01] [tag:istilah]\n::Agenda::Di mana? {=Buku#Ya. ~Meja#Bukan. ~%50%Rak ####Begitu.}"
    one = question(text)

    assert isinstance(one, SingleChoice)
    assert (one.code, one.title, one.tags, one.explanation) == (
        "arsip-01",
        "Di mana?",
        ("istilah",),
        "Begitu.",
    )
    assert [(choice.text, choice.credit, choice.feedback) for choice in one.choices] == [
        ("Buku", 1, "Ya."),
        ("Meja", 0, "Bukan."),
        ("Rak", Fraction(1, 2), ""),
    ]


def test_weights_without_an_equals_sign_make_a_question_with_several_right_options():
    one = question("Pilih {~%50%a ~%50%b ~%-100%c}")

    assert isinstance(one, MultipleChoice)
    assert [choice.is_right for choice in one.choices] == [True, True, False]
    assert one.partial_credit is True


@pytest.mark.parametrize(("word", "is_true"), [("T", True), ("TRUE", True), ("F", False), ("False", False)])
def test_true_and_false_with_feedback_for_the_wrong_and_the_right_click(word: str, is_true: bool):
    one = question(f"Pernyataan {{{word}#salah klik#benar klik}}")

    assert isinstance(one, TrueFalse)
    right = next(choice for choice in one.choices if choice.is_right)
    assert right.text == ("Benar" if is_true else "Salah")
    assert right.feedback == "benar klik"


def test_short_answers_are_alternatives_and_a_star_speaks_to_all_others():
    one = question("Siapa? {=Soekarno =Sukarno =%50%Bung Karno#Nama resmi. =%0%*#Coba lagi.}")

    assert isinstance(one, ShortText)
    assert [answer.alternatives for answer in one.answers] == [("Soekarno", "Sukarno"), ("Bung Karno",)]
    assert one.when_wrong == "Coba lagi."


@pytest.mark.parametrize(
    ("answer", "low", "high"),
    [("#3.14:0.05", "3.09", "3.19"), ("#1..5", "1", "5"), ("#42", "42", "42"), ("#=-2:0", "-2", "-2")],
)
def test_numbers_have_a_tolerance_or_a_range(answer: str, low: str, high: str):
    one = question(f"Berapa? {{{answer}}}")

    assert isinstance(one, Number)
    assert one.key.bounds == (Decimal(low), Decimal(high))


def test_part_credit_for_another_number_is_lost_aloud():
    text = "Tahun? {#=1945:0#Tepat. =%50%1944:1 ~#Baca lagi.}"
    one = question(text)

    assert isinstance(one, Number)
    assert (one.when_right, one.when_wrong) == ("Tepat.", "Baca lagi.")
    assert codes(text) == [["number-part"]]


def test_pairs_and_a_distractor():
    one = question("Pasangkan {=Bandung -> Jawa Barat =Denpasar -> Bali = -> Papua}")

    assert isinstance(one, Matching)
    assert [(pair.left, pair.right) for pair in one.pairs] == [
        ("Bandung", "Jawa Barat"),
        ("Denpasar", "Bali"),
    ]
    assert one.distractors == ("Papua",)


def test_a_missing_word_leaves_a_gap():
    assert question("Ibu kota {=Surabaya ~Malang} sejak lama.").title == "Ibu kota _____ sejak lama."


def test_a_full_stop_behind_the_answer_is_no_gap():
    assert question("Berapa pi? {#3..4}.").title == "Berapa pi?"
    assert question("Ibu kota Jawa Timur {=Surabaya ~Malang}.").title == "Ibu kota Jawa Timur _____."


def test_a_question_with_a_name_only_is_asked_by_its_name_and_that_is_told():
    assert question("::Apa itu arsip?::{=a ~b}").title == "Apa itu arsip?"
    assert codes("::Apa itu arsip?::{=a ~b}") == [["name-as-text"]]
    assert codes("{=a ~b}") == [["no-text"]]


def test_escapes_are_characters_and_a_written_line_end_is_a_paragraph():
    one = question(r"Tanda \{ \} \= \~ \# \: dan \\ saja.\nBaris dua. {=satu\=1 ~dua\~2}")

    assert one.title == r"Tanda { } = ~ # : dan \\ saja."
    assert one.stem == "Baris dua."
    assert isinstance(one, SingleChoice)
    assert [choice.text for choice in one.choices] == ["satu=1", "dua~2"]


def test_a_link_and_a_time_in_the_text_are_text():
    assert question("Pukul 12:30 di https://a.go.id? {=a ~b}").title == "Pukul 12:30 di https://a.go.id?"


def test_formats_are_read_as_they_say():
    assert question("[html]<p>Air: H<sub>2</sub>O</p><ul><li>a</li></ul>{T}").stem == "- a"
    assert question("[markdown]Ini **tebal** {T}").title == "Ini **tebal**"
    assert question("[plain]2*3*4 <b> {T}").title == r"2\*3\*4 &lt;b>"


def test_a_formula_stays_a_formula():
    assert (
        question(r"Hitung $$x_1^2 * y_1 * 2$$ dan \\(a_b_c\\) {#4}").title
        == r"Hitung $$x_1^2 * y_1 * 2$$ dan \(a_b_c\)"
    )


@pytest.mark.parametrize(
    "title", ["Isian: apa?", "## Judul", "- [x] kotak", "> kutipan", "Pembahasan: apa?", "--- x"]
)
def test_a_text_that_looks_like_our_structure_stays_text(title: str):
    one = question(f"{title} {{=a ~b}}")

    assert isinstance(one, SingleChoice)
    assert one.title.replace("\\", "") == title


def test_stem_lines_that_look_like_our_structure_stay_text():
    one = question(
        r"[markdown]Soal\n\nIsian: x\n\n- [x] kotak\n\n# Bagian\n\n> **Pembahasan:** bocor {=a ~b}"
    )

    assert isinstance(one, SingleChoice)
    assert [choice.text for choice in one.choices] == ["a", "b"]
    assert one.explanation == ""
    for word in ("Isian", "kotak", "Bagian", "bocor"):
        assert word in one.stem


def test_a_blank_line_between_options_does_not_break_the_question():
    assert len(questions("Apa? {\n=a\n\n~b\n\n}\n\nLain? {T}")) == 2


@pytest.mark.parametrize(("text", "code"), LOST_SILENTLY_IN_MOODLE.items())
def test_what_moodle_drops_or_misreads_without_a_word_is_told(text: str, code: str):
    assert code in codes(text)[0]


def test_every_refused_question_has_its_line():
    assert [
        (item.line, item.kind) for item in refused("Apa? {T}\n\nEsai {}\n\n// c\nTeks\n\nRusak { =a")
    ] == [
        (6, "description"),
        (8, "unknown"),
    ]


def test_two_full_marks_become_a_question_with_several_right_options_and_that_is_told():
    assert isinstance(question("Dua {=a =b ~c}"), MultipleChoice)
    assert "pilihan jamak" in reasons("Dua {=a =b ~c}")[0]


def test_categories_become_sections():
    document = brought("$CATEGORY: $course$/Dasar\n\nA? {T}\n\n$CATEGORY: $course$/Lanjut\nB? {F}").document

    assert document is not None
    assert (
        document.index("# Dasar")
        < document.index("## A?")
        < document.index("# Lanjut")
        < document.index("## B?")
    )


def test_the_long_sample_comes_in_but_for_what_has_no_answer_here():
    report = brought((SAMPLES / "lengkap.gift").read_bytes()).report

    assert (report.imported, report.refused) == (22, 8)


def test_two_questions_without_a_blank_line_between_them_are_two():
    assert [one.title for one in questions("::A::Satu? {T}\n::B::Dua? {F}")] == ["Satu?", "Dua?"]


def test_a_category_needs_no_blank_line_around_it():
    document = brought("Satu? {T}\n$CATEGORY: Lain\nDua? {F}").document

    assert document is not None
    assert document.index("## Satu?") < document.index("# Lain") < document.index("## Dua?")


def test_an_equals_sign_behind_a_tilde_marks_the_right_option():
    one = question("Mana? {~=a ~b ~c}")

    assert isinstance(one, SingleChoice)
    assert [choice.is_right for choice in one.choices] == [True, False, False]


def test_the_arrow_of_a_word_processor_makes_pairs_and_that_is_told():
    text = "Pasangkan {=Bandung → Jawa Barat =Denpasar → Bali}"

    assert isinstance(question(text), Matching)
    assert codes(text) == [["word-arrow"]]


def test_an_essay_has_empty_braces():
    one = question("Jelaskan alur surat. {####Lihat modul 2.}")

    assert isinstance(one, Essay)
    assert one.explanation == "Lihat modul 2."


def test_a_missing_word_to_type_is_a_gap():
    one = question("Arsip vital disimpan di {=lemari api =brankas} kantor.")

    assert isinstance(one, Cloze)
    assert one.text.endswith(" kantor.")
    assert one.blanks[0].right == ("lemari api", "brankas")


def test_a_missing_word_with_part_credit_stays_a_short_answer():
    one = question("Arsip disimpan di {=depo =%50%gudang#Hampir.} kantor.")

    assert isinstance(one, ShortText)
    assert one.title == "Arsip disimpan di _____ kantor."


def test_the_space_before_a_gap_stays():
    one = question("[markdown]Judul\\n\\nTeks {=kata}.")

    assert isinstance(one, Cloze)
    assert one.text.startswith("Teks \ue0021\ue003")
