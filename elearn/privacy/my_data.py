"""All data of one person, to take along: everything as JSON, and a short form to read as PDF."""

from __future__ import annotations

import json
from datetime import datetime

from flask_babel import get_locale, gettext

from elearn.certificates import page as certificate_page
from elearn.people.numbers import grouped
from elearn.people.rows import PersonRow
from elearn.privacy import my_data_store, store
from elearn.privacy.notice import VERSION
from elearn.privacy.sentences import FIELDS, STATES, consent_words, table_words
from elearn.record.drawing import Record, Table, pdf
from elearn.web.formats import long_date, long_datetime, number

FORMAT = "elearn-my-data"


def as_json(person: PersonRow, now: datetime) -> bytes:
    """Every row about a person by its table; of what he did for others only how often."""
    content = {
        "format": FORMAT,
        "written_at": now.isoformat(timespec="seconds"),
        "notice": VERSION,
        "unit": person.unit_name,
        "nip": person.nip,
        "tables": my_data_store.rows_about(person.id),
        "deeds": my_data_store.deeds_noted(person.id),
        "rows_naming_you_as_the_one_who_did_it": my_data_store.counts_of_deeds(person.id),
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def as_pdf(person: PersonRow, now: datetime) -> bytes:
    """Who he is, how much is kept of what, his consents and requests: a few pages."""
    look = certificate_page.look()
    record = Record(
        title=gettext("Data saya"),
        lead=gettext("Ringkasan data pribadi yang disimpan. Isi lengkapnya ada di unduhan JSON."),
        facts=[fact for fact in _facts(person) if fact[1]],
        tables=[_kept(person.id), _consents(person.id), _corrections(person.id)],
        foot=gettext(
            "Dibuat %(when)s, pemberitahuan versi %(version)s", when=long_datetime(now), version=VERSION
        ),
        page_words=gettext("Halaman %(page)s dari %(pages)s", page="{page}", pages="{pages}"),
        language=str(get_locale()),
    )
    return pdf(record, colour=look.colour, fonts=look.fonts)


def _facts(person: PersonRow) -> list[tuple[str, str]]:
    return [
        (gettext("Nama"), person.full_name),
        (gettext("NIP"), grouped(person.nip) if person.nip else ""),
        (gettext("Golongan"), person.rank),
        (gettext("Jabatan"), person.position),
        (gettext("Unit"), person.unit_name),
    ]


def _kept(person_id: int) -> Table:
    rows = my_data_store.rows_about(person_id)
    return Table(
        title=gettext("Yang disimpan"),
        head=(gettext("Data"), gettext("Baris")),
        widths=(80, 20),
        rows=[(table_words(name), number(len(found))) for name, found in rows.items() if found],
    )


def _consents(person_id: int) -> Table:
    return Table(
        title=gettext("Persetujuan"),
        head=(gettext("Untuk"), gettext("Diberikan"), gettext("Dicabut")),
        widths=(60, 20, 20),
        rows=[
            (
                consent_words(one.purpose),
                long_date(one.given_at.date()),
                long_date(one.withdrawn_at.date()) if one.withdrawn_at else "",
            )
            for one in store.consents_of(person_id)
        ],
        empty=gettext("Tidak ada."),
    )


def _corrections(person_id: int) -> Table:
    return Table(
        title=gettext("Permintaan perbaikan data"),
        head=(gettext("Data"), gettext("Diminta"), gettext("Keadaan")),
        widths=(50, 30, 20),
        rows=[
            (str(FIELDS.get(one.field, one.field)), long_date(one.asked_at.date()), str(STATES[one.state]))
            for one in store.corrections_of(person_id)
        ],
        empty=gettext("Tidak ada."),
    )
