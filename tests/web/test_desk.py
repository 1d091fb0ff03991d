"""The menu: five places fit a telephone, so several desks stand together on one page."""

from __future__ import annotations

import re

from flask import Flask

from tests.conftest import Browser


def visit(office: Flask, role: str) -> Browser:
    browser = Browser(office)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/accounts/sign-in").text)
    assert token
    browser.post("/accounts/demo", data={"csrf_token": token[1], "role": role})
    return browser


def places(page: str) -> list[str]:
    menu = page.partition('<nav class="places"')[2].partition("</nav>")[0]
    return re.findall(r"<span>([^<]+)</span>", menu)


def test_a_learner_has_no_desk_in_the_menu(office: Flask) -> None:
    browser = visit(office, "learner")
    assert places(browser.get("/learning/").text) == ["Beranda", "Katalog", "Rekam", "Profil"]
    assert "Tidak ada yang perlu Anda kelola" in browser.get("/desk").text


def test_an_author_with_one_desk_finds_it_in_the_menu_itself(office: Flask) -> None:
    shown = places(visit(office, "author").get("/learning/").text)
    assert "Penyusunan" in shown
    assert "Kelola" not in shown


def test_who_has_several_desks_finds_them_on_one_page(office: Flask) -> None:
    browser = visit(office, "admin")
    shown = places(browser.get("/learning/").text)
    assert "Kelola" in shown
    assert "Penyusunan" not in shown
    assert len(shown) <= 6
    page = browser.get("/desk").text
    for desk in ("/authoring/", "/accounts/requests", "/certificates/desk", "/record/siasn", "/policy/desk"):
        assert f'href="{desk}"' in page


def test_at_a_desk_the_menu_says_that_one_is_at_the_desks(office: Flask) -> None:
    page = visit(office, "admin").get("/accounts/requests").text
    assert re.search(r'<a href="/desk" aria-current="page"', page)
