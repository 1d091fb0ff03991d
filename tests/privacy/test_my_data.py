"""Taking along all one's data: no table is forgotten, nothing of anybody else is in it, no secret leaves."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from pypdf import PdfReader
from sqlalchemy import insert

from elearn.accounts.roles import Role
from elearn.audit.store import add_entry
from elearn.certificates import store as certificates
from elearn.config import data_folder
from elearn.database import Base, db, transaction
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import SectionRead
from elearn.privacy import my_data_store, notice, rules
from elearn.visibility.actions import give_consent, note_look
from tests.sample_courses import make_course, make_module, shelve

MONDAY = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
WORDS = ("Rahasia Wati", "Catatan Wati", "Budi Santoso")


@pytest.fixture
def siti(make_person):
    return make_person("Siti Rahmawati", password="laut biru di timur 7")


def row(table: str, **values) -> int:
    made = insert(Base.metadata.tables[table]).values(values)
    found = db.session.execute(made)
    db.session.commit()
    return found.inserted_primary_key[0]


@pytest.fixture
def busy(app, siti, make_person):
    """Siti and two others, with rows of many kinds that name each other."""
    budi, wati = make_person("Budi Santoso"), make_person("Wati Lestari", roles=(Role.HR_ADMIN,))
    shelve(app, make_course(make_module("dasar", "a"), code="arsip", title="Kearsipan"))
    for person in (siti, budi, wati):
        record(person.id, SectionRead(course="arsip", module="dasar", section="a"), MONDAY)
        row(
            "private_note", person_id=person.id, course="arsip", module="dasar", section="a",
            text=f"Catatan {person.name.split()[0]}", updated_at=MONDAY,
        )  # fmt: skip
        attempt = row(
            "attempt", person_id=person.id, course="arsip", quiz="kuis", number=1, state="graded",
            version="q", object_sha256="f" * 64, course_version="v", seed=424242, questions=["s"],
            started_at=MONDAY, extra_time_s=0, finished_at=MONDAY, points=Decimal(1), max_points=Decimal(2),
            score_percent=Decimal(50), passed=False,
        )  # fmt: skip
        row(
            "answer", attempt_id=attempt, question="s", sequence=1, value=f"Rahasia {person.name.split()[0]}",
            is_flagged=False, saved_at=MONDAY, receipt="r", fraction=Decimal("0.5"),
        )  # fmt: skip
    # Siti marks Wati's answer, leads Budi, and gets a message that names him.
    row(
        "development_talk", person_id=budi.id, supervisor_id=siti.id, held_on=MONDAY.date(),
        text="Budi Santoso", next_step="", written_at=MONDAY, reply="",
    )  # fmt: skip
    row(
        "message", person_id=siti.id, cause="team", kind="team-digest", title="Budi Santoso terlambat",
        text="Budi Santoso", link="", made_at=MONDAY, by_mail=False,
    )  # fmt: skip
    note_look(wati.id, "person", "person", subject_id=siti.id, now=MONDAY)
    give_consent(siti.id, "unit-page", MONDAY)
    with transaction():
        add_entry(
            at=MONDAY,
            action="policy.set",
            subject="policy:x",
            actor_id=siti.id,
            details={"who": "Budi Santoso"},
        )
    return siti, budi, wati


def exported(app, sign_in, person) -> tuple[dict, str]:
    answer = sign_in(app.test_client(), person).get("/privacy/data.json")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return json.loads(answer.data), answer.text


def test_everything_about_me_is_in_the_file(app, sign_in, busy):
    siti, *_ = busy
    data, _text = exported(app, sign_in, siti)
    tables = data["tables"]
    assert tables["person"][0]["name"] == "Siti Rahmawati"
    assert tables["private_note"][0]["text"] == "Catatan Siti"
    assert tables["answer"][0]["value"] == "Rahasia Siti"
    assert tables["attempt"][0]["score_percent"].startswith("50")
    assert tables["certificate"][0]["facts"]["holder"]["name"] == "Siti Rahmawati"
    assert tables["consent"][0]["purpose"] == "unit-page"
    assert len(tables["section_state"]) == len(tables["completion"]) - 1 == 1
    assert {"account.added", "policy.set"} <= {one["action"] for one in data["deeds"]}
    counted = data["rows_naming_you_as_the_one_who_did_it"]
    assert counted["development_talk.supervisor_id"] == 1
    assert counted["look.subject_id"] == 1


def test_nothing_of_others_is_in_the_file(app, sign_in, busy):
    siti, budi, wati = busy
    _data, text = exported(app, sign_in, siti)
    for word in (*WORDS, budi.nip, wati.nip, "Wati Lestari", "Catatan Budi", "Rahasia Budi"):
        assert word not in text, word
    (other,) = certificates.of_person(budi.id)
    assert other.facts.number not in text
    assert other.facts.code not in text


def test_no_secret_leaves(app, sign_in, busy):
    siti, *_ = busy
    data, text = exported(app, sign_in, siti)
    assert "argon2" not in text
    assert "424242" not in text
    assert "f" * 64 not in text
    for rows in data["tables"].values():
        for one in rows:
            assert not one.keys() & rules.SECRET
            assert not any("password_hash" in name or name.startswith("token") for name in one)


def test_no_table_that_names_people_is_forgotten(app):
    named = {table.name for table, _column in my_data_store.person_columns()}
    exported_whole = {one.table.name for one in my_data_store.own_tables()}
    hanging = {table.name for table, _column, _own in my_data_store.hanging_tables()}
    counted = {one.table.name for one in my_data_store.done_columns()}
    assert named <= exported_whole | hanging | counted
    with_person_id = {
        table.name
        for table, column in my_data_store.person_columns()
        if column.name == "person_id" and table.name not in rules.NEVER_WHOLE
    }
    assert with_person_id <= exported_whole
    assert {"answer", "obligation_change", "certificate_file"} <= hanging


def test_the_pdf_says_how_much_is_kept(app, sign_in, busy):
    siti, *_ = busy
    body = sign_in(app.test_client(), siti).get("/privacy/data.pdf").data
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    assert "Siti Rahmawati" in text
    assert "Jawaban kuis" in text
    assert "Wati" not in text


def test_another_text_of_the_notice_is_another_version():
    body = (data_folder("templates") / "privacy" / "notice_text.html").read_bytes()
    assert hashlib.sha256(body).hexdigest().startswith(notice.TEXT_SHA256), (
        "the text of the notice changed: give it another VERSION and this hash in elearn/privacy/notice.py"
    )
