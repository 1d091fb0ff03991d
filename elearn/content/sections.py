"""The sections of a module: each `##` heading with what stands below it is one screen."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from posixpath import basename, dirname

from elearn.content.codes import code_from_path, code_from_text, is_code
from elearn.content.course import CheckLink, Confirmer, PracticeTask, Section
from elearn.content.fields import read_duration
from elearn.content.findings import found
from elearn.content.headings import Heading, heading_of, level_jump, line_shape_problems
from elearn.content.links import QUIZZES, OutsideTree, lone_link, resolve
from elearn.content.minutes import Amount, Pace, amount_of, reading_minutes
from elearn.content.text import Line, SourceText
from elearn.problems import Mend, Problem

SECTION_LEVEL = 2
LONG_SECTION_MINUTES = 15
TOO_LONG_SECTION_MINUTES = 30
PRACTICE_TITLE = "tugas praktik"

CONFIRMERS = {
    "atasan": Confirmer.SUPERVISOR,
    "supervisor": Confirmer.SUPERVISOR,
    "mentor": Confirmer.MENTOR,
    "tidak": Confirmer.NOBODY,
    "no": Confirmer.NOBODY,
}
_TASK_LINE = re.compile(
    r"\s{0,3}(?:[-*+]\s+)?[*_]*(?P<key>Bukti|Konfirmasi|Waktu)[*_]*\s*:[*_]*\s*(?P<value>.*?)\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class SectionsReading:
    """The sections of a file and what is wrong with them."""

    sections: tuple[Section, ...]
    problems: tuple[Problem, ...]


def read_sections(
    source: SourceText, lines: tuple[Line, ...], pace: Pace, siblings: Collection[str]
) -> SectionsReading:
    """Cut the body of a module into sections. `siblings` are the file names beside it, which a link may
    mean.
    """
    headings = [heading for line in lines if (heading := heading_of(line))]
    problems = [*line_shape_problems(source, lines), *_outline_problems(source, lines, headings)]
    starts = [heading for heading in headings if heading.level == SECTION_LEVEL]
    sections: list[Section] = []
    first = lines[0].number if lines else 0
    cuts = [heading.line.number - first for heading in starts]
    for heading, (start, end) in zip(starts, pairwise([*cuts, len(lines)]), strict=False):
        below = lines[start + 1 : end]
        section, more = _section(source, heading, below, pace, siblings)
        sections.append(section)
        problems += more
    problems += _code_problems(sections)
    return SectionsReading(tuple(sections), tuple(problems))


def _outline_problems(
    source: SourceText, lines: tuple[Line, ...], headings: list[Heading]
) -> Iterator[Problem]:
    first = next((one.line.number for one in headings if one.level <= SECTION_LEVEL), None)
    if first is None or not any(heading.level == SECTION_LEVEL for heading in headings):
        yield found("K-303", source.place(lines[0]) if lines else source.place(source.lines[0]))
    else:
        stray = next((line for line in lines if line.number < first and not line.is_blank), None)
        if stray:
            yield found("K-301", source.place(stray), excerpt=stray.text)
    before = 1
    for heading in headings:
        place = source.place(heading.line)
        if heading.level == 1:
            yield found("K-302", place, excerpt=heading.line.text)
        elif heading.level > before + 1:
            yield level_jump(place, heading, before)
        if not heading.title:
            yield found("K-123", place, excerpt=heading.line.text)
        before = heading.level


def _section(
    source: SourceText, heading: Heading, lines: tuple[Line, ...], pace: Pace, siblings: Collection[str]
) -> tuple[Section, list[Problem]]:
    checks = tuple(_checks(source, lines, heading.line.number, siblings))
    amount = amount_of(lines)
    task, problems = _practice_task(source, heading, lines)
    minutes = reading_minutes(amount, len(checks), pace)
    problems += _size_problems(source, heading, amount, minutes, has_checks=bool(checks))
    problems += _heading_code_problems(source, heading)
    text = "\n".join(line.text for line in lines)
    section = Section(
        code=heading.code if heading.code and is_code(heading.code) else code_from_text(heading.title),
        title=heading.title,
        source=text.rstrip(),
        place=source.place(heading.line),
        line_offset=heading.line.number,
        minutes=minutes + _task_minutes(lines),
        checks=checks,
        practice_task=task,
    )
    return section, problems


def _checks(
    source: SourceText, lines: tuple[Line, ...], offset: int, siblings: Collection[str]
) -> Iterator[CheckLink]:
    """The lines that show a question: lone links to a quiz file and not to a module beside this one."""
    for line in lines:
        link = lone_link(line)
        if link is None:
            continue
        try:
            target = resolve(source.path, link.target)
        except OutsideTree:
            continue
        if not target.anchor or not target.path.endswith(".md"):
            continue
        is_beside = dirname(target.path) == dirname(source.path)
        if target.path.startswith(f"{QUIZZES}/") or (is_beside and basename(target.path) not in siblings):
            yield CheckLink(
                quiz=code_from_path(target.path),
                question=target.anchor,
                line=line.number - offset,
                text=link.text,
                target=target.path,
                place=source.place(line),
            )


def _practice_task(
    source: SourceText, heading: Heading, lines: tuple[Line, ...]
) -> tuple[PracticeTask | None, list[Problem]]:
    place = source.place(heading.line)
    values = {match["key"].lower(): (line, match) for line in lines if (match := _task_line(line))}
    problems: list[Problem] = []
    if "waktu" in values and read_duration(values["waktu"][1]["value"]) is None:
        line, match = values["waktu"]
        allowed = "30 menit, 2 jam"
        at = source.place(line, match.start("value") + 1)
        problems.append(
            found("K-413", at, excerpt=line.text, key="Waktu", value=match["value"], allowed=allowed)
        )
    if not heading.title.lower().startswith(PRACTICE_TITLE):
        return None, problems if "bukti" in values else []
    for key, example in (
        ("bukti", "Bukti: foto atau berkas hasil kerja"),
        ("konfirmasi", "Konfirmasi: atasan"),
    ):
        if key not in values or not values[key][1]["value"]:
            problems.append(found("K-309", place, missing=key.capitalize(), example=example))
    if problems:
        return None, problems
    line, match = values["konfirmasi"]
    confirmer = CONFIRMERS.get(match["value"].lower().rstrip("."))
    if confirmer is None:
        at = source.place(line, match.start("value") + 1)
        allowed = "atasan, mentor, tidak"
        return None, [
            found("K-413", at, excerpt=line.text, key="Konfirmasi", value=match["value"], allowed=allowed)
        ]
    task = PracticeTask(
        evidence=values["bukti"][1]["value"], confirmer=confirmer, minutes=_task_minutes(lines)
    )
    return task, []


def _task_line(line: Line) -> re.Match[str] | None:
    return _TASK_LINE.fullmatch(line.text) if line.is_text else None


def _task_minutes(lines: tuple[Line, ...]) -> int:
    """Minutes that `Waktu:` lines ask for."""
    total = 0
    for line in lines:
        match = _task_line(line)
        length = read_duration(match["value"]) if match and match["key"].lower() == "waktu" else None
        total += int(length.total_seconds() // 60) if length else 0
    return total


def _size_problems(
    source: SourceText, heading: Heading, amount: Amount, minutes: int, *, has_checks: bool
) -> Iterator[Problem]:
    place, title = source.place(heading.line), heading.title
    if not amount.words and not amount.figures and not has_checks:
        yield found("K-304", place, section=title)
    if minutes > LONG_SECTION_MINUTES:
        rule = "K-306" if minutes > TOO_LONG_SECTION_MINUTES else "K-350"
        yield found(rule, place, section=title, minutes=str(minutes))


def _heading_code_problems(source: SourceText, heading: Heading) -> Iterator[Problem]:
    derived = code_from_text(heading.title)
    if heading.code is None:
        end = len(heading.line.text.rstrip()) + 1
        mend = Mend(line=heading.line.number, start=end, end=end, text=f" {{#{derived}}}")
        yield found("K-351", source.place(heading.line), section=heading.title, code=derived, mend=mend)
    elif not is_code(heading.code):
        place = source.place(heading.line, heading.code_column)
        yield found(
            "K-131",
            place,
            excerpt=heading.line.text,
            width=len(heading.code),
            code=heading.code,
            meant=derived,
        )


def _code_problems(sections: list[Section]) -> Iterator[Problem]:
    seen: set[str] = set()
    for section in sections:
        if section.code in seen:
            yield found("K-307", section.place, code=section.code)
        seen.add(section.code)
