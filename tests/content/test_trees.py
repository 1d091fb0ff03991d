"""Courses and quizzes together: what is wrong between files, and what a broken file must not do to others."""

from datetime import date
from decimal import Decimal

import pytest

from elearn.content.tree import ContentTree, CourseReading, TreeFiles, assemble
from elearn.problems import Problem

TODAY = date(2026, 11, 22)
COURSE = """---
judul: SPBE
status: terbit
ditinjau: 2026-06-01
---

## Mengapa ini penting

Untuk warga.
"""
MODULE = "---\njudul: Dasar\nkuis: akhir\n---\n\n## Pengantar {#pengantar}\n\nTeks pendek.\n"
QUESTION = "## Apa?\nKode: q1 | Rujukan: dasar#pengantar\n\n- [x] A\n- [ ] B\n\n> **Pembahasan:** ya.\n"
QUIZ = f"---\njudul: Akhir\n---\n\n{QUESTION}"
PRACTICE = f"---\njudul: Latihan\njenis: latihan\n---\n\n{QUESTION}"

GOOD = {
    "modules/spbe/course.md": COURSE,
    "modules/spbe/01-dasar.md": MODULE,
    "quizzes/spbe/akhir.md": QUIZ,
}


def tree(changes: dict[str, str] | None = None, attachments: dict[str, int] | None = None) -> ContentTree:
    """A sound tree with some files changed."""
    files = {path: text.encode() for path, text in {**GOOD, **(changes or {})}.items() if text}
    return assemble(TreeFiles(documents=files, attachments=attachments or {}), today=TODAY)


def reading(
    changes: dict[str, str] | None = None, attachments: dict[str, int] | None = None
) -> CourseReading:
    """The course of that tree."""
    return tree(changes, attachments).courses["spbe"]


def problems_of(changes: dict[str, str], attachments: dict[str, int] | None = None) -> list[Problem]:
    """The problems of that course."""
    return list(reading(changes, attachments).problems)


def rules(changes: dict[str, str], attachments: dict[str, int] | None = None) -> list[str]:
    """The rules that course breaks."""
    return [one.rule for one in problems_of(changes, attachments)]


def course(**keys: str) -> dict[str, str]:
    """course.md with more keys."""
    lines = "".join(f"{key.replace('_', '-')}: {value}\n" for key, value in keys.items())
    return {"modules/spbe/course.md": COURSE.replace("status: terbit\n", f"status: terbit\n{lines}")}


def section(text: str) -> dict[str, str]:
    """The module with this text in its section."""
    return {"modules/spbe/01-dasar.md": MODULE.replace("Teks pendek.", f"Teks pendek.\n\n{text}")}


def test_a_sound_course_has_no_problem():
    got = reading()

    assert got.problems == ()
    assert got.course is not None
    assert [module.code for module in got.course.modules] == ["dasar"]
    assert list(got.quizzes) == ["akhir"]


def test_a_course_with_an_error_is_kept_back_but_can_be_previewed():
    got = reading({"quizzes/spbe/akhir.md": QUIZ.replace("[x]", "[ ]")})

    assert got.course is None
    assert got.draft is not None


def test_one_broken_course_does_not_hold_up_another():
    got = tree({"modules/lain/course.md": "rusak", "modules/lain/01-a.md": "\0"})

    assert got.courses["lain"].course is None
    assert got.courses["spbe"].course is not None


def test_a_broken_module_casts_no_blame_on_the_quiz_that_points_at_it():
    found = problems_of({"modules/spbe/01-dasar.md": MODULE.replace("## Pengantar", "##Pengantar")})

    assert {one.place.path for one in found} == {"modules/spbe/01-dasar.md"}


def test_a_broken_quiz_casts_no_blame_on_the_module_that_names_it():
    found = problems_of({"quizzes/spbe/akhir.md": "---\nkode: akhir\n"})

    assert {one.place.path for one in found} == {"quizzes/spbe/akhir.md"}


