"""Bagikan ke atasan: only who failed is asked, only he decides, and he can take it back."""

from __future__ import annotations

from decimal import Decimal

from elearn.visibility import store as visibility
from tests.quiz.conftest import COURSE
from tests.quiz.samples import make_quiz
from tests.quiz.test_shown import FIRST, about, take

PURPOSE = f"help-with-quiz:{COURSE}/kuis-satu"


def shared(person) -> bool:
    return PURPOSE in visibility.consents_of([person.id])[person.id]


def test_who_failed_tells_his_supervisor_and_takes_it_back(shelf, siti, siti_browses):
    shelf.put(make_quiz(about("q-1", FIRST), pass_percent=Decimal(60)))
    page = take(siti_browses, wrong=("q-1",))
    assert "Bagikan ke atasan" in page
    assert not shared(siti)

    siti_browses.post(siti_browses.path("help"), {"share": "yes"})
    assert shared(siti)
    assert "Tarik kembali" in siti_browses.get(siti_browses.path("result")).text

    siti_browses.post(siti_browses.path("help"), {"share": "no"})
    assert not shared(siti)


def test_who_passed_is_not_asked(shelf, siti_browses):
    shelf.put(make_quiz(about("q-1", FIRST), pass_percent=Decimal(60)))
    assert "Bagikan ke atasan" not in take(siti_browses, right=("q-1",))
