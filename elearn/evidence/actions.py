"""Keeping a file as evidence."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from elearn.database import one_transaction
from elearn.errors import ElearnError
from elearn.evidence import rules, store
from elearn.evidence.rules import Refusal
from elearn.evidence.sentences import REFUSALS

_DAY = timedelta(days=1)


class EvidenceRefused(ElearnError):
    """A file that is not taken; its message is a sentence for who sent it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(REFUSALS[refusal]))
        self.refusal = refusal


@one_transaction
def put(person_id: int, name: str, body: bytes, now: datetime) -> int:
    """Keep a file that a person hands in; gives its id. The same content of the same person is kept once.

    Raises:
        EvidenceRefused: not a whole PDF, JPEG or PNG, too large, or too much for one day. Nothing is kept.
    """
    judged = rules.judged(body)
    if judged.kind is None:
        raise EvidenceRefused(judged.refusal or Refusal.KIND)
    digest = sha256(body).hexdigest()
    known = store.same_of(person_id, digest)
    if known is not None:
        return known
    if store.bytes_since(person_id, now - _DAY) + len(body) > rules.BYTES_A_DAY:
        raise EvidenceRefused(Refusal.ENOUGH_TODAY)
    return store.insert_file(
        person_id=person_id,
        name=rules.kept_name(name, judged.kind),
        kind=judged.kind,
        body=body,
        sha256=digest,
        put_at=now,
    )
