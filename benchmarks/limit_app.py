"""The limit: the page and the answer as one usually writes them with Flask, Flask-Login and Flask-SQLAlchemy.

Loads the session's user and one row of progress with the ORM and renders a template of the size of our page
(the same links, list of sections, forms) around the same ready-made body; the answer is a one-row
upsert with `synchronous=FULL`. No CSRF, no headers, no translation, no audit: nothing but the stack.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import Flask, render_template, request, session
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user
from flask_sqlalchemy import SQLAlchemy
from markupsafe import Markup
from sqlalchemy import ForeignKey, event
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Parent of the limit's tables."""


db = SQLAlchemy(model_class=Base)


class User(UserMixin, Base):
    """A learner."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    text_size: Mapped[str] = mapped_column(default="normal")


class Progress(Base):
    """One row of progress."""

    __tablename__ = "progress"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    lesson: Mapped[str] = mapped_column(primary_key=True)
    percent: Mapped[int]


class Answer(Base):
    """One saved answer."""

    __tablename__ = "answer"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


@dataclass(frozen=True)
class Section:
    """A line in the list of sections."""

    code: str
    title: str
    minutes: int
    is_read: bool
    is_current: bool


COURSE = "Pelayanan Administrasi Kependudukan Digital"
TITLE = "Mengenal dokumen: KK, KTP-el, akta, dan IKD"
SECTIONS = [Section(f"bagian-{n}", f"{TITLE[: 30 + n]}", 5 + n % 2, n < 5, n == 3) for n in range(7)]
PLACES = [("Beranda", "catalog", "home"), ("Katalog", "catalog", "catalog"), ("Profil", "profile", "profile")]
# What the page links to; never called.
LINKED = {
    "catalog": "/catalog",
    "profile": "/profile/",
    "sign_out": "/sign-out",
    "privacy": "/privacy",
    "accessibility": "/accessibility",
    "help_page": "/help",
    "course": "/course/<course>/",
    "read": "/lesson/<code>/read",
    "bookmark": "/lesson/<code>/bookmark",
    "note": "/lesson/<code>/note",
}


def _linked(**_: str) -> str:
    return ""


def make_limit_app(database: Path, body: str) -> Flask:
    """The application on a new SQLite file, with one user and one row of progress."""
    app = Flask(__name__, template_folder=str(Path(__file__).parent / "templates"))
    app.config.update(SECRET_KEY="limit", SQLALCHEMY_DATABASE_URI=f"sqlite:///{database}")
    db.init_app(app)
    login = LoginManager(app)
    login.user_loader(lambda user_id: db.session.get(User, int(user_id)))
    ready_made = Markup(body)

    @app.get("/sign-in")
    def sign_in() -> str:
        login_user(db.session.get(User, 1))
        session["theme"] = "light"
        return "ok"

    @app.get("/lesson/<code>")
    @login_required
    def lesson(code: str) -> str:
        progress = db.session.get(Progress, (current_user.id, code))
        return render_template(
            "lesson.html",
            body=ready_made,
            progress=progress,
            user=current_user,
            title=TITLE,
            course=COURSE,
            sections=SECTIONS,
            places=PLACES,
        )

    for endpoint, rule in LINKED.items():
        app.add_url_rule(rule, endpoint, _linked)

    @app.post("/answer/<question>")
    @login_required
    def answer(question: str) -> str:
        row = {"user_id": current_user.id, "question": question, "value": request.form["value"]}
        upsert = insert(Answer).values(row)
        keys = ["user_id", "question"]
        db.session.execute(upsert.on_conflict_do_update(index_elements=keys, set_={"value": row["value"]}))
        db.session.commit()
        return "saved"

    with app.app_context():
        event.listen(db.engine, "connect", _configure)
        db.create_all()
        db.session.add(User(id=1, name="Sri"))
        db.session.commit()
        db.session.add(Progress(user_id=1, lesson="one", percent=50))
        db.session.commit()
    return app


def _configure(connection: object, record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]
