"""The wording of every rule, one table per language; the Indonesian table also holds the levels."""

from elearn.content.sentences import en
from elearn.content.sentences import id as indonesian
from elearn.problems import Level, Problem, register_sentences


def register() -> None:
    """Make both languages known to `elearn.problems`."""
    register_sentences("id", {rule: row.sentence for rule, row in indonesian.RULES.items()}, indonesian.FRAME)
    register_sentences("en", en.RULES, en.FRAME)


def level_of(rule: str) -> Level:
    """Whether a rule is an error or a warning.

    Raises:
        KeyError: there is no such rule.
    """
    return indonesian.RULES[rule].level


def worded(problem: Problem, language: str = "id") -> tuple[str, str]:
    """Message and hint of a problem in a language."""
    return problem.message(language), problem.hint(language)
