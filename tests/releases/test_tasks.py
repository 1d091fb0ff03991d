"""What a release keeps of a practice task, and what releases of before kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from elearn.content.course import Confirmer, PracticeTask
from elearn.releases.library import library
from elearn.releases.published import CourseIndex, course_index_from
from tests.publishing.samples import course_files
from tests.sample_courses import make_course, make_module, make_task

TASK = """
## Tugas praktik {#tugas}

Ukur waktu tunggu di loket Anda.

Bukti: foto papan antrean
Konfirmasi: WHO
Waktu: 30 menit
"""


@pytest.mark.parametrize(
    ("word", "confirmer"),
    [("atasan", Confirmer.SUPERVISOR), ("mentor", Confirmer.MENTOR), ("tidak", Confirmer.NOBODY)],
)
def test_a_published_section_keeps_its_task(
    publish_files: Callable[[dict[str, str]], Any], word: str, confirmer: Confirmer
) -> None:
    files = course_files()
    files["modules/loket-ramah/01-loket.md"] += TASK.replace("WHO", word)
    publish_files(files)

    module = library().courses["loket-ramah"].modules[0]
    assert module.task_section is not None and module.task_section.code == "tugas"
    assert module.task_section.task == PracticeTask(
        evidence="foto papan antrean", confirmer=confirmer, minutes=30
    )
    assert [one.code for one in module.sections if one.task is None] != []


def test_an_index_of_before_is_read_without_tasks() -> None:
    course = make_course(make_module("loket", "antre", make_task()))
    kept = CourseIndex(course=course, sources={}, images={}).to_bytes()
    assert course_index_from(kept).course == course
    old = json.loads(kept)
    for section in old["course"]["modules"][0]["sections"]:
        del section["task"]

    module = course_index_from(json.dumps(old).encode()).course.modules[0]
    assert module.task_section is None and len(module.sections) == 2
