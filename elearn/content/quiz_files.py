"""A quiz file, from its bytes to a `Quiz` or to all of its problems at once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from elearn.content.course import Status
from elearn.content.fields import Fields
from elearn.content.findings import found
from elearn.content.front_matter import read_front_matter
from elearn.content.headings import line_shape_problems
from elearn.content.questions.contract import Question
from elearn.content.questions.meta import NO_META, SECTION_KEYS, read_meta
from elearn.content.questions.reader import read_question
from elearn.content.quiz import GradeRule, Purpose, Quiz, QuizSection, ShowExplanation
from elearn.content.quiz_checks import check_codes, check_quiz
from elearn.content.text import DEFAULT_LIMITS, Limits, Line, LineKind, SourceText, Value, read_text
from elearn.problems import Place, Problem

KEYS: dict[str, tuple[str, ...]] = {
    "judul": ("title",),
    "kode": ("code",),
    "jenis": ("purpose", "kind"),
    "status": (),
    "lulus": ("pass", "pass-percent"),
    "kesempatan": ("attempts", "max-attempts"),
    "jeda": ("wait",),
    "waktu": ("time", "time-limit"),
    "ambil": ("draw",),
    "acak-soal": ("shuffle-questions",),
    "acak-pilihan": ("shuffle-options",),
    "nilai": ("grade",),
    "tampilkan-pembahasan": ("show-explanation",),
    "tampilkan-nilai": ("show-score",),
    "nilai-sebagian": ("partial-credit",),
    "remedial": (),
    "bank": ("banks",),
    "setara": ("parallel",),
}
KEYS_WITHOUT_MEANING = ("batas", "versi", "modul")

STATUSES = {
    "draf": Status.DRAFT,
    "terbit": Status.PUBLISHED,
    "arsip": Status.ARCHIVED,
    **{str(status): status for status in Status},
}
PURPOSES = {
    "latihan": Purpose.PRACTICE,
    "kuis": Purpose.QUIZ,
    "prates": Purpose.PRETEST,
    "pascates": Purpose.POSTTEST,
    "ujian": Purpose.EXAM,
    **{str(purpose): purpose for purpose in Purpose},
}
GRADE_RULES = {
    "tertinggi": GradeRule.HIGHEST,
    "terakhir": GradeRule.LATEST,
    "pertama": GradeRule.FIRST,
    **{str(rule): rule for rule in GradeRule},
}
SHOW_EXPLANATIONS = {
    "langsung": ShowExplanation.IMMEDIATELY,
    "setelah-selesai": ShowExplanation.AFTER_SUBMIT,
    "setelah-lulus": ShowExplanation.AFTER_PASS,
    "tidak": ShowExplanation.NEVER,
    **{str(when).replace("_", "-"): when for when in ShowExplanation},
}

DEFAULT_PASS_PERCENT = Decimal(70)
DEFAULT_REMEDIAL_AFTER = 2

QuizReading = tuple[Quiz | None, tuple[Problem, ...]]


def read_quiz(data: bytes, path: str, limits: Limits = DEFAULT_LIMITS) -> QuizReading:
    """The quiz of a file and its problems, warnings too; None when one of them is an error. Never throws."""
    source, problems = read_text(data, path, limits)
    if source is None:
        return None, problems
    matter = read_front_matter(source, KEYS, KEYS_WITHOUT_MEANING)
    fields = Fields(matter)
    body = _Body.read(source, source.lines[matter.body_start :])
    quiz = _quiz(fields, body, path, data)
    problems += (*matter.problems, *fields.problems, *body.problems, *check_codes(quiz.questions))
    if body.is_complete:
        problems += tuple(check_quiz(quiz))
    return (None if any(one.is_error for one in problems) else quiz), problems


def _quiz(fields: Fields, body: "_Body", path: str, data: bytes) -> Quiz:
    says_partial = "nilai-sebagian" in fields.matter.values
    partial_credit = fields.flag("nilai-sebagian", default=False) if says_partial else None
    purpose = fields.one_of("jenis", PURPOSES, Purpose.QUIZ)
    is_practice = purpose is Purpose.PRACTICE
    shown = ShowExplanation.IMMEDIATELY if is_practice else ShowExplanation.AFTER_SUBMIT
    code = fields.code(path)
    return Quiz(
        code=code,
        title=fields.required("judul", "Kuis Modul 1") if fields.matter.is_present else code,
        purpose=purpose,
        status=fields.one_of("status", STATUSES, Status.PUBLISHED),
        pass_percent=fields.percent("lulus", DEFAULT_PASS_PERCENT),
        max_attempts=fields.optional_count("kesempatan"),
        wait_between_attempts=fields.duration("jeda") or timedelta(0),
        time_limit=fields.duration("waktu"),
        draw=fields.count("ambil", 0, least=1) or None,
        shuffle_questions=fields.flag("acak-soal", default=False),
        shuffle_options=fields.flag("acak-pilihan", default=True),
        grade_rule=fields.one_of("nilai", GRADE_RULES, GradeRule.HIGHEST),
        show_explanation=fields.one_of("tampilkan-pembahasan", SHOW_EXPLANATIONS, shown),
        show_score=fields.flag("tampilkan-nilai", default=True),
        partial_credit=partial_credit,
        remedial_after=fields.count("remedial", DEFAULT_REMEDIAL_AFTER),
        banks=tuple(name.removeprefix("bank/").removesuffix(".md") for name in fields.words("bank")),
        parallel_form=fields.code_of("setara"),
        introduction=body.introduction,
        sections=body.sections if partial_credit is None else _settled(body.sections, partial_credit),
        path=path,
        source=data,
    )


def _settled(sections: tuple[QuizSection, ...], partial_credit: bool) -> tuple[QuizSection, ...]:
    """The sections with the quiz's word on partial credit where a question has none of its own."""
    return tuple(
        replace(
            section,
            questions=tuple(
                replace(one, partial_credit=partial_credit) if one.partial_credit is None else one
                for one in section.questions
            ),
        )
        for section in sections
    )


