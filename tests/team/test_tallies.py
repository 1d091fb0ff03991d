"""The figures the database counts are the figures the rules count, whatever the obligations."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn.database import db
from elearn.obligations import store as obligations_store
from elearn.obligations.rules import due_state
from elearn.obligations.tables import Assignment, Obligation
from elearn.progress.tables import Enrolment
from elearn.team import store
from elearn.team.rules import tally_of
from tests.team.conftest import ARCHIVE, ETHICS, NOW, SAFETY, TODAY, House, oblige

DUE_SOON_DAYS = 14
days = st.integers(min_value=-40, max_value=40).map(lambda amount: TODAY + timedelta(days=amount))
obligations = st.fixed_dictionaries(
    {
        "course": st.sampled_from([ETHICS, ARCHIVE, SAFETY]),
        "cycle": st.integers(min_value=1, max_value=3),
        "level": st.sampled_from(["mandatory", "recommended"]),
        "due_on": days,
        "state": st.sampled_from(["open", "completed", "exempt", "withdrawn"]),
        "completed_on": st.none() | days,
        "valid_until": st.none() | days,
    }
)
histories = st.lists(obligations, max_size=8, unique_by=lambda one: (one["course"], one["cycle"]))
begun = st.sets(st.sampled_from([ETHICS, ARCHIVE, SAFETY]))


def write(person_id: int, rows: list[dict[str, Any]], started: set[str]) -> None:
    db.session.query(Obligation).filter_by(person_id=person_id).delete()
    db.session.query(Enrolment).filter_by(person_id=person_id).delete()
    assignment_id = db.session.query(Assignment.id).limit(1).scalar()
    for row in rows:
        db.session.add(
            Obligation(
                person_id=person_id,
                assignment_id=assignment_id,
                starts_on=date(2026, 1, 1),
                first_due_on=row["due_on"],
                made_at=NOW,
                **row,
            )
        )
    for course in started:
        db.session.add(
            Enrolment(
                person_id=person_id,
                course=course,
                started_at=NOW,
                last_module="satu",
                last_section="dasar",
                last_opened_at=NOW,
            )
        )
    db.session.commit()


@pytest.mark.both_databases
@given(rows=histories, started=begun)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_counts_as_the_rules_do(
    house: House, rows: list[dict[str, Any]], started: set[str]
) -> None:
    if db.session.query(Assignment.id).first() is None:
        oblige([house.tono], SAFETY, TODAY)
    write(house.siti.id, rows, started)
    held = obligations_store.obligations_of([house.siti.id])
    expected = tally_of(
        (row, due_state(row, today=TODAY, has_started=row.course in started, due_soon_days=DUE_SOON_DAYS))
        for row in held
    )
    counted = store.tallies([house.siti.id, house.budi.id], TODAY, DUE_SOON_DAYS)
    assert counted[house.siti.id] == expected
    assert counted[house.budi.id] == tally_of([])
