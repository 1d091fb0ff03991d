"""Files kept as evidence, and how they leave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from elearn.evidence import actions, rules, store
from elearn.evidence.actions import EvidenceRefused
from elearn.evidence.serving import evidence_download
from tests.conftest import TestPerson
from tests.evidence.test_rules import PDF, picture

NOW = datetime(2026, 3, 5, 3, tzinfo=UTC)
Person = Callable[..., TestPerson]


def test_a_file_is_kept_as_it_came(make_person: Person) -> None:
    person = make_person()
    file_id = actions.put(person.id, "sertifikat seminar.PDF", PDF, NOW)
    kept = store.file(file_id)
    assert kept is not None
    assert (kept.person_id, kept.name, kept.kind, kept.body) == (
        person.id,
        "sertifikat seminar.pdf",
        rules.Kind.PDF,
        PDF,
    )
    assert store.names_of([file_id, 999]) == {file_id: "sertifikat seminar.pdf"}
    assert store.file(999) is None


def test_the_same_file_sent_twice_is_kept_once_for_each_person(make_person: Person) -> None:
    one, other = make_person(), make_person()
    first = actions.put(one.id, "a.pdf", PDF, NOW)
    assert actions.put(one.id, "b.pdf", PDF, NOW) == first
    assert actions.put(other.id, "a.pdf", PDF, NOW) != first


def test_what_is_refused_says_so_in_a_sentence_and_is_not_kept(make_person: Person) -> None:
    person = make_person()
    with pytest.raises(EvidenceRefused, match="bukan PDF, JPG, atau PNG"):
        actions.put(person.id, "sertifikat.pdf", b"MZ\x90\x00", NOW)
    assert store.bytes_since(person.id, NOW - timedelta(days=1)) == 0


def test_nobody_fills_the_disk_alone(make_person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "BYTES_A_DAY", len(PDF) + 10)
    one, other = make_person(), make_person()
    actions.put(one.id, "a.pdf", PDF, NOW)
    with pytest.raises(EvidenceRefused, match="besok"):
        actions.put(one.id, "b.png", picture("PNG"), NOW)
    actions.put(other.id, "b.png", picture("PNG"), NOW)
    actions.put(one.id, "b.png", picture("PNG"), NOW + timedelta(days=1, minutes=1))


def test_a_file_leaves_as_a_download_and_shows_nothing_in_the_browser(
    app: Flask, make_person: Person
) -> None:
    file_id = actions.put(make_person().id, "Siti Rahmawati 1990.jpg", picture("JPEG"), NOW)
    kept = store.file(file_id)
    assert kept is not None
    answer = evidence_download(kept)
    assert answer.headers["Content-Disposition"] == f"attachment; filename=bukti-{file_id}.jpg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["Cache-Control"] == "private, no-store"
