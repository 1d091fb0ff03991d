"""Whole quiz files: written and read back, mended without a change of meaning, and spoilt at random."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from elearn.content.mend import mended_text
from elearn.content.quiz import Quiz
from elearn.content.quiz_files import QuizReading, read_quiz
from tests.content.whole_quizzes import PATH, quizzes, without_places, written_quiz

TOLERANT = settings(deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink])
"""Whole files take a while to make: no deadline, and no long explanation of a failure."""
SAMPLE = (Path(__file__).parent / "contoh-kuis.md").read_text(encoding="utf-8")
SLOPPY = {
    "judul: ": "Title: ",
    "kesempatan: ": "max_attempts: ",
    "lulus: ": "Pass : ",
    "\n- [x] ": "\n- [X] ",
    "\n- [ ] ": "\n- [] ",
    "\nKode: ": "\nkode: ",
}


def read(text: str) -> QuizReading:
    return read_quiz(text.encode("utf-8", "surrogatepass"), PATH)


def the_quiz(text: str) -> Quiz:
    """The quiz of a text without errors."""
    quiz, problems = read(text)
    assert quiz is not None, [(one.rule, one.place.line, one.message()) for one in problems if one.is_error]
    return without_places(quiz)


class TestWritingAndReading:
    @given(quizzes())
    @settings(TOLERANT, max_examples=40)
    def test_a_quiz_that_is_written_reads_back_equal(self, quiz: Quiz) -> None:
        assert the_quiz(written_quiz(quiz)) == quiz

    @given(quizzes())
    @settings(TOLERANT, max_examples=10)
    def test_line_ends_of_windows_and_a_byte_order_mark_change_nothing(self, quiz: Quiz) -> None:
        text = "\ufeff" + written_quiz(quiz).replace("\n", "\r\n")
        assert the_quiz(text) == quiz


class TestMending:
    @given(quizzes())
    @settings(TOLERANT, max_examples=15)
    def test_a_tidy_file_stays_as_it_is_in_meaning(self, quiz: Quiz) -> None:
        assert the_quiz(mended_text(written_quiz(quiz), PATH)) == quiz

    @given(quizzes(), st.sets(st.sampled_from(sorted(SLOPPY)), min_size=1))
    @settings(TOLERANT, max_examples=30)
    def test_a_sloppy_file_means_the_same_before_and_after(self, quiz: Quiz, slips: set[str]) -> None:
        sloppy = written_quiz(quiz)
        for tidy in slips:
            sloppy = sloppy.replace(tidy, SLOPPY[tidy])
        fixed = mended_text(sloppy, PATH)

        assert the_quiz(sloppy) == the_quiz(fixed) == quiz
        assert mended_text(fixed, PATH) == fixed

    def test_codes_are_all_that_is_added(self) -> None:
        bare = "".join(line for line in SAMPLE.splitlines(keepends=True) if not line.startswith("kode:"))
        for number in range(1, 12):
            for form in (f"Kode: spbe-{number:02} | ", f"Kode: spbe-{number:02}\n"):
                bare = bare.replace(form, "")
        fixed = mended_text(bare, PATH)

        assert "Kode: " not in bare
        assert [one.rule for one in read(fixed)[1] if one.rule == "K-156"] == []
        assert uncoded(the_quiz(fixed)) == uncoded(the_quiz(bare)) == uncoded(the_quiz(SAMPLE))
        assert mended_text(fixed, PATH) == fixed

    def test_keys_and_boxes_are_written_in_their_canonical_form(self) -> None:
        text = "---\nTitle: A\nMax_Attempts: 3\n---\n\n## Apa?\nKode: a\n\n* [X] Satu\n-  [] Dua\n[ ] Tiga\n"
        fixed = mended_text(text, PATH)
        assert fixed.startswith("---\njudul: A\nkode: kuis\nkesempatan: 3\n---\n")
        assert fixed.endswith("* [x] Satu\n- [ ] Dua\n[ ] Tiga\n")


def uncoded(quiz: Quiz) -> list[object]:
    """The questions without their codes."""
    return [{**one.to_data(), "code": "", "place": ""} for one in quiz.questions]


# --- spoilt files


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """A file with some of its pieces cut, doubled, moved, or replaced by signs that mean something."""
    text = draw(st.one_of(st.just(SAMPLE), quizzes().map(written_quiz)))
    for _ in range(draw(st.integers(1, 6))):
        at, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        end = min(end, at + draw(st.sampled_from([1, 3, 20, 200])))
        piece = draw(st.sampled_from(["", text[at:end] * 2, text[at:end][::-1], *SIGNS]))
        text = text[:at] + piece + text[end:]
    return text


SIGNS = (
    *("[x]", "[ ]", "[50%]", "[[", "]]", ">", "\n", "\n\n", "---\n", "# ", "## ", "```", "<!--", "-->", "->"),
    *("Isian:", "Angka: ", "Uraian:", "Rubrik:", "Urutkan:", "Pasangkan:", "Lengkapi:", "Jenis: survei"),
    *("\t", "\x00", "\u2028", "\ufeff", "±", "%", "\\", "|", "(benar)", "(ambil 2)", "Kode: a | Poin: 0"),
)


@contextmanager
def counted_calls() -> Iterator[Callable[[], int]]:
    """How many functions, of Python and of C, are called inside: a measure that no slow machine changes."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield lambda: calls
    finally:
        sys.setprofile(before)


MOST_CALLS = 1_000
CALLS_A_CHARACTER = 20


class TestSpoiltFiles:
    @given(spoilt())
    @settings(TOLERANT, max_examples=100)
    def test_reading_never_throws_and_never_refuses_without_a_word(self, text: str) -> None:
        with counted_calls() as calls:
            quiz, problems = read(text)
            steps = calls()
        assert quiz is not None or any(one.is_error for one in problems)
        assert all(one.message() and one.place.line >= 1 for one in problems)
        assert steps < MOST_CALLS + CALLS_A_CHARACTER * len(text)

    @given(st.binary(max_size=2000))
    @settings(TOLERANT, max_examples=60)
    def test_bytes_at_random_are_refused_in_few_steps(self, data: bytes) -> None:
        with counted_calls() as calls:
            quiz, problems = read_quiz(data, PATH)
            steps = calls()
        assert quiz is not None or any(one.is_error for one in problems)
        assert steps < MOST_CALLS + CALLS_A_CHARACTER * len(data)

    @given(spoilt())
    @settings(TOLERANT, max_examples=40)
    def test_mending_a_spoilt_file_breaks_nothing_that_was_whole(self, text: str) -> None:
        text = text.replace("\r", "\n").encode("utf-8", "ignore").decode()
        before, after = read(text)[0], read(mended_text(text, PATH))[0]
        assert before is None or after is not None

    @pytest.mark.parametrize("piece", ["- [x] a\n", "[[a]] ", "> **Pembahasan:** x\n", "## Apa?\n\n", "| "])
    def test_the_steps_grow_with_the_length_and_not_faster(self, piece: str) -> None:
        def steps(times: int) -> int:
            text = "---\njudul: a\n---\n\n## Apa?\nKode: a\n\n" + piece * times
            with counted_calls() as calls:
                read(text)
                return calls()

        assert steps(400) < 3 * steps(200) + MOST_CALLS
