"""`elearn preview`: one browser, the files as they are, problems at their place, nothing kept."""

from __future__ import annotations

import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from elearn.config import Settings
from tests.publishing.samples import course_files

PATIENCE_S = 60
COURSE = "loket-ramah"
MODULE = f"modules/{COURSE}/01-loket.md"
SENTENCE = "Warga mengambil nomor antrean."


class Preview:
    """A running `elearn preview` on the files of a folder, and one browser."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ELEARN_")}
        (folder / "tmp").mkdir(exist_ok=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "elearn", "preview", *arguments],
            env=kept
            | {
                "ELEARN_MODULES_DIR": str(folder / "modules"),
                "ELEARN_QUIZZES_DIR": str(folder / "quizzes"),
                "ELEARN_INSTANCE": str(folder / "never"),
                "ELEARN_DATABASE_URL": "sqlite:////nowhere/at/all.sqlite",
                "TMPDIR": str(folder / "tmp"),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.jar = http.cookiejar.CookieJar()
        self._browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.address = self._printed_address()
        self.base = self.address.partition("/working/")[0]

    def get(self, path: str) -> str:
        """A page in the author's browser; a bare path of the preview or a whole address."""
        address = path if path.startswith("http") else self.base + path
        with self._browser.open(address, timeout=30) as answer:
            return str(answer.read().decode())

    def get_when(self, path: str, is_there: Callable[[str], bool]) -> str:
        """The page as soon as it shows what was saved."""
        end = time.monotonic() + PATIENCE_S
        while not is_there(page := self.get(path)):
            assert time.monotonic() < end, page
            time.sleep(0.1)
        return page

    def stop(self, how: signal.Signals = signal.SIGINT) -> str:
        """Ctrl-C; gives what it printed at the end."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        rest, _ = self.process.communicate(timeout=PATIENCE_S)
        return rest

    def _printed_address(self) -> str:
        assert self.process.stdout is not None
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            found = re.search(r"http://127\.0\.0\.1:\d+/working/enter/\S+", line)
            if found:
                return found[0]
        raise AssertionError("".join(lines))


def status_of(address: str, **headers: str) -> int:
    """What a browser that was never let in gets."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of an author, with a draft among them; another course stands by."""
    draft = course_files()[MODULE].replace("kode: loket", "kode: meja\nstatus: draf")
    write(tmp_path, course_files() | course_files("arsip-rapi") | {f"modules/{COURSE}/02-meja.md": draft})
    return tmp_path


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[..., Preview]]:
    running: list[Preview] = []

    def begin(*arguments: str) -> Preview:
        running.append(Preview(folder, *arguments))
        return running[-1]

    yield begin
    for one in running:
        one.stop(signal.SIGTERM)


def test_what_is_saved_is_seen_and_what_is_wrong_stands_at_its_place(
    folder: Path, start: Callable[..., Preview]
) -> None:
    preview = start(COURSE)
    page = preview.get(preview.address)
    assert "Ruang" not in page.partition("</title>")[0]
    assert f'href="/working/{COURSE}/preview/loket/antrean"' in page
    assert f'href="/working/{COURSE}/preview/meja/' in page, "drafts too"
    section = f"/working/{COURSE}/preview/loket/antrean"
    page = preview.get(section)
    assert SENTENCE in page
    assert 'http-equiv="refresh"' in page, "without scripts it comes anew by itself"
    assert " style=" not in page
    before = preview.get("/working/state")
    assert f'content="{before}"' in page

    saved = course_files()[MODULE].replace(
        SENTENCE, "Petugas memanggil [warga](../tidak-ada.md) satu per satu."
    )
    write(folder, {MODULE: saved})
    page = preview.get_when(section, lambda text: "satu per satu" in text)
    assert preview.get("/working/state") != before
    line = next(number for number, text in enumerate(saved.splitlines(), 1) if "satu per satu" in text)
    frame = page.partition('<div class="fault">')[2]
    assert frame.index("satu per satu") < frame.index(f"baris {line}"), "the problem follows its paragraph"
    assert page.index("1 masalah di sini") < page.index('<div class="fault">'), "and a list is on top"
    assert f"baris {line}" in preview.get(f"/working/{COURSE}/preview/")

    write(folder, {f"modules/{COURSE}/course.md": "---\nkode: Salah Sekali\n"})
    assert "K-" in preview.get(f"/working/{COURSE}/preview/"), "a course that cannot be read says why"
    write(folder, course_files())
    assert SENTENCE in preview.get_when(section, lambda text: SENTENCE in text)


