"""What the inbox prints."""

from __future__ import annotations

from dataclasses import dataclass

from elearn.messages import store
from elearn.messages.sentences import kind_word
from elearn.messages.store import MessageRow
from elearn.people import store as people_store

A_PAGE = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class InboxLine:
    """One message with its kind in words and its sender's name."""

    message: MessageRow
    kind: str
    sender: str


@dataclass(frozen=True, kw_only=True, slots=True)
class InboxPage:
    """One page of the inbox; `number` from 1 to `count`."""

    lines: list[InboxLine]
    unread: int
    number: int
    count: int


def inbox_page(person_id: int, wanted: str) -> InboxPage:
    """The page somebody asked for, or the nearest there is."""
    count = max(1, -(-store.count_inbox(person_id) // A_PAGE))
    number = (
        min(max(int(wanted), 1), count) if wanted.isascii() and wanted.isdigit() and len(wanted) < 7 else 1
    )
    messages = store.inbox(person_id, limit=A_PAGE, offset=(number - 1) * A_PAGE)
    senders = people_store.persons({one.sender_id for one in messages if one.sender_id is not None})
    lines = [
        InboxLine(
            message=one,
            kind=kind_word(one.kind),
            sender=senders[one.sender_id].full_name if one.sender_id in senders else "",
        )
        for one in messages
    ]
    return InboxPage(lines=lines, unread=store.unread_count(person_id), number=number, count=count)
