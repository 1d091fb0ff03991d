"""A certificate as an Open Badges 3.0 credential (1EdTech), a W3C Verifiable Credential in JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from hashlib import sha256
from typing import Any

from elearn.certificates.store import CertificateRow

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)


def credential(row: CertificateRow, *, issuer: str, check_url: str) -> bytes:
    """The credential; its holder is a salted hash of the NIP, as the standard proposes for identifiers.

    Its evidence is the signed statement of the certificate, verifiable with the issuer's published key.
    """
    facts = row.facts
    salt = facts.code
    identity = sha256((facts.holder.nip + salt).encode()).hexdigest()
    values: dict[str, Any] = {
        "@context": list(CONTEXTS),
        "id": check_url,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": facts.course_title,
        "issuer": {"id": issuer, "type": ["Profile"], "name": facts.agency},
        "validFrom": row.issued_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityHash": f"sha256${identity}",
                    "identityType": "identifier",
                    "hashed": True,
                    "salt": salt,
                }
            ],
            "achievement": {
                "id": f"urn:elearn:course:{facts.course}:{facts.course_version}",
                "type": ["Achievement"],
                "name": facts.course_title,
                "description": f"{facts.jp} JP",
                "criteria": {"narrative": "; ".join(line.title for line in facts.transcript)},
                "creditsAvailable": float(facts.jp),
            },
        },
        "evidence": [{"id": f"{check_url}#{row.statement}", "type": ["Evidence"], "name": facts.number}],
    }
    if facts.valid_until:
        ends = datetime.combine(facts.valid_until, time(23, 59, 59), tzinfo=UTC)
        values["validUntil"] = ends.isoformat().replace("+00:00", "Z")
    return json.dumps(values, ensure_ascii=False, indent=2).encode()
