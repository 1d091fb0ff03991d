"""Making a problem from a rule id: the level stands in the table of rules, not at every call."""

from elearn.content.sentences import level_of
from elearn.problems import Mend, Place, Problem


def found(
    rule: str,
    place: Place,
    /,
    *,
    excerpt: str = "",
    width: int = 0,
    mend: Mend | None = None,
    **values: str,
) -> Problem:
    """The problem of breaking `rule` at `place`; `values` fill its sentence."""
    return Problem(
        place=place,
        level=level_of(rule),
        rule=rule,
        values=values,
        excerpt=excerpt,
        width=width,
        mend=mend,
    )
