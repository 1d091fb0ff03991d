"""The catalogue: courses for one person, filters with counts. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from elearn.learning.rules import cover_seed
from elearn.progress.rules import course_state
from elearn.progress.standing import NOTHING, Standing, State
from elearn.releases.published import PublishedCourse

MINUTES_STEPS = (15, 60, 180)
"""Courses of at most so many minutes."""

FACETS = ("category", "mode", "state", "minutes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A course in the catalogue, as one person sees it."""

    course: PublishedCourse
    state: State
    cover: tuple[int, ...]

    def values(self, facet: str) -> tuple[str, ...]:
        """The values of this course in a filter; in `minutes` a short course has several."""
        if facet == "category":
            return (self.course.category,)
        if facet == "mode":
            return (self.course.mode.value,)
        if facet == "state":
            return (self.state.value,)
        return tuple(str(step) for step in MINUTES_STEPS if self.course.minutes <= step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the person asked for; empty means all."""

    words: str = ""
    category: str = ""
    mode: str = ""
    state: str = ""
    minutes: str = ""

    def matches(self, entry: Entry, *, but: str = "") -> bool:
        """Whether a course passes all filters, leaving out the one named `but`."""
        chosen = ((name, getattr(self, name)) for name in FACETS if name != but)
        return all(not value or value in entry.values(name) for name, value in chosen)

    def toggled(self, facet: str, value: str) -> Filters:
        """The filters after a click on a value: chosen, or no longer chosen."""
        return replace(self, **{facet: "" if getattr(self, facet) == value else value})

    def arguments(self) -> dict[str, str]:
        """The filters as arguments of an address."""
        named = {"q": self.words} | {name: getattr(self, name) for name in FACETS}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a filter, and how many courses the click would show."""

    value: str
    count: int
    is_chosen: bool


def entries(courses: Iterable[PublishedCourse], standings: Mapping[str, Standing]) -> list[Entry]:
    """The courses with the state of one person."""
    return [
        Entry(
            course=course,
            state=course_state(standings.get(course.code, NOTHING)),
            cover=cover_seed(course.code),
        )
        for course in courses
    ]


def choices(shown: Iterable[Entry], filters: Filters, facet: str) -> list[Choice]:
    """The values of a filter that any course has, in a steady order; a lone one nobody chose is left out."""
    counts: Counter[str] = Counter()
    for entry in shown:
        for value in entry.values(facet):
            counts[value] += filters.matches(entry, but=facet)
    chosen = getattr(filters, facet)
    if len(counts) < 2 and not chosen:
        return []
    order = sorted({*counts, *([chosen] if chosen else [])}, key=lambda value: _rank(facet, value))
    return [Choice(value=value, count=counts[value], is_chosen=value == chosen) for value in order]


def _rank(facet: str, value: str) -> tuple[int, str]:
    """Minutes from few to many, states from open to done, all else by the alphabet."""
    if facet == "minutes":
        return (int(value) if value.isascii() and value.isdigit() else 0, value)
    if facet == "state":
        order = (State.NOT_STARTED, State.IN_PROGRESS, State.COMPLETED)
        return (next((at for at, one in enumerate(order) if one == value), len(order)), value)
    return (0, value.casefold())
