"""The small editor: nothing wrong is saved, nothing typed is lost, nobody is overwritten."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from elearn import clock
from elearn.accounts.roles import Role
from elearn.authoring.files import store
from elearn.config import Settings
from tests.authoring.files.conftest import COURSE, FILES, MODULE, QUIZ, say_yes, send
from tests.conftest import csrf_of

EDIT = f"{FILES}/edit"
CHECK = f"{FILES}/check"


def hidden(page: TestResponse, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    return found[1] if found else ""


def text_of(page: TestResponse) -> str:
    """The text in the box; the parser drops the first line end of a textarea."""
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page.text, re.DOTALL)
    assert found
    return unescape(found[1])


def form_of(page: TestResponse, **more: str) -> dict[str, str]:
    """The editor's form as a browser would send it: with the line ends that forms have."""
    text = more.pop("text", text_of(page))
    names = ("path", "base", "waiting", "over")
    fields = {name: hidden(page, name) for name in names}
    return {"csrf_token": csrf_of(page), "text": text.replace("\n", "\r\n"), "do": "save", **fields, **more}


def opened(browser: FlaskClient, path: str = MODULE) -> TestResponse:
    page = browser.get(EDIT, query_string={"path": path})
    assert page.status_code == 200, page.text
    return page


def file(settings: Settings, path: str = MODULE) -> str:
    return (settings.instance.parent / path).read_bytes().decode()


def test_saving_what_was_opened_changes_no_byte(
    author: FlaskClient, course: dict[str, str], settings: Settings
) -> None:
    page = opened(author)
    assert text_of(page) == course[MODULE]
    answer = author.post(EDIT, data=form_of(page))
    assert answer.status_code == 303
    assert "Tidak ada yang berubah" in author.get(answer.location).text
    assert file(settings) == course[MODULE]
    assert store.versions(MODULE, 5) == []


def test_what_is_saved_stands_in_the_folder_and_in_the_versions(
    author: FlaskClient, course: dict[str, str], settings: Settings
) -> None:
    new = course[MODULE].replace("salam", "senyum")
    answer = author.post(EDIT, data=form_of(opened(author), text=new))
    assert answer.status_code == 303
    assert file(settings) == new
    assert [row.name for row in store.versions(MODULE, 5)] == ["Wahyuni"]
    assert "Tersimpan" in author.get(answer.location).text


def test_a_file_keeps_its_own_line_ends(
    author: FlaskClient, course: dict[str, str], settings: Settings
) -> None:
    path = settings.instance.parent / MODULE
    path.write_bytes(course[MODULE].replace("\n", "\r\n").encode())
    author.post(EDIT, data=form_of(opened(author), text=course[MODULE].replace("salam", "senyum")))
    assert path.read_bytes() == course[MODULE].replace("salam", "senyum").replace("\n", "\r\n").encode()


def test_an_error_is_shown_with_its_line_and_the_text_stays(
    author: FlaskClient, course: dict[str, str], settings: Settings
) -> None:
    broken = course[MODULE].replace("jp: 1", "jp: banyak")
    page = author.post(EDIT, data=form_of(opened(author), text=broken))
    assert page.status_code == 422
    assert text_of(page) == broken
    assert re.search(r'data-line="4"', page.text)
    assert "Belum tersimpan" in page.text
    assert file(settings) == course[MODULE]


def test_checking_saves_nothing_and_says_what_is_wrong(
    author: FlaskClient, course: dict[str, str], settings: Settings
) -> None:
    new = course[MODULE].replace("salam", "senyum")
    page = author.post(EDIT, data=form_of(opened(author), text=new, do="check"))
    assert page.status_code == 422
    assert text_of(page) == new
    assert "Sudah diperiksa, belum disimpan" in page.text
    assert file(settings) == course[MODULE]


