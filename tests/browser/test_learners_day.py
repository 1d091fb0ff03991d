"""The main job, whole: a person begins at a desk, goes on with a phone, passes, and sees it kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from elearn.content.questions.contract import Answer
from tests.browser.conftest import PHONE
from tests.browser.live import LiveOffice, Newcomer

COURSE = "mengenal-platform"


def sign_in(page: Page, person: Newcomer) -> None:
    """Type the number as it is printed on the card, with spaces."""
    page.goto("/")
    page.get_by_label("NIP", exact=True).fill(
        f"{person.nip[:8]} {person.nip[8:14]} {person.nip[14]} {person.nip[15:]}"
    )
    page.locator("input[name=password]").fill(person.password)
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Selamat datang")


def read_on(page: Page) -> None:
    """Press "Selanjutnya" and wait for the page that follows."""
    before = page.url
    page.locator("button[data-key=next]").click()
    page.wait_for_url(lambda url: url != before)


def section_of(page: Page) -> str:
    """The kode of the section that is open."""
    return urlsplit(page.url).path.rsplit("/", 1)[-1]


def give_answer(page: Page, question: str, answer: Answer) -> None:
    """Answer as a person does: tick or type."""
    step = page.locator(f"[data-question={question}]")
    if not step.is_visible():  # with scripts, one question at a time
        page.locator(f".dots a[href$='#q-{question}']").click()
    for value in [answer] if isinstance(answer, str) else answer or []:
        option = step.locator(f"input[name='{question}.answer'][value='{value}']")
        if option.count():
            option.check()
        else:
            step.locator(f"input[name='{question}.answer']").fill(value)
            step.locator(f"input[name='{question}.answer']").blur()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_learners_day_from_the_desk_to_the_phone(
    scripts: bool,
    live: LiveOffice,
    newcomer: Newcomer,
    open_browser: Callable[..., BrowserContext],
) -> None:
    desk = open_browser(java_script_enabled=scripts)
    page = desk.new_page()
    sign_in(page, newcomer)
    page.get_by_role("link", name="Mulai dari sini").click()
    page.get_by_role("link", name="Mulai", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anda ada di mana")
    read_on(page)
    read_on(page)
    third = section_of(page)
    assert third == "jawaban-dan-hasil"
    desk.close()

    phone = open_browser(java_script_enabled=scripts, **PHONE)
    page = phone.new_page()
    sign_in(page, newcomer)
    expect(page.get_by_role("main")).to_contain_text("2 dari 3 bagian dibaca")
    page.get_by_role("link", name="Lanjutkan belajar").click()
    page.wait_for_url(f"**/{third}")
    assert fits(page)
    read_on(page)

    page.get_by_role("button", name="Mulai kuis").click()
    page.wait_for_url("**/quiz/attempts/*")
    attempt_id = int(section_of(page))
    for question, answer in live.right_answers(attempt_id, newcomer.id).items():
        give_answer(page, question, answer)
    assert fits(page)
    page.get_by_role("button", name="Periksa sebelum mengirim").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa sebelum mengirim")
    expect(page.get_by_text("Belum dijawab")).to_have_count(0)
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lulus")
    assert fits(page)

    page.goto(f"/learning/{COURSE}/")
    expect(page.get_by_text(re.compile("Anda menyelesaikan kursus ini"))).to_be_visible()
    page.goto("/learning/")
    expect(page.get_by_role("heading", name="Sudah selesai", exact=True)).to_be_visible()


def fits(page: Page) -> bool:
    """Whether nothing sticks out to the right, as at 360 pixels it easily does."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_signing_out_on_a_shared_phone_leaves_nothing_behind_the_back_button(
    newcomer: Newcomer, open_browser: Callable[..., BrowserContext]
) -> None:
    page = open_browser(**PHONE).new_page()
    sign_in(page, newcomer)
    page.locator("details.people summary").click()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/accounts/sign-in**")
    page.go_back()
    expect(page.get_by_role("button", name="Masuk", exact=True)).to_be_visible()
    expect(page.get_by_text(newcomer.name)).to_have_count(0)
