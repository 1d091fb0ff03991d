"""A module file and a course file, from their bytes to frozen objects or to all of their problems at once."""

from collections.abc import Collection
from decimal import Decimal

from elearn.content.course import Module, Status
from elearn.content.fields import Fields
from elearn.content.findings import found
from elearn.content.front_matter import read_front_matter
from elearn.content.minutes import DEFAULT_PACE, Pace
from elearn.content.objectives import read_objectives
from elearn.content.sections import read_sections
from elearn.content.text import DEFAULT_LIMITS, Limits, Value, read_text
from elearn.problems import Problem

KEYS: dict[str, tuple[str, ...]] = {
    "judul": ("title",),
    "kode": ("code",),
    "jp": (),
    "tujuan": ("objectives",),
    "kuis": ("quiz",),
    "tugas-praktik": ("practice-task",),
    "status": (),
}

STATUSES = {
    "draf": Status.DRAFT,
    "terbit": Status.PUBLISHED,
    "arsip": Status.ARCHIVED,
    **{str(status): status for status in Status},
}

ModuleReading = tuple[Module | None, tuple[Problem, ...]]


def read_module(
    data: bytes,
    path: str,
    *,
    pace: Pace = DEFAULT_PACE,
    siblings: Collection[str] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> ModuleReading:
    """The module of a file and its problems, warnings too; None when one of them is an error. Never throws.

    `siblings` are the names of the files beside it: a lone link to one of them is no check on the spot.
    """
    source, problems = read_text(data, path, limits)
    if source is None:
        return None, problems
    matter = read_front_matter(source, KEYS)
    fields = Fields(matter)
    body = read_sections(source, source.lines[matter.body_start :], pace, siblings)
    objectives, more = read_objectives(objective_items(fields))
    module = Module(
        code=fields.code(path),
        title=fields.required("judul", "Dasar SPBE"),
        jp=_jp(fields),
        objectives=objectives,
        quiz=fields.code_of("kuis"),
        status=fields.one_of("status", STATUSES, Status.PUBLISHED),
        sections=body.sections,
        path=path,
        source=data,
    )
    has_task = any(section.practice_task for section in module.sections)
    if fields.flag("tugas-praktik", default=False) and not has_task:
        fields.problems.append(found("K-315", matter.values["tugas-praktik"].place))
    problems += (*matter.problems, *fields.problems, *more, *body.problems)
    return (None if any(one.is_error for one in problems) else module), problems


def objective_items(fields: Fields) -> tuple[Value, ...]:
    """The objectives of `tujuan`: one an item, or divided by semicolons on one line (they hold commas)."""
    value = fields.matter.values.get("tujuan")
    if value is None:
        return ()
    if len(fields.items("tujuan")) and fields.items("tujuan")[0].place.line != value.place.line:
        return fields.items("tujuan")
    return tuple(Value(part.strip(), value.place) for part in value.text.split(";") if part.strip())


def _jp(fields: Fields) -> Decimal | None:
    return fields.decimal("jp", "angka JP, misalnya 1 atau 0,5")
