"""The text of a cloze question: `[[...]]` read into blanks, and written back."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from elearn.content.findings import found
from elearn.content.near import nearest
from elearn.content.questions.choices import same_option
from elearn.content.questions.contract import option_id
from elearn.content.questions.items import bare_box, credit_of
from elearn.content.questions.matching import CODE
from elearn.content.questions.number import key_problem
from elearn.content.questions.number_key import NumberKey, UnreadableKey, read_key
from elearn.content.questions.short_text import comparable
from elearn.content.text import Line, LineKind, Value
from elearn.problems import Place, Problem

# Characters that no keyboard makes; others than those that the renderer uses itself.
_OPEN, _CLOSE = "\ue002", "\ue003"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_TOKEN = re.compile(r"\[\[|\]\](?!\])|\n[ \t]*(?=\n)")
_ESCAPED = re.compile(r"\\[\[\]]")
_PIECES = re.compile(r"(?<!\\)\|")
_UNESCAPE = re.compile(r"\\([|\[\]])")
_KEYWORD = re.compile(r"\s*(?P<word>[^\W\d_]{3,12})\s*:(?P<value>.*)", re.DOTALL)
_NUMBER_WORDS = ("angka", "number")
_NO_PLACE = re.compile(
    rf"\[[^\[\]\n]*{_OPEN}[^\[\]\n]*\](?=[(\[])"
    rf"|\]\([^)\n]*{_OPEN}"
    rf"|{_CLOSE}\("
    rf"|<[A-Za-z/][^>\n]*{_OPEN}"
    rf"|\$[^$\n]*{_OPEN}[^$\n]*\$"
    rf"|\\\([^\n]*?{_OPEN}[^\n]*?\\\)"
)
"""Places where a blank would be lost: inside a link, picture, tag or formula."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """One gap: to type (`right` holds the alternatives), to choose (`options` holds all, `right` the one), or
    a number.
    """

    right: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    number: NumberKey | None = None

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Id and text of each option, by their words: the order of the file may tell the key."""
        ordered = sorted(self.options, key=lambda text: (text.casefold(), text))
        return tuple((option_id(text), text) for text in ordered)

    def written(self) -> str:
        """What stands between the brackets in a file."""
        if self.number is not None:
            return f"Angka: {self.number.written()}"
        if self.options:
            boxes = (f"[{'x' if text in self.right else ' '}] {_escaped(text)}" for text in self.options)
            return f" {' | '.join(boxes)} "
        return " | ".join(_escaped(text) for text in self.right)


def mark_of_blank(number: int) -> str:
    """What stands in the text for blank `number`, counted from 1."""
    return f"{_OPEN}{number}{_CLOSE}"


def written_text(text: str, blanks: Sequence[Blank]) -> str:
    """The text with its blanks in brackets."""
    return _MARK.sub(lambda match: f"[[{blanks[int(match[1]) - 1].written()}]]", text)


