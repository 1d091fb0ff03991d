"""Slips that must never be silent, and the errors that the checker promises to catch."""

from decimal import Decimal

import pytest

from elearn.content.questions.choices import ChoiceQuestion
from elearn.content.questions.matching import Matching
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.number import Number
from elearn.content.questions.short_text import ShortText
from elearn.content.questions.true_false import TrueFalse
from tests.content.writing import MATTER, asked, question, quiz_and_problems, rules, the_problem

TWO = "- [x] Satu\n- [ ] Dua"


def choice_texts(answer: str) -> list[str]:
    """The options that an answer reads as."""
    read = question(answer)
    assert isinstance(read, ChoiceQuestion)
    return [choice.text for choice in read.choices]


# --- the table of section 5: what is caught, what is read (and told), what is simply fine

CAUGHT, TOLD, FINE = "error", "warning", "nothing"
TABLE = [
    ("no option marked right", CAUGHT, ["- [ ] Satu\n- [ ] Dua"]),
    ("two marked in a single", TOLD, ["- [x] Satu\n- [x] Dua\n- [ ] Tiga"]),
    ("all marked right", TOLD, ["- [x] Satu\n- [x] Dua"]),
    ("wrong marker shape", CAUGHT, ["- [v] Satu\n- [ ] Dua", "- (x) Satu\n- ( ) Dua"]),
    ("option wraps to line 2", FINE, ["- [x] Satu\n  dan seterusnya\n- [ ] Dua"]),
    ("blank line inside stem", FINE, [f"Paragraf satu.\n\nParagraf dua.\n\n{TWO}"]),
    ("blank line between options", FINE, ["- [x] Satu\n\n- [ ] Dua"]),
    ("a colon or a URL in text", FINE, ["- [x] Pukul: 12:30\n- [ ] https://contoh.go.id/a:b"]),
    ("= ~ # { } in text", FINE, ["- [x] a = b ~ c # d { e }\n- [ ] {%x%}"]),
    (
        "text starts with a sign",
        FINE,
        ["- [x] @budi\n- [ ] % besar\n- [ ] `kode`\n- [ ] **a**\n- [ ] [b](#c)"],
    ),
    ("answers 0123, 12:30, 1.10, ya, a date", FINE, ["Isian: 0123 | 12:30 | 1.10 | ya | no | 2026-03-05"]),
    ('"Benar" as key', FINE, ["- [x] Benar\n- [ ] Salah"]),
    ("decimal comma", FINE, ["Angka: 3,14 ± 0,5"]),
    ("Word arrow in matching", FINE, ["Pasangkan:\n\n- A → B\n- C \uf0e0 D"]),
    ("duplicate option", CAUGHT, ["- [x] Satu\n- [ ] Dua\n- [ ] Dua"]),
    (
        "explanation typed as plain text",
        CAUGHT,
        [f"{TWO}\n\nPembahasan: karena.", f"{TWO}\nPembahasan: karena."],
    ),
    ('"(correct)" left in option', CAUGHT, ["- [x] Satu (correct)\n- [ ] Dua", "- [x] Satu ✓\n- [ ] Dua"]),
    ("misspelt label", CAUGHT, [f"{TWO}\n\n> **Petnjuk:** pikirkan."]),
    ("tab or wrong indent", FINE, ["\t- [x] Satu\n   - [ ] Dua\n- [ ] Tiga"]),
]


@pytest.mark.parametrize(("slip", "here", "answers"), TABLE, ids=[row[0] for row in TABLE])
def test_each_slip_of_the_table_is_caught_or_told_or_fine(slip: str, here: str, answers: list[str]):
    for answer in answers:
        quiz, problems = quiz_and_problems(asked(answer))
        levels = {str(one.level) for one in problems}

        assert (quiz is None) is (here == CAUGHT), (slip, answer)
        assert levels == (set() if here == FINE else {here}), [one.message() for one in problems]
        assert all(one.hint() for one in problems)


def test_no_option_marked_right_is_caught():
    assert "K-101" in rules(asked("- [ ] Satu\n- [ ] Dua"))


def test_two_marked_in_a_single_reads_as_jamak_and_is_told():
    body = asked("- [x] Satu\n- [x] Dua\n- [ ] Tiga")
    quiz, problems = quiz_and_problems(body)

    assert quiz is not None
    assert isinstance(quiz.questions[0], MultipleChoice)
    assert [one.rule for one in problems] == ["K-150"]
    assert "2 kotak [x]" in problems[0].message()


def test_jenis_jamak_says_that_two_marks_are_meant():
    assert rules(asked("- [x] Satu\n- [x] Dua", meta="Kode: a | Jenis: jamak | Rujukan: b#c")) == []


