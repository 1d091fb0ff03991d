"""Kebijakan: everybody reads the rules in force, human resources set them with their basis."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from elearn import clock
from elearn.audit.tables import AuditEntry
from elearn.database import db
from elearn.policy import sentences, store
from elearn.policy.items import BY_NAME
from elearn.web.settings import current_settings
from tests.conftest import Browser


class Visitor:
    """One signed-in sample person."""

    def __init__(self, office: Flask, role: str) -> None:
        self.client = Browser(office)
        self.post("/accounts/demo", page="/accounts/sign-in", role=role)

    def get(self, path: str) -> str:
        return self.client.get(path).text

    def post(self, path: str, *, page: str = "", **data: str):
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(page or path))
        assert token
        return self.client.post(path, data=data | {"csrf_token": token[1]})


def today() -> date:
    return clock.now().astimezone(current_settings().time_zone).date()


def test_every_value_has_a_title_and_a_place_on_the_page():
    placed = [name for _, names in sentences.GROUPS for name in names]
    assert sorted(placed) == sorted(BY_NAME) == sorted(sentences.TITLES)


def test_a_learner_reads_the_rules_but_cannot_set_them(office: Flask) -> None:
    learner = Visitor(office, "learner")
    page = learner.get("/policy/")
    for words in ("20 JP", "PP 11/2017", "Sabtu, Minggu", "14 hari sebelum tenggat", "08.00–16.00"):
        assert words in page
    assert "Ubah" not in page
    assert learner.client.get("/policy/jp_target_pns").status_code == 403
    answer = learner.post("/policy/jp_target_pns", page="/profile/", value="5")
    assert answer.status_code == 403
    assert store.in_force(today()).number("jp_target_pns") == 20


def test_human_resources_set_a_value_and_beranda_follows_with_its_basis(office: Flask) -> None:
    admin, learner = Visitor(office, "admin"), Visitor(office, "learner")
    answer = admin.post(
        "/policy/jp_target_pns",
        value="24",
        legal_basis=" Keputusan  Kepala BKPSDM 7/2026 ",
        effective_from=today().isoformat(),
    )
    assert answer.status_code == 303
    assert store.in_force(today()).number("jp_target_pns") == 24
    home = learner.get("/learning/")
    assert "dari 24 JP" in home
    assert "Keputusan Kepala BKPSDM 7/2026" in home
    assert "24 JP" in admin.get("/policy/jp_target_pns")  # the history
    deed = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "policy.set")).one()
    assert deed.subject == "policy:jp_target_pns"
    assert deed.details["value"] == "24"


def test_a_value_for_next_year_is_announced_and_does_not_hold_yet(office: Flask) -> None:
    admin = Visitor(office, "admin")
    admin.post(
        "/policy/own_shifts_limit",
        value="1",
        legal_basis="Edaran 4",
        effective_from=f"{today().year + 1}-01-01",
    )
    assert f"Mulai 1 Januari {today().year + 1}: 1 kali" in Visitor(office, "learner").get("/policy/")
    assert store.in_force(today()).number("own_shifts_limit") == 2


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("value", "banyak", "Angka nol atau lebih"),
        ("legal_basis", " ", "Sebutkan dasar hukumnya."),
        ("effective_from", "2020-01-01", "Tahun yang sudah lewat tidak diubah."),
        ("effective_from", "", "Isi tanggal mulai berlaku."),
    ],
)
def test_a_wrong_value_is_told_beside_its_field_and_nothing_typed_is_lost(office, field, value, told):
    admin = Visitor(office, "admin")
    data = {"value": "21", "legal_basis": "Edaran 4", "effective_from": today().isoformat(), field: value}
    answer = admin.post("/policy/jp_target_pns", **data)
    assert answer.status_code == 422
    assert told in answer.text
    if field != "value":
        assert 'value="21"' in answer.text
    assert store.history() == []


def test_a_value_that_is_none_of_ours_is_not_found(office: Flask) -> None:
    assert Visitor(office, "admin").client.get("/policy/jp_target").status_code == 404


def test_a_choice_is_set_by_its_button(office: Flask) -> None:
    admin = Visitor(office, "admin")
    assert 'type="radio"' in admin.get("/policy/heads_first")
    data = {"legal_basis": "Edaran 4", "effective_from": today().isoformat()}
    assert admin.post("/policy/heads_first", value="sometimes", **data).status_code == 422
    assert admin.post("/policy/heads_first", value="on", **data).status_code == 303
    assert store.in_force(today()).is_on("heads_first")
