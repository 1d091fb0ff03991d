"""What the pages of a review print: requests, verdicts, and remarks with their lines in the files."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from elearn.authoring.reviews import rules, store
from elearn.authoring.reviews.rules import Asked, Freshness, Refusal, Verdict
from elearn.authoring.reviews.section_page import ReviewPlace, paragraphs_by_section
from elearn.authoring.reviews.store import CommentRow, RequestRow
from elearn.content.course import Status
from elearn.errata.locating import Spot, locate
from elearn.publishing import review_store
from elearn.publishing.checking import CheckedCourse
from elearn.releases import objects
from elearn.releases.library import find_course, library
from elearn.releases.manifest import manifest_from
from elearn.releases.published import course_index_from

REQUESTS_SHOWN, ANSWERED_SHOWN, COMMENTS_SHOWN = 100, 30, 300


@dataclass(frozen=True, kw_only=True)
class RequestCard:
    """A request with the title of its course."""

    request: RequestRow
    title: str


@dataclass(frozen=True, kw_only=True)
class CommentCard:
    """A remark with its place now; `spot` is None when its section is gone."""

    comment: CommentRow
    freshness: Freshness
    spot: Spot | None
    section_title: str
    url: str | None


@dataclass(frozen=True, kw_only=True)
class SectionLine:
    """A section to read, with the remarks on it that are not settled."""

    title: str
    url: str
    comments: int


@dataclass(frozen=True, kw_only=True)
class ModuleLines:
    """A module to read; a draft is not part of what would be published."""

    title: str
    is_draft: bool
    sections: tuple[SectionLine, ...]


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    """The review of one course.

    `version` is that of the files now, None while they have errors; `is_approved` and `is_in_force` are about
    it. `last` is the newest request; `cannot_approve` says why this person cannot say yes to it.
    """

    code: str
    title: str
    place: ReviewPlace
    needs_review: bool
    is_draft: bool
    version: str | None
    is_approved: bool
    is_in_force: bool
    last: RequestRow | None
    cannot_approve: Refusal | None
    cannot_refuse: Refusal | None
    modules: tuple[ModuleLines, ...]
    open_comments: tuple[CommentCard, ...]
    settled_comments: tuple[CommentCard, ...]
    history: tuple[RequestRow, ...]

    @property
    def waits(self) -> bool:
        """Whether a reviewer is asked."""
        return self.last is not None and self.last.verdict is Verdict.OPEN

    @property
    def is_of_this_version(self) -> bool:
        """Whether the newest request is about the files as they are."""
        return self.last is not None and self.last.version == self.version


def review_page(place: ReviewPlace, checked: CheckedCourse, me: int, published_folder: Path) -> ReviewPage:
    """The page of one course for this person."""
    code, version = checked.code, version_of(checked)
    history = store.requests_of(code, REQUESTS_SHOWN)
    last = history[0] if history else None
    cards = comment_cards(place, store.comments_of(code, COMMENTS_SHOWN))
    changed_by = changers(checked, published_folder)
    published = find_course(code)
    return ReviewPage(
        code=code,
        title=checked.title,
        place=place,
        needs_review=place.draft.source.needs_review or bool(published and published.needs_review),
        is_draft=checked.status is Status.DRAFT,
        version=version,
        is_approved=(code, version) in review_store.approved_versions([code]),
        is_in_force=published is not None and published.version == version,
        last=last,
        cannot_approve=_refusal(last, Verdict.APPROVED, me, changed_by, version),
        cannot_refuse=_refusal(last, Verdict.CHANGES, me, changed_by, version),
        modules=_modules(place, cards, _public_modules(checked)),
        open_comments=tuple(one for one in cards if one.comment.settled_at is None),
        settled_comments=tuple(one for one in cards if one.comment.settled_at is not None),
        history=tuple(history),
    )


def request_cards(requests: Collection[RequestRow], titles: Mapping[str, str]) -> tuple[RequestCard, ...]:
    """The requests with the titles of their courses, as far as they are known."""
    return tuple(RequestCard(request=one, title=titles.get(one.course, one.course)) for one in requests)


def comment_cards(place: ReviewPlace, comments: Collection[CommentRow]) -> tuple[CommentCard, ...]:
    """The remarks with their places in the draft as it is now."""
    if not comments:
        return ()
    paragraphs = {
        at: {block.sha256 for block in blocks.values()} for at, blocks in paragraphs_by_section(place).items()
    }
    sources = {module.path: module.source for module in place.draft.source.modules}
    titles = {
        (module.code, section.code): section.title
        for module in place.draft.course.modules
        for section in module.sections
    }
    return tuple(_card(place, one, paragraphs, sources, titles) for one in comments)


def version_of(checked: CheckedCourse) -> str | None:
    """The version that would be published now, or None while the files have errors."""
    return checked.compiled.version if checked.compiled else None


def changers(checked: CheckedCourse, published_folder: Path) -> set[int]:
    """The people known to have written a file that learners do not have as it is now."""
    if checked.compiled is None:
        return set()
    old = _published_sources(published_folder, checked.code)
    new = checked.compiled.index.sources
    return store.writers_of({path: sha256 for path, sha256 in new.items() if old.get(path) != sha256})


def _published_sources(folder: Path, course: str) -> Mapping[str, str]:
    shelf = library()
    try:
        manifest = manifest_from(objects.get(folder, shelf.manifest_sha256)) if shelf.number else None
        line = manifest.line(course) if manifest else None
        return course_index_from(objects.get(folder, line.index_sha256)).sources if line else {}
    except objects.ObjectMissing:
        return {}  # then every file counts as changed


def _refusal(
    last: RequestRow | None, verdict: Verdict, me: int, changed_by: Collection[int], version: str | None
) -> Refusal | None:
    if last is None:
        return Refusal.ANSWERED
    asked = Asked(version=last.version, asked_by=last.asked_by, verdict=last.verdict)
    return rules.refusal(asked, verdict, me, changed_by, version)


def _public_modules(checked: CheckedCourse) -> frozenset[str]:
    course = checked.reading.course or checked.reading.draft
    return frozenset(one.code for one in course.published_modules) if course else frozenset()


def _modules(
    place: ReviewPlace, cards: Collection[CommentCard], public: Collection[str]
) -> tuple[ModuleLines, ...]:
    counted = [(one.comment.module, one.comment.section) for one in cards if one.comment.settled_at is None]
    return tuple(
        ModuleLines(
            title=module.title,
            is_draft=module.code not in public,
            sections=tuple(
                SectionLine(
                    title=section.title,
                    url=place.section_url(module.code, section.code),
                    comments=counted.count((module.code, section.code)),
                )
                for section in module.sections
            ),
        )
        for module in place.draft.course.modules
    )


def _card(
    place: ReviewPlace,
    comment: CommentRow,
    paragraphs: Mapping[tuple[str, str], Collection[str]],
    sources: Mapping[str, bytes],
    titles: Mapping[tuple[str, str], str],
) -> CommentCard:
    at = (comment.module, comment.section)
    return CommentCard(
        comment=comment,
        freshness=rules.freshness(comment.paragraph_sha256, at, paragraphs),
        spot=locate(sources, comment.module, comment.section, comment.excerpt),
        section_title=titles.get(at, comment.section),
        url=place.section_url(*at) if at in titles else None,
    )
