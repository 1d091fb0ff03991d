"""The five purposes of a quiz as one table: what each may show, and what follows from it.

docs/menulis.md holds the same table in the authors' words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from elearn.content.quiz import Purpose


class Moment(StrEnum):
    """From when something about a finished attempt may be shown."""

    AT_ONCE = "at-once"  # as soon as it is handed in
    WHEN_DONE = "when-done"  # after a pass, or when the last try is used
    NEVER = "never"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mode:
    """What holds for every quiz of one purpose, whatever else its author wrote."""

    is_judged: bool  # passed or failed, and a pass counts for module and course; False: it only measures
    is_limited: bool  # `kesempatan` and `jeda` hold
    shows_hints: bool  # while it is taken
    judges_each: bool  # a question may be judged while the attempt is still open
    verdicts: Moment  # right or wrong for each question
    headings: Moment  # the headings to reread
    key: Moment  # key, feedback and explanation; `tampilkan-pembahasan` may hold them back longer
    has_remedial: bool  # failing again and again makes a reading list
    may_skip_modules: bool  # what is known already need not be read


MODES: dict[Purpose, Mode] = {
    Purpose.PRACTICE: Mode(
        is_judged=True,
        is_limited=False,
        shows_hints=True,
        judges_each=True,
        verdicts=Moment.AT_ONCE,
        headings=Moment.AT_ONCE,
        key=Moment.AT_ONCE,
        has_remedial=False,
        may_skip_modules=False,
    ),
    Purpose.QUIZ: Mode(
        is_judged=True,
        is_limited=True,
        shows_hints=True,
        judges_each=False,
        verdicts=Moment.AT_ONCE,
        headings=Moment.AT_ONCE,
        key=Moment.WHEN_DONE,
        has_remedial=True,
        may_skip_modules=False,
    ),
    # Its parallel form is asked at the end of the course: whatever it told would be measured there.
    Purpose.PRETEST: Mode(
        is_judged=False,
        is_limited=True,
        shows_hints=False,
        judges_each=False,
        verdicts=Moment.NEVER,
        headings=Moment.NEVER,
        key=Moment.NEVER,
        has_remedial=False,
        may_skip_modules=True,
    ),
    Purpose.POSTTEST: Mode(
        is_judged=True,
        is_limited=True,
        shows_hints=False,
        judges_each=False,
        verdicts=Moment.AT_ONCE,
        headings=Moment.AT_ONCE,
        key=Moment.WHEN_DONE,
        has_remedial=True,
        may_skip_modules=False,
    ),
    Purpose.EXAM: Mode(
        is_judged=True,
        is_limited=True,
        shows_hints=False,
        judges_each=False,
        verdicts=Moment.WHEN_DONE,
        headings=Moment.AT_ONCE,
        key=Moment.WHEN_DONE,
        has_remedial=True,
        may_skip_modules=False,
    ),
}


def mode_of(purpose: Purpose) -> Mode:
    """What holds for quizzes of this purpose."""
    return MODES[purpose]
