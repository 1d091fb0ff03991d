"""Small files for tests, as an author would write them."""

from elearn.content.questions.contract import Question
from elearn.content.quiz import Quiz
from elearn.content.quiz_files import read_quiz
from elearn.problems import Level, Problem

QUIZ_PATH = "quizzes/spbe/kuis.md"
MATTER = "---\njudul: Kuis\nkode: kuis\n---\n\n"
TAIL = "\n\n> **Pembahasan:** Karena begitu.\n"
META = "Kode: satu | Rujukan: dasar#pengantar"


def quiz_and_problems(body: str, matter: str = MATTER) -> tuple[Quiz | None, tuple[Problem, ...]]:
    """What reading a quiz with this body gives."""
    return read_quiz((matter + body).encode(), QUIZ_PATH)


def rules(body: str, matter: str = MATTER) -> list[str]:
    """The rules that a quiz with this body breaks."""
    return [problem.rule for problem in quiz_and_problems(body, matter)[1]]


def asked(answer: str, title: str = "Apa itu SPBE?", meta: str = META) -> str:
    """A question with an explanation and a reference, so that only its answer can be at fault."""
    return f"## {title}\n{meta}\n\n{answer}{TAIL}"


def question(answer: str, title: str = "Apa itu SPBE?", meta: str = META) -> Question:
    """The one question that reads without any problem but perhaps a warning."""
    quiz, problems = quiz_and_problems(asked(answer, title, meta))
    assert quiz is not None, [(one.rule, one.message()) for one in problems]
    assert len(quiz.questions) == 1
    return quiz.questions[0]


def the_problem(body: str, rule: str, matter: str = MATTER) -> Problem:
    """The one problem of a rule; fails when it is not there, or there twice."""
    problems = quiz_and_problems(body, matter)[1]
    hits = [one for one in problems if one.rule == rule]
    assert len(hits) == 1, [(one.rule, one.place.line, one.message()) for one in problems]
    return hits[0]


def errors(problems: tuple[Problem, ...]) -> list[str]:
    """The rules of the errors among some problems."""
    return [one.rule for one in problems if one.level is Level.ERROR]
