"""First versions of content files: complete enough to pass the check, and each line shows what to replace."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from elearn.content.links import MODULES, QUIZZES

FIRST_SECTION = "pengantar"
"""The section that a new module begins with; the new quiz refers to it."""

_COURSE = """---
kode: {code}
judul: {title}
ringkasan: Satu atau dua kalimat tentang kursus ini.
bidang: Umum
jenis-kompetensi: teknis
sasaran: Siapa yang perlu kursus ini
mode: daring-mandiri
kelulusan: semua-modul
ditinjau: {today}
status: draf
---

Tulis di sini satu paragraf pembuka: pekerjaan apa yang menjadi lebih mudah setelah kursus ini.

## Mengapa ini penting

### Bagi Anda

Apa yang berubah di meja kerja peserta.

### Bagi unit Anda

Apa yang berubah bagi rekan-rekannya.

### Bagi warga

Apa yang dirasakan orang yang dilayani.

## Tujuan pembelajaran

Setelah mengikuti kursus ini, peserta mampu:

- (P) menjelaskan satu pengetahuan pokok
- (K) mengerjakan satu hal yang dapat dilihat hasilnya
"""

_MODULE = """---
kode: {code}
judul: {title}
jp: 1
tujuan:
- (P) menjelaskan satu pengetahuan pokok
- (K) mengerjakan satu hal yang dapat dilihat hasilnya
{quiz_line}status: terbit
---

## Pengantar {{#{section}}}

Mulailah dengan kejadian di tempat kerja yang dikenal peserta. Tulis kalimat pendek.

!!! contoh
    Satu contoh dari meja kerja.

## Langkah kerja {{#langkah-kerja}}

1. Langkah pertama.
2. Langkah kedua.
3. Langkah ketiga.
"""

_QUIZ = """---
judul: {title}
kode: {code}
lulus: 70%
acak-pilihan: ya
status: terbit
---

## Apa yang dikerjakan pertama kali?
Kode: {code}-01{reference}

- [x] Langkah pertama
  > Tepat.
- [ ] Langkah kedua
  > Langkah ini menyusul.
- [ ] Langkah ketiga

> **Pembahasan:** Jelaskan mengapa langkah pertama didahulukan.

## Langkah kedua dapat dilewati.
Kode: {code}-02{reference}

- [ ] Benar
- [x] Salah
  > Tepat. Setiap langkah diperlukan.

> **Pembahasan:** Jelaskan akibatnya bila dilewati.
"""


@dataclass(frozen=True, kw_only=True)
class Skeleton:
    """A new file: `path` begins with `modules/` or `quizzes/`."""

    path: PurePosixPath
    text: str


def new_course(code: str, title: str, today: str) -> tuple[Skeleton, ...]:
    """A course that is still a draft, with one module and the quiz that ends it. `today` is an ISO date."""
    module, quiz = f"dasar-{code}", f"kuis-dasar-{code}"
    basics = title if title.casefold().startswith("dasar ") else f"Dasar {title}"
    course = Skeleton(
        path=PurePosixPath(MODULES, code, "course.md"),
        text=_COURSE.format(code=code, title=title, today=today),
    )
    return (
        course,
        new_module(code, module, basics, number=1, quiz=quiz),
        new_quiz(code, quiz, f"Kuis {basics}", module=module),
    )


def new_module(course: str, code: str, title: str, *, number: int, quiz: str = "") -> Skeleton:
    """A module of two sections; `number` is its place in the course, from 1."""
    quiz_line = f"kuis: {quiz}\n" if quiz else ""
    return Skeleton(
        path=PurePosixPath(MODULES, course, f"{number:02d}-{code}.md"),
        text=_MODULE.format(code=code, title=title, quiz_line=quiz_line, section=FIRST_SECTION),
    )


def new_quiz(course: str, code: str, title: str, *, module: str = "") -> Skeleton:
    """A quiz of two questions, which point to the first section of `module` when there is one."""
    reference = f" | Rujukan: {module}#{FIRST_SECTION}" if module else ""
    return Skeleton(
        path=PurePosixPath(QUIZZES, course, f"{code}.md"),
        text=_QUIZ.format(code=code, title=title, reference=reference),
    )
