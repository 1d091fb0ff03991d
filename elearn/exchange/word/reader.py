"""A Word document as the modules of a course: its headings, lists, tables and pictures, and what was lost."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from elearn.content.codes import code_from_text
from elearn.exchange.html_text import markdown_from_html, plain_from_html
from elearn.exchange.notes import Note, UnreadableFile, note, once
from elearn.exchange.package import is_package, opened_package
from elearn.exchange.pictures import MAX_PICTURE_BYTES, MAX_PICTURES, KindOf

MAX_DOCUMENT_BYTES = 32 * 1024 * 1024
MAX_XML_BYTES = 16 * 1024 * 1024
MAIN_PART = "word/document.xml"
FOLDER = "gambar"

_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"
_HEADING = re.compile(r"<h(?P<level>[1-6])>(?P<inside>.*?)</h[1-6]>", re.DOTALL)
_UNKNOWN_STYLE = re.compile(r"Unrecognised (?:paragraph|run|table) style: (?P<name>.{1,60}?) \(Style ID")
_IGNORED = re.compile(r"An unrecognised element was ignored: (?P<name>\S{1,80})")
_LOST_ELEMENTS = {"oMath": "word-formula", "oMathPara": "word-formula", "chart": "word-drawing"}
_FOOTNOTE_MARK = re.compile(r"<a [^>]*href=\"#(?:foot|end)note-[^\"]*\"[^>]*>(?P<text>[^<]*)</a>")
_EMPTY_ANCHOR = re.compile(r"<a id=\"[^\"]*\"></a>")


@dataclass(frozen=True, kw_only=True)
class WordSection:
    """What stands below one heading, as Markdown."""

    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class WordModule:
    """A run of sections under one title."""

    title: str
    sections: tuple[WordSection, ...]


@dataclass(frozen=True, kw_only=True)
class WordReading:
    """The modules, the pictures by their path beside the module, and what an author must look at."""

    modules: tuple[WordModule, ...]
    pictures: dict[str, bytes]
    notes: tuple[Note, ...]


def read_word(data: bytes, name: str, kind_of: KindOf) -> WordReading:
    """The document in `data`. Headings 1 make modules when sections stand below them, else sections.

    `name` is the file's name, the title of a document that has none. Pictures that pages cannot show are told
    and left out; a picture without a description is told too.

    Raises:
        UnreadableFile: no Word document, damaged, too large, or with entities (Word writes none).
    """
    _check(data)
    pictures = _Pictures(kind_of, prefix=code_from_text(name.rpartition(".")[0] or name))
    html, notes = _html(data, pictures)
    modules = tuple(_modules(html, name, pictures, notes))
    if not modules:
        raise UnreadableFile("word-empty")
    return WordReading(modules=modules, pictures=pictures.kept, notes=once([*notes, *pictures.notes]))


def _check(data: bytes) -> None:
    """Look before unpacking: sizes and names of the parts, and that no part has a document type."""
    if len(data) > MAX_DOCUMENT_BYTES:
        mib = 1024 * 1024
        raise UnreadableFile("zip-size", size=str(len(data) // mib), limit=str(MAX_DOCUMENT_BYTES // mib))
    if not is_package(data):
        raise UnreadableFile("not-word")
    package = opened_package(data)
    if MAIN_PART not in package.entries:
        raise UnreadableFile("not-word")
    for path in package.paths():
        if path.endswith((".xml", ".rels")):
            part = package.bytes_of(path, MAX_XML_BYTES)
            if part is None:
                raise UnreadableFile("word-part", part=path[:60])
            # Word never writes one; with it a few bytes could become gigabytes.
            if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\0" in part[:200]:
                raise UnreadableFile("word-doctype", part=path[:60])


class _Pictures:
    """The pictures of the document, named for their place in it."""

    def __init__(self, kind_of: KindOf, prefix: str) -> None:
        self._kind_of = kind_of
        self._prefix = prefix
        self.kept: dict[str, bytes] = {}
        self.notes: list[Note] = []

    def take(self, data: bytes, alt: str) -> str:
        """The path of a picture; empty when it cannot come in."""
        number = str(len(self.kept) + 1)
        ending = self._kind_of(data) if len(data) <= MAX_PICTURE_BYTES else None
        if ending is None or len(self.kept) >= MAX_PICTURES:
            code = "picture-kind" if len(data) <= MAX_PICTURE_BYTES else "picture-too-large"
            self.notes.append(note(code, picture=f"{alt[:40] or number}"))
            return ""
        path = f"{FOLDER}/{self._prefix}-{number}.{ending}"
        self.kept[path] = data
        if not alt.strip():
            self.notes.append(note("word-alt", picture=path))
        return path


def _html(data: bytes, pictures: _Pictures) -> tuple[str, list[Note]]:
    # Imported here: only this command needs it, and it costs a tenth of a second.
    import mammoth

    def picture(image: Any) -> dict[str, str]:
        with image.open() as stream:
            return {"src": pictures.take(stream.read(), image.alt_text or "")}

    try:
        result = mammoth.convert_to_html(
            BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(picture)
        )
    except Exception as error:  # whatever a damaged part raises in the library, the reader gets a sentence
        raise UnreadableFile("word-broken", problem=type(error).__name__) from error
    return result.value, _told(str(message.message) for message in result.messages)


def _told(messages: Iterator[str]) -> list[Note]:
    """The library's warnings as notes; of unknown styles each name once."""
    counts: Counter[Note | str] = Counter()
    notes: list[Note] = []
    for message in messages:
        if style := _UNKNOWN_STYLE.search(message):
            notes.append(note("word-style", style=style["name"].strip("'\"")))
        elif ignored := _IGNORED.search(message):
            element = ignored["name"].rpartition(":")[2].rpartition("}")[2]
            counts[_LOST_ELEMENTS.get(element, "word-element")] += 1
    return [*once(notes), *(note(str(code), count=str(count)) for code, count in sorted(counts.items()))]


