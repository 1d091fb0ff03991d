"""What was found out about a course folder, as JSON rows of a memory that vouch for their own bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from elearn.content.course import Status
from elearn.content.faces import CourseFace, FolderFace
from elearn.content.folders import FileStamp
from elearn.content.plain import from_plain, to_plain
from elearn.content.summary import QuizSummary
from elearn.problems import Level, Mend, Place, Problem

_DIGEST_BYTES = 32


@dataclass(frozen=True, kw_only=True)
class Understood:
    """What the machine read in a course, for echoes and lists. `sections` are module, section and the bytes
    that a telephone fetches; empty where the course could not be compiled.
    """

    path: str
    title: str
    status: Status
    modules: int
    minutes: int
    jp: Decimal
    owners: tuple[str, ...]
    legal_basis: tuple[str, ...]
    reviewed_on: date | None
    reviewed_by: str
    valid_until: date | None
    sections: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Made:
    """A compiled course without its bytes: `sizes` are those of its objects, in bytes by SHA-256;
    `telling` names the objects that tell it apart from another version (index, quizzes, texts).
    """

    version: str
    index_sha256: str
    sizes: Mapping[str, int]
    telling: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class FolderResult:
    """Everything that checking a folder gives. `read` are the problems of its files without those that only
    other courses and the calendar tell, `rendered` those that showed while compiling.
    """

    understood: Understood | None
    quizzes: tuple[QuizSummary, ...]
    read: tuple[Problem, ...]
    rendered: tuple[Problem, ...] = ()
    made: Made | None = None


def sealed(data: Any) -> bytes:
    """JSON with its own SHA-256 before it."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return hashlib.sha256(body).digest() + body


def unsealed(row: bytes) -> Any:
    """The data of `sealed`.

    Raises:
        ValueError: the bytes are damaged.
    """
    body = row[_DIGEST_BYTES:]
    if hashlib.sha256(body).digest() != row[:_DIGEST_BYTES]:
        raise ValueError("a damaged row")
    return json.loads(body.decode("utf-8", "surrogatepass"))


def face_to_row(face: FolderFace) -> bytes:
    """A face as it is remembered."""
    course = face.course
    parts = course and {
        "code": course.code,
        "path": course.path,
        "status": course.status.value,
        "prerequisites": list(course.prerequisites),
        "valid_until": course.valid_until and course.valid_until.isoformat(),
        "reviewed_on": course.reviewed_on and course.reviewed_on.isoformat(),
    }
    return sealed([parts, sorted(face.linked), sorted(face.referred), face.draws_on_banks])


def face_from_row(row: bytes) -> FolderFace:
    """The face that `face_to_row` wrote.

    Raises:
        ValueError, KeyError, TypeError: this is no such row.
    """
    parts, linked, referred, draws = unsealed(row)
    course = parts and CourseFace(
        code=parts["code"],
        path=parts["path"],
        status=Status(parts["status"]),
        prerequisites=tuple(parts["prerequisites"]),
        valid_until=_date(parts["valid_until"]),
        reviewed_on=_date(parts["reviewed_on"]),
    )
    return FolderFace(
        course=course, linked=frozenset(linked), referred=frozenset(referred), draws_on_banks=draws
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def stamps_to_row(seen: Mapping[str, tuple[FileStamp, str]]) -> bytes:
    """Stamps and SHA-256 of files as they are remembered."""
    return sealed(
        {
            path: [stamp.size, stamp.mtime_ns, stamp.ctime_ns, stamp.inode, sha256]
            for path, (stamp, sha256) in seen.items()
        }
    )


def stamps_from_row(row: bytes) -> dict[str, tuple[FileStamp, str]]:
    """The stamps that `stamps_to_row` wrote.

    Raises:
        ValueError, TypeError: this is no such row.
    """
    return {path: (FileStamp(*parts[:4]), parts[4]) for path, parts in unsealed(row).items()}


def result_to_row(result: FolderResult) -> bytes:
    """A result as it is remembered."""
    made = result.made
    return sealed(
        {
            "understood": result.understood and to_plain(result.understood),
            "quizzes": [_summary_to_data(one) for one in result.quizzes],
            "read": [problem_to_data(one) for one in result.read],
            "rendered": [problem_to_data(one) for one in result.rendered],
            "made": made and [made.version, made.index_sha256, dict(made.sizes), sorted(made.telling)],
        }
    )


def result_from_row(row: bytes) -> FolderResult:
    """The result that `result_to_row` wrote.

    Raises:
        ValueError, KeyError, TypeError: this is no such row.
    """
    data = unsealed(row)
    made = data["made"]
    return FolderResult(
        understood=from_plain(Understood, data["understood"]) if data["understood"] else None,
        quizzes=tuple(_summary_from(one) for one in data["quizzes"]),
        read=tuple(problem_from_data(one) for one in data["read"]),
        rendered=tuple(problem_from_data(one) for one in data["rendered"]),
        made=Made(version=made[0], index_sha256=made[1], sizes=made[2], telling=frozenset(made[3]))
        if made
        else None,
    )


def _summary_to_data(one: QuizSummary) -> list[Any]:
    numbers = [str(one.total_points), one.asked, str(one.pass_percent)]
    return [one.code, one.path, one.kinds, *numbers, one.echoes]


def _summary_from(data: list[Any]) -> QuizSummary:
    code, path, kinds, points, asked, percent, echoes = data
    return QuizSummary(
        code=code,
        path=path,
        kinds=kinds,
        total_points=Decimal(points),
        asked=asked,
        pass_percent=Decimal(percent),
        echoes=tuple(echoes),
    )


def problem_to_data(one: Problem) -> list[Any]:
    """A problem as JSON can say it."""
    place, mend = one.place, one.mend
    return [
        place.path,
        place.line,
        place.column,
        one.level.value,
        one.rule,
        dict(one.values),
        one.excerpt,
        one.width,
        mend and [mend.line, mend.start, mend.end, mend.text],
    ]


def problem_from_data(data: list[Any]) -> Problem:
    """The problem that `problem_to_data` wrote."""
    path, line, column, level, rule, values, excerpt, width, mend = data
    return Problem(
        place=Place(path, line, column),
        level=Level(level),
        rule=rule,
        values=values,
        excerpt=excerpt,
        width=width,
        mend=Mend(line=mend[0], start=mend[1], end=mend[2], text=mend[3]) if mend else None,
    )
