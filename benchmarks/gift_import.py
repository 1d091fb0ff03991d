"""CPU time of importing 1,000 GIFT questions, beside the least that any importer of GIFT must do.

The bare limit decodes the same file, splits it into questions and answers with regular expressions, and
renders nothing: no escapes, no Markdown, no checks, no report. Run `python -m benchmarks.gift_import`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from elearn.exchange.importing import import_questions

QUESTIONS = 1_000
ROUNDS = 3
GUIDE_SECONDS = 2.0
_BLOCK = re.compile(r"\n\s*\n")
_QUESTION = re.compile(r"(?:::(?P<name>.*?)::)?(?P<text>[^{]*)\{(?P<answer>[^}]*)\}(?P<after>.*)", re.DOTALL)
_ANSWER = re.compile(r"(?<!\\)[=~]")
_ESCAPE = re.compile(r"\\([\\~=#{}:])")

FORMS = (
    "// [id:soal-{n}] [tag:arsip]\n::Soal {n}::Surat masuk ke-{n} dicatat di mana? {{\n"
    "\t=Buku agenda nomor {n}#Tepat.\n\t~Buku tamu#Bukan.\n\t~%50%Lembar disposisi\n"
    "\t####Setiap surat masuk diagendakan.\n}}",
    "Arsip ke-{n} disimpan di lembaga kearsipan. {{TRUE#Baca kembali.#Tepat.}}",
    "Siapa pencatat ke-{n}? {{=Sekretaris =Sekretariat =%50%Staf#Hampir.}}",
    "Berapa jumlah surat ke-{n}? {{#{n}:0.5}}",
    "[html]<p>Pasangkan <b>istilah</b> ke-{n}.</p> {{\n"
    "=Agenda -> Daftar {n}\n=Ekspedisi -> Kirim\n= -> Lain\n}}",
)


def sample() -> bytes:
    """A file of every form that GIFT knows."""
    blocks = (FORMS[number % len(FORMS)].format(n=number) for number in range(QUESTIONS))
    return "\n\n".join(blocks).encode()


def limit(data: bytes) -> int:
    """The bare reading; gives the number of questions."""
    count = 0
    for block in _BLOCK.split(data.decode("utf-8-sig")):
        match = _QUESTION.search(block)
        if match:
            answers = [_ESCAPE.sub(r"\1", piece).strip() for piece in _ANSWER.split(match["answer"])]
            count += bool(answers)
    return count


def ours(data: bytes) -> int:
    """The whole import, to a quiz file that our own reader has read again."""
    imported = import_questions(
        data, "gift", into="quizzes/bank/arsip.md", source="arsip.gift", kind_of=lambda _data: None
    )
    return imported.report.imported


def best(run: Callable[[bytes], int], data: bytes) -> float:
    """The CPU seconds of the fastest of some rounds."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        count = run(data)
        seconds.append(time.process_time() - start)
        assert count == QUESTIONS, count
    return min(seconds)


def main() -> None:
    """Print both times and their ratio."""
    data = sample()
    spent, bare = best(ours, data), best(limit, data)
    print(f"importing {QUESTIONS} GIFT questions: {spent:.2f} s CPU (guide: {GUIDE_SECONDS:g} s)")
    print(f"bare splitting of the same file: {bare * 1000:.1f} ms, ratio {spent / bare:.0f}")


if __name__ == "__main__":
    main()
