"""Questions of QTI 1.2, 2.x and 3.0, as real systems write them."""

from fractions import Fraction

import pytest

from elearn.content.questions.choices import ChoiceQuestion
from elearn.content.questions.cloze import Cloze
from elearn.content.questions.contract import Question
from elearn.content.questions.matching import Matching
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.number import Number
from elearn.content.questions.short_text import ShortText
from elearn.exchange.importing import form_of
from elearn.exchange.notes import UnreadableFile, Verdict
from elearn.exchange.sentences import worded
from tests.exchange.importer import brought, questions, reasons
from tests.exchange.qti_files import ITEM, PNG, QTI, TEST, sample_package, zipped

CANVAS = (QTI / "canvas.xml").read_bytes()
SPECIFICATION = (QTI / "specification.xml").read_bytes()


def by_code(data: bytes) -> dict[str, Question]:
    """The questions that come in."""
    return {one.code: one for one in questions(data, "qti")}


@pytest.mark.parametrize(
    ("data", "brought_in", "refused"),
    [(CANVAS, 9, 2), (SPECIFICATION, 4, 1), (sample_package("v21"), 5, 3), (sample_package("v30"), 4, 0)],
)
def test_everything_in_a_file_comes_in_or_is_refused_with_a_reason(
    data: bytes, brought_in: int, refused: int
):
    report = brought(data, "qti").report

    assert (report.imported, report.refused) == (brought_in, refused)
    for item in report.items:
        assert item.id
        assert item.verdict is Verdict.IMPORTED or all(worded(note) for note in item.notes)


@pytest.mark.parametrize("data", [CANVAS, SPECIFICATION, sample_package("v21"), sample_package("v30")])
def test_the_same_file_twice_adds_nothing(data: bytes):
    first = brought(data, "qti")
    assert first.document is not None

    assert brought(data, "qti", existing=first.document.encode()).document is None


def test_a_canvas_quiz_keeps_kinds_points_and_feedback():
    found = by_code(CANVAS)

    assert [one.KIND for one in found.values()] == [
        "single-choice",
        "true-false",
        "multiple-choice",
        "short-text",
        "matching",
        "number",
        "essay",
        "cloze",
        "cloze",
    ]
    first = found["ga01"]
    assert isinstance(first, ChoiceQuestion)
    assert [one.feedback for one in first.choices] == ["", "Itu untuk tamu.", ""]
    assert (first.explanation, first.when_right, first.when_wrong) == (
        "Agenda mencatat semua surat.",
        "Tepat.",
        "Baca lagi bagian agenda.",
    )
    assert [str(one.points) for one in found.values()] == ["2", "1", "3", "1", "2", "1", "10", "2", "2"]


def test_canvas_marks_several_answers_all_or_nothing():
    several = by_code(CANVAS)["ga03"]

    assert isinstance(several, MultipleChoice)
    assert several.partial_credit is False
    assert [one.is_right for one in several.choices] == [True, True, False]


def test_names_in_brackets_become_gaps():
    menus, typed = by_code(CANVAS)["ga08"], by_code(CANVAS)["ga09"]

    assert isinstance(menus, Cloze)
    assert isinstance(typed, Cloze)
    assert [blank.options for blank in menus.blanks] == [("statis", "aktif"), ("depo", "meja")]
    assert typed.blanks[0].right == ("95", "sembilan puluh lima")


def test_a_section_of_canvas_becomes_a_section():
    assert "# Istilah" in (brought(CANVAS, "qti").document or "")


def test_forms_of_the_specification_and_of_blackboard():
    found = list(by_code(SPECIFICATION).values())

    matching, cloze, ordering, choice = found
    assert isinstance(matching, Matching)
    assert [(pair.left, pair.right) for pair in matching.pairs] == [
        ("ANRI", "Arsip"),
        ("BKN", "Pembinaan ASN"),
    ]
    assert isinstance(cloze, Cloze)
    assert [blank.written() for blank in cloze.blanks] == ["Bandung", "Angka: 167 s.d. 168"]
    assert ordering.to_data()["items"] == ["Penciptaan", "Penggunaan", "Penyusutan"]
    assert (choice.explanation, choice.when_right, choice.when_wrong) == (
        "Tugas agendaris.",
        "Ya, tepat.",
        "Belum tepat.",
    )


