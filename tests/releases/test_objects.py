"""Objects: named by their bytes, whole or not there."""

import hashlib
from pathlib import Path

import pytest

from elearn.releases import objects
from elearn.releases.manifest import CourseLine, Manifest, manifest_from, version_of


def test_bytes_come_back_under_their_name(tmp_path: Path) -> None:
    sha256 = objects.put(tmp_path, b"isi")
    assert sha256 == hashlib.sha256(b"isi").hexdigest()
    assert objects.get(tmp_path, sha256) == b"isi"
    assert objects.path_of(tmp_path, sha256).parent.name == sha256[:2]


def test_the_same_bytes_are_written_once(tmp_path: Path) -> None:
    first = objects.path_of(tmp_path, objects.put(tmp_path, b"isi")).stat().st_ino
    assert objects.path_of(tmp_path, objects.put(tmp_path, b"isi")).stat().st_ino == first


def test_a_damaged_object_is_never_given(tmp_path: Path) -> None:
    sha256 = objects.put(tmp_path, b"isi")
    objects.path_of(tmp_path, sha256).write_bytes(b"is")
    with pytest.raises(objects.ObjectMissing, match="rusak"):
        objects.get(tmp_path, sha256)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "g" * 64, "a" * 63, "A" * 64, "a" * 64])
def test_what_is_no_object_is_missing(tmp_path: Path, name: str) -> None:
    with pytest.raises(objects.ObjectMissing):
        objects.get(tmp_path, name)


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    (tmp_path / "objects").mkdir()
    (tmp_path / "objects" / hashlib.sha256(b"isi").hexdigest()[:2]).mkdir()
    with pytest.raises(OSError, match="No space"):
        objects.put(tmp_path, b"isi")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_manifest_has_one_spelling_whatever_the_order() -> None:
    a, b = (CourseLine(code=code, version=code * 8, index_sha256=code * 8) for code in "ab")
    assert Manifest().with_courses([a, b]).to_bytes() == Manifest().with_courses([b, a]).to_bytes()
    assert manifest_from(Manifest().with_courses([b, a]).to_bytes()).courses == (a, b)


def test_a_version_depends_on_names_and_bytes_alone() -> None:
    files = {"modules/a/course.md": b"1", "modules/a/01.md": b"2"}
    assert version_of(files) == version_of(dict(reversed(files.items())))
    assert version_of(files) != version_of({**files, "modules/a/01.md": b"2\r\n"})
    assert version_of(files) != version_of({"modules/a/course.md": b"1", "modules/a/02.md": b"2"})
