"""A module that left the course: whoever has begun it reads it to its end; nobody else finds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from elearn import clock
from elearn.config import Settings
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import QuizPassed, SectionRead
from elearn.progress import store as progress_store
from elearn.publishing.actions import publish
from elearn.publishing.pruning import prune
from elearn.releases.library import find_course, look_again
from tests.conftest import csrf_of
from tests.publishing.samples import MODULE, course_files

Publish = Callable[[dict[str, str]], Any]
COURSE = "loket-ramah"
PATH = f"modules/{COURSE}/02-meja.md"
DESK = """---
kode: meja
judul: Meja Depan
jp: 2
status: terbit
---

## Satu {#satu}

Meja depan menerima semua tamu yang datang dengan senyum.

## Dua {#dua}

Tamu dicatat di buku dan diantar ke ruang yang dituju.
"""


@pytest.fixture
def office(publish_files: Publish) -> None:
    """A course of two modules."""
    publish_files(course_files() | {PATH: DESK})
    look_again()


@pytest.fixture
def siti(office: None, make_person: Callable[..., Any]) -> Any:
    """She has read the first half of the second module."""
    person = make_person("Siti")
    record(person.id, SectionRead(course=COURSE, module="meja", section="satu"), clock.now())
    return person


@pytest.fixture
def budi(office: None, make_person: Callable[..., Any]) -> Any:
    """He has begun the first module alone."""
    person = make_person("Budi")
    record(person.id, SectionRead(course=COURSE, module="loket", section="menyapa"), clock.now())
    return person


@pytest.fixture
def archived(siti: Any, budi: Any, publish_files: Publish) -> None:
    """Its author archives the module, and changes the other one afterwards."""
    publish_files({PATH: DESK.replace("status: terbit", "status: arsip")})
    publish_files(
        {f"modules/{COURSE}/01-loket.md": MODULE.replace("CODE", COURSE).replace("dimulai", "berawal")}
    )
    look_again()
    course = find_course(COURSE)
    assert course is not None
    assert [module.code for module in course.modules] == ["loket"]


def read_on(browser: FlaskClient, section: str) -> Any:
    page = browser.get(f"/learning/{COURSE}/meja/{section}")
    return browser.post(f"/learning/{COURSE}/meja/{section}/read", data={"csrf_token": csrf_of(page)})


def test_who_began_it_reads_it_and_finishes_it_with_its_jp(
    client: FlaskClient, sign_in: Any, siti: Any, archived: None
) -> None:
    browser = sign_in(client, siti)
    course_page = browser.get(f"/learning/{COURSE}/").text
    assert "Modul yang diarsipkan" in course_page
    assert f'href="/learning/{COURSE}/meja/dua"' in course_page
    page = browser.get(f"/learning/{COURSE}/meja/dua")
    assert "diantar ke ruang yang dituju" in page.text
    assert "Modul ini sudah diarsipkan" in page.text
    went = read_on(browser, "dua")
    assert (went.status_code, went.location) == (303, f"/learning/{COURSE}/")
    (row,) = [one for one in progress_store.completions(siti.id) if one.module == "meja"]
    assert row.jp == 2
    course = find_course(COURSE)
    assert course is not None
    assert row.version not in ("", course.version), "the version in which it last stood"
    read_on(browser, "dua")
    assert len([one for one in progress_store.completions(siti.id) if one.module == "meja"]) == 1
    assert not progress_store.standing(siti.id, COURSE).is_done, "the course asks for its own modules"


def test_nobody_else_finds_it(client: FlaskClient, sign_in: Any, budi: Any, archived: None) -> None:
    browser = sign_in(client, budi)
    assert browser.get(f"/learning/{COURSE}/meja/satu").status_code == 404
    assert "Modul yang diarsipkan" not in browser.get(f"/learning/{COURSE}/").text
    assert browser.get(f"/learning/{COURSE}/loket/menyapa").status_code == 200


def test_the_course_is_finished_without_it(siti: Any, archived: None) -> None:
    for section in ("menyapa", "antrean"):
        record(siti.id, SectionRead(course=COURSE, module="loket", section=section), clock.now())
    passed = QuizPassed(course=COURSE, quiz="kuis-loket", attempt_id=1, version="q")
    record(siti.id, passed, clock.now())
    assert progress_store.standing(siti.id, COURSE).is_done


def test_what_never_was_stays_not_found(client: FlaskClient, sign_in: Any, siti: Any, archived: None) -> None:
    browser = sign_in(client, siti)
    assert browser.get(f"/learning/{COURSE}/meja/tiga").status_code == 404
    assert browser.get(f"/learning/{COURSE}/kursi/satu").status_code == 404


def test_cleaning_up_leaves_what_somebody_is_in_the_middle_of(
    client: FlaskClient,
    sign_in: Any,
    settings: Settings,
    siti: Any,
    archived: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("elearn.publishing.pruning.SAFE_AGE_S", -60)
    assert prune(settings, keep=1).removed > 0
    look_again()
    page = sign_in(client, siti).get(f"/learning/{COURSE}/meja/dua")
    assert "diantar ke ruang yang dituju" in page.text


def test_a_module_that_comes_back_is_an_ordinary_one(
    client: FlaskClient, sign_in: Any, settings: Settings, siti: Any, archived: None, publish_files: Publish
) -> None:
    publish_files({PATH: DESK})
    look_again()
    browser = sign_in(client, siti)
    assert "Modul ini sudah diarsipkan" not in browser.get(f"/learning/{COURSE}/meja/dua").text
    assert "Modul yang diarsipkan" not in browser.get(f"/learning/{COURSE}/").text
    assert not publish(settings, actor="tests").is_new
