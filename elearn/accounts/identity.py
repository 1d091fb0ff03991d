"""Who is asking: the signed-in person of this request, known by one query at most."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from flask import abort, g, has_request_context, session
from flask_login import current_user

from elearn import clock
from elearn.accounts import session_store, tokens
from elearn.accounts.roles import Role
from elearn.accounts.route_table import ROUTES, Everyone
from elearn.people.names import short_name
from elearn.web.page import Visitor
from elearn.web.settings import current_settings

LANGUAGES = ("id", "en")
TEXT_SIZES = ("normal", "large", "largest")
DEFAULT_LANGUAGE = "id"
_KEPT_USER = "_login_user"


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedIn:
    """The signed-in person, as every page may need him."""

    person_id: int
    name: str
    short_name: str
    language: str
    text_size: str
    roles: frozenset[Role]
    unit_id: int
    must_change_password: bool
    last_seen_at: datetime
    session_key: str  # fingerprint of the session's token
    token: str = field(repr=False)
    # What Flask-Login asks of its users
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """What the signed cookie holds: the token of the session, nothing of the person."""
        return self.token


def signed_in() -> SignedIn:
    """The person of this request; 401 when nobody is signed in."""
    person = signed_in_or_none()
    if person is None:
        abort(401)
    return person


def signed_in_or_none() -> SignedIn | None:
    """The person of this request, or None."""
    if not has_request_context():
        return None
    # A page asks a dozen times. Flask-Login keeps the user of a request here, and puts another one here when
    # somebody signs in; its proxy is asked only to look him up the first time.
    user = g.get(_KEPT_USER) or current_user._get_current_object()
    return user if isinstance(user, SignedIn) else None


def load(token: str) -> SignedIn | None:
    """The person whose session this token opens now, or None. One query."""
    settings = current_settings()
    now = clock.now()
    row = session_store.find_session(
        tokens.fingerprint(token),
        created_after=now - settings.session_absolute,
        seen_after=now - settings.session_idle,
        today=now.astimezone(settings.time_zone).date(),
    )
    if row is None:
        return None
    roles = {Role.LEARNER, *map(Role, row.granted)}
    if row.leads_somebody:
        roles.add(Role.SUPERVISOR)
    return SignedIn(
        person_id=row.person_id,
        name=row.name,
        short_name=short_name(row.name),
        language=row.language,
        text_size=row.text_size,
        roles=frozenset(roles),
        unit_id=row.unit_id,
        must_change_password=row.must_change_password,
        last_seen_at=row.last_seen_at,
        session_key=row.token_sha256,
        token=token,
    )


def language() -> str:
    """The language of this request: of the account, else as chosen in this browser, else Indonesian."""
    if not has_request_context():
        return DEFAULT_LANGUAGE
    # An error page comes out even when the database is gone: it asks nobody who is not known already.
    person = None if g.get("frame_only") and _KEPT_USER not in g else signed_in_or_none()
    if person is not None:
        return person.language
    chosen = session.get("language")
    return chosen if chosen in LANGUAGES else DEFAULT_LANGUAGE


def visitor() -> Visitor | None:
    """The person as the frame of the page shows him, or None."""
    person = signed_in_or_none()
    if person is None:
        return None
    return Visitor(
        name=person.name,
        short_name=person.short_name,
        language=person.language,
        text_size=person.text_size,
    )


def may_call(endpoint: str) -> bool:
    """Whether the person of this request may call an endpoint (see route_table.py)."""
    access = ROUTES.get(endpoint)
    person = signed_in_or_none()
    if access is None or access is Everyone.PUBLIC:
        return access is Everyone.PUBLIC
    if person is None or person.must_change_password:
        return False
    return access is Everyone.SIGNED_IN or bool(access & person.roles)
