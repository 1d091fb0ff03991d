"""Lists without boxes, of matching and ordering questions: `- text` or `1. text`, with the lines below it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from textwrap import dedent

from elearn.content.findings import found
from elearn.content.questions.items import MARKER, stray
from elearn.content.questions.labels import label_of, quoted
from elearn.content.text import Line, Value
from elearn.problems import Mend, Place, Problem

_ITEM = re.compile(rf"(?P<lead>\s*)(?P<marker>{MARKER})(?:(?P<space>\s+)(?P<text>.*)|\s*)")
_GLUED = re.compile(r"\s*(?P<marker>[0-9]{1,3}[.)]|[-•–—])(?=[^\W\d_]).*")


@dataclass(frozen=True, kw_only=True)
class PlainItem:
    """One item of a list; `place` is where its marker stands."""

    marker: str
    text: str
    place: Place
    excerpt: str


@dataclass
class _Draft:
    """An item while its lines are read."""

    line: Line
    match: re.Match[str]
    more: list[str] = field(default_factory=list)


def read_plain_items(path: str, lines: Iterable[Line]) -> tuple[tuple[PlainItem, ...], tuple[Problem, ...]]:
    """The items of an answer, and every line between them that has no place there."""
    drafts: list[_Draft] = []
    problems: list[Problem] = []
    after_blank = True
    for line in lines:
        match = _ITEM.fullmatch(line.text) if line.is_text else None
        if line.is_blank:
            if drafts:
                drafts[-1].more.append("")
        elif match:
            drafts.append(_Draft(line, match))
        elif problem := _misplaced(path, line, is_below=bool(drafts), after_blank=after_blank):
            problems.append(problem)
        else:
            drafts[-1].more.append(line.text)
        after_blank = line.is_blank
    return tuple(_item(path, draft) for draft in drafts), tuple(problems)


def inline_problem(value: Value, keyword: str) -> Iterator[Problem]:
    """Text on the line of a keyword whose answer is a list below it."""
    if value.text.strip():
        yield found("K-165", value.place, width=len(value.text), keyword=keyword.capitalize())


def write_plain_items(texts: Iterable[str], numbered: bool = False) -> str:
    """A list as our format writes it."""
    markers = (f"{number}." if numbered else "-" for number in range(1, 1000))
    return "\n".join(_written(marker, text) for marker, text in zip(markers, texts, strict=False))


def _misplaced(path: str, line: Line, *, is_below: bool, after_blank: bool) -> Problem | None:
    """What is wrong with a line that opens no item; None when it belongs to the item above."""
    glued = _GLUED.fullmatch(line.text) if line.is_text else None
    if glued:
        place = Place(path, line.number, glued.start("marker") + 1)
        mend = Mend(line=line.number, start=glued.end("marker") + 1, end=glued.end("marker") + 1, text=" ")
        return found("K-167", place, excerpt=line.text, mend=mend, marker=glued["marker"])
    is_indented = line.text[:1] == "\t" or line.text[:2] == "  "
    has_no_place = quoted(line) is not None or (line.is_text and label_of(line.text) is not None)
    if not is_below or has_no_place or (after_blank and not is_indented):
        return stray(path, line)
    return None


def _item(path: str, draft: _Draft) -> PlainItem:
    below = dedent("\n".join(draft.more)).rstrip()
    return PlainItem(
        marker=draft.match["marker"],
        text=f"{(draft.match['text'] or '').strip()}\n{below}".strip(),
        place=Place(path, draft.line.number, draft.match.start("marker") + 1),
        excerpt=draft.line.text,
    )


def _written(marker: str, text: str) -> str:
    first, *more = text.split("\n")
    indent = " " * (len(marker) + 1)
    return "\n".join([f"{marker} {first}".rstrip(), *(f"{indent}{line}" if line else "" for line in more)])
