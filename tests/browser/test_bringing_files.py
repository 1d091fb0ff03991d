"""An author without a shell brings a file with three problems, mends it in the editor, and publishes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from elearn.accounts.roles import Role
from elearn.config import Settings
from elearn.releases.library import find_course, look_again
from tests.browser import sitting
from tests.browser.axe import findings
from tests.browser.conftest import DESKTOP, PHONE, TIMEOUT_MS
from tests.publishing.samples import course_files

QUIZ = "quizzes/loket-ramah/kuis-loket.md"
FILES = "/authoring/loket-ramah/files"
GOOD = course_files()[QUIZ].replace("Kursi", "Bangku")
# The key is nowhere, a key of the head is misspelt, and a quotation stands where none may.
BROKEN = (
    GOOD.replace("- [x] Nomor", "- [ ] Nomor")
    .replace("Kode: loket-01", "Kode: loket-01 | Poin: banyak")
    .replace("judul: Kuis loket", "judul: Kuis loket\nlulusan: 70%")
)


@pytest.fixture
def open_author(
    app: Flask,
    settings: Settings,
    browser: Browser,
    publish_files: Callable[[dict[str, str]], Any],
    make_person: Callable[..., Any],
    sign_in: Callable[..., Any],
) -> Iterator[Callable[..., Page]]:
    """open_author(**options) -> the page of a signed-in author; `options` are those of a browser context."""
    with ExitStack() as stack:

        def start(**options: Any) -> Page:
            publish_files(course_files())
            client = sign_in(app.test_client(), make_person(name="Wahyuni", roles=(Role.AUTHOR,)))
            address = stack.enter_context(sitting.served(settings))
            context = browser.new_context(base_url=address, locale="id-ID", **{**DESKTOP, **options})
            stack.callback(context.close)
            context.set_default_timeout(TIMEOUT_MS)
            name = app.config["SESSION_COOKIE_NAME"]
            context.add_cookies([{"name": name, "value": client.get_cookie(name).value, "url": address}])
            return context.new_page()

        yield start


def bring(page: Page, text: str) -> None:
    page.goto(FILES)
    files = [{"name": "kuis-loket.md", "mimeType": "text/markdown", "buffer": text.encode()}]
    page.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]
    page.get_by_role("button", name="Lihat akibatnya").click()
    page.wait_for_url("**/files/waiting/*")


def publish(page: Page) -> None:
    page.goto("/authoring/loket-ramah/publish")
    note = page.locator("[name=note]")
    if note.count():
        note.fill("Pilihan ditulis ulang.")
    page.get_by_role("button", name="Terbitkan").click()
    page.wait_for_url("**/history")


@pytest.mark.parametrize(
    "options", [{}, {**PHONE, "java_script_enabled": False}], ids=["script", "plain phone"]
)
def test_from_three_problems_to_a_published_quiz(
    open_author: Callable[..., Page], settings: Settings, options: dict[str, Any]
) -> None:
    page = open_author(**options)
    before = find_course("loket-ramah")
    assert before is not None
    bring(page, BROKEN)
    expect(page.get_by_text("3 masalah menahan kiriman ini")).to_be_visible()
    page.get_by_role("link", name=re.compile("Perbaiki 3 masalah di editor")).click()
    page.locator("#teks").fill(GOOD)
    page.get_by_role("button", name="Simpan ke kiriman").click()
    page.wait_for_url("**/files/waiting/*")
    page.get_by_role("button", name="Simpan 1 berkas").click()
    page.wait_for_url("**/files")
    expect(page.get_by_text("1 berkas tersimpan")).to_be_visible()
    assert (settings.instance.parent / QUIZ).read_text() == GOOD
    publish(page)
    look_again()
    after = find_course("loket-ramah")
    assert after is not None
    assert after.version != before.version


def test_the_script_checks_while_one_writes_leads_to_the_line_and_warns(
    open_author: Callable[..., Page],
) -> None:
    page = open_author()
    page.goto(f"{FILES}/edit?path={QUIZ}")
    box, state = page.locator("#teks"), page.locator("[data-state]")
    box.fill(BROKEN)
    expect(state).to_contain_text("Belum disimpan.")
    expect(page.locator("[data-problems] .problem")).to_have_count(3)
    expect(state).to_contain_text("Yang ditemukan: 3.")
    lines = page.locator("[data-problems] a[data-line]")
    number = int(lines.first.get_attribute("data-line") or 0)
    lines.first.click()
    chosen = page.evaluate("teks.value.slice(teks.selectionStart, teks.selectionEnd)")
    assert chosen == BROKEN.split("\n")[number - 1]
    assert findings(page) == []
    warned: list[str] = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.dismiss()))
    page.evaluate("location.href = '/authoring/'")
    page.wait_for_timeout(300)
    assert warned == ["beforeunload"]
    box.fill(course_files()[QUIZ].replace("Kursi", "Bangku"))
    expect(state).to_contain_text("Tidak ada yang perlu diperbaiki.")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("Tersimpan. Peserta melihatnya")).to_be_visible()
    assert warned == ["beforeunload"]
