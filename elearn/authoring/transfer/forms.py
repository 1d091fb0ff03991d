"""The shape of an upload: once as a file, then carried along in a hidden field until it is saved."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import FileField, HiddenField, SelectField, StringField
from wtforms.validators import ValidationError

from elearn.authoring.transfer import incoming
from elearn.authoring.transfer.incoming import Upload
from elearn.content.codes import is_code
from elearn.exchange.importing import READERS

MAX_UPLOAD_BYTES = 1024 * 1024
MAX_CARRIED = 440_000
"""Characters of the hidden field: a form field may have 500 kB."""

FORMAT_NAMES = {"gift": "GIFT", "aiken": "Aiken", "moodle-xml": "Moodle XML", "qti": "QTI"}


class IncomingForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """The file, its format, and the quiz file that it goes into."""

    file = FileField(_("Berkas soal"))
    form = SelectField(_("Format"), validate_choice=False)
    course = SelectField(_("Kursus"), validate_choice=False)
    quiz = StringField(
        _("Nama berkas kuis"), filters=[lambda text: (text or "").strip().lower().removesuffix(".md")]
    )
    carried = HiddenField()
    name = HiddenField()

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.form.choices = [("", gettext("Kenali dari isinya"))] + [
            (one, FORMAT_NAMES.get(one, one)) for one in sorted(READERS)
        ]
        self.course.choices = [(one, one) for one in incoming.courses()]
        self.data_in: bytes | None = None

    def validate_file(self, field: FileField) -> None:
        """The file of this request, or the one carried along from the preview."""
        given = field.data if field.data and getattr(field.data, "filename", "") else None
        self.data_in = given.read(MAX_UPLOAD_BYTES + 1) if given else unpacked(self.carried.data or "")
        if self.data_in is None:
            raise ValidationError(gettext("Pilih berkas soal."))
        if len(self.data_in) > MAX_UPLOAD_BYTES:
            raise ValidationError(
                gettext("Berkas lebih dari 1 MB. Pecah menjadi beberapa berkas, atau pakai elearn import.")
            )
        if given:
            given.close()  # a large one lies in a temporary file
            self.name.data = str(given.filename).replace("\\", "/").rpartition("/")[2][:100]

    def validate_form(self, field: SelectField) -> None:
        """A format that can be read, or none."""
        if field.data and field.data not in READERS:
            raise ValidationError(gettext("Pilih salah satu."))

    def validate_course(self, field: SelectField) -> None:
        """A folder that is there."""
        if field.data not in incoming.courses():
            raise ValidationError(gettext("Pilih salah satu."))

    def validate_quiz(self, field: StringField) -> None:
        """A name that is safe as a file name everywhere."""
        if not is_code(field.data or ""):
            raise ValidationError(gettext("Pakai huruf kecil, angka, dan tanda hubung, misalnya kuis-arsip."))

    @property
    def upload(self) -> Upload:
        """The valid upload."""
        return Upload(
            data=self.data_in or b"",
            name=self.name.data or "soal",
            form=self.form.data or "",
            course=self.course.data,
            quiz=self.quiz.data or "",
        )


def packed(data: bytes) -> str:
    """The file as text for a hidden field; empty when it is too long for one."""
    text = base64.b64encode(zlib.compress(data, 9)).decode()
    return text if len(text) <= MAX_CARRIED else ""


def unpacked(text: str) -> bytes | None:
    """The file that `packed` wrote, None when this is none or unpacks to more than an upload may hold."""
    if not text or len(text) > MAX_CARRIED:
        return None
    try:
        machine = zlib.decompressobj()
        data = machine.decompress(base64.b64decode(text, validate=True), MAX_UPLOAD_BYTES + 1)
    except (binascii.Error, ValueError, zlib.error):
        return None
    return data if machine.eof and len(data) <= MAX_UPLOAD_BYTES else None
