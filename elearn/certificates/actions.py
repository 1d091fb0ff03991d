"""Issuing, reissuing and revoking certificates."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from elearn.accounts.actions import SYSTEM, Actor
from elearn.audit.store import add_entry
from elearn.certificates import keys, rules, statement, store
from elearn.certificates.facts import Facts, Holder, Signatory, TranscriptLine
from elearn.certificates.store import CertificateRow
from elearn.database import one_transaction
from elearn.errors import ElearnError
from elearn.people import store as people
from elearn.people.rows import PersonRow, UnitRow
from elearn.policy import store as policy_store
from elearn.policy.values import Policy
from elearn.releases.published import PublishedCourse
from elearn.web.settings import current_settings
from elearn.workdays import months_later

LARGEST_FILE_BYTES = 2_000_000


class FileRefused(ElearnError):
    """A file that is not a PDF, or is too large."""


class NotReplaceable(ElearnError):
    """A certificate that was revoked or replaced already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """A finished course, as whoever recorded the completion knows it."""

    person_id: int
    course: PublishedCourse
    cycle: int
    started_at: datetime
    completed_at: datetime
    transcript: tuple[TranscriptLine, ...]
    score: rules.Score | None = None


@one_transaction
def issue(earned: Earned, *, now: datetime) -> int | None:
    """Issue the certificate of a finished course, once; gives its id, None when the course gives none.

    Joins the transaction of the completion: both are kept or neither. The number is drawn last, so that
    nobody waits for it longer than a commit takes.
    """
    if not rules.earns_one(sum(line.jp for line in earned.transcript)):  # type: ignore[arg-type]
        return None
    known = store.earned(earned.person_id, earned.course.code, earned.cycle)
    if known is not None:
        return known.id
    settings = current_settings()
    today = now.astimezone(settings.time_zone).date()
    person = people.persons([earned.person_id])[earned.person_id]
    agency = _agency_of(person)
    policy = policy_store.in_force(today)
    facts = _facts(earned, person, agency, policy, today)
    new_id = _write(facts, policy, agency, person_id=person.id, cycle=earned.cycle, now=now)
    _note("certificate.issued", store.find(new_id), SYSTEM, now)
    return new_id


@one_transaction
def reissue(certificate_id: int, *, actor: Actor, reason: str, now: datetime) -> int:
    """Issue again with the person's name, rank and unit of today, under a new number; the old one says so."""
    old = store.find(certificate_id)
    if old is None or old.person_id is None or old.revoked_at or old.replaced_at:
        raise NotReplaceable("Sertifikat ini sudah dicabut atau diganti.", hint="Buka yang terbaru.")
    settings = current_settings()
    today = now.astimezone(settings.time_zone).date()
    person = people.persons([old.person_id])[old.person_id]
    agency = _agency_of(person)
    policy = policy_store.in_force(today)
    facts = replace(old.facts, code=_code(), holder=_holder(person), issued_on=today)
    store.mark_replaced(old.id, now)
    new_id = _write(facts, policy, agency, person_id=person.id, cycle=old.cycle, now=now, replaces=old.id)
    _note("certificate.reissued", old, actor, now, reason=reason, new_certificate=new_id)
    return new_id


@one_transaction
def revoke(certificate_id: int, *, actor: Actor, reason: str, now: datetime) -> None:
    """Take a certificate back; the check page says so and why."""
    found = store.find(certificate_id)
    if found is None or found.revoked_at:
        return
    store.mark_revoked(certificate_id, reason=reason, by=actor.person_id, now=now)
    _note("certificate.revoked", found, actor, now, reason=reason)


@one_transaction
def keep_signed_file(certificate_id: int, body: bytes, *, actor: Actor, now: datetime) -> None:
    """Keep the PDF as signed outside. Raises FileRefused when it is no PDF or too large."""
    if len(body) > LARGEST_FILE_BYTES:
        raise FileRefused("Berkas lebih besar dari 2 MB.", hint="Kirim PDF yang lebih kecil.")
    if not body.startswith(b"%PDF-") or b"/ByteRange" not in body:
        raise FileRefused(
            "Berkas ini bukan PDF bertanda tangan elektronik.",
            hint="Unduh hasil penandatanganan dari layanan BSrE, lalu kirim berkas itu apa adanya.",
        )
    found = store.find(certificate_id)
    if found is None:
        raise NotReplaceable("Sertifikat tidak ditemukan.", hint="Buka dari daftar sertifikat.")
    digest = sha256(body).hexdigest()
    store.put_signed_file(certificate_id, body=body, sha256=digest, by=actor.person_id, now=now)
    _note("certificate.signed", found, actor, now, sha256=digest)


def _write(
    facts: Facts,
    policy: Policy,
    agency: UnitRow,
    *,
    person_id: int,
    cycle: int,
    now: datetime,
    replaces: int | None = None,
) -> int:
    pair = keys.current(current_settings().instance)
    store.remember_key(pair, now)
    serial = store.next_serial(agency.id, facts.issued_on.year)
    number = rules.number(
        policy.text("certificate_number"),
        serial=serial,
        on=facts.issued_on,
        classification=policy.text("certificate_class"),
        unit_code=agency.code,
    )
    numbered = replace(facts, number=number)
    signed = statement.signed(statement.statement_of(numbered), private_key=pair.private, key_id=pair.id)
    return store.insert(
        numbered, person_id=person_id, cycle=cycle, statement=signed, now=now, replaces=replaces
    )


def _facts(earned: Earned, person: PersonRow, agency: UnitRow, policy: Policy, today: date) -> Facts:
    course, zone = earned.course, current_settings().time_zone
    completed_on = earned.completed_at.astimezone(zone).date()
    months = course.validity_months
    return Facts(
        number="",
        code=_code(),
        agency=agency.name,
        holder=_holder(person),
        signatory=_signatory(policy),
        course=course.code,
        course_title=course.title,
        course_version=course.version,
        provider=course.provider,
        started_on=min(earned.started_at, earned.completed_at).astimezone(zone).date(),
        completed_on=completed_on,
        issued_on=today,
        valid_until=months_later(completed_on, months) if months else None,
        transcript=earned.transcript,
        score=earned.score.value if earned.score else None,
        score_of=earned.score.of.value if earned.score else "",
    )


def _holder(person: PersonRow) -> Holder:
    return Holder(
        name=person.name,
        title_before=person.title_before,
        title_after=person.title_after,
        nip=person.nip,
        rank=person.rank,
        position=person.position,
        unit=person.unit_name,
    )


def _signatory(policy: Policy) -> Signatory:
    return Signatory(
        name=policy.text("signatory_name"),
        position=policy.text("signatory_position"),
        nip=policy.text("signatory_nip"),
        place=policy.text("signatory_place"),
    )


def _agency_of(person: PersonRow) -> UnitRow:
    """The root above the person's unit: numbers run per agency."""
    above = people.units_above([person.unit_id])[person.unit_id]
    return next(unit for unit in people.units(above).values() if unit.parent_id is None)


def _code() -> str:
    return rules.code_of(secrets.token_bytes(4 * rules.CODE_LENGTH))


def _note(
    action: str, row: CertificateRow | None, actor: Actor, now: datetime, **details: str | int | None
) -> None:
    assert row is not None
    add_entry(
        at=now,
        action=action,
        subject=f"certificate:{row.id}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        details={"number": row.facts.number, "person": row.person_id, **details},
    )
