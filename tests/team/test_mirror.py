"""The mirror shows a person what his supervisor sees, made by the same template, and who looked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient

from elearn.accounts.actions import Actor
from elearn.accounts.roles import Role
from elearn.certificates import store as certificates_store
from elearn.database import db
from elearn.messages import notes
from elearn.people.tables import ReportingLine
from elearn.policy import store as policy_store
from elearn.policy.store import SetValue
from elearn.progress.tables import Completion
from elearn.quiz.tables import Attempt
from elearn.visibility import actions as visibility_actions
from tests.conftest import TestPerson
from tests.sample_courses import make_course, make_module, make_quiz_entry, shelve
from tests.team.conftest import ARCHIVE, ETHICS, NOW, House, post

Browse = Callable[[TestPerson], FlaskClient]


def section(html: str, heading: str) -> str:
    """The text of the section with this heading."""
    part = html.split(f'id="{heading}"', 1)[1].split("</section>", 1)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part))


def set_policy(name: str, value: str = "on") -> None:
    policy_store.add(
        SetValue(
            name=name,
            value=value,
            legal_basis="SK",
            effective_from=date(2026, 1, 1),
            set_at=NOW,
            set_by_name="x",
        ),
        set_by=None,
    )
    db.session.commit()


def finished_attempt(person: TestPerson, course: str, quiz: str, score: str) -> None:
    db.session.add(
        Attempt(
            person_id=person.id,
            course=course,
            quiz=quiz,
            number=1,
            state="submitted",
            version="v",
            object_sha256="0" * 64,
            course_version="v",
            seed=1,
            questions=[],
            started_at=NOW - timedelta(hours=1),
            finished_at=NOW,
            max_points=Decimal(10),
            score_percent=Decimal(score),
            passed=True,
        )
    )
    db.session.commit()


def test_both_pages_tell_the_same_of_obligations_and_jp(late_house: House, browse: Browse) -> None:
    seen = browse(late_house.hendra).get(f"/team/{late_house.siti.id}").text
    mirror = browse(late_house.siti).get("/team/mirror").text
    for heading in ("kewajiban", "jp", "tidak"):
        assert section(seen, heading) == section(mirror, heading)
    assert "Lewat tenggat" in section(mirror, "kewajiban")
    assert "Hendra Wijaya" in mirror


def test_the_mirror_names_who_looked_on_which_day_and_at_what(late_house: House, browse: Browse) -> None:
    browse(late_house.hendra).get("/team/")
    browse(late_house.hendra).get("/team/export/csv")
    told = section(browse(late_house.siti).get("/team/mirror").text, "siapa-melihat")
    assert "Hendra Wijaya 15 Juni 2026, daftar Tim saya" in told
    assert "unduhan atau cetakan daftar" in told
    assert not re.search(r"\d\d[.:]\d\d", told)
    assert "Belum ada yang membuka" in section(
        browse(late_house.tono).get("/team/mirror").text, "siapa-melihat"
    )


def test_marks_and_tries_show_only_where_a_written_rule_says_so_and_then_in_the_mirror_too(
    app: Any, late_house: House, browse: Browse
) -> None:
    quizzes = (make_quiz_entry("kuis-etika"),)
    shelve(app, make_course(make_module("satu", "dasar"), code=ETHICS, title="Kode Etik", quizzes=quizzes))
    finished_attempt(late_house.siti, ETHICS, "kuis-etika", "83.5")
    hendra, siti = browse(late_house.hendra), browse(late_house.siti)
    page = f"/team/{late_house.siti.id}"
    for browser, path in ((hendra, page), (siti, "/team/mirror")):
        assert "83,5" not in browser.get(path).text and "1 percobaan" not in browser.get(path).text
    set_policy("show_scores")
    for browser, path in ((hendra, page), (siti, "/team/mirror")):
        assert "nilai terbaik 83,5%" in browser.get(path).text
        assert "1 percobaan" not in browser.get(path).text
    set_policy("show_attempts")
    assert "1 percobaan" in hendra.get(page).text


def test_who_asks_for_help_with_a_quiz_is_heard(app: Any, late_house: House, browse: Browse) -> None:
    quizzes = (make_quiz_entry("kuis-etika"),)
    shelve(app, make_course(make_module("satu", "dasar"), code=ETHICS, title="Kode Etik", quizzes=quizzes))
    visibility_actions.give_consent(late_house.siti.id, f"help-with-quiz:{ETHICS}/kuis-etika", NOW)
    hendra = browse(late_house.hendra)
    assert "meminta bantuan" in hendra.get(f"/team/{late_house.siti.id}").text
    assert "meminta bantuan" not in hendra.get(f"/team/{late_house.budi.id}").text


def test_without_a_supervisor_on_record_the_mirror_shows_what_one_would_see(
    late_house: House, browse: Browse
) -> None:
    db.session.query(ReportingLine).filter_by(person_id=late_house.siti.id).delete()
    db.session.commit()
    mirror = browse(late_house.siti).get("/team/mirror").text
    assert "Atasan Anda belum dicatat" in mirror and "Lewat tenggat" in mirror


def test_ones_own_page_is_the_mirror(late_house: House, browse: Browse) -> None:
    answer = browse(late_house.hendra).get(f"/team/{late_house.hendra.id}")
    assert answer.status_code == 303 and answer.location == "/team/mirror"


def test_the_mirror_is_linked_from_the_profile_and_from_home(late_house: House, browse: Browse) -> None:
    browser = browse(late_house.siti)
    for path in ("/profile/", "/learning/"):
        assert 'href="/team/mirror"' in browser.get(path).text


@pytest.fixture
def head(late_house: House, make_person: Callable[..., Any]) -> Any:
    """The head of unit A, who finished a course this year and one the year before."""
    person = make_person("Kepala Bidang", unit_id=late_house.unit_a, roles=(Role.UNIT_HEAD,))
    for course, at in ((ETHICS, NOW), (ARCHIVE, datetime.fromisoformat("2025-12-30T03:00:00+00:00"))):
        db.session.add(
            Completion(person_id=person.id, scope="course", course=course, version="v", completed_at=at)
        )
    db.session.commit()
    return person


def test_the_unit_sees_the_learning_of_its_head_when_he_agrees_and_not_a_day_longer(
    late_house: House, browse: Browse, head: Any
) -> None:
    siti, path = browse(late_house.siti), f"/team/unit/{late_house.unit_a}"
    assert "Kepala Bidang" not in siti.get(path).text
    assert post(browse(head), "/team/mirror/consents", share="yes").status_code == 303
    shown = section(siti.get(path).text, "pimpinan")
    assert "Kepala Bidang" in shown and "Kode Etik ASN" in shown and "Arsip Digital" not in shown
    assert browse(late_house.tono).get(path).status_code == 404
    post(browse(head), "/team/mirror/consents", share="no")
    assert "Kepala Bidang" not in siti.get(path).text


def test_leaders_first_as_a_rule_shows_it_without_his_consent(
    late_house: House, browse: Browse, head: Any
) -> None:
    set_policy("heads_first")
    assert "Kepala Bidang" in browse(late_house.siti).get(f"/team/unit/{late_house.unit_a}").text


def test_who_heads_nothing_has_nothing_to_share(late_house: House, browse: Browse) -> None:
    siti = browse(late_house.siti)
    assert "Tampilkan kepada unit saya" not in siti.get("/team/mirror").text
    assert post(siti, "/team/mirror/consents", share="yes").status_code == 404


def test_the_note_of_the_head_stands_on_the_page_of_his_unit(
    late_house: House, browse: Browse, head: Any
) -> None:
    notes.post_note(
        late_house.unit_a, "Bulan ini kita belajar arsip.", Actor(name="x", person_id=head.id), NOW
    )
    path = f"/team/unit/{late_house.unit_a}"
    assert "Bulan ini kita belajar arsip." in browse(late_house.siti).get(path).text
    assert browse(late_house.tono).get(path).status_code == 404


def test_the_number_of_a_certificate_is_seen_and_one_that_was_revoked_is_not(
    late_house: House, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = SimpleNamespace(
        course=ETHICS, facts=SimpleNamespace(number="007/X/2026"), revoked_at=None, replaced_at=None
    )
    revoked = SimpleNamespace(
        course=ARCHIVE, facts=SimpleNamespace(number="008/X/2026"), revoked_at=NOW, replaced_at=None
    )
    monkeypatch.setattr(certificates_store, "of_person", lambda person_id: [kept, revoked])
    page = browse(late_house.hendra).get(f"/team/{late_house.siti.id}").text
    assert "007/X/2026" in page and "008/X/2026" not in page
