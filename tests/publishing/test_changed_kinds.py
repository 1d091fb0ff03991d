"""A code that went to a question of another kind: kept back, signed or not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from elearn.publishing.actions import PublishReport
from tests.publishing.samples import QUIZ, course_files

Write = Callable[[dict[str, str]], None]
Publish = Callable[..., PublishReport]
PATH = "quizzes/loket-ramah/kuis-loket.md"
BOXES = "- [x] Nomor *antrean*\n- [ ] Kursi"


@pytest.fixture
def published(write: Write, publish_now: Publish) -> None:
    """Two courses, both in force."""
    write(course_files() | course_files("arsip-rapi"))
    publish_now()


def states(report: PublishReport) -> dict[str, str]:
    return {course.code: course.state for course in report.courses}


@pytest.mark.parametrize("note", ["", "Kuncinya diperbaiki."])
def test_the_course_keeps_its_last_good_version_and_the_other_goes_live(
    published: None, write: Write, publish_now: Publish, note: str
) -> None:
    changed = QUIZ.replace(BOXES, "Isian: nomor antrean")
    write({PATH: changed, "quizzes/arsip-rapi/kuis-loket.md": QUIZ.replace("Kursi", "Bangku")})
    report = publish_now(note=note)

    assert states(report) == {"arsip-rapi": "published", "loket-ramah": "kept"}
    (problem,) = [one for one in report.all_problems if one.is_error]
    assert (problem.rule, problem.place.path, problem.place.line) == ("K-612", PATH, 6)
    assert problem.message() == 'soal "loket-01" terbit sebagai tunggal, kini isian'


def test_with_a_code_of_its_own_the_new_question_goes_live(
    published: None, write: Write, publish_now: Publish
) -> None:
    write({PATH: QUIZ.replace(BOXES, "Isian: nomor antrean").replace("loket-01", "loket-02")})
    assert states(publish_now())["loket-ramah"] == "published"


def test_a_second_right_option_is_a_corrected_key_and_no_other_kind(
    published: None, write: Write, publish_now: Publish
) -> None:
    write(
        {PATH: QUIZ.replace("- [ ] Kursi", "- [x] Kursi").replace("loket-01 |", "loket-01 | Jenis: jamak |")}
    )
    report = publish_now(note="Keduanya benar.")
    assert states(report)["loket-ramah"] == "published"


def test_a_draft_that_never_was_published_may_change(write: Write, publish_now: Publish) -> None:
    write(course_files(status="draf"))
    publish_now()
    write(course_files() | {PATH: QUIZ.replace(BOXES, "Isian: nomor antrean")})
    assert states(publish_now())["loket-ramah"] == "published"
