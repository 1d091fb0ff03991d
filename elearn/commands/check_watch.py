"""`elearn check --watch`: checking again at every save, and what that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from elearn.commands.checked_paths import Checked
from elearn.problems import Problem
from elearn.publishing.stamps import Stamp


@dataclass(frozen=True)
class Change:
    """A check and how it differs from the one before: problems that are new and problems that are gone."""

    checked: Checked
    new: tuple[Problem, ...]
    gone: tuple[Problem, ...]


def changes(
    check: Callable[[], Checked], seen: Callable[[], frozenset[Stamp]], wait: Callable[[], bool]
) -> Iterator[Change]:
    """Check, and check again whenever `seen` differs, until `wait` says that it is enough.

    The first change holds everything; a save that changes no problem is passed over. A file that vanishes
    while it is read is waited for: editors save in two steps.
    """
    before: frozenset[Stamp] | None = None
    problems: tuple[Problem, ...] = ()
    while True:
        now = seen()
        if now != before:
            try:
                checked = check()
            except FileNotFoundError:
                if before is None:
                    raise
                checked = None
            if checked is not None:
                change = Change(
                    checked,
                    new=_beyond(checked.problems, problems),
                    gone=_beyond(problems, checked.problems),
                )
                if before is None or change.new or change.gone:
                    yield change
                before, problems = now, checked.problems
        if wait():
            return


def _beyond(problems: tuple[Problem, ...], others: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems that the others do not hold; a problem that only moved to another line is the same."""
    known = Counter(_identity(one) for one in others)
    left = []
    for problem in problems:
        if known[_identity(problem)]:
            known[_identity(problem)] -= 1
        else:
            left.append(problem)
    return tuple(left)


def _identity(problem: Problem) -> tuple[str, str, str]:
    return problem.place.path, problem.rule, problem.message()
