"""Pictures of authors: small in the page, without where they were taken, and the same on every machine."""

from __future__ import annotations

import io
import os
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image, ImageDraw

from elearn.config import Settings
from elearn.publishing import folder_keys, renditions
from elearn.publishing.actions import PublishReport
from elearn.publishing.pruning import prune
from elearn.publishing.renditions import PictureRefused, Renditions
from elearn.releases import history, objects, store
from elearn.releases.library import PublishedSection, body, library, released_quiz
from elearn.releases.published import CourseIndex, course_index_from
from tests.markup.reading import page_of
from tests.publishing.samples import course_files

Write = Callable[[dict[str, str]], None]
Publish = Callable[..., PublishReport]
MODULE = "modules/loket-ramah/01-loket.md"
GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


def photo(width: int, height: int, **more: object) -> bytes:
    """A JPEG that is as hard to compress as a photo."""
    noise = Image.effect_noise((width // 8, height // 8), 60).resize((width, height)).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=92, **more)
    return out.getvalue()


def drawing(width: int, height: int, mode: str = "RGB") -> bytes:
    """A PNG with a few lines."""
    image = Image.new(mode, (width, height))
    ImageDraw.Draw(image).line((0, 0, width, height), width=5, fill=1)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is very large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def located_photo(width: int = 400, height: int = 240) -> bytes:
    """A photo that a telephone took lying on its side, and says where."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "KameraDinas"
    exif.get_ifd(GPS)[1] = "S"
    return photo(width, height, exif=exif)


@pytest.fixture
def with_picture(
    settings: Settings, write: Write, publish_now: Publish
) -> Callable[[str, bytes], PublishReport]:
    """with_picture("peta.png", data): an author puts it into a section and publishes."""

    def run(name: str, data: bytes) -> PublishReport:
        files = course_files()
        write(files | {MODULE: files[MODULE].replace("gambar/alur.svg", f"gambar/{name}")})
        folder = settings.modules_dir / "loket-ramah" / "gambar"
        (folder / name).write_bytes(data)
        return publish_now()

    return run


def section() -> PublishedSection:
    """The section that shows the picture."""
    return library().courses["loket-ramah"].modules[0].sections[0]


def shown() -> Mapping[str, str | None]:
    """The attributes of the picture in the page."""
    return page_of(str(body(section().body_sha256))).all("img")[0].attributes


def index(settings: Settings) -> CourseIndex:
    """The index of the course in force."""
    folder = settings.published_folder
    return course_index_from(objects.get(folder, line(settings).index_sha256))


def line(settings: Settings) -> history.CourseLine:
    """The line of the course in the release in force."""
    manifest = history.manifest_of(settings.published_folder, store.releases()[0].manifest_sha256)
    found = manifest.line("loket-ramah")
    assert found
    return found


def test_a_photo_becomes_two_small_files_and_the_original_stays(
    client: FlaskClient, settings: Settings, with_picture: Callable[[str, bytes], PublishReport]
) -> None:
    data = photo(2400, 1200)
    assert with_picture("foto.jpg", data).courses[0].state == "published"
    attributes = shown()
    assert (attributes["width"], attributes["height"]) == ("1600", "800")
    assert (attributes["loading"], attributes["alt"]) == ("lazy", "Alur di loket")
    assert re.fullmatch(r"/media/\w{64}\.webp 720w, /media/\w{64}\.webp 1600w", attributes["srcset"] or "")
    assert attributes["sizes"]
    for address, size in zip(re.findall(r"/media/\S+", attributes["srcset"] or ""), (720, 1600), strict=True):
        answer = client.get(address)
        assert answer.headers["Content-Type"] == "image/webp"
        assert len(answer.data) < len(data)
        assert Image.open(io.BytesIO(answer.data)).width == size
    assert attributes["src"] == (attributes["srcset"] or "").split()[2]
    assert (
        objects.get(settings.published_folder, index(settings).images["modules/loket-ramah/gambar/foto.jpg"])
        == data
    )


def test_a_small_drawing_is_not_enlarged_and_has_one_file(
    with_picture: Callable[[str, bytes], PublishReport],
) -> None:
    with_picture("gambar.png", drawing(300, 200))
    attributes = shown()
    assert (attributes["width"], attributes["height"]) == ("300", "200")
    assert "srcset" not in attributes


def test_where_a_photo_was_taken_does_not_come_out_and_it_stands_upright(
    client: FlaskClient, with_picture: Callable[[str, bytes], PublishReport]
) -> None:
    data = located_photo()
    assert b"KameraDinas" in data
    with_picture("foto.jpg", data)
    attributes = shown()
    assert (attributes["width"], attributes["height"]) == ("240", "400")
    answer = client.get(attributes["src"] or "").data
    assert b"KameraDinas" not in answer
    assert not Image.open(io.BytesIO(answer)).getexif()


def test_a_picture_that_webp_would_make_larger_is_shown_as_it_is() -> None:
    out = io.BytesIO()
    Image.effect_noise((64, 64), 90).save(out, "JPEG", quality=8)
    with Renditions(None) as encoder:
        (only,) = encoder.of(out.getvalue())
    assert (only.width, only.height, only.data) == (64, 64, b"")


def test_one_that_says_where_it_was_taken_is_made_anew_even_if_that_is_larger() -> None:
    exif = Image.Exif()
    exif.get_ifd(GPS)[1] = "S"
    out = io.BytesIO()
    Image.effect_noise((64, 64), 90).save(out, "JPEG", quality=8, exif=exif)
    with Renditions(None) as encoder:
        (only,) = encoder.of(out.getvalue())
    assert only.data


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGB", "RGBA"])
def test_every_kind_of_png_can_be_shown(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (900, 30)).save(out, "PNG")
    with Renditions(None) as encoder:
        large, *_ = encoder.of(out.getvalue())
    assert (large.width, large.height) == (900, 30)


def test_a_drawing_keeps_its_transparent_ground() -> None:
    with Renditions(None) as encoder:
        (only,) = encoder.of(drawing(300, 200, "RGBA"))
    assert Image.open(io.BytesIO(only.data)).convert("RGBA").getpixel((299, 0)) == (0, 0, 0, 0)


def test_a_photo_for_print_comes_in_the_colours_of_a_screen() -> None:
    out = io.BytesIO()
    Image.new("CMYK", (40, 30)).save(out, "JPEG")
    with Renditions(None) as encoder:
        (only,) = encoder.of(out.getvalue())
    assert Image.open(io.BytesIO(only.data)).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_a_bomb_is_refused_by_its_header(with_picture: Callable[[str, bytes], PublishReport]) -> None:
    report = with_picture("bom.png", bomb(60_000, 60_000))
    assert report.courses[0].state == "kept"
    assert [one.rule for one in report.all_problems if one.is_error] == ["K-620"]


@pytest.mark.parametrize("data", [bomb(6_000, 6_000), photo(400, 300)[:3_000], b"\x89PNG\r\n\x1a\n"])
def test_a_picture_that_is_not_whole_is_told(data: bytes) -> None:
    with Renditions(None) as encoder, pytest.raises(PictureRefused):
        encoder.of(data)


def test_a_broken_photo_keeps_its_course_back(with_picture: Callable[[str, bytes], PublishReport]) -> None:
    report = with_picture("foto.jpg", photo(400, 300)[:3_000])
    assert report.courses[0].state == "kept"
    assert [one.rule for one in report.all_problems if one.is_error] == ["K-605"]


def test_the_version_is_that_of_the_files_whatever_the_encoder_does(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, with_picture: Callable[[str, bytes], PublishReport]
) -> None:
    with_picture("foto.jpg", photo(900, 600))
    before = line(settings)
    real = renditions._encoded
    monkeypatch.setattr(renditions, "ENCODER_VERSION", "other")
    monkeypatch.setattr(folder_keys, "program_version", lambda: "with another encoder")
    monkeypatch.setattr(renditions, "_encoded", lambda _: real(photo(900, 600)))
    with_picture(
        "foto.jpg",
        objects.get(settings.published_folder, index(settings).images["modules/loket-ramah/gambar/foto.jpg"]),
    )
    after = line(settings)
    assert after.version == before.version
    assert after.index_sha256 != before.index_sha256


def test_what_was_encoded_once_is_not_encoded_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data = photo(900, 600)
    with Renditions(tmp_path / "cache" / "pictures.sqlite") as encoder:
        first = encoder.of(data)
    monkeypatch.setattr(renditions, "_encoded", lambda _: pytest.fail("encoded again"))
    with Renditions(tmp_path / "cache" / "pictures.sqlite") as encoder:
        assert encoder.of(data) == first


def test_a_damaged_memory_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "pictures.sqlite").write_bytes(b"no database" * 200)
    with Renditions(tmp_path / "pictures.sqlite") as encoder:
        assert len(encoder.of(photo(900, 600))) == 2


def test_the_files_of_a_release_survive_cleaning_up(
    settings: Settings, with_picture: Callable[[str, bytes], PublishReport]
) -> None:
    with_picture("foto.jpg", photo(2400, 1200))
    needed = history.object_names(settings.published_folder, line(settings))
    attributes = shown()
    assert set(re.findall(r"\w{64}", f"{attributes['src']} {attributes['srcset']}")) <= needed
    for path in (settings.published_folder / "objects").glob("*/*"):
        os.utime(path, (0, 0))
    assert prune(settings).removed == 0


def test_a_question_shows_the_small_file_and_names_the_original(
    settings: Settings, write: Write, publish_now: Publish
) -> None:
    files = course_files()
    path = "quizzes/loket-ramah/kuis-loket.md"
    question = (
        "## Apa yang diambil warga?\nKode: loket-01 | Rujukan: loket#antrean\n\n![Loket](gambar/loket.jpg)\n"
    )
    write(files | {path: re.sub(r"## Apa.*\n.*\n", question, files[path])})
    picture = settings.quizzes_dir / "loket-ramah" / "gambar" / "loket.jpg"
    picture.parent.mkdir()
    picture.write_bytes(photo(1000, 700))
    assert publish_now().courses[0].state == "published"
    quiz = released_quiz(library().courses["loket-ramah"].quizzes["kuis-loket"].object_sha256)
    image = next(one for html in quiz.html.values() for one in page_of(html).all("img"))
    name = (image.attributes["src"] or "")[7:71]
    assert "720w" in (image.attributes["srcset"] or "")
    assert objects.get(settings.published_folder, quiz.originals[name]) == picture.read_bytes()


def test_what_a_telephone_fetches_is_counted_and_too_much_is_told(
    settings: Settings, write: Write, publish_now: Publish
) -> None:
    files = course_files()
    pictures = "\n\n".join(f"![Loket](gambar/{number}.png)" for number in range(4))
    write(files | {MODULE: files[MODULE].replace("### Senyum", f"{pictures}\n\n### Senyum")})
    for number in range(4):
        (settings.modules_dir / "loket-ramah" / "gambar" / f"{number}.png").write_bytes(noisy_png(1200, 1200))
    report = publish_now()
    assert [one.rule for one in report.all_problems] == ["K-652"]
    assert report.courses[0].state == "published"
    assert section().bytes > 500 * 1024
    assert library().courses["loket-ramah"].modules[0].sections[1].bytes < 2_000


def noisy_png(width: int, height: int) -> bytes:
    """A picture that nothing makes small."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 200).convert("RGB").save(out, "PNG", compress_level=1)
    return out.getvalue()


def test_publishing_does_not_load_the_decoder_into_its_own_process(settings: Settings, write: Write) -> None:
    write(course_files())
    picture = settings.modules_dir / "loket-ramah" / "gambar" / "alur.png"
    picture.write_bytes(drawing(300, 200))
    module = settings.modules_dir / "loket-ramah" / "01-loket.md"
    module.write_text(module.read_text().replace("alur.svg", "alur.png"))
    code = (
        "import sys, os\n"
        "from elearn.app import create_app\n"
        "from elearn.config import settings_from\n"
        "from elearn.publishing.checking import check_content\n"
        "settings = settings_from(os.environ)\n"
        "create_app(settings)\n"
        "checked = check_content(settings)\n"
        "assert any(b'.webp' in data for data in checked.courses[0].compiled.objects.values())\n"
        "sys.exit('PIL' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={
            **os.environ,
            "ELEARN_INSTANCE": str(settings.instance),
            "ELEARN_MODULES_DIR": str(settings.modules_dir),
            "ELEARN_QUIZZES_DIR": str(settings.quizzes_dir),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
