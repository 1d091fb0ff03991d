"""Words of courses on a page of another language: a screen reader must know them (WCAG 2.2, 3.1.2)."""

from __future__ import annotations

from flask import Flask
from flask_babel import get_locale
from markupsafe import Markup

CONTENT_LANGUAGE = "id"
"""The language that courses and quizzes are written in, whatever language the page around them has."""


def init_app(app: Flask) -> None:
    """Give templates the filter `content` and the attribute `content_lang()`."""
    app.jinja_env.filters["content"] = content
    app.jinja_env.globals["content_lang"] = content_lang


def page_language() -> str:
    """The language of the present page."""
    locale = get_locale()
    return CONTENT_LANGUAGE if locale is None else str(locale.language)


def _is_foreign() -> bool:
    return page_language() != CONTENT_LANGUAGE


def content_lang() -> Markup:
    """The attribute of an element with words of a course: ` lang="id"`, nothing on a page in Indonesian."""
    return Markup(f' lang="{CONTENT_LANGUAGE}"') if _is_foreign() else Markup()  # noqa: S704 - no one's input


def content(text: str) -> str:
    """Words of a course inside a sentence or a link of the page, in an element of their language."""
    if not text or not _is_foreign():
        return text
    return Markup('<span lang="{}">{}</span>').format(CONTENT_LANGUAGE, text)
