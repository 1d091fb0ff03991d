"""A whole course, from the author's files to a learner who finishes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from elearn.content.questions.contract import option_id
from tests.conftest import csrf_of

COURSE = """---
kode: adminduk
judul: Layanan Adminduk
ringkasan: Melayani warga dengan dasar yang jelas.
bidang: Pelayanan Publik
penyelenggara: BKPSDM Kota Contoh
mode: daring-mandiri
status: terbit
---

## Mengapa ini penting

Bagi Anda, unit Anda, dan warga: urusan selesai sekali datang.

## Tujuan pembelajaran

Setelah mengikuti kursus ini, peserta mampu:

- (K) memeriksa berkas kelahiran
"""
MODULE = """---
kode: dasar
judul: Dasar pelayanan
jp: 0,5
status: terbit
---

## Pelaporan kelahiran {#lapor}

Petugas melayani pelaporan kelahiran setiap hari kerja.

[Cek pemahaman](../../quizzes/adminduk/latihan.md#cek-lapor)

Lanjutkan dengan tenang.

## Penutup {#penutup}

Terima kasih sudah membaca sampai akhir.
"""
PRACTICE = """---
kode: latihan
judul: Latihan singkat
jenis: latihan
status: terbit
---

## Siapa yang melaporkan kelahiran?
Kode: cek-lapor | Rujukan: dasar#lapor

- [x] Orang tua
  > Tepat.
- [ ] Tetangga
  > Bukan tetangga.

> **Pembahasan:** Orang tua melapor paling lambat 60 hari.
"""


@pytest.fixture(autouse=True)
def published(publish_files: Callable[[dict[str, str]], Any]) -> None:
    """The course is in the release in force."""
    report = publish_files(
        {
            "modules/adminduk/course.md": COURSE,
            "modules/adminduk/01-dasar.md": MODULE,
            "quizzes/adminduk/latihan.md": PRACTICE,
        }
    )
    assert [one.state for one in report.courses] == ["published"], report


@pytest.fixture
def learner(client: FlaskClient, make_person: Callable[..., Any], sign_in: Callable[..., Any]) -> FlaskClient:
    """Somebody signed in."""
    return sign_in(client, make_person("Siti Rahmawati"))


def test_a_learner_finds_reads_checks_and_finishes_the_course(learner: FlaskClient) -> None:
    found = learner.get("/learning/catalog?q=melaporkan").text
    assert "/learning/adminduk/dasar/lapor" in found

    section = learner.get("/learning/adminduk/dasar/lapor")
    token = csrf_of(section)
    assert "Siapa yang melaporkan kelahiran?" in section.text
    assert "60 hari" not in section.text
    tried = learner.post(
        "/learning/adminduk/dasar/lapor/checks",
        data={
            "csrf_token": token,
            "quiz": "latihan",
            "question": "cek-lapor",
            "cek-lapor.answer": option_id("Tetangga"),
        },
    )
    assert tried.status_code == 200
    assert "Bukan tetangga." in tried.text and "60 hari" in tried.text

    for name in ("lapor", "penutup"):
        learner.post(f"/learning/adminduk/dasar/{name}/read", data={"csrf_token": token})
    page = learner.get("/learning/adminduk/").text
    assert "Kursus selesai. 0,5 JP tercatat hari ini." in page
    assert "urusan selesai sekali datang" in page
    assert "0,5 dari 20 JP, kurang 19,5" in learner.get("/learning/").text
