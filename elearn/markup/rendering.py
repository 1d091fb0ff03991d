"""Markdown in, safe HTML out."""

import re
from collections.abc import Mapping
from html import unescape

from elearn.markup.engine import Engine
from elearn.markup.formulas import with_mathml
from elearn.markup.limits import check_limits
from elearn.markup.lists import as_on_github
from elearn.markup.sanitise import ImageUrl, LinkUrl, Sanitiser
from elearn.markup.values import ID_PREFIX, Fault, FaultCode, MarkupRefused, Rendered

_engine = Engine()
# A line that is replaced by ready HTML travels through Markdown as characters that no keyboard makes.
_OPEN, _CLOSE = "\ue000", "\ue001"
_HOLE = re.compile(f"(?:<p>)?{_OPEN}(\\d+){_CLOSE}(?:</p>)?")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000\ue001\ud800-\udfff]")
_TASK = re.compile(
    r'(<li class="task-list-item">)(<p>)?(<input [^>]*>)(.*?)(?=</li>|</p>|\n?<[uo]l)', re.DOTALL
)

_INSIDE_WORDS = re.compile(r"</?(?:[abiuq]|em|strong|code|mark|su[bp]|abbr|span)\b[^>]*>")


def _nothing(_target: str) -> None:
    return None


def render(
    markdown_text: str,
    *,
    image_url: ImageUrl = _nothing,
    link_url: LinkUrl = _nothing,
    inserts: Mapping[int, str] | None = None,
    level_shift: int = 0,
    id_prefix: str = ID_PREFIX,
) -> Rendered:
    """Safe HTML of a whole text.

    `image_url` and `link_url` resolve what is neither a place in the same text nor another site; None leaves
    it out and reports a fault. `inserts` are trusted HTML in place of lines (counted from 1). `level_shift` 1
    turns `###` into h2, for texts whose own title is the page's h1.

    Raises:
        MarkupRefused: the text would hold up the renderer.
    """
    check_limits(markdown_text)
    text = as_on_github(_with_holes(_NOT_TEXT.sub("", markdown_text), inserts or {}))
    _engine.furniture.level_shift = level_shift
    sanitiser = Sanitiser(image_url, link_url, id_prefix)
    html = _safe(_converted(text, is_line=False), sanitiser)
    plain = plain_text(_HOLE.sub("", html))
    return Rendered(
        html=_HOLE.sub(lambda match: (inserts or {}).get(int(match[1]), ""), html),
        headings=tuple(_engine.furniture.headings),
        words=len(plain.split()),
        figures=sanitiser.figures,
        text=plain,
        faults=tuple(sanitiser.faults),
    )


def render_inline(
    markdown_text: str, *, image_url: ImageUrl = _nothing, link_url: LinkUrl = _nothing
) -> Rendered:
    """Safe HTML of one line inside something else: emphasis, code, formulas, links, pictures.

    Raises:
        MarkupRefused: as `render`.
    """
    check_limits(markdown_text)
    text = " ".join(_NOT_TEXT.sub("", markdown_text).split())
    sanitiser = Sanitiser(image_url, link_url)
    html = _safe(_converted(text, is_line=True), sanitiser).removeprefix("<p>").removesuffix("</p>")
    plain = plain_text(html)
    return Rendered(
        html=html,
        words=len(plain.split()),
        figures=sanitiser.figures,
        text=plain,
        faults=tuple(sanitiser.faults),
    )


def plain_text(html: str) -> str:
    """The words of sanitised HTML, with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", _INSIDE_WORDS.sub("", html))).split())


def _with_holes(text: str, inserts: Mapping[int, str]) -> str:
    if not inserts:
        return text
    lines = text.split("\n")
    for number in inserts:
        line = lines[number - 1]
        lead = line[: len(line) - len(line.lstrip())]
        lines[number - 1] = f"\n{lead}{_OPEN}{number}{_CLOSE}\n"
    return "\n".join(lines)


def _converted(text: str, *, is_line: bool) -> str:
    try:
        return _engine.convert_line(text) if is_line else _engine.convert(text)
    except BaseException as failure:
        _engine.forget()
        if isinstance(failure, Exception) and not isinstance(failure, TimeoutError):
            # RecursionError, or a slip inside an extension: the author hears that this text is too much.
            raise MarkupRefused("failure") from failure
        raise


def _safe(html: str, sanitiser: Sanitiser) -> str:
    html = with_mathml(html, lambda source: sanitiser.faults.append(Fault(FaultCode.FORMULA, source)))
    return sanitiser.clean(_TASK.sub(r"\1\2<label>\3\4</label>", html)).strip()
