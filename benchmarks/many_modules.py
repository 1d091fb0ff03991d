"""Courses of ten modules, as many as one likes: the content of a large installation."""

from __future__ import annotations

import random
from pathlib import Path

MODULES_IN_A_COURSE = 10
WORDS = [
    "arsip",
    "surat",
    "dinas",
    "layanan",
    "warga",
    "berkas",
    "pegawai",
    "laporan",
    "rapat",
    "jadwal",
    "anggaran",
    "kantor",
    "loket",
    "tanda",
    "tangan",
    "naskah",
    "klasifikasi",
    "retensi",
    "unit",
    "kerja",
    "atasan",
    "tugas",
    "hasil",
    "evaluasi",
    "bukti",
    "pedoman",
    "peraturan",
]


def write_content(folder: Path, modules: int, words: int) -> None:
    """Courses of ten modules, each module of four sections and a quiz of its own."""
    chance = random.Random(7)
    for course in range(max(1, modules // MODULES_IN_A_COURSE)):
        code = f"kursus-{course:04}"
        _write(folder / "modules" / code / "course.md", _course(code))
        for module in range(min(MODULES_IN_A_COURSE, modules)):
            _write(folder / "modules" / code / f"{module:02}-modul.md", _module(chance, module, words))
            _write(folder / "quizzes" / code / f"kuis-{module}.md", _quiz(module))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _course(code: str) -> str:
    head = f"---\nkode: {code}\njudul: Kursus {code}\nringkasan: Belajar tertib.\nbidang: Umum\n"
    head += "dasar-hukum: UU 25/2009\nditinjau: 2026-11-01\nstatus: terbit\n---\n"
    return f"{head}\n## Mengapa ini penting\n\nYa.\n"


def _module(chance: random.Random, number: int, words: int) -> str:
    head = f"---\nkode: modul-{number}\njudul: Modul {number}\njp: 1\nkuis: kuis-{number}\n---\n"
    sections = [f"\n## Bagian {one} {{#bagian-{one}}}\n\n{_text(chance, words // 4)}" for one in range(4)]
    return head + "".join(sections)


def _text(chance: random.Random, words: int) -> str:
    lines = []
    while words > 0:
        taken = chance.choices(WORDS, k=min(words, 60))
        taken[len(taken) // 2] = f"**{taken[len(taken) // 2]}**"
        lines.append(" ".join(taken).capitalize() + ".")
        words -= 60
    return "\n\n".join([*lines, "| a | b |\n|---|---|\n| satu | dua |", "- butir satu\n- butir dua"]) + "\n"


def _quiz(number: int) -> str:
    head = f"---\nkode: kuis-{number}\njudul: Kuis {number}\n---\n"
    return head + "".join(
        f"\n## Soal {one} modul {number}?\n"
        f"Kode: q{number}-{one} | Rujukan: modul-{number}#bagian-{one % 4}\n\n"
        f"- [x] Jawaban {one}\n- [ ] Bukan ini\n\n> **Pembahasan:** Sebab {one}.\n"
        for one in range(5)
    )
