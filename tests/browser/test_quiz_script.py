"""What the quiz page does by itself: it saves, waits out a lost line, tells when another tab was faster."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE

INTRO = "/quiz/mengenal-platform/kuis-mengenal-platform"


@pytest.fixture
def attempt(as_role: Callable[..., Page]) -> Callable[..., Page]:
    """attempt(role, **options) -> the page of a new (or the open) attempt."""

    def begin(role: str = "learner", **options: object) -> Page:
        page = as_role(role, **options)
        page.goto(INTRO)
        page.locator("main form[method=post] button").first.click()
        page.wait_for_url("**/quiz/attempts/*")
        return page

    return begin


def answers(page: Page, question: str) -> list[str]:
    """The ids of the options of a question, as shown."""
    found = page.locator(f"[name='{question}.answer']").evaluate_all("all => all.map(one => one.value)")
    return [str(one) for one in found]


def choose(page: Page, question: str, option: str) -> None:
    """Click an option."""
    page.locator(f"[name='{question}.answer'][value='{option}']").click()


def saved(page: Page, question: str) -> object:
    """The line that says what is saved."""
    return page.locator(f"[data-question='{question}'] [data-saved]")


def test_every_change_is_saved_with_a_receipt_and_stands_after_a_reload(attempt):
    page = attempt()
    option = answers(page, "mp-01")[1]
    choose(page, "mp-01", option)
    expect(saved(page, "mp-01")).to_contain_text("tanda terima")
    expect(page.locator("[data-dot='1']")).to_have_class("dot is-answered")

    page.reload()
    expect(page.locator(f"[name='mp-01.answer'][value='{option}']")).to_be_checked()


def test_an_answer_given_without_a_line_survives_closing_the_page(attempt, noise):
    page = attempt()
    context, url = page.context, page.url
    option = answers(page, "mp-01")[2]
    context.set_offline(True)
    choose(page, "mp-01", option)
    expect(saved(page, "mp-01")).to_contain_text("Belum tersimpan")
    expect(page.locator("[data-state]")).to_contain_text("Anda boleh meneruskan")
    page.close()
    context.set_offline(False)
    noise.clear()  # the cut line

    page = context.new_page()
    page.goto(url)
    expect(page.locator(f"[name='mp-01.answer'][value='{option}']")).to_be_checked()
    expect(saved(page, "mp-01")).to_contain_text("tanda terima")
    page.wait_for_function("() => !Object.keys(localStorage).some(key => key.startsWith('quiz-'))")


def test_a_second_tab_that_is_out_of_date_is_told_and_shows_what_is_stored(attempt, noise):
    page = attempt()
    first, second = answers(page, "mp-02")
    other = page.context.new_page()
    other.goto(page.url)
    for option in (first, second):  # whatever was stored before, this tab is now ahead
        choose(page, "mp-02", option)
        expect(saved(page, "mp-02")).to_contain_text("tanda terima")

    choose(other, "mp-02", first)
    expect(saved(other, "mp-02")).to_contain_text("dari halaman lain")
    expect(other.locator(f"[name='mp-02.answer'][value='{second}']")).to_be_checked()
    noise.clear()  # the refusal
    choose(other, "mp-02", first)
    expect(saved(other, "mp-02")).to_contain_text("tanda terima")


def test_a_phone_shows_one_question_at_a_time(attempt):
    page = attempt("author", **PHONE)
    shown = page.locator("[data-step]:visible")
    expect(shown).to_have_count(1)
    page.get_by_role("button", name="Berikutnya").click()
    expect(shown).to_have_attribute("data-question", "mp-02")
    page.locator("[data-dot]").last.click()
    expect(shown).to_have_count(1)
    expect(page.get_by_role("button", name="Berikutnya")).to_be_disabled()
