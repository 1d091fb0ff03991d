"""A module file: front matter, sections of one screen each, minutes, practice tasks, checks on the spot."""

from decimal import Decimal

import pytest

from elearn.content.course import Module
from elearn.content.minutes import Pace
from elearn.content.module_files import read_module
from elearn.problems import Problem

PATH = "modules/spbe/01-dasar-spbe.md"
MATTER = "---\njudul: Dasar SPBE\njp: 1,5\n---\n\n"


def read(body: str, matter: str = MATTER) -> tuple[Module | None, tuple[Problem, ...]]:
    """What reading a module with this body gives."""
    return read_module((matter + body).encode(), PATH)


def module(body: str, matter: str = MATTER) -> Module:
    """The module, which reads without a problem."""
    got, problems = read(body, matter)
    assert problems == ()
    assert got is not None
    return got


def rules(body: str, matter: str = MATTER) -> list[str]:
    """The rules that a module with this body breaks."""
    return [problem.rule for problem in read(body, matter)[1]]


def test_each_second_level_heading_is_a_section_with_its_own_code():
    got = module(
        "## Apa itu SPBE {#apa-itu}\n\nTeks.\n\n### Rinci\n\nLagi.\n\n## Mengapa {#mengapa}\n\nSebab.\n"
    )

    assert [(section.code, section.title) for section in got.sections] == [
        ("apa-itu", "Apa itu SPBE"),
        ("mengapa", "Mengapa"),
    ]
    assert got.sections[0].source.strip() == "Teks.\n\n### Rinci\n\nLagi."


def test_a_section_knows_where_its_source_stands_in_the_file():
    got = module("## Satu {#satu}\nBaris pertama.\n")
    lines = got.source.decode().split("\n")

    assert lines[got.sections[0].line_offset] == got.sections[0].source == "Baris pertama."


def test_the_code_is_the_file_name_without_its_number():
    assert module("## A {#a}\n\nTeks.\n").code == "dasar-spbe"


def test_front_matter_in_indonesian_and_english_means_the_same():
    indonesian = module(
        "## A {#a}\n\nTeks.\n", "---\njudul: X\ntujuan:\n- (K) Melayani\nkuis: akhir\nstatus: draf\n---\n"
    )
    english = module(
        "## A {#a}\n\nTeks.\n",
        "---\ntitle: X\nobjectives:\n- (K) Melayani\nquiz: akhir\nstatus: draft\n---\n",
    )

    assert (indonesian.title, indonesian.objectives, indonesian.quiz, indonesian.status) == (
        english.title,
        english.objectives,
        english.quiz,
        english.status,
    )
    assert indonesian.objectives[0].domain == "K"


def test_jp_is_read_with_a_decimal_comma_and_a_point_is_mended():
    assert module("## A {#a}\n\nTeks.\n").jp == Decimal("1.5")
    assert "K-117" in rules("## A {#a}\n\nTeks.\n", "---\njudul: X\njp: 1.5\n---\n")


def test_minutes_come_from_words_figures_and_questions():
    words = " ".join(["kata"] * 300)
    assert module(f"## A {{#a}}\n\n{words}\n").minutes == 2
    figures = "\n\n".join(["![Gambar satu](gambar/a.svg)"] * 5)
    assert module(f"## A {{#a}}\n\n{words}\n\n{figures}\n").minutes == 3
    check = "[Cek](../../quizzes/spbe/latihan.md#satu)"
    assert module(f"## A {{#a}}\n\n{words}\n\n{check}\n").minutes == 3


def test_another_pace_gives_other_minutes():
    body = f"{MATTER}## A {{#a}}\n\n{' '.join(['kata'] * 300)}\n"
    got, _ = read_module(body.encode(), PATH, pace=Pace(words_per_minute=100))

    assert got is not None
    assert got.minutes == 3


def test_a_section_over_15_minutes_is_told_and_over_30_refused():
    assert rules(f"## A {{#a}}\n\n{' '.join(['kata'] * 150 * 16)}\n") == ["K-350"]
    assert "K-306" in rules(f"## A {{#a}}\n\n{' '.join(['kata'] * 150 * 31)}\n")


def test_a_lone_link_to_a_quiz_is_a_check_on_the_spot():
    links = "[Cek pemahaman](../../quizzes/spbe/01-latihan.md#satu)\n\n[Cek](kuis.md#dua)\n"
    got = module(f"## A {{#a}}\n\nTeks.\n\n{links}")
    checks = got.sections[0].checks

    assert [(check.quiz, check.question) for check in checks] == [("latihan", "satu"), ("kuis", "dua")]
    assert got.sections[0].source.split("\n")[checks[0].line - 1].startswith("[Cek pemahaman]")


def test_a_link_to_a_module_beside_or_within_a_sentence_is_only_a_link():
    links = "[Lihat](02-lanjut.md#b)\n\nBaca [ini](../../quizzes/spbe/latihan.md#satu) dulu.\n"
    body = f"{MATTER}## A {{#a}}\n\n{links}"
    got, _ = read_module(body.encode(), PATH, siblings=["02-lanjut.md"])

    assert got is not None
    assert got.sections[0].checks == ()


