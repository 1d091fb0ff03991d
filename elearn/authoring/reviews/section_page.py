"""A section of a draft as a learner would see it, with the remarks at each paragraph."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from elearn.authoring.drafts.blocks import Block, blocks_of, located
from elearn.authoring.drafts.page import (
    DraftPlace,
    SectionPreview,
    draft_sources,
    section_parts,
    section_preview,
)
from elearn.authoring.reviews.store import CommentRow
from elearn.errata.rules import TextFault
from elearn.quiz.questions import ShownQuestion

WHOLE_SECTION = ""


@dataclass(frozen=True, kw_only=True)
class ReviewPlace(DraftPlace):
    """A draft whose pages take remarks."""

    @property
    def home(self) -> str:
        """The page of the review."""
        return f"{self.root}review/"


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A remark that cannot be kept, with what was typed. `fault` None: its paragraph is gone meanwhile."""

    paragraph: str
    text: str
    fault: TextFault | None


@dataclass(frozen=True, kw_only=True)
class RemarkedBlock:
    """A paragraph with the remarks on it; `anchor` is unique on the page, `id` is equal for equal words."""

    id: str
    anchor: str
    html: Markup
    excerpt: str
    line: int
    comments: tuple[CommentRow, ...]
    refused: Refused | None


@dataclass(frozen=True, kw_only=True)
class ReviewSection:
    """The page. `elsewhere` are remarks on the section as a whole and on paragraphs that have changed."""

    preview: SectionPreview
    path: str
    parts: tuple[RemarkedBlock | ShownQuestion, ...]
    elsewhere: tuple[CommentRow, ...]
    refused: Refused | None


def review_section(
    place: ReviewPlace,
    module: str,
    section: str,
    comments: Iterable[CommentRow],
    refused: Refused | None = None,
) -> ReviewSection | None:
    """The page of a section, or None when the draft has no such section. `comments` are those not settled."""
    preview = section_preview(place, module, section)
    if preview is None:
        return None
    here = [one for one in comments if (one.module, one.section) == (module, section)]
    told: dict[str, list[CommentRow]] = defaultdict(list)
    for one in here:
        told[one.paragraph_sha256].append(one)
    parts = tuple(_parts(place, preview, told, refused))
    placed = {one.id for part in parts if isinstance(part, RemarkedBlock) for one in part.comments}
    ids = {part.id for part in parts if isinstance(part, RemarkedBlock)}
    return ReviewSection(
        preview=preview,
        path=next(one.path for one in place.draft.source.modules if one.code == module),
        parts=parts,
        elsewhere=tuple(one for one in here if one.id not in placed),
        refused=refused if refused and refused.paragraph not in ids else None,
    )


def paragraphs_by_section(place: ReviewPlace) -> dict[tuple[str, str], dict[str, Block]]:
    """All paragraphs of a draft by (module, section), each by its id."""
    return {
        (module.code, section.code): {
            block.id: block
            for part in section_parts(place, section)
            if isinstance(part, str)
            for block in blocks_of(part)
            if block.has_words
        }
        for module in place.draft.course.modules
        for section in module.sections
    }


def _parts(
    place: ReviewPlace,
    preview: SectionPreview,
    told: Mapping[str, list[CommentRow]],
    refused: Refused | None,
) -> Iterator[RemarkedBlock | ShownQuestion]:
    seen: Counter[str] = Counter()
    for part in section_parts(place, preview.section):
        if isinstance(part, ShownQuestion):
            yield part
            continue
        blocks = located(
            blocks_of(part), draft_sources(place.draft), preview.module.code, preview.section.code
        )
        for block in blocks:
            seen[block.id] += 1
            is_first = seen[block.id] == 1
            yield RemarkedBlock(
                id=block.id if block.has_words else WHOLE_SECTION,
                anchor=f"p-{block.id}" if is_first else f"p-{block.id}-{seen[block.id]}",
                html=place.html(block.html),
                excerpt=block.excerpt,
                line=block.line,
                comments=tuple(told.get(block.sha256, ())) if is_first and block.has_words else (),
                refused=refused if is_first and refused and refused.paragraph == block.id else None,
            )
