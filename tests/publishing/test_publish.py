"""Publishing: all or nothing, deterministic, and never what an error is in."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.audit.tables import AuditEntry
from elearn.config import Settings
from elearn.database import db
from elearn.publishing import actions
from elearn.publishing.actions import PublishReport, UnknownCourse
from elearn.publishing.checking import check_content
from elearn.publishing.planning import line_of
from elearn.releases import library as library_room
from elearn.releases import objects, store
from elearn.releases.library import body, library, released_quiz
from elearn.releases.manifest import Manifest
from tests.markup.reading import page_of
from tests.publishing.samples import course_files

Write = Callable[[dict[str, str]], None]
Publish = Callable[..., PublishReport]


def states(report: PublishReport) -> dict[str, str]:
    """What was done with each course."""
    return {course.code: course.state for course in report.courses}


@pytest.mark.both_databases
def test_a_course_goes_live_whole(write: Write, publish_now: Publish) -> None:
    write(course_files())
    report = publish_now(note="Pertama")

    assert report.release == 1
    assert states(report) == {"loket-ramah": "published"}
    course = library().courses["loket-ramah"]
    assert course.version == report.courses[0].version
    assert [section.code for section in course.modules[0].sections] == ["menyapa", "antrean"]
    assert course.modules[0].quiz == "kuis-loket"
    assert sorted(course.quizzes) == ["kuis-loket", "latihan"]
    assert course.jp == 1


def test_a_section_has_its_picture_its_links_and_its_check(write: Write, publish_now: Publish) -> None:
    write(course_files())
    publish_now()
    first, second = library().courses["loket-ramah"].modules[0].sections

    page = page_of(body(first.body_sha256))
    picture = page.all("img")[0].attributes
    assert re.fullmatch(r"/media/[0-9a-f]{64}\.svg", picture["src"])
    assert (picture["width"], picture["height"], picture["loading"]) == ("360", "240", "lazy")
    links = [link.attributes["href"] for link in page.all("a")]
    assert "/learning/loket-ramah/loket/antrean" in links
    assert "/learning/loket-ramah/loket/menyapa#materi-senyum" in links
    assert first.checks[0].marker == '<div data-check="latihan latihan-01"></div>'
    assert body(first.body_sha256).count(first.checks[0].marker) == 1
    assert '<h2 id="materi-senyum">Senyum</h2>' in body(first.body_sha256)
    back = page_of(body(second.body_sha256)).all("a")[0].attributes["href"]
    assert back == "/learning/loket-ramah/loket/menyapa"


def test_definitions_hold_for_the_whole_file(write: Write, publish_now: Publish) -> None:
    write(course_files())
    publish_now()
    first, second = library().courses["loket-ramah"].modules[0].sections
    assert '<abbr title="Jam Pelajaran"' in body(first.body_sha256)
    assert "<strong>peraturan</strong>" in body(first.body_sha256)
    assert "peraturan" not in body(second.body_sha256)


def test_a_quiz_carries_the_html_of_all_its_texts(write: Write, publish_now: Publish) -> None:
    write(course_files())
    publish_now()
    entry = library().courses["loket-ramah"].quizzes["kuis-loket"]
    released = released_quiz(entry.object_sha256)
    assert entry.question_count == 1
    assert released.quiz.questions[0].code == "loket-01"
    for question in released.quiz.questions:
        assert all(text in released.html for text in question.texts())
    assert released.html["Nomor *antrean*"] == "Nomor <em>antrean</em>"


@pytest.mark.both_databases
def test_unchanged_files_make_no_new_release(write: Write, publish_now: Publish) -> None:
    write(course_files())
    publish_now()
    again = publish_now()
    assert (again.release, again.is_new, states(again)) == (1, False, {"loket-ramah": "unchanged"})
    assert len(store.releases()) == 1


def test_the_same_files_elsewhere_give_the_same_release(
    app: Flask, settings: Settings, write: Write, publish_now: Publish, tmp_path: Path
) -> None:
    files = course_files() | course_files("arsip-rapi")
    write(files)
    publish_now()
    here = store.find_in_force()
    elsewhere = tmp_path / "lain" / "dalam"
    for name, text in reversed(files.items()):
        path = elsewhere / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    (elsewhere / "instance").mkdir()
    moved = replace(
        settings,
        modules_dir=elsewhere / "modules",
        quizzes_dir=elsewhere / "quizzes",
        instance=elsewhere / "instance",
    )
    content = check_content(moved)
    lines = [line_of(course) for course in content.courses]
    assert here is not None
    assert objects.sha256_of(Manifest().with_courses(lines).to_bytes()) == here.manifest_sha256


def test_a_course_with_an_error_keeps_its_last_good_version(write: Write, publish_now: Publish) -> None:
    write(course_files() | course_files("arsip-rapi"))
    before = publish_now()
    broken = {name: text for name, text in course_files().items() if name.endswith("kuis-loket.md")}
    changed = {
        name: text.replace("ramah", "cepat")
        for name, text in course_files("arsip-rapi").items()
        if name.endswith("course.md")
    }
    write({name: text.replace("[x]", "[ ]") for name, text in broken.items()} | changed)
    report = publish_now()

    assert states(report) == {"arsip-rapi": "published", "loket-ramah": "kept"}
    assert report.has_kept_back
    versions = {course.code: course.version for course in before.courses}
    assert library().courses["loket-ramah"].version == versions["loket-ramah"]
    assert library().courses["arsip-rapi"].version != versions["arsip-rapi"]
    kept = next(course for course in report.courses if course.code == "loket-ramah")
    assert [problem.rule for problem in kept.problems if problem.is_error] == ["K-101"]


def test_an_error_that_only_shows_as_a_page_keeps_the_course_back(write: Write, publish_now: Publish) -> None:
    files = course_files()
    files["modules/loket-ramah/01-loket.md"] += "\nRumus $\\frac{$ ini.\n"
    write(files)
    report = publish_now()
    assert states(report) == {"loket-ramah": "kept"}
    problem = next(one for one in report.all_problems if one.is_error)
    lines = files["modules/loket-ramah/01-loket.md"].split("\n")
    assert problem.rule == "K-601"
    assert "\\frac" in lines[problem.place.line - 1]
    assert library().number == 0


def test_a_draft_is_not_published(write: Write, publish_now: Publish) -> None:
    write(course_files("rahasia", status="draf") | course_files())
    report = publish_now()
    assert states(report) == {"loket-ramah": "published", "rahasia": "draft"}
    assert list(library().courses) == ["loket-ramah"]
    assert not any("rahasia" in hit.course for hit in library_room.search("salam"))


def test_a_draft_module_and_a_draft_quiz_stay_with_their_author(write: Write, publish_now: Publish) -> None:
    files = course_files()
    files["modules/loket-ramah/02-nanti.md"] = (
        "---\nkode: nanti\njudul: Nanti\nstatus: draf\n---\n\n## Kelak {#kelak}\n\nRencana.\n"
    )
    write(files)
    before = publish_now()
    assert [module.code for module in library().courses["loket-ramah"].modules] == ["loket"]
    write({"modules/loket-ramah/02-nanti.md": files["modules/loket-ramah/02-nanti.md"] + "Lagi.\n"})
    assert publish_now().courses[0].version == before.courses[0].version


def test_a_course_that_vanished_stays_for_its_readers(
    settings: Settings, write: Write, publish_now: Publish
) -> None:
    write(course_files() | course_files("arsip-rapi"))
    publish_now()
    shutil.rmtree(settings.modules_dir / "arsip-rapi")
    shutil.rmtree(settings.quizzes_dir / "arsip-rapi")
    publish_now()
    assert sorted(library().courses) == ["arsip-rapi", "loket-ramah"]


def test_readers_do_not_need_the_folders_of_the_authors(
    settings: Settings, write: Write, publish_now: Publish
) -> None:
    write(course_files())
    publish_now()
    shutil.rmtree(settings.modules_dir)
    library_room.look_again()
    section = library().courses["loket-ramah"].modules[0].sections[0]
    assert "Pelayanan dimulai" in body(section.body_sha256)
    with pytest.raises(FileNotFoundError):
        publish_now()
    assert library().number == 1


def test_only_the_named_course_is_published(write: Write, publish_now: Publish) -> None:
    write(course_files() | course_files("arsip-rapi"))
    assert states(publish_now(only=["arsip-rapi"])) == {"arsip-rapi": "published"}
    assert list(library().courses) == ["arsip-rapi"]
    with pytest.raises(UnknownCourse):
        publish_now(only=["tidak-ada"])


def test_a_release_says_who_and_why_and_stands_in_the_audit_log(write: Write, publish_now: Publish) -> None:
    write(course_files())
    publish_now(note="Ejaan")
    row = store.releases()[0]
    assert (row.number, row.published_by, row.note, row.is_in_force) == (1, "penyusun", "Ejaan", True)
    entry = db.session.execute(select(AuditEntry)).scalars().one()
    assert (entry.action, entry.subject, entry.actor_name) == ("content.publish", "release 1", "penyusun")


def test_a_full_disk_leaves_the_old_release_in_force(
    monkeypatch: pytest.MonkeyPatch, write: Write, publish_now: Publish
) -> None:
    write(course_files())
    publish_now()
    files = course_files()
    write({name: text.replace("salam", "senyum") for name, text in files.items()})

    def full(folder: Path, data: bytes) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(objects, "put", full)
    with pytest.raises(OSError, match="No space"):
        publish_now()
    library_room.look_again()
    assert library().number == 1


@pytest.mark.both_databases
def test_another_publication_in_between_is_not_lost(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, write: Write, publish_now: Publish
) -> None:
    write(course_files() | course_files("arsip-rapi"))
    real = store.find_in_force
    once: list[bool] = []

    def meanwhile() -> store.InForce | None:
        seen = real()
        if not once:
            once.append(True)
            publish_now(only=["arsip-rapi"])
        return seen

    monkeypatch.setattr(store, "find_in_force", meanwhile)
    publish_now(only=["loket-ramah"])
    monkeypatch.undo()
    library_room.look_again()
    assert sorted(library().courses) == ["arsip-rapi", "loket-ramah"]


def test_publishing_again_mends_a_damaged_object(
    settings: Settings, write: Write, publish_now: Publish
) -> None:
    write(course_files())
    publish_now()
    section = library().courses["loket-ramah"].modules[0].sections[0]
    path = objects.path_of(settings.published_folder, section.body_sha256)
    path.chmod(0o644)
    path.write_bytes(b"rusak")
    publish_now()
    assert objects.get(settings.published_folder, section.body_sha256).startswith(b"<p>")


def test_no_object_tells_when_or_where_it_was_made(
    settings: Settings, write: Write, publish_now: Publish
) -> None:
    write(course_files())
    publish_now()
    in_force = store.find_in_force()
    assert in_force is not None
    manifest = objects.get(settings.published_folder, in_force.manifest_sha256).decode()
    index = json.loads(manifest)["courses"][0]["index_sha256"]
    told = manifest + objects.get(settings.published_folder, index).decode()
    assert str(settings.instance.parent) not in told
    assert "2026-11-22" not in told


def test_what_was_rendered_is_not_rendered_again(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, write: Write, publish_now: Publish
) -> None:
    write(course_files())
    publish_now()
    monkeypatch.setattr("elearn.markup.renderer.Renderer.run", None)
    assert states(publish_now()) == {"loket-ramah": "unchanged"}
    shutil.rmtree(settings.published_folder / "cache")
    with pytest.raises(TypeError):
        publish_now()


def test_questions_of_a_bank_belong_to_the_quiz_that_draws_them(write: Write, publish_now: Publish) -> None:
    quiz, bank = "quizzes/loket-ramah/kuis-loket.md", "quizzes/bank/umum.md"
    files = course_files()
    files[quiz] = files[quiz].replace("judul:", "bank: umum\nambil: 1\njudul:")
    files[bank] = (
        files["quizzes/loket-ramah/latihan.md"].replace("latihan", "umum").replace("jenis: umum", "")
    )
    write(files)
    first = publish_now().courses[0].version
    entry = library().courses["loket-ramah"].quizzes["kuis-loket"]
    released = released_quiz(entry.object_sha256)
    assert [question.code for question in released.quiz.questions] == ["loket-01", "umum-01"]
    assert released.html["Sapalah **orang**."] == "Sapalah <strong>orang</strong>."
    write({bank: files[bank].replace("Tembok", "Pintu")})
    assert publish_now().courses[0].version != first
    assert library().courses["loket-ramah"].quizzes["kuis-loket"].version != entry.version


def test_a_quiz_may_show_a_picture_from_beside_it(write: Write, publish_now: Publish) -> None:
    quiz = "quizzes/loket-ramah/kuis-loket.md"
    files = course_files()
    files["quizzes/loket-ramah/gambar/peta.svg"] = files["modules/loket-ramah/gambar/alur.svg"]
    files[quiz] = files[quiz].replace("- [x] Nomor", "![Peta](gambar/peta.svg)\n\n- [x] Nomor")
    write(files)
    assert states(publish_now()) == {"loket-ramah": "published"}
    entry = library().courses["loket-ramah"].quizzes["kuis-loket"]
    assert (
        '<img alt="Peta" src="/media/' in released_quiz(entry.object_sha256).html["![Peta](gambar/peta.svg)"]
    )


def test_links_between_courses_lead_to_each_other(write: Write, publish_now: Publish) -> None:
    files = course_files() | course_files("arsip-rapi")
    files["modules/arsip-rapi/01-loket.md"] += (
        "\n[Sapaan](../loket-ramah/01-loket.md#menyapa), [kursus](../loket-ramah/course.md)\n"
    )
    write(files)
    assert states(publish_now()) == {"arsip-rapi": "published", "loket-ramah": "published"}
    section = library().courses["arsip-rapi"].modules[0].sections[1]
    links = [link.attributes["href"] for link in page_of(body(section.body_sha256)).all("a")]
    assert "/learning/loket-ramah/loket/menyapa" in links
    assert "/learning/loket-ramah/" in links


def test_recordings_and_documents_of_a_course_are_offered(
    app: Flask, settings: Settings, write: Write, publish_now: Publish
) -> None:
    module = "modules/loket-ramah/01-loket.md"
    files = course_files()
    files["modules/loket-ramah/gambar/salam.mp3"] = "ID3 bunyi"
    files["modules/loket-ramah/gambar/lembar.pdf"] = "%PDF-1.7"
    files[module] += '\n<audio src="gambar/salam.mp3"></audio>\n\n[Unduh lembar](gambar/lembar.pdf)\n'
    write(files)
    assert states(publish_now()) == {"loket-ramah": "published"}
    page = page_of(body(library().courses["loket-ramah"].modules[0].sections[1].body_sha256))
    player = page.all("audio")[0].attributes
    assert "controls" in player
    document = next(link.attributes["href"] for link in page.all("a") if "/media/" in link.attributes["href"])
    client = app.test_client()
    part = client.get(player["src"], headers={"Range": "bytes=0-2"})
    assert (part.status_code, part.data) == (206, b"ID3")
    assert client.get(document).headers["Content-Disposition"] == "attachment"
    write({"modules/loket-ramah/gambar/lembar.pdf": "<html>"})
    report = publish_now()
    assert [problem.rule for problem in report.all_problems if problem.is_error] == ["K-610"]


def test_a_damaged_cache_costs_time_and_nothing_else(
    settings: Settings, write: Write, publish_now: Publish
) -> None:
    write(course_files())
    cache = settings.published_folder / "cache" / "rendered.sqlite"
    cache.parent.mkdir(parents=True)
    cache.write_bytes(b"bukan basis data" * 1_000)
    assert states(publish_now()) == {"loket-ramah": "published"}


@pytest.mark.both_databases
def test_many_publications_at_once_make_one_row_of_releases(
    app: Flask, settings: Settings, write: Write, publish_now: Publish
) -> None:
    codes = [f"kursus-{letter}" for letter in "abcd"]
    write({name: text for code in codes for name, text in course_files(code).items()})
    check_content(settings)

    def run(code: str) -> None:
        with app.app_context():
            actions.publish(settings, actor=code, only=[code])

    with ThreadPoolExecutor(len(codes)) as pool:
        list(pool.map(run, codes))
    library_room.look_again()
    assert sorted(library().courses) == codes
    assert [row.number for row in store.releases()] == [4, 3, 2, 1]
