"""A published quiz on its way out: the formats, what each of them loses, and the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote

from elearn.content.quiz import Quiz
from elearn.exchange.exporting import FORMATS, Exported, Form, export_quiz
from elearn.exchange.losses import PICTURE
from elearn.exchange.notes import Item
from elearn.exchange.paper.printing import PAPERS, print_quiz
from elearn.quiz.offers import Offer
from elearn.quiz.questions import Texts
from elearn.releases import objects
from elearn.web.settings import current_settings

_SOURCE = re.compile(r'<img\b[^>]*? src="/media/([0-9a-f]{64})\.[a-z]{3,4}"')
_MEDIA = re.compile(r"/media/([0-9a-f]{64})\.[a-z]{3,4}")


@dataclass(frozen=True, kw_only=True)
class FormatRow:
    """One format: how many questions it can say, and the losses of each."""

    code: str
    written: int
    items: tuple[Item, ...]

    @property
    def total(self) -> int:
        """How many questions the quiz has."""
        return len(self.items)

    @property
    def told(self) -> tuple[Item, ...]:
        """The questions about which there is something to tell."""
        return tuple(item for item in self.items if item.notes)


def rows(offer: Offer) -> tuple[FormatRow, ...]:
    """Every format with its losses; no picture is read."""
    quiz = offer.released.quiz
    reports = {form: export_quiz(quiz, form, lambda _target: b"").report for form in FORMATS}
    return tuple(
        FormatRow(code=form, written=report.imported, items=report.items) for form, report in reports.items()
    )


def exported(offer: Offer, form: str) -> tuple[Form, Exported]:
    """The quiz as `form`, one of `FORMATS`, pictures from the release."""
    originals = offer.released.originals
    names = picture_names(offer.released.quiz, offer.released.html)
    return FORMATS[form], export_quiz(
        offer.released.quiz, form, lambda target: _original(names.get(unquote(target), ""), originals)
    )


def printed(offer: Offer, kind: str, seed: int | None) -> tuple[Form, Exported]:
    """The quiz on paper; `kind` is one of `PAPERS`."""
    texts = Texts(offer.released.html)
    return PAPERS[kind], print_quiz(
        offer.released.quiz,
        kind,
        lambda text: str(texts[text]),
        partial(_picture, offer.released.originals),
        seed=seed,
    )


def picture_names(quiz: Quiz, html: Mapping[str, str]) -> dict[str, str]:
    """The objects of the pictures by their path in the quiz file, told by their order in each text."""
    names: dict[str, str] = {}
    for text in html:
        targets = [unquote(match["target"]) for match in PICTURE.finditer(text)]
        found = _SOURCE.findall(html[text])
        if len(targets) == len(found):
            names |= dict(zip(targets, found, strict=True))
    return names


def _picture(originals: Mapping[str, str], source: str) -> bytes | None:
    match = _MEDIA.fullmatch(source)
    return _original(match[1], originals) if match else None


def _original(sha256: str, originals: Mapping[str, str]) -> bytes | None:
    """The picture as its author made it: other programs and paper know PNG and JPEG better than WebP."""
    try:
        return objects.get(current_settings().published_folder, originals.get(sha256, sha256))
    except objects.ObjectMissing:
        return None
