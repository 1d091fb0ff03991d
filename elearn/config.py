"""Settings: every option, its environment variable, its type and its default.

Values are read once at start and checked; a wrong one is a sentence that names the variable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from elearn.errors import SettingsError

PROJECT_ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path(__file__).resolve().parent
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})
TRUE_WORDS = frozenset({"1", "ya", "yes", "true", "on"})
FALSE_WORDS = frozenset({"0", "tidak", "no", "false", "off", ""})


def data_folder(name: str) -> Path:
    """Where templates, static, modules or quizzes lie: inside an installed package, or in the checkout."""
    installed = PACKAGE / "_data" / name
    return installed if installed.is_dir() else PROJECT_ROOT / name


def _default_instance() -> Path:
    """Beside the checkout; for an installed package, in the folder one works in."""
    is_checkout = (PROJECT_ROOT / "setup.cfg").is_file()
    return (PROJECT_ROOT if is_checkout else Path.cwd()) / "instance"


def _setting(variable: str, default: Any, meaning: str, *, is_secret: bool = False) -> Any:
    return field(default=default, metadata={"variable": variable, "meaning": meaning}, repr=not is_secret)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All options of one installation, typed and checked."""

    instance: Path = _setting(
        "ELEARN_INSTANCE", _default_instance(), "Folder of the database, releases and secrets."
    )
    modules_dir: Path = _setting("ELEARN_MODULES_DIR", data_folder("modules"), "Folder of the courses.")
    quizzes_dir: Path = _setting("ELEARN_QUIZZES_DIR", data_folder("quizzes"), "Folder of the quizzes.")
    database_url: str = _setting(
        "ELEARN_DATABASE_URL", "", "SQLAlchemy URL; empty means SQLite in the instance folder."
    )
    host: str = _setting("ELEARN_HOST", "127.0.0.1", "Address to listen on.")
    port: int = _setting("ELEARN_PORT", 8000, "Port to listen on, 1 to 65535.")
    threads: int = _setting("ELEARN_THREADS", 8, "Threads that answer requests.")
    debug: bool = _setting("ELEARN_DEBUG", False, "Publish by itself when a content file is saved.")
    trusted_proxies: int = _setting(
        "ELEARN_TRUSTED_PROXIES", 0, "Number of proxies in front whose X-Forwarded headers are believed."
    )
    secure_cookies: bool = _setting(
        "ELEARN_SECURE_COOKIES", False, "Cookies over HTTPS only; set behind TLS."
    )
    time_zone: ZoneInfo = _setting(
        "ELEARN_TIME_ZONE",
        ZoneInfo("Asia/Jakarta"),
        "Zone of dates on screen, e.g. Asia/Makassar.",
    )
    agency_name: str = _setting("ELEARN_AGENCY_NAME", "Pemerintah Kota Contoh", "Name of the agency.")
    agency_short_name: str = _setting("ELEARN_AGENCY_SHORT_NAME", "Kota Contoh", "Short name.")
    brand_colour: str = _setting("ELEARN_BRAND_COLOUR", "", "Brand colour as #rrggbb; empty keeps ours.")
    logo: Path | None = _setting("ELEARN_LOGO", None, "SVG or PNG file of the agency's logo.")
    help_contact: str = _setting(
        "ELEARN_HELP_CONTACT", "operator kepegawaian di unit kerja Anda", "Whom a person asks for help."
    )
    session_idle: timedelta = _setting(
        "ELEARN_SESSION_IDLE_MINUTES", timedelta(days=14), "Idle minutes until a sign-in ends."
    )
    session_absolute: timedelta = _setting(
        "ELEARN_SESSION_ABSOLUTE_MINUTES", timedelta(days=60), "Minutes until a sign-in ends in any case."
    )
    password_min_length: int = _setting("ELEARN_PASSWORD_MIN_LENGTH", 8, "Shortest password, from 8.")
    words_per_minute: int = _setting("ELEARN_WORDS_PER_MINUTE", 150, "Reading pace for computed minutes.")
    seconds_per_figure: int = _setting("ELEARN_SECONDS_PER_FIGURE", 12, "Time for a figure.")
    seconds_per_question: int = _setting("ELEARN_SECONDS_PER_QUESTION", 60, "Time for a question.")

    site_url: str = _setting(
        "ELEARN_SITE_URL", "", "Public address of the site, for links in mails; empty: no links."
    )
    mail_host: str = _setting("ELEARN_MAIL_HOST", "", "SMTP server; empty: mails become files.")
    mail_port: int = _setting("ELEARN_MAIL_PORT", 587, "Its port.")
    mail_user: str = _setting("ELEARN_MAIL_USER", "", "Name to sign in at the mail server; empty: none.")
    mail_password: str = _setting("ELEARN_MAIL_PASSWORD", "", "The password for it.", is_secret=True)
    mail_from: str = _setting("ELEARN_MAIL_FROM", "", "Address in whose name mails go.")
    mail_tls: str = _setting("ELEARN_MAIL_TLS", "starttls", "starttls, tls or none.")
    mail_timeout_s: int = _setting("ELEARN_MAIL_TIMEOUT_SECONDS", 20, "Patience with the mail server.")
    background_jobs: bool = _setting(
        "ELEARN_BACKGROUND_JOBS", True, "Whether `serve` runs the recurring jobs in a thread."
    )

    @property
    def effective_database_url(self) -> str:
        """Where the database is, as SQLAlchemy reads it."""
        return self.database_url or f"sqlite:///{self.instance / 'elearn.sqlite'}"

    @cached_property  # one path, which knows its hash: every page looks bodies up by it
    def published_folder(self) -> Path:
        """Where release objects live."""
        return self.instance / "published"

    @property
    def demo_marker(self) -> Path:
        """The file whose presence means demo mode."""
        return self.instance / "demo-mode"

    @property
    def is_demo(self) -> bool:
        """Whether this is a demo installation (loopback only, sample people, sign-in by button)."""
        return self.demo_marker.is_file()

    @property
    def listens_on_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK_HOSTS


