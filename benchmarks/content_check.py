"""Many modules: checking them cold and warm, publishing one changed file, and a server with a large release.

    python -m benchmarks.content_check --modules 1000 --words 2000 --served 5000

Goals on a machine of two cores: warm check under 10 s, one changed file published under 1 s, the server with
5,000 modules up in under 3 s and under 150 MB, its pages as fast as with five modules. Each command is a
process of its own, as an author starts it. Seconds drift with the machine; the ratios compare the CPU time
with a limit measured in the same run: of a check, a bare program that reads and hashes all files; of a
publication, the same command in an empty installation.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from benchmarks.installation import Installation
from benchmarks.many_modules import write_content
from elearn.app import create_app
from elearn.config import Settings
from elearn.markup.renderer import Renderer
from elearn.publishing.actions import publish

RUNS = 3
READ_AND_HASH = """
import hashlib, os, sys
for top in sys.argv[1:]:
    for folder, _, names in os.walk(top):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                hashlib.sha256(file.read()).hexdigest()
"""


class Cost(NamedTuple):
    """Seconds on the wall, and of CPU with that of its child processes."""

    wall_s: float
    cpu_s: float


def cost_of(command: Sequence[str], surroundings: dict[str, str]) -> Cost:
    """Run a program and wait for it."""
    begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=surroundings, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - begin, cpu_s)


def median(run: Callable[[], Cost]) -> Cost:
    """The middle one of some runs, by CPU."""
    return sorted((run() for _ in range(RUNS)), key=lambda one: one.cpu_s)[RUNS // 2]


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

    def run(self, *arguments: str) -> Cost:
        """Run a command; gives what it cost."""
        return cost_of([sys.executable, "-m", "elearn", *arguments], self.surroundings)

    def run_publish(self) -> Cost:
        """Publish everything."""
        return self.run("publish")


class Server:
    """A server of the folder while the block runs; `started_s` are the seconds to its first page."""

    def __init__(self, folder: Folder, cookie: str) -> None:
        self._folder = folder
        self._cookie = cookie
        self.started_s = 0.0

    def __enter__(self) -> Server:
        self._port = _free_port()
        begin = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "elearn", "serve", "--port", str(self._port)],
            env=self._folder.surroundings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _first_page(self._port, self._cookie)
        except BaseException:
            self.__exit__()
            raise
        self.started_s = time.perf_counter() - begin
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(30)

    def memory_mb(self) -> float:
        """What the process holds."""
        return _memory_mb(self._process.pid)

    def page_ms(self) -> float:
        """Milliseconds of CPU for a section page."""
        return _cpu_of_a_page(self._process.pid, self._port, self._cookie)


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
        _measure_files(Path(name), options.modules, options.words)
    if options.served:
        _measure_servers(options.served)


def _measure_files(folder: Path, modules: int, words: int) -> None:
    empty = _installation(folder / "empty", 0, 0)
    many = _installation(folder / "many", modules, words)
    folders = [str(many.folder / name) for name in ("modules", "quizzes")]
    print(f"{modules} modules of {words} words: seconds on the wall, seconds of CPU, ratio to the limit")
    limit = median(lambda: cost_of([sys.executable, "-c", READ_AND_HASH, *folders], many.surroundings))
    _tell("read and hash all files", limit, limit)
    _tell("check, cold", many.run("check", "--lines"), limit)
    _tell("check, warm", median(lambda: many.run("check", "--lines")), limit)
    limit = median(lambda: empty.run("publish"))
    _tell("publish, nothing to read", limit, limit)
    _tell("publish all", many.run("publish"), limit)
    _tell("publish, nothing changed", median(lambda: many.run("publish")), limit)
    _tell("publish, one file changed", median(lambda: _with_a_change(many, many.run_publish)), limit)
    _tell("  the same on a page", _published_in_process(many), limit)


def _installation(folder: Path, modules: int, words: int) -> Folder:
    (folder / "modules").mkdir(parents=True)
    installation = Folder(folder)
    installation.run("prepare")
    if modules:
        write_content(folder, modules, words)
    return installation


def _tell(title: str, cost: Cost, limit: Cost) -> None:
    print(f"  {title:<28} {cost.wall_s:7.2f} {cost.cpu_s:7.2f} {cost.cpu_s / limit.cpu_s:7.1f}", flush=True)


def _with_a_change(many: Folder, run: Callable[[], Cost]) -> Cost:
    module = many.folder / "modules" / "kursus-0000" / "00-modul.md"
    with module.open("a", encoding="utf-8") as file:
        file.write("\nSatu kalimat lagi.\n")
    return run()


def _published_in_process(many: Folder) -> Cost:
    """As the button of a page and `elearn publish --watch` do it: program and renderer are running."""
    settings = Settings(
        instance=many.folder / "instance",
        modules_dir=many.folder / "modules",
        quizzes_dir=many.folder / "quizzes",
    )
    with create_app(settings).app_context(), Renderer() as renderer:
        renderer.warm_up()

        def run() -> Cost:
            begin, cpu = time.perf_counter(), time.process_time()
            publish(settings, actor="benchmark", renderer=renderer)
            return Cost(time.perf_counter() - begin, time.process_time() - cpu)

        run()
        return median(lambda: _with_a_change(many, run))


def _measure_servers(modules: int) -> None:
    """Both run at once, and their pages are asked for in turn: what one measures is the difference."""
    with ExitStack() as stack:
        served = []
        for count in (5, modules):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="elearn-bench-")))
            write_content(folder, count, 40)
            content = {"modules_dir": folder / "modules", "quizzes_dir": folder / "quizzes"}
            cookie = Installation(folder / "instance", **content).signed_in_cookie()
            server = stack.enter_context(Server(Folder(folder), cookie))
            print(f"server, {count} modules: up in {server.started_s:.2f} s, {server.memory_mb():.0f} MB")
            served.append(server)
        pages = [[server.page_ms() for server in served] for _ in range(11)]
    few, many = (statistics.median(times) for times in zip(*pages, strict=True))
    ratio = statistics.median(many / few for few, many in pages)
    print(f"a section page: {few:.2f} ms of CPU with 5 modules, {many:.2f} with {modules}, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
