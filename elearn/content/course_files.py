"""A course file and its folder: course.md with the modules beside it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from posixpath import basename

from elearn.content.codes import RESERVED_COURSE_CODES
from elearn.content.course import (
    Competence,
    CompetenceKind,
    CompletionRule,
    Course,
    Mode,
    Module,
    Status,
)
from elearn.content.fields import Fields
from elearn.content.findings import found
from elearn.content.front_matter import FrontMatter, read_front_matter
from elearn.content.headings import heading_of, level_jump, line_shape_problems
from elearn.content.minutes import DEFAULT_PACE, Pace
from elearn.content.module_files import STATUSES, read_module
from elearn.content.near import meant as meant_word
from elearn.content.objectives import listed, objective_lines, read_objectives
from elearn.content.text import DEFAULT_LIMITS, Limits, SourceText, read_text
from elearn.problems import Place, Problem

COURSE_FILE = "course.md"

KEYS: dict[str, tuple[str, ...]] = {
    "kode": ("code",),
    "judul": ("title",),
    "ringkasan": ("summary",),
    "bidang": ("category",),
    "jenis-kompetensi": ("competence-kind",),
    "kompetensi": ("competencies", "competence"),
    "nilai-berakhlak": ("values",),
    "penyelenggara": ("provider",),
    "pengajar": ("instructors", "instructor"),
    "sasaran": ("audience",),
    "mode": (),
    "urutan": ("order",),
    "prasyarat": ("prerequisites",),
    "prates": ("pretest",),
    "pascates": ("posttest",),
    "kelulusan": ("completion",),
    "masa-berlaku": ("validity", "validity-months"),
    "dasar-hukum": ("legal-basis",),
    "berlaku-sampai": ("valid-until",),
    "ditinjau": ("reviewed", "reviewed-on"),
    "ditinjau-oleh": ("reviewed-by",),
    "status": (),
    "pemilik": ("owners", "owner"),
    "lisensi": ("licence", "license"),
    "kontak": ("contact",),
    "kunci": ("locked",),
    "tinjauan": ("review",),
}

COMPETENCE_KINDS = {
    "teknis": CompetenceKind.TECHNICAL,
    "manajerial": CompetenceKind.MANAGERIAL,
    "sosial-kultural": CompetenceKind.SOCIO_CULTURAL,
    **{str(kind): kind for kind in CompetenceKind},
}
MODES = {
    "daring-mandiri": Mode.SELF_PACED,
    "tatap-muka": Mode.IN_PERSON,
    "campuran": Mode.BLENDED,
    **{str(mode): mode for mode in Mode},
}
COMPLETION_RULES = {
    "semua-modul": CompletionRule.ALL_MODULES,
    "pascates": CompletionRule.POSTTEST,
    "tugas-praktik": CompletionRule.PRACTICE_TASK,
    **{str(rule): rule for rule in CompletionRule},
}
VALUES = {
    value.lower().replace(" ", "-"): value
    for value in (
        "Berorientasi Pelayanan",
        "Akuntabel",
        "Kompeten",
        "Harmonis",
        "Loyal",
        "Adaptif",
        "Kolaboratif",
    )
}
"""The seven core values of civil servants (SE MenPANRB 20/2021)."""

_MONTHS = re.compile(r"(?P<count>[0-9]{1,3})\s*(?P<unit>bulan|months?|tahun|years?)?", re.IGNORECASE)
_COMPETENCE = re.compile(r"(?P<name>.+?)\s*(?::\s*(?P<level>[0-9]))?")
_WHY = re.compile(
    r"mengapa (?:ini|kursus ini|pelatihan ini|hal ini) penting|why (?:it|this) matters", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class CourseFiles:
    """The text files of one course folder, by path (`modules/<folder>/<file>.md`)."""

    folder: str
    documents: Mapping[str, bytes]

    @property
    def course_path(self) -> str:
        """Where course.md must be."""
        return f"modules/{self.folder}/{COURSE_FILE}"


@dataclass(frozen=True, kw_only=True)
class CourseFolderReading:
    """What could be read of a folder; `course` holds the modules that could be read."""

    course: Course | None
    problems: tuple[Problem, ...]


def read_course_folder(
    files: CourseFiles, *, pace: Pace = DEFAULT_PACE, limits: Limits = DEFAULT_LIMITS
) -> CourseFolderReading:
    """The course of a folder and all problems of its files; None when course.md is not readable text."""
    siblings = {basename(path) for path in files.documents}
    modules: list[Module] = []
    problems: list[Problem] = []
    for path in sorted(files.documents, key=natural_order):
        if path == files.course_path:
            continue
        module, more = read_module(files.documents[path], path, pace=pace, siblings=siblings, limits=limits)
        problems += more
        modules += [module] if module else []
    if files.course_path not in files.documents:
        problems.append(found("K-310", Place(files.course_path), path=files.course_path))
        return CourseFolderReading(course=None, problems=tuple(problems))
    course, more = read_course(files.documents[files.course_path], files.course_path, limits)
    problems += more
    problems += _double_codes(modules)
    if len(files.documents) == 1:
        problems.append(found("K-314", Place(files.course_path)))
    if course is not None:
        ordered, order_problems = _in_order(course, modules)
        problems += order_problems
        course = replace(course, modules=ordered)
    return CourseFolderReading(course=course, problems=tuple(problems))


def natural_order(path: str) -> tuple[tuple[int, str], ...]:
    """A sorting key by which `2-b.md` stands before `10-a.md`."""
    parts = re.split(r"([0-9]+)", path)
    return tuple((int(part), "") if part.isdigit() and part.isascii() else (0, part) for part in parts)


def _double_codes(modules: Iterable[Module]) -> list[Problem]:
    seen: dict[str, Module] = {}
    problems = []
    for module in modules:
        first = seen.setdefault(module.code, module)
        if first is not module:
            place = Place(module.path)
            problems.append(found("K-312", place, code=module.code, first=first.path, second=module.path))
    return problems


def _in_order(course: Course, modules: list[Module]) -> tuple[tuple[Module, ...], list[Problem]]:
    """The modules as `urutan` says; one that it does not name comes last, as a draft."""
    if not course.order:
        return tuple(modules), []
    by_code = {module.code: module for module in modules}
    problems = [
        found("K-311", Place(course.path), module=code, meant=meant_word(code, tuple(by_code)))
        for code in course.order
        if code not in by_code
    ]
    listed_modules = [by_code[code] for code in dict.fromkeys(course.order) if code in by_code]
    others = [module for module in modules if module.code not in course.order]
    problems += [
        found("K-356", Place(module.path), module=module.code)
        for module in others
        if module.status is Status.PUBLISHED
    ]
    return (*listed_modules, *(replace(one, status=Status.DRAFT) for one in others)), problems


def read_course(
    data: bytes, path: str, limits: Limits = DEFAULT_LIMITS
) -> tuple[Course | None, tuple[Problem, ...]]:
    """The course of a course.md, still without modules, and its problems; None when it is not text. Never
    throws.
    """
    source, problems = read_text(data, path, limits)
    if source is None:
        return None, problems
    matter = read_front_matter(source, KEYS)
    fields = Fields(matter)
    body = source.lines[matter.body_start :]
    objective_range = objective_lines(body)
    objectives, more = read_objectives(listed(source, [body[at] for at in objective_range]))
    introduction = "\n".join("" if at in objective_range else line.text for at, line in enumerate(body))
    course = _course(fields, path, data)
    course = replace(
        course,
        introduction=introduction.rstrip(),
        introduction_offset=matter.body_start,
        objectives=objectives,
    )
    problems += (*matter.problems, *fields.problems, *more, *_body_problems(source, matter))
    return course, problems


def _body_problems(source: SourceText, matter: FrontMatter) -> list[Problem]:
    body = source.lines[matter.body_start :]
    problems = list(line_shape_problems(source, body))
    before = 1
    for heading in (one for line in body if (one := heading_of(line))):
        place = source.place(heading.line)
        if heading.level == 1:
            problems.append(found("K-302", place, excerpt=heading.line.text))
        elif heading.level > before + 1:
            problems.append(level_jump(place, heading, before))
        before = heading.level
    if not any(_WHY.search(line.text) for line in body if line.is_text):
        problems.append(found("K-352", Place(source.path)))
    return problems


def _course(fields: Fields, path: str, data: bytes) -> Course:
    folder = path.rsplit("/", 2)[-2] if path.count("/") else path
    code = fields.code(folder)
    if code in RESERVED_COURSE_CODES:
        fields.problems.append(found("K-313", Place(path), code=code))
    return Course(
        code=code,
        title=fields.required("judul", "Pelayanan Administrasi Kependudukan Digital"),
        summary=fields.text("ringkasan"),
        category=fields.text("bidang"),
        competence_kind=fields.one_of("jenis-kompetensi", {**COMPETENCE_KINDS, "": None}, None),
        competencies=_competencies(fields),
        values=fields.some_of("nilai-berakhlak", VALUES, ()),
        provider=fields.text("penyelenggara"),
        instructors=fields.words("pengajar"),
        audience=fields.text("sasaran"),
        mode=fields.one_of("mode", MODES, Mode.SELF_PACED),
        order=fields.codes("urutan"),
        prerequisites=fields.codes("prasyarat"),
        pretest=fields.code_of("prates"),
        posttest=fields.code_of("pascates"),
        completion_rule=fields.some_of("kelulusan", COMPLETION_RULES, (CompletionRule.ALL_MODULES,)),
        validity_months=_validity_months(fields),
        legal_basis=fields.words("dasar-hukum"),
        valid_until=fields.date("berlaku-sampai"),
        reviewed_on=fields.date("ditinjau"),
        reviewed_by=fields.text("ditinjau-oleh"),
        status=fields.one_of("status", STATUSES, Status.DRAFT),
        owners=fields.words("pemilik"),
        licence=fields.text("lisensi"),
        contact=fields.text("kontak"),
        locked=fields.flag("kunci", default=False),
        needs_review=fields.flag("tinjauan", default=False),
        introduction="",
        introduction_offset=0,
        objectives=(),
        modules=(),
        path=path,
        source=data,
    )


def _competencies(fields: Fields) -> tuple[Competence, ...]:
    matches = (_COMPETENCE.fullmatch(word) for word in fields.words("kompetensi"))
    return tuple(
        Competence(name=match["name"], level=int(match["level"]) if match["level"] else None)
        for match in matches
        if match
    )


def _validity_months(fields: Fields) -> int | None:
    value = fields.matter.values.get("masa-berlaku")
    if value is None:
        return None
    match = _MONTHS.fullmatch(value.text)
    months = (
        int(match["count"]) * (12 if (match["unit"] or "").lower()[:1] in ("t", "y") else 1) if match else 0
    )
    if not months:
        allowed = "jumlah bulan, misalnya 36 bulan"
        fields.problems.append(
            found("K-413", value.place, key="masa-berlaku", value=value.text, allowed=allowed)
        )
    return months or None