def test_quizzes_and_pictures_are_shown_and_nothing_else(folder: Path, start: Callable[..., Preview]) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'
    text = course_files()[MODULE].replace(SENTENCE, f"{SENTENCE}\n\n![Loket](gambar/loket.svg)")
    write(folder, {MODULE: text, f"modules/{COURSE}/gambar/loket.svg": svg})
    preview = start()
    overview = preview.get(preview.address)
    assert f"/working/{COURSE}/preview/" in overview
    assert "/working/arsip-rapi/preview/" in overview
    assert "Pembahasan" in preview.get(f"/working/{COURSE}/quiz-preview/kuis-loket")
    page = preview.get(f"/working/{COURSE}/preview/loket/antrean")
    picture = re.search(r'src="(/working/[^"]+\.svg)"', page)
    assert picture
    assert "<path" in preview.get(picture[1])
    for elsewhere in ("/learning/", "/authoring/", "/accounts/sign-in", f"/working/{COURSE}/preview/loket/x"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            preview.get(elsewhere)
        with refused.value:
            assert refused.value.code == 404, elsewhere


def test_only_the_browser_that_was_let_in_sees_anything(start: Callable[..., Preview]) -> None:
    preview = start(COURSE)
    page = f"{preview.base}/working/{COURSE}/preview/"
    assert status_of(page) == 404
    assert status_of(f"{preview.base}/working/state") == 404
    assert status_of(f"{preview.base}/working/enter/{'A' * 43}") == 404
    assert status_of(preview.address, Host="evil.example") == 404
    assert status_of(preview.address, **{"X-Forwarded-For": "10.0.0.1"}) == 404
    preview.get(preview.address)
    assert SENTENCE in preview.get(f"/working/{COURSE}/preview/loket/antrean")
    assert status_of(preview.address) == 404, "the address opens one browser"
    assert "/preview/loket/antrean" in preview.get(preview.address), "which may use it again"
    assert {cookie.name for cookie in preview.jar} == {"elearn_working"}, "not the cookie of the server"


def test_ctrl_c_ends_it_and_leaves_nothing_behind(folder: Path, start: Callable[..., Preview]) -> None:
    preview = start()
    preview.get(preview.address)
    assert list((folder / "tmp").iterdir())
    assert "Pratinjau selesai." in preview.stop()
    assert preview.process.returncode == 0
    assert not (folder / "never").exists(), "the real installation is not touched"
    assert list((folder / "tmp").iterdir()) == []


def test_a_port_that_is_taken_and_a_course_that_is_not_there_are_one_sentence(
    folder: Path, start: Callable[..., Preview]
) -> None:
    port = start().base.rpartition(":")[2]
    for arguments in (("--port", port), ("tidak-ada",)):
        done = subprocess.run(
            [sys.executable, "-m", "elearn", "preview", *arguments],
            env=os.environ
            | {
                "ELEARN_MODULES_DIR": str(folder / "modules"),
                "ELEARN_QUIZZES_DIR": str(folder / "quizzes"),
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )
        assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr


def test_an_ordinary_server_has_no_working_files(settings: Settings, client: object) -> None:
    for path in ("/working/", "/working/state", f"/working/{COURSE}/preview/", f"/working/enter/{'A' * 43}"):
        assert client.get(path).status_code == 404  # type: ignore[attr-defined]
