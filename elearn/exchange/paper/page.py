"""A paper as one HTML page that prints: the exam, then the key on a page of its own; nothing is fetched."""

import base64
import re
from collections.abc import Callable, Iterator
from html import escape

from elearn.exchange.paper.sheet import (
    Bank,
    Block,
    Boxes,
    Lines,
    Paper,
    PaperQuestion,
    Places,
    Prose,
    points_words,
)

Picture = Callable[[str], bytes | None]
"""Gives the bytes of a picture by the address that stands in the HTML, None when it is not there."""

_SOURCE = re.compile(r'(<img\b[^>]*?\bsrc=")([^"]*)(")')
_KINDS = ((b"\x89PNG", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"RIFF", "image/webp"))
_STYLE = """
@page { size: A4; margin: 18mm 16mm }
* { box-sizing: border-box }
body { max-width: 178mm; margin: 1rem auto; padding: 0 1rem; color: #111; background: #fff;
  font: 11pt/1.45 "DejaVu Sans", Arial, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 15pt; margin: 0 0 2mm } h2 { font-size: 12pt; margin: 7mm 0 2mm }
.meta { margin: 0 0 4mm } .who { display: flex; flex-wrap: wrap; gap: 2mm 6mm; margin: 0 0 6mm }
.who span { flex: 1 1 45mm; border-bottom: 1px solid #111; padding-bottom: 4mm }
.question { break-inside: avoid-page; margin: 0 0 5mm } .question > p:first-child { margin-bottom: 1mm }
ol.boxes, ol.bank, ol.places { list-style: none; padding: 0; margin: 1mm 0 }
ol.boxes > li, ol.places > li, ol.bank > li { display: flex; gap: 2mm; margin: 1.2mm 0 }
li > i { flex: none; width: 4mm; height: 4mm; margin-top: .8mm; border: 1px solid #111 }
li > u { flex: none; width: 12mm; border-bottom: 1px solid #111; text-decoration: none }
ol.bank { border: 1px solid #777; padding: 1mm 3mm } li > div > :is(p, ul, ol) { margin: 0 }
.line { border-bottom: 1px solid #777; height: 8mm } .short { display: flex; gap: 2mm; align-items: end }
.short .line { width: 45mm } img { max-width: 100%; height: auto } table { border-collapse: collapse }
:is(td, th) { border: 1px solid #777; padding: 1mm 2mm } pre { white-space: pre-wrap }
.key { break-before: page } .key .question > :is(p, div) { margin: 0 0 1mm }
"""


def paper_page(paper: Paper, picture: Picture) -> str:
    """The page, pictures inside."""
    page = "\n".join([*_head(paper), *_exam(paper), *_key(paper), "</body>", "</html>", ""])
    return _SOURCE.sub(lambda match: match[1] + _inside(match[2], picture) + match[3], page)


def _head(paper: Paper) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="id">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(paper.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"


def heading_words(paper: Paper) -> str:
    """`Naskah A · 12 soal · 20 poin · 30 menit`."""
    words = [f"Naskah {paper.form}"] if paper.form else []
    words += [f"{len(paper.questions)} soal", points_words(paper.points)]
    return " · ".join([*words, *([f"{paper.minutes} menit"] if paper.minutes else [])])


def _exam(paper: Paper) -> Iterator[str]:
    yield f'<main>\n<h1>{escape(paper.title)}</h1>\n<p class="meta">{escape(heading_words(paper))}</p>'
    yield '<div class="who"><span>Nama:</span><span>NIP:</span><span>Tanggal:</span></div>'
    if paper.introduction:
        yield f"<div>{paper.introduction}</div>"
    section = ""
    for one in paper.questions:
        if one.section != section:
            section = one.section
            yield f"<h2>{escape(section)}</h2>" if section else ""
        yield f'<section class="question"><p>{_numbered(one)}</p>'
        yield from (_block(block) for block in one.asked)
        yield "</section>"
    yield "</main>"


def _numbered(one: PaperQuestion) -> str:
    points = f" <small>({points_words(one.question.points)})</small>" if one.question.IS_MARKED else ""
    return f"<b>{one.number}. {one.heading}</b>{points}"


def _key(paper: Paper) -> Iterator[str]:
    yield f'<section class="key"><h1>Kunci jawaban: {escape(paper.title)}</h1>'
    yield f'<p class="meta">{escape(heading_words(paper))}</p>'
    for one in paper.questions:
        yield f'<section class="question"><p>{_numbered(one)}</p>'
        yield from (f"<div>{prose.html}</div>" for prose in one.key)
        yield "</section>"
    yield "</section>"


def _block(block: Block) -> str:
    match block:
        case Prose():
            return f"<div>{block.html}</div>"
        case Boxes():
            return _rows(
                "boxes", (f"<i></i><b>{letter}.</b><div>{html}</div>" for letter, html in block.rows)
            )
        case Bank():
            return _rows("bank", (f"<b>{letter}.</b><div>{html}</div>" for letter, html in block.rows))
        case Places():
            rows = enumerate(block.rows, start=1)
            return _rows(
                "places", (f"<u>&nbsp;</u><b>{number}.</b><div>{html}</div>" for number, html in rows)
            )
        case Lines():
            if block.unit:
                unit = escape(block.unit.strip())
                return f'<div class="short"><div class="line"></div><span>{unit}</span></div>'
            return '<div class="line"></div>' * block.count


def _rows(name: str, rows: Iterator[str]) -> str:
    return f'<ol class="{name}">' + "".join(f"<li>{row}</li>" for row in rows) + "</ol>"


def _inside(source: str, picture: Picture) -> str:
    data = picture(source)
    if data is None:
        return ""
    kind = next((kind for start, kind in _KINDS if data.startswith(start)), "image/svg+xml")
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"
