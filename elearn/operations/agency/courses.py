"""What an invented agency asks its people to learn: courses in force, and ones that were archived since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from elearn.releases.library import PublishedCourse

LEAD_TIME = timedelta(days=90)
"""How long before its date a course is assigned."""
# course | days from today to the date | level | kind of position | status | cycle | modules: code JP title
ARCHIVED = """
kode-etik-asn         | -655 | mandatory   |            |      | 1 | nilai-dan-kode-etik 3 Nilai dan Kode Etik ASN
anti-gratifikasi      | -560 | mandatory   |            |      | 1 | mengenali-gratifikasi 3 Mengenali dan Melaporkan Gratifikasi
keamanan-informasi    | -470 | mandatory   |            |      | 1 | sandi-dan-perangkat 3 Sandi dan Perangkat yang Aman
pelayanan-inklusif    | -375 | mandatory   |            |      | 1 | melayani-semua 2 Melayani Semua Warga; bahasa-sederhana 2 Bahasa yang Sederhana
tata-naskah-dinas     | -280 | recommended | pelaksana  |      | 1 | menyusun-naskah 4 Menyusun Naskah Dinas
analisis-data-dasar   | -280 | recommended | fungsional |      | 1 | membaca-data 5 Membaca Data Pelayanan
kepemimpinan-melayani | -280 | mandatory   | pengawas   |      | 1 | memimpin-tim 6 Memimpin Tim Kecil
hak-dan-kewajiban     | -210 | mandatory   |            | pppk | 1 | hak-kewajiban 3 Hak dan Kewajiban PPPK
pelindungan-data      | -150 | mandatory   |            |      | 1 | dasar-pdp 4 Dasar Pelindungan Data Pribadi
keamanan-informasi    | -75  | mandatory   |            |      | 2 | sandi-dan-perangkat 3 Sandi dan Perangkat yang Aman
"""
# The courses in force, in the order of their length, get these dates and levels.
IN_FORCE = ((9, "mandatory"), (56, "recommended"), (80, "recommended"))


@dataclass(frozen=True, kw_only=True, slots=True)
class TaughtModule:
    """A module with its JP; `sections` is the last section, where a learner stands afterwards."""

    code: str
    title: str
    jp: float
    last_section: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenQuiz:
    """A quiz in force: what an attempt at it is pinned to. Without answers no question is named."""

    code: str
    version: str
    object_sha256: str
    points: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    """A course that an agency asks of its people by a date."""

    course: str
    version: str
    cycle: int
    level: str
    position_kind: str
    employment_status: str
    starts_on: date
    due_on: date
    is_renewed: bool  # its completion counts for a year
    modules: tuple[TaughtModule, ...]
    quizzes: tuple[TakenQuiz, ...]


def duties(in_force: Sequence[PublishedCourse], today: date) -> tuple[Duty, ...]:
    """All duties, by their dates; the courses in force that have modules come last."""
    return (*_archived(today), *_published(in_force, today))


def _archived(today: date) -> list[Duty]:
    found = []
    for line in ARCHIVED.strip().splitlines():
        course, days, level, kind, status, cycle, modules = (cell.strip() for cell in line.split("|"))
        due_on = workday_before(today + timedelta(days=int(days)))
        found.append(
            Duty(
                course=course,
                version=sha256(course.encode()).hexdigest(),
                cycle=int(cycle),
                level=level,
                position_kind=kind,
                employment_status=status,
                starts_on=due_on - LEAD_TIME,
                due_on=due_on,
                is_renewed=course == "keamanan-informasi",
                modules=tuple(_module(text) for text in modules.split("; ")),
                quizzes=(),
            )
        )
    return found


def _module(text: str) -> TaughtModule:
    code, jp, title = text.split(" ", 2)
    return TaughtModule(code=code, title=title, jp=float(jp), last_section=code)


def _published(courses: Sequence[PublishedCourse], today: date) -> list[Duty]:
    chosen = sorted((one for one in courses if one.modules), key=lambda one: (one.minutes, one.code))
    return [
        Duty(
            course=course.code,
            version=course.version,
            cycle=1,
            level=level,
            position_kind="",
            employment_status="",
            starts_on=workday_before(today + timedelta(days=days)) - LEAD_TIME,
            due_on=workday_before(today + timedelta(days=days)),
            is_renewed=False,
            modules=tuple(
                TaughtModule(
                    code=module.code,
                    title=module.title,
                    jp=float(module.jp or 0),
                    last_section=module.sections[-1].code if module.sections else "",
                )
                for module in course.modules
            ),
            quizzes=tuple(
                TakenQuiz(
                    code=entry.code,
                    version=entry.version,
                    object_sha256=entry.object_sha256,
                    points=float(entry.total_points),
                )
                for module in course.modules
                if module.quiz is not None and (entry := course.quizzes.get(module.quiz)) is not None
            ),
        )
        for course, (days, level) in zip(chosen, IN_FORCE, strict=False)
    ]


def workday_before(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
