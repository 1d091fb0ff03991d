"""Rendering one text of a file, with every trouble told at its line."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from elearn.markup.jobs import Job, local_name
from elearn.markup.renderer import CPU_SECONDS
from elearn.markup.values import Fault, FaultCode, MarkupRefused, Rendered
from elearn.problems import Place, Problem
from elearn.publishing.addresses import references_of
from elearn.publishing.cache import CachedRenderer
from elearn.publishing.pictures import Pictures
from elearn.publishing.sentences import level_of

_REFUSALS = {"time": "K-602", "brackets": "K-604"}
_FAULTS = {
    FaultCode.FORMULA: "K-601",
    FaultCode.IMAGE_MISSING: "K-609",
    FaultCode.IMAGE_REMOTE: "K-609",
    FaultCode.LINK_DEAD: "K-650",
    FaultCode.LINK_REFUSED: "K-608",
}
_DANGEROUS = ("javascript:", "data:", "vbscript:", "file:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A piece of a file: its Markdown, its file, and how many lines of the file are before it."""

    source: str
    path: str
    line_offset: int = 0
    is_line: bool = False
    inserts: Mapping[int, str] = field(default_factory=dict)
    level_shift: int = 0
    id_prefix: str = "materi-"


@dataclass
class TextRenderer:
    """Renders the texts of one course; afterwards `problems` tells what was wrong in them, and `folders` in
    which folders of the tree they looked for something.
    """

    renderer: CachedRenderer
    addresses: Mapping[str, str]
    pictures: Pictures
    problems: list[Problem] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)

    def render(self, text: Text) -> Rendered:
        """The text as safe HTML; empty when it was refused."""
        references = references_of(text.source, text.path, self.addresses)
        self.folders |= references.folders
        shown = {name: self.pictures.image(path) for name, path in references.files.items()}
        job = Job(
            text=text.source,
            is_line=text.is_line,
            images={name: image for name, image in shown.items() if image},
            links=references.links | {name: image.url for name, image in shown.items() if image},
            inserts=text.inserts,
            level_shift=text.level_shift,
            id_prefix=text.id_prefix,
        )
        try:
            rendered = self.renderer.run(job)
        except MarkupRefused as refused:
            rule = _REFUSALS.get(refused.reason, "K-603")
            place = Place(text.path, text.line_offset + max(1, refused.line))
            self._tell(rule, place, "", seconds=f"{CPU_SECONDS:g}".replace(".", ","))
            return Rendered(html="")
        for fault in rendered.faults:
            # A picture with a fault of its own is told once, at its own file.
            path = references.files.get(local_name(fault.subject)) if fault.subject else None
            if path is None or not self.pictures.has_told(path):
                self._tell_fault(text, fault)
        return rendered

    def _tell_fault(self, text: Text, fault: Fault) -> None:
        line, column, excerpt = _spot(text.source, fault)
        place = Place(text.path, text.line_offset + line, column)
        self._tell(_FAULTS[fault.code], place, excerpt, subject=fault.subject, target=fault.subject)

    def _tell(self, rule: str, place: Place, excerpt: str, **values: str) -> None:
        self.problems.append(
            Problem(place=place, level=level_of(rule), rule=rule, values=values, excerpt=excerpt)
        )


def _spot(source: str, fault: Fault) -> tuple[int, int, str]:
    """Line, column and text of the line where a fault most likely stands."""
    wanted = [fault.subject.split("\n")[0]] if fault.subject else list(_DANGEROUS)
    for number, line in enumerate(source.split("\n"), start=1):
        for one in wanted:
            column = line.lower().find(one.lower()) + 1
            if column:
                return number, column, line
    return 1, 1, ""
