"""What the frame of every page needs: brand, places, the person, language, addresses of assets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from flask import Flask, g, request
from flask_babel import LazyString, force_locale, gettext, lazy_gettext

from elearn.config import Settings
from elearn.version import VERSION
from elearn.web.addresses import address
from elearn.web.assets import CSS_BUNDLE, asset_url
from elearn.web.settings import current_settings

MOST_KEPT = 1_000  # one a page, language and set of places; about 1 KB each


@dataclass(frozen=True, kw_only=True, slots=True)
class Visitor:
    """The signed-in person as the frame shows him."""

    name: str
    short_name: str
    language: str
    text_size: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceRule:
    """A place in the menu; shown to whoever may call its endpoint.

    Places of the desk (`about` says what one does there) stand together on the page Kelola as soon as a
    visitor has more than one: the menu of a telephone holds five.
    """

    endpoint: str
    label: LazyString
    icon: str
    about: LazyString | None = None


class Place(NamedTuple):
    """A place in the menu of this visitor."""

    url: str
    label: str
    icon: str
    is_current: bool
    about: str = ""


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
    desk: tuple[Place, ...]
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
    rules = {rule.endpoint: rule for rule in places}

    # All but the person is the same for whoever has the same places: put together once, not on every page.
    @lru_cache(MOST_KEPT)
    def unnamed(_script_root: str, language: str, here: str | None, shown: tuple[str, ...]) -> Page:
        with force_locale(language):
            return _page(*_menu([rules[endpoint] for endpoint in shown]), here, language)

    @app.context_processor
    def frame() -> dict[str, Page]:
        # An error page must come out even when the database that knows the person is gone.
        person = None if g.get("frame_only") else visitor()
        shown = tuple(endpoint for endpoint in rules if may_call(endpoint)) if person else ()
        page = unnamed(request.script_root, language(), request.endpoint, shown)
        return {"page": replace(page, person=person, text_size=person.text_size) if person else page}


DESK = PlaceRule(endpoint="pages.desk", label=lazy_gettext("Kelola"), icon="menu")


def _menu(rules: Sequence[PlaceRule]) -> tuple[list[PlaceRule], list[PlaceRule]]:
    """What stands in the menu, and what stands on the page Kelola; one desk alone needs no such page."""
    desk = [rule for rule in rules if rule.about]
    if len(desk) < 2:
        return list(rules), desk
    first = rules.index(desk[0])
    others = [rule for rule in rules if not rule.about]
    before = sum(1 for rule in rules[:first] if not rule.about)
    return [*others[:before], DESK, *others[before:]], desk


def _page(places: Sequence[PlaceRule], desk: Sequence[PlaceRule], here: str | None, language: str) -> Page:
    """The frame of a page at the endpoint `here`, for a visitor without a name."""
    settings = current_settings()
    at_desk = here in {rule.endpoint for rule in desk}
    return Page(
        brand=_brand(),
        places=tuple(_place(rule, DESK.endpoint if at_desk and DESK in places else here) for rule in places),
        desk=tuple(_place(rule, here) for rule in desk),
        person=None,
        language=language,
        text_size="normal",
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


def _place(rule: PlaceRule, here: str | None) -> Place:
    return Place(
        url=address(rule.endpoint),
        label=str(rule.label),
        icon=rule.icon,
        is_current=rule.endpoint == here,
        about=str(rule.about or ""),
    )
