"""The shape of requests to correct data, and of their answers."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import AnyOf, DataRequired, Length

from elearn.privacy.rules import DONE, FIELDS, REFUSED
from elearn.privacy.sentences import FIELDS as FIELD_WORDS

LONGEST = 1_000


class CorrectionForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """What is wrong, and how it should read."""

    field = SelectField(
        _("Data yang keliru"),
        choices=[SelectChoice(name, FIELD_WORDS[name]) for name in FIELDS],
        validate_choice=False,
        validators=[AnyOf(FIELDS, message=_("Pilih dari daftar."))],
    )
    wanted = TextAreaField(
        _("Seharusnya"),
        validators=[
            DataRequired(message=_("Tulis bagaimana seharusnya.")),
            Length(max=LONGEST, message=_("Paling banyak 1.000 huruf.")),
        ],
    )
    reason = TextAreaField(
        _("Alasan"),
        description=_("Misalnya nomor dan tanggal SK. Boleh dikosongkan."),
        validators=[Length(max=LONGEST, message=_("Paling banyak 1.000 huruf."))],
    )


class DecisionForm(FlaskForm):  # type: ignore[misc]
    """The answer to a request; its person reads it."""

    verdict = RadioField(
        _("Keputusan"),
        choices=[SelectChoice(DONE, _("Sudah diperbaiki")), SelectChoice(REFUSED, _("Ditolak"))],
        validate_choice=False,
        validators=[AnyOf((DONE, REFUSED), message=_("Pilih salah satu."))],
    )
    answer = TextAreaField(
        _("Jawaban"),
        description=_("Dibaca oleh pegawainya."),
        validators=[
            DataRequired(message=_("Tulis jawabannya.")),
            Length(max=LONGEST, message=_("Paling banyak 1.000 huruf.")),
        ],
    )
