"""Telling people something: once a person and cause, in the transaction of the cause."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from elearn import clock
from elearn.database import transaction
from elearn.messages import actions, store
from elearn.messages.kinds import MAIL_RULES, Kind
from tests.messages.conftest import change_person

pytestmark = pytest.mark.both_databases
MakePerson = Callable[..., object]


@pytest.fixture
def people(make_person: Callable[..., object]) -> list[int]:
    """Three learners and, told of something else, a bystander."""
    ids = [make_person(name).id for name in ("Ani", "Budi", "Citra", "Dewi")]  # type: ignore[attr-defined]
    actions.tell(ids[3:], Kind.PRAISE, cause="praise:1", title="Terima kasih", now=clock.now())
    return ids


def test_people_are_told_once_of_one_cause(people: list[int]) -> None:
    told = {"cause": "assignment:7", "title": "Wajib: Pelayanan", "now": clock.now()}
    assert actions.tell(people[:2], Kind.ASSIGNMENT, **told) == 2
    assert actions.tell(people[:3], Kind.ASSIGNMENT, **told) == 1
    assert [store.unread_count(one) for one in people] == [1, 1, 1, 1]


def test_a_message_is_gone_with_the_cause_that_failed(people: list[int]) -> None:
    with pytest.raises(RuntimeError), transaction():
        actions.tell(people[:1], "talk", cause="talk:1", title="Bincang", now=clock.now())
        raise RuntimeError("the cause did not happen")
    assert store.unread_count(people[0]) == 0


def test_two_thousand_people_are_told_in_batches(people: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "BATCH", 2)
    assert actions.tell(people, Kind.RELEARN, cause="relearn:1", title="Baca lagi", now=clock.now()) == 4


def test_unread_ones_stand_first_and_then_the_latest(people: list[int]) -> None:
    now = clock.now()
    for number in range(3):
        told = now + timedelta(minutes=number)
        actions.tell(people[:1], Kind.PRAISE, cause=f"praise:{number}", title=str(number), now=told)
    latest = store.inbox(people[0], limit=1)[0]
    assert actions.mark_read(people[0], now, [latest.id]) == 1
    assert [one.title for one in store.inbox(people[0], limit=9)] == ["1", "0", "2"]
    assert [one.title for one in store.inbox(people[0], limit=1, offset=1)] == ["0"]
    assert (store.unread_count(people[0]), store.count_inbox(people[0])) == (2, 3)


def test_nobody_marks_the_messages_of_another_as_read(people: list[int]) -> None:
    theirs = store.inbox(people[3], limit=1)[0]
    assert actions.mark_read(people[0], clock.now(), [theirs.id]) == 0
    assert store.find_message(theirs.id, people[0]) is None
    assert store.unread_count(people[3]) == 1


def test_what_is_withdrawn_is_neither_in_the_inbox_nor_waiting_for_a_mail(people: list[int]) -> None:
    actions.tell(people[:2], Kind.ASSIGNMENT, cause="assignment:7", title="Wajib", now=clock.now())
    assert actions.withdraw("assignment:7", clock.now(), people[:1]) == 1
    for one in people:
        change_person(one, email="orang@kota.example")
    ids = store.message_ids_of("assignment:7")
    states = store.states_of(ids.values())
    assert store.unread_count(people[0]) == 0
    assert [states[ids[one]].state for one in people[:2]] == ["cancelled", "queued"]


def test_a_note_of_a_head_is_on_the_site_only(people: list[int]) -> None:
    actions.tell(people[:1], Kind.HEAD_NOTE, cause="head-note:1", title="Catatan", now=clock.now())
    (message_id,) = store.message_ids_of("head-note:1").values()
    assert store.states_of([message_id])[message_id].state == "site"


@pytest.mark.parametrize(
    "link", ["https://evil.example/", "//evil.example", "/\\evil.example", "/a\nb", "/" * 301]
)
def test_a_message_leads_nowhere_else(people: list[int], link: str) -> None:
    with pytest.raises(ValueError, match="a path of this site"):
        actions.tell(people[:1], Kind.PRAISE, cause="x", title="x", link=link, now=clock.now())


@pytest.mark.parametrize("cause", ["", "x" * 201])
def test_a_cause_is_a_short_name(people: list[int], cause: str) -> None:
    with pytest.raises(ValueError, match="a cause of"):
        actions.tell(people[:1], Kind.PRAISE, cause=cause, title="x", now=clock.now())


def test_a_long_title_is_cut_and_its_lines_joined(people: list[int]) -> None:
    actions.tell(people[:1], Kind.PRAISE, cause="x", title="Baik\n\n" + "a" * 300, now=clock.now())
    title = store.inbox(people[0], limit=1)[0].title
    assert title.startswith("Baik a") and len(title) == 200 and title.endswith("…")


def test_every_kind_says_whether_it_goes_by_mail() -> None:
    assert MAIL_RULES.keys() == set(Kind)
