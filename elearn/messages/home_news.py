"""What Beranda shows of this room: the latest unread messages, and the notes of heads. Two queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from elearn.messages import notes_store, store
from elearn.messages.notes import SHOWN_FOR
from elearn.messages.notes_store import NoteRow
from elearn.messages.sentences import kind_word
from elearn.messages.store import MessageRow

AT_HOME = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class HomeNews:
    """`unread` counts all unread messages; `latest` are three at most, each with its kind in words."""

    unread: int
    latest: list[tuple[str, MessageRow]]
    notes: list[NoteRow]


def home_news(person_id: int, unit_id: int, now: datetime) -> HomeNews:
    """The news of one person."""
    unread, latest = store.unread(person_id, limit=AT_HOME)
    return HomeNews(
        unread=unread,
        latest=[(kind_word(one.kind), one) for one in latest],
        notes=notes_store.notes_for(unit_id, posted_after=now - SHOWN_FOR),
    )
