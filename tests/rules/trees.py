"""A sound course in which an example makes one slip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

COURSE_PATH = "modules/spbe/course.md"
MODULE_PATH = "modules/spbe/01-dasar.md"
QUIZ_PATH = "quizzes/spbe/akhir.md"
PRACTICE_PATH = "quizzes/spbe/latihan.md"
IMAGE_PATH = "modules/spbe/gambar/alur.svg"

META = "Kode: q1 | Rujukan: dasar#pengantar"
TAIL = "> **Pembahasan:** karena begitu."
TWO = "- [x] Satu\n- [ ] Dua"
COURSE = """---
judul: SPBE
kode: spbe
status: terbit
ditinjau: 2026-06-01
---

## Mengapa ini penting

Untuk warga.
"""
MODULE = """---
judul: Dasar
kode: dasar
kuis: akhir
---

## Pengantar {#pengantar}

Teks pendek.
"""
MATTER = "---\njudul: Akhir\nkode: akhir\n---\n\n"
QUESTION = f"## Apa itu SPBE?\n{META}\n\n{TWO}\n\n{TAIL}\n"
PRACTICE = f"---\njudul: Latihan\nkode: latihan\njenis: latihan\n---\n\n{QUESTION.replace('q1', 'l1')}"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Alur</title></svg>\n'

SOUND: Mapping[str, str] = {
    COURSE_PATH: COURSE,
    MODULE_PATH: MODULE,
    QUIZ_PATH: MATTER + QUESTION,
    PRACTICE_PATH: PRACTICE,
    IMAGE_PATH: SVG,
}


class Words(str):
    """What tells of an example in words, where its text says too little or too much."""

    __slots__ = ()


def words(text: str) -> Words:
    """An example that the page describes."""
    return Words(text)


@dataclass(frozen=True, kw_only=True)
class Example:
    """What an author wrote (`shown`, perhaps in words), and the files that differ from the sound ones."""

    shown: str
    files: Mapping[str, str | bytes]

    @property
    def tree(self) -> dict[str, bytes]:
        """All files, as bytes."""
        whole = {**SOUND, **self.files}
        return {
            path: text.encode() if isinstance(text, str) else text for path, text in whole.items() if text
        }


def asked(
    answer: str, *, title: str = "Apa itu SPBE?", meta: str = META, tail: str = TAIL, shown: str = ""
) -> Example:
    """The one question of the quiz."""
    body = f"## {title}\n{meta}\n\n{answer}\n\n{tail}\n"
    return Example(shown=shown or answer, files={QUIZ_PATH: MATTER + body})


def meta(line: str, answer: str = TWO) -> Example:
    """A question whose line of keys is at fault."""
    return asked(answer, meta=line, shown=line)


def quiz(body: str, *, keys: str = "", shown: str = "") -> Example:
    """A whole quiz with more keys in its front matter."""
    matter = MATTER.replace("---\n\n", f"{keys}---\n\n") if keys else MATTER
    return Example(shown=shown or keys.strip() or body.strip(), files={QUIZ_PATH: matter + body})


def questions(*answers: str, meta_more: str = "") -> str:
    """Questions with an answer each."""
    return "\n".join(
        f"## Soal {number}?\nKode: q{number} | Rujukan: dasar#pengantar{meta_more}\n\n{answer}\n\n{TAIL}\n"
        for number, answer in enumerate(answers, start=1)
    )


def section(text: str, *, shown: str = "", **more: str | bytes) -> Example:
    """Text in the section of the module; `more` are other files, their names written with `__` for `/`."""
    return Example(
        shown=shown or text,
        files={MODULE_PATH: MODULE.replace("Teks pendek.", f"Teks pendek.\n\n{text}"), **named(more)},
    )


def named(files: Mapping[str, str | bytes]) -> dict[str, str | bytes]:
    """Files by path, from names that Python allows."""
    return {name.replace("__", "/"): text for name, text in files.items()}


def module(body: str, *, keys: str = "", shown: str = "") -> Example:
    """The body of the module, perhaps with more keys."""
    matter = f"---\njudul: Dasar\nkode: dasar\nkuis: akhir\n{keys}---\n\n"
    return Example(shown=shown or keys.strip() or body.strip(), files={MODULE_PATH: matter + body})


def course(keys: str, *, shown: str = "", files: Mapping[str, str | bytes] | None = None) -> Example:
    """course.md with more keys."""
    text = COURSE.replace("status: terbit\n", f"status: terbit\n{keys}\n")
    return Example(shown=shown or keys, files={COURSE_PATH: text, **(files or {})})


def file(path: str, content: str | bytes, shown: str) -> Example:
    """One file as a whole."""
    return Example(shown=shown, files={path: content})
