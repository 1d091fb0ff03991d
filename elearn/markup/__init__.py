"""Markdown to safe HTML, once, when a course is published.

`render` and `render_inline` work in the calling process; `renderer.Renderer` does the same in a child
process with a deadline, for text whose author is not known.
"""

from elearn.markup.limits import check_limits
from elearn.markup.rendering import render, render_inline
from elearn.markup.values import RENDERER_VERSION, Fault, Heading, Image, MarkupRefused, Rendered

__all__ = [
    "RENDERER_VERSION",
    "Fault",
    "Heading",
    "Image",
    "MarkupRefused",
    "Rendered",
    "check_limits",
    "render",
    "render_inline",
]
