"""A year of learning as PDF, in the words of the page."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import get_locale, gettext

from elearn.activities.sentences import STATES
from elearn.certificates import page as certificate_page
from elearn.ledger.forms import BY_ID
from elearn.people.numbers import grouped
from elearn.record.drawing import Record, Table, pdf
from elearn.record.sentences import target_words
from elearn.record.year_page import EntryLine, YearPage
from elearn.web.formats import long_date, long_datetime, number


def pdf_of(page: YearPage) -> bytes:
    """The file."""
    look = certificate_page.look()
    return pdf(_record(page), colour=look.colour, fonts=look.fonts)


def _record(page: YearPage) -> Record:
    person = page.person
    facts = [
        (gettext("Nama"), person.full_name),
        (gettext("NIP"), grouped(person.nip) if person.nip else "-"),
        (gettext("Jabatan"), person.position),
        (gettext("Unit"), person.unit_name),
    ]
    basis = page.record.rule.minimum or page.record.rule.ceiling
    if basis and basis.legal_basis:
        facts.append((gettext("Dasar hukum"), basis.legal_basis))
    return Record(
        title=gettext("Rekam belajar %(year)s", year=page.record.year),
        lead=target_words(page.record.rule, page.record.jp),
        facts=[fact for fact in facts if fact[1]],
        tables=[_forms(page), _entries(page), _certificates(page), _activities(page), _evidence(page)],
        foot=gettext("Keadaan pada %(when)s.", when=long_datetime(page.printed_at)),
        page_words=gettext("Halaman {page} dari {pages}"),
        language=str(get_locale()),
    )


def _forms(page: YearPage) -> Table:
    return Table(
        title=gettext("JP menurut bentuk"),
        head=(gettext("Bentuk"), gettext("Kegiatan"), gettext("JP")),
        widths=(6, 2, 2),
        rows=[(one.name, str(one.entries), number(one.jp)) for one in page.record.forms],
        empty=gettext("Belum ada JP di tahun ini"),
    )


def _entries(page: YearPage) -> Table:
    return Table(
        title=gettext("Catatan JP"),
        head=(gettext("Tanggal"), gettext("Kegiatan"), gettext("Bentuk"), gettext("JP")),
        widths=(25, 75, 25, 12),
        rows=[_entry(line) for line in page.lines],
        empty=gettext("Belum ada JP di tahun ini"),
    )


def _entry(line: EntryLine) -> tuple[str, ...]:
    entry = line.entry
    return (
        long_date(entry.on_date),
        ". ".join((entry.title, *_remarks(line))),
        line.form,
        number(entry.jp),
    )


def _remarks(line: EntryLine) -> Iterator[str]:
    entry = line.entry
    if entry.corrects_id is not None:
        yield gettext("Koreksi: %(reason)s", reason=entry.note)
    elif entry.note:
        yield entry.note
    if line.signed_by:
        yield gettext("Dicatat oleh %(name)s", name=line.signed_by)
    if entry.over_cap:
        yield gettext("%(jp)s JP di atas batas tidak dihitung", jp=number(entry.over_cap))
    if line.is_late:
        yield gettext("Dicatat sesudah tahun ini ditutup")


def _certificates(page: YearPage) -> Table:
    return Table(
        title=gettext("Sertifikat"),
        head=(gettext("Kursus"), gettext("Nomor"), gettext("Selesai")),
        widths=(6, 5, 3),
        rows=[
            (one.row.facts.course_title, one.row.facts.number, long_date(one.row.facts.completed_on))
            for one in page.certificates
            if one.state in ("valid", "expired")
        ],
        empty=gettext("Tidak ada."),
    )


def _activities(page: YearPage) -> Table:
    return Table(
        title=gettext("Kegiatan di luar platform"),
        head=(gettext("Kegiatan"), gettext("Bentuk"), gettext("Keadaan"), gettext("JP")),
        widths=(60, 30, 30, 12),
        rows=[
            (
                one.facts.title,
                BY_ID[one.facts.form].name,
                str(STATES[one.state][0]),
                number(one.jp_granted) if one.jp_granted is not None else "-",
            )
            for one in page.activities
        ],
        empty=gettext("Tidak ada."),
    )


def _evidence(page: YearPage) -> Table:
    found = page.evidence
    return Table(
        title=gettext("Bukti belajar"),
        note=gettext("Empat hal yang berbeda; tidak pernah dijumlahkan."),
        head=(gettext("Bukti"), gettext("Yang dihitung"), gettext("Banyaknya")),
        widths=(4, 6, 3),
        rows=[
            (gettext("Dibuka"), gettext("bagian"), str(found.opened)),
            (gettext("Dibaca"), gettext("bagian"), str(found.read)),
            (gettext("Diuji"), gettext("kuis lulus"), str(found.passed)),
            (gettext("Diterapkan"), gettext("tugas praktik"), str(found.applied)),
        ],
    )