_HEADING = re.compile(r"\s{0,3}(?P<marks>#{1,2})(?:\s+(?P<title>.*?))?(?:\s+#+)?\s*")
_DRAW_IN_TITLE = re.compile(r"(?P<title>.*?)\s*\((?:ambil|draw)\s+(?P<draw>[1-9][0-9]{0,3})\)", re.IGNORECASE)


@dataclass(frozen=True)
class _Body:
    """What stands below the front matter."""

    introduction: str
    sections: tuple[QuizSection, ...]
    problems: tuple[Problem, ...]
    is_complete: bool

    @classmethod
    def read(cls, source: SourceText, lines: tuple[Line, ...]) -> "_Body":
        chunks = list(_chunks(lines))
        problems = list(line_shape_problems(source, lines))
        is_complete = True
        introduction = _text_of(chunks[0][1]) if chunks else ""
        sections: list[_Section] = []
        for heading, below in chunks[1:]:
            match = _HEADING.fullmatch(heading.text)
            if match and match["marks"] == "#":
                sections.append(_Section.read(source, heading, match["title"] or "", below))
                continue
            if not sections:
                sections.append(_Section(source.place(heading)))
            reading = read_question(source, heading, below)
            problems += reading.problems
            is_complete = is_complete and reading.question is not None
            sections[-1].questions += [reading.question] if reading.question else []
        problems += [problem for section in sections for problem in section.problems]
        if not sections:
            problems.append(found("K-201", Place(source.path)))
        frozen = tuple(section.frozen() for section in sections)
        return cls(introduction, frozen, tuple(problems), is_complete)


def _chunks(lines: tuple[Line, ...]) -> Iterator[tuple[Line, tuple[Line, ...]]]:
    """The text before the first heading, then each `#` or `##` heading with the lines below it."""
    starts = [at for at, line in enumerate(lines) if line.is_text and _HEADING.fullmatch(line.text)]
    yield Line(0, ""), lines[: starts[0]] if starts else lines
    for start, end in pairwise([*starts, len(lines)]):
        yield lines[start], lines[start + 1 : end]


def _text_of(lines: tuple[Line, ...]) -> str:
    return "\n".join("" if line.kind is LineKind.COMMENT else line.text for line in lines).strip()


@dataclass
class _Section:
    """A `#` section while its questions are read."""

    place: Place
    title: str = ""
    draw: int | None = None
    shuffle: bool = True
    introduction: str = ""
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    @classmethod
    def read(cls, source: SourceText, heading: Line, title: str, lines: tuple[Line, ...]) -> "_Section":
        first = next((line for line in lines if not line.is_blank), None)
        meta = read_meta(source, first, SECTION_KEYS) if first and first.is_text else NO_META
        below = lines[lines.index(first) + 1 :] if first and meta.is_meta else lines
        section = cls(
            source.place(heading), title, introduction=_text_of(below), problems=list(meta.problems)
        )
        section.shuffle = _shuffle(meta.values, section.problems)
        section.draw = _draw(meta.values, section.problems)
        if match := _DRAW_IN_TITLE.fullmatch(title):
            section.title = match["title"]
            if "ambil" in meta.values:
                section.problems.append(found("K-203", section.place, excerpt=heading.text))
            section.draw = section.draw or int(match["draw"])
        if not section.title.strip():
            section.problems.append(found("K-123", section.place, excerpt=heading.text))
        return section

    def frozen(self) -> QuizSection:
        """The section, complete."""
        return QuizSection(
            title=self.title,
            draw=self.draw,
            shuffle=self.shuffle,
            questions=tuple(self.questions),
            introduction=self.introduction,
            place=self.place,
        )


def _draw(values: Mapping[str, Value], problems: list[Problem]) -> int | None:
    value = values.get("ambil")
    if value is None:
        return None
    if not re.fullmatch(r"[1-9][0-9]{0,3}", value.text):
        problems.append(_bad_meta("Ambil", value, "bilangan bulat mulai 1"))
        return None
    return int(value.text)


def _shuffle(values: Mapping[str, Value], problems: list[Problem]) -> bool:
    value = values.get("acak")
    if value is None or value.text.lower() in ("ya", "yes"):
        return True
    if value.text.lower() not in ("tidak", "no"):
        problems.append(_bad_meta("Acak", value, "ya, tidak"))
    return False


def _bad_meta(key: str, value: Value, allowed: str) -> Problem:
    return found("K-105", value.place, width=len(value.text), key=key, value=value.text, allowed=allowed)
