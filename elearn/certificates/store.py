"""Every query on certificates, serial numbers and keys."""

from __future__ import annotations

import base64
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select, update

from elearn.certificates import rules
from elearn.certificates.facts import Facts, from_json, to_json
from elearn.certificates.keys import KeyPair
from elearn.certificates.tables import Certificate, CertificateSerial, SignedFile, SigningKey
from elearn.database import db, upsert_into


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRow:
    """A certificate as it is kept."""

    id: int
    person_id: int | None
    course: str
    cycle: int
    issued_at: datetime
    facts: Facts
    statement: str
    replaced_at: datetime | None
    revoked_at: datetime | None
    revoked_reason: str

    def state(self, today: date) -> rules.State:
        """Valid, expired, replaced or revoked on a day."""
        return rules.state(
            revoked=self.revoked_at is not None,
            replaced=self.replaced_at is not None,
            valid_until=self.facts.valid_until,
            today=today,
        )


def _rows(query: Select[Certificate]) -> list[CertificateRow]:
    return [
        CertificateRow(
            id=one.id,
            person_id=one.person_id,
            course=one.course,
            cycle=one.cycle,
            issued_at=one.issued_at,
            facts=from_json(one.facts),
            statement=one.statement,
            replaced_at=one.replaced_at,
            revoked_at=one.revoked_at,
            revoked_reason=one.revoked_reason,
        )
        for one in db.session.scalars(query)
    ]


def of_person(person_id: int) -> list[CertificateRow]:
    """The certificates of a person, the latest first."""
    query = select(Certificate).where(Certificate.person_id == person_id)
    return _rows(query.order_by(Certificate.issued_at.desc(), Certificate.id.desc()))


def of_persons(person_ids: Collection[int]) -> list[CertificateRow]:
    """The certificates of these people, by person, the earliest first."""
    query = select(Certificate).where(Certificate.person_id.in_(person_ids))
    return _rows(query.order_by(Certificate.person_id, Certificate.id))


def of_ids(ids: Select[int]) -> list[CertificateRow]:
    """The certificates of a query for ids, in the order of their numbers' issue."""
    return _rows(
        select(Certificate).where(Certificate.id.in_(ids)).order_by(Certificate.issued_at, Certificate.id)
    )


def find(certificate_id: int) -> CertificateRow | None:
    """A certificate by its id."""
    return next(iter(_rows(select(Certificate).where(Certificate.id == certificate_id))), None)


def find_by_code(code: str) -> CertificateRow | None:
    """A certificate by the code printed on it (rules.normalised_code)."""
    return next(iter(_rows(select(Certificate).where(Certificate.code == code))), None)


def find_by_number(number: str) -> CertificateRow | None:
    """A certificate by its number."""
    return next(iter(_rows(select(Certificate).where(Certificate.number == number.strip()))), None)


def earned(person_id: int, course: str, cycle: int) -> CertificateRow | None:
    """The first certificate a person got for a course in a cycle."""
    query = select(Certificate).where(
        Certificate.person_id == person_id,
        Certificate.course == course,
        Certificate.cycle == cycle,
        Certificate.replaces_id.is_(None),
    )
    return next(iter(_rows(query)), None)


def next_serial(agency_id: int, year: int) -> int:
    """Draw the next number of an agency's year; gapless, as it is undone with its transaction.

    Whoever draws at the same time waits here for the other's commit.
    """
    first = upsert_into(CertificateSerial).values(agency_id=agency_id, year=year, last=1)
    drawn = first.on_conflict_do_update(
        index_elements=["agency_id", "year"], set_={"last": CertificateSerial.last + 1}
    ).returning(CertificateSerial.last)
    return int(db.session.execute(drawn).scalar_one())


def insert(
    facts: Facts, *, person_id: int, cycle: int, statement: str, now: datetime, replaces: int | None
) -> int:
    """Write a certificate and give its id."""
    row = Certificate(
        person_id=person_id,
        course=facts.course,
        cycle=cycle,
        code=facts.code,
        number=facts.number,
        completed_on=facts.completed_on,
        issued_at=now,
        valid_until=facts.valid_until,
        facts=to_json(facts),
        statement=statement,
        replaces_id=replaces,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def mark_replaced(certificate_id: int, now: datetime) -> None:
    """Another certificate stands for this one now."""
    changed = update(Certificate).where(Certificate.id == certificate_id)
    db.session.execute(changed.values(replaced_at=now))


def mark_revoked(certificate_id: int, *, reason: str, by: int | None, now: datetime) -> None:
    """Take a certificate back, once; the first reason stays."""
    changed = update(Certificate).where(Certificate.id == certificate_id, Certificate.revoked_at.is_(None))
    db.session.execute(changed.values(revoked_at=now, revoked_by=by, revoked_reason=reason))


def remember_key(pair: KeyPair, now: datetime) -> None:
    """Publish the public half of a key, once."""
    public = base64.urlsafe_b64encode(pair.public).decode()
    row = upsert_into(SigningKey).values(id=pair.id, public_key=public, made_at=now)
    db.session.execute(row.on_conflict_do_nothing(index_elements=["id"]))


def public_keys() -> dict[str, bytes]:
    """Every key that ever signed, by its id."""
    query = select(SigningKey.id, SigningKey.public_key).order_by(SigningKey.made_at)
    return {row.id: base64.urlsafe_b64decode(row.public_key) for row in db.session.execute(query)}


def put_signed_file(certificate_id: int, *, body: bytes, sha256: str, by: int | None, now: datetime) -> None:
    """Keep the PDF that was signed outside, in place of an earlier one."""
    values = {"sha256": sha256, "body": body, "put_at": now, "put_by": by}
    row = upsert_into(SignedFile).values(certificate_id=certificate_id, **values)
    db.session.execute(row.on_conflict_do_update(index_elements=["certificate_id"], set_=values))


def signed_file(certificate_id: int) -> bytes | None:
    """The PDF that was signed outside, if there is one."""
    query = select(SignedFile.body).where(SignedFile.certificate_id == certificate_id)
    return db.session.execute(query).scalar_one_or_none()


def has_signed_file(certificate_id: int) -> bool:
    """Whether a PDF that was signed outside is kept."""
    query = select(func.count()).where(SignedFile.certificate_id == certificate_id)
    return bool(db.session.execute(query).scalar_one())