@pytest.mark.parametrize("reference", ["dasar#lain", "tiada#pengantar", "lain/dasar#pengantar"])
def test_a_reference_that_leads_nowhere_is_caught(reference: str):
    assert "K-501" in rules({"quizzes/spbe/akhir.md": QUIZ.replace("dasar#pengantar", reference)})


def test_a_reference_to_another_course_is_followed():
    other = {"modules/lain/course.md": COURSE, "modules/lain/01-x.md": MODULE.replace("kuis: akhir\n", "")}
    quiz = QUIZ.replace("dasar#pengantar", "lain/x#pengantar")

    assert rules({**other, "quizzes/spbe/akhir.md": quiz}) == ["K-550"]


def test_a_module_whose_quiz_is_missing_is_caught_with_the_nearest():
    (problem,) = problems_of({"modules/spbe/01-dasar.md": MODULE.replace("kuis: akhir", "kuis: akhr")})

    assert problem.rule == "K-502"
    assert 'Maksud Anda "akhir"?' in problem.hint()


def test_a_check_on_the_spot_may_only_use_a_practice_quiz():
    link = section("[Cek](../../quizzes/spbe/akhir.md#q1)")
    assert rules(link) == ["K-504"]

    link = section("[Cek](../../quizzes/spbe/01-latih.md#q1)")
    assert rules({**link, "quizzes/spbe/01-latih.md": PRACTICE}) == []


def test_a_check_names_the_quiz_by_its_code_whatever_its_file_is_called():
    link = section("[Cek](../../quizzes/spbe/01-latih.md#q1)")
    got = reading({**link, "quizzes/spbe/01-latih.md": PRACTICE.replace("jenis:", "kode: cek\njenis:")})

    assert got.course is not None
    assert got.course.modules[0].sections[0].checks[0].quiz == "cek"


def test_a_check_whose_question_or_quiz_is_missing_is_caught():
    assert rules({**section("[Cek](../../quizzes/spbe/latih.md#q9)"), "quizzes/spbe/latih.md": PRACTICE}) == [
        "K-503"
    ]
    assert rules(section("[Cek](../../quizzes/spbe/tiada.md#q1)")) == ["K-502"]


def test_images_must_exist_be_small_and_have_words():
    image = section("![Alur](gambar/alur.svg)")
    assert rules(image) == ["K-420"]
    assert rules(image, {"modules/spbe/gambar/alur.svg": 900}) == []
    assert rules(image, {"modules/spbe/gambar/alur.svg": 900_000}) == ["K-427"]
    assert rules(section("![](gambar/alur.svg)"), {"modules/spbe/gambar/alur.svg": 9}) == ["K-450"]


def test_an_image_that_differs_only_in_case_is_guessed():
    (problem,) = problems_of(section("![Alur](gambar/Alur.svg)"), {"modules/spbe/gambar/alur.svg": 900})

    assert 'Maksud Anda "alur.svg"?' in problem.hint()


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        ("https://contoh.go.id/a.png", "K-421"),
        ("//contoh.go.id/a.png", "K-430"),
        ("data:image/png;base64,xx", "K-430"),
        ("file:///etc/passwd", "K-430"),
        ("/etc/passwd", "K-422"),
        ("../../../../etc/passwd", "K-422"),
        ("%2e%2e/%2e%2e/%2e%2e/etc/passwd", "K-422"),
        ("..%5c..%5cetc", "K-422"),
        ("../lain/gambar/a.png", "K-422"),
        ("gambar/a.exe", "K-429"),
    ],
)
def test_an_image_from_outside_is_refused(target: str, rule: str):
    assert rules(section(f"![Gambar]({target})")) == [rule]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[a](https://peraturan.go.id)", []),
        ("[a](mailto:a@b.go.id)", []),
        ("[a](#pengantar)", []),
        ("[a](01-dasar.md#pengantar)", []),
        ("[a](course.md)", []),
        ("`[a](tiada.md)`", []),
        ("Baca [a](tiada.md).", ["K-423"]),
        ("Baca [a](01-dasar.md#tiada).", ["K-424"]),
        ("[a](#tiada)", ["K-424"]),
        ("[a](javascript:alert(1))", ["K-430"]),
        ("[a](../../../rahasia.md)", ["K-422"]),
    ],
)
def test_links_lead_somewhere_or_are_caught(link: str, expected: list[str]):
    assert rules(section(link)) == expected


