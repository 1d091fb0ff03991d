"""What is told about one question that comes in or goes out: codes with values; sentences.py words them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to tell: a code of `sentences.SENTENCES` and the values of its sentence."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


def note(code: str, /, **values: str) -> Note:
    """A note; `values` fill its sentence."""
    return Note(code, values)


class Refused(Exception):
    """A question that cannot come in; `note` says why."""

    def __init__(self, code: str, /, **values: str) -> None:
        super().__init__(code)
        self.note = Note(code, values)


class UnreadableFile(ValueError):
    """A file that cannot be read as its format; `note` says why."""

    def __init__(self, code: str, /, **values: str) -> None:
        super().__init__(code)
        self.note = Note(code, values)


class Verdict(StrEnum):
    """Whether a question came in."""

    IMPORTED = "imported"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question of the source: its line there, the code it has here (or its id there), and what happened.

    `notes` of an imported one tell what was lost on the way, of a refused one why.
    """

    line: int
    id: str
    title: str
    kind: str
    verdict: Verdict
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class LossReport:
    """Every question that the source holds, in its order."""

    items: tuple[Item, ...]

    @property
    def imported(self) -> int:
        """How many came in."""
        return sum(item.verdict is Verdict.IMPORTED for item in self.items)

    @property
    def refused(self) -> int:
        """How many did not."""
        return len(self.items) - self.imported

    @property
    def warnings(self) -> int:
        """How many came in with something to look at."""
        return sum(item.verdict is Verdict.IMPORTED and bool(item.notes) for item in self.items)


def once(notes: Iterable[Note]) -> tuple[Note, ...]:
    """The notes without repetitions, in order."""
    kept: list[Note] = []
    for one in notes:
        if one not in kept:
            kept.append(one)
    return tuple(kept)
