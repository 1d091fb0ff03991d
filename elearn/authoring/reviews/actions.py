"""Asking for a review, answering, remarking, settling: one transaction each, with a line in the audit log."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.authoring.reviews import rules, store, telling
from elearn.authoring.reviews.rules import Asked, Refusal, Verdict
from elearn.authoring.reviews.store import NewComment
from elearn.database import one_transaction


@one_transaction
def ask(
    course: str, version: str, note: str, actor: Actor, now: datetime, *, reviewers: Collection[int] = ()
) -> bool:
    """Ask for a yes to this version and tell the reviewers; False when exactly that waits already."""
    assert actor.person_id is not None
    last = store.last_request(course)
    if last and last.verdict is Verdict.OPEN and last.version == version:
        return False
    request_id = store.insert_request(course, version, note, actor.person_id, now)
    telling.tell_asked(request_id, course, note, set(reviewers) - {actor.person_id}, actor.person_id, now)
    _note("review.asked", course, version, actor, now)
    return True


@one_transaction
def answer(
    course: str,
    verdict: Verdict,
    text: str,
    actor: Actor,
    changed_by: Collection[int],
    version: str | None,
    now: datetime,
) -> Refusal | None:
    """Answer the request that waits; the reason when this person cannot. Arguments as in `rules.refusal`."""
    assert actor.person_id is not None
    last = store.last_request(course)
    if last is None:
        return Refusal.ANSWERED
    asked = Asked(version=last.version, asked_by=last.asked_by, verdict=last.verdict)
    refused = rules.refusal(asked, verdict, actor.person_id, changed_by, version)
    if refused is not None:
        return refused
    if not store.put_answer(last.id, verdict, text, actor.person_id, now):
        return Refusal.ANSWERED
    telling.tell_answered(last, verdict, text, actor.person_id, now)
    _note(f"review.{verdict.value}", course, last.version, actor, now)
    return None


@one_transaction
def comment(new: NewComment, actor: Actor, now: datetime) -> None:
    """Keep a remark; sending the same twice keeps one."""
    assert actor.person_id is not None
    if not store.has_same_open(new, actor.person_id):
        store.insert_comment(new, actor.person_id, now)
        _note("review.comment", new.course, new.version, actor, now)


@one_transaction
def settle(comment_id: int, course: str, actor: Actor, now: datetime) -> bool:
    """Settle a remark; False when it was settled before, or is none of this course."""
    assert actor.person_id is not None
    settled = store.settle_comment(comment_id, course, actor.person_id, now)
    if settled:
        _note("review.comment_settled", course, "", actor, now)
    return settled


def _note(action: str, course: str, version: str, actor: Actor, now: datetime) -> None:
    add_entry(
        at=now,
        action=action,
        subject=f"course {course}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        details={"version": version} if version else {},
    )
