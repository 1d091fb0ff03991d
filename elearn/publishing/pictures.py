"""Pictures, recordings and downloads of a course: read once, checked, and named by their SHA-256.

A PNG or JPEG is shown as the small WebP files that are made of it; the original stays in the release.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from posixpath import splitext

from elearn.markup.values import Image
from elearn.problems import Place, Problem
from elearn.publishing.encoding import MAX_PIXELS
from elearn.publishing.renditions import PictureRefused, Rendition, Renditions
from elearn.publishing.sentences import level_of
from elearn.releases.media import media_file
from elearn.releases.objects import sha256_of
from elearn.releases.pictures import Picture, PictureKind, UnsafeSvg, picture_of

_SUFFIX_KINDS = {
    ".svg": PictureKind.SVG,
    ".png": PictureKind.PNG,
    ".jpg": PictureKind.JPEG,
    ".jpeg": PictureKind.JPEG,
    ".webp": PictureKind.WEBP,
}

_ENCODED_KINDS = (PictureKind.PNG, PictureKind.JPEG)

ReadBytes = Callable[[str], bytes | None]
"""Gives the bytes of a file by its path in the content folders, or None when it is not there."""


@dataclass
class Pictures:
    """The pictures of one course as they are met; each is read once.

    `data` are the originals by path; `derived` the files made of them, by `path width`; `originals` the
    SHA-256 of the original by that of a derived file; `sizes` what a telephone fetches, in bytes by address.
    """

    read: ReadBytes
    renditions: Renditions | None = None
    images: dict[str, Image | None] = field(default_factory=dict)
    data: dict[str, bytes] = field(default_factory=dict)
    derived: dict[str, bytes] = field(default_factory=dict)
    originals: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def image(self, path: str) -> Image | None:
        """The picture at a path, or None when it cannot be shown; why is then in `problems`."""
        if path not in self.images:
            self.images[path] = self._looked_at(path)
        return self.images[path]

    def has_told(self, path: str) -> bool:
        """Whether something was wrong with the picture itself."""
        return any(problem.place.path == path for problem in self.problems)

    def _looked_at(self, path: str) -> Image | None:
        suffix = splitext(path)[1].lower()
        data = self.read(path)
        if data is None:
            return None  # the check of links has told it already
        image = self._picture(path, suffix, data) if suffix in _SUFFIX_KINDS else self._recording(path, data)
        if image is not None:
            self.data[unicodedata.normalize("NFC", path)] = data
        return image

    def _picture(self, path: str, suffix: str, data: bytes) -> Image | None:
        try:
            picture = picture_of(data)
        except UnsafeSvg as unsafe:
            self._tell("K-606", path, subject=str(unsafe))
            return None
        if picture is None:
            self._tell("K-605", path)
            return None
        if picture.kind is not _SUFFIX_KINDS[suffix]:
            self._tell("K-607", path, kind=picture.kind.value)
            return None
        if picture.kind in _ENCODED_KINDS and self.renditions is not None:
            return self._encoded(path, data, picture, self.renditions)
        return self._shown(
            Rendition(width=picture.width, height=picture.height, data=b""), path, data, picture
        )

    def _encoded(self, path: str, data: bytes, picture: Picture, renditions: Renditions) -> Image | None:
        if picture.width * picture.height > MAX_PIXELS:
            values = {"width": str(picture.width), "height": str(picture.height)}
            self._tell("K-620", path, **values, limit=str(MAX_PIXELS // 1_000_000))
            return None
        try:
            large, *small = renditions.of(data)
        except PictureRefused:
            self._tell("K-605", path)
            return None
        image = self._shown(large, path, data, picture)
        if not small:
            return image
        telephone = self._shown(small[0], path, data, picture)
        self.sizes[image.url] = self.sizes[telephone.url]
        return replace(image, small_url=telephone.url, small_width=telephone.width)

    def _shown(self, rendition: Rendition, path: str, data: bytes, picture: Picture) -> Image:
        """A file that a page shows: one made of the original, or the original itself."""
        kind = PictureKind.WEBP if rendition.data else picture.kind
        shown = rendition.data or data
        name = sha256_of(shown)
        if rendition.data:
            self.derived[f"{unicodedata.normalize('NFC', path)} {rendition.width}"] = shown
            self.originals[name] = sha256_of(data)
        url = f"/media/{name}.{kind.value}"
        self.sizes[url] = len(shown)
        return Image(url=url, width=rendition.width, height=rendition.height)

    def _recording(self, path: str, data: bytes) -> Image | None:
        extension = splitext(path)[1].lower().removeprefix(".")
        if media_file(data, extension) is None:
            self._tell("K-610", path, kind=extension.upper())
            return None
        return Image(url=f"/media/{sha256_of(data)}.{extension}", width=0, height=0)

    def _tell(self, rule: str, path: str, **values: str) -> None:
        place = Place(path)
        self.problems.append(
            Problem(place=place, level=level_of(rule), rule=rule, values={"target": path, **values})
        )
