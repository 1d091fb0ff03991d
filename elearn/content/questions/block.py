"""A question as it stands in a file, split into its parts but not yet understood."""

from collections.abc import Mapping
from dataclasses import dataclass

from elearn.content.text import Line, Value
from elearn.problems import Place


@dataclass(frozen=True, kw_only=True)
class Block:
    """One `##` question: heading, meta keys (canonical, lower case), stem, answer lines and labelled quotes.

    `keyword` is the word that opened the answer (`isian`), empty for boxes; `keyword_value` is what stands
    behind it. `answer_lines` holds the lines below, with labelled quotes taken out.
    """

    path: str
    title: Value
    meta: Mapping[str, Value]
    stem: str
    keyword: str
    keyword_value: Value
    answer_lines: tuple[Line, ...]
    labels: Mapping[str, tuple[Value, ...]]

    @property
    def place(self) -> Place:
        """Where the question begins."""
        return self.title.place
