"""A lost line, a session that has ended, a second tab: no answer is lost, and its learner is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PHONE
from tests.browser.sitting import Sitting, front_matter

TEXTS = ("satu", "dua", "tiga")
QUIZ = front_matter() + "".join(
    f"## Tulis {name}\nKode: {name}\n\nIsian: {name}\n\n" for name in (*TEXTS, "empat")
)
PARTS = (
    front_matter()
    + """## Lengkapi
Kode: lengkapi

Lengkapi:

Nomor [[95]] memuat [[Angka: 70]] pasal, oleh [[ [x] Presiden | [ ] Menteri ]].

## Urutkan
Kode: urutkan

Urutkan:

1. Awal
2. Tengah
3. Akhir
"""
)
NOTHING_WAITS = "() => !Object.keys(localStorage).length"


def write(sitting: Sitting, question: str, text: str, page: Page | None = None) -> None:
    """Type an answer and leave its field."""
    field = (page or sitting.page).locator(f"[name='{question}.answer']")
    field.fill(text)
    field.blur()


def test_a_minute_without_a_line_loses_nothing(own_quiz: Callable[..., Sitting]) -> None:
    sitting = own_quiz(QUIZ)
    page = sitting.page
    state = page.locator("[data-state]")
    tries: list[str] = []

    def cut(route: Route) -> None:
        tries.append(str(route.request.post_data))
        route.abort("internetdisconnected")

    write(sitting, "satu", "sebelum")
    expect(sitting.line("satu")).to_contain_text("tanda terima")
    page.wait_for_function(NOTHING_WAITS)
    page.clock.install()
    page.route("**/answers", cut)
    write(sitting, "satu", "sesudah")
    expect(sitting.line("satu")).to_have_text("Belum tersimpan, mencoba lagi")
    write(sitting, "dua", "dua")
    expect(state).to_contain_text("Anda boleh meneruskan")
    # Handing in waits for the line; the page is not left for the browser's own error page.
    page.get_by_role("button", name="Periksa sebelum mengirim").click()
    page.clock.run_for(60_000)
    write(sitting, "tiga", "tiga")
    page.wait_for_timeout(200)
    expect(page.locator("h1")).to_have_text("Kuis")
    assert len(tries) >= 5  # 2, 4, 8, 16, 30 seconds
    assert sitting.stored() == {"satu": "sebelum"}

    page.unroute("**/answers")
    page.clock.run_for(31_000)
    expect(state).to_have_text("Tersambung lagi. Semua jawaban tersimpan.")
    for code in TEXTS:
        expect(sitting.line(code)).to_contain_text("tanda terima")
    assert sitting.stored() == {"satu": "sesudah", "dua": "dua", "tiga": "tiga"}


def test_closing_the_tab_without_a_line_and_coming_back_loses_nothing(
    own_quiz: Callable[..., Sitting],
) -> None:
    sitting = own_quiz(QUIZ)
    other = sitting.context.new_page()
    other.goto(sitting.page.url)
    sitting.context.set_offline(True)
    write(sitting, "satu", "dari tab pertama")
    expect(sitting.line("satu")).to_contain_text("Belum tersimpan")
    write(sitting, "dua", "dari tab kedua", other)
    expect(sitting.line("dua", other)).to_contain_text("Belum tersimpan")
    url = sitting.page.url
    sitting.page.close()
    other.close()

    sitting.context.set_offline(False)
    page = sitting.context.new_page()
    page.goto(url)
    for code in ("satu", "dua"):
        expect(sitting.line(code, page)).to_contain_text("tanda terima")
    page.wait_for_function(NOTHING_WAITS)
    expect(page.locator("[name='satu.answer']")).to_have_value("dari tab pertama")
    expect(page.locator("[name='dua.answer']")).to_have_value("dari tab kedua")


def test_a_duplicated_tab_never_overwrites_a_newer_answer(own_quiz: Callable[..., Sitting]) -> None:
    sitting = own_quiz(QUIZ)
    stale = sitting.context.new_page()
    stale.goto(sitting.page.url)
    for text in ("pertama", "kedua"):
        write(sitting, "satu", text)
        expect(sitting.line("satu")).to_contain_text("tanda terima")
        sitting.page.wait_for_function(NOTHING_WAITS)

    write(sitting, "satu", "lama", stale)
    expect(sitting.line("satu", stale)).to_contain_text("dari halaman lain")
    expect(stale.locator("[name='satu.answer']")).to_have_value("kedua")
    write(sitting, "dua", "lain", stale)  # what nobody else answered is stored
    expect(sitting.line("dua", stale)).to_contain_text("tanda terima")
    assert sitting.stored() == {"satu": "kedua", "dua": "lain"}

    write(sitting, "satu", "ketiga", stale)  # now it knows what it replaces
    expect(sitting.line("satu", stale)).to_contain_text("tanda terima")
    assert sitting.stored()["satu"] == "ketiga"


def test_parts_typed_without_a_line_survive_closing_the_page(own_quiz: Callable[..., Sitting]) -> None:
    sitting = own_quiz(PARTS)
    page, url = sitting.page, sitting.page.url
    sitting.context.set_offline(True)
    page.locator("[name='lengkapi.answer-1']").fill("95")
    page.locator("[name='lengkapi.answer-3']").select_option(label="Menteri")
    page.get_by_role("button", name="Turun").first.click()
    expect(sitting.line("urutkan")).to_contain_text("Belum tersimpan")
    order = page.locator("[data-order-text]").all_text_contents()
    page.close()
    sitting.context.set_offline(False)

    page = sitting.context.new_page()
    page.goto(url)
    for code in ("lengkapi", "urutkan"):
        expect(sitting.line(code, page)).to_contain_text("tanda terima")
    expect(page.locator("[name='lengkapi.answer-1']")).to_have_value("95")
    expect(page.locator("[name='lengkapi.answer-3'] option:checked")).to_have_text("Menteri")
    expect(page.locator("[data-order-text]")).to_have_text(order)


def test_a_second_tab_sees_the_order_that_is_stored(own_quiz: Callable[..., Sitting]) -> None:
    sitting = own_quiz(PARTS)
    page = sitting.page
    stale = sitting.context.new_page()
    stale.goto(page.url)
    for item in range(2):
        page.get_by_role("button", name="Turun").nth(item).click()
        page.wait_for_function(NOTHING_WAITS)
    expect(sitting.line("urutkan")).to_contain_text("tanda terima")

    stale.get_by_role("button", name="Turun").first.click()
    expect(sitting.line("urutkan", stale)).to_contain_text("halaman lain")
    texts = page.locator("[data-order-text]").all_text_contents()
    expect(stale.locator("[data-order-text]")).to_have_text(texts)


def test_signing_in_again_in_a_second_tab_sends_what_was_typed(own_quiz: Callable[..., Sitting]) -> None:
    sitting = own_quiz(QUIZ, **PHONE)
    page = sitting.page
    sitting.forget_me()
    write(sitting, "satu", "panjang sekali")
    notice = page.locator("[data-again]")
    expect(notice).to_be_in_viewport()
    expect(page.locator("[data-state]")).to_have_text("Belum tersimpan: Anda perlu masuk lagi.")
    with sitting.context.expect_page() as opened:
        notice.get_by_role("link", name="Masuk di tab baru").click()
    sitting.sign_in(opened.value)
    expect(opened.value.locator("h1")).to_have_text("Anda sudah masuk lagi")
    opened.value.close()

    notice.get_by_role("button", name="Coba kirim lagi").click()
    expect(sitting.line("satu")).to_contain_text("tanda terima")
    expect(notice).to_be_hidden()
    assert sitting.stored() == {"satu": "panjang sekali"}
    # The page goes on with its new token: the next answer and handing in work as before.
    page.get_by_role("button", name="Berikutnya").click()
    write(sitting, "dua", "lagi")
    expect(sitting.line("dua")).to_contain_text("tanda terima")
    page.get_by_role("button", name="Periksa sebelum mengirim").click()
    expect(page.locator("h1")).to_have_text("Periksa sebelum mengirim")


@pytest.mark.parametrize("button", ["Simpan jawaban soal 1", "Periksa sebelum mengirim"])
def test_without_a_script_a_form_sent_after_the_session_ended_is_offered_again(
    button: str, own_quiz: Callable[..., Sitting]
) -> None:
    sitting = own_quiz(QUIZ, java_script_enabled=False)
    page = sitting.page
    page.locator("[name='satu.answer']").fill("sebuah jawaban yang panjang")
    page.locator("[name='dua.flagged']").check()
    sitting.forget_me()
    page.get_by_role("button", name=button).click()
    expect(page.locator("h1")).to_have_text("Belum terkirim")
    with sitting.context.expect_page() as opened:
        page.get_by_role("link", name="Masuk di tab baru").click()
    sitting.sign_in(opened.value)
    expect(opened.value.locator("h1")).to_have_text("Anda sudah masuk lagi")

    for _ in range(2):  # the first time the form still carries the token of before
        page.get_by_role("button", name="Kirim lagi").click()
        if page.locator("h1").text_content() != "Belum terkirim":
            break
    expect(page.locator("h1")).not_to_have_text("Belum terkirim")
    assert sitting.stored() == {"satu": "sebuah jawaban yang panjang", "dua": None}


def test_long_typing_is_saved_on_the_way(own_quiz: Callable[..., Sitting]) -> None:
    sitting = own_quiz(QUIZ)
    page = sitting.page
    page.clock.install()
    field = page.locator("[name='satu.answer']")
    field.focus()
    for letter in "tanpa berhenti":  # a letter a second: never the pause that saves
        field.press_sequentially(letter)
        expect(sitting.line("satu")).not_to_have_text("")
        page.clock.run_for(1000)
    page.wait_for_timeout(300)
    stored = sitting.stored()["satu"]
    assert isinstance(stored, str)
    assert "tanpa berhenti".startswith(stored)
    expect(sitting.line("satu")).to_have_text("Belum tersimpan")
    page.clock.run_for(2000)
    expect(sitting.line("satu")).to_contain_text("tanda terima")
    assert sitting.stored() == {"satu": "tanpa berhenti"}
