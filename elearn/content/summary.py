"""The echo of what was understood ("Ringkasan"): the author reads back what the machine read."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from elearn.content.numbers import written
from elearn.content.questions.kinds import KINDS
from elearn.content.questions.number import Number
from elearn.content.quiz import Quiz
from elearn.content.tree import ContentTree
from elearn.problems import Level

KIND_WORDS = {
    "id": {name: kind.WORDS[0] for name, kind in KINDS.items()},
    "en": {kind: kind for kind in KINDS},
}


@dataclass(frozen=True, kw_only=True)
class QuizSummary:
    """What a quiz holds and what a learner gets. `total_points` are those of all its questions, drawn or not;
    `echoes` say how numbers above 999 were read.
    """

    code: str
    path: str
    kinds: dict[str, int]
    total_points: Decimal
    asked: int
    pass_percent: Decimal
    echoes: tuple[str, ...]

    def written(self, language: str = "id") -> str:
        """The summary in one sentence."""
        words = KIND_WORDS.get(language, KIND_WORDS["id"])
        kinds = ", ".join(f"{count} {words.get(kind, kind)}" for kind, count in self.kinds.items())
        count, points, percent = (
            sum(self.kinds.values()),
            written(self.total_points),
            written(self.pass_percent),
        )
        form = _SENTENCES.get(language, _SENTENCES["id"])
        return form.format(count=count, kinds=kinds, points=points, asked=self.asked, percent=percent)

    def to_data(self) -> dict[str, Any]:
        """The summary as JSON can say it."""
        return {
            "kode": self.code,
            "path": self.path,
            "kinds": self.kinds,
            "points": float(self.total_points),
            "asked": self.asked,
            "pass_percent": float(self.pass_percent),
        }


_SENTENCES = {
    "id": "Ringkasan: {count} soal = {kinds}; total {points} poin; tiap peserta menerima {asked} soal; "
    "lulus bila >= {percent}%.",
    "en": "Summary: {count} questions = {kinds}; {points} points in all; each learner gets {asked}; "
    "passed from {percent}%.",
}


def quiz_summary(quiz: Quiz) -> QuizSummary:
    """What was understood of a quiz."""
    counts = Counter(question.KIND for question in quiz.questions)
    return QuizSummary(
        code=quiz.code,
        path=quiz.path,
        kinds={kind: counts[kind] for kind in KINDS if counts[kind]},
        total_points=sum((question.points for question in quiz.questions), Decimal(0)),
        asked=quiz.question_count,
        pass_percent=quiz.pass_percent,
        echoes=tuple(_echo(one) for one in quiz.questions if isinstance(one, Number) and _is_long(one)),
    )


def _is_long(question: Number) -> bool:
    return any(abs(bound) >= 1000 for bound in question.key.bounds)


def _echo(question: Number) -> str:
    target = question.key.target if question.key.target is not None else question.key.bounds[1]
    return f"{question.code}: {written(target, grouped=True)} dibaca {written(target)}"


def tree_summary(tree: ContentTree) -> dict[str, Any]:
    """Counts over everything, for `--json`."""
    problems = tree.all_problems
    drafts = [reading.draft for reading in tree.courses.values() if reading.draft]
    quizzes = [quiz for reading in tree.courses.values() for quiz in reading.quizzes.values()]
    return {
        "courses": len(tree.courses),
        "modules": sum(len(course.modules) for course in drafts),
        "sections": sum(len(module.sections) for course in drafts for module in course.modules),
        "quizzes": [quiz_summary(quiz).to_data() for quiz in quizzes],
        "questions": sum(len(quiz.questions) for quiz in quizzes),
        "errors": sum(problem.level is Level.ERROR for problem in problems),
        "warnings": sum(problem.level is Level.WARNING for problem in problems),
    }
