"""What the two are told about their pair, in the transaction that moves it. Indonesian for all.

No topic and no notes: messages also go by mail, and those are for the page of the pair alone.
"""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import force_locale, gettext

from elearn.mentoring.rows import PairRow, SessionRow
from elearn.mentoring.rules import PairKind, PairState
from elearn.messages.actions import tell, withdraw
from elearn.messages.kinds import Kind
from elearn.people import store as people
from elearn.web.formats import long_date


def tell_asked(pair: PairRow, now: datetime) -> None:
    """Ask those of the two who have not said yes."""
    asked = [
        one
        for one, yes in ((pair.mentor_id, pair.mentor_yes_at), (pair.mentee_id, pair.mentee_yes_at))
        if yes is None
    ]
    with force_locale("id"):
        title = gettext("%(name)s mengusulkan mentoring", name=_name(pair.asked_by))
        if pair.kind is PairKind.COACHING:
            title = gettext("%(name)s mengusulkan coaching", name=_name(pair.asked_by))
        text = gettext(
            "Masa %(start)s sampai %(end)s. Bacalah tujuannya, lalu jawab ya atau tidak.",
            start=long_date(pair.starts_on),
            end=long_date(pair.ends_on),
        )
    _tell(asked, f"pair-asked:pair:{pair.id}", title, text, pair, pair.asked_by, now)


def take_back_asked(pair: PairRow, person_id: int, now: datetime) -> None:
    """This person need not answer any more."""
    withdraw(f"pair-asked:pair:{pair.id}", now, [person_id])


def tell_pair_answered(pair: PairRow, state: PairState, person_id: int, now: datetime) -> None:
    """Tell the other one, and who proposed it, what became of the proposal."""
    with force_locale("id"):
        title = gettext("%(name)s tidak menyetujui pasangan mentoring", name=_name(person_id))
        if state is PairState.RUNNING:
            title = gettext("Pasangan mentoring Anda dimulai")
    others = {pair.other_than(person_id), pair.asked_by} - {person_id}
    _tell(sorted(others), f"pair-{state}:pair:{pair.id}", title, "", pair, person_id, now)


def tell_ended(pair: PairRow, person_id: int, note: str, now: datetime) -> None:
    """Tell the others that a pair ended before its last day."""
    with force_locale("id"):
        title = gettext("%(name)s mengakhiri pasangan mentoring", name=_name(person_id))
    others = sorted(pair.sides - {person_id})
    _tell(others, f"pair-ended:pair:{pair.id}", title, note, pair, person_id, now)


def tell_written(pair: PairRow, session_id: int, held_on: date, person_id: int, now: datetime) -> None:
    """Ask the other one whether a session took place as it was noted."""
    with force_locale("id"):
        title = gettext(
            "%(name)s mencatat sesi tanggal %(date)s. Benarkah demikian?",
            name=_name(person_id),
            date=long_date(held_on),
        )
    cause = _written_cause(session_id)
    _tell([pair.other_than(person_id)], cause, title, "", pair, person_id, now)


def take_back_written(session_id: int, now: datetime) -> None:
    """Nobody need answer any more."""
    withdraw(_written_cause(session_id), now)


def tell_answered(
    pair: PairRow, session: SessionRow, *, is_confirmed: bool, answer: str, sender_id: int, now: datetime
) -> None:
    """Tell who wrote the note what the other one says."""
    day = long_date(session.held_on)
    with force_locale("id"):
        title = gettext("Sesi tanggal %(date)s tidak dibenarkan", date=day)
        if is_confirmed:
            title = gettext("Sesi tanggal %(date)s dikonfirmasi", date=day)
    cause = f"session-answered:session:{session.id}"
    _tell([session.written_by], cause, title, answer, pair, sender_id, now)


def _tell(
    person_ids: list[int], cause: str, title: str, text: str, pair: PairRow, sender_id: int, now: datetime
) -> None:
    link = f"/mentoring/{pair.id}"
    tell(
        person_ids,
        Kind.MENTORING,
        cause=cause,
        title=title,
        text=text,
        link=link,
        sender_id=sender_id,
        now=now,
    )


def _written_cause(session_id: int) -> str:
    return f"session-written:session:{session_id}"


def _name(person_id: int) -> str:
    return people.persons([person_id])[person_id].full_name
