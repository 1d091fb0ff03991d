"""QTI in: one XML file or a zip package, any version."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from posixpath import basename

from elearn.exchange.decoding import MAX_QUESTIONS
from elearn.exchange.draft import Draft, Reading
from elearn.exchange.notes import Item, Refused, UnreadableFile, Verdict, note
from elearn.exchange.package import Package, is_package, opened_package
from elearn.exchange.pictures import PictureBox
from elearn.exchange.qti.bodies import Bodies
from elearn.exchange.qti.items import read_item
from elearn.exchange.qti.manifest import Contents, contents_of
from elearn.exchange.qti.old_items import read_old_item
from elearn.exchange.qti.tree import Node, tree_of


def read_qti(data: bytes, box: PictureBox) -> list[Reading]:
    """The questions of a QTI file or package, each as a draft or refused with its id.

    Raises:
        UnreadableFile: not readable as XML or zip, no QTI, without questions, or with too many.
    """
    readings = list(_of_package(opened_package(data), box) if is_package(data) else _of_file(data, box))
    if len(readings) > MAX_QUESTIONS:
        raise UnreadableFile("too-many", limit=str(MAX_QUESTIONS))
    if not readings:
        raise UnreadableFile("no-questions")
    return readings


def is_qti(start: str) -> bool:
    """Whether a text begins like a QTI file."""
    head = start[:4_000]
    return any(
        name in head for name in ("questestinterop", "assessmentItem", "qti-assessment-item", "imsqti")
    )


@dataclass(frozen=True)
class _Document:
    """An XML document of a package, or the file itself."""

    root: Node
    box: PictureBox
    package: Package | None = None
    path: str = ""

    def readings(self, category: str = "") -> Iterator[Reading]:
        """The questions in it."""
        if self.root.tag == "assessmentItem":
            yield read_item(self.root, self._bodies(), category)
        elif self.root.tag == "questestinterop":
            for at, (item, title, draw) in enumerate(_old_items(self.root, "")):
                if at > MAX_QUESTIONS:
                    return
                reading = read_old_item(item, self._bodies(), title)
                if draw and isinstance(reading, Draft):
                    reading = replace(reading, notes=(*reading.notes, note("qti-draw", draw=draw)))
                yield reading
        else:
            for item in self.root.within("assessmentItem"):
                yield read_item(item, self._bodies(), category)

    def _bodies(self) -> Bodies:
        return Bodies(self.box, self.package, self.path)


def _old_items(node: Node, category: str) -> Iterator[tuple[Node, str, str]]:
    """The items of 1.2 with the title of their section; the first of a section with how many it draws."""
    orderings = node.all("selection_ordering")
    draw = next((part.text.strip()[:6] for one in orderings for part in one.within("selection_number")), "")
    for one in node.children:
        if one.tag == "item":
            yield one, category, draw if draw.isdigit() and category else ""
            draw = ""
        elif one.tag == "section":
            title = one.get("title").replace("/", "//")
            yield from _old_items(one, title or category)
        elif one.tag in ("assessment", "objectbank"):
            yield from _old_items(one, category)


def _of_file(data: bytes, box: PictureBox) -> Iterator[Reading]:
    root = tree_of(data)
    if root.tag not in ("questestinterop", "assessmentItem", "assessmentTest", "assessmentSection"):
        raise UnreadableFile("not-qti", root=root.tag[:40])
    return _Document(root, box).readings()


def _of_package(package: Package, box: PictureBox) -> Iterator[Reading]:
    contents = contents_of(package)
    told = set()
    for path in contents.paths:
        category = contents.categories.get(path, "")
        for reading in _of_entry(package, path, box, category, contents):
            if isinstance(reading, Draft):
                reading = _with_manifest(reading, path, contents)
                if (draw := contents.draws.get(category)) and category not in told:
                    told.add(category)
                    reading = replace(reading, notes=(*reading.notes, note("qti-draw", draw=str(draw))))
            yield reading


def _with_manifest(draft: Draft, path: str, contents: Contents) -> Draft:
    return replace(draft, tags=contents.tags.get(path, ()), line=draft.line)


def _of_entry(
    package: Package, path: str, box: PictureBox, category: str, contents: Contents
) -> Iterator[Reading]:
    """The questions of one file; a file that should be a question and cannot be read is one refused."""
    try:
        data = package.bytes_of(path)
        if data is None:
            raise Refused("qti-missing", path=path[:80])
        root = contents.roots.get(path) or tree_of(data)
    except Refused as refused:
        yield _lost(path, refused)
        return
    except UnreadableFile as unreadable:
        yield _lost(path, Refused(unreadable.note.code, **unreadable.note.values))
        return
    yield from _Document(root, box, package, path).readings(category)


def _lost(path: str, refused: Refused) -> Item:
    return Item(
        line=1,
        id=path[-120:],
        title=basename(path)[:80],
        kind="qti",
        verdict=Verdict.REFUSED,
        notes=(refused.note,),
    )
