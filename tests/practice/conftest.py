"""A course with practice tasks, a learner, who leads her, and people who have nothing to do with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from elearn.content.course import CompletionRule, Confirmer
from elearn.practice import actions
from elearn.practice.actions import Draft, Task
from elearn.practice.rules import Confirming
from tests.sample_courses import make_course, make_module, make_section, make_task, shelve, store_body

NOON = datetime(2026, 3, 4, 5, 0, tzinfo=UTC)
TODAY = date(2026, 3, 4)
DONE_ON = date(2026, 3, 2)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"


@dataclass(frozen=True)
class House:
    """Siti, led by Hendra; Charlie is led by Dewi and has reported too."""

    siti: Any
    hendra: Any
    charlie: Any
    dewi: Any


@pytest.fixture
def house(app: Flask, make_person: Callable[..., Any]) -> House:
    """The people, and the course in the library."""
    body = store_body(app, "<p>Ukur waktu tunggu.</p>")
    course = make_course(
        make_module("loket", make_section("antre", body=body), make_task_with(body, Confirmer.SUPERVISOR)),
        make_module("arsip", make_task_with(body, Confirmer.MENTOR)),
        make_module("rapat", make_task_with(body, Confirmer.NOBODY)),
        make_module("bacaan", make_section("isi", body=body)),
        rule=(CompletionRule.ALL_MODULES, CompletionRule.PRACTICE_TASK),
    )
    shelve(app, course)
    hendra, dewi = make_person("Hendra Wijaya"), make_person("Dewi Anggraini")
    found = House(
        siti=make_person("Siti Rahmawati", supervisor_id=hendra.id),
        hendra=hendra,
        charlie=make_person("Charlie Nasution", supervisor_id=dewi.id),
        dewi=dewi,
    )
    actions.report(found.charlie.id, task(), draft("Charlie mengukur 30 menit."), now=NOON)
    return found


def make_task_with(body: str, confirmer: Confirmer) -> Any:
    return replace(make_task(confirmer), body_sha256=body)


def task(module: str = "loket", confirming: Confirming = Confirming.SUPERVISOR, cycle: int = 1) -> Task:
    return Task(course="adminduk", module=module, cycle=cycle, version="v1", confirming=confirming)


def draft(text: str = "Waktu tunggu 45 menit menjadi 20 menit.", **values: Any) -> Draft:
    return Draft(**{"done_on": DONE_ON, "text": text, **values})
