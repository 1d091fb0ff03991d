"""The factory: the one place that knows every room. It assembles; it decides nothing."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask
from flask_babel import Babel, lazy_gettext
from werkzeug.middleware.proxy_fix import ProxyFix

import elearn.accommodations.views
import elearn.accounts.wiring
import elearn.activities.views
import elearn.authoring.drafts.working_views
import elearn.authoring.views
import elearn.certificates.batch_views
import elearn.certificates.print_views
import elearn.certificates.views
import elearn.learning.views
import elearn.marking.views
import elearn.mentoring.views
import elearn.messages.views
import elearn.obligations.views
import elearn.operations.views
import elearn.organisation.views
import elearn.policy.views
import elearn.practice.views
import elearn.privacy.audit_views
import elearn.privacy.views
import elearn.quiz.views
import elearn.record.views
import elearn.releases.views
import elearn.staffing.routes
import elearn.staffing.views
import elearn.team.views
import elearn.web.views
from elearn import database
from elearn.accounts import identity
from elearn.config import PROJECT_ROOT, Settings, data_folder, settings_from
from elearn.outcomes import marks
from elearn.quiz import store as quiz_store
from elearn.web import (
    addresses,
    assets,
    compression,
    converters,
    errors,
    formats,
    headers,
    language,
    late_rules,
    page,
    templating,
)
from elearn.web.page import PlaceRule
from elearn.web.settings import EXTENSION

ONE_MIB = 1024 * 1024
PLACES = (
    PlaceRule(endpoint="learning.home", label=lazy_gettext("Beranda"), icon="home"),
    PlaceRule(endpoint="learning.catalog", label=lazy_gettext("Katalog"), icon="catalog"),
    PlaceRule(endpoint="record.mine", label=lazy_gettext("Rekam"), icon="record"),
    PlaceRule(endpoint="team.team", label=lazy_gettext("Tim saya"), icon="team"),
    PlaceRule(
        endpoint="organisation.dashboard",
        label=lazy_gettext("Instansi"),
        icon="chart",
        about=lazy_gettext("Angka belajar seluruh unit: selesai, lewat tenggat, JP."),
    ),
    PlaceRule(
        endpoint="obligations.assignments",
        label=lazy_gettext("Penugasan"),
        icon="calendar",
        about=lazy_gettext("Kursus wajib untuk unit: menugaskan, tenggat, hari libur dan masa sibuk."),
    ),
    PlaceRule(
        endpoint="authoring.courses",
        label=lazy_gettext("Penyusunan"),
        icon="edit",
        about=lazy_gettext("Kursus dan kuis: memeriksa, menerbitkan, menjawab laporan pembaca."),
    ),
    PlaceRule(
        endpoint="staffing.overview",
        label=lazy_gettext("Pegawai"),
        icon="team",
        about=lazy_gettext("Pegawai dan unit: impor, pindah, keluar, surat aktivasi."),
    ),
    PlaceRule(
        endpoint="accounts.requests",
        label=lazy_gettext("Permintaan"),
        icon="help",
        about=lazy_gettext("Pegawai yang tidak dapat masuk menunggu bantuan."),
    ),
    PlaceRule(
        endpoint="activities.desk",
        label=lazy_gettext("Verifikasi kegiatan"),
        icon="check-circle",
        about=lazy_gettext("Bukti seminar, workshop, dan kegiatan lain di luar platform; JP-nya."),
    ),
    PlaceRule(
        endpoint="certificates.desk",
        label=lazy_gettext("Sertifikat"),
        icon="certificate",
        about=lazy_gettext("Menerbitkan ulang, mencabut, menyimpan berkas bertanda tangan."),
    ),
    PlaceRule(
        endpoint="record.units",
        label=lazy_gettext("Rekam belajar unit"),
        icon="record",
        about=lazy_gettext("JP setiap pegawai, kurang dari target, koreksi, tutup tahun."),
    ),
    PlaceRule(
        endpoint="record.siasn_page",
        label=lazy_gettext("Data untuk SIASN"),
        icon="record",
        about=lazy_gettext("Riwayat kursus dalam kolom SIASN, beserta PDF sertifikatnya."),
    ),
    PlaceRule(
        endpoint="messages.mail_health",
        label=lazy_gettext("Layanan surat"),
        icon="bell",
        about=lazy_gettext("Apakah surat keluar, yang antre, dan yang gagal terkirim."),
    ),
    PlaceRule(
        endpoint="policy.desk",
        label=lazy_gettext("Kebijakan"),
        icon="book",
        about=lazy_gettext("Target JP, batas, tenggat, dan pengingat, dengan dasar hukumnya."),
    ),
    PlaceRule(
        endpoint="privacy.corrections",
        label=lazy_gettext("Perbaikan data"),
        icon="edit",
        about=lazy_gettext("Pegawai yang meminta datanya diperbaiki, dengan batas waktunya."),
    ),
    PlaceRule(
        endpoint="audit.log",
        label=lazy_gettext("Catatan audit"),
        icon="eye",
        about=lazy_gettext("Siapa mengubah apa dan kapan, dan apakah catatannya masih utuh."),
    ),
    PlaceRule(endpoint="profile.profile", label=lazy_gettext("Profil"), icon="profile"),
)
BLUEPRINTS = (
    elearn.web.views.bp,
    elearn.releases.views.bp,
    elearn.learning.views.bp,
    elearn.certificates.views.bp,
    elearn.record.views.bp,
    elearn.activities.views.bp,
    elearn.policy.views.bp,
    elearn.practice.views.bp,
    elearn.quiz.views.bp,
    elearn.accommodations.views.bp,
    elearn.marking.views.bp,
    elearn.mentoring.views.bp,
    elearn.messages.views.bp,
    elearn.obligations.views.bp,
    elearn.team.views.bp,
    elearn.staffing.views.bp,
    elearn.authoring.views.bp,
    elearn.authoring.drafts.working_views.bp,
    elearn.privacy.audit_views.bp,
    elearn.privacy.views.bp,
    elearn.operations.views.bp,
    elearn.organisation.views.bp,
)


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application from settings (by default those of the environment)."""
    settings = settings or settings_from(os.environ)
    app = Flask(
        "elearn",
        root_path=str(PROJECT_ROOT),
        template_folder=str(data_folder("templates")),
        static_folder=None,
        instance_path=str(settings.instance.absolute()),
    )
    late_rules.init_app(app)
    app.extensions[EXTENSION] = settings
    app.config.from_mapping(
        SQLALCHEMY_DATABASE_URI=settings.effective_database_url,
        MAX_CONTENT_LENGTH=2 * ONE_MIB,
        MAX_FORM_PARTS=2_000,
        BABEL_DEFAULT_LOCALE="id",
        BABEL_TRANSLATION_DIRECTORIES=str(PROJECT_ROOT / "elearn" / "translations"),
    )
    # Compiled templates outlive a restart: compiling the frame costs a tenth of a second.
    templating.init_app(
        app, language=identity.language, cache_folder=_cache_folder(settings), icon=assets.svg_icon
    )
    app.url_map.converters.update(row_id=converters.RowIdConverter, code=converters.CodeConverter)
    _furnish(app, settings)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _cache_folder(settings: Settings) -> Path:
    folder = settings.instance / "cache"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _furnish(app: Flask, settings: Settings) -> None:
    """Connect what every room stands on."""
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    database.init_app(app)
    marks.init_app(app, quiz_store.best_marks)
    Babel(app, locale_selector=identity.language, timezone_selector=lambda: str(settings.time_zone))
    addresses.init_app(app)
    formats.init_app(app)
    language.init_app(app)
    # After-request functions run last first: headers are added to what compression made.
    headers.init_app(app)
    compression.init_app(app)
    assets.init_app(app, data_folder("static"), brand_colour=settings.brand_colour, logo=settings.logo)
    errors.init_app(app)
    # Sessions, CSRF, the table of who may call what, and the accounts' own pages.
    elearn.accounts.wiring.init_app(app, settings)
    page.init_app(
        app,
        visitor=identity.visitor,
        places=PLACES,
        may_call=identity.may_call,
        language=identity.language,
    )
