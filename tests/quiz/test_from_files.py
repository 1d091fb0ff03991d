"""From an author's file to a pass: a real release, changed while somebody is in the middle (Q12, Q13)."""

from __future__ import annotations

import re

import pytest

COURSE = """---
judul: Pelayanan Dasar
kode: layanan
status: terbit
---

## Mengapa ini penting

Warga menunggu lebih singkat.
"""
MODULE = """---
judul: Standar
kode: standar
jp: 1
kuis: kuis-standar
---

## Isi standar {#isi-standar}

Standar pelayanan memuat syarat, waktu dan biaya.
"""
QUIZ = """---
judul: Kuis Standar
kode: kuis-standar
status: terbit
lulus: 100%
---

Kerjakan dengan **tenang**.

## Apa isi *standar* pelayanan?
Kode: st-01 | Rujukan: standar#isi-standar

- [x] Syarat, waktu dan biaya
  > Tepat.
- [ ] Nama pejabat
  > Bukan itu.

> **Pembahasan:** Lihat bagian itu.

## Berapa hari batasnya?
Kode: st-02

Angka: 14 hari
"""


@pytest.fixture
def files():
    return {
        "modules/layanan/course.md": COURSE,
        "modules/layanan/01-standar.md": MODULE,
        "quizzes/layanan/kuis-standar.md": QUIZ,
    }


def option(page, text):
    """The id of the option with this text."""
    found = re.search(rf'value="(o[0-9a-f]+)"[^>]*><span>{text}', page)
    assert found, page
    return found[1]


def test_a_quiz_is_taken_from_its_file(files, publish_files, siti_browses):
    publish_files(files)
    assert "<strong>tenang</strong>" in siti_browses.get("/quiz/layanan/kuis-standar").text
    siti_browses.start("kuis-standar", "layanan")
    page = siti_browses.get(siti_browses.path()).text
    assert "Apa isi <em>standar</em> pelayanan?" in page
    assert "Tepat." not in page
    siti_browses.save(st_01=(1, option(page, "Syarat")), st_02=(1, "14 hari"))
    siti_browses.submit()
    result = siti_browses.get(siti_browses.path("result")).text
    assert "Lulus" in result
    assert "Tepat." in result
    assert "/learning/layanan/standar/isi-standar" in result


def test_a_quiz_that_changes_in_the_middle_is_finished_as_it_was_begun(files, publish_files, siti_browses):
    publish_files(files)
    siti_browses.start("kuis-standar", "layanan")
    page = siti_browses.get(siti_browses.path()).text
    right = option(page, "Syarat")

    changed = QUIZ.replace("[x] Syarat", "[ ] Syarat").replace("[ ] Nama", "[x] Nama")
    changed = changed.split("## Berapa hari")[0]
    publish_files(files | {"quizzes/layanan/kuis-standar.md": changed})

    assert "Berapa hari batasnya?" in siti_browses.get(siti_browses.path()).text
    assert siti_browses.save(st_01=(1, right), st_02=(1, "14")).status_code == 200
    siti_browses.submit()
    result = siti_browses.get(siti_browses.path("result")).text
    assert "100%" in result
    assert "Berapa hari batasnya?" in result

    siti_browses.start("kuis-standar", "layanan")
    assert "Berapa hari batasnya?" not in siti_browses.get(siti_browses.path()).text
