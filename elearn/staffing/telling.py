"""What deputies are told, in the transaction that makes them deputies.

The words are Indonesian for everybody: who will read them is not the one who acts, and mails go to both.
"""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import force_locale, gettext

from elearn.messages.actions import tell
from elearn.messages.kinds import Kind
from elearn.people import store as people_store
from elearn.web.formats import long_date

TEAM = "/team/"


def tell_deputy(
    delegation_id: int, supervisor_id: int, deputy_id: int, first: date, last: date, now: datetime
) -> None:
    """Tell somebody that he acts for a supervisor, and in which days."""
    with force_locale("id"):
        name = people_store.persons([supervisor_id])[supervisor_id].name
        title = gettext("Anda menggantikan %(name)s memimpin timnya", name=name)
        text = gettext(
            "Dari %(first)s sampai %(last)s tim itu ada di Tim saya.",
            first=long_date(first),
            last=long_date(last),
        )
    _tell(deputy_id, f"delegated:{delegation_id}", title, text, supervisor_id, now)


def tell_ended(delegation_id: int, supervisor_id: int, deputy_id: int, now: datetime) -> None:
    """Tell him that it is over earlier than was said."""
    with force_locale("id"):
        name = people_store.persons([supervisor_id])[supervisor_id].name
        title = gettext("%(name)s memimpin timnya sendiri lagi", name=name)
    _tell(deputy_id, f"delegation-ended:{delegation_id}", title, "", supervisor_id, now)


def _tell(deputy_id: int, cause: str, title: str, text: str, sender_id: int, now: datetime) -> None:
    tell(
        [deputy_id],
        Kind.DELEGATION,
        cause=cause,
        title=title,
        text=text,
        link=TEAM,
        sender_id=sender_id,
        now=now,
    )
