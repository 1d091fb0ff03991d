"""Words for the codes of this room, in the reader's language."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext, lazy_gettext

from elearn.content.course import CompetenceKind, Mode
from elearn.learning.rules import NoteFault
from elearn.ledger.sentences import counted_words
from elearn.outcomes.happenings import Consequences
from elearn.progress.standing import State
from elearn.web.formats import duration
from elearn.web.language import content

NOTE_FAULTS = {
    NoteFault.TOO_LONG: lazy_gettext(
        "Catatan lebih panjang dari 4.000 karakter dan belum tersimpan. Persingkat, lalu simpan lagi."
    ),
    NoteFault.CHARACTERS: lazy_gettext(
        "Catatan memuat karakter yang tidak dapat disimpan dan belum tersimpan. "
        "Ketik ulang bagian itu, lalu simpan lagi."
    ),
}
MODES = {
    Mode.SELF_PACED: lazy_gettext("Daring mandiri"),
    Mode.IN_PERSON: lazy_gettext("Tatap muka"),
    Mode.BLENDED: lazy_gettext("Campuran"),
}
KINDS = {
    CompetenceKind.TECHNICAL: lazy_gettext("Teknis"),
    CompetenceKind.MANAGERIAL: lazy_gettext("Manajerial"),
    CompetenceKind.SOCIO_CULTURAL: lazy_gettext("Sosial kultural"),
}
STATES = {
    State.NOT_STARTED: lazy_gettext("Belum mulai"),
    State.IN_PROGRESS: lazy_gettext("Berjalan"),
    State.COMPLETED: lazy_gettext("Selesai"),
}
DOMAINS = {
    "P": lazy_gettext("Pengetahuan"),
    "K": lazy_gettext("Keterampilan"),
    "S": lazy_gettext("Sikap"),
}


def completion_words(consequences: Consequences) -> str:
    """Dry praise: what was finished just now, and the JP of it."""
    what = gettext("Kursus selesai.") if consequences.course_completed else gettext("Modul selesai.")
    return f"{what} {counted_words(consequences.counted)}".strip()


def facet_label(facet: str, value: str) -> str:
    """How a value of a catalogue filter is written on its chip."""
    if facet == "mode":
        return str(MODES.get(Mode(value), value)) if value in set(Mode) else value
    if facet == "state":
        return str(STATES.get(State(value), value)) if value in set(State) else value
    if facet == "minutes" and value.isascii() and value.isdigit():
        return str(gettext("sampai %(time)s", time=duration(timedelta(minutes=int(value)))))
    return content(value)
