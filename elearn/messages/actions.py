"""Telling people something, and what they do with it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from elearn.database import one_transaction
from elearn.messages import rules, store
from elearn.messages.kinds import MAIL_RULES, ByMail, Kind


@one_transaction
def tell(
    person_ids: Collection[int],
    kind: Kind | str,
    *,
    cause: str,
    title: str,
    text: str = "",
    link: str = "",
    sender_id: int | None = None,
    now: datetime,
) -> int:
    """Tell people something once: a second telling of the same cause does nothing. Gives how many are new.

    Joins the transaction of its cause, so there is neither a message without its cause nor a cause without
    its message. `cause` names things by their ids and never holds personal data; `link` is a path of this
    site. It is on the site at once, and goes by mail as `kinds.MAIL_RULES` says.

    Raises:
        ValueError: an unknown kind, a cause that is empty or longer than 200 characters, or a link elsewhere.
    """
    known = Kind(kind)
    rules.check_cause_and_link(cause, link)
    values = {
        "cause": cause,
        "kind": known.value,
        "title": rules.one_line(title),
        "text": text.strip(),
        "link": link,
        "sender_id": sender_id,
        "made_at": now,
        "by_mail": MAIL_RULES[known] is not ByMail.NEVER,
    }
    return store.insert_messages(person_ids, values)


@one_transaction
def withdraw(cause: str, now: datetime, person_ids: Collection[int] | None = None) -> int:
    """Take back what was told for a cause (to these people, or to all); gives how many.

    What has gone by mail has gone; what waits for the digest will not.
    """
    return store.cancel_messages(cause, now, person_ids)


@one_transaction
def mark_read(person_id: int, now: datetime, message_ids: Collection[int] | None = None) -> int:
    """Mark messages of a person (None: all of them) as read; gives how many were unread."""
    return store.mark_read(person_id, now, message_ids)