def test_jenis_tunggal_forbids_two_marks():
    assert "K-122" in rules(asked("- [x] Satu\n- [x] Dua", meta="Kode: a | Jenis: tunggal | Rujukan: b#c"))


def test_jenis_jamak_allows_a_single_mark():
    assert isinstance(question(TWO, meta="Kode: a | Jenis: jamak | Rujukan: b#c"), MultipleChoice)


def test_all_marked_right_reads_as_jamak_and_is_told():
    assert rules(asked("- [x] Satu\n- [x] Dua")) == ["K-150"]


@pytest.mark.parametrize("box", ["[v]", "(x)", "[*]", "(v)", "[✓]", "[-]", "[benar]", "[50]", "[1/2]"])
def test_a_wrong_marker_shape_is_caught_and_no_option_is_lost(box: str):
    found = rules(asked(f"- {box} Satu\n- [ ] Dua\n- [x] Tiga"))

    assert "K-112" in found or "K-120" in found
    assert "K-118" not in found


def test_empty_round_boxes_are_caught():
    assert rules(asked("- [x] Satu\n- ( ) Dua")).count("K-112") == 1


def test_an_option_that_wraps_to_line_2_stays_one_option():
    assert choice_texts("- [x] Satu baris\n  yang panjang\n- [ ] Dua\ndan seterusnya") == [
        "Satu baris\nyang panjang",
        "Dua\ndan seterusnya",
    ]


def test_a_blank_line_inside_the_stem_does_not_end_the_question():
    stem = "Paragraf satu.\n\nParagraf dua."
    body = f"## Perhatikan.\nKode: a | Rujukan: b#c\n\n{stem}\n\n{TWO}\n\n> Pembahasan: ya.\n"
    quiz, problems = quiz_and_problems(body)

    assert problems == ()
    assert quiz is not None
    assert quiz.questions[0].stem == stem


def test_a_blank_line_between_options_changes_nothing():
    assert choice_texts("- [x] Satu\n\n- [ ] Dua\n\n\n- [ ] Tiga") == ["Satu", "Dua", "Tiga"]


def test_a_colon_or_address_in_a_text_is_text():
    assert choice_texts("- [x] https://contoh.go.id/a:b\n- [ ] Pukul: 12:30") == [
        "https://contoh.go.id/a:b",
        "Pukul: 12:30",
    ]


@pytest.mark.parametrize("text", ["a = b ~ c # d { e }", "#1 terbaik", "{%x%}", "~semua~", "= sama"])
def test_marks_of_other_formats_are_text(text: str):
    assert choice_texts(f"- [x] {text}\n- [ ] lain") == [text, "lain"]


@pytest.mark.parametrize(
    "text", ["@budi", "% besar", "`kode`", "**tebal**", "[tautan](#a)", '"kutipan"', "| pipa", "* bintang"]
)
def test_a_text_may_start_with_any_sign(text: str):
    assert choice_texts(f"- [x] {text}\n- [ ] lain") == [text, "lain"]


@pytest.mark.parametrize("text", ["0123", "12:30", "1.10", "ya", "no", "2026-03-05", "1e3", "null", "True"])
def test_answers_are_text_and_never_typed(text: str):
    read = question(f"Isian: {text}")

    assert isinstance(read, ShortText)
    assert read.answers[0].alternatives == (text,)
    assert choice_texts(f"- [x] {text}\n- [ ] lain") == [text, "lain"]


@pytest.mark.parametrize("pair", [("Benar", "Salah"), ("Salah", "Benar"), ("Ya", "Tidak"), ("True", "False")])
def test_benar_and_salah_make_a_true_false_question(pair: tuple[str, str]):
    assert isinstance(question(f"- [x] {pair[0]}\n- [ ] {pair[1]}"), TrueFalse)


@pytest.mark.parametrize("arrow", ["→", "⇒", "-->", "=>", "\uf0e0"])
def test_an_arrow_that_a_word_processor_made_is_read(arrow: str):
    read = question(f"Pasangkan:\n\n- SPBE {arrow} Perpres 95/2018\n- ASN {arrow} UU 20/2023")

    assert isinstance(read, Matching)
    assert [(pair.left, pair.right) for pair in read.pairs] == [
        ("SPBE", "Perpres 95/2018"),
        ("ASN", "UU 20/2023"),
    ]


def test_a_decimal_comma_is_read():
    read = question("Angka: 3,14")

    assert isinstance(read, Number)
    assert read.key.target == Decimal("3.14")


def test_a_duplicate_option_is_caught():
    problem = the_problem(asked("- [x] Satu\n- [ ] Dua\n- [ ]  Dua."), "K-109")

    assert problem.values["line"] == "10"
    assert problem.place.line == 11


