"""What people are told about outside activities, in the transaction that moves them. Indonesian for all."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask_babel import force_locale, gettext

from elearn.activities.rows import ActivityRow
from elearn.activities.rules import Facts, State
from elearn.ledger.rules import Counted
from elearn.messages.actions import tell, withdraw
from elearn.messages.kinds import Kind
from elearn.web.formats import jp as in_jp
from elearn.web.formats import long_date

REQUESTS = "/activities/requests"


def tell_asked(leader_ids: Collection[int], activity_id: int, facts: Facts, name: str, now: datetime) -> None:
    """Tell those who decide that somebody asks to attend something."""
    with force_locale("id"):
        title = gettext("%(name)s meminta izin mengikuti kegiatan", name=name)
        text = gettext("%(title)s, mulai %(date)s.", title=facts.title, date=long_date(facts.starts_on))
    tell(
        leader_ids,
        Kind.ACTIVITY_ASKED,
        cause=_asked_cause(activity_id),
        title=title,
        text=text,
        link=REQUESTS,
        now=now,
    )


def take_back_asked(activity_id: int, now: datetime) -> None:
    """Nobody need decide any more."""
    withdraw(_asked_cause(activity_id), now)


def tell_decided(row: ActivityRow, state: State, words: str, *, sender_id: int | None, now: datetime) -> None:
    """Tell the owner what somebody decided about his activity, in that person's words."""
    with force_locale("id"):
        title = _decided_title(row.facts.title, state)
    _tell_owner(row, state, title, words, sender_id, now)


def tell_verified(
    row: ActivityRow, counted: Counted, note: str, *, sender_id: int | None, now: datetime
) -> None:
    """Tell the owner how many JP his activity brought, and how many are above a cap."""
    with force_locale("id"):
        title = gettext("%(title)s terverifikasi: %(jp)s", title=row.facts.title, jp=in_jp(counted.jp))
        over = (
            gettext("%(jp)s di atas batas JP tidak dihitung.", jp=in_jp(counted.over)) if counted.over else ""
        )
    _tell_owner(row, State.VERIFIED, title, f"{over} {note}".strip(), sender_id, now)


def _decided_title(title: str, state: State) -> str:
    match state:
        case State.ALLOWED:
            return str(gettext("Anda diizinkan mengikuti %(title)s", title=title))
        case State.REFUSED:
            return str(gettext("Permintaan mengikuti %(title)s tidak disetujui", title=title))
        case State.TO_MEND:
            return str(gettext("Bukti %(title)s perlu diperbaiki", title=title))
        case _:
            return str(gettext("Bukti %(title)s ditolak", title=title))


def _tell_owner(
    row: ActivityRow, state: State, title: str, text: str, sender_id: int | None, now: datetime
) -> None:
    tell(
        [row.person_id],
        Kind.ACTIVITY_DECIDED,
        # One activity may have to be mended more than once.
        cause=f"activity-decided:{row.id}:{state}:{now:%Y%m%d%H%M%S}",
        title=title,
        text=text,
        link=f"/activities/{row.id}",
        sender_id=sender_id,
        now=now,
    )


def _asked_cause(activity_id: int) -> str:
    return f"activity-asked:{activity_id}"
