"""How answers are read from a form, marked and echoed, kind by kind."""

import random
from fractions import Fraction

import pytest

from elearn.content.questions.choices import ChoiceQuestion, stays_last
from elearn.content.questions.contract import Answer, Question, UnreadableAnswer, Verdict
from tests.content.writing import META, question

JAMAK = "Kode: a | Jenis: jamak | Rujukan: b#c"


def ids(read: Question) -> list[str]:
    """The option ids in the order of the file."""
    assert isinstance(read, ChoiceQuestion)
    return [choice.id for choice in read.choices]


def posted(read: Question, *values: str) -> Answer:
    """The answer of a form with these values."""
    return read.parse_answer({"answer": list(values)})


def refused(read: Question, *values: str) -> str:
    """The code with which a form with these values is refused."""
    with pytest.raises(UnreadableAnswer) as error:
        posted(read, *values)
    return error.value.code


class TestSingleChoice:
    """Pilihan tunggal."""

    read = question("- [x] A\n  > Tepat.\n- [ ] B\n  > Bukan.\n- [50%] C")

    def test_each_option_earns_its_credit_and_says_its_feedback(self):
        a, b, c = ids(self.read)
        assert self.read.mark(a).fraction == 1
        assert self.read.mark(a).feedback == ((a, "Tepat."),)
        assert (self.read.mark(b).verdict, self.read.mark(b).feedback) == (Verdict.WRONG, ((b, "Bukan."),))
        assert (self.read.mark(c).verdict, self.read.mark(c).fraction) == (Verdict.PARTIAL, Fraction(1, 2))
        assert self.read.mark(None).verdict is Verdict.BLANK

    def test_a_form_may_hold_one_known_option_or_none(self):
        a, b, _ = ids(self.read)
        assert posted(self.read, a) == a
        assert posted(self.read) is None
        assert posted(self.read, "") is None
        assert refused(self.read, a, b) == "too-many"
        assert refused(self.read, "o1") == "unknown-option"
        assert refused(self.read, *["x"] * 100_000) == "too-many"

    def test_chance_is_the_mean_credit(self):
        assert self.read.chance_fraction() == Fraction(1, 2)

    def test_an_option_that_is_gone_earns_nothing(self):
        assert self.read.mark("o123").verdict is Verdict.WRONG


class TestMultipleChoice:
    """Pilihan jamak."""

    strict = question("- [x] A\n- [x] B\n- [ ] C\n- [ ] D", meta=JAMAK)
    partial = question("- [x] A\n- [x] B\n- [ ] C\n- [ ] D", meta=f"{JAMAK} | Nilai-sebagian: ya")

    @pytest.mark.parametrize(
        ("clicked", "fraction"),
        [("ab", "1"), ("a", "1/2"), ("abc", "1/2"), ("ac", "0"), ("cd", "0"), ("abcd", "0")],
    )
    def test_part_credit_is_right_less_wrong_and_never_below_zero(self, clicked: str, fraction: str):
        answer = [ids(self.partial)["abcd".index(one)] for one in clicked]
        assert self.partial.mark(answer).fraction == Fraction(fraction)

    def test_without_part_credit_it_is_all_or_nothing(self):
        a, b, c, _ = ids(self.strict)
        assert self.strict.mark([b, a]).fraction == 1
        assert self.strict.mark([a]).fraction == 0
        assert self.strict.mark([a, b, c]).fraction == 0

    def test_an_option_twice_or_unknown_is_refused(self):
        a = ids(self.strict)[0]
        assert refused(self.strict, a, a) == "duplicate"
        assert refused(self.strict, a, "x") == "unknown-option"
        assert refused(self.strict, *ids(self.strict), a) == "too-many"
        assert posted(self.strict) is None

    def test_chance_is_the_mean_over_all_clicks(self):
        assert self.strict.chance_fraction() == Fraction(1, 16)
        rng = random.Random(1)
        sat = [self.partial.mark(self.partial.robot_answer(rng)).fraction for _ in range(4000)]
        assert abs(float(sum(sat) / len(sat)) - float(self.partial.chance_fraction())) < 0.02


class TestOrder:
    """The order of options tells nothing."""

    def test_ids_do_not_depend_on_place_or_key(self):
        one, other = question("- [x] A\n- [ ] B"), question("- [ ] B\n- [ ] C\n- [x] A")
        assert ids(one) == [ids(other)[2], ids(other)[0]]
        assert ids(question("- [ ] A\n- [x] B")) == ids(one)

    def test_the_key_stands_everywhere_over_many_shuffles(self):
        read = question("- [x] A\n- [ ] B\n- [ ] C\n- [ ] D")
        places = [read.option_order(seed, True).index(ids(read)[0]) for seed in range(400)]
        assert all(60 < places.count(place) < 140 for place in range(4))

    def test_options_about_those_above_stay_last(self):
        read = question("- [ ] Semua jawaban di atas benar\n- [x] A\n- [ ] B\n- [ ] Tidak ada yang benar")
        first, _, _, last = ids(read)
        assert all(read.option_order(seed, True)[2:] == (first, last) for seed in range(50))

    @pytest.mark.parametrize(
        ("text", "stays"),
        [
            ("Semua benar", True),
            ("Semua pilihan di atas", True),
            ("Tidak satu pun di atas", True),
            ("None of the above.", True),
            ("Semua pegawai ASN", False),
            ("Tidak ada sanksi", False),
        ],
    )
    def test_which_options_stay_last(self, text: str, stays: bool):
        assert stays_last(text) is stays

    def test_acak_tidak_pins_one_question(self):
        read = question("- [x] A\n- [ ] B\n- [ ] C", meta=f"{META} | Acak: tidak")
        assert all(list(read.option_order(seed, True)) == ids(read) for seed in range(20))

    def test_benar_stands_before_salah_whatever_the_file_says(self):
        read = question("- [ ] Salah\n- [x] Benar")
        assert [read.option_text(one) for one in read.option_order(3, True)] == ["Benar", "Salah"]
        assert read.chance_fraction() == Fraction(1, 2)


