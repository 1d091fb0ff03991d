"""A learner hears that his essay is marked; he need not look every day."""

from __future__ import annotations

from typing import Any

from elearn.messages import store
from elearn.messages.store import MessageRow
from tests.marking.conftest import Office, form, path_of
from tests.quiz.conftest import Browser


def told(person: Any) -> list[MessageRow]:
    return [one for one in store.inbox(person.id, limit=9) if one.kind == "marks-arrived"]


def test_the_writer_is_told_once_and_without_a_figure_or_a_name(
    office: Office, siti: Any, budi: Any, rina_browses: Browser
) -> None:
    attempt, other = office.hand_in(siti), office.hand_in(budi)
    for _ in range(2):
        assert rina_browses.post(path_of(attempt), data=form()).status_code == 303
    (message,) = told(siti)
    assert message.title.startswith("Uraian Anda sudah dinilai")
    assert message.link == f"/quiz/attempts/{attempt.id}/result"
    assert message.sender_id is None
    assert "Rina" not in message.title + message.text and "9" not in message.title + message.text
    assert told(budi) == []
    assert other.id != attempt.id


def test_a_mark_that_is_changed_is_told_again(office: Office, siti: Any, rina_browses: Browser) -> None:
    attempt = office.hand_in(siti)
    rina_browses.post(path_of(attempt), data=form())
    rina_browses.post(path_of(attempt), data=form(number=2, first="5"))
    assert [one.title.partition(":")[0] for one in told(siti)] == [
        "Nilai uraian Anda berubah",
        "Uraian Anda sudah dinilai",
    ]
