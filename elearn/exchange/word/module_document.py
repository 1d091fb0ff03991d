"""A module of foreign origin as a file of ours: front matter, and one `##` section after the other."""

import re
from collections import Counter

from elearn.content.codes import code_from_text
from elearn.exchange.word.reader import WordModule

_HEADING_MARKS = re.compile(r"\s*(?:#|[0-9]{1,3}[.)]\s)+\s*")
_JP_MINUTES = 45
_WORDS_PER_MINUTE = 150


def module_code(module: WordModule) -> str:
    """The code that a module gets from its title."""
    return code_from_text(module.title)


def module_document(module: WordModule, code: str) -> str:
    """The file; a draft until its author has looked at it. JP are proposed from the number of words."""
    lines = ["---", f"kode: {code}", f"judul: {_one_line(module.title)}", f"jp: {_jp(module)}"]
    lines += ["tujuan:", "- (P) menjelaskan ...", "status: draf", "---", ""]
    taken: Counter[str] = Counter()
    for section in module.sections:
        title = _one_line(_HEADING_MARKS.sub("", section.title, count=1) or section.title)
        anchor = code_from_text(title)
        taken[anchor] += 1
        anchor = anchor if taken[anchor] == 1 else f"{anchor}-{taken[anchor]}"
        lines += [f"## {title} {{#{anchor}}}", "", section.text or "...", ""]
    return "\n".join(lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _jp(module: WordModule) -> str:
    """JP in steps of a quarter, at least a quarter: words alone, tasks and quizzes come on top."""
    words = sum(len(section.text.split()) for section in module.sections)
    quarters = max(1, round(words / _WORDS_PER_MINUTE / _JP_MINUTES * 4))
    return f"{quarters / 4:g}".replace(".", ",")
