"""Bringing questions in and taking quizzes out, as authors do it in the browser."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

from elearn.accounts.roles import Role
from elearn.authoring.transfer.forms import MAX_UPLOAD_BYTES, packed, unpacked
from elearn.config import Settings
from tests.conftest import csrf_of
from tests.exchange.importer import PNG
from tests.publishing.samples import course_files

PublishFiles = Callable[[dict[str, str]], Any]
GIFT = b"// [id:arsip-01]\nSurat masuk dicatat di mana? {=Buku agenda ~Buku tamu}\n\nTeks saja\n"
PICTURE = (
    '<quiz><question type="truefalse"><questiontext format="html"><text><![CDATA[<p>Lihat</p>'
    '<img src="@@PLUGINFILE@@/a.png" alt="x">]]></text><file name="a.png" encoding="base64">'
    f'{PNG}</file></questiontext><answer fraction="100"><text>true</text></answer>'
    '<answer fraction="0"><text>false</text></answer></question></quiz>'
).encode()


@pytest.fixture
def author(client: FlaskClient, make_person: Callable[..., Any], sign_in: Callable[..., Any]) -> FlaskClient:
    """The browser of a signed-in author."""
    browser: FlaskClient = sign_in(client, make_person(name="Wahyuni", roles=(Role.AUTHOR,)))
    return browser


@pytest.fixture
def learner(client: FlaskClient, make_person: Callable[..., Any], sign_in: Callable[..., Any]) -> FlaskClient:
    """The browser of someone who only learns."""
    browser: FlaskClient = sign_in(client, make_person(name="Adi"))
    return browser


def upload(author: FlaskClient, data: bytes = GIFT, **fields: str) -> Any:
    """What the preview says."""
    token = csrf_of(author.get("/authoring/import"))
    values = {"form": "", "course": "bank", "quiz": "kuis-arsip"} | fields
    file = (io.BytesIO(data), values.pop("name", "soal.gift"))
    return author.post("/authoring/import", data={**values, "file": file, "csrf_token": token})


def carried(page: str) -> dict[str, str]:
    """The hidden fields of a preview."""
    names = ["csrf_token", "carried", "name", "form", "course", "quiz"]
    found = {name: re.search(rf'name="{name}"[^>]* value="([^"]*)"', page) for name in names}
    return {name: unescape(match[1]) for name, match in found.items() if match}


def test_a_preview_shows_every_question_with_its_reason_and_the_whole_file_and_writes_nothing(
    author: FlaskClient, settings: Settings
) -> None:
    page = upload(author)

    assert page.status_code == 200
    assert "1 soal masuk, 1 tidak" in page.text
    assert "hanya teks tanpa jawaban" in page.text
    assert "## Surat masuk dicatat di mana?\nKode: arsip-01" in page.text
    assert "[x] Buku agenda" in page.text
    assert "K-153" in page.text  # the checker has looked at it
    assert not (settings.quizzes_dir / "bank" / "kuis-arsip.md").exists()


def test_what_was_previewed_is_saved_and_saving_again_adds_nothing(
    author: FlaskClient, settings: Settings
) -> None:
    fields = carried(upload(author).text)
    saved = author.post("/authoring/import/saved", data=fields)
    quiz = settings.quizzes_dir / "bank" / "kuis-arsip.md"
    first = quiz.read_text()

    assert saved.status_code == 303
    assert "arsip-01" in first
    assert "status: draf" in first
    again = upload(author).text
    assert "sudah ada di berkas kuis" in again
    assert "carried" not in carried(again)
    author.post("/authoring/import/saved", data=fields)
    assert quiz.read_text() == first


def test_a_quiz_that_is_there_keeps_its_own_questions(
    author: FlaskClient, settings: Settings, publish_files: PublishFiles
) -> None:
    publish_files(course_files())
    quiz = settings.quizzes_dir / "loket-ramah" / "kuis-loket.md"
    before = quiz.read_text()
    page = upload(author, course="loket-ramah", quiz="kuis-loket")
    assert "soal lama tetap" in page.text
    author.post("/authoring/import/saved", data=carried(page.text))

    assert quiz.read_text().startswith(before.rstrip("\n"))
    assert "arsip-01" in quiz.read_text()


def test_a_download_brings_the_pictures_along(author: FlaskClient) -> None:
    page = upload(author, PICTURE, name="a.xml")
    answer = author.post("/authoring/import/file", data=carried(page.text))

    assert answer.headers["Content-Disposition"] == "attachment; filename=kuis-arsip.zip"
    names = zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert names[0] == "kuis-arsip.md"
    assert names[1].startswith("gambar/a-")


def test_a_folder_that_cannot_be_written_is_said_and_the_file_can_be_taken_along(
    author: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("elearn.authoring.transfer.incoming.os.access", lambda *_: False)
    page = upload(author)
    assert "Folder kuis tidak dapat ditulis dari sini" in page.text
    assert "/authoring/import/saved" not in page.text

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("elearn.authoring.transfer.incoming.save_imported", refuse)
    answer = author.post("/authoring/import/saved", data=carried(page.text))
    assert answer.status_code == 422
    assert "tidak dapat ditulis" in answer.text
    assert author.post("/authoring/import/file", data=carried(page.text)).text.startswith("---\n")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("course", "../../etc"),
        ("course", "tidak-ada"),
        ("quiz", "../kuis"),
        ("quiz", "a/b"),
        ("quiz", ""),
        ("quiz", "kuis\r\nx"),
        ("form", "exe"),
    ],
)
def test_a_place_outside_of_the_quizzes_is_refused(author: FlaskClient, field: str, value: str) -> None:
    assert upload(author, **{field: value}).status_code == 422


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfea\x00", b"<quiz>", b"a\0b"], ids=["empty", "utf-16", "torn", "binary"]
)
def test_a_file_that_is_none_is_refused_beside_its_field(author: FlaskClient, data: bytes) -> None:
    page = upload(author, data)
    assert page.status_code == 422
    assert 'id="file-error"' in page.text


def test_a_large_file_is_refused(author: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("elearn.authoring.transfer.forms.MAX_UPLOAD_BYTES", len(GIFT) - 1)
    page = upload(author)
    assert page.status_code == 422
    assert "lebih dari 1 MB" in page.text


def test_no_file_is_refused_too(author: FlaskClient) -> None:
    token = csrf_of(author.get("/authoring/import"))
    page = author.post("/authoring/import", data={"csrf_token": token, "course": "bank", "quiz": "a"})
    assert page.status_code == 422
    assert "Pilih berkas soal." in page.text


@pytest.mark.parametrize(
    "text", ["", "%%%", "AAAA", packed(b"x" * (MAX_UPLOAD_BYTES + 1))], ids=["none", "odd", "short", "large"]
)
def test_a_hidden_field_that_we_did_not_write_is_no_file(text: str) -> None:
    assert unpacked(text) is None


def test_a_carried_file_is_the_file() -> None:
    assert unpacked(packed(GIFT)) == GIFT


@pytest.mark.parametrize(
    "path",
    [
        "/authoring/import",
        "/authoring/loket-ramah/kuis-loket/export",
        "/authoring/loket-ramah/kuis-loket/export/gift",
        "/authoring/loket-ramah/kuis-loket/export/pdf",
    ],
)
def test_a_learner_sees_no_key(learner: FlaskClient, publish_files: PublishFiles, path: str) -> None:
    publish_files(course_files())
    answer = learner.get(path)
    assert answer.status_code in (403, 404)
    assert "Nomor" not in answer.text


@pytest.mark.parametrize("path", ["/authoring/import", "/authoring/import/file", "/authoring/import/saved"])
def test_a_learner_brings_nothing_in(learner: FlaskClient, settings: Settings, path: str) -> None:
    token = csrf_of(learner.get("/profile/"))
    fields = {"csrf_token": token, "carried": packed(GIFT), "course": "bank", "quiz": "x", "form": "gift"}
    assert learner.post(path, data=fields).status_code in (403, 404)
    assert not (settings.quizzes_dir / "bank" / "x.md").exists()


def test_the_losses_are_told_before_the_download(author: FlaskClient, publish_files: PublishFiles) -> None:
    publish_files(course_files())
    page = author.get("/authoring/loket-ramah/kuis-loket/export").text
    assert "memuat kunci jawaban" in page
    assert "Moodle XML" in page
    assert "rujukan hilang" in page


@pytest.mark.parametrize(
    ("form", "ending", "beginning"),
    [
        ("gift", "gift", b"// [id:loket-01]"),
        ("moodle-xml", "xml", b"<?xml"),
        ("csv", "csv", b"\xef\xbb\xbfbagian"),
        ("html", "html", b"<!DOCTYPE html>"),
        ("pdf", "pdf", b"%PDF-"),
    ],
)
def test_every_format_is_a_download_under_a_safe_name(
    author: FlaskClient, publish_files: PublishFiles, form: str, ending: str, beginning: bytes
) -> None:
    publish_files(course_files())
    answer = author.get(f"/authoring/loket-ramah/kuis-loket/export/{form}")
    assert answer.headers["Content-Disposition"] == f"attachment; filename=kuis-loket.{ending}"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.data.startswith(beginning)


def test_a_printed_form_holds_paper_and_key(author: FlaskClient, publish_files: PublishFiles) -> None:
    publish_files(course_files())
    answer = author.get("/authoring/loket-ramah/kuis-loket/export/pdf?seed=1")
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    assert "Naskah A" in text
    assert "Nomor antrean" in text
    assert "Kunci jawaban" in text


@pytest.mark.parametrize("path", ["tidak-ada/kuis-loket/export", "loket-ramah/kuis-loket/export/exe"])
def test_what_is_not_there_is_404(author: FlaskClient, publish_files: PublishFiles, path: str) -> None:
    publish_files(course_files())
    assert author.get(f"/authoring/{path}").status_code == 404
    assert author.get("/authoring/loket-ramah/kuis-loket/export/pdf?seed=0").status_code == 404
