"""A quiz of every kind of question, taken with the keyboard alone; what was answered is stored and judged."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import waitress
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from elearn.app import create_app
from elearn.config import Settings
from elearn.content.questions.kinds import KINDS
from elearn.database import db
from elearn.quiz import store
from elearn.quiz.tables import Attempt
from elearn.releases.library import released_quiz
from tests.browser.conftest import PHONE

COURSE = """---
kode: kursus
judul: Kursus
status: terbit
---

## Mengapa ini penting

Karena begitu.
"""
MODULE = """---
kode: modul
judul: Modul
jp: 1
kuis: kuis
status: terbit
---

## Bagian {#bagian}

Teks bagian ini cukup pendek.
"""
QUIZ = """---
judul: Kuis
kode: kuis
status: terbit
lulus: 50%
---

## Pilih satu
Kode: tunggal | Rujukan: modul#bagian

- [x] Ya betul
- [ ] Tidak betul

## Pilih beberapa
Kode: jamak | Jenis: jamak

- [x] Satu
- [x] Dua
- [ ] Tiga

## Pernyataan ini benar.
Kode: bs

- [x] Benar
- [ ] Salah

## Tulis kata itu
Kode: isian

Isian: Kata

## Berapa dua kali dua?
Kode: angka

Angka: 4

## Pasangkan
Kode: pasangkan

Pasangkan:

- Kiri satu -> Kanan satu
- Kiri dua -> Kanan dua
- -> Kanan tiga

## Urutkan
Kode: urutkan

Urutkan:

1. Awal
2. Tengah
3. Akhir

## Lengkapi
Kode: lengkapi

Lengkapi:

Nomor [[95]] memuat [[Angka: 70]] pasal, oleh [[ [x] Presiden | [ ] Menteri ]].

## Seberapa puas Anda?
Kode: survei | Jenis: survei

- [ ] Puas
- [ ] Kurang
"""


@pytest.fixture
def quiz_page(
    app: Flask,
    settings: Settings,
    browser: Browser,
    publish_files: Callable[[dict[str, str]], Any],
    make_person: Callable[..., Any],
    sign_in: Callable[..., Any],
) -> Iterator[Page]:
    """The open attempt of a learner on a phone, served by a server of its own."""
    files = {"modules/kursus/course.md": COURSE, "modules/kursus/01-modul.md": MODULE}
    publish_files({**files, "quizzes/kursus/kuis.md": QUIZ})
    client = sign_in(app.test_client(), make_person())
    server = waitress.create_server(create_app(settings), host="127.0.0.1", port=0, threads=2)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.effective_port}"
    context = browser.new_context(base_url=address, locale="id-ID", **PHONE)
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    context.add_cookies([{"name": name, "value": cookie.value, "url": address}])
    page = context.new_page()
    page.goto("/quiz/kursus/kuis")
    page.locator("main form[method=post] button").first.click()
    page.wait_for_url("**/quiz/attempts/*")
    yield page
    context.close()
    server.close()
    thread.join(5)


def answer_with_keys(page: Page, question: str, answer: Any) -> None:
    """Fill in an answer without a mouse: focus, then arrows, space and letters."""
    if isinstance(answer, dict):
        for key, value in answer.items():
            field = page.locator(f"[name='{question}.answer-{key}']")
            field.focus()
            if field.evaluate("one => one.tagName") == "SELECT":
                steps = field.evaluate(
                    "(one, to) => [...one.options].findIndex((o) => o.value === to)", value
                )
                for _ in range(steps):
                    page.keyboard.press("ArrowDown")
            else:
                page.keyboard.type(value)
                page.keyboard.press("Tab")
        return
    fields = page.locator(f"[name='{question}.answer']")
    if fields.first.get_attribute("type") in ("radio", "checkbox"):
        for value in [answer] if isinstance(answer, str) else answer:
            page.locator(f"[name='{question}.answer'][value='{value}']").focus()
            page.keyboard.press("Space")
    else:
        fields.focus()
        page.keyboard.type(answer)
        page.keyboard.press("Tab")


def violations(page: Page) -> list[str]:
    """What axe found."""
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in Axe().run(page).response["violations"]]


def test_a_quiz_of_every_kind_is_taken_with_the_keyboard_alone(quiz_page: Page, app: Flask) -> None:
    page = quiz_page
    attempt_id = int(page.url.rsplit("/", 1)[1])
    object_sha256 = db.session.scalar(select(Attempt.object_sha256).where(Attempt.id == attempt_id))
    questions = released_quiz(str(object_sha256)).quiz.questions
    assert {one.KIND for one in questions} == set(KINDS)

    for number, question in enumerate(questions, start=1):
        page.locator(f"[data-dot='{number}']").press("Enter")
        answer_with_keys(page, question.code, question.right_answer())
        line = page.locator(f"[data-question='{question.code}'] [data-saved]")
        expect(line).to_contain_text("tanda terima")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.wait_for_function("!Object.keys(localStorage).length")  # every answer has its receipt
    assert violations(page) == []
    db.session.rollback()
    stored = {code: one.value for code, one in store.answers_of(attempt_id).items()}
    assert stored == {one.code: one.right_answer() for one in questions}

    page.reload()
    expect(page.locator("[data-dot].is-answered")).to_have_count(len(questions))
    page.locator("button[value=review]").press("Enter")
    page.locator("#finish button.primary").press("Enter")
    page.wait_for_url("**/result")
    expect(page.locator("h1")).to_contain_text("Lulus")
    expect(page.locator(".part-verdict")).to_have_count(2 + 3 + 3)
    assert violations(page) == []


def test_parts_typed_without_a_line_survive_closing_the_page(quiz_page: Page) -> None:
    page = quiz_page
    context, url = page.context, page.url
    context.set_offline(True)
    page.locator("[data-dot='8']").press("Enter")
    page.locator("[name='lengkapi.answer-1']").fill("95")
    page.locator("[name='lengkapi.answer-1']").press("Tab")
    page.locator("[name='lengkapi.answer-3']").select_option(label="Menteri")
    expect(page.locator("[data-question=lengkapi] [data-saved]")).to_contain_text("Belum tersimpan")
    page.close()
    context.set_offline(False)

    page = context.new_page()
    page.goto(url)
    expect(page.locator("[data-question=lengkapi] [data-saved]")).to_contain_text("tanda terima")
    expect(page.locator("[name='lengkapi.answer-1']")).to_have_value("95")
    expect(page.locator("[name='lengkapi.answer-3'] option:checked")).to_have_text("Menteri")


def test_a_second_tab_sees_the_parts_that_are_stored(quiz_page: Page) -> None:
    page = quiz_page
    other = page.context.new_page()
    other.goto(page.url)
    for one in (page, other):
        one.locator("[data-dot='7']").press("Enter")
    for place in ("1", "2"):
        page.locator("[name^='urutkan.answer-']").first.select_option(place)
        expect(page.locator("[data-question=urutkan] [data-saved]")).to_contain_text("tanda terima")
        page.wait_for_function("!Object.keys(localStorage).length")

    other.locator("[name^='urutkan.answer-']").last.select_option("3")
    expect(other.locator("[data-question=urutkan] [data-saved]")).to_contain_text("halaman lain")
    expect(other.locator("[name^='urutkan.answer-']").first).to_have_value("2")
    expect(other.locator("[name^='urutkan.answer-']").last).to_have_value("")
