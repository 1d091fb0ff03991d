"""English, the second language: complete, exact, and on a page nothing but English around the course."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from elearn import clock
from elearn.accounts import help_actions
from elearn.accounts.roles import Role
from tests.conftest import csrf_of
from tests.publishing.samples import course_files

ROOT = Path(__file__).resolve().parent.parent
MESSAGES = ROOT / "elearn" / "translations" / "en" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
WORD = re.compile(r"[^\W\d_]{3,}")
MARCH = datetime(2026, 3, 5, 3, 0, tzinfo=UTC)


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def texts(value: Any) -> tuple[str, ...]:
    """The one text of a message, or its singular and plural."""
    return (value,) if isinstance(value, str) else tuple(value)


def messages(catalog: Catalog) -> list[Message]:
    return [one for one in catalog if one.id]


def meanings(catalog: Catalog) -> dict[tuple[Any, ...], tuple[str, ...]]:
    return {(one.context, *texts(one.id)): texts(one.string) for one in messages(catalog)}


def make_messages(folder: Path) -> Path:
    """What `make messages` would write, in a copy; gives the renewed catalogue."""
    recipe = re.search(r"(?m)^messages:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert recipe, "the Makefile has no target messages"
    shutil.copytree(ROOT / "elearn" / "translations", folder / "translations")
    lines = recipe[1].replace("\\\n", " ").splitlines()
    for words in map(shlex.split, lines):
        if words[0].endswith("/pybabel") and "compile" not in words:
            moved = {".messages.pot": f"{folder}/new.pot", "elearn/translations": f"{folder}/translations"}
            CommandLineInterface().run(["pybabel", *(moved.get(word, word) for word in words[1:])])
    return folder / "translations" / "en" / "LC_MESSAGES" / "messages.po"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return read(MESSAGES / "messages.po")


class TestTheCatalogue:
    def test_is_what_make_messages_leaves(
        self, catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(ROOT)
        renewed = read(make_messages(tmp_path))
        here = [(one.context, one.id) for one in messages(catalog)]
        assert here == [(one.context, one.id) for one in messages(renewed)], "run `make messages`"
        assert len(here) > 400

    def test_says_everything_in_english(self, catalog: Catalog) -> None:
        assert [one.id for one in messages(catalog) if not all(texts(one.string))] == []

    def test_guesses_nothing_and_drags_nothing_along(self, catalog: Catalog) -> None:
        assert [one.id for one in messages(catalog) if one.fuzzy] == []
        assert list(catalog.obsolete) == []

    def test_keeps_the_placeholders(self, catalog: Catalog) -> None:
        wrong = [
            one.id
            for one in messages(catalog)
            for ours, theirs in zip(texts(one.id), texts(one.string), strict=True)
            if set(PLACEHOLDER.findall(ours)) != set(PLACEHOLDER.findall(theirs))
        ]
        assert wrong == []

    def test_has_no_percent_sign_that_formatting_would_trip_over(self, catalog: Catalog) -> None:
        for one in messages(catalog):
            for text in (*texts(one.id), *texts(one.string)):
                assert "%" not in PLACEHOLDER.sub("", text), text

    def test_ends_sentences_as_the_indonesian_does_and_never_shouts(self, catalog: Catalog) -> None:
        for one in messages(catalog):
            for ours, theirs in zip(texts(one.id), texts(one.string), strict=True):
                assert "!" not in theirs, theirs
                assert ours.endswith((".", "?")) == theirs.endswith((".", "?")), theirs

    def test_is_compiled(self, catalog: Catalog) -> None:
        compiled = BytesIO()
        write_mo(compiled, catalog)
        compiled.seek(0)
        expected = read_mo(compiled)
        with (MESSAGES / "messages.mo").open("rb") as file:
            found = read_mo(file)
        assert meanings(found) == meanings(expected), "run `make messages`"


def template_words(path: Path) -> Iterator[str]:
    """What a template prints by itself: text and spoken attributes outside of expressions."""
    source = re.sub(r"(?s)\{#.*?#\}", " ", path.read_text(encoding="utf-8"))
    source = re.sub(r"(?s)\{\{.*?\}\}|\{%.*?%\}", " ", source)
    yield from re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', source)
    yield from re.split(r"(?s)<[^>]*>", source)


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_a_template_prints_no_word_that_cannot_be_translated(path: Path) -> None:
    assert [text.strip() for text in template_words(path) if WORD.search(text)] == []


class Heard(HTMLParser):
    """What a page says in its own language: text and spoken attributes outside of `lang="id"`."""

    VOID = frozenset({"input", "img", "br", "meta", "link", "hr", "use", "circle", "path"})
    SILENT = frozenset({"title", "script", "style"})

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.language: str | None = None
        self._inside: list[str] = []
        self._away = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "html":
            self.language = given.get("lang")
        is_away = given.get("lang") == "id" or tag in self.SILENT
        if not self._away and not is_away:
            self.words += [given.get(name) or "" for name in ("aria-label", "title", "alt", "placeholder")]
            self.words += [text or "" for name, text in attributes if name.startswith("data-")]
        if tag in self.VOID:
            return
        self._away += bool(self._away or is_away)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Nothing is inside."""

    def handle_endtag(self, tag: str) -> None:
        self._away -= bool(self._away)

    def handle_data(self, data: str) -> None:
        if not self._away:
            self.words.append(data)


