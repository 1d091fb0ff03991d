"""Files that come by browser: looked at first, checked like any others, put in place all or none."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from elearn.accounts.roles import Role
from elearn.audit.tables import AuditEntry
from elearn.authoring.files import store
from elearn.config import Settings
from elearn.database import db
from elearn.publishing.pruning import prune
from elearn.releases import objects
from tests.authoring.files.conftest import COURSE, FILES, MODULE, PICTURE, QUIZ, say_yes, send, zipped
from tests.conftest import csrf_of
from tests.publishing.samples import course_files

Put = Callable[..., Any]
Course = dict[str, str]


def on_disk(settings: Settings) -> dict[str, bytes]:
    """Every file of both folders, hidden ones too."""
    root = settings.instance.parent
    return {
        str(path.relative_to(root)): path.read_bytes()
        for top in (settings.modules_dir, settings.quizzes_dir)
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }


def test_the_page_lists_every_file_with_its_state(author: FlaskClient, course: Course) -> None:
    page = author.get(FILES)
    assert page.status_code == 200
    for path in course:
        assert path.split("/", 2)[2] in page.text
    assert "diubah langsung di folder" in page.text
    assert "Kirim berkas" in page.text
    assert " style=" not in page.text
    assert FILES in author.get("/authoring/loket-ramah/").text


def test_a_file_with_problems_says_how_many_and_leads_to_them(
    author: FlaskClient, course: Course, write: Callable[[Course], None]
) -> None:
    write({QUIZ: course[QUIZ].replace("- [x] Nomor", "- [ ] Nomor")})
    page = author.get(FILES)
    assert re.search(r'is-overdue" href="#masalah">.*?1 yang salah', page.text)


def test_nothing_is_replaced_before_the_yes(author: FlaskClient, course: Course, settings: Settings) -> None:
    before = on_disk(settings)
    answer = send(author, ("01-loket.md", course[MODULE].replace("salam", "senyum")))
    assert answer.status_code == 303
    page = author.get(answer.location)
    assert page.status_code == 200
    assert "Diganti" in page.text
    assert "<ins>" in page.text
    assert "senyum" in page.text
    assert on_disk(settings) == before


def test_the_yes_puts_the_file_in_place_and_keeps_the_old_one(
    author: FlaskClient, course: Course, settings: Settings, put: Put
) -> None:
    new = course[MODULE].replace("salam", "senyum")
    answer = put(("01-loket.md", new))
    assert (answer.status_code, answer.location) == (303, FILES)
    after = on_disk(settings)
    assert after[MODULE] == new.encode()
    assert {path: data for path, data in after.items() if path != MODULE} == {
        path: data.encode()
        for path, data in (course_files() | course_files("lain")).items()
        if path != MODULE
    }
    (row,) = store.versions(MODULE, 10)
    assert (row.name, row.sha256) == ("Wahyuni", objects.sha256_of(new.encode()))
    assert objects.get(settings.published_folder, row.replaced_sha256) == course[MODULE].encode()
    page = author.get(FILES)
    assert "1 berkas tersimpan" in page.text
    assert "ditaruh Wahyuni" in page.text


def test_the_log_names_the_file_and_never_what_is_in_it(course: Course, put: Put) -> None:
    put(("01-loket.md", course[MODULE].replace("salam", "rahasia-sekali")))
    (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "content.file"))
    assert entry.subject == f"file {MODULE}"
    assert set(entry.details) == {"course", "sha256", "replaced"}
    assert "rahasia-sekali" not in str(entry.details)


def test_cleaning_up_leaves_every_version(course: Course, settings: Settings, put: Put) -> None:
    put(("01-loket.md", course[MODULE].replace("salam", "senyum")))
    (row,) = store.versions(MODULE, 10)
    for path in (settings.published_folder / "objects").glob("??/*"):
        os.utime(path, (0, 0))
    prune(settings, also=store.named_objects())
    assert objects.get(settings.published_folder, row.replaced_sha256)
    assert objects.get(settings.published_folder, row.sha256)
    prune(settings)
    with pytest.raises(objects.ObjectMissing):
        objects.get(settings.published_folder, row.replaced_sha256)


def test_an_error_stops_and_every_problem_is_told_with_place_and_mend(
    author: FlaskClient, course: Course, settings: Settings
) -> None:
    broken = course[QUIZ].replace("- [x] Nomor", "- [ ] Nomor").replace("Kode: loket-01", "Kodee: loket-01")
    before = on_disk(settings)
    answer = send(author, ("kuis-loket.md", broken))
    page = author.get(answer.location)
    assert "masalah menahan" in page.text
    assert 'name="seen"' not in page.text
    assert re.search(r"baris \d+", page.text)
    assert "Perbaiki" in page.text
    assert "aturan K-" in page.text
    forced = author.post(answer.location, data={"csrf_token": csrf_of(page), "seen": "0" * 64})
    assert forced.status_code == 422
    assert on_disk(settings) == before


def test_a_warning_does_not_stop(author: FlaskClient, course: Course, put: Put) -> None:
    warned = course[QUIZ].replace("\n> **Pembahasan:** Nomor antrean.\n", "")
    assert put(("kuis-loket.md", warned)).status_code == 303


def test_an_error_that_stood_in_another_file_does_not_stop_a_mend(
    author: FlaskClient, course: Course, write: Callable[[Course], None], settings: Settings
) -> None:
    write(
        {
            QUIZ: course[QUIZ].replace("- [x] Nomor", "- [ ] Nomor"),
            MODULE: course[MODULE].replace("jp: 1", "jp: banyak"),
        }
    )
    answer = send(author, ("01-loket.md", course[MODULE]))
    assert say_yes(author, answer.location).status_code == 303
    assert on_disk(settings)[MODULE] == course[MODULE].encode()


def test_what_breaks_another_file_stops(author: FlaskClient, course: Course) -> None:
    answer = send(
        author,
        (
            "01-loket.md",
            course[MODULE].replace("{#antrean}", "{#giliran}").replace("(#antrean)", "(#giliran)"),
        ),
    )
    page = author.get(answer.location)
    assert "masalah menahan" in page.text
    assert "kuis-loket.md" in page.text


def test_a_zip_of_the_whole_course_comes_back_as_it_was_downloaded(
    author: FlaskClient, course: Course
) -> None:
    download = author.get(f"{FILES}/all")
    assert download.mimetype == "application/zip"
    assert download.headers["Cache-Control"] == "no-store"
    answer = send(author, ("loket-ramah.zip", download.data))
    page = author.get(answer.location)
    assert page.text.count("Sama</span>") == len(course)
    assert "Tidak ada yang berubah" in page.text


def test_a_zip_that_was_fetched_earlier_does_not_undo_what_others_wrote_since(
    author: FlaskClient, course: Course, write: Callable[[Course], None], settings: Settings
) -> None:
    with zipfile.ZipFile(io.BytesIO(author.get(f"{FILES}/all").data)) as archive:
        mine: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    mine[MODULE] = course[MODULE].replace("salam", "senyum")
    others = {
        MODULE: course[MODULE].replace("nomor antrean", "karcis"),
        COURSE: course[COURSE].replace("lebih sebentar", "tidak lama"),
    }
    write(others)
    answer = send(author, ("kursus.zip", zipped(mine)))
    page = author.get(answer.location)
    assert "Versi yang lebih baru dibiarkan" in page.text
    assert "diubah orang lain sejak Anda mengunduhnya.</b>" in page.text
    assert "Simpan 1 berkas" in page.text
    assert say_yes(author, answer.location).status_code == 303
    after = on_disk(settings)
    assert after[COURSE] == others[COURSE].encode()
    assert b"senyum" in after[MODULE]


def test_several_files_of_a_zip_are_put_together(
    author: FlaskClient, course: Course, settings: Settings
) -> None:
    # The quiz asks about a heading that only the new module has.
    files = {
        "loket-ramah/01-loket.md": course[MODULE]
        .replace("{#antrean}", "{#giliran}")
        .replace("(#antrean)", "(#giliran)"),
        "loket-ramah/kuis-loket.md": course[QUIZ].replace("#antrean", "#giliran"),
        "loket-ramah/gambar/denah.svg": course[PICTURE],
        "__MACOSX/loket-ramah/._01-loket.md": "x",
        "loket-ramah/.DS_Store": "x",
        "loket-ramah/catatan.docx": "x",
    }
    answer = send(author, ("kursus.zip", zipped(files)))
    page = author.get(answer.location)
    assert "catatan.docx" in page.text
    assert "bukan jenis berkas kursus" in page.text
    assert "DS_Store" not in page.text
    assert say_yes(author, answer.location).status_code == 303
    after = on_disk(settings)
    assert b"giliran" in after[MODULE]
    assert b"giliran" in after[QUIZ]
    assert "modules/loket-ramah/gambar/denah.svg" in after
    assert not [path for path in after if "docx" in path or "/." in path]


def test_two_bystanders_see_neither_the_waiting_files_nor_the_way_to_put_them(
    author: FlaskClient, course: Course, browse: Callable[..., FlaskClient]
) -> None:
    answer = send(author, ("01-loket.md", course[MODULE] + "\nBaru.\n"))
    colleague = browse("Rudi", roles=(Role.AUTHOR,))
    assert colleague.get(answer.location).status_code == 404
    learner = browse("Peserta")
    assert learner.get(FILES).status_code == 403
    other = answer.location.replace("loket-ramah", "lain")
    assert author.get(other).status_code == 404


def test_only_owners_change_the_files_and_others_may_download(
    author: FlaskClient,
    course: Course,
    browse: Callable[..., FlaskClient],
    publish_files: Callable[..., Any],
    make_unit: Callable[..., int],
) -> None:
    owned = course[COURSE].replace("status: terbit", "status: terbit\npemilik: unit-1")
    publish_files({**course, COURSE: owned})
    assert "Kirim berkas" in author.get(FILES).text
    stranger = browse("Rudi", roles=(Role.AUTHOR,), unit_id=make_unit("Dinas Lain"))
    page = stranger.get(FILES)
    assert page.status_code == 200
    assert "hanya pemiliknya: unit-1" in page.text
    assert "Kirim berkas" not in page.text
    assert stranger.get(f"{FILES}/one?path={MODULE}").data == course[MODULE].encode()
    assert stranger.get(f"{FILES}/edit?path={MODULE}").status_code == 403
    refused = stranger.post(FILES, data={"csrf_token": csrf_of(stranger.get("/authoring/import"))})
    assert refused.status_code == 403


def test_a_course_whose_course_file_cannot_be_read_keeps_its_owners(
    author: FlaskClient,
    browse: Callable[..., FlaskClient],
    publish_files: Callable[..., Any],
    write: Callable[[Course], None],
    make_unit: Callable[..., int],
) -> None:
    files = course_files("loket-ramah", folder="folder-lain")
    path = "modules/folder-lain/course.md"
    publish_files({**files, path: files[path].replace("status: terbit", "status: terbit\npemilik: unit-1")})
    write({path: files[path].replace("judul:", "judull:") + "\x00"})
    stranger = browse("Rudi", roles=(Role.AUTHOR,), unit_id=make_unit("Dinas Lain"))
    page = stranger.get("/authoring/folder-lain/files")
    assert page.status_code == 200
    assert "hanya pemiliknya: unit-1" in page.text


def test_a_folder_that_cannot_be_written_says_so_and_offers_only_downloads(
    author: FlaskClient, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("elearn.authoring.files.folders.os.access", lambda *_: False)
    page = author.get(FILES)
    assert "hanya dapat dibaca" in page.text
    assert "Unduh semua" in page.text
    assert "Kirim berkas" not in page.text
    answer = author.post(FILES, data={"csrf_token": csrf_of(author.get("/authoring/import"))})
    assert answer.status_code == 403


def test_a_course_folder_that_is_a_link_is_not_written(
    author: FlaskClient, course: Course, settings: Settings, tmp_path: Path
) -> None:
    outside = tmp_path / "luar"
    (settings.quizzes_dir / "loket-ramah").rename(outside)
    (settings.quizzes_dir / "loket-ramah").symlink_to(outside, target_is_directory=True)
    page = author.get(FILES)
    assert "tautan ke tempat lain" in page.text
    assert "kuis-loket.md</code>" not in page.text


def test_what_came_between_the_page_and_the_yes_is_shown_first(
    author: FlaskClient, course: Course, write: Callable[[Course], None], settings: Settings
) -> None:
    answer = send(author, ("01-loket.md", course[MODULE].replace("salam", "senyum")))
    page = author.get(answer.location)
    form = {"csrf_token": csrf_of(page), "seen": re.search(r'"seen" value="(\w+)"', page.text)[1]}  # type: ignore[index]
    by_hand = course[MODULE].replace("salam", "tangan di dada")
    write({MODULE: by_hand})
    late = author.post(answer.location, data=form)
    assert late.status_code == 422
    assert "berubah sejak halaman ini dibuka" in late.text
    assert "tangan di dada" in late.text
    assert on_disk(settings)[MODULE] == by_hand.encode()
    assert say_yes(author, answer.location).status_code == 303
    assert b"senyum" in on_disk(settings)[MODULE]


def test_a_yes_that_comes_twice_is_one(author: FlaskClient, course: Course, settings: Settings) -> None:
    waiting = send(author, ("01-loket.md", course[MODULE].replace("salam", "senyum"))).location
    page = author.get(waiting)
    form = {"csrf_token": csrf_of(page), "seen": re.search(r'"seen" value="(\w+)"', page.text)[1]}  # type: ignore[index]
    assert author.post(waiting, data=form).location == FILES
    again = author.post(waiting, data=form)
    assert (again.status_code, again.location) == (303, FILES)
    assert len(store.versions(MODULE, 5)) == 1


def test_a_file_that_breaks_a_course_elsewhere_stops(
    author: FlaskClient, course: Course, write: Callable[[Course], None]
) -> None:
    path = "modules/lain/01-loket.md"
    link = "\n[Sapaan](../loket-ramah/01-loket.md#menyapa)\n"
    write({path: course_files("lain")[path].replace("\n[^1]:", f"{link}\n[^1]:")})
    assert "Tidak ada yang perlu diperbaiki" in author.get("/authoring/lain/files").text
    broken = course[MODULE].replace("{#menyapa}", "{#salam}")
    page = author.get(send(author, ("01-loket.md", broken)).location)
    assert "masalah menahan" in page.text
    assert path in page.text


def test_who_throws_files_away_changes_nothing(
    author: FlaskClient, course: Course, settings: Settings
) -> None:
    before = on_disk(settings)
    answer = send(author, ("01-loket.md", course[MODULE] + "\nBaru.\n"))
    dropped = author.post(
        f"{answer.location}/drop", data={"csrf_token": csrf_of(author.get(answer.location))}
    )
    assert (dropped.status_code, dropped.location) == (303, FILES)
    assert author.get(answer.location).status_code == 404
    assert on_disk(settings) == before


def test_a_new_course_begins_with_first_versions_and_belongs_to_the_unit(
    author: FlaskClient,
    course: Course,
    settings: Settings,
    browse: Callable[..., FlaskClient],
    make_unit: Callable[..., int],
) -> None:
    at = "/authoring/import/course"
    answer = author.post(
        at, data={"csrf_token": csrf_of(author.get(at)), "kode": "arsip-desa", "title": "Arsip desa"}
    )
    assert answer.status_code == 303, answer.text
    assert not (settings.modules_dir / "arsip-desa").exists()
    done = say_yes(author, answer.location)
    assert (done.status_code, done.location) == (303, "/authoring/arsip-desa/files")
    assert "pemilik: unit-1" in (settings.modules_dir / "arsip-desa" / "course.md").read_text()
    assert author.get(done.location).status_code == 200
    stranger = browse("Rudi", roles=(Role.AUTHOR,), unit_id=make_unit("Dinas Lain"))
    assert "hanya pemiliknya" in stranger.get(done.location).text


def test_a_new_course_comes_as_a_zip(author: FlaskClient, settings: Settings) -> None:
    at = "/authoring/import/course"
    answer = send(author, ("kursus.zip", zipped(dict(course_files("baru")))), at=at, kode="baru", title="")
    assert answer.status_code == 303, answer.text
    assert say_yes(author, answer.location).status_code == 303
    assert set(on_disk(settings)) == set(course_files("baru"))


@pytest.mark.parametrize("code", ["loket-ramah", "import", "Bukan Kode", "../x", ""])
def test_a_code_that_is_taken_or_is_none_is_refused(author: FlaskClient, course: Course, code: str) -> None:
    at = "/authoring/import/course"
    answer = author.post(at, data={"csrf_token": csrf_of(author.get(at)), "kode": code, "title": "Judul"})
    assert answer.status_code == 422


def test_a_reviewer_makes_no_course(course: Course, browse: Callable[..., FlaskClient]) -> None:
    reviewer = browse("Rina", roles=(Role.REVIEWER,))
    at = "/authoring/import/course"
    answer = reviewer.post(
        at, data={"csrf_token": csrf_of(reviewer.get(at)), "kode": "baru", "title": "Judul"}
    )
    assert answer.status_code == 422
    assert "tidak dapat membuat kursus" in answer.text


def test_nothing_chosen_is_told(author: FlaskClient, course: Course) -> None:
    answer = author.post(FILES, data={"csrf_token": csrf_of(author.get(FILES))})
    assert answer.status_code == 422
    assert "Pilih satu berkas atau lebih" in answer.text


def test_more_than_the_page_promises_is_told_in_words(
    author: FlaskClient, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("elearn.authoring.files.forms.MAX_UPLOAD_BYTES", 1000)
    answer = send(author, ("besar.png", b"\x89PNG\r\n\x1a\n" + bytes(2000)))
    assert answer.status_code == 422
    assert "lebih dari 20 MB" in answer.text


def test_a_stranger_cannot_make_the_server_read_a_large_body(
    course: Course, browse: Callable[..., FlaskClient]
) -> None:
    learner = browse("Peserta")
    answer = learner.post(FILES, data={"x": "y" * 3_000_000})
    assert answer.status_code in (403, 413)
