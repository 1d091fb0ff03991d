"""Pages of certificates: one's own, the public check, the desk; and who reaches which."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader

from elearn import clock
from elearn.accounts import actions as accounts
from elearn.accounts.roles import Role
from elearn.certificates import access, store
from elearn.commands.certificates import command
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import SectionRead
from elearn.people import actions as people
from tests.sample_courses import make_course, make_module, shelve

MONDAY = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


@pytest.fixture
def siti(app: Flask, make_person: Callable[..., Any]) -> Any:
    """Someone who has finished a course."""
    shelve(app, make_course(make_module("dasar", "a", jp="2"), code="arsip", title="Kearsipan"))
    person = make_person("Siti Rahmawati")
    record(person.id, SectionRead(course="arsip", module="dasar", section="a"), MONDAY)
    return person


@pytest.fixture
def browse(app: Flask, sign_in: Callable[..., Any]) -> Callable[[Any], Any]:
    """browse(person): a browser in which this person is signed in."""
    return lambda person: sign_in(app.test_client(), person)


@pytest.fixture
def certificate(siti: Any) -> store.CertificateRow:
    """Her certificate."""
    return store.of_person(siti.id)[0]


def send(browser: Any, path: str, **data: Any) -> Any:
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/profile/").text)
    assert token
    return browser.post(path, data=data | {"csrf_token": token[1]})


def test_she_finds_it_reads_it_and_downloads_it(siti, certificate, browse):
    browser = browse(siti)
    assert "Kearsipan" in browser.get("/certificates/").text
    page = browser.get(f"/certificates/{certificate.id}").text
    for words in (
        certificate.facts.number,
        "Siti Rahmawati",
        "2 JP",
        'role="img"',
        "diterbitkan oleh sistem",
    ):
        assert words in page
    assert "BSrE" not in page
    answer = browser.get(f"/certificates/{certificate.id}/pdf")
    assert answer.mimetype == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "Siti" not in answer.headers["Content-Disposition"]
    assert "Siti Rahmawati" in PdfReader(io.BytesIO(answer.data)).pages[0].extract_text()
    badge = json.loads(browser.get(f"/certificates/{certificate.id}/badge").data)
    assert badge["credentialSubject"]["achievement"]["name"] == "Kearsipan"
    assert siti.nip not in json.dumps(badge)


@pytest.mark.parametrize("path", ["", "/pdf", "/badge"])
def test_another_learner_and_a_stranger_do_not_reach_it(certificate, make_person, browse, app, path):
    budi = browse(make_person("Budi Santoso"))
    assert budi.get(f"/certificates/{certificate.id}{path}").status_code == 404
    assert app.test_client().get(f"/certificates/{certificate.id}{path}").status_code in (302, 303)


def test_anybody_checks_a_code_and_learns_no_more_than_needed(app, siti, certificate):
    stranger = app.test_client()
    typed = certificate.facts.code.lower()
    answer = stranger.get("/check", query_string={"code": f"{typed[:4]}-{typed[4:8]} {typed[8:]}"})
    assert answer.location.endswith(f"/check/{certificate.facts.code}")
    page = stranger.get(answer.location).text
    for words in ("Sertifikat ini asli", "Siti Rahmawati", "Kearsipan", "Berlaku", siti.nip[-4:]):
        assert words in page
    assert siti.nip not in page
    assert siti.nip[:8] not in page  # the date of birth


def test_a_code_that_is_none_or_unknown_is_told_kindly(app):
    stranger = app.test_client()
    assert "12 huruf dan angka" in stranger.get("/check?code=ABC").text
    answer = stranger.get("/check/ABCDEFGH2345")
    assert answer.status_code == 404
    assert "Tidak ada sertifikat dengan kode itu" in answer.text


def test_whoever_tries_codes_by_machine_has_to_wait(app, certificate, monkeypatch):
    stranger = app.test_client()
    answers = [
        stranger.get("/check/ABCDEFGH2345").status_code
        for _ in range(access.CHECKS_FROM_ADDRESS.free_tries + 1)
    ]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_the_published_keys_verify_a_certificate_without_the_site(app, certificate, tmp_path):
    from click.testing import CliRunner

    listed = app.test_client().get("/certificates/keys").get_json()["keys"]
    file = tmp_path / "qr.txt"
    file.write_text(f"https://a.go.id/check/X#{certificate.statement}\n")
    runner = CliRunner()
    good = runner.invoke(command, ["verify", str(file), "--key", listed[0]["publicKeyHex"]])
    assert good.exit_code == 0, good.output
    assert "Asli." in good.output
    assert certificate.facts.number in good.output
    changed = certificate.statement.replace("ELEARN1.e", "ELEARN1.f", 1)
    bad = runner.invoke(command, ["verify", changed, "--key", listed[0]["publicKeyHex"]])
    assert bad.exit_code != 0


def test_human_resources_revoke_it_and_the_check_says_why(app, certificate, make_person, browse):
    admin = make_person("Dewi Lestari")
    accounts.grant_role(admin.id, Role.HR_ADMIN, unit_id=None, granted_by="uji")
    browser = browse(admin)
    assert (
        certificate.facts.number
        in browser.get("/certificates/desk", query_string={"q": certificate.facts.number}).text
    )
    path = f"/certificates/desk/{certificate.id}"
    assert "Tulis alasannya." in send(browser, path, deed="revoke", reason=" ").text
    assert send(browser, path, deed="revoke", reason="Salah orang").status_code == 303
    page = app.test_client().get(f"/check/{certificate.facts.code}").text
    assert "Dicabut" in page
    assert "Salah orang" in page


def test_human_resources_reissue_it_and_keep_a_signed_file(certificate, siti, make_person, browse):
    admin = make_person("Dewi Lestari")
    accounts.grant_role(admin.id, Role.HR_ADMIN, unit_id=None, granted_by="uji")
    browser = browse(admin)
    answer = send(browser, f"/certificates/desk/{certificate.id}", deed="reissue", reason="Ejaan")
    new = store.of_person(siti.id)[0]
    assert answer.location.endswith(f"/certificates/desk/{new.id}")
    upload = {"file": (io.BytesIO(b"%PDF-1.7 /ByteRange"), "x.pdf")}
    assert send(browser, f"/certificates/desk/{new.id}/signed", **upload).status_code == 303
    assert "BSrE" in browse(siti).get(f"/certificates/{new.id}").text
    wrong = {"file": (io.BytesIO(b"GIF89a"), "x.pdf")}
    refused = send(browser, f"/certificates/desk/{new.id}/signed", **wrong)
    assert refused.status_code == 422
    assert "bukan PDF bertanda tangan" in refused.text


def test_an_operator_of_another_unit_finds_nothing(certificate, make_person, browse):
    other = people.add_unit(code="lain", name="Dinas Lain")
    operator = make_person("Slamet Riyadi")
    accounts.grant_role(operator.id, Role.UNIT_OPERATOR, unit_id=other, granted_by="uji")
    browser = browse(operator)
    page = browser.get("/certificates/desk", query_string={"q": certificate.facts.number}).text
    assert "Siti" not in page
    assert browser.get(f"/certificates/desk/{certificate.id}").status_code == 404


def test_a_learner_has_no_desk(siti, browse):
    browser = browse(siti)
    assert browser.get("/certificates/desk").status_code == 403
    assert browser.get("/certificates/desk/1").status_code == 403


def test_the_clock_of_the_check_is_that_of_the_place(certificate, app):
    with clock.fixed_at(datetime(2026, 3, 2, 4, tzinfo=UTC)):
        assert "2 Maret 2026" in app.test_client().get(f"/check/{certificate.facts.code}").text
