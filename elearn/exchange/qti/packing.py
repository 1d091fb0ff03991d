"""A quiz as a QTI 2.1 package: one item a question, a test with its sections, a manifest, the pictures.

The same quiz always gives the same bytes.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from elearn.content.codes import code_from_text
from elearn.content.questions.contract import Question, QuestionStatus
from elearn.content.quiz import Quiz, QuizSection
from elearn.exchange.notes import Refused
from elearn.exchange.qti.flow import attribute
from elearn.exchange.qti.manifest import MANIFEST
from elearn.exchange.qti.rules import set_value
from elearn.exchange.qti.writer import NAMESPACE, identifier, write_item

PictureOf = Callable[[str], bytes | None]
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a package: the earliest that zip can say."""
TEST = "test.xml"

_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_METADATA = "http://www.imsglobal.org/xsd/imsmd_v1p2"


@dataclass
class Media:
    """The pictures that go along, by their path in the package."""

    picture_of: PictureOf
    files: dict[str, bytes] = field(default_factory=dict)

    def named(self, target: str) -> str:
        """The name that items use for a picture of the quiz; its own when there is no such file."""
        data = self.picture_of(unquote(target))
        if data is None:
            return target
        path = PurePosixPath(unquote(target))
        mark = hashlib.blake2b(data, digest_size=4).hexdigest()
        stem = code_from_text(path.stem)
        stem = stem if stem.endswith(f"-{mark}") else f"{stem}-{mark}"
        name = f"media/{stem}{path.suffix.lower()}"
        self.files[name] = data
        return f"../{name}"


def packed(quiz: Quiz, picture_of: PictureOf, told: Callable[[Question, Refused | None], None]) -> bytes:
    """The zip file; `told` hears of every question whether it is in it."""
    media = Media(picture_of)
    items: dict[str, str] = {}
    sections: list[tuple[QuizSection, list[Question]]] = []
    for section in quiz.sections:
        inside = []
        for question in section.questions:
            try:
                items[_path(question)] = _written(quiz.settled(question), media)
            except Refused as refused:
                told(question, refused)
            else:
                told(question, None)
                inside.append(question)
        if inside:
            sections.append((section, inside))
    asked = [question for _, inside in sections for question in inside]
    files = {MANIFEST: _manifest(quiz, asked, items, media), TEST: _test(quiz, sections), **items}
    return _zipped({**{name: text.encode() for name, text in files.items()}, **media.files})


def _written(question: Question, media: Media) -> str:
    if question.status is QuestionStatus.WITHDRAWN:
        raise Refused("out-withdrawn")
    return write_item(question, media.named)


def _path(question: Question) -> str:
    return f"items/{question.code}.xml"


def _zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files.items():
            entry = ZipInfo(name, FIRST_DAY)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def _manifest(quiz: Quiz, questions: Iterable[Question], items: dict[str, str], media: Media) -> str:
    name = identifier(quiz.code)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<manifest xmlns="{_PACKAGE}" xmlns:imsmd="{_METADATA}" identifier="{name}-manifest">',
        "<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>",
        "<organizations/>",
        "<resources>",
        f'<resource identifier="{name}-test" type="imsqti_test_xmlv2p1" href="{TEST}">',
        f'<file href="{TEST}"/>',
    ]
    asked = list(questions)
    lines += [f'<dependency identifierref="{_resource(one)}"/>' for one in asked]
    lines.append("</resource>")
    for one in asked:
        lines += _item_resource(one, items[_path(one)], media)
    return "\n".join([*lines, "</resources>", "</manifest>"]) + "\n"


def _resource(question: Question) -> str:
    return f"item-{question.code}"


def _item_resource(question: Question, written: str, media: Media) -> list[str]:
    path = _path(question)
    lines = [f'<resource identifier="{_resource(question)}" type="imsqti_item_xmlv2p1" href="{path}">']
    if question.tags:
        strings = (f'xml:lang="id">{attribute(tag)}</imsmd:langstring>' for tag in question.tags)
        words = "".join(f"<imsmd:keyword><imsmd:langstring {one}</imsmd:keyword>" for one in strings)
        lines.append(f"<metadata><imsmd:lom><imsmd:general>{words}</imsmd:general></imsmd:lom></metadata>")
    lines.append(f'<file href="{path}"/>')
    lines += [f'<file href="{name}"/>' for name in media.files if f"../{name}" in written]
    return [*lines, "</resource>"]


def _test(quiz: Quiz, sections: Sequence[tuple[QuizSection, list[Question]]]) -> str:
    minutes = quiz.time_limit
    limit = f'<timeLimits maxTime="{int(minutes.total_seconds())}"/>\n' if minutes else ""
    score = '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
    total = set_value("SCORE", '<sum><testVariables variableIdentifier="SCORE"/></sum>')
    part = '<testPart identifier="part" navigationMode="nonlinear" submissionMode="simultaneous">'
    name, title = identifier(quiz.code), attribute(quiz.title)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<assessmentTest xmlns="{NAMESPACE}" identifier="{name}" title="{title}">',
        f"{score}\n{limit}{part}",
    ]
    only = quiz.draw if len(sections) == 1 else None
    for number, (section, questions) in enumerate(sections, start=1):
        title = section.title or quiz.title if len(sections) > 1 else section.title
        draw = section.draw or only
        lines.append(
            f'<assessmentSection identifier="section-{number}" title="{attribute(title)}" visible="true">'
        )
        if draw and draw < len(questions):
            lines.append(f'<selection select="{draw}"/>')
        if section.shuffle:
            lines.append('<ordering shuffle="true"/>')
        lines += [
            f'<assessmentItemRef identifier="{identifier(one.code)}" href="{_path(one)}"/>'
            for one in questions
        ]
        lines.append("</assessmentSection>")
    lines += ["</testPart>", f"<outcomeProcessing>{total}</outcomeProcessing>", "</assessmentTest>"]
    return "\n".join(lines) + "\n"
