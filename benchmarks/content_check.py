"""Many modules: checking them cold and warm, publishing one changed file, and a server with a large release.

    python -m benchmarks.content_check --modules 1000 --words 2000 --served 5000

Goals on a machine of two cores: warm check under 10 s, one changed file published under 1 s, the server with
5,000 modules up in under 3 s and under 150 MB, its pages as fast as with five modules. Times are on the wall
of a quiet machine; each command is a process of its own, as an author starts it.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.installation import Installation

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


class Folder:
    """A folder with content and an instance, and what the commands take."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.surroundings = {
            **{name: value for name, value in os.environ.items() if not name.startswith("ELEARN_")},
            "ELEARN_INSTANCE": str(folder / "instance"),
            "ELEARN_MODULES_DIR": str(folder / "modules"),
            "ELEARN_QUIZZES_DIR": str(folder / "quizzes"),
        }

    def run(self, *arguments: str) -> float:
        """Run a command; gives its seconds."""
        begin = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "elearn", *arguments],
            env=self.surroundings,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        return time.perf_counter() - begin

    def served(self, cookie: str) -> tuple[float, float, float]:
        """Seconds to the first page, MB of the process then, and milliseconds of CPU for a page."""
        port = _free_port()
        begin = time.perf_counter()
        server = subprocess.Popen(
            [sys.executable, "-m", "elearn", "serve", "--port", str(port)],
            env=self.surroundings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _first_page(port, cookie)
            started = time.perf_counter() - begin
            pages = [_cpu_of_a_page(server.pid, port, cookie) for _ in range(10)]
            return started, _memory_mb(server.pid), statistics.median(pages)
        finally:
            server.terminate()
            server.wait(30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _first_page(port: int, cookie: str) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            _get(port, cookie)
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError("the server did not start")


def _get(port: int, cookie: str) -> None:
    address = f"http://127.0.0.1:{port}/learning/kursus-0000/modul-0/bagian-0"
    with urllib.request.urlopen(
        urllib.request.Request(address, headers={"Cookie": cookie}), timeout=60
    ) as answer:
        assert b"Bagian 0" in answer.read()


def _cpu_of_a_page(pid: int, port: int, cookie: str) -> float:
    before = _cpu_s(pid)
    for _ in range(20):
        _get(port, cookie)
    return (_cpu_s(pid) - before) * 1000 / 20


def _cpu_s(pid: int) -> float:
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def _memory_mb(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modules", type=int, default=1_000)
    parser.add_argument("--words", type=int, default=2_000)
    parser.add_argument(
        "--served", type=int, default=5_000, help="modules of the release that is served; 0: none"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="elearn-bench-") as name:
        _measure_checks(Path(name), options.modules, options.words)
    for modules in (5, options.served) if options.served else ():
        with tempfile.TemporaryDirectory(prefix="elearn-bench-") as name:
            _measure_server(Path(name), modules)


def _measure_checks(folder: Path, modules: int, words: int) -> None:
    (folder / "modules").mkdir()
    installation = Folder(folder)
    installation.run("prepare")
    write_content(folder, modules, words)
    print(f"{modules} modules of {words} words")
    for title, arguments in (
        ("check, cold", ["check", "--lines"]),
        ("check, warm", ["check", "--lines"]),
        ("publish all", ["publish"]),
    ):
        print(f"  {title:<28} {installation.run(*arguments):6.2f} s")
    module = folder / "modules" / "kursus-0000" / "00-modul.md"
    module.write_text(module.read_text(encoding="utf-8") + "\nSatu kalimat lagi.\n", encoding="utf-8")
    print(f"  {'publish, one file changed':<28} {installation.run('publish'):6.2f} s")


def _measure_server(folder: Path, modules: int) -> None:
    write_content(folder, modules, 40)
    content = {"modules_dir": folder / "modules", "quizzes_dir": folder / "quizzes"}
    cookie = Installation(folder / "instance", **content).signed_in_cookie()
    started, memory, page = Folder(folder).served(cookie)
    print(f"server, {modules} modules: up in {started:.2f} s, {memory:.0f} MB, {page:.2f} ms CPU a page")


if __name__ == "__main__":
    main()
