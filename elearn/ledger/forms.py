"""The forms of competence development with their ids in SIASN (jenisDiklatId), and the JP each brings.

The conversion follows the tables that agencies draw from PerLAN 10/2018; what a table leaves open is None:
then the JP are those of the certificate.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Measure(StrEnum):
    """What JP are counted by."""

    HOUR = "hour"  # JP as on the certificate
    DAY = "day"
    SESSION = "session"
    TIME = "time"  # once, whatever its length


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of development; `jp` a `measure` within the country, `jp_abroad` in an international one."""

    id: int
    name: str
    measure: Measure = Measure.HOUR
    jp: Decimal | None = None
    jp_abroad: Decimal | None = None


def _form(number: int, name: str, measure: Measure = Measure.HOUR, jp: int = 0, abroad: int = 0) -> Form:
    return Form(
        id=number,
        name=name,
        measure=measure,
        jp=Decimal(jp) if jp else None,
        jp_abroad=Decimal(abroad) if abroad else None,
    )


FORMS: tuple[Form, ...] = (
    _form(1, "Diklat Struktural"),
    _form(2, "Diklat Fungsional"),
    _form(3, "Diklat Teknis"),
    _form(4, "Workshop", Measure.DAY, 5, 7),
    _form(5, "Pelatihan Manajerial"),
    _form(6, "Pelatihan Sosial Kultural"),
    _form(7, "Sosialisasi", Measure.DAY, 4, 6),
    _form(8, "Bimbingan Teknis"),
    _form(9, "Seminar", Measure.DAY, 4, 6),
    _form(10, "Magang", Measure.TIME, 20, 24),
    _form(11, "Kursus"),
    _form(12, "Penataran"),
    _form(13, "Pelatihan Klasikal Lainnya"),
    _form(14, "Coaching", Measure.SESSION, 2, 4),
    _form(15, "Mentoring", Measure.SESSION, 2, 4),
    _form(16, "E-learning"),
    _form(17, "Pelatihan Jarak Jauh"),
    _form(18, "Detasering", Measure.TIME, 20, 24),
    _form(19, "Outbound"),
    _form(20, "Benchmarking", Measure.TIME, 10, 20),
    _form(21, "Pertukaran", Measure.TIME, 20, 24),
    _form(22, "Belajar Mandiri"),
    _form(23, "Komunitas Belajar"),
    _form(24, "Bimbingan di Tempat Kerja"),
    _form(25, "Nonklasikal Lainnya"),
)
BY_ID = {form.id: form for form in FORMS}
E_LEARNING = 16
