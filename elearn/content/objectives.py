"""Learning objectives with their domain: P pengetahuan, K keterampilan, S sikap."""

import re
from collections.abc import Iterable, Iterator
from typing import cast

from elearn.content.course import Domain, Objective
from elearn.content.findings import found
from elearn.content.headings import heading_of
from elearn.content.text import Line, SourceText, Value
from elearn.problems import Problem

_TAG = r"(?:P|K|S|pengetahuan|keterampilan|sikap)"
_LEADING = re.compile(
    rf"[*_]*(?:[(\[](?P<tag>{_TAG})[)\]]|(?P<bare>{_TAG})(?=\s*[:–—]))[*_]*\s*[:–—-]?[*_]*\s*(?P<text>.+)",
    re.DOTALL,
)
_TRAILING = re.compile(rf"(?P<text>.+?)\s*[(\[](?P<tag>{_TAG})[)\]]\s*[.;]?", re.DOTALL)
_LIST_ITEM = re.compile(r"\s{0,3}(?:[-*+]|[0-9]{1,3}[.)])\s+(?P<text>.*?)\s*")
_INTRODUCES = re.compile(r".*\bmampu\b.*", re.IGNORECASE)


def read_objectives(values: Iterable[Value]) -> tuple[tuple[Objective, ...], tuple[Problem, ...]]:
    """The objectives that some texts name; one without a domain counts as knowledge and is told."""
    objectives, problems = [], []
    for value in values:
        match = _LEADING.fullmatch(value.text) or _TRAILING.fullmatch(value.text)
        if match is None:
            problems.append(found("K-355", value.place, objective=value.text))
            objectives.append(Objective(text=value.text))
            continue
        tag = match["tag"] or match.groupdict().get("bare") or "P"
        objectives.append(Objective(text=match["text"].strip(), domain=cast(Domain, tag[0].upper())))
    return tuple(objectives), tuple(problems)


def objective_lines(lines: tuple[Line, ...]) -> range:
    """Where a course's objectives stand: below a heading "Tujuan ...", or the list below "... peserta
    mampu".
    """
    for at, line in enumerate(lines):
        heading = heading_of(line)
        if heading and heading.title.lower().startswith("tujuan"):
            return range(at, _end_of_heading(lines, at, heading.level))
    for at, line in enumerate(lines):
        if (
            line.is_text
            and _INTRODUCES.fullmatch(line.text)
            and (end := _end_of_list(lines, at + 1)) > at + 1
        ):
            return range(at, end)
    return range(0)


def _end_of_heading(lines: tuple[Line, ...], start: int, level: int) -> int:
    below = ((at, heading_of(lines[at])) for at in range(start + 1, len(lines)))
    return next((at for at, heading in below if heading and heading.level <= level), len(lines))


def _end_of_list(lines: tuple[Line, ...], start: int) -> int:
    end = start
    for at in range(start, len(lines)):
        is_item = lines[at].is_text and _LIST_ITEM.fullmatch(lines[at].text)
        if not (is_item or lines[at].is_blank or (end > start and lines[at].text[:1] in " \t")):
            break
        end = end if lines[at].is_blank else at + 1
    return end


def listed(source: SourceText, lines: Iterable[Line]) -> Iterator[Value]:
    """The items of a list, each with the lines that continue it."""
    value: Value | None = None
    for line in lines:
        item = _LIST_ITEM.fullmatch(line.text) if line.is_text else None
        if value is not None and not item and not line.is_blank and line.text[:1] in " \t":
            value = Value(f"{value.text} {line.text.strip()}", value.place)
            continue
        if value is not None:
            yield value
        value = Value(item["text"], source.place(line, item.start("text") + 1)) if item else None
    if value is not None:
        yield value
