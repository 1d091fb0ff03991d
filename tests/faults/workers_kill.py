"""A thousand learners save through fifty connections while workers die: nothing acknowledged is lost.

Run it as `python -m tests.faults.workers_kill [--learners 1000] [--kills 20] [--seed N]`. Gunicorn runs the
application with four workers. Each learner saves an answer to every question, changes the first one, and
hands in. Workers are killed with SIGKILL at random moments, every fifth time all processes at once. Whatever
was acknowledged (2xx, or the redirect to the result) goes into a ledger that is synced first and compared
with the database at the end. RELIABILITY cases: every acknowledged answer is there with its value and none
twice; an attempt is either open with its answers or finished with a score, never between; the database is
whole.
"""

# ruff: noqa: T201 - a script that says how it went

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from elearn.config import PROJECT_ROOT, Settings
from tests.faults.learners import Learner, prepare, write_content
from tests.faults.ledger import Ledger, lost_answers
from tests.faults.requests import ask, free_port, save, tries

WORKERS = 4
CONNECTIONS = 50
QUESTIONS = 3
START_WAIT_S = 60
ALL_AT_ONCE_EVERY = 5


@dataclass
class Workers:
    """Gunicorn and its workers, in a process group of their own."""

    settings: Settings
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the master and wait until a worker answers."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("ELEARN_")}
        environment["ELEARN_INSTANCE"] = str(self.settings.instance)
        bind = f"127.0.0.1:{self.settings.port}"
        command = [sys.executable, "-m", "gunicorn", "elearn.app:create_app()", "--bind", bind]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--workers", str(WORKERS), "--threads", "4", "--no-control-socket"],
                cwd=PROJECT_ROOT,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        end = time.monotonic() + START_WAIT_S
        while time.monotonic() < end:
            try:
                if ask(self.settings.port, "GET", "/health")[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"the server did not answer:\n{self.log.read_text()[-3000:]}")

    def kill_one(self, chance: random.Random) -> None:
        """SIGKILL one worker; the master starts another."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        if children:
            os.kill(int(chance.choice(children)), signal.SIGKILL)

    def kill_all(self) -> None:
        """SIGKILL the master and every worker at once, as a power cut does."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a run went: what was acknowledged, and in words what is wrong."""

    saved: int
    handed_in: int
    faults: list[str] = field(default_factory=list)


def study(port: int, learner: Learner, ledger: Ledger, handed_in: Ledger) -> None:
    """Answer every question, change the first answer, hand in; each until it is acknowledged."""
    for number, sequence in [*((number, 1) for number in range(QUESTIONS)), (0, 2)]:
        code, value = f"s-{number:03d}", f"jawaban {number} ke-{sequence}"
        receipt = save(port, learner, code, sequence, value)
        ledger.note(learner.attempt_id, code, sequence, value, receipt)
    path = f"/quiz/attempts/{learner.attempt_id}/submission"
    for _ in tries():
        try:
            status, body = ask(port, "POST", path, learner.cookie, {"csrf_token": learner.token})
        except OSError:
            continue
        if status == 303:
            handed_in.note(learner.attempt_id, "", 0, "", "")
            return
        assert status == 503, (status, body[:500])


def half_finished(database: Path, handed_in: Ledger) -> list[str]:
    """Attempts that are neither open nor finished with a score, or not finished although it was said."""
    connection = sqlite3.connect(database)
    rows = connection.execute("SELECT id, state, score_percent, passed, finished_at FROM attempt").fetchall()
    doubled = connection.execute(
        "SELECT attempt_id, question FROM answer GROUP BY attempt_id, question HAVING count(*) > 1"
    ).fetchall()
    connection.close()
    said = {attempt for attempt, *_ in handed_in.rows()}
    faults = [f"attempt {attempt}, {question}: stored twice" for attempt, question in doubled]
    for attempt, state, score, passed, finished_at in rows:
        is_whole = None not in (score, passed, finished_at)
        if not (
            (state == "open" and score is None and finished_at is None) or (state == "graded" and is_whole)
        ):
            faults.append(f"attempt {attempt}: {state} with score {score}")
        if attempt in said and state != "graded":
            faults.append(f"attempt {attempt}: its submission was acknowledged, and it is {state}")
    return faults


@contextmanager
def studying(
    port: int, learners: list[Learner], ledger: Ledger, handed_in: Ledger
) -> Iterator[list[Future[None]]]:
    """All learners through a limited number of connections; a failure of one is raised at the end."""
    handed_in.path.touch()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        done = [pool.submit(study, port, one, ledger, handed_in) for one in learners]
        yield done
        for one in done:
            one.result()


def run(folder: Path, *, learners: int, kills: int, seed: int) -> Outcome:
    """Let them all study through the kills, and compare."""
    write_content(folder, QUESTIONS)
    (folder / "instance").mkdir()
    settings = Settings(
        instance=folder / "instance",
        modules_dir=folder / "modules",
        quizzes_dir=folder / "quizzes",
        port=free_port(),
    )
    people = prepare(settings, count=learners)
    ledger, handed_in = Ledger(folder / "ledger"), Ledger(folder / "handed-in")
    workers = Workers(settings, folder / "server.log")
    chance = random.Random(seed)
    total = learners * (QUESTIONS + 1)
    workers.start()
    try:
        with studying(settings.port, people, ledger, handed_in) as done:
            for number in range(kills):
                goal = total * (number + 1) // (kills + 1)
                while ledger.count < goal and not all(one.done() for one in done):
                    time.sleep(0.005)
                time.sleep(chance.random() * 0.1)
                if number % ALL_AT_ONCE_EVERY == ALL_AT_ONCE_EVERY - 1:
                    workers.kill_all()
                    workers.start()
                else:
                    workers.kill_one(chance)
    finally:
        workers.kill_all()
    database = settings.instance / "elearn.sqlite"
    faults = [*lost_answers(database, ledger), *half_finished(database, handed_in)]
    return Outcome(saved=ledger.count, handed_in=handed_in.count, faults=faults)


def main() -> int:
    """Run once and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=1_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    started = time.monotonic()
    threading.stack_size(512 * 1024)
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(Path(folder), learners=options.learners, kills=options.kills, seed=options.seed)
    for line in outcome.faults:
        print(line)
    print(
        f"{options.learners} learners, {CONNECTIONS} connections, {options.kills} kills: "
        f"{outcome.saved} answers and {outcome.handed_in} submissions acknowledged, "
        f"{len(outcome.faults)} faults ({time.monotonic() - started:.0f} s, seed {options.seed})"
    )
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
