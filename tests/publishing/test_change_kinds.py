"""What counts as spelling and what as other content."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.publishing.actions import PublishReport
from elearn.publishing.change_kinds import _says_something
from elearn.releases.change_kind import CourseChangeKind
from elearn.releases.text_changes import word_changes
from tests.publishing.samples import COURSE, MODULE, QUIZ, SVG, course_files

Write = Callable[[dict[str, str]], None]
Publish = Callable[..., PublishReport]
COURSE_PATH = "modules/loket-ramah/course.md"
MODULE_PATH = "modules/loket-ramah/01-loket.md"
QUIZ_PATH = "quizzes/loket-ramah/kuis-loket.md"
MODULE_TEXT = MODULE.replace("CODE", "loket-ramah")
LONG = "".join(
    f"\nPetugas {name} menyapa warga yang datang ke loket lalu menanyakan keperluannya dengan sopan.\n"
    for name in ("Adi", "Budi", "Citra", "Dewi", "Eka", "Fajar", "Gita", "Hadi")
)


@pytest.fixture
def kind_of(write: Write, publish_now: Publish) -> Callable[[dict[str, str]], str]:
    """kind_of(changed files): the kind of change from the sample course to one with these files."""
    write(course_files() | {MODULE_PATH: MODULE_TEXT + LONG} | course_files("arsip-rapi"))
    publish_now()

    def kind(changed: dict[str, str]) -> str:
        write(changed)
        (impact,) = publish_now(dry_run=True, note="Diperbaiki.").impacts
        assert impact.change.course == "loket-ramah"
        return impact.change.kind.value

    return kind


def module(old: str, new: str) -> dict[str, str]:
    assert old in MODULE_TEXT + LONG
    return {MODULE_PATH: (MODULE_TEXT + LONG).replace(old, new, 1)}


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(module("menanyakan keperluannya", "menanyakan  keperluanya"), id="a typing error"),
        pytest.param(module("dengan sopan.", "dengan sopan,"), id="a full stop"),
        pytest.param(module("## Antrean", "## Antrian"), id="a title"),
        pytest.param(module("dimulai", "**dimulai**"), id="bold"),
        pytest.param(module("dimulai", "di mulai"), id="one word as two"),
        pytest.param(module("warga yang datang", "warga datang"), id="a word that says nothing"),
        pytest.param({QUIZ_PATH: QUIZ.replace("Nomor antrean.", "Nomer antrean.")}, id="an explanation"),
        pytest.param({QUIZ_PATH: QUIZ.replace("- [ ] Kursi", "- [ ] Kursii")}, id="a wrong option"),
        pytest.param(
            {
                COURSE_PATH: COURSE.format(code="loket-ramah", status="terbit").replace(
                    "2026-11-01", "2026-11-02"
                )
            },
            id="the day of the review",
        ),
    ],
)
def test_a_little_wording_is_spelling(
    kind_of: Callable[[dict[str, str]], str], changed: dict[str, str]
) -> None:
    assert kind_of(changed) == "spelling"


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(module("yang datang", "dan 3 anak datang"), id="a number"),
        pytest.param(module("Warga mengambil", "Warga tidak mengambil"), id="a negation"),
        pytest.param(module("salam", "senyum"), id="another word"),
        pytest.param(module("mengambil nomor antrean", "mengambil karcis di mesin"), id="other words"),
        pytest.param(module("dengan sopan", "dengan sopan sekali"), id="one word more"),
        pytest.param(module("jp: 1", "jp: 2"), id="JP"),
        pytest.param(module("Peserta mampu menyapa", "Peserta mampu melayani"), id="an objective"),
        pytest.param(
            module("\nWarga mengambil", "\nDatanglah pagi hari sekali.\n\nWarga mengambil"), id="a paragraph"
        ),
        pytest.param(
            module("## Antrean {#antrean}", "## Baru {#baru}\n\nIsi.\n\n## Antrean {#antrean}"),
            id="a section",
        ),
        pytest.param({QUIZ_PATH: QUIZ.replace("- [ ] Kursi", "- [x] Kursi")}, id="a key"),
        pytest.param({QUIZ_PATH: QUIZ.replace("judul: Kuis", "lulus: 80%\njudul: Kuis")}, id="the pass mark"),
        pytest.param(
            {QUIZ_PATH: QUIZ + "\n## Lagi?\nKode: loket-02\n\n- [x] Ya\n- [ ] Tidak\n"}, id="a question"
        ),
        pytest.param(
            {
                COURSE_PATH: COURSE.format(code="loket-ramah", status="terbit").replace(
                    "UU 25/2009", "UU 26/2009"
                )
            },
            id="the legal basis",
        ),
        pytest.param({"modules/loket-ramah/gambar/alur.svg": SVG.replace("Alur", "Arah")}, id="a picture"),
    ],
)
def test_whatever_says_something_else_is_content(
    kind_of: Callable[[dict[str, str]], str], changed: dict[str, str]
) -> None:
    assert kind_of(changed) == "content"


def test_many_small_changes_are_another_text(kind_of: Callable[[dict[str, str]], str]) -> None:
    text = (MODULE_TEXT + LONG).replace("sopan", "sopann").replace("Petugas", "Pettugas")
    assert text.count("sopann") == 8
    assert kind_of({MODULE_PATH: text}) == "content"


def test_the_author_knows_better(write: Write, publish_now: Publish) -> None:
    write(course_files() | course_files("arsip-rapi"))
    publish_now()
    write({MODULE_PATH: MODULE_TEXT.replace("dimulai", "dimulaii")})
    kinds = {"loket-ramah": CourseChangeKind.RELEARN}
    (impact,) = publish_now(dry_run=True, kinds=kinds).impacts
    assert (impact.change.kind, impact.change.is_authors_word) == (CourseChangeKind.RELEARN, True)


@given(
    before=st.lists(st.sampled_from(["warga", "loket", "5", "lima", "tidak"]), max_size=6),
    number=st.integers(0, 99),
    at=st.integers(0, 6),
)
def test_a_changed_number_is_never_spelling(before: list[str], number: int, at: int) -> None:
    after = [*before[:at], f"{number},5", *before[at:]]
    changes = word_changes([" ".join(before)], [" ".join(after)])
    assert any(_says_something(one) for one in changes)


@given(st.lists(st.sampled_from(["Warga", "loket,", "dan", "tidak", "5", "Mei"]), min_size=1, max_size=8))
def test_commas_and_capitals_alone_say_nothing(words: list[str]) -> None:
    after = [f"{word.rstrip(',')}," for word in words]
    changes = word_changes([" ".join(words)], [" ".join(after)])
    assert not any(_says_something(one) for one in changes)
