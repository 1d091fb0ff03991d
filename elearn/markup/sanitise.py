"""The allow-list: only what stands here reaches a page, whatever an author or an imported file wrote.

No svg, style, iframe or annotation-xml (RUSTSEC-2026-0193, -0213); ids get a prefix; classes are those of
our own style sheet; every link and image is asked for.
"""

import re
from collections.abc import Callable

from elearn.markup.values import ID_PREFIX, Fault, FaultCode, Image

ImageUrl = Callable[[str], Image | None]
LinkUrl = Callable[[str], str | None]


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


_TEXT = _words(
    """a abbr audio b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h2 h3
    h4 h5 h6 hr i img input ins kbd label li mark ol p pre q s samp small span strong sub summary sup table
    tbody td tfoot th thead tr track u ul var video"""
)
_MATH = _words(
    """math menclose mfenced mfrac mi mn mo mover mpadded mphantom mroot mrow ms mspace msqrt mstyle msub
    msubsup msup mtable mtd mtext mtr munder munderover"""
)
TAGS = _TEXT | _MATH
_MATH_ATTRIBUTES = _words(
    """accent accentunder close columnalign columnlines columnspacing displaystyle fence form height largeop
    linethickness lspace mathvariant maxsize minsize movablelimits notation open rowlines rowspacing rspace
    scriptlevel separator separators stretchy symmetric width"""
)
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"id", "class", "lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt"},
    "audio": {"src"},
    "video": {"src"},
    "track": {"src", "srclang", "label"},
    "input": {"id", "name", "checked", "disabled"},
    "label": {"for"},
    "details": {"open"},
    "ol": {"start", "reversed"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
    "div": {"data-tabs", "aria-label"},
    **{tag: set(_MATH_ATTRIBUTES) for tag in _MATH},
}
_FIXED_VALUES: dict[str, dict[str, set[str]]] = {
    "input": {"type": {"checkbox", "radio"}},
    "th": {"scope": {"col", "row"}},
    "track": {"kind": {"captions", "subtitles"}},
    "div": {"role": {"region"}, "tabindex": {"0"}},
    "math": {"display": {"block", "inline"}, "xmlns": {"http://www.w3.org/1998/Math/MathML"}},
}
_CLASSES = re.compile(
    r"admonition(-title)?|catatan|penting|contoh|waspada|figure|footnote(-ref|-backref)?|highlight|table(-wrap)?"
    r"|task-list(-item)?|tabbed-(set|alternate|content|labels|block)|language-[a-z0-9+-]{1,20}"
)
# What Pygments writes inside code: one to three letters, perhaps with a digit.
_CODE_CLASS = re.compile(r"[a-z][a-z0-9]{0,2}")
_MEDIA_URL = re.compile(r"/media/[0-9a-f]{64}\.[a-z]{3,4}")
# How wide a text is on the screen: static/css/prose.css. A telephone has three dots for each pixel and would
# ask for 1,080 of them; told that a third of that is enough, it takes the file of 720 and nobody sees less.
_SHOWN_WIDTH = "(max-width: 40rem) 240px, 40rem"
_TAG = re.compile(r'<(img|a|pre|input|audio|video)((?: [a-z-]+="[^"]*")*)>')


class Sanitiser:
    """One pass over one text; afterwards `faults` names what was left out."""

    def __init__(self, image_url: ImageUrl, link_url: LinkUrl, id_prefix: str = ID_PREFIX) -> None:
        self._image_url = image_url
        self._link_url = link_url
        self._id_prefix = id_prefix
        self._images: dict[str, Image] = {}
        self._links_without_target = 0
        self.faults: list[Fault] = []
        self.figures = 0

    def clean(self, html: str) -> str:
        """The HTML with only what is allowed, links and images resolved."""
        # Imported here: only publishing sanitises.
        import nh3

        safe = nh3.clean(
            html,
            tags=set(TAGS),
            attributes=ATTRIBUTES,
            tag_attribute_values=_FIXED_VALUES,
            attribute_filter=self._filtered,
            url_schemes={"https", "http", "mailto", "tel"},
            link_rel="noopener noreferrer",
            set_tag_attribute_values={"abbr": {"tabindex": "0"}},
        )
        complete = _TAG.sub(self._completed, safe)
        dead = sum(fault.code is FaultCode.LINK_DEAD for fault in self.faults)
        self.faults += [Fault(FaultCode.LINK_REFUSED, "")] * (self._links_without_target - dead)
        return complete

    def _filtered(self, tag: str, attribute: str, value: str) -> str | None:
        if attribute == "class":
            return self._classes(tag, value)
        if attribute in ("id", "for", "name"):
            return self._id_prefix + value
        if attribute == "href":
            return self._href(value)
        if attribute == "src":
            return self._src(value)
        return value

    def _classes(self, tag: str, value: str) -> str | None:
        allowed = [
            name
            for name in value.split()
            if _CLASSES.fullmatch(name) or (tag == "span" and _CODE_CLASS.fullmatch(name))
        ]
        return " ".join(allowed) or None

    def _href(self, target: str) -> str | None:
        if target.startswith("#"):
            return self._link_url(target) or f"#{self._id_prefix}{target[1:]}"
        if re.match(r"(https?|mailto|tel):", target, re.IGNORECASE):
            return target
        url = None if target.startswith("//") else self._link_url(target)
        if url is None:
            self.faults.append(Fault(FaultCode.LINK_DEAD, target))
        return url

    def _src(self, target: str) -> str | None:
        if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", target):
            self.faults.append(Fault(FaultCode.IMAGE_REMOTE, target))
            return None
        image = self._image_url(target)
        if image is None:
            self.faults.append(Fault(FaultCode.IMAGE_MISSING, target))
            return None
        self._images[image.url] = image
        return image.url

    def _completed(self, match: re.Match[str]) -> str:
        """Our own attributes, added where the allow-list let an element through.

        The sanitiser writes every attribute quoted and escapes quotes and angle brackets in values, so that
        this pattern can only meet real elements.
        """
        tag, attributes = match[1], match[2]
        if tag == "img":
            return self._image(attributes)
        if tag == "a":
            self._links_without_target += " href=" not in attributes
            return match[0] if " href=" in attributes else "<a>"
        if tag == "pre":
            return f'<pre{attributes} tabindex="0">'
        if tag == "input":
            return f"<input{attributes}>" if ' type="' in attributes else ""
        if tag in ("audio", "video"):
            return f'<{tag}{attributes} controls preload="none">' if " src=" in attributes else f"<{tag}>"
        return match[0]

    def _image(self, attributes: str) -> str:
        found = re.search(r' src="([^"]*)"', attributes)
        image = self._images.get(found[1]) if found else None
        if image is None:
            alt = re.search(r' alt="([^"]*)"', attributes)
            return f"<em>{alt[1]}</em>" if alt else ""
        self.figures += 1
        if " alt=" not in attributes:
            attributes = f' alt=""{attributes}'
        size = f' width="{image.width}" height="{image.height}"' if image.width and image.height else ""
        return f'<img{attributes}{_choice_of(image)}{size} loading="lazy" decoding="async">'


def _choice_of(image: Image) -> str:
    """What lets a telephone take the small file; both addresses are ours, for authors cannot write srcset."""
    if not image.small_url:
        return ""
    files = f"{image.small_url} {image.small_width}w, {image.url} {image.width}w"
    return f' srcset="{files}" sizes="{_SHOWN_WIDTH}"'
