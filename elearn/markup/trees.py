"""What is changed in the tree that Python-Markdown builds, before it becomes HTML."""

import re
import xml.etree.ElementTree as ElementTree  # trees that Markdown built: nothing is parsed here
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from elearn.markup.values import ID_PREFIX, Heading

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Furniture:
    """A tree processor: figures with captions, tables that scroll and say their name, headings with ids."""

    def __init__(self) -> None:
        self.headings: list[Heading] = []
        self.level_shift = 0

    def run(self, root: Element) -> None:
        """Change the tree in place and remember its headings."""
        self.headings = []
        self._give_headings_ids(root)
        _explain_once(root)
        for parent, index, child in list(_with_parents(root)):
            if child.tag == "table":
                _dress_table(parent, index, child)
            elif child.tag == "p" and _is_lone_image(child):
                _make_figure(child)

    def _give_headings_ids(self, root: Element) -> None:
        taken = {one.get("id") for one in root.iter() if one.get("id")}
        for heading in root.iter():
            if heading.tag not in _HEADINGS:
                continue
            title = self._plain(heading)
            if not heading.get("id"):
                heading.set("id", _free_id(slug(title), taken))
            level = int(heading.tag[1])
            self.headings.append(Heading(ID_PREFIX + str(heading.get("id")), title, level))
            heading.tag = f"h{min(6, max(2, level - self.level_shift))}"

    def _plain(self, element: Element) -> str:
        """The text of an element as a person reads it: escapes undone, stashed code put back."""
        text = "".join(element.itertext())
        text = re.sub("\x02(\\d+)\x03", lambda match: chr(int(match[1])), text)
        return " ".join(re.sub("\x02[^\x03]*\x03", "", text).split())


def _with_parents(root: Element) -> Iterator[tuple[Element, int, Element]]:
    for parent in root.iter():
        for index, child in enumerate(parent):
            yield parent, index, child


def slug(title: str) -> str:
    """The id of a heading without one, as GitHub makes it."""
    kept = "".join(one for one in title.strip().lower() if one.isalnum() or one in " -_")
    return kept.replace(" ", "-") or "bagian"


def _free_id(wanted: str, taken: set[str | None]) -> str:
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    taken.add(name)
    return name


def _dress_table(parent: Element, index: int, table: Element) -> None:
    """A narrow screen scrolls the table, not the page; whoever cannot see learns which table it is."""
    for cell in table.iter("th"):
        if "".join(cell.itertext()).strip() or len(cell):
            cell.set("scope", "col")
        else:
            cell.tag = "td"  # an empty heading has nothing to announce
    names = [" ".join("".join(cell.itertext()).split()) for cell in table.iter("th")]
    label = re.sub("\x02[^\x03]*\x03", "", ", ".join(name for name in names if name))
    wrap = Element(
        "div",
        {"class": "table-wrap", "role": "region", "tabindex": "0", "aria-label": f"Tabel: {label}"[:200]},
    )
    wrap.append(table)
    wrap.tail, table.tail = table.tail, "\n"
    table.set("class", "table")
    parent[index] = wrap


def _explain_once(root: Element) -> None:
    """An abbreviation is explained once, in running text: each explanation is a stop for the keyboard."""
    explained: set[str | None] = set()
    in_headings = {part for heading in root.iter() if heading.tag in _HEADINGS for part in heading.iter()}
    for parent in list(root.iter()):
        for child in [one for one in parent if one.tag == "abbr"]:
            if child.text in explained or child in in_headings:
                _unwrap(parent, child)
            explained |= set() if child in in_headings else {child.text}


def _unwrap(parent: Element, child: Element) -> None:
    """Leave the words of an element in its place."""
    words = (child.text or "") + (child.tail or "")
    at = list(parent).index(child)
    parent.remove(child)
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words


def _is_lone_image(paragraph: Element) -> bool:
    if len(paragraph) != 1 or (paragraph.text or "").strip():
        return False
    return paragraph[0].tag == "img" and not (paragraph[0].tail or "").strip()


def _make_figure(paragraph: Element) -> None:
    """A picture alone in its paragraph is a figure; its title is the caption."""
    image = paragraph[0]
    paragraph.tag = "figure"
    caption = image.attrib.pop("title", "")
    if caption:
        ElementTree.SubElement(paragraph, "figcaption").text = caption
