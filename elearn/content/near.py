"""The nearest known word: what an author meant by a misspelt one."""

from collections.abc import Iterable
from functools import lru_cache

MAX_DISTANCE = 2


def nearest(word: str, known: Iterable[str], max_distance: int = MAX_DISTANCE) -> str | None:
    """The known word at an edit distance of at most `max_distance` (and less than half of its length), or
    None.
    """
    return _nearest(word, tuple(known), max_distance)


@lru_cache(maxsize=1024)
def _nearest(word: str, known: tuple[str, ...], max_distance: int) -> str | None:
    scored = ((distance(word.casefold(), one.casefold()), one) for one in known)
    close = [(far, one) for far, one in scored if far <= max_distance and far * 2 < max(len(one), 2)]
    return min(close)[1] if close else None


def meant(word: str, known: Iterable[str]) -> str:
    """The nearest known word, or nothing: for the values of a problem."""
    return nearest(word, known) or ""


def distance(one: str, other: str) -> int:
    """Edits from one word to the other: insert, delete, replace or swap neighbours (optimal string
    alignment).
    """
    if abs(len(one) - len(other)) > MAX_DISTANCE:
        return MAX_DISTANCE + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, right in enumerate(other, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                best = min(best, last[j - 2] + 1)
            row.append(best)
    return row[-1]
