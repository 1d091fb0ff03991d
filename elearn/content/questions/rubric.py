"""The rubric of an essay: criteria with points, some with levels that describe what earns how much."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from textwrap import dedent

from elearn.content.findings import found
from elearn.content.numbers import UnreadableNumber, author_number, written
from elearn.content.questions.items import MARKER, stray
from elearn.content.questions.labels import label_of, quoted
from elearn.content.text import Line, Value
from elearn.problems import Place, Problem

MAX_CRITERIA = 20
POINT_DECIMALS = 4
"""As many decimals as marks are stored with."""

_HEADING = re.compile(r"\s{0,3}(?:\*\*)?rubrik\s*(?:\*\*\s*:|:\s*\*\*|:)\s*(?P<value>.*?)\s*", re.IGNORECASE)
_POINTS = r"(?P<points>-?[0-9][0-9.,]{0,12})"
_CRITERION = re.compile(rf"\s*{MARKER}\s*\(\s*{_POINTS}\s*(?:poin)?\s*\)(?P<text>.*)", re.IGNORECASE)
_LEVEL = re.compile(rf"\s*{MARKER}\s+{_POINTS}\s*(?:poin\s*)?:(?P<text>.*)", re.IGNORECASE)
_ANY_ITEM = re.compile(rf"\s*{MARKER}\s+\S.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One step of a criterion: `points` (0 up to those of the criterion) and what an answer there is like."""

    points: Decimal
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What is looked for and its `points` (above 0); without `levels` any part of the points may be given."""

    text: str
    points: Decimal
    levels: tuple[Level, ...] = ()


@dataclass
class _Draft:
    """A criterion or level while its lines are read."""

    line: Line
    match: re.Match[str]
    more: list[str] = field(default_factory=list)
    levels: "list[_Draft]" = field(default_factory=list)

    @property
    def text(self) -> str:
        below = dedent("\n".join(self.more)).rstrip()
        return f"{self.match['text'].strip()}\n{below}".strip()

    def place(self, path: str) -> Place:
        return Place(path, self.line.number, self.match.start("points") + 1)

    def value(self, path: str) -> Value:
        return Value(self.match["points"], self.place(path))


@dataclass(frozen=True, kw_only=True)
class RubricReading:
    """The criteria below `Rubrik:`; `place` is where that word stands, None without one."""

    criteria: tuple[Criterion, ...]
    problems: tuple[Problem, ...]
    place: Place | None = None


def read_rubric(path: str, lines: Sequence[Line]) -> RubricReading:
    """The rubric in the lines below `Uraian:`, and every line there that has no place."""
    starts = [at for at, line in enumerate(lines) if line.is_text and _HEADING.fullmatch(line.text)]
    before = lines[: starts[0]] if starts else lines
    problems = [_without_heading(path, line) for line in before if not line.is_blank]
    if not starts:
        return RubricReading(criteria=(), problems=tuple(problems[:1]))
    heading = lines[starts[0]]
    place = Place(path, heading.number)
    problems += _inline(path, heading)
    drafts, misplaced = _drafts(path, lines[starts[0] + 1 :])
    problems += misplaced
    if not drafts and not problems:
        problems.append(found("K-199", place, excerpt=heading.text))
    criteria = [_criterion(path, draft, problems) for draft in drafts]
    return RubricReading(criteria=tuple(criteria), problems=tuple(problems), place=place)


def _without_heading(path: str, line: Line) -> Problem:
    is_item = line.is_text and (_CRITERION.fullmatch(line.text) or _LEVEL.fullmatch(line.text))
    return found("K-193", Place(path, line.number), excerpt=line.text) if is_item else stray(path, line)


def _inline(path: str, heading: Line) -> Iterator[Problem]:
    match = _HEADING.fullmatch(heading.text)
    if match and match["value"]:
        place = Place(path, heading.number, match.start("value") + 1)
        yield found("K-165", place, excerpt=heading.text, width=len(match["value"]), keyword="Rubrik")


def _drafts(path: str, lines: Iterable[Line]) -> tuple[list[_Draft], list[Problem]]:
    drafts: list[_Draft] = []
    problems: list[Problem] = []
    after_blank = True
    for line in lines:
        criterion = _CRITERION.fullmatch(line.text) if line.is_text else None
        level = _LEVEL.fullmatch(line.text) if line.is_text and drafts else None
        last = (drafts[-1].levels or drafts)[-1] if drafts else None
        if criterion:
            drafts.append(_Draft(line, criterion))
        elif level:
            drafts[-1].levels.append(_Draft(line, level))
        elif line.is_blank:
            if last:
                last.more.append("")
        elif last and _goes_on(line, after_blank):
            last.more.append(line.text)
        else:
            problems.append(_misplaced(path, line))
        after_blank = line.is_blank
    return drafts, problems


def _goes_on(line: Line, after_blank: bool) -> bool:
    """Whether a line that opens no item belongs to the one above."""
    is_indented = line.text[:1] == "\t" or line.text[:2] == "  "
    is_other = line.is_text and (label_of(line.text) is not None or _ANY_ITEM.fullmatch(line.text))
    return not (is_other or quoted(line) is not None or (after_blank and not is_indented))


def _misplaced(path: str, line: Line) -> Problem:
    if line.is_text and _ANY_ITEM.fullmatch(line.text) and label_of(line.text) is None:
        return found("K-194", Place(path, line.number), excerpt=line.text, item=line.text.strip())
    return stray(path, line)


def _criterion(path: str, draft: _Draft, problems: list[Problem]) -> Criterion:
    points = _points(draft.value(path), problems)
    if points is not None and not points > 0:
        problems.append(_bad_points(draft.value(path)))
    levels = [_level(path, one, problems) for one in draft.levels]
    if points is not None:
        problems += _level_problems(path, draft, points)
    if not draft.text:
        problems.append(found("K-166", draft.place(path), excerpt=draft.line.text))
    return Criterion(text=draft.text, points=points or Decimal(0), levels=tuple(levels))


def _level(path: str, draft: _Draft, problems: list[Problem]) -> Level:
    points = _points(draft.value(path), problems)
    if not draft.text:
        problems.append(found("K-166", draft.place(path), excerpt=draft.line.text))
    return Level(points=points if points is not None else Decimal(0), text=draft.text)


def _level_problems(path: str, draft: _Draft, most: Decimal) -> Iterator[Problem]:
    """Levels between 0 and the points of their criterion, each once, the highest of them reaching it."""
    quiet: list[Problem] = []
    given = [(one.value(path), _points(one.value(path), quiet)) for one in draft.levels]
    known = [(value, points) for value, points in given if points is not None]
    for at, (value, points) in enumerate(known):
        if not 0 <= points <= most:
            yield _bad_points(value)
        elif points in (other for _, other in known[:at]):
            yield found("K-197", value.place, width=len(value.text), points=written(points))
    highest = max((points for _, points in known), default=most)
    if highest < most:
        yield found(
            "K-198",
            draft.place(path),
            excerpt=draft.line.text,
            highest=written(highest),
            points=written(most),
        )


def _points(value: Value, problems: list[Problem]) -> Decimal | None:
    try:
        points = author_number(value.text)
    except UnreadableNumber as error:
        if error.meant:
            width = len(value.text)
            problems.append(found("K-117", value.place, width=width, number=error.text, meant=error.meant))
        else:
            problems.append(_bad_points(value))
        return None
    if -int(points.as_tuple().exponent) > POINT_DECIMALS:
        problems.append(_bad_points(value))
        return None
    return points


def _bad_points(value: Value) -> Problem:
    return found("K-196", value.place, width=len(value.text), points=value.text)


def write_rubric(criteria: Iterable[Criterion]) -> str:
    """The list as our format writes it."""
    return "\n".join(line for one in criteria for line in _written(one))


def _written(criterion: Criterion) -> Iterator[str]:
    yield _item(f"- ({written(criterion.points)})", criterion.text, "  ")
    for level in criterion.levels:
        yield _item(f"  - {written(level.points)}:", level.text, "    ")


def _item(opening: str, text: str, indent: str) -> str:
    first, *more = text.split("\n")
    return "\n".join([f"{opening} {first}".rstrip(), *(f"{indent}{line}" if line else "" for line in more)])