def test_a_script_hears_the_same_problems_as_json(author: FlaskClient, course: dict[str, str]) -> None:
    form = form_of(opened(author, QUIZ), text=course[QUIZ].replace("- [x] Nomor", "- [ ] Nomor"))
    answer = author.post(CHECK, data=form, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    assert answer.json is not None
    (error,) = [one for one in answer.json["problems"] if one["error"]]
    assert error["line"] == 9
    assert error["url"].endswith(error["rule"])
    fine = author.post(CHECK, data=form_of(opened(author, QUIZ)), headers={"Accept": "application/json"})
    assert fine.json == {"problems": []}


def test_hostile_text_is_checked_in_time_and_the_site_goes_on(
    author: FlaskClient, course: dict[str, str]
) -> None:
    form = form_of(opened(author), text=course[MODULE] + "\n" + "![[]()" * 2000)
    answer = author.post(CHECK, data=form)
    assert answer.json is not None
    assert any(one["error"] for one in answer.json["problems"])


def test_text_in_the_box_is_text(author: FlaskClient, course: dict[str, str]) -> None:
    nasty = course[MODULE] + "\n</textarea><script>alert(1)</script> {{ 7*7 }}\n"
    page = author.post(EDIT, data=form_of(opened(author), text=nasty, do="check"))
    assert "<script>alert" not in page.text
    assert text_of(page) == nasty


@pytest.fixture
def colleague(browse: Callable[..., FlaskClient], course: dict[str, str]) -> FlaskClient:
    return browse("Rudi Hartono", roles=(Role.AUTHOR,))


def test_of_two_authors_the_later_one_sees_both_versions_and_overwrites_nothing(
    author: FlaskClient, colleague: FlaskClient, course: dict[str, str], settings: Settings
) -> None:
    mine, other = opened(author), opened(colleague)
    first = course[MODULE].replace("dimulai dengan salam", "dibuka dengan senyum")
    assert colleague.post(EDIT, data=form_of(other, text=first)).status_code == 303
    second = course[MODULE].replace("nomor antrean", "karcis antrean")
    page = author.post(EDIT, data=form_of(mine, text=second))
    assert page.status_code == 422
    assert "ditaruh Rudi Hartono" in page.text
    assert re.search(r"<del>.*?dibuka", page.text)
    assert re.search(r"<ins>.*?karcis", page.text)
    assert text_of(page) == second
    assert file(settings) == first
    again = author.post(EDIT, data=form_of(page, text=second))
    assert again.status_code == 422, "pressing Simpan again is no explicit word"
    assert file(settings) == first
    assert author.post(EDIT, data=form_of(page, text=second, do="replace")).status_code == 303
    assert file(settings) == second
    names = [row.name for row in store.versions(MODULE, 5)]
    assert names == ["Wahyuni", "Rudi Hartono"]


def test_replacing_holds_only_for_the_version_that_was_shown(
    author: FlaskClient, colleague: FlaskClient, course: dict[str, str], settings: Settings
) -> None:
    mine = opened(author)
    colleague.post(EDIT, data=form_of(opened(colleague), text=course[MODULE].replace("salam", "senyum")))
    page = author.post(EDIT, data=form_of(mine, text=course[MODULE].replace("salam", "hormat")))
    third = course[MODULE].replace("salam", "sapaan")
    colleague.post(EDIT, data=form_of(opened(colleague), text=third))
    late = author.post(EDIT, data=form_of(page, do="replace"))
    assert late.status_code == 422
    assert file(settings) == third


def test_a_change_made_in_the_folder_is_told_too(
    author: FlaskClient, course: dict[str, str], write: Callable[..., None], settings: Settings
) -> None:
    page = opened(author)
    by_hand = course[MODULE].replace("salam", "tangan di dada")
    write({MODULE: by_hand})
    answer = author.post(EDIT, data=form_of(page, text=course[MODULE].replace("salam", "senyum")))
    assert answer.status_code == 422
    assert "diubah langsung di folder" in answer.text
    assert file(settings) == by_hand


def test_a_file_that_was_removed_meanwhile_is_not_silently_made_again(
    author: FlaskClient, course: dict[str, str], settings: Settings
) -> None:
    path = "modules/loket-ramah/02-antre.md"
    text = course[MODULE].replace("kode: loket", "kode: antre").replace("kuis: kuis-loket\n", "")
    (settings.instance.parent / path).write_text(text)
    page = opened(author, path)
    (settings.instance.parent / path).unlink()
    answer = author.post(EDIT, data=form_of(page, text=text.replace("salam", "senyum")))
    assert answer.status_code == 422
    assert "tidak ada berkas di sana" in answer.text


def test_who_is_writing_is_told_to_a_colleague_for_a_quarter_of_an_hour(
    author: FlaskClient, colleague: FlaskClient, course: dict[str, str]
) -> None:
    author.post(CHECK, data=form_of(opened(author)))
    assert "Wahyuni sedang mengubah berkas ini sejak pukul" in opened(colleague).text
    assert "sedang mengubah" not in opened(author).text
    assert "sedang mengubah" not in opened(colleague, QUIZ).text
    with clock.fixed_at(clock.now() + timedelta(minutes=16)):
        assert "sedang mengubah" not in opened(colleague).text


def test_who_has_saved_is_no_longer_writing(
    author: FlaskClient, colleague: FlaskClient, course: dict[str, str]
) -> None:
    form = form_of(opened(author), text=course[MODULE].replace("salam", "senyum"))
    author.post(CHECK, data=form)
    author.post(EDIT, data=form)
    assert "sedang mengubah" not in opened(colleague).text


def test_a_text_survives_the_end_of_a_session(
    app: Flask, author: FlaskClient, course: dict[str, str]
) -> None:
    form = form_of(opened(author), text=course[MODULE].replace("salam", "senyum"))
    stranger = app.test_client()
    page = stranger.post(EDIT, data=form, headers={"Sec-Fetch-Site": "same-origin"})
    assert page.status_code == 401
    assert "senyum" in page.text
    assert 'name="base"' in page.text


def test_a_new_module_begins_with_a_text_that_passes(
    author: FlaskClient, course: dict[str, str], settings: Settings
) -> None:
    asked = {"csrf_token": csrf_of(author.get(FILES)), "kind": "module", "name": "02-antre"}
    answer = author.post(f"{FILES}/new", data=asked)
    assert answer.status_code == 303
    page = author.get(answer.location)
    assert "kode: antre" in text_of(page)
    assert "belum ada di folder" in page.text
    path = "modules/loket-ramah/02-antre.md"
    assert not (settings.instance.parent / path).exists()
    assert author.post(EDIT, data=form_of(page)).status_code == 303
    assert (settings.instance.parent / path).is_file()


@pytest.mark.parametrize("name", ["01-loket", "surat masuk", "../x", "course", "a/b", ""])
def test_a_new_file_needs_a_name_that_is_free(author: FlaskClient, course: dict[str, str], name: str) -> None:
    asked = {"csrf_token": csrf_of(author.get(FILES)), "kind": "module", "name": name}
    answer = author.post(f"{FILES}/new", data=asked)
    assert answer.status_code == 422
    assert f'value="{name}"' in answer.text


def test_a_file_of_a_bundle_is_mended_in_the_editor_and_goes_back_to_it(
    author: FlaskClient, course: dict[str, str], settings: Settings
) -> None:
    broken = course[QUIZ].replace("- [x] Nomor", "- [ ] Nomor")
    waiting = send(author, ("kuis-loket.md", broken)).location
    token = waiting.rpartition("/")[2]
    page = author.get(EDIT, query_string={"path": QUIZ, "waiting": token})
    assert text_of(page) == broken
    assert 'data-line="9"' in page.text
    mended = course[QUIZ].replace("Kursi", "Bangku")
    answer = author.post(EDIT, data=form_of(page, text=mended))
    assert (answer.status_code, answer.location) == (303, waiting)
    assert file(settings, QUIZ) == course[QUIZ]
    assert say_yes(author, waiting).status_code == 303
    assert file(settings, QUIZ) == mended


def test_the_course_file_can_get_another_code_and_the_page_follows(
    author: FlaskClient, course: dict[str, str]
) -> None:
    form = form_of(
        opened(author, COURSE), text=course[COURSE].replace("kode: loket-ramah", "kode: loket-baru")
    )
    answer = author.post(EDIT, data=form)
    assert answer.status_code == 303
    assert answer.location.startswith("/authoring/loket-baru/files/edit")
    assert author.get(answer.location).status_code == 200


def test_without_a_token_nothing_is_saved(
    author: FlaskClient, course: dict[str, str], settings: Settings
) -> None:
    form = form_of(opened(author), text=course[MODULE].replace("salam", "senyum"), csrf_token="")
    assert author.post(EDIT, data=form).status_code == 400
    assert file(settings) == course[MODULE]


def test_a_long_text_is_no_reason_to_lose_it(author: FlaskClient, course: dict[str, str]) -> None:
    long = course[MODULE] + "\n" + "kata yang panjang dan ditulis dengan sabar. " * 18_000
    page = author.post(EDIT, data=form_of(opened(author), text=long, do="check"))
    assert page.status_code == 422
    assert "kata yang panjang" in text_of(page)


def test_the_pages_of_versions_lead_back(
    author: FlaskClient, course: dict[str, str], settings: Settings
) -> None:
    new = course[MODULE].replace("salam", "senyum")
    author.post(EDIT, data=form_of(opened(author), text=new))
    page = author.get(f"{FILES}/versions", query_string={"path": MODULE})
    assert "Wahyuni" in page.text
    found = re.search(rf'href="({FILES}/versions/\d+)"', page.text)
    assert found
    version = author.get(found[1])
    assert re.search(r"<ins>.*?senyum", version.text)
    back = author.post(found[1], data={"csrf_token": csrf_of(version), "which": "before"})
    assert back.status_code == 303
    assert file(settings) == new, "looked at first"
    assert say_yes(author, back.location).status_code == 303
    assert file(settings) == course[MODULE]
    assert len(store.versions(MODULE, 5)) == 2


def test_a_file_that_is_removed_can_come_back(
    author: FlaskClient, course: dict[str, str], settings: Settings
) -> None:
    path = "modules/loket-ramah/02-antre.md"
    text = course[MODULE].replace("kode: loket", "kode: antre").replace("kuis: kuis-loket\n", "")
    (settings.instance.parent / path).write_text(text)
    page = opened(author, path)
    asked = author.post(f"{FILES}/remove", data={"csrf_token": csrf_of(page), "path": path})
    assert say_yes(author, asked.location).status_code == 303
    assert not (settings.instance.parent / path).exists()
    assert "02-antre.md" in author.get(FILES).text
    (row,) = store.versions(path, 5)
    version = author.get(f"{FILES}/versions/{row.id}")
    back = author.post(f"{FILES}/versions/{row.id}", data={"csrf_token": csrf_of(version), "which": "before"})
    assert say_yes(author, back.location).status_code == 303
    assert (settings.instance.parent / path).read_text() == text


def test_removing_what_others_need_is_stopped(author: FlaskClient, course: dict[str, str]) -> None:
    asked = author.post(f"{FILES}/remove", data={"csrf_token": csrf_of(opened(author)), "path": QUIZ})
    page = author.get(asked.location)
    assert "Dihapus" in page.text
    assert "masalah menahan" in page.text


def test_a_version_of_another_course_is_not_found_here(
    author: FlaskClient, course: dict[str, str], put: Callable[..., Any]
) -> None:
    put(("01-loket.md", course[MODULE].replace("salam", "senyum")))
    (row,) = store.versions(MODULE, 5)
    assert author.get(f"/authoring/lain/files/versions/{row.id}").status_code == 404
