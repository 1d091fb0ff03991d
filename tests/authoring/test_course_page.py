"""The page of one course, the rule pages, and the checking that is done once for all who look."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from elearn.authoring import desk as desks
from elearn.authoring.rule_book import CHAPTERS, find_rule, rule_book
from elearn.config import Settings
from elearn.releases import library
from tests.marking.conftest import statements
from tests.publishing.samples import course_files

Write = Callable[[dict[str, str]], None]
PAGE = "/authoring/loket-ramah/"
QUIZ_FILE = "quizzes/loket-ramah/kuis-loket.md"


def test_the_page_tells_state_quizzes_dates_and_coverage(
    author: FlaskClient, publish_files: Callable[..., Any]
) -> None:
    publish_files(course_files())
    page = author.get(PAGE)
    assert page.status_code == 200
    assert "peserta membaca versi ini" in page.text
    assert "UU 25/2009" in page.text
    assert "tinjau lagi sebelum 1 November 2027" in page.text
    assert 'href="/authoring/loket-ramah/kuis-loket/statistics"' in page.text
    assert "Peserta mampu menyapa." in page.text
    assert "<code title=" in page.text
    assert " style=" not in page.text


def test_a_problem_leads_to_its_rule(author: FlaskClient, write: Write) -> None:
    files = course_files()
    write(files | {QUIZ_FILE: files[QUIZ_FILE].replace("[x] Nomor *antrean*", "[x] Nomor (benar)")})
    page = author.get(PAGE).text
    assert 'href="/authoring/rules/K-104"' in page
    assert "belum pernah terbit" in page
    rule = author.get("/authoring/rules/K-104")
    assert "Tandai" in rule.text or "Hapus" in rule.text
    assert "Dua (benar)" in rule.text


def test_a_draft_quiz_is_shown_as_not_published(author: FlaskClient, write: Write) -> None:
    write(course_files())
    assert "belum terbit" in author.get(PAGE).text


def test_a_course_that_is_not_there_is_a_404(author: FlaskClient, write: Write) -> None:
    write(course_files())
    assert author.get("/authoring/tidak-ada/").status_code == 404


def test_without_the_folder_one_is_led_to_the_overview_that_tells_so(
    author: FlaskClient, settings: Settings
) -> None:
    shutil.rmtree(settings.modules_dir)
    answer = author.get(PAGE)
    assert (answer.status_code, answer.location) == (303, "/authoring/")


@pytest.mark.parametrize("path", [PAGE, "/authoring/rules", "/authoring/rules/K-104"])
def test_a_learner_sees_none_of_it(browse: Callable[..., FlaskClient], write: Write, path: str) -> None:
    write(course_files())
    assert browse("Budi").get(path).status_code == 403


def test_every_rule_has_a_page_in_both_languages() -> None:
    for language in ("id", "en"):
        entries = [one for some in rule_book(language).values() for one in some]
        assert len(entries) == sum(len(rules) for rules in CHAPTERS.values()) > 100
        unworded = [one.rule for one in entries if one.message == one.rule or not one.message]
        assert unworded == []
    assert all(one.example for some in rule_book("id").values() for one in some)


def test_the_list_of_rules_leads_to_each(author: FlaskClient) -> None:
    page = author.get("/authoring/rules").text
    missing = [
        rule for rules in CHAPTERS.values() for rule in rules if f"/authoring/rules/{rule}" not in page
    ]
    assert missing == []


def test_an_unknown_rule_is_a_404(author: FlaskClient) -> None:
    assert find_rule("K-999", "id") is None
    assert author.get("/authoring/rules/K-999").status_code == 404


def test_files_are_checked_once_until_one_changes(
    author: FlaskClient, write: Write, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks: list[int] = []
    real = desks.check_content
    monkeypatch.setattr(desks, "check_content", lambda *some, **more: checks.append(1) or real(*some, **more))
    write(course_files())
    for path in ("/authoring/", PAGE, "/authoring/"):
        assert author.get(path).status_code == 200
    assert len(checks) == 1
    write(
        {"modules/loket-ramah/01-loket.md": course_files()["modules/loket-ramah/01-loket.md"] + "\nBaru.\n"}
    )
    author.get(PAGE)
    assert len(checks) == 2


def test_what_stays_in_memory_has_no_bodies(write: Write, settings: Settings, app: object) -> None:
    write(course_files())
    found = desks.desk(settings, desks.date(2026, 11, 22)).course("loket-ramah")
    assert found is not None
    assert found.compiled is not None
    course = found.compiled.index.course
    bodies = {one.body_sha256 for module in course.modules for one in module.sections}
    assert bodies
    assert not bodies & found.compiled.objects.keys()
    assert found.compiled.pages == ()


@pytest.mark.parametrize("path", ["/authoring/", PAGE, "/authoring/loket-ramah/history", f"{PAGE}preview/"])
def test_bystanders_cost_no_questions_to_the_database(
    author: FlaskClient, publish_files: Callable[..., Any], path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Every half second a page also looks whether another process published: not in the middle of counting.
    monkeypatch.setattr(library, "LOOK_INTERVAL_S", 3600)
    counts: list[int] = []
    publish_files(course_files())
    for others in ((), ("lain", "ketiga", "keempat")):
        for code in others:
            publish_files(course_files(code))
        author.get(path)  # what is looked up once for a release or a person is no matter here
        with statements() as sent:
            assert author.get(path).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 12
