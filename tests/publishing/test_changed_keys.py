"""Publishing a corrected key: shown before it applies, signed, and applied to everyone who was asked."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import nullcontext
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from elearn import clock
from elearn.accounts.roles import Role
from elearn.commands import publish as publish_command
from elearn.config import Settings
from elearn.database import db
from elearn.markup.renderer import Renderer
from elearn.publishing import watch
from elearn.publishing.actions import PublishReport
from elearn.publishing.keys import UnknownKey
from elearn.quiz import actions as quiz_actions
from elearn.quiz import offers
from elearn.quiz import store as quiz_store
from elearn.quiz.saving import NewAnswer
from elearn.quiz.store import AttemptRow
from elearn.quiz.tables import KeyCorrection
from elearn.regrading import actions as regrading
from elearn.regrading.rules import KeyRule
from elearn.releases.library import library
from tests.publishing.samples import QUIZ, course_files

Write = Callable[[dict[str, str]], None]
Publish = Callable[..., PublishReport]
PATH = "quizzes/loket-ramah/kuis-loket.md"
QUESTION = "loket-ramah/kuis-loket/loket-01"
RIGHT = QUIZ
CORRECTED = QUIZ.replace("- [x] Nomor *antrean*\n- [ ] Kursi", "- [ ] Nomor *antrean*\n- [x] Kursi")


@pytest.fixture
def published(write: Write, publish_now: Publish) -> None:
    """Two courses whose quizzes carry the wrong key."""
    write(course_files() | course_files("arsip-rapi"))
    publish_now()


@pytest.fixture
def correct_key(write: Write) -> Callable[..., None]:
    """correct_key(course="loket-ramah"): the author mends the key in the file."""
    return lambda course="loket-ramah": write({f"quizzes/{course}/kuis-loket.md": CORRECTED})


@pytest.fixture
def take(published: None, make_person: Callable[..., Any]) -> Callable[..., AttemptRow]:
    """take("Kursi"): somebody chooses this option and hands in."""

    def run(option: str, *, course: str = "loket-ramah", submit: bool = True) -> AttemptRow:
        person = make_person(f"Peserta {option}")
        started = quiz_actions.start_attempt(person.id, course, "kuis-loket", clock.now())
        assert isinstance(started, quiz_actions.Started)
        own = quiz_store.find_own_attempt(started.attempt_id, person.id)
        assert own is not None
        question = offers.released_quiz(own.object_sha256).quiz.questions[0]
        value = next(
            one for one in question.option_order(0, shuffle=False) if option in question.option_text(one)
        )
        answer = NewAnswer(question=question.code, sequence=1, value=value, is_flagged=False)
        quiz_actions.save_answers(own, [answer], secret=b"secret", now=clock.now())
        if submit:
            quiz_actions.submit(own, clock.now())
        return stored(own)

    return run


def stored(own: AttemptRow) -> AttemptRow:
    db.session.rollback()
    found = quiz_store.find_own_attempt(own.id, own.person_id)
    db.session.rollback()
    assert found is not None
    return found


def states(report: PublishReport) -> dict[str, str]:
    return {course.code: course.state for course in report.courses}


def corrections() -> list[KeyCorrection]:
    db.session.rollback()
    return list(db.session.scalars(select(KeyCorrection).order_by(KeyCorrection.id)))


@pytest.mark.both_databases
def test_without_a_note_the_course_is_kept_back_and_says_whom_it_would_touch(
    take: Callable[..., AttemptRow], correct_key: Callable[..., None], publish_now: Publish, write: Write
) -> None:
    failed = take("Kursi")
    passed = take("Nomor")
    correct_key()
    write({"modules/arsip-rapi/01-loket.md": _module_of("arsip-rapi").replace("salam", "senyum")})
    report = publish_now()
    assert states(report) == {"arsip-rapi": "published", "loket-ramah": "kept"}
    assert report.has_kept_back
    (problem,) = [one for one in report.all_problems if one.rule == "K-611"]
    assert (problem.place.path, problem.place.line) == (PATH, 6)
    assert problem.values["now_pass"] == "1"
    assert problem.values["keep_pass"] == "0"
    assert 'elearn publish loket-ramah --note "sebabnya"' in problem.hint()
    assert "the reason" in problem.hint("en")
    assert (stored(failed).passed, stored(passed).passed) == (False, True)
    assert corrections() == []
    assert library().courses["loket-ramah"].version == report.courses[1].version


def _module_of(course: str) -> str:
    return course_files(course)[f"modules/{course}/01-loket.md"]


@pytest.mark.both_databases
def test_signed_with_a_note_the_old_key_or_the_new_one_counts(
    take: Callable[..., AttemptRow], correct_key: Callable[..., None], publish_now: Publish
) -> None:
    failed, passed = take("Kursi"), take("Nomor")
    elsewhere = take("Kursi", course="arsip-rapi")
    correct_key()
    report = publish_now(note="Kunci soal 1 keliru.")
    assert states(report) == {"arsip-rapi": "unchanged", "loket-ramah": "published"}
    assert (stored(failed).passed, stored(failed).score_percent) == (True, Decimal(100))
    assert stored(passed).score_percent == 100
    assert stored(elsewhere).passed is False
    (row,) = corrections()
    assert (row.course, row.quiz, row.release_number) == ("loket-ramah", "kuis-loket", 2)
    assert (row.note, row.signed_by, row.rules) == (
        "Kunci soal 1 keliru.",
        "penyusun",
        {"loket-01": "either"},
    )
    assert row.applied_at is not None
    assert publish_now(note="Lagi").is_new is False
    assert len(corrections()) == 1


def test_the_author_may_choose_another_rule_for_a_question(
    take: Callable[..., AttemptRow], correct_key: Callable[..., None], publish_now: Publish
) -> None:
    failed, passed = take("Kursi"), take("Nomor")
    correct_key()
    assert states(publish_now(key_rules={QUESTION: KeyRule.NONE}))["loket-ramah"] == "published"
    assert corrections() == []
    assert (stored(failed).passed, stored(passed).passed) == (False, True)


def test_the_new_key_alone_lowers_a_score_but_nobody_loses_a_pass(
    take: Callable[..., AttemptRow], correct_key: Callable[..., None], publish_now: Publish
) -> None:
    passed = take("Nomor")
    correct_key()
    report = publish_now(note="Hanya kunci baru.", key_rules={QUESTION: KeyRule.NEW})
    (change,) = report.key_changes
    assert (change.impact.lowered, change.impact.now_pass, change.impact.keep_pass) == (1, 0, 1)
    assert (stored(passed).score_percent, stored(passed).passed) == (0, True)


def test_full_marks_can_be_given_for_a_question_whose_words_were_mended(
    take: Callable[..., AttemptRow], write: Write, publish_now: Publish
) -> None:
    failed = take("Kursi")
    write({PATH: QUIZ.replace("Apa yang diambil warga?", "Apa yang diambil warga di pintu?")})
    assert states(publish_now(key_rules={QUESTION: KeyRule.FULL}))["loket-ramah"] == "kept"
    publish_now(note="Pertanyaannya bermakna ganda.", key_rules={QUESTION: KeyRule.FULL})
    assert stored(failed).passed


def test_a_question_that_is_not_published_anew_cannot_be_named(
    take: Callable[..., AttemptRow], correct_key: Callable[..., None], publish_now: Publish
) -> None:
    correct_key()
    for name in ("loket-ramah/kuis-loket/tidak-ada", "arsip-rapi/kuis-loket/loket-01"):
        with pytest.raises(UnknownKey, match=name):
            publish_now(key_rules={name: KeyRule.NEW})


def test_a_key_that_nobody_felt_needs_no_note(
    take: Callable[..., AttemptRow], correct_key: Callable[..., None], publish_now: Publish
) -> None:
    take("Nomor")
    correct_key()
    assert states(publish_now())["loket-ramah"] == "published"
    (row,) = corrections()
    assert row.note == ""


@pytest.mark.both_databases
def test_an_attempt_that_was_open_is_corrected_after_it_is_handed_in(
    take: Callable[..., AttemptRow], correct_key: Callable[..., None], publish_now: Publish
) -> None:
    running = take("Kursi", submit=False)
    correct_key()
    publish_now()
    quiz_actions.submit(running, clock.now())
    assert stored(running).passed is False
    assert regrading.apply_pending(clock.now()) == 1
    assert stored(running).passed is True


def test_the_first_publication_and_practice_correct_nothing(
    published: None, write: Write, publish_now: Publish
) -> None:
    practice = course_files()["quizzes/loket-ramah/latihan.md"]
    changed = practice.replace("- [x] Warga\n- [ ] Tembok", "- [ ] Warga\n- [x] Tembok")
    write({"quizzes/loket-ramah/latihan.md": changed})
    report = publish_now()
    assert states(report)["loket-ramah"] == "published"
    assert corrections() == []


def test_a_quiz_that_was_out_of_the_release_for_a_while_is_compared_with_what_people_had(
    take: Callable[..., AttemptRow], write: Write, publish_now: Publish
) -> None:
    failed = take("Kursi")
    without = _module_of("loket-ramah").replace("kuis: kuis-loket\n", "")
    write({"modules/loket-ramah/01-loket.md": without, PATH: QUIZ.replace("---\n", "---\nstatus: draf\n", 1)})
    assert states(publish_now())["loket-ramah"] == "published"
    assert "kuis-loket" not in library().courses["loket-ramah"].quizzes
    write({PATH: CORRECTED})
    assert states(publish_now())["loket-ramah"] == "kept"
    publish_now(note="Kunci keliru.")
    assert stored(failed).passed


def test_saving_a_file_is_no_signature(
    app: Flask,
    settings: Settings,
    renderer: Renderer,
    take: Callable[..., AttemptRow],
    correct_key: Callable[..., None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    failed = take("Kursi")
    correct_key()
    watch._publish(settings, "anak", renderer)
    assert f"{PATH}:6:1: error K-611" in capsys.readouterr().out
    assert stored(failed).passed is False
    assert corrections() == []


def test_the_author_sees_what_waits_for_a_signature(
    client: FlaskClient,
    make_person: Callable[..., Any],
    sign_in: Callable[..., FlaskClient],
    take: Callable[..., AttemptRow],
    correct_key: Callable[..., None],
    publish_now: Publish,
) -> None:
    take("Kursi")
    browser = sign_in(client, make_person("Wahyuni", roles=(Role.AUTHOR,)))
    assert "K-611" not in browser.get("/authoring/").text
    correct_key()
    page = browser.get("/authoring/").text
    assert "unci kuis loket-ramah/kuis-loket berubah (soal loket-01)" in page
    assert "Peserta" not in page.split("<main")[1]
    publish_now(note="Kunci keliru.")
    assert "K-611" not in browser.get("/authoring/").text


@pytest.fixture
def run(app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """run(*arguments): `elearn publish` on the installation of the test."""
    monkeypatch.setattr(publish_command, "opened_without_pages", lambda _instance: nullcontext(settings))
    return lambda *arguments: CliRunner().invoke(publish_command.command, list(arguments))


def _files(folder: Path) -> dict[str, int]:
    """Every published file with its time; the cache of rendered texts is no release."""
    return {
        str(path): path.stat().st_mtime_ns
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "cache" not in path.parts
    }


def test_a_dry_run_shows_the_impact_and_writes_nothing(
    run: Callable[..., Result],
    settings: Settings,
    take: Callable[..., AttemptRow],
    correct_key: Callable[..., None],
) -> None:
    take("Kursi")
    take("Nomor")
    correct_key()
    os.utime(settings.modules_dir / "loket-ramah" / "course.md")
    before = _files(settings.published_folder)
    unsigned = run("--dry-run")
    assert unsigned.exit_code == 1
    assert "loket-ramah/kuis-loket: 2 percobaan" in unsigned.stdout
    assert "1 nilai naik, 0 turun. 1 orang menjadi lulus" in unsigned.stdout
    assert "loket-01 (kunci berubah): lama-atau-baru; 2 jawaban, 1 naik, 0 turun." in unsigned.stdout
    assert (
        "loket-ramah: ditahan, kunci yang berubah menunggu --note (versi lama tetap terbit)"
        in unsigned.stdout
    )
    assert unsigned.stdout.endswith("Percobaan saja: tidak akan ada rilis baru; rilis 1 tetap berlaku.\n")

    signed = run("--dry-run", "--json", "--note", "Kunci keliru", "--key", f"{QUESTION}=baru")
    assert signed.exit_code == 0
    data = json.loads(signed.stdout)
    assert (data["dry_run"], data["release"]) == (True, 1)
    assert {one["kode"]: one["state"] for one in data["courses"]}["loket-ramah"] == "published"
    (change,) = data["key_changes"]
    assert change == {
        "quiz": "loket-ramah/kuis-loket",
        "attempts": 2,
        "raised": 1,
        "lowered": 1,
        "now_pass": 1,
        "keep_pass": 1,
        "unreadable": 0,
        "needs_note": True,
        "points_changed": [],
        "pass_mark_changed": False,
        "questions": [
            {
                "kode": "loket-01",
                "change": "key",
                "rule": "new",
                "asked": 2,
                "raised": 1,
                "lowered": 1,
                "incomparable": 0,
            }
        ],
    }
    assert _files(settings.published_folder) == before
    assert corrections() == []


def test_the_command_signs_with_a_note(
    run: Callable[..., Result], take: Callable[..., AttemptRow], correct_key: Callable[..., None]
) -> None:
    failed = take("Kursi")
    correct_key()
    assert run("loket-ramah").exit_code == 1
    result = run("loket-ramah", "--note", "Kunci keliru")
    assert (result.exit_code, stored(failed).passed) == (0, True)
    assert "Rilis 2 berlaku." in result.stdout


@pytest.mark.parametrize("text", ["a/b=baru", "a/b/c", "a/b/c=lama", "a/b/c/d=penuh"])
def test_a_rule_that_cannot_be_read_is_one_sentence(run: Callable[..., Result], text: str) -> None:
    result = run("--key", text)
    assert result.exit_code == 1
    assert "tidak dapat dibaca" in str(result.exception)


def test_points_and_pass_mark_are_for_new_attempts_only(
    run: Callable[..., Result], take: Callable[..., AttemptRow], write: Write
) -> None:
    passed = take("Nomor")
    text = QUIZ.replace("judul: Kuis loket", "judul: Kuis loket\nlulus: 100%")
    write({PATH: text.replace("Kode: loket-01", "Kode: loket-01 | Poin: 2")})
    result = run()
    assert result.exit_code == 0
    assert "poin berubah (loket-01): hanya untuk percobaan baru." in result.stdout
    assert "batas lulus berubah: hanya untuk percobaan baru." in result.stdout
    assert (stored(passed).points, stored(passed).passed) == (1, True)
