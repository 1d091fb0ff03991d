"""The shapes of what authors send: files for a course, a course that begins."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import MultipleFileField, SelectField, StringField
from wtforms.validators import ValidationError

from elearn.authoring.files import access, folders
from elearn.authoring.files.access import CoursePlace
from elearn.authoring.files.incoming import MAX_UPLOAD_BYTES, Incoming, Sent, received
from elearn.authoring.files.rules import Reason, Refused
from elearn.content.codes import RESERVED_COURSE_CODES, is_code
from elearn.content.links import MODULES, QUIZZES
from elearn.exchange.notes import UnreadableFile
from elearn.exchange.sentences import worded
from elearn.web.settings import current_settings

MAX_TITLE_CHARACTERS = 120


class FilesForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """Some files, or one zip of them."""

    files = MultipleFileField(_("Berkas atau ZIP"))
    pictures = SelectField(_("Gambar baru dipakai di"), default=MODULES)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.pictures.choices = [(MODULES, gettext("modul")), (QUIZZES, gettext("kuis"))]
        self.sent: list[Sent] = []

    def validate_files(self, field: MultipleFileField) -> None:
        """At least one file, and not more than a request may bring."""
        self.sent = self.sent or _read()
        if not self.sent:
            raise ValidationError(gettext("Pilih satu berkas atau lebih, atau satu ZIP."))
        if sum(len(data) for _name, data in self.sent) > MAX_UPLOAD_BYTES:
            raise ValidationError(gettext("Kiriman lebih dari 20 MB. Kirim dalam beberapa bagian."))

    def incoming(self, place: CoursePlace) -> Incoming | None:
        """What came, sorted into the course; None with the reason beside the field."""
        there = [one.path for one in folders.files_of(current_settings(), place.folder)]
        try:
            incoming = received(self.sent, place.folder, there, self.pictures.data)
        except UnreadableFile as unreadable:
            self.files.errors = [worded(unreadable.note)]
            return None
        incoming = _without_linked(incoming)
        if not incoming.files and not incoming.refused:
            self.files.errors = [gettext("Tidak ada berkas kursus di dalamnya.")]
            return None
        return incoming


class NewCourseForm(FilesForm):
    """A course that begins: with files of its own, or with first versions to replace."""

    place: CoursePlace | None = None
    kode = StringField(_("Kode kursus"), filters=[lambda text: (text or "").strip().lower()])
    title = StringField(_("Judul"), filters=[lambda text: " ".join((text or "").split())])

    def validate_files(self, field: MultipleFileField) -> None:
        """Files are optional here."""
        self.sent = _read()
        if self.sent:
            super().validate_files(field)

    def validate_kode(self, field: StringField) -> None:
        """A code that nobody has."""
        code = field.data or ""
        if not is_code(code):
            raise ValidationError(
                gettext("Pakai huruf kecil, angka, dan tanda hubung, misalnya dasar-kearsipan.")
            )
        if code in RESERVED_COURSE_CODES:
            raise ValidationError(gettext("Kode ini dipakai oleh elearn sendiri. Pilih kode lain."))
        self.place = access.new_place(code)
        if self.place is None:
            raise ValidationError(gettext("Kode ini sudah dipakai. Pilih kode lain."))
        if not self.place.may_change:
            raise ValidationError(gettext("Anda tidak dapat membuat kursus dengan kode ini dari peramban."))

    def validate_title(self, field: StringField) -> None:
        """A title of one line; files bring their own."""
        if not field.data and not self.sent:
            raise ValidationError(gettext("Tulis judul kursus."))
        if len(field.data or "") > MAX_TITLE_CHARACTERS:
            raise ValidationError(gettext("Judul paling panjang 120 huruf."))


def _without_linked(incoming: Incoming) -> Incoming:
    """Nothing is written through a symbolic link, wherever it leads."""
    linked = [path for path in incoming.files if folders.is_linked(current_settings(), path)]
    return replace(
        incoming,
        files={path: data for path, data in incoming.files.items() if path not in linked},
        refused=(*incoming.refused, *(Refused(name=path, reason=Reason.LINKED) for path in linked)),
    )


def _read() -> list[Sent]:
    """What came with this request; it can be read once."""
    sent: list[Sent] = []
    for file in request.files.getlist("files"):
        if file.filename:
            sent.append((file.filename, file.stream.read(MAX_UPLOAD_BYTES + 1)))
        file.close()  # a large one lies in a temporary file
    return sent
