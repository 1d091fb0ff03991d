"""Kinds of change at the command line: `--change`, and what `elearn publish` tells about people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from elearn.commands.difference_words import data_of_thing, words_of_thing
from elearn.errors import ElearnError
from elearn.publishing.impact import CourseImpact
from elearn.releases.change_kind import CourseChangeKind

KINDS = {
    "ejaan": CourseChangeKind.SPELLING,
    "materi": CourseChangeKind.CONTENT,
    "wajib-ulang": CourseChangeKind.RELEARN,
}
_WORDS = {kind: word for word, kind in KINDS.items()}
MAX_THINGS = 40
"""Lines of changed things of one course; `elearn diff` shows the rest afterwards."""


class ChangeOptionUnreadable(ElearnError):
    """A value of `--change` that is not KURSUS=JENIS."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f'--change "{text}" tidak dapat dibaca.',
            hint=f"Tulis KURSUS=JENIS dengan JENIS salah satu dari {', '.join(KINDS)}.",
        )


def kinds_of(texts: Iterable[str]) -> dict[str, CourseChangeKind]:
    """The kinds of `--change` by course; of two for one course the last counts.

    Raises:
        ChangeOptionUnreadable: no such form or no such kind.
    """
    kinds: dict[str, CourseChangeKind] = {}
    for text in texts:
        course, _, word = text.partition("=")
        if not course.strip() or word.strip() not in KINDS:
            raise ChangeOptionUnreadable(text)
        kinds[course.strip()] = KINDS[word.strip()]
    return kinds


def data_of(impact: CourseImpact) -> dict[str, object]:
    """The impact as JSON says it."""
    change = impact.change
    return {
        "kode": change.course,
        "change": change.kind.value,
        "by_author": change.is_authors_word,
        "is_new": change.is_new,
        "middle": impact.middle,
        "finished": impact.finished,
        "sees_delta": impact.sees_delta,
        "learns_again": impact.learns_again,
        "marks_raised": impact.marks_raised,
        "marks_lowered": impact.marks_lowered,
        "things": [data_of_thing(one) for one in change.difference.things],
    }


def lines_of(impact: CourseImpact, *, is_full: bool) -> Iterator[str]:
    """The impact for a person to read; `is_full` with each changed thing and the people. A new course that
    nobody has begun needs no words.
    """
    change = impact.change
    if change.is_new and not impact.middle and not impact.finished:
        return
    source = "ditentukan penyusun" if change.is_authors_word else "dihitung"
    yield f"{change.course}: perubahan {_WORDS[change.kind]} ({source})."
    if is_full:
        things = change.difference.things
        yield from (f"  {words_of_thing(one)}" for one in things[:MAX_THINGS])
        if len(things) > MAX_THINGS:
            yield f"  dan {len(things) - MAX_THINGS} perubahan lain."
        yield f"  {_people(impact)}"


def _people(impact: CourseImpact) -> str:
    words = f"{impact.middle} orang sedang belajar, {impact.finished} orang sudah selesai"
    if impact.sees_delta:
        words += f"; {impact.sees_delta} orang akan melihat halaman perubahan"
    if impact.learns_again:
        words += f"; {impact.learns_again} orang akan diminta belajar ulang"
    if impact.marks_raised or impact.marks_lowered:
        words += f"; {impact.marks_raised} nilai naik, {impact.marks_lowered} turun"
    return f"{words}."
