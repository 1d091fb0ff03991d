"""Style sheets, scripts, fonts and icons: read once, hashed, compressed, cached for a year.

All files share one version, a hash over every byte of them, as a folder in the address. So relative
references between files keep working and a new release of the product is a new address.
"""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request
from markupsafe import Markup

from elearn.web.addresses import address
from elearn.web.compression import COMPRESSIBLE, compressed
from elearn.web.headers import ONE_YEAR_S

CSS_BUNDLE = "css/elearn.css"
DESK_BUNDLE = "css/desk.css"
# The order is the cascade: values, bare elements, the frame, reusable parts, rooms, paper.
# Pages of authors, supervisors and administrators (templates/desk.html) load the second one too: a
# learner with a weak connection does not carry it.
BUNDLES = {
    CSS_BUNDLE: ("tokens", "base", "layout", "parts", "prose", "accounts", "learning", "quiz", "print"),
    DESK_BUNDLE: ("authoring", "team", "obligations", "staffing", "messages", "organisation"),
}
EXTENSION = "elearn.assets"
ICON = Markup('<svg class="icon" aria-hidden="true" focusable="false"><use href="{address}#{name}"/></svg>')
TEN_MINUTES_S = 600

bp = Blueprint("assets", __name__)
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asset:
    """One file as it is sent."""

    body: bytes
    gzipped: bytes | None
    mimetype: str


@dataclass(frozen=True, kw_only=True)
class Assets:
    """Every file below static/ under its path there, with the style sheets joined into bundles."""

    version: str
    files: dict[str, Asset]
    icons: dict[str, Markup] = field(default_factory=dict)  # drawn so far: a page shows two dozen


def init_app(app: Flask, folder: Path, *, brand_colour: str = "", logo: Path | None = None) -> None:
    """Read the static folder and serve it at /static/<version>/<path>."""
    app.extensions[EXTENSION] = _read(folder, brand_colour, logo)
    app.register_blueprint(bp)
    app.jinja_env.globals["asset"] = asset_url
    app.jinja_env.globals["icon"] = svg_icon


def asset_url(name: str) -> str:
    """The address of a file below static/; it changes when any file does."""
    assets: Assets = current_app.extensions[EXTENSION]
    if name not in assets.files:
        raise LookupError(f"static/{name} does not exist")
    return address("assets.file", version=assets.version, name=name)


def svg_icon(name: str) -> Markup:
    """An icon of static/img/icons.svg, decorative: the word beside it says what it means."""
    assets: Assets = current_app.extensions[EXTENSION]
    if name not in assets.icons:
        address = asset_url("img/icons.svg")
        assets.icons[name] = ICON.format(address=address, name=name)
    return assets.icons[name]


@bp.get("/static/<version>/<path:name>")
def file(version: str, name: str) -> Response:
    """A file, compressed when the browser likes it so."""
    assets: Assets = current_app.extensions[EXTENSION]
    asset = assets.files.get(name)
    if asset is None:
        abort(404)
    packed = asset.gzipped is not None and request.accept_encodings.quality("gzip") > 0
    response = Response(asset.gzipped if packed else asset.body, mimetype=asset.mimetype)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    # A page that was opened before an upgrade asks for the old version: it gets today's, not for long.
    fresh = version == assets.version
    response.headers["Cache-Control"] = (
        f"public, max-age={ONE_YEAR_S}, immutable" if fresh else f"public, max-age={TEN_MINUTES_S}"
    )
    return response


def _read(folder: Path, brand_colour: str, logo: Path | None) -> Assets:
    bodies = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".md" and path.parent.name != "css"
    }
    for bundle, parts in BUNDLES.items():
        bodies[bundle] = _style_sheet(folder / "css", parts, brand_colour)
    if logo is not None:
        bodies[f"img/agency-logo{logo.suffix.lower()}"] = logo.read_bytes()
    digest = hashlib.sha256()
    for name in sorted(bodies):
        digest.update(name.encode() + b"\0" + hashlib.sha256(bodies[name]).digest())
    return Assets(
        version=digest.hexdigest()[:12], files={name: _asset(name, body) for name, body in bodies.items()}
    )


def _style_sheet(folder: Path, parts: Sequence[str], brand_colour: str) -> bytes:
    paths = [(folder / f"{part}.css") for part in parts]
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths if path.is_file())
    if brand_colour and "tokens" in parts:
        text += f"\n:root{{--brand:{brand_colour}}}\n"
    # Comments and indentation are for us: a phone on a slow line need not carry them.
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).encode()


def _asset(name: str, body: bytes) -> Asset:
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    worth_it = mimetype in COMPRESSIBLE
    return Asset(body=body, gzipped=compressed(body) if worth_it else None, mimetype=mimetype)
