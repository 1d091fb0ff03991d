"""Kill the server with SIGKILL while answers are being saved: no acknowledged answer may be lost.

Run it as `python -m tests.faults.answers_kill [--answers 200] [--kills 5] [--seed N]`. Four learners save
answers over HTTP, each with its own thread; whatever was acknowledged (2xx) goes into a ledger that is synced
first. The server is killed again and again at random moments and started anew. At the end the ledger is
compared with the database, which must also be whole (PRAGMA integrity_check).
"""

# ruff: noqa: T201 - a script that says how it went

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from elearn.config import PROJECT_ROOT, Settings
from tests.faults.learners import Learner, prepare, write_content
from tests.faults.ledger import Ledger, lost_answers
from tests.faults.requests import ask, free_port, save

LEARNERS = 4
START_WAIT_S = 60


@dataclass
class Server:
    """The real server, in its own process group so that a kill leaves nothing behind."""

    settings: Settings
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("ELEARN_")}
        environment |= {
            "ELEARN_MODULES_DIR": str(self.settings.modules_dir),
            "ELEARN_QUIZZES_DIR": str(self.settings.quizzes_dir),
        }
        command = [sys.executable, "-m", "elearn", "serve", "--port", str(self.settings.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--instance", str(self.settings.instance)],
                cwd=PROJECT_ROOT,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + START_WAIT_S
        while time.monotonic() < end:
            assert self.process is not None
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended by itself:\n{self.log.read_text()}")
            try:
                if ask(self.settings.port, "GET", "/health")[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the server did not answer")

    def kill(self) -> None:
        """SIGKILL: no handler, no goodbye."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def save_all(port: int, learner: Learner, questions: int, ledger: Ledger) -> None:
    """Save an answer to every question, the first quarter a second time; each until it is acknowledged."""
    numbered = [(n, 1) for n in range(questions)] + [(n, 2) for n in range(questions // 4)]
    for number, sequence in numbered:
        code, value = f"s-{number:03d}", f"jawaban {number} ke-{sequence}"
        receipt = save(port, learner, code, sequence, value)
        ledger.note(learner.attempt_id, code, sequence, value, receipt)


@contextmanager
def savers(
    port: int, learners: list[Learner], questions: int, ledger: Ledger
) -> Iterator[list[threading.Thread]]:
    """One saving thread a learner; a failure in one of them is raised here."""
    failures: list[BaseException] = []

    def run(learner: Learner) -> None:
        try:
            save_all(port, learner, questions, ledger)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(one,), daemon=True) for one in learners]
    for thread in threads:
        thread.start()
    yield threads
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def run(
    folder: Path, *, answers: int, kills: int, seed: int, port: int | None = None
) -> tuple[int, list[str]]:
    """Save this many answers through `kills` kills: how many were acknowledged, and which are lost."""
    questions = -(-answers * 4 // (LEARNERS * 5))  # a quarter of them is saved twice
    write_content(folder, questions)
    (folder / "instance").mkdir()
    settings = Settings(
        instance=folder / "instance",
        modules_dir=folder / "modules",
        quizzes_dir=folder / "quizzes",
        port=port or free_port(),
    )
    learners = prepare(settings, count=LEARNERS)
    ledger = Ledger(folder / "ledger")
    server = Server(settings, folder / "server.log")
    chance = random.Random(seed)
    total = len(learners) * (questions + questions // 4)
    server.start()
    try:
        with savers(settings.port, learners, questions, ledger) as threads:
            for number in range(kills):
                # Spread over the whole run, each at a random moment of a save.
                goal = total * (number + 1) // (kills + 1)
                while ledger.count < goal and any(thread.is_alive() for thread in threads):
                    time.sleep(0.005)
                time.sleep(chance.random() * 0.1)
                server.kill()
                server.start()
    finally:
        server.kill()
    return ledger.count, lost_answers(settings.instance / "elearn.sqlite", ledger)


def main() -> int:
    """Run once and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=200)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--port", type=int)
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        acknowledged, lost = run(
            Path(folder), answers=options.answers, kills=options.kills, seed=options.seed, port=options.port
        )
    for line in lost:
        print(line)
    how = f"{options.kills} kills, {time.monotonic() - started:.0f} s, seed {options.seed}"
    print(f"{acknowledged} acknowledged, {len(lost)} lost ({how})")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