def heard(html: str) -> Heard:
    parser = Heard()
    parser.feed(html)
    return parser


NAMES = ("Pemerintah Kota Contoh", "Kota Contoh", "Dinas Contoh")
"""The names of the agency and its unit are no sentences."""


@pytest.fixture(scope="module")
def indonesian_words(catalog: Catalog) -> frozenset[str]:
    """Words of the Indonesian screen that no English sentence has."""
    english = {
        word for one in messages(catalog) for text in texts(one.string) for word in WORD.findall(text.lower())
    }
    ours = {
        word for one in messages(catalog) for text in texts(one.id) for word in WORD.findall(text.lower())
    }
    found = frozenset(ours - english)
    assert {"beranda", "katalog", "selanjutnya", "bagian", "soal", "nilai"} <= found
    return found


@pytest.fixture
def speaks_english(indonesian_words: frozenset[str]) -> Callable[..., None]:
    """Complains about a page with an Indonesian word of the frame."""

    def check(page: Any, *own_names: str) -> None:
        assert page.content_type.startswith("text/html"), page.request.path
        said = heard(page.text)
        assert said.language == "en", page.request.path
        text = " ".join(said.words)
        for name in (*own_names, *NAMES):
            text = text.replace(name, " ")
        slipped = set(WORD.findall(text.lower())) & indonesian_words
        assert slipped == set(), (page.request.path, " ".join(text.split()))

    return check


@pytest.fixture
def english(make_person: Callable[..., Any], sign_in: Callable[..., Any], app: Any) -> Callable[..., Any]:
    """english(roles=...) -> the browser of a signed-in person who reads English."""

    def browser(**facts: Any) -> FlaskClient:
        client: FlaskClient = sign_in(app.test_client(), make_person(**facts))
        token = csrf_of(client.get("/privacy"))
        client.post("/language", data={"csrf_token": token, "language": "en"})
        return client

    return browser


def test_the_hearing_of_these_tests_leaves_out_course_text_only() -> None:
    said = heard(
        '<html lang="en"><title>Kuis</title><p>One <span lang="id">dua <br><b>tiga</b></span> four'
        '<input placeholder="five"></p><p lang="id"><img alt="enam"></p><p>seven</p></html>'
    )
    assert " ".join(said.words).split() == ["One", "four", "five", "seven"]


