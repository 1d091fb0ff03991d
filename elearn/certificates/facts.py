"""What a certificate says, frozen at issue: no later change of name, unit, course or signatory touches it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from elearn.people.names import full_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The person, as on the day of issue."""

    name: str
    title_before: str
    title_after: str
    nip: str
    rank: str
    position: str
    unit: str

    @property
    def full_name(self) -> str:
        """With titles."""
        return full_name(self.name, title_before=self.title_before, title_after=self.title_after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who answers for it; an empty name leaves only the position."""

    name: str
    position: str
    nip: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptLine:
    """A module and the JP it brought; zero for one that a pre-test showed to be known."""

    title: str
    jp: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything a certificate prints."""

    number: str
    code: str
    agency: str
    holder: Holder
    signatory: Signatory
    course: str
    course_title: str
    course_version: str
    provider: str
    started_on: date
    completed_on: date
    issued_on: date
    valid_until: date | None
    transcript: tuple[TranscriptLine, ...]
    score: Decimal | None = None  # 0 to 100; None: the course has no marks, or they were not kept then
    score_of: str = ""  # rules.ScoreOf

    @property
    def jp(self) -> Decimal:
        """JP of all modules together."""
        return sum((line.jp for line in self.transcript), Decimal(0))


def to_json(facts: Facts) -> dict[str, Any]:
    """Plain values for the database: dates as ISO, JP as text."""
    values = asdict(facts)
    for name in ("started_on", "completed_on", "issued_on", "valid_until"):
        values[name] = values[name].isoformat() if values[name] else None
    values["transcript"] = [[line.title, str(line.jp)] for line in facts.transcript]
    values["score"] = None if facts.score is None else str(facts.score)
    return values


def from_json(values: Mapping[str, Any]) -> Facts:
    """The same facts again; those of earlier certificates have no score."""
    until = values["valid_until"]
    lines = tuple(TranscriptLine(title=title, jp=Decimal(jp)) for title, jp in values["transcript"])
    plain = ("number", "code", "agency", "course", "course_title", "course_version", "provider")
    return Facts(
        **{name: values[name] for name in plain},
        started_on=date.fromisoformat(values["started_on"]),
        completed_on=date.fromisoformat(values["completed_on"]),
        issued_on=date.fromisoformat(values["issued_on"]),
        holder=Holder(**values["holder"]),
        signatory=Signatory(**values["signatory"]),
        valid_until=date.fromisoformat(until) if until else None,
        transcript=lines,
        score=Decimal(values["score"]) if values.get("score") else None,
        score_of=values.get("score_of", ""),
    )