def test_namespaces_prefixes_pictures_and_feedback_inside_options():
    imported = brought(sample_package("v21"), "qti")
    choice = by_code(sample_package("v21"))["pilihan"]

    assert list(imported.pictures.values()) == [PNG]
    assert isinstance(choice, ChoiceQuestion)
    assert (choice.choices[0].text, choice.choices[0].feedback) == ("Bendahara", "Ia mengurus uang.")


def test_a_mapping_pays_parts_and_takes_for_wrong_clicks():
    several = by_code(sample_package("v21"))["jamak"]

    assert several.partial_credit is True
    assert str(several.points) == "2"


def test_interactions_in_a_sentence_become_gaps():
    found = by_code(sample_package("v21"))
    sentence, gaps = found["kalimat"], found["celah"]

    assert isinstance(sentence, Cloze)
    assert [blank.written() for blank in sentence.blanks][1:] == [
        "Angka: 2018",
        " [x] Presiden | [ ] Menteri ",
    ]
    assert isinstance(gaps, Cloze)
    assert [blank.right for blank in gaps.blanks] == [("musim hujan",), ("musim panas",)]
    assert any("bobot" in one for one in reasons(sample_package("v21"), "qti"))


def test_a_number_keeps_tolerance_unit_and_closing_words():
    number = by_code(sample_package("v21"))["angka"]

    assert isinstance(number, Number)
    assert number.key.written() == "64 ± 0,5 persen"
    assert (number.when_right, number.when_wrong) == ("Tepat.", "Hitung lagi.")


def item(declarations: str, body: str, processing: str = "", more: str = "") -> bytes:
    """An item of 2.1."""
    return (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="satu" title="Satu"'
        f' adaptive="false" timeDependent="false">{declarations}<itemBody>{body}</itemBody>{processing}{more}'
        "</assessmentItem>"
    ).encode()


ABC = "".join(f'<simpleChoice identifier="{one}">Pilihan {one}</simpleChoice>' for one in "ABC")
SINGLE = (
    '<responseDeclaration identifier="R" cardinality="single" baseType="identifier">{}</responseDeclaration>'
)
CHOICE = f'<p>Mana?</p><choiceInteraction responseIdentifier="R" maxChoices="1">{ABC}</choiceInteraction>'


def rule(ident: str, score: str) -> str:
    """A rule for one option."""
    return (
        '<responseCondition><responseIf><match><variable identifier="R"/><baseValue baseType="identifier">'
        f"{ident}</baseValue></match>"
        f'<setOutcomeValue identifier="SCORE"><baseValue baseType="float">{score}</baseValue>'
        "</setOutcomeValue></responseIf></responseCondition>"
    )


def test_credits_written_as_rules_are_found_by_trying():
    rules = f"<responseProcessing>{rule('A', '2')}{rule('C', '1')}</responseProcessing>"
    (one,) = questions(item(SINGLE.format(""), CHOICE, rules), "qti")

    assert isinstance(one, ChoiceQuestion)
    assert [choice.credit for choice in one.choices] == [1, 0, Fraction(1, 2)]
    assert str(one.points) == "2"


def test_rules_that_nobody_knows_leave_the_declared_key_and_are_told():
    rules = "<responseProcessing><customOperator/></responseProcessing>"
    key = SINGLE.format("<correctResponse><value>B</value></correctResponse>")
    data = item(key, CHOICE, rules)
    (one,) = questions(data, "qti")

    assert isinstance(one, ChoiceQuestion)
    assert [choice.is_right for choice in one.choices] == [False, True, False]
    assert "dipakai kunci yang tertulis" in reasons(data, "qti")[0]


