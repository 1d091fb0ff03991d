"""What dishonest or careless people send: nothing leaves the course folder, every refusal has a reason."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from elearn.authoring.files.incoming import Incoming, received
from elearn.authoring.files.rules import Reason
from elearn.config import Settings
from elearn.exchange.notes import UnreadableFile
from tests.authoring.files.conftest import COURSE, FILES, MODULE, PICTURE, QUIZ, send, zipped
from tests.publishing.samples import SVG, course_files

THERE = tuple(course_files())
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 4, 4) + bytes(40)


def taken(*sent: tuple[str, bytes | str], existing: tuple[str, ...] = THERE) -> Incoming:
    """What becomes of files that came."""
    as_bytes = [(name, one.encode() if isinstance(one, str) else one) for name, one in sent]
    return received(as_bytes, "loket-ramah", existing, "modules")


def reason(*sent: tuple[str, bytes | str]) -> Reason:
    """Why the one file that came is not taken."""
    incoming = taken(*sent)
    assert incoming.files == {}
    return incoming.refused[0].reason


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("01-loket.md", MODULE),
        ("kuis-loket.md", QUIZ),
        ("course.md", COURSE),
        ("alur.svg", PICTURE),
        ("denah.svg", "modules/loket-ramah/gambar/denah.svg"),
    ],
)
def test_a_bare_name_finds_its_place(name: str, path: str) -> None:
    body = SVG if name.endswith("svg") else course_files().get(path, "")
    assert list(taken((name, body)).files) == [path]


def test_a_new_document_goes_where_its_content_belongs() -> None:
    assert list(taken(("02-antre.md", "---\njudul: A\njp: 1\n---\n\n## B {#b}\n\nTeks.\n")).files) == [
        "modules/loket-ramah/02-antre.md"
    ]
    assert list(
        taken(("kuis-baru.md", "---\njudul: A\nlulus: 70%\n---\n\n## B\n\n- [x] C\n- [ ] D\n")).files
    ) == ["quizzes/loket-ramah/kuis-baru.md"]


@pytest.mark.parametrize(
    "inside",
    [
        "modules/loket-ramah/01-loket.md",
        "loket-ramah/01-loket.md",
        "kirim/modules/loket-ramah/01-loket.md",
        "01-loket.md",
    ],
)
def test_a_zip_may_have_folders_around_the_course_or_none(inside: str) -> None:
    assert list(taken(("x.zip", zipped({inside: course_files()[MODULE]}))).files) == [MODULE]


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("program.exe", b"MZ", Reason.KIND),
        ("halaman.html", b"<script>", Reason.KIND),
        ("catatan.docx", b"PK", Reason.KIND),
        ("foto.png", b"<html>", Reason.NOT_PICTURE),
        ("foto.jpg", PNG, Reason.OTHER_KIND),
        ("jahat.svg", SVG.replace("<title>", "<script>alert(1)</script><title>"), Reason.UNSAFE_SVG),
        ("jahat.svg", SVG.replace("<svg", "<svg onload='x()'"), Reason.UNSAFE_SVG),
        ("Surat Masuk.md", b"x", Reason.NAME),
        ("con.md", b"x", Reason.NAME),
        (".htaccess.md", b"x", Reason.NAME),
        ("-x.md", b"x", Reason.NAME),
        ("a\u0301.md", b"x", Reason.NAME),
        ("besar.md", bytes(3 * 1024 * 1024), Reason.TOO_LARGE),
    ],
)
def test_a_file_that_is_none_of_a_course_is_refused_with_the_reason(
    name: str, body: bytes, why: Reason
) -> None:
    assert reason((name, body)) is why


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("modules/kursus-lain/course.md", Reason.OTHER_COURSE),
        ("modules/loket-ramah/dalam/02-antre.md", Reason.PLACE),
        ("quizzes/loket-ramah/course.md", Reason.PLACE),
        ("modules/loket-ramah/gambar/a b.svg", Reason.NAME),
        ("modules/loket-ramah/GAMBAR/baru.svg", Reason.CASE),
        ("modules/loket-ramah/gambar/ALUR.svg", Reason.CASE),
        ("modules/loket-ramah/a/b/c/d/e/f/g/h/i.svg", Reason.PLACE),
        ("modules/loket-ramah/" + "p/" * 3 + "n" * 200 + ".svg", Reason.NAME),
    ],
)
def test_a_place_where_nothing_may_stand_is_refused(path: str, why: Reason) -> None:
    assert reason(("x.zip", zipped({path: SVG}))) is why


def test_a_recording_that_is_there_comes_back_with_the_zip_of_its_course_and_no_new_one_comes() -> None:
    there = "modules/loket-ramah/suara.mp3"
    sound = b"ID3" + bytes(20)
    body = zipped({there: sound, "modules/loket-ramah/lain.mp3": sound})
    incoming = taken(("x.zip", body), existing=(*THERE, there))
    assert list(incoming.files) == [there]
    assert [one.reason for one in incoming.refused] == [Reason.KIND]
    assert taken(("suara.mp3", b"MZ"), existing=(*THERE, there)).files == {}


def test_two_names_that_differ_only_in_case_are_both_refused() -> None:
    incoming = taken(
        ("x.zip", zipped({"gambar/satu.svg": SVG, "gambar/SATU.svg": SVG, "gambar/dua.svg": SVG}))
    )
    assert list(incoming.files) == ["modules/loket-ramah/gambar/dua.svg"]
    assert [one.reason for one in incoming.refused] == [Reason.TWICE, Reason.TWICE]


def entry(name: str, *, mode: int = 0o100644, data: bytes = b"x") -> bytes:
    """A zip with one entry under any name and mode."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (entry("../../etc/passwd"), "zip-name"),
        (entry("modules/loket-ramah/../../../jahat.md"), "zip-name"),
        (entry("/etc/passwd"), "zip-name"),
        (entry("C:/jahat.md"), "zip-name"),
        (entry("modules\\loket-ramah\\x.md"), "zip-name"),
        (entry("01-loket.md", mode=0o120777, data=b"/etc/passwd"), "zip-link"),
        (entry("01-loket.md", data=bytes(30 * 1024 * 1024)), "zip-ratio"),
        (zipped({f"gambar/{number}.svg": b"x" for number in range(501)}), "zip-entries"),
        (b"PK\x03\x04rusak", "zip-broken"),
    ],
    ids=["up", "up inside", "absolute", "drive", "backslash", "link", "bomb", "crowd", "broken"],
)
def test_a_dishonest_zip_is_not_read(body: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        taken(("x.zip", body))
    # Python writes a backslash as a slash where it packs; then the name is simply an honest one.
    assert refused.value.note.code == code


@pytest.mark.parametrize("body", [entry("../../jahat.md"), entry("a", mode=0o120777), b"PK\x03\x04"])
def test_the_page_says_why_and_nothing_is_written(
    author: FlaskClient, course: dict[str, str], settings: Settings, body: bytes
) -> None:
    before = sorted(settings.instance.parent.rglob("*.md"))
    answer = send(author, ("kursus.zip", body))
    assert answer.status_code == 422
    assert "Berkas ZIP" in answer.text
    assert sorted(settings.instance.parent.rglob("*.md")) == before


def test_a_name_that_a_form_sends_as_a_path_is_only_a_name(
    author: FlaskClient, course: dict[str, str]
) -> None:
    answer = send(author, ("../../../tmp/01-loket.md", course[MODULE] + "\nBaru.\n"))
    assert MODULE in author.get(answer.location).text


@pytest.mark.parametrize(
    "path",
    [
        "../../instance/secret-key",
        "/etc/passwd",
        "modules/lain/course.md",
        "modules/loket-ramah/../lain/course.md",
        "",
        "\0",
    ],
)
def test_only_files_of_the_course_can_be_downloaded_or_edited(
    author: FlaskClient, course: dict[str, str], path: str, write: Callable[..., None]
) -> None:
    write({"modules/loket-ramah/.env": "rahasia", "modules/loket-ramah/catatan.md~": "rahasia"})
    for page in ("one", "edit", "versions"):
        assert author.get(f"{FILES}/{page}", query_string={"path": path}).status_code == 404
    assert author.get(f"{FILES}/one?path=modules/loket-ramah/.env").status_code == 404
    assert b"rahasia" not in author.get(f"{FILES}/all").data


def test_a_link_in_the_folder_is_neither_listed_nor_followed(
    author: FlaskClient, course: dict[str, str], settings: Settings
) -> None:
    link = settings.modules_dir / "loket-ramah" / "09-curian.md"
    link.symlink_to("/etc/passwd")
    path = "modules/loket-ramah/09-curian.md"
    assert author.get(f"{FILES}/one?path={path}").status_code == 404
    assert b"root:" not in author.get(f"{FILES}/all").data
    answer = send(author, ("09-curian.md", course[MODULE].replace("kode: loket", "kode: lain")))
    assert answer.status_code == 303
    page = author.get(answer.location)
    assert page.status_code == 200
    assert "ada tautan ke tempat lain" in page.text
    assert 'name="seen"' not in page.text
    assert link.is_symlink()


@given(name=st.text(max_size=120), body=st.sampled_from([SVG.encode(), b"teks", PNG]))
def test_whatever_a_name_says_a_file_lands_in_its_course_or_nowhere(name: str, body: bytes) -> None:
    for path in taken((name, body)).files:
        root, folder, *inside = path.split("/")
        assert root in ("modules", "quizzes")
        assert folder == "loket-ramah"
        assert inside
        assert not {"", ".", ".."} & set(inside)
