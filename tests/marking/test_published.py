"""A real file, published: the sample answer is rendered for graders and is on no page of a learner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.quiz.conftest import Browser

COURSE = """---
kode: kursus
judul: Kursus
status: terbit
---

## Mengapa ini penting

Karena begitu.
"""
MODULE = """---
kode: modul
judul: Modul
jp: 1
kuis: kuis
status: terbit
---

## Bagian {#bagian}

Teks bagian ini cukup pendek.
"""
SECRET = "Contoh rahasia penilai"
QUIZ = f"""---
judul: Kuis
kode: kuis
status: terbit
lulus: 50%
---

## Jelaskan satu layanan
Kode: uraian | Poin: 4 | Rujukan: modul#bagian

Uraian: paling banyak 50 kata

Rubrik:

- (4) Menyebut **data**
  - 4: Tingkat penuh
  - 0: Tingkat kosong

> **Contoh jawaban:** {SECRET}.
>
> - butir contoh
"""
FILES = {
    "modules/kursus/course.md": COURSE,
    "modules/kursus/01-modul.md": MODULE,
    "quizzes/kursus/kuis.md": QUIZ,
}


def test_the_sample_answer_is_rendered_for_graders_and_never_reaches_the_learner(
    publish_files: Callable[[dict[str, str]], Any], siti_browses: Browser, rina_browses: Browser
) -> None:
    publish_files(FILES)
    learner = siti_browses
    seen = [learner.get("/quiz/kursus/kuis").text]
    learner.start("kuis", "kursus")
    seen.append(learner.get(learner.path()).text)
    seen.append(learner.save(uraian=(1, "Jawaban saya")).text)
    seen += [learner.get(learner.path()).text, learner.get(learner.path("review")).text]
    learner.submit()
    seen.append(learner.get(learner.path("result")).text)
    assert not any("Tingkat penuh" in page for page in seen)
    assert "Menyebut <strong>data</strong>" in seen[1]

    address = f"/marking/answers/{learner.attempt_id}/uraian"
    page = rina_browses.get(address).text
    assert SECRET in page
    assert "<li>butir contoh</li>" in page
    rina_browses.post(address, {"number": "1", "points-1": "4"})
    after = learner.get(learner.path("result")).text
    assert "4 dari 4 poin" in after
    assert "Tingkat penuh" in after
    assert not any(SECRET in page or "butir contoh" in page for page in [*seen, after])
