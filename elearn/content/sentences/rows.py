"""The shape of a row in the table of rules."""

from dataclasses import dataclass

from elearn.problems import Level, Sentence


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: how bad breaking it is, and its wording."""

    level: Level
    sentence: Sentence


def error(message: str, hint: str = "") -> Rule:
    """A rule that keeps a course from being published."""
    return Rule(Level.ERROR, Sentence(message, hint))


def warning(message: str, hint: str = "") -> Rule:
    """A rule that an author should look at."""
    return Rule(Level.WARNING, Sentence(message, hint))
