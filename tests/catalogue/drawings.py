"""Whether a drawing can be read on a small telephone, and by someone who does not see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from defusedxml.ElementTree import fromstring

WIDEST = 400
SMALLEST_LETTERS = 14
_FONT_SIZE = re.compile(r"font-size\s*[:=]\s*[\"']?\s*([0-9.]+)(px|em|rem|pt|%)?")
_FONT = re.compile(r"\bfont\s*:\s*[^;\"']*?([0-9.]+)px")


def drawing_problems(path: Path) -> Iterator[str]:
    """What keeps an SVG from being understood."""
    text = path.read_text(encoding="utf-8")
    root = fromstring(text)
    for name in ("title", "desc"):
        found = root.find(f"{{http://www.w3.org/2000/svg}}{name}")
        if found is None or not (found.text or "").strip():
            yield f"tanpa <{name}> di dalam <svg>"
    box = (root.get("viewBox") or "").replace(",", " ").split()
    if len(box) != 4:
        yield 'tanpa viewBox="0 0 360 ..."'
    elif float(box[2]) > WIDEST:
        yield f"viewBox selebar {box[2]}, paling lebar {WIDEST}"
    sizes = [match[1] for match in _FONT.finditer(text)]
    for match in _FONT_SIZE.finditer(text):
        if match[2] in (None, "px"):
            sizes.append(match[1])
        else:
            yield f"font-size {match[1]}{match[2]}: tulislah dalam piksel"
    small = sorted({size for size in sizes if float(size) < SMALLEST_LETTERS}, key=float)
    if small:
        yield f"font-size {', '.join(small)}, paling kecil {SMALLEST_LETTERS}"


def words_in(path: Path) -> str:
    """What a drawing says: its title, its description and every text in it."""
    root = fromstring(path.read_text(encoding="utf-8"))
    spoken = [one for one in root.iter() if one.tag.rpartition("}")[2] in ("title", "desc", "text")]
    return " ".join(" ".join(one.itertext()) for one in spoken)