def test_a_practice_task_names_evidence_confirmer_and_time():
    lines = "Bukti: foto papan\nKonfirmasi: atasan\nWaktu: 45 menit\n"
    section = module(f"## Tugas praktik {{#tugas}}\n\nUkur waktu layanan.\n\n{lines}").sections[0]

    assert section.practice_task is not None
    assert section.practice_task.evidence == "foto papan"
    assert section.practice_task.confirmer == "supervisor"
    assert section.minutes == 46


def test_a_practice_task_without_evidence_or_confirmer_is_refused():
    assert rules("## Tugas praktik {#tugas}\n\nUkur waktu.\n").count("K-309") == 2
    assert "K-413" in rules("## Tugas praktik {#t}\n\nUkur.\n\nBukti: foto\nKonfirmasi: tetangga\n")
    assert "K-413" in rules(
        "## Tugas praktik {#t}\n\nUkur.\n\nBukti: foto\nKonfirmasi: atasan\nWaktu: nanti\n"
    )


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("Teks lepas.\n\n## A {#a}\n\nTeks.\n", "K-301"),
        ("# Judul\n\n## A {#a}\n\nTeks.\n", "K-302"),
        ("Teks saja.\n", "K-303"),
        ("## A {#a}\n\n## B {#b}\n\nTeks.\n", "K-304"),
        ("## A {#a}\n\n#### Terlalu dalam\n\nTeks.\n", "K-305"),
        ("## A {#a}\n\nSatu.\n\n## B {#a}\n\nDua.\n", "K-307"),
        ("## A {#Kode Salah}\n\nTeks.\n", "K-131"),
        ("## A {#A}\n\nTeks.\n", "K-131"),
        ("##A\n\nTeks.\n", "K-130"),
        ("## A {#a}\n\nTeks\n---\n", "K-124"),
        ("## A {#a}\n\n```\nkode\n", "K-405"),
        ("## A {#a}\n\n<!-- komentar\n", "K-406"),
    ],
)
def test_a_faulty_outline_is_refused(body: str, rule: str):
    got, problems = read(body)

    assert rule in [problem.rule for problem in problems]
    assert got is None or rule == "K-131"


def test_a_section_without_code_is_told_and_has_one_all_the_same():
    got, problems = read("## Apa itu SPBE?\n\nTeks.\n")

    assert got is not None
    assert got.sections[0].code == "apa-itu-spbe"
    assert [problem.rule for problem in problems] == ["K-351"]


def test_headings_inside_code_make_no_section():
    assert len(module("## A {#a}\n\n```\n## B\n```\n").sections) == 1


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "K-402"),
        (b" \n\n", "K-402"),
        ("---\njudul: é\n---\n".encode("cp1252"), "K-403"),
        ("---\njudul: a\n---\n".encode("utf-16"), "K-403"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "K-403"),
        (b"---\njudul: a\x00\n---\n", "K-404"),
        (b"x" * (1024 * 1024 + 1), "K-401"),
        (b"## A\n" * 20_001, "K-433"),
        (b"---\njudul: a\n", "K-410"),
        (b"---\njudul: a\njudul: b\n---\n", "K-412"),
        (b"---\njudul: a\n!!python/object:os.system\n---\n", "K-415"),
        (b"---\nkode: a\n---\n", "K-414"),
    ],
)
def test_a_broken_file_is_one_problem_and_never_an_exception(data: bytes, rule: str):
    got, problems = read_module(data, PATH)

    assert got is None
    assert rule in [problem.rule for problem in problems]


def test_the_place_of_a_wrong_byte_is_told():
    _, problems = read_module(b"---\njudul: abc\xe9\n---\n", PATH)

    assert (problems[0].place.line, problems[0].place.column) == (2, 11)


def test_a_byte_order_mark_and_windows_line_ends_change_nothing():
    text = f"{MATTER}## A {{#a}}\n\nTeks.\n"
    plain, _ = read_module(text.encode(), PATH)
    windows, problems = read_module(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), PATH)

    assert problems == ()
    assert plain is not None
    assert windows is not None
    assert windows.sections == plain.sections


def test_hostile_brackets_and_nesting_are_refused():
    assert "K-407" in rules("## A {#a}\n\n" + "![[]()" * 1000)
    assert "K-408" in rules("## A {#a}\n\n" + ">" * 500 + " dalam\n")
    assert "K-408" in rules("## A {#a}\n\n" + "- " * 500 + "dalam\n")
    assert "K-409" in rules("## A {#a}\n\n" + "a" * 20_001)


def test_yaml_that_bombs_elsewhere_is_only_text_here():
    bomb = "a: &a [x,x]\nb: &b [*a,*a]\n"
    assert rules("## A {#a}\n\nTeks.\n", f"---\njudul: X\n{bomb}---\n") == ["K-411", "K-411"]
