"""What is to be rendered, as plain values that can travel to another process, and the name of the result."""

import hashlib
import json
import posixpath
from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass, field
from typing import Any
from urllib.parse import unquote

from elearn.markup.rendering import render, render_inline
from elearn.markup.values import RENDERER_VERSION, Fault, FaultCode, Heading, Image, Rendered


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One text to render.

    `images` and `links` are what the text may name, as written in its folder; `is_line` asks for the inside
    of an element; `inserts` and `level_shift` as in `render`.
    """

    text: str
    is_line: bool = False
    images: Mapping[str, Image] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    inserts: Mapping[int, str] = field(default_factory=dict)
    level_shift: int = 0
    id_prefix: str = "materi-"

    def key(self, libraries: str = "") -> str:
        """What names the result in a cache: all the HTML depends on. `libraries` are versions of packages."""
        # Field by field: asdict copies deeply, and a large installation asks for this 20,000 times.
        images = {name: astuple(image) for name, image in self.images.items()}
        inside = [self.text, self.is_line, images, self.links, self.inserts, self.level_shift, self.id_prefix]
        parts = [RENDERER_VERSION, libraries, inside]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()

    def run(self) -> Rendered:
        """The text as safe HTML.

        Raises:
            MarkupRefused: the text would hold up the renderer.
        """
        if self.is_line:
            return render_inline(self.text, image_url=self._image, link_url=self._link)
        return render(
            self.text,
            image_url=self._image,
            link_url=self._link,
            inserts=self.inserts,
            level_shift=self.level_shift,
            id_prefix=self.id_prefix,
        )

    def _image(self, target: str) -> Image | None:
        return self.images.get(local_name(target))

    def _link(self, target: str) -> str | None:
        path, mark, anchor = target.partition("#")
        return self.links.get(local_name(path) + mark + anchor)


def local_name(target: str) -> str:
    """A relative target as a tidy path: percent signs undone, `./` dropped."""
    return posixpath.normpath(unquote(target)) if target else ""


def job_to_data(job: Job) -> dict[str, Any]:
    """The job as JSON can say it."""
    return asdict(job)


def job_from_data(data: Mapping[str, Any]) -> Job:
    """The job that `job_to_data` wrote."""
    return Job(
        **{
            **data,
            "images": {name: Image(**image) for name, image in data["images"].items()},
            "inserts": {int(number): html for number, html in data["inserts"].items()},
        }
    )


def rendered_to_data(rendered: Rendered) -> dict[str, Any]:
    """The result as JSON can say it."""
    return asdict(rendered)


def rendered_from_data(data: Mapping[str, Any]) -> Rendered:
    """The result that `rendered_to_data` wrote.

    Raises:
        KeyError, TypeError, ValueError: this is no such result.
    """
    return Rendered(
        html=data["html"],
        headings=tuple(Heading(**one) for one in data["headings"]),
        words=data["words"],
        figures=data["figures"],
        text=data["text"],
        faults=tuple(Fault(FaultCode(one["code"]), one["subject"]) for one in data["faults"]),
    )