def test_a_choice_without_a_key_is_a_survey():
    (one,) = questions(item(SINGLE.format(""), CHOICE), "qti")

    assert one.KIND == "survey"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (item("", "<p>Hanya teks.</p>"), "hanya teks"),
        (item("", CHOICE + CHOICE), "2 interaksi"),
        (item("", '<p>x <hottextInteraction responseIdentifier="R"/></p>'), "hottext"),
        (item("<templateDeclaration/>", CHOICE), "berubah-ubah"),
    ],
)
def test_what_ours_cannot_say_is_refused_with_a_reason(data: bytes, reason: str):
    with_reason = reasons(data, "qti")

    assert len(with_reason) == 1
    assert reason in with_reason[0]


def test_a_lone_field_in_the_middle_of_a_sentence_is_a_gap():
    declared = (
        '<responseDeclaration identifier="R" cardinality="single" baseType="string">'
        "<correctResponse><value>Bandung</value></correctResponse></responseDeclaration>"
    )
    field = '<textEntryInteraction responseIdentifier="R"/>'
    (inside,) = questions(item(declared, f"<p>Ibu kota Jawa Barat adalah {field}, bukan?</p>"), "qti")
    (apart,) = questions(item(declared, f"<p>Ibu kota Jawa Barat?</p><p>{field}</p>"), "qti")

    assert isinstance(inside, Cloze)
    assert isinstance(apart, ShortText)


def test_a_test_orders_and_groups_its_items():
    second = ITEM.replace("tiga-pilihan", "kedua").replace("Arsip vital", "Arsip lain")
    sections = (
        '<assessmentSection identifier="a" title="Satu" visible="true"><selection select="1"/>'
        '<assessmentItemRef identifier="k" href="b.xml"/></assessmentSection>'
        '<assessmentSection identifier="b" title="Dua/Tiga" visible="true">'
        '<assessmentItemRef identifier="l" href="a.xml"/></assessmentSection>'
    )
    data = zipped({"a.xml": ITEM, "b.xml": second, "test.xml": TEST % sections})
    document = brought(data, "qti").document or ""

    assert document.index("# Satu") < document.index("Kode: kedua") < document.index("# Dua/Tiga")
    assert "(ambil 1)" in reasons(data, "qti")[0]


def test_an_item_that_the_manifest_promises_and_the_package_lacks_is_refused():
    manifest = (
        '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources><resource identifier="a"'
        ' type="imsqti_item_xmlv2p1" href="a.xml"/><resource identifier="b" type="imsqti_item_xmlv2p1"'
        ' href="hilang.xml"/></resources></manifest>'
    )
    report = brought(zipped({"imsmanifest.xml": manifest, "a.xml": ITEM}), "qti").report

    assert (report.imported, report.refused) == (1, 1)
    assert report.items[1].id == "hilang.xml"


def test_canvas_writes_each_quiz_twice_and_it_comes_in_once():
    data = zipped({"g1/assessment_qti.xml": CANVAS, "non_cc_assessments/g1.xml.qti": CANVAS})

    assert brought(data, "qti").report.imported == 9


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xml", CANVAS),
        ("a.xml", ITEM.encode()),
        ("a.txt", SPECIFICATION),
        ("a.zip", sample_package("v30")),
        ("a", sample_package("v21")),
    ],
)
def test_the_format_is_recognised(name: str, data: bytes):
    assert form_of(name, data) == "qti"


def test_another_xml_is_told_to_be_none():
    with pytest.raises(UnreadableFile) as raised:
        brought("<quiz/>", "qti")

    assert "<quiz>" in worded(raised.value.note)


def test_a_thousand_items_come_in():
    many = [CANVAS[CANVAS.index(b'<item ident="ga04"') : CANVAS.index(b'<item ident="ga05"')]] * 1000
    items = b"".join(
        one.replace(b"ga04", b"s%d" % at).replace(b"Singkatan", b"Soal %d:" % at)
        for at, one in enumerate(many)
    )
    data = b"<questestinterop><objectbank ident='x'>" + items + b"</objectbank></questestinterop>"

    assert brought(data, "qti").report.imported == 1000
