"""Templates are compiled once a language, and every language shows its own texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask, render_template
from jinja2 import DictLoader

from elearn.web import templating

PAGES = {
    "base.html": "<p>{{ _('Lanjutkan') }}</p>{% block body %}{% endblock %}",
    "page.html": (
        "{% extends 'base.html' %}{% from 'part.html' import part %}"
        "{% block body %}{{ part() }}{{ _('%(n)s soal', n=3) }}{{ _('100%% & <b>') }}{% endblock %}"
    ),
    "part.html": (
        "{% macro part() %}<a title='{{ _('Bantuan') }}'>{% trans %}Keluar{% endtrans %}</a>{% endmacro %}"
    ),
}


class Spoken:
    """The language of the next page."""

    language = "id"


@pytest.fixture
def spoken() -> Spoken:
    return Spoken()


@pytest.fixture
def talking(tmp_path: Path, spoken: Spoken) -> Flask:
    """An application of four small templates with an English catalogue."""
    app = Flask("talking")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(tmp_path)
    (tmp_path / "cache").mkdir()
    templating.init_app(app, language=lambda: spoken.language, cache_folder=tmp_path / "cache")
    app.jinja_env.loader = DictLoader(PAGES)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    texts = {"Lanjutkan": "Go on", "Bantuan": "Help", "Keluar": "Sign out"}
    environment = app.jinja_env
    # Texts with variables, which are translated when the page is made:
    environment.install_gettext_callables(lambda text: text, lambda one, many, n: one, newstyle=True)
    plain = templating.Edition.translated

    class Fake(templating.Edition):
        def translated(self, text: str) -> templating.Markup:
            return plain(self, texts.get(text, text) if self.language == "en" else text)

    environment.edition_of = lambda name: Fake(name, tmp_path, tmp_path / "cache")
    return app


def page(app: Flask) -> str:
    with app.test_request_context():
        return render_template("page.html")


def test_each_language_has_its_texts_also_in_parents_and_macros(talking: Flask, spoken: Spoken) -> None:
    indonesian = "<p>Lanjutkan</p><a title='Bantuan'>Keluar</a>3 soal100% & <b>"
    assert page(talking) == indonesian
    spoken.language = "en"
    assert page(talking) == "<p>Go on</p><a title='Help'>Sign out</a>3 soal100% & <b>"
    spoken.language = "id"
    assert page(talking) == indonesian


def test_a_text_without_variables_is_not_looked_up_again(talking: Flask, spoken: Spoken) -> None:
    page(talking)
    talking.jinja_env.globals["gettext"] = None
    with talking.test_request_context():
        assert "Lanjutkan" in render_template("base.html")


def test_another_catalogue_is_another_cache(tmp_path: Path) -> None:
    before = templating.Edition("en", tmp_path, tmp_path).cache.pattern
    catalogue = tmp_path / "en" / templating.CATALOGUE
    catalogue.parent.mkdir(parents=True)
    source = Path(__file__).resolve().parents[2] / "elearn" / "translations" / "en" / templating.CATALOGUE
    if source.is_file():
        catalogue.write_bytes(source.read_bytes())
        assert templating.Edition("en", tmp_path, tmp_path).cache.pattern != before


def test_an_icon_is_drawn_when_the_template_is_compiled(tmp_path: Path) -> None:
    drawn: list[str] = []

    def icon(name: str) -> templating.Markup:
        drawn.append(name)
        return templating.Markup("<svg>{}</svg>").format(name)

    app = Flask("icons")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(tmp_path)
    templating.init_app(app, language=lambda: "id", cache_folder=tmp_path, icon=icon)
    app.jinja_env.globals["icon"] = icon
    app.jinja_env.loader = DictLoader({"page.html": "{{ icon('clock') }}{{ icon(name) }}"})
    with app.test_request_context():
        pages = {render_template("page.html", name="check") for _ in range(3)}

    assert pages == {"<svg>clock</svg><svg>check</svg>"}
    assert drawn.count("clock") == 1
    assert drawn.count("check") == 3


def test_another_address_of_the_icons_is_another_cache(tmp_path: Path) -> None:
    def cache(version: str) -> str:
        icon = templating.Markup(f'<use href="/static/{version}/icons.svg"/>')
        return templating.Edition("id", tmp_path, tmp_path, icon=lambda name: icon).cache.pattern

    assert cache("a") == cache("a")
    assert cache("a") != cache("b")
