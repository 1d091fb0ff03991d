"""Templates compiled once a language: a text without variables is translated when its template is compiled.

A page shows forty such texts and two dozen icons. Looked up on every page they cost a fifth of its CPU time;
folded into the compiled template they cost nothing. Texts with variables are still translated when the page
is made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, MutableMapping
from pathlib import Path
from typing import Any

from babel.support import NullTranslations, Translations
from flask import Flask
from flask.templating import Environment
from jinja2 import FileSystemBytecodeCache, Template, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from elearn.web.language import CONTENT_LANGUAGE

GETTEXT_NAMES = frozenset({"_", "gettext"})
ICON_NAME = "icon"
CATALOGUE = Path("LC_MESSAGES") / "messages.mo"


class Edition:
    """What the templates of one language are compiled with."""

    def __init__(
        self,
        language: str,
        translations_folder: Path,
        cache_folder: Path,
        *,
        icon: Callable[[str], Markup] | None = None,
    ) -> None:
        self.language = language
        self.icon = icon
        is_foreign = language != CONTENT_LANGUAGE
        self.content_lang = Markup(f' lang="{CONTENT_LANGUAGE}"') if is_foreign else Markup()  # noqa: S704
        self.translations: NullTranslations = Translations.load(str(translations_folder), [language])
        catalogue = translations_folder / language / CATALOGUE
        content = catalogue.read_bytes() if catalogue.is_file() else b""
        # The texts and icons are inside the compiled form: another catalogue, or another address of the
        # icons, is another cache.
        drawn = icon("logo") if icon else ""
        digest = hashlib.sha256(content + drawn.encode()).hexdigest()[:12]
        self.cache = FileSystemBytecodeCache(str(cache_folder), f"{language}-{digest}-%s.template")

    def translated(self, text: str) -> Markup:
        """The text as `_()` in a template gives it: trusted, with its percent signs unfolded."""
        return Markup(self.translations.ugettext(text)) % {}  # noqa: S704 - our own text, as in Jinja's gettext


class LanguageEnvironment(Environment):
    """Jinja's environment of the application; it hands each page to the edition of its language."""

    edition: Edition | None = None
    editions: dict[str, LanguageEnvironment]
    edition_of: Callable[[str], Edition]
    language: Callable[[], str]

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:  # noqa: A002 - Jinja's
        if self.edition is not None:
            return super()._load_template(name, globals)
        return self._environment_of(self.language())._load_template(name, globals)

    def _environment_of(self, language: str) -> LanguageEnvironment:
        # Made at the first page: only then are all filters and extensions known.
        if language not in self.editions:
            edition = self.edition_of(language)
            copy = self.overlay(bytecode_cache=edition.cache)
            assert isinstance(copy, LanguageEnvironment)
            copy.edition = edition
            self.editions[language] = copy
        return self.editions[language]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if self.edition is not None:
            tree = _Folding(self.edition).visit(tree)
        return tree


class _Folding(NodeTransformer):
    """Replaces `_("text")` by the text in the language of the edition, and `icon("name")` by the icon."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def visit_Filter(self, node: nodes.Filter) -> nodes.Node:  # noqa: N802 - Jinja names visitors so
        self.generic_visit(node)
        # On a page in the language of the courses their words need no mark.
        is_at_home = self.edition.language == CONTENT_LANGUAGE
        return node.node if node.name == "content" and is_at_home and node.node else node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja names visitors so
        self.generic_visit(node)
        if isinstance(node.node, nodes.Name) and node.node.name == "content_lang":
            return nodes.Const(self.edition.content_lang, lineno=node.lineno, environment=node.environment)
        if _is_of_plain_text(node, GETTEXT_NAMES):
            known = self.edition.translated(node.args[0].as_const())
        elif self.edition.icon and _is_of_plain_text(node, {ICON_NAME}):
            known = self.edition.icon(node.args[0].as_const())
        else:
            return node
        return nodes.Const(known, lineno=node.lineno, environment=node.environment)


def _is_of_plain_text(node: nodes.Call, functions: Collection[str]) -> bool:
    """Whether one of these functions is called with a literal and nothing else."""
    return (
        isinstance(node.node, nodes.Name)
        and node.node.name in functions
        and len(node.args) == 1
        and isinstance(node.args[0], nodes.Const)
        and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
    )


def init_app(
    app: Flask,
    *,
    language: Callable[[], str],
    cache_folder: Path,
    icon: Callable[[str], Markup] | None = None,
) -> None:
    """Give the application its template environment; call it before anything touches `app.jinja_env`.

    `icon` draws what templates call `icon("name")`; it gives the same as long as the process runs.
    """
    app.jinja_environment = LanguageEnvironment
    environment = app.jinja_env
    assert isinstance(environment, LanguageEnvironment)
    translations = Path(app.config["BABEL_TRANSLATION_DIRECTORIES"])
    environment.editions = {}
    environment.language = language
    environment.edition_of = lambda name: Edition(name, translations, cache_folder, icon=icon)
    environment.trim_blocks = environment.lstrip_blocks = True