class TestShortText:
    """Isian."""

    read = question(
        "Isian:\n\n- [x] Soekarno | Ir. Soekarno\n- [50%] Bung Karno\n  > Nama resminya.\n- [ ] Hatta"
    )

    @pytest.mark.parametrize(
        "typed", ["Soekarno", " soekarno ", "SOEKARNO.", "ir.  soekarno", "\uff33oekarno"]
    )
    def test_case_spaces_full_stop_and_width_do_not_count(self, typed: str):
        assert self.read.mark(typed).fraction == 1

    def test_known_other_answers_earn_their_part_and_their_feedback(self):
        mark = self.read.mark("bung karno")
        assert (mark.fraction, mark.feedback) == (Fraction(1, 2), (("a2", "Nama resminya."),))
        assert self.read.mark("Hatta").verdict is Verdict.WRONG

    def test_exact_compares_letter_by_letter(self):
        read = question("Isian: BerAKHLAK", meta=f"{META} | Persis: ya")
        assert read.mark("BerAKHLAK").fraction == 1
        assert read.mark("berakhlak").fraction == 0

    def test_what_no_database_can_hold_is_refused_and_the_rest_kept_as_typed(self):
        assert refused(self.read, "a\0b") == "characters"
        assert refused(self.read, "\ud800") == "characters"
        assert refused(self.read, "a" * 501) == "too-long"
        assert refused(self.read, "a", "b") == "too-many"
        assert posted(self.read, " é 👍 \u202e مر ") == " é 👍 \u202e مر "
        assert posted(self.read, "  \n ") is None


class TestNumber:
    """Angka."""

    read = question("Angka: 1.500 ± 0,5 rupiah")

    @pytest.mark.parametrize(
        ("typed", "echo"),
        [
            ("1500", "1500"),
            ("1.500", "1500"),
            ("1.500,5", "1500,5"),
            ("1,500.5", "1500,5"),
            ("Rp 1.500", "1500"),
            ("Rp1.500,00", "1500"),
            ("1500 rupiah", "1500"),
            ("1 500", "1500"),
            ("+1500", "1500"),
        ],
    )
    def test_every_unambiguous_writing_is_read_and_echoed(self, typed: str, echo: str):
        assert posted(self.read, typed) == typed
        assert self.read.echo(typed) == echo
        assert self.read.mark(typed).fraction == 1

    @pytest.mark.parametrize(
        "typed",
        [
            "NaN",
            "Infinity",
            "-inf",
            "1e1",
            "\u0663",
            "½",
            "seribu",
            "1.50.00",
            "1,5,0",
            "1/2",
            "--5",
            "9" * 40,
        ],
    )
    def test_what_is_not_surely_a_number_is_asked_again_and_never_right(self, typed: str):
        assert refused(self.read, typed) == "number"
        assert self.read.echo(typed) is None
        assert self.read.mark(typed).fraction == 0

    def test_the_bounds_count_and_beyond_them_nothing_does(self):
        assert self.read.mark("1499,5").fraction == 1
        assert self.read.mark("1500,51").fraction == 0

    def test_an_absolute_tolerance_on_percent(self):
        read = question("Angka: 40% ± 5")
        assert read.mark("45 %").fraction == 1
        assert read.mark("46").fraction == 0

    def test_minus_zero_is_zero(self):
        read = question("Angka: 0")
        assert read.mark("-0").fraction == 1
        assert read.echo("-0") == "0"


def test_the_words_for_a_verdict_come_from_the_author():
    read = question("- [x] A\n- [ ] B\n\n> Jika benar: bagus\n\n> Jika salah: ulangi")

    assert (read.closing(Verdict.RIGHT), read.closing(Verdict.WRONG)) == ("bagus", "ulangi")
    assert (read.closing(Verdict.PARTIAL), read.closing(Verdict.BLANK)) == ("ulangi", "")


def test_every_text_that_a_page_may_show_is_named():
    read = question("- [x] A\n  > Tepat.\n- [ ] B\n\n> Petunjuk: intip\n\n> Jika benar: bagus")

    assert set(read.texts()) == {"Apa itu SPBE?", "A", "B", "Tepat.", "intip", "bagus", "Karena begitu."}
