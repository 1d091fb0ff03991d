"""The counters of dashboards equal a recount, whatever happens."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn.accounts.actions import Actor
from elearn.database import db, transaction
from elearn.obligations import actions, store, upkeep
from elearn.obligations.actions import AssignmentRefused, UndoRefused
from elearn.obligations.counting_store import counted_anew, counts, rebuild, recounted
from elearn.people.tables import Person
from tests.obligations.conftest import DUE, MONDAY, TODAY, assign_to, finish

DEEDS = (
    "assign",
    "assign-yearly",
    "shift",
    "exempt",
    "end-exemption",
    "finish",
    "move",
    "withdraw",
    "undo",
    "day",
)


@given(
    deeds=st.lists(
        st.tuples(st.sampled_from(DEEDS), st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=12
    )
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_counters_equal_a_recount_after_any_deeds(
    deeds: list[tuple[str, int, int]], make_person: Any, make_unit: Any, admin: Actor
) -> None:
    units = [make_unit("Dinas")]
    units += [make_unit("Bidang", parent_id=units[0]), make_unit("Seksi", parent_id=units[0])]
    people = [make_person("Pegawai", unit_id=unit, nip=None) for unit in (*units, units[1])]
    now = MONDAY
    for deed, who, where in deeds:
        now += timedelta(days=40)
        _do(deed, people[who], units[where], admin, now)
        assert counts() == recounted()


def _do(deed: str, person: Any, unit_id: int, admin: Actor, now: Any) -> None:
    ids = [row.id for row in store.obligations_of([person.id])]
    deeds: dict[str, Callable[[], object]] = {
        "assign": lambda: assign_to(unit_id, admin, now, starts_on=now.date(), due_on=now.date()),
        "assign-yearly": lambda: assign_to(
            unit_id, admin, now, due_on=now.date() + timedelta(days=9), repeat_months=1, window_days=20
        ),
        "shift": lambda: actions.shift(ids, now.date() + timedelta(days=unit_id), "", actor=admin, now=now),
        "exempt": lambda: actions.exempt(ids, "duty", "", actor=admin, now=now),
        "end-exemption": lambda: actions.end_exemption(ids, actor=admin, now=now),
        "finish": lambda: finish(person, now),
        "move": lambda: _move(person, unit_id, now),
        "withdraw": lambda: actions.withdraw(ids, "", actor=admin, now=now),
        "undo": lambda: _undo(admin, now),
        "day": lambda: upkeep.keep_up(now),
    }
    with suppress(AssignmentRefused):  # nobody may be left in the unit
        deeds[deed]()


def _move(person: Any, unit_id: int, now: Any) -> None:
    with transaction(), counted_anew(person_ids=[person.id]):
        row = db.session.get(Person, person.id)
        assert row is not None
        row.unit_id, row.position_kind = unit_id, "fungsional"
    upkeep.people_changed([person.id], now)


def _undo(admin: Actor, now: Any) -> None:
    assert admin.person_id is not None
    for bulk in store.bulks_by(admin.person_id, MONDAY)[:1]:
        try:
            actions.undo(bulk.id, actor=admin, now=bulk.at + timedelta(hours=1))
        except UndoRefused:
            pytest.fail("an action of the last hour can be taken back")


def test_counters_can_be_made_anew(dinas: int, siti: Any, budi: Any, admin: Actor) -> None:
    assign_to(dinas, admin)
    right = counts()
    with transaction():
        db.session.execute(db.text("UPDATE obligation_count SET people = 99"))
    assert counts() != right
    with transaction():
        rebuild()
    assert counts() == right
    assert {key[3] for key in right} == {DUE}
    assert sum(right.values()) == 2
    assert TODAY < DUE
