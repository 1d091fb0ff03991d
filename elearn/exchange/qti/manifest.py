"""What a package holds and in which order: imsmanifest.xml, tests and their sections; or, without them, its
files by name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from elearn.exchange.decoding import MAX_QUESTIONS
from elearn.exchange.notes import UnreadableFile
from elearn.exchange.package import Package
from elearn.exchange.plain_text import one_line
from elearn.exchange.qti.tree import Node, tree_of

MANIFEST = "imsmanifest.xml"
_QUESTIONS = ("questestinterop", "assessmentItem")
_SNIFFED = re.compile(
    rb"<(?:[A-Za-z0-9_.]{1,20}:)?(?:qti-)?(questestinterop|assessment-?[iI]tem|assessment-?[tT]est)[\s>/]"
)
_ENDINGS = (".xml", ".qti", ".dat")
_SNIFF_BYTES = 20_000
_CANVAS = "non_cc_assessments/"


@dataclass(frozen=True)
class Contents:
    """The question files in their order; `categories` and `draws` (how many a section draws, by its title)
    come from tests, `tags` from the manifest; `roots` are trees that were read already.
    """

    paths: tuple[str, ...]
    categories: dict[str, str] = field(default_factory=dict)
    draws: dict[str, int] = field(default_factory=dict)
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    roots: dict[str, Node] = field(default_factory=dict)


def contents_of(package: Package) -> Contents:
    """Every question file of a package, those of tests first.

    Raises:
        UnreadableFile: the manifest is damaged.
    """
    manifest = _manifest(package)
    listed = list(_listed(package, manifest[0], manifest[1])) if manifest else []
    tags = {path: words for path, _, words in listed if words}
    known = [path for path, is_question, _ in listed if is_question]
    found = [
        path for path in package.paths() if path.lower().endswith(_ENDINGS) and path != (manifest or ("",))[0]
    ]
    kinds = {path: kind for path in dict.fromkeys([*known, *found]) if (kind := _kind(package, path))}
    tests = [path for path, kind in kinds.items() if kind == "assessmentTest"]
    items = [path for path, kind in kinds.items() if kind in _QUESTIONS]
    items += [path for path in known if path not in kinds and path not in items]
    categories: dict[str, str] = {}
    draws: dict[str, int] = {}
    roots: dict[str, Node] = {}
    ordered: list[str] = []
    for test in tests:
        ordered += _of_test(package, test, categories, draws, roots)
    paths = dict.fromkeys([*ordered, *items])
    return Contents(
        tuple(path for path in paths if not _is_doubled(package, path)), categories, draws, tags, roots
    )


def _manifest(package: Package) -> tuple[str, Node] | None:
    """The manifest, at the top or in the only folder."""
    places = sorted((path for path in package.entries if path.rpartition("/")[2] == MANIFEST), key=len)
    if not places:
        return None
    data = package.bytes_of(places[0])
    return (places[0], tree_of(data)) if data else None


def _listed(package: Package, base: str, root: Node) -> Iterator[tuple[str, bool, tuple[str, ...]]]:
    """Path, whether the manifest calls it a question, and key words."""
    for resource in root.within("resource"):
        href = resource.get("href") or next((one.get("href") for one in resource.all("file")), "")
        path = package.resolved(href, base) or href
        kind = resource.get("type").lower()
        words = (" ".join(one.text.split()) for one in resource.within("keyword"))
        is_item = "item" in kind and "qti" in kind
        yield path, bool(path) and is_item, tuple(dict.fromkeys(word[:60] for word in words if word))


def _kind(package: Package, path: str) -> str | None:
    """What the first element that counts says the file is, None for other files."""
    if path not in package.entries:
        return None
    start = package.start_of(path, _SNIFF_BYTES)
    if start is None:
        return "assessmentItem"  # damaged: told when it is read
    match = _SNIFFED.search(start)
    if match is None:
        return None
    name = match[1].decode().replace("-", "").lower()
    return {"assessmentitem": "assessmentItem", "assessmenttest": "assessmentTest"}.get(name, name)


def _is_doubled(package: Package, path: str) -> bool:
    """Canvas writes each quiz twice; the one beside the cartridge says more."""
    folder, _, name = path.rpartition("/")
    top = folder.rpartition("/")[2]
    return name == "assessment_qti.xml" and f"{_CANVAS}{top}.xml.qti" in package.entries


def _of_test(
    package: Package, path: str, categories: dict[str, str], draws: dict[str, int], roots: dict[str, Node]
) -> list[str]:
    """The items of a test in its order."""
    try:
        root = tree_of(package.bytes_of(path) or b"")
    except UnreadableFile:
        return [path]
    if any(True for _ in root.within("assessmentItem")):
        roots[path] = root
        return [path]
    found: list[str] = []
    _walk(package, root, path, "", (found, categories, draws))
    return found[: 2 * MAX_QUESTIONS]


def _walk(
    package: Package,
    node: Node,
    base: str,
    category: str,
    into: tuple[list[str], dict[str, str], dict[str, int]],
) -> None:
    found, categories, draws = into
    for one in node.children:
        if one.tag == "assessmentItemRef":
            path = package.resolved(one.get("href"), base) or one.get("href")
            if path:
                found.append(path)
                categories.setdefault(path, category)
        elif one.tag == "assessmentSection":
            title = one_line(one.get("title")).replace("/", "//")
            selection = one.child("selection")
            if selection and selection.get("select").isdigit() and title:
                draws[title] = int(selection.get("select")[:6])
            _walk(package, one, base, title or category, into)
        elif one.tag == "testPart":
            _walk(package, one, base, category, into)
