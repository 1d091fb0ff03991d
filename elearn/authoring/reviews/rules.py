"""Who may say yes to a version, what a remark may be, and whether its paragraph has changed since. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from elearn.errata.rules import TextFault, text_fault

LEAST_CHARACTERS = 3
"""Of a remark: "typo" must do."""


class Verdict(StrEnum):
    """What became of a request."""

    OPEN = "open"
    APPROVED = "approved"
    CHANGES = "changes"


class Refusal(StrEnum):
    """Why a person cannot answer a request."""

    ANSWERED = "answered"
    OWN_REQUEST = "own-request"
    OWN_CHANGE = "own-change"
    OTHER_VERSION = "other-version"


class Freshness(StrEnum):
    """What became of the paragraph of a remark since it was written."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"  # the whole section


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as far as an answer depends on it."""

    version: str
    asked_by: int
    verdict: Verdict


def refusal(
    asked: Asked, verdict: Verdict, reviewer: int, changed_by: Collection[int], version: str | None
) -> Refusal | None:
    """Why this reviewer cannot give this verdict, or None.

    `changed_by` are the people who are known to have written what is new in the version; `version` is that of
    the files now, None while they have errors. Nobody reviews himself. A no may be said at any time.
    """
    if asked.verdict is not Verdict.OPEN:
        return Refusal.ANSWERED
    if reviewer == asked.asked_by:
        return Refusal.OWN_REQUEST
    if reviewer in changed_by:
        return Refusal.OWN_CHANGE
    if verdict is Verdict.APPROVED and asked.version != version:
        return Refusal.OTHER_VERSION
    return None


def remark_fault(text: str) -> TextFault | None:
    """Why this (tidied) remark cannot be kept, or None."""
    return text_fault(text, LEAST_CHARACTERS)


def answer_fault(verdict: Verdict, text: str, open_remarks: int) -> TextFault | None:
    """Why this (tidied) answer cannot be given, or None. A no without an open remark owes a reason."""
    owes_reason = verdict is Verdict.CHANGES and not open_remarks
    return text_fault(text, LEAST_CHARACTERS if owes_reason else 0)


def note_fault(text: str) -> TextFault | None:
    """Why this (tidied) note of the author cannot be kept, or None."""
    return text_fault(text, 0)


def freshness(
    paragraph_sha256: str, place: tuple[str, str], paragraphs: Mapping[tuple[str, str], Collection[str]]
) -> Freshness:
    """Whether the paragraph of a remark is as it was. `paragraphs` are the hashes of the present ones by
    (module, section); an empty hash stands for the whole section, which is the same as long as it is there.
    """
    if place not in paragraphs:
        return Freshness.GONE
    if not paragraph_sha256 or paragraph_sha256 in paragraphs[place]:
        return Freshness.SAME
    return Freshness.CHANGED
