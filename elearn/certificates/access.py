"""Certificates fetched within the reach of who asks, else 404; and how often a stranger may ask."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import abort

from elearn.accounts import throttle_store
from elearn.accounts.access import my_reach
from elearn.accounts.identity import signed_in
from elearn.accounts.throttle import Limit, counter_key, network_of
from elearn.certificates import batch_store, store
from elearn.certificates.batch_rules import Batch
from elearn.certificates.store import CertificateRow
from elearn.database import Durability, transaction
from elearn.people import store as people

# A clerk with a stack of certificates is let through; whoever tries codes by machine waits longer and longer.
CHECKS_FROM_ADDRESS = Limit(
    name="check",
    free_tries=60,
    first_wait=timedelta(seconds=30),
    longest_wait=timedelta(minutes=15),
)


def mine_or_404(certificate_id: int) -> CertificateRow:
    """One's own certificate."""
    found = store.find(certificate_id)
    if found is None or found.person_id != signed_in().person_id:
        abort(404)
    return found


def managed_or_404(certificate_id: int) -> CertificateRow:
    """The certificate of somebody in the units one looks after."""
    found = store.find(certificate_id)
    if found is None or not is_within_reach(found):
        abort(404)
    return found


def is_within_reach(row: CertificateRow) -> bool:
    """Whether the holder belongs to a unit the signed-in person looks after."""
    reach = my_reach()
    if reach.is_whole:
        return True
    holder = people.persons([row.person_id]).get(row.person_id) if row.person_id else None
    return holder is not None and holder.unit_id in reach.unit_ids


def may_check(address: str, now: datetime) -> bool:
    """Count a look at the public page; False when too many came from this address."""
    with transaction(Durability.RELAXED):
        key = counter_key(CHECKS_FROM_ADDRESS, network_of(address))
        return throttle_store.count_try(key, CHECKS_FROM_ADDRESS, now).is_admitted


def my_units() -> frozenset[int] | None:
    """The units the signed-in person looks after; None: every unit."""
    reach = my_reach()
    return None if reach.is_whole else reach.unit_ids


def batch_or_404(batch_id: int) -> Batch:
    """A batch of a unit one looks after; one of every unit is for who looks after all."""
    found, units = batch_store.find(batch_id), my_units()
    if found is None or (units is not None and found.unit_id not in units):
        abort(404)
    return found
