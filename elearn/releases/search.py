"""The search index of a release: one SQLite file, the same whatever database the people are in."""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Protocol, cast

from markupsafe import Markup

_MAX_WORDS = 8
_SHORTEST_BEGINNING = 3
_WORD = re.compile(r"[^\W_]+")
# Characters that no text holds, so that what surrounds a hit can be escaped before it is marked.
_HIT_OPEN, _HIT_CLOSE = "\x02", "\x03"
_CREATE = """CREATE VIRTUAL TABLE page USING fts5(
    course UNINDEXED, module UNINDEXED, section UNINDEXED, title, body, stems,
    tokenize = "unicode61 remove_diacritics 2", prefix = '2 3')"""
_FIND = """SELECT course, module, section, title, snippet(page, 4, ?, ?, '…', 14)
    FROM page WHERE page MATCH ? ORDER BY bm25(page, 0, 0, 0, 10, 1, 3), course, module, section LIMIT ?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What can be found: a section, or with empty module and section a course as a whole."""

    course: str
    module: str
    section: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A found page; `snippet` is safe HTML with the words in <mark>."""

    course: str
    module: str
    section: str
    title: str
    snippet: Markup


class _Stemmer(Protocol):
    def stemWords(self, words: Sequence[str]) -> list[str]: ...  # noqa: N802 (the package's own name)


@cache
def _stemmer() -> _Stemmer:
    # Imported at the first search: it costs 3 MB, and most processes never search.
    import snowballstemmer

    return cast(_Stemmer, snowballstemmer.stemmer("indonesian"))


def words_of(text: str) -> list[str]:
    """The words of a text, in small letters."""
    return _WORD.findall(text.casefold())


def index_path(folder: Path, manifest_sha256: str) -> Path:
    """Where the search index of a release lies."""
    return folder / "search" / f"{manifest_sha256}.sqlite"


def write_index(path: Path, pages: Iterable[Page]) -> None:
    """Write a new index file; `path` must not be in use."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(_CREATE)
        _insert(connection, pages)


def replace_courses(path: Path, courses: Iterable[str], pages: Iterable[Page]) -> None:
    """Change an index file: all pages of `courses` give way to `pages`."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany("DELETE FROM page WHERE course = ?", [(code,) for code in courses])
        _insert(connection, pages)


def _insert(connection: sqlite3.Connection, pages: Iterable[Page]) -> None:
    rows = (
        (page.course, page.module, page.section, page.title, page.text, _stems(f"{page.title} {page.text}"))
        for page in pages
    )
    connection.executemany("INSERT INTO page VALUES (?, ?, ?, ?, ?, ?)", rows)


def _stems(text: str) -> str:
    return " ".join(sorted(set(_stemmer().stemWords(sorted(set(words_of(text)))))))


def find(path: Path, words: str, limit: int) -> tuple[Hit, ...]:
    """The pages that have every word, itself or by its stem, best first. Never raises, whatever is typed."""
    query = _match_expression(words)
    if not query or limit < 1 or not path.is_file():
        return ()
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            rows = connection.execute(_FIND, (_HIT_OPEN, _HIT_CLOSE, query, limit)).fetchall()
    except sqlite3.Error:
        return ()
    return tuple(
        Hit(course=row[0], module=row[1], section=row[2], title=row[3], snippet=_marked(row[4]))
        for row in rows
    )


def _match_expression(words: str) -> str:
    """Our own quoting: what people type must never be read as search syntax."""
    typed = words_of(words[:200])[:_MAX_WORDS]
    stems = _stemmer().stemWords(typed) if typed else []
    return " AND ".join(_either(word, stem) for word, stem in zip(typed, stems, strict=True))


def _either(word: str, stem: str) -> str:
    """The word, or any word that begins with it once three letters are typed, or its stem."""
    beginning = "*" if len(word) >= _SHORTEST_BEGINNING else ""
    return f'("{word}"{beginning} OR stems : "{stem}")'


def _marked(snippet: str) -> Markup:
    safe = escape(snippet).replace(_HIT_OPEN, "<mark>").replace(_HIT_CLOSE, "</mark>")
    return Markup(safe)  # noqa: S704 (escaped in the line above)
