"""What a message says when it is sent: asked of the room that knows, with the rights of its reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from elearn.messages.kinds import Kind, kind_of
from elearn.messages.store import MessageRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """Title and text of one message in one mail."""

    title: str
    text: str = ""


Word = Callable[[Sequence[MessageRow], datetime], Mapping[int, Wording]]
"""Gives the words of messages by their ids, in the language in force; one that is left out is not true any
more, or not for this reader any more, and is taken back."""

Words = Mapping[Kind, Word]
"""Who words which kind; a kind that is not named says what was stored when it was told."""


def worded(messages: Sequence[MessageRow], words: Words, now: datetime) -> dict[int, Wording]:
    """The words of these messages; what is left out must not be sent."""
    found: dict[int, Wording] = {}
    by_kind: dict[str, list[MessageRow]] = {}
    for message in messages:
        by_kind.setdefault(message.kind, []).append(message)
    for kind, some in by_kind.items():
        known = kind_of(kind)
        word = words.get(known) if known else None
        found |= word(some, now) if word else {one.id: _as_stored(one) for one in some}
    return found


def _as_stored(message: MessageRow) -> Wording:
    return Wording(title=message.title, text=message.text)