@pytest.mark.parametrize("label", ["Pembahasan", "Jika benar", "Contoh jawaban"])
def test_an_explanation_typed_as_plain_text_is_caught_wherever_it_stands(label: str):
    assert "K-110" in rules(f"## Apa?\nKode: a\n\n{TWO}\n\n{label}: karena.\n")
    assert "K-110" in rules(f"## Apa?\nKode: a\n\n{TWO}\n{label}: karena.\n")
    assert "K-110" in rules(f"## Apa?\nKode: a\n\n{label}: karena.\n\n{TWO}\n")


@pytest.mark.parametrize("leak", ["(benar)", "(correct)", "✓", "✅", "(kunci)", "[benar]", "(Jawaban benar)"])
def test_the_key_left_in_an_option_is_caught(leak: str):
    problem = the_problem(asked(f"- [x] Satu\n- [ ] Dua {leak}"), "K-104")

    assert problem.values["leak"] == leak
    assert problem.excerpt[problem.place.column - 1 :][: problem.width] == leak


def test_a_misspelt_meta_key_is_told_with_the_right_one():
    problem = the_problem(asked(TWO, meta="Kode: a | Pion: 2"), "K-151")

    assert problem.hint() == 'maksud Anda "Poin"?'


def test_a_misspelt_label_is_caught_with_the_right_one():
    problem = the_problem(f"## Apa?\nKode: a\n\n{TWO}\n\n> **Pembahsan:** karena.\n", "K-113")

    assert problem.is_error
    assert problem.hint() == "maksud Anda Pembahasan?"


def test_a_misspelt_front_matter_key_is_caught_with_the_right_one():
    problem = the_problem(asked(TWO), "K-411", matter="---\njudul: Kuis\nkesempatn: 3\n---\n")

    assert problem.is_error
    assert problem.place.line == 3
    assert problem.hint() == 'maksud Anda "kesempatan"?'


def test_tabs_and_wrong_indents_change_nothing():
    assert choice_texts("\t- [x] Satu\n   - [ ] Dua\n- [ ] Tiga\n\t> Umpan balik.") == ["Satu", "Dua", "Tiga"]


# --- the errors of section 4 that the table does not name


def test_two_kinds_in_one_question_are_caught():
    assert "K-102" in rules(asked(f"{TWO}\n\nIsian: Satu"))
    assert "K-102" in rules(asked(f"Angka: 5\n\n{TWO}"))
    assert "K-102" in rules(asked("Angka: 5\nIsian: lima"))


def test_one_kode_for_two_questions_is_caught():
    assert rules(asked(TWO) + "\n" + asked(TWO)) == ["K-206"]


def test_an_empty_option_is_caught():
    assert "K-106" in rules(asked("- [x] Satu\n- [ ]\n- [ ] Tiga"))


def test_an_item_without_box_among_options_is_caught():
    assert "K-107" in rules(asked("- [x] Satu\n- Dua\n- [ ] Tiga"))


def test_an_orphan_quote_is_caught():
    assert "K-108" in rules(f"## Apa?\nKode: a\n\n{TWO}\n\n> Umpan balik yang jauh.\n")


def test_stray_text_after_the_answer_is_caught():
    assert "K-111" in rules(f"## Apa?\nKode: a\n\n{TWO}\n\nTeks yang tertinggal.\n")


@pytest.mark.parametrize(
    "asks", ["Pilih dua jawaban.", "Pilihlah 2 yang tepat", "Pilih semua yang benar", "Pilih tiga"]
)
def test_a_stem_that_asks_for_more_than_are_marked_is_caught(asks: str):
    assert "K-121" in rules(asked("- [x] Satu\n- [ ] Dua\n- [ ] Tiga", title=asks))


def test_a_stem_that_asks_for_as_many_as_are_marked_is_fine():
    body = asked(
        "- [x] Satu\n- [x] Dua\n- [ ] Tiga", title="Pilih dua", meta="Kode: a | Jenis: jamak | Rujukan: b#c"
    )
    assert rules(body) == []


def test_a_draw_larger_than_the_section_is_caught():
    assert "K-202" in rules(f"# Dasar (ambil 5)\n\n{asked(TWO)}")
    assert "K-202" in rules(f"# Dasar\nAmbil: 5 | Acak: ya\n\n{asked(TWO)}")
    assert "K-202" in rules(asked(TWO), matter="---\njudul: Kuis\nambil: 5\n---\n")


def test_unequal_points_in_a_drawn_section_are_caught():
    other = asked(TWO, meta="Kode: dua | Poin: 3 | Rujukan: b#c")
    assert "K-204" in rules(f"# Dasar (ambil 1)\n\n{asked(TWO)}\n{other}")


def test_a_pass_mark_that_cannot_be_reached_is_caught():
    assert "K-205" in rules(asked(TWO), matter="---\njudul: Kuis\nlulus: 120%\n---\n")
    assert "K-205" in rules(asked(TWO, meta="Kode: a | Status: tarik | Rujukan: b#c"))


