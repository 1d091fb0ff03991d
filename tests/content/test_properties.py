"""What holds for every question and every text, found by trying many."""

import json
import random
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from elearn.content.course_files import read_course
from elearn.content.mend import mended_text
from elearn.content.module_files import read_module
from elearn.content.questions.contract import ANSWER_FIELD, Answer, Question, Verdict, part_field
from elearn.content.questions.kinds import question_from_data
from elearn.content.questions.writing import write_question
from elearn.content.quiz_files import read_quiz
from tests.content.strategies import QUESTIONS, WORDS

PATH = "quizzes/a/b.md"


def posted(answer: Answer) -> dict[str, list[str]]:
    """The fields in which an answer arrives."""
    if isinstance(answer, dict):
        return {part_field(key): [value] for key, value in answer.items()}
    return {ANSWER_FIELD: [answer] if isinstance(answer, str) else answer or []}


ANY_PASS = "---\njudul: Kuis\nlulus: 0%\n---\n\n"

STRUCTURES = (
    "---|# |## |### |- [x] |Pasangkan:|Urutkan:|Lengkapi:|Jenis: survei|[[|]]| -> |1. |2. |"
    "- [ ] |[50%] |(x) |> |> **Pembahasan:** |Isian:|Angka: |Kode: a|```|<!--|-->|"
    "judul: |  |\t|\r\n|\n|\n\n|{#a}|±|s.d.|Tujuan|(ambil 2)|![|](|Bukti: |## Tugas praktik|\x00"
)
STRUCTURE = st.sampled_from(STRUCTURES.split("|"))
MESSES = st.lists(st.one_of(STRUCTURE, WORDS, st.text(max_size=8)), max_size=60).map("".join)


@given(QUESTIONS)
@settings(deadline=None)
def test_what_is_written_reads_back_equal(question: Question):
    quiz, problems = read_quiz((ANY_PASS + write_question(question)).encode(), PATH)

    assert quiz is not None, [(one.rule, one.place.line, one.message()) for one in problems if one.is_error]
    assert quiz.questions == (question,)


@given(QUESTIONS)
def test_data_reads_back_equal(question: Question):
    assert question_from_data(question.to_data()) == question


@given(QUESTIONS, st.integers())
@settings(deadline=None)
def test_the_right_answer_earns_everything_and_nonsense_stays_within_bounds(question: Question, seed: int):
    right = question.right_answer()
    earned, verdict = (1, Verdict.RIGHT) if question.IS_MARKED else (0, Verdict.ANSWERED)
    if question.NEEDS_GRADER:
        earned, verdict = 0, Verdict.AWAITING
    assert question.mark(right).fraction == earned
    assert question.mark(right).verdict is verdict
    assert question.parse_answer(posted(right)) == right
    robot = question.robot_answer(random.Random(seed))
    assert question.parse_answer(posted(robot)) == robot
    for answer in (robot, "x", ["x", "y"], None, [], {}, {"x": "y"}):
        assert 0 <= question.mark(answer).fraction <= 1
        assert len(question.parts(answer)) == len(question.parts(None))
    assert question.mark(None).verdict is Verdict.BLANK


@given(QUESTIONS)
def test_an_answer_survives_being_stored_as_json(question: Question):
    right = question.right_answer()

    assert json.loads(json.dumps(right)) == right


@given(QUESTIONS, st.integers(), st.booleans())
def test_every_order_of_options_is_the_same_options_and_stable(question: Question, seed: int, shuffle: bool):
    order = question.option_order(seed, shuffle)

    assert order == question.option_order(seed, shuffle)
    assert sorted(order) == sorted(question.option_order(0, False))
    assert all(question.option_text(option) for option in order)


@given(QUESTIONS)
def test_chance_is_a_fraction(question: Question):
    assert Fraction(0) <= question.chance_fraction() <= 1


@given(MESSES)
@example("---\njudul: a\n---\n# (ambil 1)\n")
@example("## \n")
@settings(deadline=None, max_examples=300)
def test_no_text_ever_throws(text: str):
    data = text.encode("utf-8", "surrogatepass")

    for reading in (
        read_quiz(data, PATH),
        read_module(data, "modules/a/b.md"),
        read_course(data, "modules/a/course.md"),
    ):
        for problem in reading[1]:
            assert problem.message("id")
            assert problem.message("en")


@given(st.binary(max_size=300))
def test_no_bytes_ever_throw(data: bytes):
    for thing, problems in (read_quiz(data, PATH), read_module(data, "modules/a/b.md")):
        assert thing is not None or problems, "refused without a word"


@given(MESSES)
@settings(deadline=None, max_examples=200)
def test_mending_twice_changes_nothing_more(text: str):
    for path in (PATH, "modules/a/b.md", "modules/a/course.md"):
        once = mended_text(text.replace("\r\n", "\n").encode("utf-8", "ignore").decode(), path)
        assert mended_text(once, path) == once
