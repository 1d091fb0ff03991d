"""Front matter: flat `key: value` lines between two `---`, read as text and never typed by YAML."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from elearn.content.findings import found
from elearn.content.near import nearest
from elearn.content.questions.meta import plain_key
from elearn.content.text import Line, SourceText, Value
from elearn.problems import Place, Problem

Keys = Mapping[str, tuple[str, ...]]
"""Canonical keys with their English aliases."""

_KEY = re.compile(r"(?P<key>[^\W\d_][\w\- ]*?)\s*:(?:\s+(?P<value>.*?))?\s*")
_LIST_ITEM = re.compile(r"\s*-\s+(?P<value>.*?)\s*")
_FENCE = re.compile(r"---\s*")


@dataclass(frozen=True, kw_only=True)
class FrontMatter:
    """The keys of a file: `values` as written (a list joins its items with commas), `lists` item by item.

    `place` is where the front matter begins, `body_start` the index of the first line below it.
    """

    values: Mapping[str, Value]
    lists: Mapping[str, tuple[Value, ...]]
    place: Place
    body_start: int
    is_present: bool
    problems: tuple[Problem, ...]


@dataclass
class _Entry:
    line: Line
    written: str
    column: int
    texts: list[str] = field(default_factory=list)
    items: list[Value] = field(default_factory=list)


def read_front_matter(source: SourceText, keys: Keys, meaningless: tuple[str, ...] = ()) -> FrontMatter:
    """Read the front matter of a file; `meaningless` keys are refused with their own sentence."""
    start = next((at for at, line in enumerate(source.lines) if not line.is_blank), 0)
    if not _FENCE.fullmatch(source.lines[start].text):
        return FrontMatter(
            values={}, lists={}, place=Place(source.path), body_start=0, is_present=False, problems=()
        )
    end = next(
        (at for at in range(start + 1, len(source.lines)) if _FENCE.fullmatch(source.lines[at].text)), None
    )
    place = source.place(source.lines[start])
    if end is None:
        problem = found("K-410", place)
        return FrontMatter(
            values={},
            lists={},
            place=place,
            body_start=len(source.lines),
            is_present=True,
            problems=(problem,),
        )
    entries, problems = _entries(source, source.lines[start + 1 : end])
    values, lists, more = _by_key(source, entries, keys, meaningless)
    return FrontMatter(
        values=values,
        lists=lists,
        place=place,
        body_start=end + 1,
        is_present=True,
        problems=(*problems, *more),
    )


def _entries(source: SourceText, lines: tuple[Line, ...]) -> tuple[list[_Entry], list[Problem]]:
    entries: list[_Entry] = []
    problems: list[Problem] = []
    for line in lines:
        if line.is_blank or line.text.startswith("#"):
            continue
        item = _LIST_ITEM.fullmatch(line.text)
        key = _KEY.fullmatch(line.text)
        if item and entries:
            column = item.start("value") + 1
            entries[-1].items.append(Value(_unquoted(item["value"]), source.place(line, column)))
        elif key:
            value = _unquoted(key["value"] or "")
            texts = [value] if value not in ("", ">", "|", ">-", "|-") else []
            entries.append(_Entry(line, key["key"], key.start("value") + 1 if key["value"] else 1, texts))
        elif line.text[:1] in " \t" and entries and not entries[-1].items:
            entries[-1].texts.append(line.text.strip())
        else:
            problems.append(found("K-415", source.place(line), excerpt=line.text))
    return entries, problems


def _unquoted(text: str) -> str:
    """The text without the quotes that people used to YAML put around it."""
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _by_key(
    source: SourceText, entries: list[_Entry], keys: Keys, meaningless: tuple[str, ...]
) -> tuple[dict[str, Value], dict[str, tuple[Value, ...]], list[Problem]]:
    values: dict[str, Value] = {}
    lists: dict[str, tuple[Value, ...]] = {}
    problems: list[Problem] = []
    for entry in entries:
        key = canonical_key(entry.written, keys)
        place = source.place(entry.line)
        if key is None:
            problems.append(_unknown(entry, place, keys, meaningless))
        elif key in values:
            problems.append(found("K-412", place, excerpt=entry.line.text, key=key))
        elif not entry.texts and not entry.items:
            problems.append(found("K-417", place, excerpt=entry.line.text, key=key))
        else:
            value = Value(" ".join(entry.texts), source.place(entry.line, entry.column))
            lists[key] = tuple(entry.items) or tuple(_comma_separated(value))
            values[key] = value if entry.texts else Value(", ".join(one.text for one in entry.items), place)
    return values, lists, problems


def canonical_key(written: str, keys: Keys) -> str | None:
    """The canonical key for one as written, or None."""
    plain = plain_key(written)
    return next((key for key, aliases in keys.items() if plain == key or plain in aliases), None)


def _unknown(entry: _Entry, place: Place, keys: Keys, meaningless: tuple[str, ...]) -> Problem:
    plain = plain_key(entry.written)
    width = len(entry.written)
    if plain in meaningless:
        return found("K-416", place, excerpt=entry.line.text, width=width, key=entry.written)
    every = [*keys, *(alias for aliases in keys.values() for alias in aliases)]
    near = nearest(plain, every) or ""
    known = "" if near else ", ".join(keys)
    return found(
        "K-411", place, excerpt=entry.line.text, width=width, key=entry.written, meant=near, known=known
    )


def _comma_separated(value: Value) -> Iterator[Value]:
    text = value.text
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    for part in text.split(","):
        if part.strip():
            yield Value(part.strip(), value.place)