@pytest.mark.parametrize(
    "written", ["3.14", "12.34", "0.500", "1e3", "lima", "", "5 s.d. 10 ± 1", "10 s.d. 5", "1/2"]
)
def test_an_unreadable_number_is_caught(written: str):
    quiz, problems = quiz_and_problems(asked(f"Angka: {written}"))

    assert quiz is None
    assert {one.rule for one in problems} & {"K-117", "K-140", "K-141", "K-142", "K-144"}


def test_an_english_decimal_is_answered_with_the_indonesian_one():
    problem = the_problem(asked("Angka: 3.14"), "K-117")

    assert problem.hint().startswith("maksud Anda 3,14?")


def test_a_ruler_right_below_text_is_caught_and_a_ruler_alone_is_not():
    assert "K-124" in rules(f"## Apa?\nKode: a\n\nTeks.\n---\n\n{TWO}\n")
    assert "K-124" not in rules(f"## Apa?\nKode: a\n\nTeks.\n\n---\n\n{TWO}\n")


def test_a_heading_without_space_is_caught():
    assert "K-130" in rules(f"##Apa?\n\n{TWO}\n")


def test_a_question_without_answer_is_caught_and_a_misspelt_keyword_is_guessed():
    problem = the_problem("## Apa?\nKode: a\n\nIsan: SPBE\n", "K-115")

    assert 'Maksud Anda "Isian:"?' in problem.hint()


def test_one_option_alone_is_caught():
    assert "K-118" in rules(asked("- [x] Satu"))


def test_part_credit_in_jamak_is_caught():
    body = asked("- [x] Satu\n- [x] Dua\n- [50%] Tiga", meta="Kode: a | Jenis: jamak | Rujukan: b#c")
    assert "K-119" in rules(body)


def test_both_benar_and_salah_marked_is_caught():
    assert "K-126" in rules(asked("- [x] Benar\n- [x] Salah"))


def test_keys_without_meaning_yet_are_refused():
    assert "K-416" in rules(asked(TWO), matter="---\njudul: Kuis\nversi: 2\n---\n")


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ("- [x] Jawaban ini sengaja ditulis sangat panjang sekali agar tertebak\n- [ ] Pendek", "K-152"),
        ("- [x] A. Satu\n- [ ] B. Dua", "K-155"),
        ("- [x] Satu\n- [ ] Dua\n- [ ] A dan B benar", "K-157"),
    ],
)
def test_item_craft_is_told_as_a_warning(answer: str, rule: str):
    quiz, problems = quiz_and_problems(asked(answer))

    assert quiz is not None
    assert {one.rule for one in problems} == {rule}


def test_a_question_without_explanation_or_reference_is_told():
    assert rules(f"## Apa?\nKode: a\n\n{TWO}\n") == ["K-153", "K-154"]


def test_statements_that_are_all_right_are_told():
    def statements(*keys: str) -> str:
        boxes = {"Benar": "- [x] Benar\n- [ ] Salah", "Salah": "- [ ] Benar\n- [x] Salah"}
        return "\n".join(asked(boxes[key], meta=f"Kode: q{n} | Rujukan: b#c") for n, key in enumerate(keys))

    assert rules(statements("Benar", "Benar", "Benar", "Benar")) == ["K-255"]
    assert rules(statements("Benar", "Salah", "Benar", "Benar")) == []
    assert rules(statements("Salah", "Salah", "Salah")) == []


def test_a_key_that_always_stands_in_the_same_place_is_told():
    body = "\n".join(
        asked(f"- [ ] Salah{n}\n- [x] Betul{n}", meta=f"Kode: q{n} | Rujukan: b#c") for n in range(4)
    )
    assert rules(body) == ["K-250"]


def test_an_option_used_again_and_again_is_told():
    body = "\n".join(
        asked(f"- [x] Betul{n}\n- [ ] Itu lagi", meta=f"Kode: q{n} | Rujukan: b#c") for n in range(3)
    )
    assert rules(body) == ["K-252"]


def test_too_few_questions_to_draw_from_are_told():
    pair = (
        asked(TWO)
        + asked(TWO, meta="Kode: dua | Rujukan: b#c")
        + asked(TWO, meta="Kode: tiga | Rujukan: b#c")
    )
    assert "K-251" in rules(pair, matter="---\njudul: Kuis\nambil: 2\n---\n")


def test_all_problems_are_told_at_once():
    body = asked("- [ ] Satu\n- [ ] Dua") + asked("Angka: 3.14", meta="Kode: dua") + "## Kosong\nKode: tiga\n"
    found = rules(body, matter=MATTER.replace("kode: kuis", "warna: merah"))

    assert {"K-101", "K-117", "K-115", "K-411"} <= set(found)
