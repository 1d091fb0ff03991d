"""docs/menulis.md does what it says: a stranger who follows it word by word ends with a published course."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePath

import click
import pytest

from elearn.commands import COMMANDS, MODULES
from elearn.config import PROJECT_ROOT, Settings
from elearn.publishing.checking import check_content
from elearn.publishing.single import check_file
from tests.publishing.samples import course_files

GUIDE = (PROJECT_ROOT / "docs" / "menulis.md").read_text(encoding="utf-8")
PATIENCE_S = 60
_FENCE = re.compile(r"(?ms)^(?P<fence>`{3,})(?P<kind>\w*)\n(?P<text>.*?)^(?P=fence)$")
_FILE = re.compile(r"Buka `(?P<path>(?:modules|quizzes)/[^`]+)`")
# What a section made of this element must show.
ELEMENTS = {
    "Huruf, daftar, tautan": ("<strong>", "<em>", "<mark>", "<ol", "<ul", 'href="https://jdih.go.id/"'),
    "Kotak": ("admonition", "Contoh dari loket", "waspada"),
    "Yang dibuka bila perlu, dan tab": ("<details", "<summary", "Surat rahasia"),
    "Tabel dan istilah": ("<table", "<dl", "<abbr", "footnote"),
    "Rumus dan kode": ("<math", "<pre", "12;5 Maret 2026"),
    "Gambar": ("<figure", "<figcaption", "Lemari arsip dengan empat laci berlabel"),
}


@dataclass(frozen=True)
class Step:
    """One thing to do: a command to type, or a file to write."""

    command: str = ""
    path: str = ""
    text: str = ""


def section(title: str, level: str = "##") -> str:
    """The text below a heading, up to the next one of its level; a heading in a code block is none."""
    outside = _FENCE.sub(lambda fence: "x" * len(fence[0]), GUIDE)
    start = outside.find(f"\n{level} {title}\n")
    assert start >= 0, f"docs/menulis.md has no heading {title!r}"
    start += len(title) + len(level) + 3
    following = re.search(rf"(?m)^#{{2,{len(level)}}} ", outside[start:])
    return GUIDE[start : start + following.start()] if following else GUIDE[start:]


def steps() -> Iterator[Step]:
    text = section("Dari nol sampai terbit: 15 menit")
    end = 0
    for fence in _FENCE.finditer(text):
        before, end = text[end : fence.start()], fence.end()
        if fence["kind"] == "bash":
            yield from (Step(command=line) for line in fence["text"].splitlines() if line)
        else:
            named = _FILE.search(before)
            assert named, f"which file is this? {fence['text'][:60]!r}"
            yield Step(path=named["path"], text=fence["text"])


class Desk:
    """The folder of somebody who follows the guide."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ELEARN_")}
        self.surroundings = kept | {
            "ELEARN_MODULES_DIR": str(folder / "modules"),
            "ELEARN_QUIZZES_DIR": str(folder / "quizzes"),
            "ELEARN_INSTANCE": str(folder / "instance"),
            "PYTHONPATH": str(PROJECT_ROOT),
        }
        for name in ("modules", "quizzes"):
            (folder / name).mkdir()

    def write(self, step: Step) -> None:
        """Replace what stands in a file that an earlier command made."""
        path = self.folder / step.path
        assert path.is_file(), f"{step.path} is not what the command before has made"
        path.write_text(step.text, encoding="utf-8")

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Type a command of the guide."""
        return subprocess.run(
            self._words(command),
            cwd=self.folder,
            env=self.surroundings,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )

    def look(self, command: str) -> str:
        """Start the preview, and end it with Ctrl-C as soon as it says where it is."""
        process = subprocess.Popen(
            self._words(command), cwd=self.folder, env=self.surroundings, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        with process.stdout as printed:
            first = next((line for line in printed if "http://" in line), "")
            process.send_signal(signal.SIGINT)
            rest = printed.read()
        assert process.wait(PATIENCE_S) == 0
        return first + rest

    @staticmethod
    def _words(command: str) -> list[str]:
        words = shlex.split(command)
        assert words[:3] == ["python3", "-m", "elearn"], command
        return [sys.executable, "-m", "elearn", *words[3:]]


def test_following_the_guide_word_by_word_publishes_a_course(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    answers: dict[str, str] = {}
    for step in steps():
        if step.path:
            desk.write(step)
        elif " preview " in step.command:
            assert "http://127.0.0.1:" in desk.look(step.command)
        else:
            done = desk.run(step.command)
            assert done.returncode == 0, f"{step.command}\n{done.stdout}{done.stderr}"
            answers[step.command.split()[3]] = done.stdout + done.stderr
    assert list(answers) == ["new", "check", "publish"]
    assert "error" not in answers["check"]
    assert "warning" not in answers["check"], "what the guide shows is without a fault"
    assert "kearsipan: terbit\n" in answers["publish"]
    assert "Rilis 1 berlaku." in answers["publish"]
    listed = desk.run("python3 -m elearn releases").stdout
    assert "Terbitan pertama" in listed
    assert "kearsipan: tidak berubah" in desk.run("python3 -m elearn publish kearsipan").stdout


def test_every_element_of_a_section_comes_out_as_the_guide_says(settings: Settings) -> None:
    text = section("Unsur di dalam bagian", "###")
    shown: dict[str, str] = {}
    end = 0
    for fence in _FENCE.finditer(text):
        (name,) = re.findall(r"(?m)^\*\*(.+?)\*\*", text[end : fence.start()])
        shown[name], end = fence["text"], fence.end()
    assert set(ELEMENTS) <= set(shown)
    files = course_files()
    path = "modules/loket-ramah/01-loket.md"
    parts = [f"## Unsur {at} {{#unsur-{at}}}\n\n{shown[name]}" for at, name in enumerate(ELEMENTS)]
    task = next(one for name, one in shown.items() if name.startswith("Tugas praktik"))
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'
    files[path] += "\n" + "\n".join([*parts, task])
    for name, body in (files | {"modules/loket-ramah/gambar/lemari.svg": svg}).items():
        target = settings.instance.parent / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(body, encoding="utf-8")
    (course,) = check_content(settings).courses
    assert [(one.rule, one.message()) for one in course.problems] == []
    assert course.compiled is not None
    module = course.compiled.index.course.modules[0]
    bodies = {one.code: course.compiled.objects[one.body_sha256].decode() for one in module.sections}
    for at, (name, expected) in enumerate(ELEMENTS.items()):
        missing = [part for part in expected if part not in bodies[f"unsur-{at}"]]
        assert missing == [], f"{name}: {bodies[f'unsur-{at}']}"
    assert "tugas" in bodies


@pytest.mark.parametrize(
    "text",
    [
        one["text"]
        for one in _FENCE.finditer(GUIDE)
        if one["kind"] == "markdown" and one["text"].startswith("---")
    ],
    ids=lambda text: re.search(r"judul: (.*)", text)[1],  # type: ignore[index]
)
def test_every_whole_file_that_is_shown_is_sound(text: str) -> None:
    name = "course.md" if "ringkasan:" in text else "contoh.md"
    found = check_file(text.encode(), PurePath(name)).problems
    assert [one.message() for one in found if one.is_error] == []


@pytest.mark.parametrize("line", sorted(set(re.findall(r"(?m)^python3 -m elearn (.+)$", GUIDE))))
def test_every_option_that_is_shown_exists(line: str) -> None:
    words = shlex.split(line)
    name = words[0]
    assert name in COMMANDS
    command = import_module(f"elearn.commands.{MODULES.get(name, name)}").command
    while isinstance(command, click.Group):
        words = words[1:]
        command = command.commands[words[0]]
    known = {option for one in command.params for option in one.opts}
    assert {word for word in words if word.startswith("--")} <= known