def test_two_files_with_one_code_are_refused_with_both_names():
    (problem,) = [one for one in problems_of({"modules/spbe/02-dasar.md": MODULE}) if one.rule == "K-312"]

    assert problem.values["first"] == "modules/spbe/01-dasar.md"
    assert problem.values["second"] == "modules/spbe/02-dasar.md"


def test_two_courses_with_one_code_are_refused():
    got = tree(
        {
            "modules/lain/course.md": COURSE.replace("judul:", "kode: spbe\njudul:"),
            "modules/lain/01-a.md": MODULE,
        }
    )

    assert "K-312" in [one.rule for one in got.all_problems]


def test_a_module_and_a_quiz_may_not_share_a_code():
    assert "K-514" in rules({"quizzes/spbe/dasar.md": QUIZ})


def test_bank_is_no_name_for_a_course():
    got = tree(
        {"modules/x/course.md": COURSE.replace("judul:", "kode: bank\njudul:"), "modules/x/01-a.md": MODULE}
    )
    assert "K-313" in [one.rule for one in got.all_problems]


def test_prerequisites_that_are_missing_or_go_in_a_circle_are_caught():
    assert rules(course(prasyarat="tiada")) == ["K-506"]
    other = {
        "modules/b/course.md": COURSE.replace("status:", "prasyarat: spbe\nstatus:"),
        "modules/b/01-x.md": MODULE,
    }
    found = problems_of({**course(prasyarat="b"), **other})

    assert [one.rule for one in found] == ["K-507"]
    assert found[0].values["circle"] == "spbe → b → spbe"


def test_completion_by_post_test_needs_one():
    assert rules(course(kelulusan="semua-modul, pascates")) == ["K-511"]
    assert rules(course(kelulusan="pascates", pascates="tiada")) == ["K-508"]
    assert rules(course(kelulusan="tugas-praktik")) == ["K-512"]


def test_an_old_legal_basis_and_an_old_review_are_told():
    assert rules(course(berlaku_sampai="2026-01-01")) == ["K-353"]
    old = {"modules/spbe/course.md": COURSE.replace("2026-06-01", "2025-11-22")}
    assert rules(old) == ["K-354"]
    assert rules({"modules/spbe/course.md": COURSE.replace("2026-06-01", "2025-11-23")}) == []
    assert rules({"modules/spbe/course.md": COURSE.replace("ditinjau: 2026-06-01\n", "")}) == ["K-357"]


def test_a_course_that_does_not_say_why_it_matters_is_told():
    assert rules({"modules/spbe/course.md": COURSE.replace("Mengapa ini penting", "Pengantar")}) == ["K-352"]


def test_order_puts_modules_in_place_and_leaves_the_others_as_drafts():
    second = {"modules/spbe/02-lanjut.md": MODULE.replace("kuis: akhir\n", "")}
    got = reading({**course(urutan="lanjut, dasar"), **second})
    assert got.course is not None
    assert [module.code for module in got.course.published_modules] == ["lanjut", "dasar"]

    got = reading({**course(urutan="dasar"), **second})
    assert got.course is not None
    assert [module.code for module in got.course.published_modules] == ["dasar"]
    assert [one.rule for one in got.problems] == ["K-356"]
    assert rules(course(urutan="dasar, tiada")) == ["K-311"]


