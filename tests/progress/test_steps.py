"""What comes next, and what fits into a short break."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from elearn.content.course import CompletionRule
from elearn.progress import steps
from elearn.progress.standing import EnrolmentRow, SectionKey, Standing
from elearn.progress.steps import Step
from tests.sample_courses import make_course, make_module, make_section

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
LAW = make_module("hukum", "dasar", "dokumen", quiz="kuis-hukum")
SERVICE = make_module("layanan", make_section("antre", minutes=4), make_section("lapor", minutes=12))
COURSE = make_course(LAW, SERVICE)
ALL_KEYS = [SectionKey(module.code, one.code) for module in COURSE.modules for one in module.sections]


def standing(
    position: SectionKey,
    read: list[SectionKey] | None = None,
    passed: tuple[str, ...] = (),
    done: tuple[str, ...] = (),
    at: datetime = NOON,
    left_at: datetime | None = None,
) -> Standing:
    row = EnrolmentRow(course="x", started_at=NOON, left_at=left_at, position=position, last_opened_at=at)
    return Standing(
        enrolment=row, read=frozenset(read or []), passed=frozenset(passed), done_modules=frozenset(done)
    )


def name(step: Step | None) -> str | None:
    if step is None:
        return None
    return step.section.code if step.section else step.quiz


def test_a_newcomer_begins_with_the_first_section() -> None:
    assert name(steps.next_step(COURSE, Standing())) == "dasar"


def test_a_learner_resumes_at_the_exact_section_even_when_earlier_ones_are_unread() -> None:
    assert name(steps.next_step(COURSE, standing(ALL_KEYS[2]))) == "antre"


def test_a_read_section_is_followed_by_the_next_unread_one() -> None:
    assert name(steps.next_step(COURSE, standing(ALL_KEYS[0], [ALL_KEYS[0]]))) == "dokumen"


def test_after_the_last_section_of_a_module_comes_its_quiz() -> None:
    here = standing(ALL_KEYS[1], ALL_KEYS[:2])

    assert name(steps.next_step(COURSE, here)) == "kuis-hukum"
    assert name(steps.next_section(COURSE, here)) == "antre"


def test_what_was_skipped_comes_after_the_end() -> None:
    here = standing(ALL_KEYS[3], [ALL_KEYS[3]], passed=("kuis-hukum",))

    assert name(steps.next_step(COURSE, here)) == "dasar"


def test_a_module_done_long_ago_is_not_asked_for_again() -> None:
    assert name(steps.next_step(COURSE, standing(ALL_KEYS[0], done=("hukum",)))) == "antre"


def test_a_position_that_no_longer_exists_leads_to_the_beginning() -> None:
    assert name(steps.next_step(COURSE, standing(SectionKey("hukum", "dihapus")))) == "dasar"


def test_a_locked_module_is_never_the_next_step() -> None:
    locked = make_course(LAW, SERVICE, locked=True)

    assert name(steps.next_step(locked, standing(ALL_KEYS[2]))) == "dasar"
    assert name(steps.next_section(locked, standing(ALL_KEYS[1], ALL_KEYS[:2]))) is None


def test_the_posttest_comes_last() -> None:
    course = make_course(SERVICE, rule=(CompletionRule.POSTTEST,), posttest="pascates")
    step = steps.next_step(course, standing(ALL_KEYS[3], ALL_KEYS[2:]))

    assert name(step) == "pascates"
    assert step is not None and step.module is None


def test_pressing_next_leads_to_the_quiz_unless_it_is_passed() -> None:
    assert name(steps.following(COURSE, ALL_KEYS[0], ())) == "dokumen"
    assert name(steps.following(COURSE, ALL_KEYS[1], ())) == "kuis-hukum"
    assert name(steps.following(COURSE, ALL_KEYS[1], ("kuis-hukum",))) == "antre"
    assert steps.following(COURSE, ALL_KEYS[3], ()) is None


def test_ten_minutes_show_begun_courses_first_and_the_latest_on_top() -> None:
    old, new, fresh = (make_course(SERVICE, code=code) for code in ("lama", "baru", "belum"))
    standings = {
        "lama": standing(ALL_KEYS[2], at=NOON),
        "baru": standing(ALL_KEYS[2], at=NOON + timedelta(days=1)),
    }

    found = steps.fitting_sections([fresh, old, new], standings, minutes=10)

    assert [(one.course.code, one.section.code) for one in found] == [
        ("baru", "antre"),
        ("lama", "antre"),
        ("belum", "antre"),
    ]


def test_a_course_that_was_left_or_finished_is_not_pressed_upon_anyone() -> None:
    left = standing(ALL_KEYS[3], left_at=NOON)
    finished = Standing(completed_at=NOON)

    assert [f.course.code for f in steps.fitting_sections([COURSE], {"adminduk": finished}, 30)] == []
    found = steps.fitting_sections([COURSE], {"adminduk": left}, 30)
    assert len(found) == 1


@given(minutes=st.sampled_from([5, 10, 15, 30]), read=st.sets(st.sampled_from(ALL_KEYS)))
def test_whatever_is_offered_fits_and_is_unread(minutes: int, read: set[SectionKey]) -> None:
    found = steps.fitting_sections([COURSE], {"adminduk": standing(ALL_KEYS[0], list(read))}, minutes)

    assert all(one.section.minutes <= minutes for one in found)
    assert not {SectionKey(one.module.code, one.section.code) for one in found} & read


@given(read=st.sets(st.sampled_from(ALL_KEYS)), position=st.sampled_from(ALL_KEYS), passed=st.booleans())
def test_there_is_a_next_step_until_everything_is_done(
    read: set[SectionKey], position: SectionKey, passed: bool
) -> None:
    step = steps.next_step(COURSE, standing(position, list(read), ("kuis-hukum",) if passed else ()))

    assert (step is None) is (len(read) == len(ALL_KEYS) and passed)
