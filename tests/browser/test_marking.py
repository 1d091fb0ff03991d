"""From an essay written with the keyboard to its second look; every page on the way is accessible."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from elearn.accounts.roles import Role
from tests.browser.axe import FOLDED, SETTLED, findings
from tests.browser.conftest import PHONE, TIMEOUT_MS
from tests.browser.sitting import Sitting, front_matter

QUIZ = (
    front_matter()
    + """
## Jelaskan satu layanan di unit Anda
Kode: uraian | Poin: 10 | Rujukan: modul#bagian

Uraian: 2-50 kata

Rubrik:

- (6) Menyebut data
  - 6: Dengan sumber
  - 3: Tanpa sumber
- (4) Bahasa runtut

> **Contoh jawaban:** Loket melayani 40 orang per hari.
"""
)
ANSWER = "Loket kami melayani empat puluh orang."
REASON = "Sumbernya ada di kalimat kedua."


def assert_fine(page: Page) -> None:
    """Nothing sticks out, axe finds nothing; folded parts and dark colours are looked at too."""
    page.evaluate(FOLDED)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert findings(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(SETTLED)
    assert findings(page, "color-contrast") == []
    page.emulate_media(color_scheme="light")
    page.wait_for_function(SETTLED)


def sign_in_grader(sitting: Sitting, client: Any) -> Page:
    """A grader on a phone."""
    browser, address = sitting.context.browser, sitting.page.url.partition("/quiz/")[0]
    assert browser is not None
    context = browser.new_context(base_url=address, locale="id-ID", **PHONE)
    context.set_default_timeout(TIMEOUT_MS)
    name = sitting.app.config["SESSION_COOKIE_NAME"]
    context.add_cookies([{"name": name, "value": client.get_cookie(name).value, "url": address}])
    return context.new_page()


def test_an_essay_is_written_marked_and_looked_at_again_with_the_keyboard(
    own_quiz: Callable[..., Sitting], make_person: Callable[..., Any], sign_in: Callable[..., Any]
) -> None:
    sitting = own_quiz(QUIZ, **PHONE)
    page, attempt = sitting.page, sitting.attempt_id
    page.locator("textarea").focus()
    page.keyboard.type(ANSWER)
    page.keyboard.press("Tab")
    expect(sitting.line("uraian")).to_contain_text("tanda terima")
    page.goto(f"/quiz/attempts/{attempt}/review")
    assert_fine(page)
    page.locator("#finish button.primary").press("Enter")
    page.wait_for_url("**/result")
    expect(page.locator("h1")).to_have_text("Menunggu penilaian")

    rina = make_person("Rina Penilai", roles=(Role.AUTHOR,))
    grader = sign_in_grader(sitting, sign_in(sitting.app.test_client(), rina))
    grader.goto("/marking/")
    assert_fine(grader)
    grader.get_by_role("link", name=re.compile("^Mulai menilai")).press("Enter")
    expect(grader.locator(".quiz-written").first).to_have_text(ANSWER)
    assert_fine(grader)
    grader.locator("button.primary").press("Enter")
    expect(grader.locator(".errors a")).to_have_count(2)
    assert_fine(grader)
    grader.locator("[name=points-1]").first.focus()
    grader.keyboard.press("ArrowDown")  # from the highest level to the next
    grader.locator("[name=points-2]").focus()
    grader.keyboard.type("2,5")
    grader.locator("[name=comment]").focus()
    grader.keyboard.type("Tanpa sumber.")
    grader.locator("button.primary").press("Enter")
    grader.wait_for_url("**/marking/")
    grader.goto("/marking/questions/kursus/kuis/uraian")
    assert_fine(grader)

    page.reload()
    expect(page.locator(".explanation")).to_contain_text("5,5 dari 10 poin")
    assert_fine(page)
    page.locator("[name=reason]").focus()
    page.keyboard.type(REASON)
    page.get_by_role("button", name="Kirim permintaan").press("Enter")
    expect(page.locator(".explanation")).to_contain_text("Permintaan ini menunggu penilai.")
    grader.context.close()
    dewi = make_person("Dewi Penilai", roles=(Role.AUTHOR,))  # nobody judges a second look at his own mark
    grader = sign_in_grader(sitting, sign_in(sitting.app.test_client(), dewi))
    grader.goto("/marking/")
    assert_fine(grader)
    grader.get_by_role("link", name=re.compile("^Lihat lagi")).press("Enter")
    expect(grader.locator(".notice")).to_contain_text(REASON)
    assert_fine(grader)
    grader.locator("[name=points-1]").nth(1).focus()
    grader.keyboard.press("ArrowUp")
    grader.locator("[name=comment]").focus()
    grader.keyboard.type("Benar.")
    grader.locator("button.primary").press("Enter")
    grader.wait_for_url("**/marking/")

    page.reload()
    expect(page.locator(".explanation")).to_contain_text("8,5 dari 10 poin (sebelumnya 5,5)")
    assert_fine(page)
    grader.context.close()
