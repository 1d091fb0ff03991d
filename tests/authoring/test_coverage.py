"""Coverage: which heading is asked about, which is not, and which question does not say what it asks."""

from __future__ import annotations

from datetime import date

import pytest

from elearn.authoring.coverage import coverage
from elearn.authoring.upkeep import Due, upkeep
from elearn.content.course import Course
from elearn.content.quiz import Quiz
from elearn.content.tree import TreeFiles, assemble
from tests.publishing.samples import course_files

TODAY = date(2026, 11, 22)


def reading(**changes: str) -> tuple[Course, dict[str, Quiz]]:
    """The sample course with texts replaced: reading(PATH="old => new")."""
    files = course_files()
    for name, change in changes.items():
        path = next(one for one in files if one.endswith(f"{name.replace('_', '-')}.md"))
        old, _, new = change.partition(" => ")
        assert old in files[path]
        files[path] = files[path].replace(old, new)
    documents = {path: text.encode() for path, text in files.items() if path.endswith(".md")}
    found = assemble(TreeFiles(documents=documents, attachments={})).courses["loket-ramah"]
    course = found.course or found.draft
    assert course is not None
    return course, dict(found.quizzes)


def test_each_heading_has_the_questions_that_refer_to_it() -> None:
    (module,) = coverage(*reading()).modules
    assert [(one.code, [asked.question for asked in one.questions]) for one in module.headings] == [
        ("menyapa", ["latihan-01"]),
        ("antrean", ["loket-01"]),
    ]
    assert module.question_count == 2
    assert module.unasked == ()
    assert module.objectives[0].text == "Peserta mampu menyapa."


def test_a_heading_that_nobody_asks_about_is_told() -> None:
    found = coverage(*reading(kuis_loket="Rujukan: loket#antrean => Rujukan: loket#menyapa"))
    assert found.modules[0].unasked == ("Antrean",)
    assert found.unasked_count == 1


def test_a_question_without_reference_is_told() -> None:
    found = coverage(*reading(kuis_loket=" | Rujukan: loket#antrean => "))
    assert [one.question for one in found.without_reference] == ["loket-01"]


def test_a_reference_to_another_course_counts_for_nothing_here() -> None:
    found = coverage(*reading(kuis_loket="Rujukan: loket#antrean => Rujukan: lain/loket#antrean"))
    assert found.modules[0].question_count == 1
    assert found.without_reference == ()


def test_a_withdrawn_question_covers_nothing() -> None:
    found = coverage(
        *reading(kuis_loket="Rujukan: loket#antrean => Rujukan: loket#antrean | Status: ditarik")
    )
    assert found.modules[0].unasked == ("Antrean",)


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("ditinjau: 2026-11-01", ()),
        ("ditinjau: 2025-11-22", ()),
        ("ditinjau: 2025-11-21", (Due.REVIEW_OLD,)),
        ("licence: x", (Due.NEVER_REVIEWED,)),
        ("ditinjau: 2026-11-01\nberlaku-sampai: 2027-06-01", ()),
        ("ditinjau: 2026-11-01\nberlaku-sampai: 2026-12-31", (Due.ENDS_SOON,)),
        ("ditinjau: 2026-11-01\nberlaku-sampai: 2026-11-22", (Due.ENDS_SOON,)),
        ("ditinjau: 2026-11-01\nberlaku-sampai: 2026-11-21", (Due.ENDED,)),
    ],
)
def test_what_is_due_is_told_by_the_dates(line: str, due: tuple[Due, ...]) -> None:
    course, _ = reading(course=f"ditinjau: 2026-11-01 => {line}")
    assert upkeep(course, TODAY).due == due


def test_a_review_on_a_leap_day_is_due_on_the_last_of_february() -> None:
    course, _ = reading(course="ditinjau: 2026-11-01 => ditinjau: 2024-02-29")
    assert upkeep(course, TODAY).review_by == date(2025, 2, 28)
