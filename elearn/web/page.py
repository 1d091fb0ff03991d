"""What the frame of every page needs: brand, places, the person, language, addresses of assets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flask import Flask, g, request, url_for
from flask_babel import LazyString, gettext

from elearn.config import Settings
from elearn.version import VERSION
from elearn.web.assets import CSS_BUNDLE, asset_url
from elearn.web.settings import current_settings


@dataclass(frozen=True, kw_only=True, slots=True)
class Visitor:
    """The signed-in person as the frame shows him."""

    name: str
    short_name: str
    language: str
    text_size: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceRule:
    """A place in the menu; shown to whoever may call its endpoint."""

    endpoint: str
    label: LazyString
    icon: str


class Place(NamedTuple):
    """A place in the menu of this visitor."""

    url: str
    label: LazyString
    icon: str
    is_current: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Brand:
    """The agency in whose name the page speaks."""

    name: str
    short_name: str
    logo_url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """The frame of one page."""

    brand: Brand
    places: tuple[Place, ...]
    person: Visitor | None
    language: str
    text_size: str
    version: str
    is_demo: bool
    css_url: str
    icons_url: str
    scripts: tuple[str, ...]
    help_contact: str


def init_app(
    app: Flask,
    *,
    visitor: Callable[[], Visitor | None],
    places: Sequence[PlaceRule],
    may_call: Callable[[str], bool],
    language: Callable[[], str],
) -> None:
    """Give every template its `page`."""

    @app.context_processor
    def frame() -> dict[str, Page]:
        # An error page must come out even when the database that knows the person is gone.
        person = None if g.get("frame_only") else visitor()
        return {"page": _page(person, places if person else (), may_call, language())}


def _page(
    person: Visitor | None, places: Sequence[PlaceRule], may_call: Callable[[str], bool], language: str
) -> Page:
    settings = current_settings()
    return Page(
        brand=_brand(),
        places=tuple(_place(rule) for rule in places if may_call(rule.endpoint)),
        person=person,
        language=language,
        text_size=person.text_size if person else "normal",
        version=VERSION,
        is_demo=settings.is_demo,
        css_url=asset_url(CSS_BUNDLE),
        icons_url=asset_url("img/icons.svg"),
        scripts=(asset_url("js/frame.js"),),
        help_contact=_help_contact(settings.help_contact),
    )


def _brand() -> Brand:
    settings = current_settings()
    # Without an agency's own logo the frame draws ours out of the icons: one request less.
    logo_url = asset_url(f"img/agency-logo{settings.logo.suffix.lower()}") if settings.logo else ""
    return Brand(name=settings.agency_name, short_name=settings.agency_short_name, logo_url=logo_url)


def _help_contact(contact: str) -> str:
    """Whom to ask; our own default in the language of the page, an agency's words as they are."""
    is_ours = contact == Settings.help_contact
    return str(gettext("operator kepegawaian di unit kerja Anda")) if is_ours else contact


def _place(rule: PlaceRule) -> Place:
    return Place(
        url=url_for(rule.endpoint),
        label=rule.label,
        icon=rule.icon,
        is_current=request.endpoint == rule.endpoint,
    )
