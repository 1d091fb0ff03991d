"""Mentoring, whole: proposed, answered, a session noted by one and confirmed by the other, counted as JP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, expect

from elearn import clock
from elearn.config import Settings
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.sitting import served
from tests.browser.small_office import SmallOffice, assert_fine


@pytest.fixture
def office(
    app: Flask, settings: Settings, open_browser: Callable[..., BrowserContext]
) -> Iterator[SmallOffice]:
    """An office without courses."""
    with served(settings) as url:
        yield SmallOffice(app=app, url=url, open_browser=open_browser)


@pytest.mark.parametrize(
    ("scripts", "device"),
    [(True, DESKTOP), (False, PHONE)],
    ids=["desk", "phone without JavaScript"],
)
def test_a_mentor_notes_a_session_the_mentee_confirms_and_the_third_brings_nothing(
    scripts: bool, device: dict[str, Any], office: SmallOffice, make_person: Callable[..., Any]
) -> None:
    boss = make_person("Hendra Wijaya")
    siti, made = make_person("Siti Rahmawati", supervisor_id=boss.id), make_person("Made Suryani")
    today = clock.now().date()
    options = {"java_script_enabled": scripts, **device}

    def check(page: Any) -> None:
        if scripts:  # axe itself is a script
            assert_fine(page)

    page = office.page_of(siti, **options)
    page.goto(f"{office.url}/profile/")
    page.get_by_role("link", name="Buka mentoring dan coaching").click()
    check(page)
    page.get_by_role("link", name="Usulkan pasangan").click()
    page.get_by_label("NIP pasangannya").fill(made.nip)
    page.get_by_label("Tujuan").fill("Memimpin rapat sendiri.")
    page.get_by_label("Hari pertama").fill(today.isoformat())
    page.get_by_label("Hari terakhir").fill((today + timedelta(days=90)).isoformat())
    check(page)
    page.get_by_role("button", name="Kirim usulan").click()
    expect(page.get_by_role("status")).to_contain_text("Usulan terkirim")
    address = page.url

    mentor = office.page_of(made, **options)
    mentor.goto(f"{office.url}/mentoring/")
    expect(mentor.get_by_role("main")).to_contain_text("Menunggu jawaban Anda")
    mentor.get_by_role("link", name="Siti Rahmawati").click()
    mentor.get_by_role("button", name="Ya, saya setuju").click()
    expect(mentor.get_by_role("status")).to_contain_text("Pasangan berjalan")
    for words in ("2 JP tercatat", "2 JP tercatat", "sesi ini tanpa JP"):
        mentor.get_by_label("Tanggal sesi").fill(today.isoformat())
        mentor.get_by_label("Lamanya dalam menit").fill("60")
        mentor.get_by_label("Pokok bahasan").fill("Rapat pagi")
        mentor.get_by_label("Catatan", exact=True).fill("Susunan acara lebih pendek.")
        mentor.get_by_role("button", name="Simpan catatan sesi").click()
        expect(mentor.get_by_role("status")).to_contain_text("menunggu konfirmasi pasangan Anda")
        page.goto(address)
        expect(page.get_by_role("main")).to_contain_text("Susunan acara lebih pendek.")
        check(page)
        page.get_by_role("button", name="Benar, sesi ini berlangsung demikian").click()
        expect(page.get_by_role("status")).to_contain_text(words)
    check(mentor)

    page.goto(f"{office.url}/record/")
    expect(page.get_by_role("main")).to_contain_text("Sesi mentoring")
    desk = office.page_of(boss, **options)
    desk.goto(f"{office.url}/mentoring/")
    expect(desk.get_by_role("main")).to_contain_text("3 sesi dikonfirmasi")
    expect(desk.get_by_role("main")).not_to_contain_text("Susunan acara")
    check(desk)