def test_a_stranger_can_sign_in_in_english(client: FlaskClient, speaks_english: Callable[..., None]) -> None:
    page = client.get("/accounts/sign-in")
    assert page.status_code == 200
    client.post("/language", data={"csrf_token": csrf_of(page), "language": "en"})
    page = client.get("/accounts/sign-in")
    assert "Sign in" in page.text
    speaks_english(page)
    for path in ("/accounts/help", "/accounts/help/sent", "/privacy", "/accessibility", "/help"):
        speaks_english(client.get(path), "Pelindungan Data Pribadi", "Undang-Undang Nomor")
    empty = {"csrf_token": csrf_of(page)}
    speaks_english(client.post("/accounts/sign-in", data=empty))
    speaks_english(client.post("/accounts/help", data=empty))


def test_a_learner_reads_an_english_frame_around_an_indonesian_course(
    english: Callable[..., FlaskClient],
    publish_files: Callable[..., Any],
    speaks_english: Callable[..., None],
) -> None:
    publish_files(course_files())
    browser = english()
    section, course = "/learning/loket-ramah/loket/menyapa", "/learning/loket-ramah/"
    for path in ("/learning/", "/learning/?minutes=5", "/learning/catalog", "/learning/catalog?q=warga"):
        speaks_english(browser.get(path))
    token = {"csrf_token": csrf_of(browser.get("/learning/"))}
    for path in (section, course, "/learning/", "/learning/saved", "/learning/catalog?q=zzz", "/tidak-ada"):
        speaks_english(browser.get(path))
    speaks_english(
        browser.post(f"{section}/checks", data={**token, "quiz": "latihan", "question": "latihan-01"})
    )
    page = browser.get(section)
    assert '<div class="prose" lang="id">' in page.text
    assert "Section 1 of 2" in page.text

    quiz = "/quiz/loket-ramah/kuis-loket"
    speaks_english(browser.get(quiz))
    attempt = browser.post(f"{quiz}/attempts", data=token).location or ""
    for path in (attempt, f"{attempt}/review"):
        speaks_english(browser.get(path))
    browser.post(f"{attempt}/submission", data=token)
    for path in (f"{attempt}/result", quiz, course):
        speaks_english(browser.get(path))


def test_who_looks_after_others_works_in_english(
    english: Callable[..., FlaskClient],
    publish_files: Callable[..., Any],
    speaks_english: Callable[..., None],
    settings: Any,
) -> None:
    publish_files(course_files())
    quiz = settings.quizzes_dir / "loket-ramah" / "kuis-loket.md"
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("- [x] Nomor", "- [ ] Nomor"), encoding="utf-8")
    browser = english(name="Wahyuni", roles=(Role.HR_ADMIN,))
    help_actions.ask_for_help(
        kind="forgot-number", name="Wahyuni", unit_name="Dinas Contoh", contact="0812", address="192.0.2.1"
    )
    page = browser.get("/authoring/")
    assert "Needs fixing" in page.text
    speaks_english(page, "kuis-loket.md", "Apa yang diambil warga?")
    speaks_english(browser.get("/authoring/loket-ramah/kuis-loket/statistics"))
    page = browser.get("/authoring/loket-ramah/kuis-loket/statistics")
    assert "Question statistics" in page.text
    speaks_english(page)
    page = browser.get("/accounts/requests")
    assert "Wahyuni" in page.text
    speaks_english(page)
    detail = re.search(r"/accounts/requests/\d+", page.text)
    assert detail
    speaks_english(browser.get(detail[0]))


def test_dates_are_english(english: Callable[..., FlaskClient], speaks_english: Callable[..., None]) -> None:
    with clock.fixed_at(MARCH):
        page = english().get("/profile/")
    assert "5 March 2026" in page.text
    assert "Maret" not in page.text
    speaks_english(page)


def test_an_indonesian_page_marks_nothing(
    client: FlaskClient,
    make_person: Callable[..., Any],
    sign_in: Callable[..., Any],
    publish_files: Callable[..., Any],
) -> None:
    publish_files(course_files())
    page = sign_in(client, make_person()).get("/learning/loket-ramah/loket/menyapa").text
    assert heard(page).language == "id"
    assert re.findall(r'lang="id"', page) == ['lang="id"']
