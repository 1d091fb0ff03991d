"""Somebody with a certificate in his hand types its code: he sees whether it is real, and no more."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import BrowserContext, expect

from elearn import clock
from elearn.accounts.throttle import Limit
from elearn.certificates import access, actions, store
from elearn.certificates.actions import Earned
from elearn.certificates.facts import TranscriptLine
from elearn.certificates.rules import Score, ScoreOf
from elearn.certificates.store import CertificateRow
from elearn.releases.library import find_course
from tests.browser.axe import SETTLED, findings
from tests.browser.conftest import PHONE
from tests.browser.live import LiveOffice


def issued(live: LiveOffice) -> CertificateRow:
    """A certificate of somebody who has just finished a course."""
    with live.app.app_context(), live.app.test_request_context():
        now = clock.now()
        course = find_course("adminduk-digital")
        assert course is not None
        person_id = live.learner("Yuliana Kogoya")
        earned = Earned(
            person_id=person_id,
            course=course,
            cycle=1,
            started_at=now,
            completed_at=now,
            transcript=(TranscriptLine(title=course.modules[0].title, jp=Decimal(2)),),
            score=Score(value=Decimal("87.5"), of=ScoreOf.QUIZZES),
        )
        actions.issue(earned, now=now)
        found = store.earned(person_id, course.code, 1)
        assert found is not None
        return found


def test_a_stranger_checks_a_certificate_by_its_code_on_a_telephone(
    live: LiveOffice,
    open_browser: Callable[..., BrowserContext],
    noise: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = issued(live)
    page = open_browser(**PHONE).new_page()
    page.goto("/check")
    page.get_by_label("Kode pemeriksaan").fill("ABCD")
    page.get_by_role("button", name="Periksa", exact=True).click()
    expect(page.get_by_text("Kode belum lengkap")).to_be_visible()

    page.get_by_label("Kode pemeriksaan").fill("ABCD EFGH 2345")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tidak ada sertifikat dengan kode itu")).to_be_visible()

    code = row.facts.code.lower()
    page.get_by_label("Kode pemeriksaan").fill(f"{code[:4]}-{code[4:8]}-{code[8:]}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sertifikat ini asli")).to_be_visible()
    shown = page.locator("main").inner_text()
    assert row.facts.number in shown
    assert row.facts.holder.full_name in shown
    assert row.facts.holder.nip not in shown.replace(" ", "")
    assert row.facts.holder.nip[-4:] in shown
    assert "87,5" not in shown
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.wait_for_function(SETTLED)
    assert findings(page) == []

    strict = Limit(
        name="check-strict",
        free_tries=1,
        first_wait=access.CHECKS_FROM_ADDRESS.first_wait,
        longest_wait=access.CHECKS_FROM_ADDRESS.longest_wait,
    )
    monkeypatch.setattr(access, "CHECKS_FROM_ADDRESS", strict)
    for _ in range(3):
        page.goto(f"/check/{row.facts.code}")
    expect(page.get_by_text("Terlalu banyak pemeriksaan dari jaringan ini")).to_be_visible()
    # Chromium tells of the pages that answered 404 and 429, and of nothing else.
    assert all("404" in line or "429" in line for line in noise), noise
    noise.clear()
