"""Two records of one person become one, and no record is lost."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from elearn.accounts import bulk_store
from elearn.accounts import store as accounts
from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.ledger import store as ledger
from elearn.obligations import counting_store
from elearn.people import merging_store
from elearn.people.merging_store import LeftBehind

ONE_DAY = timedelta(days=1)
_NAMED_IN_LOG = 200


@one_transaction
def merge(duplicate_id: int, kept_id: int, *, actor: Actor, now: datetime, today: date) -> list[LeftBehind]:
    """Move every row of the duplicate to the kept person; gives those that stayed.

    A row stays where the kept person has one of the same kind (the same completion, the same bookmark): of
    the two the better is his, the other stays readable with the duplicate and is named in the audit log. The
    number of the duplicate becomes an ended number of the kept person. No role, password or session moves.
    """
    last_day = today - ONE_DAY
    roles = accounts.held_roles([duplicate_id])[duplicate_id]
    with counting_store.counted_anew(person_ids=[duplicate_id, kept_id]):
        merging_store.end_open_positions(duplicate_id, last_day)
        merging_store.move_numbers(duplicate_id, kept_id, last_day)
        merging_store.move_lines(duplicate_id, kept_id, last_day)
        merging_store.move_delegations(duplicate_id, kept_id, now)
        left = merging_store.move_attempts(duplicate_id, kept_id)
        left += merging_store.move_rows(duplicate_id, kept_id)
        ledger.sum_anew([duplicate_id, kept_id])
        bulk_store.close_accounts([duplicate_id], now)
        merging_store.mark_merged(duplicate_id, kept_id, today)
    add_entry(
        at=now,
        action="person.merged",
        subject=f"person:{kept_id}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        details={
            "duplicate": duplicate_id,
            "stayed": " ".join(f"{one.table}:{'/'.join(one.key)}" for one in left[:_NAMED_IN_LOG]),
            "stayed_count": len(left),
        },
    )
    for held in roles:
        add_entry(
            at=now,
            action="role.revoked",
            subject=f"person:{duplicate_id}",
            actor_id=actor.person_id,
            actor_name=actor.name,
            details={"role": held.role.value, "unit_id": held.unit_id, "merged_into": kept_id},
        )
    return left
