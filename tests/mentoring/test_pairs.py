"""Pairs and sessions: every transition, who is told, and what the ledger gets."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from elearn.accounts.actions import Actor
from elearn.database import db
from elearn.ledger import store as ledger
from elearn.mentoring import actions, store
from elearn.mentoring.actions import NotNow, PairRefused, SessionRefused
from elearn.mentoring.rules import PairFault, PairKind, PairState, SessionFault, SessionState
from elearn.messages import store as messages
from elearn.policy import actions as policy_actions
from elearn.policy.actions import NewValue
from elearn.policy.items import BY_NAME
from tests.mentoring.conftest import NOON, SECRET, TODAY, House, noted, pair_draft, running, session_draft

pytestmark = pytest.mark.both_databases


def state_of(pair_id: int) -> PairState:
    pair = store.find_pair(pair_id)
    assert pair is not None
    return pair.state


def session_state(session_id: int) -> SessionState:
    session = store.find_session(session_id)
    assert session is not None
    return session.state


def unread(person: Any) -> list[str]:
    return [one.title for one in messages.unread(person.id, limit=20)[1]]


def jp(person: Any, year: int = 2026) -> Decimal:
    return ledger.jp_of([person.id], year)[person.id]


def set_policy(name: str, value: str) -> None:
    new = NewValue(item=BY_NAME[name], value=value, legal_basis="", effective_from=date(2026, 1, 1))
    policy_actions.set_value(new, actor=Actor(name="tests"), now=datetime(2026, 1, 1, tzinfo=UTC))


def test_a_mentee_asks_and_the_mentor_says_yes(house: House) -> None:
    pair_id = actions.propose(house.siti.id, pair_draft(house.dewi, house.siti), now=NOON)
    assert state_of(pair_id) is PairState.ASKED
    assert unread(house.dewi)[0] == "Siti Rahmawati mengusulkan mentoring"
    for person in (house.siti, house.made, house.hendra):
        with pytest.raises(NotNow):
            actions.answer_pair(pair_id, person.id, is_yes=True, now=NOON)

    assert actions.answer_pair(pair_id, house.dewi.id, is_yes=True, now=NOON) is PairState.RUNNING
    assert unread(house.siti)[0] == "Pasangan mentoring Anda dimulai"
    assert store.mentors_of(house.siti.id, TODAY) == sorted([house.made.id, house.dewi.id])


def test_a_mentor_offers_and_the_mentee_says_no(house: House) -> None:
    draft = pair_draft(house.hendra, house.charlie, kind=PairKind.COACHING)
    pair_id = actions.propose(house.hendra.id, draft, now=NOON)

    assert actions.answer_pair(pair_id, house.charlie.id, is_yes=False, now=NOON) is PairState.DECLINED
    assert unread(house.hendra) == ["Charlie Nasution tidak menyetujui pasangan mentoring"]
    with pytest.raises(NotNow):
        actions.answer_pair(pair_id, house.charlie.id, is_yes=True, now=NOON)
    actions.propose(house.hendra.id, draft, now=NOON)


def test_who_leads_the_mentee_proposes_and_both_say_yes(house: House) -> None:
    pair_id = actions.propose(house.hendra.id, pair_draft(house.dewi, house.siti), now=NOON)

    assert actions.answer_pair(pair_id, house.siti.id, is_yes=True, now=NOON) is PairState.ASKED
    with pytest.raises(NotNow):
        actions.answer_pair(pair_id, house.siti.id, is_yes=True, now=NOON)
    assert actions.answer_pair(pair_id, house.dewi.id, is_yes=True, now=NOON) is PairState.RUNNING
    assert "Pasangan mentoring Anda dimulai" in unread(house.hendra)


def test_nobody_else_proposes_and_no_pair_twice(house: House) -> None:
    with pytest.raises(PairRefused) as stranger:
        actions.propose(house.dewi.id, pair_draft(house.made, house.siti, kind=PairKind.COACHING), now=NOON)
    with pytest.raises(PairRefused) as twice:
        actions.propose(house.made.id, pair_draft(house.made, house.siti), now=NOON)

    assert stranger.value.fault is PairFault.NOT_YOURS
    assert twice.value.fault is PairFault.EXISTS
    running(house.made, house.siti, kind=PairKind.COACHING)


def test_a_mentor_counts_only_while_the_pair_runs(house: House) -> None:
    asks = store.mentors_of
    assert asks(house.siti.id, date(2026, 2, 28)) == [] and asks(house.siti.id, date(2026, 9, 1)) == []
    actions.end_pair(house.pair_id, house.siti.id, "Terima kasih.", now=NOON)

    assert asks(house.siti.id, TODAY) == []
    assert asks(house.charlie.id, TODAY) == [house.dewi.id]


def test_one_of_the_two_ends_a_pair_and_the_other_is_told(house: House) -> None:
    for person in (house.hendra, house.dewi):
        with pytest.raises(NotNow):
            actions.end_pair(house.pair_id, person.id, "", now=NOON)
    actions.end_pair(house.pair_id, house.made.id, "Cukup sampai di sini.", now=NOON)

    assert unread(house.siti)[0] == "Made Suryani mengakhiri pasangan mentoring"
    with pytest.raises(NotNow):
        actions.end_pair(house.pair_id, house.siti.id, "", now=NOON)
    with pytest.raises(SessionRefused):
        noted(house.pair_id, house.siti)


def test_a_confirmed_session_is_two_jp_of_the_mentee_on_its_day(house: House) -> None:
    session_id = noted(house.pair_id, house.made)
    assert jp(house.siti) == 0
    assert unread(house.siti)[0] == "Made Suryani mencatat sesi tanggal 10 Maret 2026. Benarkah demikian?"
    brought = actions.confirm_session(session_id, house.siti.id, now=NOON)

    assert brought.jp == 2
    (entry,) = ledger.entries_of(house.siti.id, 2026)
    assert (entry.source, entry.source_key, entry.form) == ("mentoring", str(session_id), 15)
    assert (entry.on_date, entry.jp, entry.title) == (date(2026, 3, 10), 2, "Sesi mentoring")
    assert jp(house.made) == 0
    assert unread(house.siti) == ["Pasangan mentoring Anda dimulai"]
    assert "Sesi tanggal 10 Maret 2026 dikonfirmasi" in unread(house.made)


def test_coaching_counts_as_coaching(house: House) -> None:
    pair_id = running(house.dewi, house.siti, kind=PairKind.COACHING)
    actions.confirm_session(noted(pair_id, house.siti), house.dewi.id, now=NOON)

    assert [entry.form for entry in ledger.entries_of(house.siti.id, 2026)] == [14]


def test_no_message_and_no_entry_tells_what_was_said(house: House) -> None:
    session_id = noted(house.pair_id, house.made)
    actions.confirm_session(session_id, house.siti.id, now=NOON)

    told = [one for person in (house.siti, house.made) for one in messages.inbox(person.id, limit=20)]
    texts = [f"{one.title} {one.text}" for one in told]
    texts += [f"{entry.title} {entry.note}" for entry in ledger.entries_of(house.siti.id, 2026)]
    assert not [text for text in texts if SECRET in text or "Rapat pagi" in text]


def test_only_the_other_one_confirms_and_only_once(house: House) -> None:
    session_id = noted(house.pair_id, house.made)
    for person in (house.made, house.hendra, house.dewi):
        with pytest.raises(NotNow):
            actions.confirm_session(session_id, person.id, now=NOON)
    actions.confirm_session(session_id, house.siti.id, now=NOON)
    with pytest.raises(NotNow):
        actions.confirm_session(session_id, house.siti.id, now=NOON)
    assert jp(house.siti) == 2


def test_a_disputed_session_brings_nothing_and_says_why(house: House) -> None:
    session_id = noted(house.pair_id, house.siti)
    with pytest.raises(NotNow):
        actions.dispute_session(session_id, house.siti.id, "Bukan.", now=NOON)
    actions.dispute_session(session_id, house.made.id, "Tanggalnya 11, bukan 10.", now=NOON)

    assert session_state(session_id) is SessionState.DISPUTED and jp(house.siti) == 0
    told = messages.inbox(house.siti.id, limit=1)[0]
    assert (told.title, told.text) == (
        "Sesi tanggal 10 Maret 2026 tidak dibenarkan",
        "Tanggalnya 11, bukan 10.",
    )
    with pytest.raises(NotNow):
        actions.confirm_session(session_id, house.made.id, now=NOON)


def test_who_wrote_a_note_takes_it_back_while_it_waits(house: House) -> None:
    session_id = noted(house.pair_id, house.siti)
    with pytest.raises(NotNow):
        actions.withdraw_session(session_id, house.made.id, now=NOON)
    actions.withdraw_session(session_id, house.siti.id, now=NOON)

    assert session_state(session_id) is SessionState.WITHDRAWN
    with pytest.raises(NotNow):
        actions.confirm_session(session_id, house.made.id, now=NOON)


def test_a_session_outside_the_period_or_of_strangers_is_not_noted(house: House) -> None:
    with pytest.raises(SessionRefused) as outside:
        actions.write_session(
            house.pair_id, house.siti.id, session_draft(held_on=date(2026, 2, 27)), now=NOON
        )
    with pytest.raises(NotNow):
        noted(house.pair_id, house.dewi)

    assert outside.value.fault is SessionFault.OUTSIDE


def test_a_third_session_of_a_month_is_confirmed_without_jp_and_says_why(house: House) -> None:
    for day in (3, 10, 17):
        brought = actions.confirm_session(noted(house.pair_id, house.made, day), house.siti.id, now=NOON)

    assert (brought.jp, brought.over, brought.is_above) == (0, 2, True)
    assert jp(house.siti) == 4 and jp(house.charlie) == 2
    last = ledger.entries_of(house.siti.id, 2026)[-1]
    assert (last.jp, last.note) == (0, "Di atas batas 2 sesi sebulan.")


def test_the_cap_is_of_a_person_over_all_his_pairs_and_of_a_month(house: House) -> None:
    coaching = running(house.dewi, house.siti, kind=PairKind.COACHING)
    later = NOON + timedelta(days=20)
    for pair_id, writer in ((house.pair_id, house.made), (coaching, house.dewi), (coaching, house.dewi)):
        actions.confirm_session(noted(pair_id, writer), house.siti.id, now=NOON)
    april = session_draft(held_on=date(2026, 4, 2))
    session_id = actions.write_session(house.pair_id, house.made.id, april, now=later)
    actions.confirm_session(session_id, house.siti.id, now=later)

    assert [entry.jp for entry in ledger.entries_of(house.siti.id, 2026)] == [2, 2, 0, 2]


def test_a_mentor_gets_jp_where_the_policy_says_so(house: House) -> None:
    set_policy("mentoring_jp_mentor", "1")
    actions.confirm_session(noted(house.pair_id, house.made), house.siti.id, now=NOON)

    assert (jp(house.siti), jp(house.made)) == (2, 1)


def test_where_the_policy_only_warns_every_session_counts(house: House) -> None:
    set_policy("mentoring_monthly_cap_mode", "warn")
    for day in (3, 10, 17):
        actions.confirm_session(noted(house.pair_id, house.made, day), house.siti.id, now=NOON)

    assert jp(house.siti) == 6
    assert ledger.entries_of(house.siti.id, 2026)[-1].note == "Di atas batas 2 sesi sebulan."


def test_confirmations_at_the_same_moment_never_pass_the_cap(
    app: Flask, house: House, make_person: Callable[..., Any]
) -> None:
    mentors = [make_person(f"Mentor {number}") for number in range(5)]
    works = [
        (noted(running(mentor, house.siti), house.siti, day=5 + number), mentor.id)
        for number, mentor in enumerate(mentors)
    ]
    start = Barrier(len(works))

    def confirm(work: tuple[int, int]) -> Decimal:
        with app.app_context():
            start.wait(timeout=30)
            try:
                return actions.confirm_session(*work, now=NOON).jp
            finally:
                db.session.remove()

    db.session.rollback()
    with ThreadPoolExecutor(len(works)) as pool:
        brought = list(pool.map(confirm, works))

    assert sorted(brought) == [0, 0, 0, 2, 2]
    assert jp(house.siti) == 4
    assert all(session_state(session_id) is SessionState.CONFIRMED for session_id, _ in works)


def test_one_session_confirmed_twice_at_the_same_moment_counts_once(app: Flask, house: House) -> None:
    session_id = noted(house.pair_id, house.made)
    start = Barrier(4)

    def confirm(_number: int) -> bool:
        with app.app_context():
            start.wait(timeout=30)
            try:
                actions.confirm_session(session_id, house.siti.id, now=NOON)
                return True
            except NotNow:
                return False
            finally:
                db.session.remove()

    db.session.rollback()
    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(confirm, range(4))) == [False, False, False, True]
    assert jp(house.siti) == 2


def test_figures_count_pairs_and_sessions_of_the_mentees_of_a_unit(
    house: House, make_unit: Callable[..., int], make_person: Callable[..., Any]
) -> None:
    elsewhere = make_unit("Dinas Lain")
    running(house.dewi, make_person("Rina Lestari", unit_id=elsewhere))
    year = datetime(2026, 1, 1, tzinfo=UTC)

    assert store.counts(None, year) == (3, 1)
    assert store.counts([elsewhere], year) == (1, 0)
    assert store.counts([house.siti.unit_id], NOON + timedelta(days=1)) == (2, 0)