@dataclass(frozen=True)
class _Source:
    """The text as one string that still knows the places of its characters."""

    path: str
    lines: tuple[tuple[Line, int], ...]  # with the column that its first character has in the file

    @cached_property
    def text(self) -> str:
        """The lines joined; a comment is an empty one. Our own signs are not the author's to use."""
        joined = "\n".join("" if line.kind is LineKind.COMMENT else line.text for line, _ in self.lines)
        return joined.replace(_OPEN, "\N{REPLACEMENT CHARACTER}").replace(_CLOSE, "\N{REPLACEMENT CHARACTER}")

    @cached_property
    def masked(self) -> str:
        """The text with code and escaped brackets hidden, character by character."""
        texts = self.text.split("\n")
        fenced = [
            "\0" * len(text) if line.kind is LineKind.FENCE else text
            for (line, _), text in zip(self.lines, texts, strict=True)
        ]
        return _ESCAPED.sub(_hidden, CODE.sub(_hidden, "\n".join(fenced)))

    @cached_property
    def _starts(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def place(self, at: int) -> Place:
        """Where the character at an offset stands in the file."""
        index = bisect_right(self._starts, at) - 1
        line, first_column = self.lines[index]
        return Place(self.path, line.number, first_column + at - self._starts[index])

    def excerpt(self, at: int) -> str:
        """The line of an offset; nothing where it does not stand alone on its line."""
        line, first_column = self.lines[bisect_right(self._starts, at) - 1]
        return line.text if first_column == 1 else ""


def _hidden(match: re.Match[str]) -> str:
    return "".join("\n" if character == "\n" else "\0" for character in match[0])


def read_cloze(
    path: str, value: Value, lines: Sequence[Line], *, exact: bool
) -> tuple[str, tuple[Blank, ...], tuple[Problem, ...]]:
    """The text with marks for its blanks, the blanks, what is wrong. `value` stands behind the keyword."""
    first = [(Line(value.place.line, value.text), value.place.column)] if value.text.strip() else []
    source = _Source(path, (*first, *((line, 1) for line in lines)))
    spans, problems = _spans(source)
    blanks: list[Blank] = []
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        blank, more = _read_blank(source, start, end, exact)
        problems += more
        blanks.append(blank)
        pieces += [source.text[at : start - 2], mark_of_blank(len(blanks))]
        at = end + 2
    text = _tidy("".join([*pieces, source.text[at:]]))
    lost = _NO_PLACE.search(CODE.sub(_hidden, text))
    if lost:
        number = int((_MARK.search(text, lost.start()) or _MARK.search(text) or lost)[1])
        place = source.place(spans[number - 1][0] - 2)
        problems.append(found("K-184", place, excerpt=source.excerpt(spans[number - 1][0])))
    return text, tuple(blanks), tuple(problems)


def _tidy(text: str) -> str:
    return re.sub(r"\A(?:[ \t]*\n)+", "", text).rstrip()


def _spans(source: _Source) -> tuple[list[tuple[int, int]], list[Problem]]:
    """Where the inside of each pair of brackets begins and ends; a blank ends with its paragraph."""
    spans: list[tuple[int, int]] = []
    problems: list[Problem] = []
    opened: int | None = None
    for token in [*_TOKEN.finditer(source.masked), None]:
        what = token[0] if token else ""
        if what == "]]" and token and opened is not None:
            spans.append((opened, token.start()))
            opened = None
        elif what == "]]" and token:
            problems.append(_unbalanced(source, token.start()))
        else:
            if opened is not None:
                problems.append(_unbalanced(source, opened - 2))
            opened = token.end() if token and what == "[[" else None
    return spans, problems


def _unbalanced(source: _Source, at: int) -> Problem:
    bracket = source.text[at : at + 2]
    return found("K-176", source.place(at), excerpt=source.excerpt(at), width=2, bracket=bracket)


def _read_blank(source: _Source, start: int, end: int, exact: bool) -> tuple[Blank, list[Problem]]:
    inside = source.text[start:end]
    lead = len(inside) - len(inside.lstrip())
    value = Value(" ".join(inside.split()), source.place(start + (lead if inside.strip() else 0)))
    excerpt = source.excerpt(start)
    if not value.text:
        return Blank(), [found("K-177", source.place(start - 2), excerpt=excerpt, width=4)]
    keyword = _KEYWORD.fullmatch(value.text)
    word = keyword["word"].lower() if keyword else ""
    if keyword and word in _NUMBER_WORDS:
        return _read_number(Value(keyword["value"].strip(), value.place))
    if word == "isian" or nearest(word, ("angka",), max_distance=2):
        return Blank(), [found("K-183", value.place, excerpt=excerpt, width=len(word), word=word)]
    pieces = [piece.strip() for piece in _PIECES.split(value.text)]
    if any(bare_box(Line(0, piece)) for piece in pieces):
        return _read_menu(pieces, value.place, excerpt)
    problems = list(_typed_problems(pieces, value.place, excerpt, exact))
    return Blank(right=tuple(_unescaped(piece) for piece in pieces)), problems


def _read_number(value: Value) -> tuple[Blank, list[Problem]]:
    try:
        return Blank(number=read_key(value.text)), []
    except UnreadableKey as error:
        return Blank(), [key_problem(Value("", value.place), error)]


def _typed_problems(pieces: Sequence[str], place: Place, excerpt: str, exact: bool) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for piece in pieces:
        key = comparable(_unescaped(piece), exact)
        if not key:
            yield found("K-128", place, excerpt=excerpt)
        elif key in seen:
            yield found("K-129", place, excerpt=excerpt, answer=piece, same=seen[key])
        seen.setdefault(key, piece)


def _read_menu(pieces: Sequence[str], place: Place, excerpt: str) -> tuple[Blank, list[Problem]]:
    boxes = [(piece, bare_box(Line(0, piece))) for piece in pieces]
    problems = [
        found("K-180" if piece else "K-106", place, excerpt=excerpt, option=piece)
        for piece, box in boxes
        if box is None
    ]
    rows = [(box["box"], _unescaped(box["text"].strip())) for _, box in boxes if box]
    problems += _menu_problems(rows, place, excerpt)
    right = [text for box, text in rows if credit_of(box) == 1]
    if not problems and len(right) != 1:
        problems.append(found("K-179", place, excerpt=excerpt, count=str(len(right))))
    return Blank(options=tuple(text for _, text in rows), right=tuple(right)), problems


def _menu_problems(rows: Sequence[tuple[str, str]], place: Place, excerpt: str) -> Iterator[Problem]:
    if len(rows) < 2:
        yield found("K-181", place, excerpt=excerpt)
    seen: set[str] = set()
    for box, text in rows:
        credit = credit_of(box)
        if credit is None:
            yield found("K-112", place, excerpt=excerpt, box=box, meant="[x]")
        elif 0 < credit < 1:
            yield found("K-119", place, excerpt=excerpt)
        if not text:
            yield found("K-106", place, excerpt=excerpt)
        elif same_option(text) in seen:
            yield found("K-109", place, excerpt=excerpt, option=text, line=str(place.line))
        seen.add(same_option(text))


def _unescaped(text: str) -> str:
    return _UNESCAPE.sub(r"\1", text)


def _escaped(text: str) -> str:
    return re.sub(r"[|\[\]]", r"\\\g<0>", text)
