"""Several files are put in place together: killed at any step, the next one who comes finds all or none."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from elearn import clock
from elearn.authoring.files import actions, journal, store
from elearn.authoring.files.actions import ChangedMeanwhile, NewFile, Person, finish_interrupted, put_files
from elearn.config import Settings
from elearn.operations.jobs import JOBS
from elearn.releases.objects import sha256_of

OLD = {"modules/loket/a.md": b"a lama\n", "modules/loket/b.md": b"b lama\n", "quizzes/loket/k.md": b""}
NEW = {"modules/loket/a.md": b"a baru\n", "modules/loket/b.md": None, "quizzes/loket/k.md": b"k baru\n"}


class Killed(BaseException):
    """The machine stops here: nothing after this runs, nothing is tidied up."""


@pytest.fixture
def me(app: Flask, make_person: Callable[..., Any]) -> Person:
    person = make_person(name="Wahyuni")
    return Person(id=person.id, name=person.name)


@pytest.fixture(autouse=True)
def standing(settings: Settings) -> None:
    for path, data in OLD.items():
        if data:
            file = settings.instance.parent / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def wanted() -> list[NewFile]:
    return [
        NewFile(path=path, data=data, based_on=sha256_of(OLD[path]) if OLD[path] else "")
        for path, data in NEW.items()
    ]


def folders(settings: Settings) -> dict[str, bytes]:
    """Every file of both folders, hidden neighbours too."""
    root = settings.instance.parent
    tops: Iterator[Path] = (top for top in (settings.modules_dir, settings.quizzes_dir))
    return {
        str(path.relative_to(root)): path.read_bytes()
        for top in tops
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }


ALL_OLD = {path: data for path, data in OLD.items() if data}
ALL_NEW = {path: data for path, data in NEW.items() if data is not None}


def test_files_come_change_and_go_together(app: Flask, settings: Settings, me: Person) -> None:
    done = put_files(settings, "loket", wanted(), me, clock.now())
    assert sorted(done) == sorted(NEW)
    assert folders(settings) == ALL_NEW
    assert list((settings.instance / journal.FOLDER).iterdir()) == []


# Three files: two are written beside (the third goes), three are switched; before, between and after.
@pytest.mark.parametrize("step", range(6))
@pytest.mark.parametrize("function", ["_write_beside", "_switch"])
def test_killed_at_any_step_the_next_one_finishes_it(
    app: Flask, settings: Settings, me: Person, monkeypatch: pytest.MonkeyPatch, function: str, step: int
) -> None:
    calls = 0
    real = getattr(journal, function)

    def counted(*values: Any) -> None:
        nonlocal calls
        if calls == step:
            raise Killed
        calls += 1
        real(*values)

    monkeypatch.setattr(journal, function, counted)
    try:
        put_files(settings, "loket", wanted(), me, clock.now())
        killed = False
    except Killed:
        killed = True
    monkeypatch.setattr(journal, function, real)
    assert killed == (step < (2 if function == "_write_beside" else 3))
    finish_interrupted(clock.now())
    assert folders(settings) == ALL_NEW
    assert len(store.versions("modules/loket/a.md", 10)) == 1
    assert finish_interrupted(clock.now()) == 0


def test_killed_before_anything_was_written_down_nothing_has_happened(
    app: Flask, settings: Settings, me: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any) -> None:
        raise Killed

    monkeypatch.setattr(journal, "begun", killed)
    with pytest.raises(Killed):
        put_files(settings, "loket", wanted(), me, clock.now())
    assert finish_interrupted(clock.now()) == 0
    assert folders(settings) == ALL_OLD


def test_killed_after_the_folders_and_before_the_database_both_agree_in_the_end(
    app: Flask, settings: Settings, me: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = journal.carried_out

    def killed(*values: Any) -> None:
        real(*values)
        raise Killed

    monkeypatch.setattr(journal, "carried_out", killed)
    with pytest.raises(Killed):
        put_files(settings, "loket", wanted(), me, clock.now())
    assert store.versions("modules/loket/a.md", 10) == []
    assert finish_interrupted(clock.now()) == 1
    assert [row.name for row in store.versions("modules/loket/a.md", 10)] == ["Wahyuni"]


def test_what_somebody_changed_after_the_crash_is_left_alone(
    app: Flask, settings: Settings, me: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any) -> None:
        raise Killed

    monkeypatch.setattr(journal, "carried_out", killed)
    with pytest.raises(Killed):
        put_files(settings, "loket", wanted(), me, clock.now())
    (settings.instance.parent / "modules/loket/a.md").write_bytes(b"dari tangan\n")
    finish_interrupted(clock.now())
    assert folders(settings) == {**ALL_NEW, "modules/loket/a.md": b"dari tangan\n"}


def test_the_next_putting_finishes_the_one_before_it(
    app: Flask, settings: Settings, me: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(journal, "carried_out", killed)
        with pytest.raises(Killed):
            put_files(settings, "loket", wanted(), me, clock.now())
    later = clock.now() + timedelta(minutes=1)
    seen_before_the_crash = NewFile(
        path="modules/loket/a.md", data=b"lain\n", based_on=sha256_of(OLD["modules/loket/a.md"])
    )
    with pytest.raises(ChangedMeanwhile):
        put_files(settings, "loket", [seen_before_the_crash], me, later)
    assert folders(settings) == ALL_NEW


def test_a_folder_that_refuses_one_file_gets_none_of_them(
    app: Flask, settings: Settings, me: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = journal._switch, 0

    def full(*values: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise OSError(28, "No space left on device")
        real(*values)

    monkeypatch.setattr(journal, "_switch", full)
    with pytest.raises(OSError, match="No space"):
        put_files(settings, "loket", wanted(), me, clock.now())
    assert folders(settings) == ALL_OLD
    assert not (settings.quizzes_dir / "loket").exists(), "a folder made for nothing goes again"
    assert store.versions("modules/loket/a.md", 10) == []
    assert finish_interrupted(clock.now()) == 0


def test_one_changed_file_keeps_all_back(app: Flask, settings: Settings, me: Person) -> None:
    (settings.instance.parent / "modules/loket/b.md").write_bytes(b"lain\n")
    with pytest.raises(ChangedMeanwhile) as changed:
        put_files(settings, "loket", wanted(), me, clock.now())
    assert changed.value.paths == ("modules/loket/b.md",)
    assert folders(settings) == {**ALL_OLD, "modules/loket/b.md": b"lain\n"}


@pytest.mark.both_databases
def test_of_many_at_once_exactly_one_replaces_the_version_all_of_them_saw(
    app: Flask, settings: Settings, me: Person
) -> None:
    based_on = sha256_of(OLD["modules/loket/a.md"])
    won: list[int] = []
    lost: list[int] = []
    start = threading.Barrier(4)

    def one(number: int) -> None:
        with app.app_context():
            start.wait()
            new = NewFile(path="modules/loket/a.md", data=f"dari {number}\n".encode(), based_on=based_on)
            try:
                put_files(settings, "loket", [new], me, clock.now() + timedelta(seconds=number))
                won.append(number)
            except ChangedMeanwhile:
                lost.append(number)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost)) == (1, 3)
    assert (settings.instance.parent / "modules/loket/a.md").read_bytes() == f"dari {won[0]}\n".encode()
    assert len(store.versions("modules/loket/a.md", 10)) == 1


def test_the_work_of_every_minute_finishes_what_a_crash_left() -> None:
    assert actions.finish_interrupted in [job.run for job in JOBS]