def settings_from(environment: Mapping[str, str], **overrides: Any) -> Settings:
    """Settings from ELEARN_* variables; `overrides` (of the command line) win.

    Raises SettingsError with one sentence for every wrong value, all at once.
    """
    values: dict[str, Any] = {}
    faults: list[str] = []
    for item in fields(Settings):
        variable = item.metadata["variable"]
        text = environment.get(variable)
        if text is None or overrides.get(item.name) is not None:
            continue
        try:
            values[item.name] = _read(item.name, text.strip())
        except ValueError as fault:
            faults.append(f"{variable}={text!r}: {fault}.")
    faults += _unknown_variables(environment)
    values |= {name: value for name, value in overrides.items() if value is not None}
    if values.get("mail_host") and not values.get("mail_from"):
        faults.append("ELEARN_MAIL_HOST: setel juga ELEARN_MAIL_FROM, alamat pengirim surat.")
    if faults:
        raise SettingsError(" ".join(faults), hint="Daftar pengaturan ada di docs/mengelola.md.")
    return Settings(**values)


def _unknown_variables(environment: Mapping[str, str]) -> list[str]:
    known = {item.metadata["variable"] for item in fields(Settings)}
    return [
        f"{name}: pengaturan ini tidak dikenal."
        for name in sorted(environment)
        if name.startswith("ELEARN_") and name not in known
    ]


def _read(name: str, text: str) -> Any:
    if name in {"instance", "modules_dir", "quizzes_dir"}:
        return Path(text).expanduser().absolute()
    if name == "logo":
        return _existing_file(text)
    if name in _WHOLE_NUMBERS:
        return _whole_number(text, *_WHOLE_NUMBERS[name])
    if name in {"session_idle", "session_absolute"}:
        return timedelta(minutes=_whole_number(text, 5, 525_600))
    if name in {"debug", "secure_cookies", "background_jobs"}:
        return _yes_or_no(text)
    if name == "time_zone":
        return _time_zone(text)
    if name in _PATTERNS:
        return _like(text, *_PATTERNS[name])
    return text


_PATTERNS: dict[str, tuple[str, str]] = {
    "brand_colour": (r"#[0-9a-fA-F]{6}", "tulis warna sebagai #rrggbb, misalnya #0a5a74"),
    "site_url": (
        r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*[A-Za-z0-9_~-])?",
        "tulis alamat lengkap tanpa garis miring di ujungnya, misalnya https://belajar.kota.go.id",
    ),
    "mail_from": (
        r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+",
        "tulis satu alamat surat, misalnya belajar@kota.go.id",
    ),
    "mail_tls": (r"starttls|tls|none", "tulis starttls, tls, atau none"),
}


def _like(text: str, pattern: str, mend: str) -> str:
    if text and not re.fullmatch(pattern, text):
        raise ValueError(mend)
    return text


_WHOLE_NUMBERS: dict[str, tuple[int, int]] = {
    "port": (1, 65_535),
    "mail_port": (1, 65_535),
    "mail_timeout_s": (1, 120),
    "threads": (1, 256),
    "trusted_proxies": (0, 5),
    "password_min_length": (8, 64),
    "words_per_minute": (50, 400),
    "seconds_per_figure": (0, 600),
    "seconds_per_question": (5, 600),
}


def _whole_number(text: str, least: int, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
        raise ValueError(f"harus bilangan bulat dari {least} sampai {most}")
    return int(text)


def _yes_or_no(text: str) -> bool:
    if text.lower() in TRUE_WORDS:
        return True
    if text.lower() in FALSE_WORDS:
        return False
    raise ValueError("tulis ya atau tidak")


def _time_zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise ValueError("zona waktu tidak dikenal, misalnya Asia/Jakarta") from unknown


def _existing_file(text: str) -> Path | None:
    if not text:
        return None
    path = Path(text).expanduser().absolute()
    if not path.is_file():
        raise ValueError("berkas tidak ditemukan")
    return path
