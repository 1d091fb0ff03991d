"""Markdown as the content of a QTI element, remembered where XHTML would not give it back."""

import re
from html import escape

from elearn.content.questions.cloze_text import mark_of_blank
from elearn.exchange.html_text import markdown_from_html
from elearn.exchange.losses import PICTURE
from elearn.exchange.plain_text import without_controls
from elearn.exchange.qti.bodies import inner_html
from elearn.exchange.qti.tree import Node, tree_of
from elearn.exchange.qti.xhtml import Target, instruction, is_plain, xhtml_of

_LONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)


def flow(markdown: str, target: Target = str, *, inline: bool = False) -> str:
    """The content of an element that shows a text. `inline` leaves out the paragraph around a single one;
    `target` names a picture inside the package; gaps become `<gap n="1"/>`.
    """
    markdown = without_controls(markdown).strip("\n").rstrip()
    if is_plain(markdown):
        return markdown if inline else f"<p>{markdown}</p>"
    renamed = PICTURE.sub(
        lambda match: match[0].replace(f"({match['target']}", f"({target(match['target'])}", 1), markdown
    )
    written = xhtml_of(renamed)
    alone = _LONE_PARAGRAPH.fullmatch(written) if inline else None
    written = alone[1] if alone else written
    held = inner_html(tree_of(f"<div>{written}</div>".encode()), _gap)
    back, lost = markdown_from_html(held, lambda source: source)
    return written if back == renamed and not lost else instruction(renamed, held) + written


def block(markdown: str, target: Target = str, tag: str = "div") -> str:
    """An element that holds a text; nothing for no text."""
    return f"<{tag}>{flow(markdown, target)}</{tag}>" if markdown.strip() else ""


def attribute(text: str) -> str:
    """A text as the value of an attribute, without quotes around it."""
    return escape(without_controls(" ".join(text.split())))


def _gap(node: Node) -> str | None:
    return mark_of_blank(int(node.get("n"))) if node.tag == "gap" else None
