"""A draft as a learner would see it. Nothing here is kept: no progress, no answer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import get_locale
from markupsafe import Markup

from elearn.authoring.drafts.blocks import Block, block_at, blocks_of, located
from elearn.authoring.rules import ProblemRow, problem_rows
from elearn.content.course import Module, Section
from elearn.content.questions.contract import Verdict
from elearn.learning.checks import EVERYTHING
from elearn.problems import Problem
from elearn.publishing.draft import Draft
from elearn.quiz.questions import QuestionResult, ShownQuestion, Texts, result_of
from elearn.quiz.substance import has_key
from elearn.releases.published import PublishedModule, PublishedSection, QuizEntry, ReleasedQuiz

_MEDIA = re.compile(r"(?<=[\"\s,])/media/(?=[0-9a-f]{64}\.)")
SEED = 1
"""One order of options for all who look, so that they talk about the same."""


@dataclass(frozen=True, kw_only=True)
class DraftPlace:
    """A draft and where its pages stand. `root` ends with a slash; keys are for those who write the files.

    `live_state` names the state of the files on pages that load themselves anew when it changes.
    """

    draft: Draft
    root: str
    shows_keys: bool
    live_state: str = ""

    @property
    def home(self) -> str:
        """The page with all that the draft holds."""
        return f"{self.root}preview/"

    def section_url(self, module: str, section: str) -> str:
        """The preview of a section."""
        return f"{self.home}{module}/{section}"

    def quiz_url(self, quiz: str) -> str:
        """The preview of a quiz."""
        return f"{self.root}quiz-preview/{quiz}"

    def html(self, text: str) -> Markup:
        """Safe HTML whose links and pictures stay inside this draft."""
        code = self.draft.course.code
        text = _MEDIA.sub(f"{self.root}draft-media/", text)
        text = text.replace(f'"/learning/{code}/', f'"{self.home}')
        return Markup(text.replace(f'"/quiz/{code}/', f'"{self.root}quiz-preview/'))  # noqa: S704 - sanitised


@dataclass(frozen=True, kw_only=True)
class RailItem:
    """One line of the rail."""

    title: str
    url: str
    is_current: bool
    minutes: int
    is_read: bool = False


@dataclass(frozen=True, kw_only=True)
class TextPart:
    """Some paragraphs; with problems it is the one paragraph that they are about."""

    html: Markup
    problems: tuple[ProblemRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SectionPreview:
    """A section of a draft, `number` in its module."""

    place: DraftPlace
    module: PublishedModule
    section: PublishedSection
    number: int
    parts: tuple[TextPart | ShownQuestion, ...]
    rail: tuple[RailItem, ...]
    problems: tuple[ProblemRow, ...]
    previous: tuple[str, str] | None
    next: tuple[str, str] | None


@dataclass(frozen=True, kw_only=True)
class QuizPreview:
    """A quiz of a draft with all its questions in the order of the file."""

    place: DraftPlace
    entry: QuizEntry
    introduction: Markup | None
    questions: tuple[ShownQuestion, ...]
    problems: tuple[ProblemRow, ...]


def section_preview(place: DraftPlace, module_code: str, section_code: str) -> SectionPreview | None:
    """The preview of a section, or None when the draft has no such section."""
    steps = [(module, one) for module in place.draft.course.modules for one in module.sections]
    at = next(
        (
            at
            for at, (module, one) in enumerate(steps)
            if (module.code, one.code) == (module_code, section_code)
        ),
        None,
    )
    if at is None:
        return None
    module, section = steps[at]
    problems = _section_problems(place.draft, module_code, section_code)
    return SectionPreview(
        place=place,
        module=module,
        section=section,
        number=module.sections.index(section) + 1,
        parts=tuple(_framed(place, module_code, section, problems)),
        rail=tuple(_rail(place, module, section)),
        problems=problems,
        previous=_step(place, *steps[at - 1]) if at else None,
        next=_step(place, *steps[at + 1]) if at + 1 < len(steps) else None,
    )


def quiz_preview(place: DraftPlace, code: str) -> QuizPreview | None:
    """The preview of a quiz, or None when the draft has no such quiz."""
    entry, released = place.draft.course.quizzes.get(code), place.draft.quiz(code)
    if entry is None or released is None:
        return None
    html = _texts(place, released)
    asked = released.quiz.active_questions
    intro = released.quiz.introduction
    found = [one for one in place.draft.problems if one.place.path == released.quiz.path]
    return QuizPreview(
        place=place,
        entry=entry,
        introduction=html[intro] if intro else None,
        questions=tuple(
            _shown(place, released, one.code, html, number, len(asked))
            for number, one in enumerate(asked, start=1)
        ),
        # The line of a problem may tell a key.
        problems=_rows(found) if place.shows_keys else (),
    )


def section_parts(place: DraftPlace, section: PublishedSection) -> Iterator[str | ShownQuestion]:
    """The HTML of a section and the questions that stand between."""
    text = place.draft.body(section.body_sha256)
    for ref in section.checks:
        before, marker, after = text.partition(ref.marker)
        released = place.draft.quiz(ref.quiz)
        codes = {one.code for one in released.quiz.questions} if released else ()
        if marker and released is not None and ref.question in codes:
            yield before
            yield _shown(place, released, ref.question, _texts(place, released), keyless=True)
            text = after
    yield text


def draft_sources(draft: Draft) -> Mapping[str, bytes]:
    """The module files that the draft was made of, by path."""
    return {module.path: module.source for module in draft.source.modules}


def _framed(
    place: DraftPlace, module: str, section: PublishedSection, problems: tuple[ProblemRow, ...]
) -> Iterator[TextPart | ShownQuestion]:
    """The parts, with each problem at the paragraph whose line it names."""
    for part in section_parts(place, section):
        if isinstance(part, ShownQuestion):
            yield part
        elif not problems:
            yield TextPart(html=place.html(part))
        else:
            blocks = located(blocks_of(part), draft_sources(place.draft), module, section.code)
            yield from _with_problems(place, blocks, problems)


def _with_problems(
    place: DraftPlace, blocks: Sequence[Block], problems: Iterable[ProblemRow]
) -> Iterator[TextPart]:
    faults: dict[int, list[ProblemRow]] = defaultdict(list)
    for one in problems:
        at = block_at(blocks, one.line)
        if at is not None:
            faults[at].append(one)
    sound = ""
    for at, block in enumerate(blocks):
        if at not in faults:
            sound += block.html
            continue
        if sound:
            yield TextPart(html=place.html(sound))
        yield TextPart(html=place.html(block.html), problems=tuple(faults[at]))
        sound = ""
    if sound:
        yield TextPart(html=place.html(sound))


def _shown(
    place: DraftPlace,
    released: ReleasedQuiz,
    code: str,
    html: Texts,
    number: int | None = None,
    total: int | None = None,
    *,
    keyless: bool = False,
) -> ShownQuestion:
    question = released.quiz.settled(next(one for one in released.quiz.questions if one.code == code))
    shows_key = place.shows_keys and not keyless and has_key(question)
    value = question.right_answer() if shows_key else None
    result: QuestionResult | None = None
    if shows_key:
        result = result_of(question, question.mark(value), value, html, EVERYTHING)
    elif place.shows_keys and not keyless and question.explanation:
        result = QuestionResult(verdict=Verdict.ANSWERED, explanation_html=html[question.explanation])
    return ShownQuestion(
        question=question,
        html=html,
        seed=SEED,
        shuffle=False,
        value=value,
        number=number,
        total=total,
        disabled=True,
        result=result,
        shows_hints=True,
    )


def _texts(place: DraftPlace, released: ReleasedQuiz) -> Texts:
    return Texts({source: str(place.html(text)) for source, text in released.html.items()})


def _rail(place: DraftPlace, module: PublishedModule, current: PublishedSection) -> Iterator[RailItem]:
    for one in module.sections:
        url = place.section_url(module.code, one.code)
        yield RailItem(title=one.title, url=url, is_current=one is current, minutes=one.minutes)
    entry = place.draft.course.quizzes.get(module.quiz) if module.quiz else None
    if entry is not None:
        yield RailItem(title=entry.title, url=place.quiz_url(entry.code), is_current=False, minutes=0)


def _step(place: DraftPlace, module: PublishedModule, section: PublishedSection) -> tuple[str, str]:
    return place.section_url(module.code, section.code), section.title


def _section_problems(draft: Draft, module_code: str, section_code: str) -> tuple[ProblemRow, ...]:
    """The problems of the file from the heading of the section to the next one; those above the first
    heading belong to the first section.
    """
    module = next(one for one in draft.source.modules if one.code == module_code)
    start, end = _lines(module, section_code)
    return _rows(
        [one for one in draft.problems if one.place.path == module.path and start <= one.place.line < end]
    )


def _lines(module: Module, section_code: str) -> tuple[float, float]:
    at, _ = next(found for found in enumerate(module.sections) if found[1].code == section_code)
    after = module.sections[at + 1 :]
    start: float = _first_line(module.sections[at]) if at else 0
    return start, _first_line(after[0]) if after else float("inf")


def _first_line(section: Section) -> int:
    return section.place.line


def _rows(problems: list[Problem]) -> tuple[ProblemRow, ...]:
    return problem_rows(problems, str(get_locale() or "id"))
