"""Where links lead once files have become pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import splitext

from elearn.content.codes import code_from_text, heading_anchor
from elearn.content.course import Course, Section
from elearn.content.faces import folder_of
from elearn.content.headings import heading_of
from elearn.content.links import LinkKind, OutsideTree, links_of, resolve
from elearn.content.quiz import Quiz
from elearn.content.text import lines_of
from elearn.content.tree import ContentTree
from elearn.markup.jobs import local_name
from elearn.markup.values import ID_PREFIX

_MAY_REFER = re.compile(r"\]\(|\]:|<")


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """What a text names, as it writes them: files for pictures, and addresses of other pages. `folders` are
    the names of the folders of the tree that it asks for, whether or not anything is there.
    """

    files: dict[str, str]
    links: dict[str, str]
    folders: frozenset[str] = frozenset()


def addresses_of(tree: ContentTree) -> dict[str, str]:
    """The address of every page that content may link to, by `path` or `path#anchor`."""
    addresses: dict[str, str] = {}
    for reading in tree.courses.values():
        course = reading.course or reading.draft
        if course is None:
            continue
        addresses |= _course_addresses(course)
        for quiz in reading.quizzes.values():
            addresses |= _quiz_addresses(course, quiz)
    return addresses


def _course_addresses(course: Course) -> dict[str, str]:
    home = f"/learning/{course.code}/"
    addresses = {course.path: home}
    for anchor in _anchors(course.introduction):
        addresses[f"{course.path}#{anchor}"] = f"{home}#{ID_PREFIX}{anchor}"
    for module in course.published_modules:
        for section in module.sections:
            url = f"{home}{module.code}/{section.code}"
            addresses.setdefault(module.path, url)
            for anchor in _anchors(section.source):
                addresses.setdefault(f"{module.path}#{anchor}", f"{url}#{ID_PREFIX}{anchor}")
        for section in module.sections:
            url = f"{home}{module.code}/{section.code}"
            for anchor in _own_anchors(section):
                addresses[f"{module.path}#{anchor}"] = url
    return addresses


def _quiz_addresses(course: Course, quiz: Quiz) -> dict[str, str]:
    url = f"/quiz/{course.code}/{quiz.code}"
    return {quiz.path: url, **{f"{quiz.path}#{question.code}": url for question in quiz.questions}}


def _own_anchors(section: Section) -> set[str]:
    return {section.code, heading_anchor(section.title), code_from_text(section.title)}


def _anchors(source: str) -> list[str]:
    """The ids of the headings inside a text, as the page has them."""
    if "#" not in source:
        return []
    headings = [heading for line in lines_of(source) if (heading := heading_of(line))]
    return [heading.code or heading_anchor(heading.title) for heading in headings]


def references_of(source: str, path: str, addresses: Mapping[str, str]) -> References:
    """What a text in the file at `path` refers to inside the content folders."""
    files: dict[str, str] = {}
    links: dict[str, str] = {}
    folders: set[str] = set()
    if not _MAY_REFER.search(source):
        return References(files=files, links=links)
    for link in links_of(lines_of(source)):
        try:
            target = resolve(path, link.target)
        except OutsideTree:
            continue
        folders.add(folder_of(target.path or path))
        is_file = link.kind is LinkKind.IMAGE or splitext(target.path)[1].lower() not in ("", ".md")
        if is_file:
            files[local_name(link.target)] = target.path
            continue
        anchor = f"#{target.anchor}" if target.anchor else ""
        url = addresses.get(f"{target.path or path}{anchor}")
        if url is not None:
            links[_written(link.target)] = url
    return References(files=files, links=links, folders=frozenset(folders))


def _written(target: str) -> str:
    path, mark, anchor = target.partition("#")
    return local_name(path) + mark + anchor
