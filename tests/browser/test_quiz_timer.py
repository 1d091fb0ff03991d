"""The time of an attempt on the page: two warnings, an end, and no wish to be reminded all the while."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.sitting import Sitting, front_matter

QUIZ = front_matter(waktu="10 menit") + "## Tulis satu\nKode: satu\n\nIsian: satu\n"
LONG_AGO = datetime(2001, 2, 3, 4, 5, tzinfo=UTC)
MINUTE_MS = 60_000


def ticking(own_quiz: Callable[..., Sitting]) -> Sitting:
    """An attempt of ten minutes, in a browser whose clock is wrong by a quarter of a century."""
    return own_quiz(QUIZ, frozen_at=LONG_AGO, **PHONE)


def announced(page: Page) -> int:
    """How many alerts a screen reader finds in the bar."""
    return page.locator("[data-warning][role=alert]").count()


def test_warnings_come_at_a_fifth_and_a_twentieth_and_each_is_read_out_once(
    own_quiz: Callable[..., Sitting],
) -> None:
    page = ticking(own_quiz).page
    warning, clock = page.locator("[data-warning]"), page.locator("[data-clock]")
    page.clock.run_for(2000)
    expect(clock).to_contain_text("Sisa 9.5")
    page.clock.run_for(7.5 * MINUTE_MS)
    expect(warning).to_have_text("")
    page.clock.run_for(MINUTE_MS)
    expect(warning).to_have_text("Tersisa seperlima waktu: sekitar 2 menit.")
    assert announced(page) == 1

    page.reload()  # the server's clock has hardly moved: the count begins anew
    page.clock.run_for(8.5 * MINUTE_MS)
    expect(warning).to_have_text("Tersisa seperlima waktu: sekitar 2 menit.")
    assert announced(page) == 0
    page.clock.run_for(MINUTE_MS)
    expect(warning).to_have_text("Waktu hampir habis: kurang dari 1 menit.")
    assert announced(page) == 1


def test_when_the_time_is_over_the_saved_answers_are_handed_in(own_quiz: Callable[..., Sitting]) -> None:
    sitting = ticking(own_quiz)
    page = sitting.page
    page.locator("[name='satu.answer']").press_sequentially("satu")  # and never leaves the field
    page.clock.run_for(9 * MINUTE_MS)
    sitting.run_out()
    page.clock.run_for(10 * MINUTE_MS)
    page.wait_for_url("**/result")
    expect(page.locator("h1")).to_contain_text("Lulus")
    assert sitting.stored() == {"satu": "satu"}


def test_on_the_review_page_the_time_ends_too(own_quiz: Callable[..., Sitting]) -> None:
    sitting = ticking(own_quiz)
    page = sitting.page
    page.goto(f"{page.url}/review")
    sitting.run_out()
    page.clock.run_for(10 * MINUTE_MS)
    page.wait_for_url("**/result")
    expect(page.locator("h1")).to_contain_text("Belum lulus")
    assert sitting.stored() == {}


def test_hidden_time_stays_hidden_after_a_reload_and_still_warns(own_quiz: Callable[..., Sitting]) -> None:
    page = ticking(own_quiz).page
    clock = page.locator("[data-clock]")
    page.get_by_role("button", name="Sembunyikan").click()
    expect(clock).to_be_hidden()
    page.reload()
    expect(clock).to_be_hidden()
    page.clock.run_for(8.5 * MINUTE_MS)
    expect(page.locator("[data-warning]")).to_contain_text("sekitar 2 menit")
    page.get_by_role("button", name="Tampilkan waktu").click()
    expect(clock).to_contain_text("Sisa 1.")
    page.reload()
    expect(clock).to_be_visible()
