"""A pair that runs, one whose people have nothing to do with it, and who leads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from elearn.mentoring import actions
from elearn.mentoring.actions import PairDraft, SessionDraft
from elearn.mentoring.rules import PairKind

NOON = datetime(2026, 3, 20, 5, 0, tzinfo=UTC)
TODAY = date(2026, 3, 20)
SECRET = "Rahasia obrolan tentang atasan."


@dataclass(frozen=True)
class House:
    """Siti is guided by Made and led by Hendra; Charlie is guided by Dewi."""

    siti: Any
    made: Any
    hendra: Any
    charlie: Any
    dewi: Any
    pair_id: int
    other_pair_id: int


@pytest.fixture
def house(app: Flask, make_person: Callable[..., Any]) -> House:
    """The people and their two running pairs; Charlie has a confirmed session."""
    hendra = make_person("Hendra Wijaya")
    siti, made = make_person("Siti Rahmawati", supervisor_id=hendra.id), make_person("Made Suryani")
    charlie, dewi = make_person("Charlie Nasution"), make_person("Dewi Anggraini")
    house = House(
        siti=siti,
        made=made,
        hendra=hendra,
        charlie=charlie,
        dewi=dewi,
        pair_id=running(made, siti),
        other_pair_id=running(dewi, charlie),
    )
    actions.confirm_session(noted(house.other_pair_id, dewi), charlie.id, now=NOON)
    return house


def pair_draft(mentor: Any, mentee: Any, **values: Any) -> PairDraft:
    known: dict[str, Any] = {
        "kind": PairKind.MENTORING,
        "goal": "Memimpin rapat sendiri.",
        "starts_on": date(2026, 3, 1),
        "ends_on": date(2026, 8, 31),
    }
    return PairDraft(mentor_id=mentor.id, mentee_id=mentee.id, **known | values)


def running(mentor: Any, mentee: Any, **values: Any) -> int:
    pair_id = actions.propose(mentee.id, pair_draft(mentor, mentee, **values), now=NOON)
    actions.answer_pair(pair_id, mentor.id, is_yes=True, now=NOON)
    return pair_id


def session_draft(day: int = 10, **values: Any) -> SessionDraft:
    known: dict[str, Any] = {
        "held_on": date(2026, 3, day),
        "minutes": 60,
        "topic": "Rapat pagi",
        "notes": SECRET,
        "next_step": "Memimpin satu rapat.",
    }
    return SessionDraft(**known | values)


def noted(pair_id: int, writer: Any, day: int = 10, **values: Any) -> int:
    return actions.write_session(pair_id, writer.id, session_draft(day, **values), now=NOON)