def test_modules_stand_in_the_order_of_their_numbers():
    more = {f"modules/spbe/{n}-m{n}.md": MODULE.replace("kuis: akhir\n", "") for n in (10, 2)}
    got = reading(more)

    assert got.course is not None
    assert [module.code for module in got.course.modules] == ["dasar", "m2", "m10"]


def test_objectives_are_read_with_their_domain_and_taken_out_of_the_introduction():
    aims = "- (P) menjelaskan SPBE\n- melayani (K)\n"
    body = f"{COURSE}\n## Tujuan\n\nSetelah mengikuti kursus ini peserta mampu:\n\n{aims}"
    got = reading({"modules/spbe/course.md": body})

    assert got.course is not None
    assert [(one.domain, one.text) for one in got.course.objectives] == [
        ("P", "menjelaskan SPBE"),
        ("K", "melayani"),
    ]
    assert "mampu" not in got.course.introduction
    assert "Untuk warga." in got.course.introduction


def test_every_key_of_a_course_has_its_meaning():
    got = reading(
        course(
            ringkasan="Singkat",
            bidang="Pelayanan",
            jenis_kompetensi="sosial-kultural",
            kompetensi="Perekat Bangsa:2, Komunikasi",
            nilai_berakhlak="Adaptif, Berorientasi Pelayanan",
            pengajar="Ani, Budi",
            mode="campuran",
            masa_berlaku="3 tahun",
            berlaku_sampai="5 Maret 2027",
            kunci="ya",
        )
    ).course

    assert got is not None
    assert (got.summary, got.category, got.competence_kind) == ("Singkat", "Pelayanan", "socio-cultural")
    assert [(one.name, one.level) for one in got.competencies] == [
        ("Perekat Bangsa", 2),
        ("Komunikasi", None),
    ]
    assert got.values == ("Adaptif", "Berorientasi Pelayanan")
    assert (got.instructors, got.mode, got.validity_months) == (("Ani", "Budi"), "blended", 36)
    assert (got.valid_until, got.locked) == (date(2027, 3, 5), True)
    assert got.completion_rule == ("all-modules",)


def test_a_bank_joins_the_quiz_that_draws_from_it():
    bank = "".join(QUESTION.replace("q1", f"b{n}") for n in range(3))
    files = {
        "quizzes/bank/istilah.md": bank,
        "quizzes/spbe/akhir.md": QUIZ.replace("---\n\n", "bank: istilah\nambil: 2\n---\n\n"),
    }
    got = reading(files)

    assert got.problems == ()
    quiz = got.quizzes["akhir"]
    assert [one.code for one in quiz.questions] == ["q1", "b0", "b1", "b2"]
    assert (quiz.question_count, quiz.total_points) == (2, Decimal(2))


def test_a_changed_bank_gives_the_quiz_another_source():
    quiz = QUIZ.replace("---\n\n", "bank: istilah\nambil: 1\n---\n\n")
    sources = {
        reading({"quizzes/bank/istilah.md": QUESTION.replace("q1", code), "quizzes/spbe/akhir.md": quiz})
        .quizzes["akhir"]
        .source
        for code in ("b1", "b2")
    }

    assert len(sources) == 2


def test_a_missing_broken_or_undrawn_bank_is_caught():
    quiz = {"quizzes/spbe/akhir.md": QUIZ.replace("---\n\n", "bank: istilah\nambil: 1\n---\n\n")}
    assert rules(quiz) == ["K-207"]
    assert rules({**quiz, "quizzes/bank/istilah.md": "rusak"}) == ["K-513"]
    undrawn = {"quizzes/spbe/akhir.md": QUIZ.replace("---\n\n", "bank: istilah\n---\n\n")}
    assert rules({**undrawn, "quizzes/bank/istilah.md": QUESTION.replace("q1", "b")}) == ["K-210"]


def test_quizzes_without_a_course_are_told():
    assert "K-515" in [one.rule for one in tree({"quizzes/yatim/a.md": QUIZ}).problems]
