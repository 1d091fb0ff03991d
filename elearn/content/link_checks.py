"""Links and images of all documents: do they lead anywhere, and may they."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from posixpath import basename, dirname, splitext

from elearn.content.codes import code_from_text, heading_anchor
from elearn.content.findings import found
from elearn.content.headings import heading_of
from elearn.content.links import (
    ATTACHMENT_SUFFIXES,
    Link,
    LinkKind,
    OutsideTree,
    Target,
    links_of,
    lone_link,
    resolve,
)
from elearn.content.near import meant as meant_word
from elearn.content.text import Line, SourceText
from elearn.problems import Place, Problem

MAX_IMAGE_KIB = 500
MAX_PHOTO_KIB = 20 * 1024
"""Pages show small files made of a PNG or JPEG, so that a photo may be as the telephone took it."""
_PHOTO_SUFFIXES = (".png", ".jpg", ".jpeg")


@dataclass(frozen=True, kw_only=True)
class LinkScope:
    """What links may lead to: attachments with their size, documents with the anchors in them (None: not
    readable).

    `check_lines` are the lines of checks on the spot, which are looked at elsewhere.
    """

    attachments: Mapping[str, int]
    anchors: Mapping[str, frozenset[str] | None]
    check_lines: frozenset[tuple[str, int]]


def anchors_of(lines: tuple[Line, ...], codes: frozenset[str] = frozenset()) -> frozenset[str]:
    """Every anchor of a document: codes of headings, the anchors of those without one, and `codes` beside."""
    anchors = set(codes)
    for heading in (one for line in lines if (one := heading_of(line))):
        anchors |= (
            {heading.code} if heading.code else {heading_anchor(heading.title), code_from_text(heading.title)}
        )
    return frozenset(anchors)


def check_links(source: SourceText, scope: LinkScope) -> Iterator[Problem]:
    """Every faulty link and image of a document."""
    for link in links_of(source.lines):
        if (source.path, link.line.number) in scope.check_lines and lone_link(link.line):
            continue
        if link.kind is LinkKind.IMAGE and not link.text.strip():
            yield _found("K-450", source, link)
        try:
            target = resolve(source.path, link.target)
        except OutsideTree as error:
            yield from _outside(source, link, error.reason)
            continue
        if link.kind is LinkKind.IMAGE or splitext(target.path)[1].lower() in ATTACHMENT_SUFFIXES:
            yield from _attachment(source, link, target, scope)
        else:
            yield from _document(source, link, target, scope)


def _found(rule: str, source: SourceText, link: Link, **values: str) -> Problem:
    place = Place(source.path, link.line.number, link.column)
    problem = found(rule, place, excerpt=link.line.text)
    return replace(problem, values={"target": link.target, **values})


def _outside(source: SourceText, link: Link, reason: str) -> Iterator[Problem]:
    if reason == "remote":
        if link.kind is LinkKind.IMAGE:
            yield _found("K-421", source, link)
        return
    yield _found("K-430" if reason == "scheme" else "K-422", source, link)


def _attachment(source: SourceText, link: Link, target: Target, scope: LinkScope) -> Iterator[Problem]:
    suffix = splitext(target.path)[1]
    if suffix.lower() not in ATTACHMENT_SUFFIXES:
        yield _found("K-429", source, link, suffix=suffix)
    elif dirname(target.path).split("/")[:2] != source.path.split("/")[:2]:
        yield _found("K-422", source, link)
    elif target.path not in scope.attachments:
        beside = {basename(path): path for path in scope.attachments if dirname(path) == dirname(target.path)}
        same = next((name for name in beside if name.lower() == basename(target.path).lower()), None)
        meant = same or meant_word(basename(target.path), beside)
        yield _found("K-420", source, link, resolved=target.path, meant=meant)
    elif link.kind is LinkKind.IMAGE and scope.attachments[target.path] > _max_kib(target.path) * 1024:
        kib = str(scope.attachments[target.path] // 1024)
        yield _found("K-427", source, link, kib=kib, limit=str(_max_kib(target.path)))


def _document(source: SourceText, link: Link, target: Target, scope: LinkScope) -> Iterator[Problem]:
    path = target.path or source.path
    if path not in scope.anchors:
        names = {basename(one): one for one in scope.anchors if dirname(one) == dirname(path)}
        yield _found("K-423", source, link, meant=meant_word(basename(path), names))
        return
    anchors = scope.anchors[path]
    if (
        target.anchor
        and anchors is not None
        and target.anchor not in anchors
        and not _is_footnote(target.anchor)
    ):
        yield _found("K-424", source, link, meant=meant_word(target.anchor, anchors))


def _is_footnote(anchor: str) -> bool:
    return anchor.startswith(("fn:", "fnref:"))


def _max_kib(path: str) -> int:
    return MAX_PHOTO_KIB if path.lower().endswith(_PHOTO_SUFFIXES) else MAX_IMAGE_KIB
