"""A fault in an author's file: where it is, which rule it breaks, how to mend it.

A problem carries a rule id and values, never a sentence. Sentences live in one table per language, which
the room that knows the rules registers here (`elearn.content.sentences`), so that this file stays on the
ground floor.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from operator import attrgetter


class Level(StrEnum):
    """How bad it is: an error keeps a course from being published, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file; line and column count from 1, columns in characters."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """A change that is surely right: on `line`, the columns from `start` up to but without `end` become
    `text`.
    """

    line: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """The wording of a rule in one language.

    `{name}` is filled from the problem's values; `{name: words %s}` adds words only when there is a value.
    """

    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FrameWords:
    """The fixed words of the framed form in one language."""

    line: str
    error: str
    warning: str
    hint: str
    rule: str
    automatic: str


_sentences: dict[str, Mapping[str, Sentence]] = {}
_frames: dict[str, FrameWords] = {}


def register_sentences(language: str, sentences: Mapping[str, Sentence], frame: FrameWords) -> None:
    """Make the wording of one language known; a room calls this once, when it is imported."""
    _sentences[language] = {**_sentences.get(language, {}), **sentences}
    _frames[language] = frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault of one file. `excerpt` is the faulty line and `width` how many characters from the column
    are meant.
    """

    place: Place
    level: Level
    rule: str
    values: Mapping[str, str] = field(default_factory=dict, hash=False)
    excerpt: str = ""
    width: int = 0
    mend: Mend | None = None

    def message(self, language: str = "id") -> str:
        """What is wrong, as one sentence."""
        return self._worded(_sentence(self.rule, language).message)

    def hint(self, language: str = "id") -> str:
        """What to do about it; may be empty."""
        return self._worded(_sentence(self.rule, language).hint)

    @property
    def is_error(self) -> bool:
        """Whether this keeps the course from being published."""
        return self.level is Level.ERROR

    def _worded(self, template: str) -> str:
        return template.format_map(_Values({name: _Optional(value) for name, value in self.values.items()}))


class _Optional(str):
    """A value that brings its own words: `{meant: Maksud Anda "%s"?}` is nothing when the value is empty."""

    __slots__ = ()

    def __format__(self, words: str) -> str:
        return words.replace("%s", self) if words and self else str(self)


class _Values(dict[str, _Optional]):
    """A value that the problem does not carry is empty: a sentence must never fail."""

    def __missing__(self, key: str) -> _Optional:
        return _Optional()


def _sentence(rule: str, language: str) -> Sentence:
    for table in (_sentences.get(language, {}), _sentences.get("id", {})):
        if rule in table:
            return table[rule]
    return Sentence(rule)


def line_form(problem: Problem, language: str = "id") -> str:
    """`path:line:column: error|warning RULE message` and an indented hint, for editors and scripts."""
    place = problem.place
    where = f"{place.path}:{place.line}:{place.column}"
    first = f"{where}: {problem.level} {problem.rule} {problem.message(language)}"
    hint = problem.hint(language)
    return f"{first}\n  hint: {hint}" if hint else first


def framed(problems: Iterable[Problem], language: str = "id") -> str:
    """All problems for a person to read: grouped by file, with the faulty line and a caret under the spot."""
    by_place = sorted(problems, key=attrgetter("place"))
    return "\n".join(
        "\n".join([path, *(_framed_one(problem, language) for problem in group)])
        for path, group in groupby(by_place, key=lambda problem: problem.place.path)
    )


def _framed_one(problem: Problem, language: str) -> str:
    words = _frames[language] if language in _frames else _frames["id"]
    level = words.error if problem.is_error else words.warning
    lines = [f"  {words.line} {problem.place.line}  {level}  {problem.message(language)}"]
    if problem.excerpt:
        lines.append(f"     {problem.excerpt}")
        if problem.width:
            lines.append(f"     {' ' * (problem.place.column - 1)}{'^' * problem.width}")
    tail = [f"{words.hint}: {problem.hint(language)}"] if problem.hint(language) else []
    tail += [words.automatic] if problem.mend else []
    tail += [f"{words.rule} {problem.rule}"]
    return "\n".join([*lines, "     " + "   ".join(tail)])
