"""Practice: each question is judged as soon as its reader wishes, and hints come one by one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.every_kind import PICTURES, QUESTIONS
from tests.browser.sitting import Sitting, front_matter

PRACTICE = front_matter(jenis="latihan") + QUESTIONS


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_question_is_judged_at_once_and_may_be_answered_again(
    scripts: bool, own_quiz: Callable[..., Sitting]
) -> None:
    sitting = own_quiz(PRACTICE, files=PICTURES, java_script_enabled=scripts, **PHONE)
    page = sitting.page
    question = next(one for one in sitting.questions if one.code == "tunggal")
    step = page.locator("[data-question=tunggal]")
    right = question.right_answer()
    step.locator(f"input[type=radio]:not([value='{right}'])").check()
    step.get_by_role("button", name="Periksa jawaban").click()
    page.wait_for_url("**checked=tunggal**")
    expect(step).to_contain_text("Itu kotak.")
    expect(step).to_contain_text("Loket digambar bulat.")
    expect(step.get_by_role("link", name="Baca lagi: Bagian")).to_be_visible()
    expect(step).to_be_in_viewport()
    assert sitting.stored() == {"tunggal": step.locator("input[type=radio]:checked").input_value()}

    step.locator(f"input[value='{right}']").check()
    if scripts:  # what was said is about the answer before
        expect(step).not_to_contain_text("Loket digambar bulat.")
        expect(step.locator(".choice.is-wrong")).to_have_count(0)
    step.get_by_role("button", name="Periksa lagi").click()
    expect(step.locator(".choice.is-right")).to_contain_text("Tepat")
    expect(step).to_contain_text("Tepat: lingkaran.")


def test_hints_open_one_after_the_other_without_a_script(own_quiz: Callable[..., Sitting]) -> None:
    page = own_quiz(PRACTICE, files=PICTURES, java_script_enabled=False, **PHONE).page
    first, second = page.get_by_text("Petunjuk 1 dari 2"), page.get_by_text("Petunjuk 2 dari 2")
    expect(page.get_by_text("Bentuknya tidak bersudut.")).to_be_hidden()
    expect(second).to_be_hidden()
    first.click()
    expect(page.get_by_text("Bentuknya tidak bersudut.")).to_be_visible()
    expect(page.get_by_text("Warnanya biru.")).to_be_hidden()
    second.click()
    expect(page.get_by_text("Warnanya biru.")).to_be_visible()


def test_a_list_is_put_in_order_with_buttons_that_tell_the_new_place(
    own_quiz: Callable[..., Sitting],
) -> None:
    sitting = own_quiz(PRACTICE, files=PICTURES, **PHONE)
    page = sitting.page
    page.locator("[data-dot='7']").click()
    step = page.locator("[data-question=urutkan]")
    items = step.locator("li")
    name = str(items.first.locator("[data-order-text]").text_content()).strip()
    expect(step.get_by_role("button", name="Pakai urutan ini")).to_be_visible()
    up = items.first.get_by_role("button", name=f"Naik: {name}")
    down = items.first.get_by_role("button", name=f"Turun: {name}")
    expect(up).to_have_attribute("aria-disabled", "true")
    box = down.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44

    down.focus()
    page.keyboard.press("Enter")
    expect(items.nth(1)).to_contain_text(name)
    expect(step.get_by_role("status")).to_have_text(f"{name}: sekarang nomor 2 dari 3.")
    expect(step.get_by_role("button", name=f"Turun: {name}")).to_be_focused()
    expect(step.get_by_role("button", name="Pakai urutan ini")).to_be_hidden()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # it is the last already: nothing happens
    expect(items.last).to_contain_text(name)
    expect(items.last.locator("select")).to_have_value("3")
    expect(sitting.line("urutkan")).to_contain_text("tanda terima")

    items.last.locator("select").select_option("1")
    expect(items.first).to_contain_text(name)
    page.wait_for_function("() => !Object.keys(localStorage).length")
    page.reload()
    expect(items.first).to_contain_text(name)
    stored = sitting.stored()["urutkan"]
    assert isinstance(stored, dict)
    assert sorted(stored.values()) == ["1", "2", "3"]
