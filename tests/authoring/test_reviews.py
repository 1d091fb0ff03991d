"""A reviewer reads the draft, remarks at its paragraphs, and says yes or no to exactly one version."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from elearn.accounts.roles import Role
from elearn.audit.tables import AuditEntry
from elearn.authoring.reviews import rules, store
from elearn.authoring.reviews.rules import Asked, Freshness, Refusal, Verdict
from elearn.authoring.tables import FileVersion, ReviewComment
from elearn.database import db
from elearn.publishing.review_store import approved_versions
from elearn.releases import store as release_store
from elearn.releases.library import find_course, library
from elearn.releases.objects import sha256_of
from tests.conftest import csrf_of
from tests.publishing.samples import course_files

Publish = Callable[[dict[str, str]], Any]
Write = Callable[[dict[str, str]], None]
Browse = Callable[..., FlaskClient]
COURSE = "loket-ramah"
COURSE_PATH, MODULE_PATH = f"modules/{COURSE}/course.md", f"modules/{COURSE}/01-loket.md"
PAGE, SECTION = f"/authoring/{COURSE}/review/", f"/authoring/{COURSE}/review/loket/antrean"
PUBLISH = f"/authoring/{COURSE}/publish"
ASKING = course_files() | {
    COURSE_PATH: course_files()[COURSE_PATH].replace("status: terbit", "status: terbit\ntinjauan: ya")
}
SENTENCE = "Warga mengambil nomor antrean."
CHANGED = course_files()[MODULE_PATH].replace(SENTENCE, "Petugas memanggil warga.")
NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


@pytest.fixture
def asking(write: Write) -> None:
    """A course that asks for a review, and another that does not."""
    write(ASKING | course_files("arsip-rapi"))


@pytest.fixture
def reviewer(browse: Browse) -> FlaskClient:
    return browse("Ningsih", roles=(Role.REVIEWER,))


def form_of(browser: FlaskClient, page: str = PAGE, **more: str) -> dict[str, str]:
    shown = browser.get(page)
    version = re.search(r'name="version" value="([^"]*)"', shown.text)
    return {"csrf_token": csrf_of(shown), "version": version[1] if version else ""} | more


def ask(browser: FlaskClient, **more: str) -> Any:
    return browser.post(f"{PAGE}ask", data=form_of(browser, **more))


def answer(browser: FlaskClient, verdict: str, **more: str) -> Any:
    return browser.post(f"{PAGE}answer", data=form_of(browser, verdict=verdict, **more))


def remark(browser: FlaskClient, text: str, excerpt: str = SENTENCE) -> Any:
    page = browser.get(SECTION)
    pieces = page.text.split('<div class="remarked" id="p-')[1:]
    paragraph = next((one[:12] for one in pieces if excerpt in one), "") if excerpt else ""
    return browser.post(SECTION, data={"csrf_token": csrf_of(page), "paragraph": paragraph, "text": text})


def publish_form(browser: FlaskClient, **more: str) -> dict[str, str]:
    return form_of(browser, PUBLISH, kind="", note="") | more


def test_from_asking_to_yes_to_learners(author: FlaskClient, reviewer: FlaskClient, asking: None) -> None:
    assert "Menunggu tinjauan" in author.get("/authoring/").text
    page = author.get(PUBLISH).text
    assert "Ke halaman tinjauan" in page
    assert 'name="version"' not in page, "nothing to press before the yes"
    assert "Tidak ada yang menunggu tinjauan" in reviewer.get("/authoring/reviews").text

    asked = ask(author, note="Modul baru, lihat pasalnya.")
    assert (asked.status_code, asked.location) == (303, PAGE)
    assert "Modul baru, lihat pasalnya." in reviewer.get("/authoring/reviews").text
    assert "Setuju" not in author.get(PAGE).text, "who is no reviewer answers nothing"
    assert answer(reviewer, "approved").status_code == 303
    assert "Versi ini disetujui" in author.get(PAGE).text
    assert author.post(PUBLISH, data=publish_form(author)).status_code == 303
    assert find_course(COURSE) is not None
    entries = db.session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("review.%"))).all()
    assert list(entries) == ["review.asked", "review.approved"]


def test_the_yes_ends_with_the_next_change(
    author: FlaskClient, reviewer: FlaskClient, asking: None, write: Write
) -> None:
    ask(author)
    answer(reviewer, "approved")
    write({MODULE_PATH: CHANGED})
    form = {"csrf_token": csrf_of(author.get(PAGE)), "version": "", "kind": "", "note": ""}
    assert author.post(PUBLISH, data=form).status_code == 422
    assert find_course(COURSE) is None
    assert "versi ini baru dapat terbit sesudah disetujui" in author.get(PAGE).text


def test_what_changed_under_the_reviewer_is_not_approved_unseen(
    author: FlaskClient, reviewer: FlaskClient, asking: None, write: Write
) -> None:
    ask(author)
    form = form_of(reviewer, verdict="approved", answer="Sudah baik menurut saya.")
    write({MODULE_PATH: CHANGED})
    refused = reviewer.post(f"{PAGE}answer", data=form)
    assert refused.status_code == 422
    assert "Berkas sudah berubah sejak tinjauan diminta" in refused.text
    assert "Sudah baik menurut saya." in refused.text, "nothing typed is lost"
    assert "Perlu perbaikan" in refused.text, "a no may still be said"
    assert approved_versions([COURSE]) == set()


def test_nobody_reviews_himself(browse: Browse, asking: None) -> None:
    both = browse("Dwi", roles=(Role.AUTHOR, Role.REVIEWER))
    ask(both)
    assert "Anda sendiri yang meminta tinjauan ini" in both.get(PAGE).text
    assert answer(both, "approved").status_code == 422
    assert approved_versions([COURSE]) == set()


def test_who_put_a_changed_file_in_place_does_not_review_it(
    author: FlaskClient, app: Any, asking: None, make_person: Callable[..., Any], sign_in: Any
) -> None:
    writer = make_person("Rina", roles=(Role.AUTHOR, Role.REVIEWER))
    db.session.execute(
        insert(FileVersion).values(
            path=MODULE_PATH,
            sha256=sha256_of(ASKING[MODULE_PATH].encode()),
            put_by=writer.id,
            put_at=NOW,
            replaced_sha256="",
        )
    )
    db.session.commit()
    ask(author)
    browser = sign_in(app.test_client(), writer)
    assert "Anda ikut mengubah versi ini" in browser.get(PAGE).text
    assert answer(browser, "approved").status_code == 422


def test_a_no_needs_a_word_or_a_remark(author: FlaskClient, reviewer: FlaskClient, asking: None) -> None:
    ask(author)
    assert answer(reviewer, "changes").status_code == 422
    assert remark(reviewer, "Sebutkan pasalnya.").status_code == 303
    assert answer(reviewer, "changes").status_code == 303
    page = author.get(PAGE).text
    assert "Perlu perbaikan" in page
    assert "Sebutkan pasalnya." in page
    assert f"{MODULE_PATH}:" in page, "the line in the file"
    assert ask(author).status_code == 303, "after a no the same version may be asked for again"


def test_a_remark_stands_at_its_paragraph_and_tells_when_that_changed(
    author: FlaskClient, reviewer: FlaskClient, asking: None, write: Write
) -> None:
    told = remark(reviewer, "Di loket mana?")
    assert told.status_code == 303
    page = reviewer.get(SECTION).text
    at = page.index(SENTENCE)
    assert at < page.index("Di loket mana?") < page.index('id="seluruh-bagian"')
    assert "sudah berubah sejak dikomentari" not in author.get(PAGE).text
    write({MODULE_PATH: CHANGED})
    assert "paragraf ini sudah berubah sejak dikomentari" in author.get(PAGE).text
    moved = author.get(SECTION).text
    assert moved.index('id="seluruh-bagian"') < moved.index("Di loket mana?")
    assert remark(reviewer, "Bagian ini terlalu pendek.", excerpt="").status_code == 303
    assert "Bagian ini terlalu pendek." in reviewer.get(SECTION).text


def test_an_author_settles_remarks_one_by_one(
    author: FlaskClient, reviewer: FlaskClient, browse: Browse, asking: None
) -> None:
    remark(reviewer, "Pertama.")
    remark(reviewer, "Pertama.")
    remark(reviewer, "Kedua.")
    first, second = db.session.scalars(select(ReviewComment.id).order_by(ReviewComment.id)).all()
    token = csrf_of(author.get(PAGE))
    stranger = browse("Orang biasa")
    assert stranger.post(f"{PAGE}comments/{first}/settle", data={}).status_code in (400, 403)
    settled = author.post(f"{PAGE}comments/{first}/settle", data={"csrf_token": token})
    assert settled.status_code == 303
    assert store.open_comment_count(COURSE) == 1
    assert "diselesaikan Wahyuni" in author.get(PAGE).text
    assert "Pertama." not in author.get(SECTION).text
    elsewhere = f"/authoring/arsip-rapi/review/comments/{second}/settle"
    author.post(elsewhere, data={"csrf_token": token})
    assert store.open_comment_count(COURSE) == 1, "a remark on another course"


def test_a_remark_without_words_or_paragraph_is_given_back(
    reviewer: FlaskClient, asking: None, write: Write
) -> None:
    assert remark(reviewer, " x ").status_code == 422
    page = reviewer.get(SECTION)
    write({MODULE_PATH: CHANGED})
    gone = reviewer.post(
        SECTION,
        data={"csrf_token": csrf_of(page), "paragraph": "0" * 12, "text": "Di loket mana?"},
    )
    assert gone.status_code == 422
    assert "Paragraf itu baru saja berubah" in gone.text
    assert "Di loket mana?" in gone.text
    assert store.open_comment_count(COURSE) == 0


def test_only_hr_publishes_without_a_yes_and_only_with_a_reason(
    author: FlaskClient, browse: Browse, asking: None
) -> None:
    hr = browse("Ratna", roles=(Role.HR_ADMIN,))
    page = hr.get(PUBLISH)
    assert "Terbitkan tanpa persetujuan peninjau" in page.text
    assert "Terbitkan tanpa persetujuan peninjau" not in author.get(PUBLISH).text
    forced = {"csrf_token": csrf_of(author.get(PAGE)), "without_review": "1", "note": "Saya mau."}
    assert author.post(PUBLISH, data=forced).status_code == 403
    assert hr.post(PUBLISH, data=publish_form(hr)).status_code == 422
    bare = hr.post(PUBLISH, data=publish_form(hr, without_review="1"))
    assert (bare.status_code, "Tulis di catatan mengapa" in bare.text) == (422, True)
    assert hr.post(PUBLISH, data=publish_form(hr, without_review="1", note="SE besok.")).status_code == 303
    (newest, *_) = release_store.releases()
    assert newest.note == "Tanpa tinjauan (loket-ramah): SE besok."


def test_asking_needs_sound_files_and_an_owner(
    author: FlaskClient, browse: Browse, asking: None, write: Write
) -> None:
    reviewer = browse("Ningsih", roles=(Role.REVIEWER,))
    assert ask(reviewer).status_code == 403
    form = form_of(author)
    write({MODULE_PATH: CHANGED})
    assert author.post(f"{PAGE}ask", data=form).status_code == 422
    write({MODULE_PATH: CHANGED + "\n[rusak](../tidak-ada.md)\n"})
    assert "Perbaiki dahulu yang salah" in author.get(PAGE).text
    assert store.last_request(COURSE) is None


@pytest.mark.both_databases
def test_a_later_request_takes_the_place_of_an_unanswered_one(app: Any, make_person: Any) -> None:
    siti, budi = make_person("Siti"), make_person("Budi")
    for course, version in (("a", "1"), ("b", "1"), ("a", "2")):
        store.insert_request(course, version, "", siti.id, NOW)
    assert [(one.course, one.version) for one in store.open_requests(9)] == [("b", "1"), ("a", "2")]
    assert store.open_count() == 2
    last = store.last_request("a")
    assert last is not None
    assert store.put_answer(last.id, Verdict.APPROVED, "Baik.", budi.id, NOW)
    assert not store.put_answer(last.id, Verdict.CHANGES, "", siti.id, NOW), "the first answer stays"
    assert [(one.course, one.reviewer, one.answer) for one in store.answered_requests(9)] == [
        ("a", "Budi", "Baik.")
    ]
    assert [one.course for one in store.open_requests(9)] == ["b"]
    assert approved_versions(["a", "b"]) == {("a", "2")}


@pytest.mark.parametrize(
    ("verdict", "reviewer", "version", "expected"),
    [
        (Verdict.APPROVED, 3, "v", None),
        (Verdict.APPROVED, 1, "v", Refusal.OWN_REQUEST),
        (Verdict.APPROVED, 2, "v", Refusal.OWN_CHANGE),
        (Verdict.APPROVED, 3, "w", Refusal.OTHER_VERSION),
        (Verdict.APPROVED, 3, None, Refusal.OTHER_VERSION),
        (Verdict.CHANGES, 3, "w", None),
        (Verdict.CHANGES, 1, "v", Refusal.OWN_REQUEST),
    ],
)
def test_who_may_answer(
    verdict: Verdict, reviewer: int, version: str | None, expected: Refusal | None
) -> None:
    asked = Asked(version="v", asked_by=1, verdict=Verdict.OPEN)
    assert rules.refusal(asked, verdict, reviewer, {2}, version) is expected


def test_a_request_is_answered_once() -> None:
    asked = Asked(version="v", asked_by=1, verdict=Verdict.APPROVED)
    assert rules.refusal(asked, Verdict.CHANGES, 3, (), "v") is Refusal.ANSWERED


def test_what_became_of_the_paragraph_of_a_remark() -> None:
    now = {("m", "a"): {"x", "y"}}
    assert rules.freshness("x", ("m", "a"), now) is Freshness.SAME
    assert rules.freshness("", ("m", "a"), now) is Freshness.SAME
    assert rules.freshness("z", ("m", "a"), now) is Freshness.CHANGED
    assert rules.freshness("x", ("m", "b"), now) is Freshness.GONE


def test_pages_work_without_scripts_and_carry_no_styles(
    author: FlaskClient, reviewer: FlaskClient, asking: None
) -> None:
    ask(author)
    remark(reviewer, "Sebutkan pasalnya.")
    for address in (PAGE, SECTION, "/authoring/reviews", "/authoring/regulations"):
        page = reviewer.get(address)
        assert page.status_code == 200
        assert " style=" not in page.text
    assert library().number == 0, "looking and remarking publishes nothing"
