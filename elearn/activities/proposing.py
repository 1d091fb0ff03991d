"""The JP proposed for an activity under the policy of its last day."""

from __future__ import annotations

from decimal import Decimal

from elearn.activities.rules import Facts, proposed_jp
from elearn.ledger.rules import Period, caps_of
from elearn.policy import store as policy_store


def proposal_of(facts: Facts) -> Decimal:
    """JP by the conversion table, at most what the policy lets one learn by this form in these days."""
    caps = caps_of(facts.form, policy_store.in_force(facts.ends_on), days=facts.days)
    limits = [cap.limit for cap in caps if cap.period is Period.DAY]
    return proposed_jp(facts.form, facts.amount, facts.is_abroad, most=min(limits, default=None))