def _modules(html: str, name: str, pictures: _Pictures, notes: list[Note]) -> Iterator[WordModule]:
    """The document cut at its headings."""
    parts = [(level, title, text) for level, title, text in _parts(html)]
    levels = {level for level, _, _ in parts if level}
    own_title = name.rpartition(".")[0] or name
    section_level = 2 if 2 in levels else 1
    title, sections = own_title, list[WordSection]()
    for level, heading, inside in parts:
        text = _markdown(inside, pictures, notes)
        if level and level < section_level:
            if sections:
                yield WordModule(title=title, sections=tuple(sections))
            title, sections = heading, []
            if text:
                sections.append(WordSection(title="Pengantar", text=text))
        elif level == section_level:
            sections.append(WordSection(title=heading, text=text))
        elif level and sections:
            below = f"{'#' * (level + 2 - section_level)} {heading}\n\n{text}".rstrip()
            last = sections[-1]
            sections[-1] = WordSection(title=last.title, text=f"{last.text}\n\n{below}".strip())
        elif text or heading:
            whole = f"### {heading}\n\n{text}".strip() if heading else text
            sections.append(WordSection(title="Pengantar", text=whole))
    if sections:
        yield WordModule(title=title, sections=tuple(sections))


def _parts(html: str) -> Iterator[tuple[int, str, str]]:
    """Level (0 before the first heading), title and HTML of each part, in order."""
    html = _EMPTY_ANCHOR.sub("", _FOOTNOTE_MARK.sub(lambda mark: mark["text"], html))
    level, title, at = 0, "", 0
    for match in _HEADING.finditer(html):
        if not plain_from_html(match["inside"]):
            continue
        if level or html[at : match.start()].strip():
            yield level, title, html[at : match.start()]
        level, title, at = int(match["level"]), plain_from_html(match["inside"]), match.end()
    if level or html[at:].strip():
        yield level, title, html[at:]


def _markdown(inside: str, pictures: _Pictures, notes: list[Note]) -> str:
    text, lost = markdown_from_html(inside, lambda source: source if source in pictures.kept else None)
    notes += [one for one in lost if one.code != "table"]
    return text.strip()
