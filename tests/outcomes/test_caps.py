"""A day with more JP than its cap: the modules are done all the same, and what counts is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from flask import Flask

from elearn.database import transaction
from elearn.ledger import store as ledger
from elearn.ledger.rules import Counted, Period
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import SectionRead
from elearn.policy import store as policy
from elearn.policy.store import SetValue
from elearn.progress import store
from tests.sample_courses import make_course, make_module, shelve

MONDAY = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def test_above_the_cap_of_a_day_the_module_is_done_and_its_jp_are_kept_aside(
    app: Flask, make_person: Callable[..., Any]
) -> None:
    shelve(app, make_course(make_module("satu", "a", jp="2.5"), make_module("dua", "b", jp="1.5")))
    siti, budi = make_person("Siti Rahmawati"), make_person("Budi Santoso")
    with transaction():
        policy.add(
            SetValue(
                name="jp_daily_cap_mode", value="enforce", legal_basis="Perwali 3/2026",
                effective_from=date(2026, 1, 1), set_at=MONDAY, set_by_name="Dewi",
            ),
            set_by=None,
        )  # fmt: skip
    for person in (budi, siti):
        record(person.id, SectionRead(course="adminduk", module="satu", section="a"), MONDAY)
    told = record(siti.id, SectionRead(course="adminduk", module="dua", section="b"), MONDAY)
    half, one = Decimal("0.5"), Decimal(1)
    assert told.counted == Counted(jp=half, over=one, above=one, periods=frozenset({Period.DAY}))
    assert (told.module_completed, told.course_completed, told.jp) == (True, True, half)
    assert {row.module: row.jp for row in store.completions(siti.id)}["dua"] == Decimal("1.5")
    assert ledger.jp_of([siti.id, budi.id], 2026) == {siti.id: Decimal(3), budi.id: Decimal("2.5")}
