"""What can be wrong with a quiz as a whole: draws, points, codes, and patterns that give the key away."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta

from elearn.content.findings import found
from elearn.content.numbers import written
from elearn.content.questions.choices import ChoiceQuestion, folded, stays_last
from elearn.content.questions.contract import Question
from elearn.content.questions.single_choice import SingleChoice
from elearn.content.questions.true_false import PAIRS, TrueFalse
from elearn.content.quiz import Quiz
from elearn.problems import Place, Problem

PATTERN_LEAST = 4
"""From this many single-choice questions on, the same place of the key in all of them is a pattern; and from
this many statements on, the same key of all of them."""
REUSE_LEAST = 3
"""An option in this many questions is told."""
BANK_FACTOR = 2
TIME_TO_WRITE = timedelta(minutes=10)
"""A quiz with an essay should last at least as long."""

_NEVER_REUSED = {word for pair in PAIRS for word in pair}


def check_codes(questions: Iterable[Question]) -> Iterator[Problem]:
    """Two questions with one code."""
    seen: dict[str, Question] = {}
    for question in questions:
        first = seen.setdefault(question.code, question)
        if first is not question:
            where = f"{first.place.path}:{first.place.line}"
            yield found("K-206", question.place, code=question.code, where=where)


def check_quiz(quiz: Quiz) -> Iterator[Problem]:
    """A quiz whose questions could all be read; draws from banks are checked when the banks are known."""
    yield from check_sections(quiz)
    if not quiz.banks:
        yield from check_draws(quiz)
    yield from _key_pattern(quiz)
    yield from _one_sided_statements(quiz)
    yield from _reused_options(quiz)
    yield from _hurried_essays(quiz)


def check_sections(quiz: Quiz) -> Iterator[Problem]:
    """Sections without questions."""
    for section in quiz.sections:
        if not section.questions:
            yield found("K-208", section.place, section=section.title)


def check_draws(quiz: Quiz) -> Iterator[Problem]:
    """More to draw than there is, unequal points among what is drawn, too little to choose from."""
    place = Place(quiz.path)
    drawing = [section for section in quiz.sections if section.draw is not None]
    for section in drawing:
        yield from _draw_problems(section.active_questions, section.draw or 0, section.place)
    if quiz.draw is not None and drawing:
        yield found("K-253", place)
    elif quiz.draw is not None:
        yield from _draw_problems(quiz.active_questions, quiz.draw, place)
    if quiz.banks and (quiz.draw is None or drawing):
        yield found("K-210", place)
    if quiz.pass_percent > 0 and not quiz.active_questions:
        yield found("K-205", place, percent=written(quiz.pass_percent))


def _draw_problems(questions: tuple[Question, ...], draw: int, place: Place) -> Iterator[Problem]:
    count = len(questions)
    if draw > count:
        yield found("K-202", place, draw=str(draw), count=str(count))
        return
    points = sorted({question.points for question in questions})
    if draw < count and len(points) > 1:
        yield found("K-204", place, points=", ".join(written(one) for one in points))
    if count < BANK_FACTOR * draw:
        yield found("K-251", place, draw=str(draw), count=str(count))


def _key_pattern(quiz: Quiz) -> Iterator[Problem]:
    singles = [one for one in quiz.questions if isinstance(one, SingleChoice)]
    places = {next(at for at, choice in enumerate(one.choices) if choice.is_right) for one in singles}
    if len(singles) >= PATTERN_LEAST and len(places) == 1:
        yield found("K-250", Place(quiz.path), position=str(places.pop() + 1))


def _one_sided_statements(quiz: Quiz) -> Iterator[Problem]:
    statements = [one for one in quiz.questions if isinstance(one, TrueFalse)]
    keys = {folded(choice.text) for one in statements for choice in one.choices if choice.is_right}
    if len(statements) >= PATTERN_LEAST and len(keys) == 1:
        option = next(choice.text for choice in statements[0].choices if choice.is_right)
        yield found("K-255", Place(quiz.path), option=option)


def _reused_options(quiz: Quiz) -> Iterator[Problem]:
    texts: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for question in quiz.questions:
        # Surveys share their scales, and that is right.
        if not isinstance(question, ChoiceQuestion) or not question.IS_MARKED:
            continue
        for choice in question.choices:
            key = folded(choice.text)
            if key not in _NEVER_REUSED and not stays_last(choice.text):
                texts.setdefault(key, choice.text)
                counts[key] += 1
    for key, count in counts.items():
        if count >= REUSE_LEAST:
            yield found("K-252", Place(quiz.path), option=texts[key], count=str(count))


def _hurried_essays(quiz: Quiz) -> Iterator[Problem]:
    if quiz.time_limit is None or quiz.time_limit >= TIME_TO_WRITE:
        return
    minutes = str(int(quiz.time_limit / timedelta(minutes=1)))
    for question in quiz.active_questions:
        if question.NEEDS_GRADER:
            yield found("K-254", question.place, question=question.title, minutes=minutes)
