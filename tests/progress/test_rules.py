"""When a section, module or course counts as done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from elearn.content.course import CompletionRule
from elearn.progress import rules
from elearn.progress.rules import MissingKind
from elearn.progress.standing import EnrolmentRow, SectionKey, Standing, State
from tests.sample_courses import make_course, make_module, make_task

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
JAKARTA = ZoneInfo("Asia/Jakarta")
LAW = make_module("hukum", "dasar", "dokumen", quiz="kuis-hukum", jp="1")
SERVICE = make_module("layanan", "antre", "lapor", jp="0.5")
COURSE = make_course(LAW, SERVICE)
ALL_KEYS = [SectionKey(module.code, one.code) for module in COURSE.modules for one in module.sections]


def key(module: str, section: str) -> SectionKey:
    return SectionKey(module, section)


def enrolled(*, left_at: datetime | None = None) -> EnrolmentRow:
    return EnrolmentRow(
        course="adminduk", started_at=NOON, left_at=left_at, position=ALL_KEYS[0], last_opened_at=NOON
    )


def test_a_module_is_done_when_all_sections_are_read_and_its_quiz_is_passed() -> None:
    read = {key("hukum", "dasar"), key("hukum", "dokumen")}

    assert not rules.module_done(LAW, read, passed=set())
    assert not rules.module_done(LAW, {key("hukum", "dasar")}, passed={"kuis-hukum"})
    assert rules.module_done(LAW, read, passed={"kuis-hukum"})


def test_a_module_without_a_quiz_is_done_by_reading() -> None:
    assert rules.module_done(SERVICE, {key("layanan", "antre"), key("layanan", "lapor")}, passed=set())


def test_a_section_of_the_same_code_in_another_module_does_not_count() -> None:
    assert not rules.module_done(SERVICE, {key("hukum", "antre"), key("layanan", "lapor")}, passed=set())


def test_a_module_without_sections_is_never_done() -> None:
    assert not rules.module_done(make_module("kosong"), set(), set())


def test_a_course_of_all_modules_is_done_with_the_last_module() -> None:
    assert not rules.course_done(COURSE, {"hukum"}, set())
    assert rules.course_done(COURSE, {"hukum", "layanan"}, set())


def test_a_course_with_a_posttest_asks_for_it_too() -> None:
    both = (CompletionRule.ALL_MODULES, CompletionRule.POSTTEST)
    course = make_course(SERVICE, rule=both, posttest="pascates")

    assert not rules.course_done(course, {"layanan"}, set())
    assert not rules.course_done(course, set(), {"pascates"})
    assert rules.course_done(course, {"layanan"}, {"pascates"})


def test_a_course_by_posttest_alone_may_be_passed_without_reading() -> None:
    course = make_course(SERVICE, rule=(CompletionRule.POSTTEST,), posttest="pascates")

    assert rules.course_done(course, set(), {"pascates"})


BOTH = (CompletionRule.ALL_MODULES, CompletionRule.PRACTICE_TASK)
TASK = make_module("loket", "antre", make_task())


def test_a_course_with_practice_tasks_asks_for_each_of_them() -> None:
    course = make_course(SERVICE, TASK, make_module("arsip", make_task()), rule=BOTH)
    done = {"layanan", "loket", "arsip"}

    assert not rules.course_done(course, done, set())
    assert not rules.course_done(course, done, set(), {"loket"})
    assert rules.course_done(course, done, set(), {"loket", "arsip"})
    assert not rules.course_done(course, {"layanan"}, set(), {"loket", "arsip"})
    standing = Standing(done_modules=frozenset(done), tasks_done=frozenset({"loket"}))
    assert [(one.kind, one.module and one.module.code) for one in rules.missing(course, standing)] == [
        (MissingKind.PRACTICE_TASK, "arsip")
    ]


def test_a_course_that_does_not_ask_for_its_task_is_done_without_it() -> None:
    assert rules.course_done(make_course(TASK), {"loket"}, set())
    assert not rules.missing(make_course(TASK), Standing(done_modules=frozenset({"loket"})))


def test_a_course_whose_release_names_no_task_stays_open_and_says_so() -> None:
    course = make_course(SERVICE, rule=BOTH)

    assert not rules.course_done(course, {"layanan"}, set(), {"layanan"})
    kinds = [one.kind for one in rules.missing(course, Standing(done_modules=frozenset({"layanan"})))]
    assert kinds == [MissingKind.PRACTICE_TASK]


def test_what_is_missing_is_named_exactly() -> None:
    standing = Standing(read=frozenset({key("hukum", "dasar")}))

    found = [
        (one.kind, one.module.code, one.sections, one.minutes) for one in rules.missing(COURSE, standing)
    ]

    assert found == [
        (MissingKind.SECTIONS, "hukum", 1, 5),
        (MissingKind.QUIZ, "hukum", 0, 0),
        (MissingKind.SECTIONS, "layanan", 2, 10),
    ]


def test_a_finished_course_misses_nothing_even_when_a_section_was_added_later() -> None:
    longer = make_course(LAW, make_module("layanan", "antre", "lapor", "baru"))
    standing = Standing(completed_at=NOON, done_modules=frozenset({"hukum", "layanan"}))

    assert rules.missing(longer, standing) == ()
    assert rules.newly_done(longer, standing) == ((), False)
    assert rules.course_state(standing) == State.COMPLETED


def test_the_state_of_a_course_follows_the_person() -> None:
    assert rules.course_state(Standing()) == State.NOT_STARTED
    assert rules.course_state(Standing(enrolment=enrolled())) == State.IN_PROGRESS
    assert rules.course_state(Standing(enrolment=enrolled(left_at=NOON))) == State.NOT_STARTED
    assert (
        rules.course_state(Standing(enrolment=enrolled(left_at=NOON), completed_at=NOON)) == State.COMPLETED
    )


def test_the_state_of_a_module_follows_the_person() -> None:
    assert rules.module_state(LAW, Standing()) == State.NOT_STARTED
    opened = Standing(opened=frozenset({key("hukum", "dasar")}))
    assert rules.module_state(LAW, opened) == State.IN_PROGRESS
    assert rules.module_state(SERVICE, opened) == State.NOT_STARTED
    assert rules.module_state(LAW, Standing(done_modules=frozenset({"hukum"}))) == State.COMPLETED


def test_only_a_locked_course_has_a_module_in_the_way() -> None:
    locked = make_course(LAW, SERVICE, locked=True)

    assert rules.blocking_module(COURSE, "layanan", Standing()) is None
    assert rules.blocking_module(locked, "hukum", Standing()) is None
    assert rules.blocking_module(locked, "layanan", Standing()) == LAW
    assert rules.blocking_module(locked, "layanan", Standing(done_modules=frozenset({"hukum"}))) is None


def test_a_module_once_done_stays_open_when_a_new_one_is_put_before_it() -> None:
    locked = make_course(make_module("baru", "satu"), SERVICE, locked=True)

    assert rules.blocking_module(locked, "layanan", Standing(done_modules=frozenset({"layanan"}))) is None


def test_the_position_is_written_at_most_once_a_minute() -> None:
    assert rules.position_is_due(None, NOON)
    assert not rules.position_is_due(NOON, NOON + timedelta(seconds=59))
    assert rules.position_is_due(NOON, NOON + timedelta(seconds=60))


@given(read=st.sets(st.sampled_from(ALL_KEYS)), more=st.sets(st.sampled_from(ALL_KEYS)), passed=st.booleans())
def test_reading_more_never_takes_a_completion_back(
    read: set[SectionKey], more: set[SectionKey], passed: bool
) -> None:
    quizzes = {"kuis-hukum"} if passed else set()
    before = {m.code for m in COURSE.modules if rules.module_done(m, read, quizzes)}
    after = {m.code for m in COURSE.modules if rules.module_done(m, read | more, quizzes | {"kuis-hukum"})}

    assert before <= after
    assert rules.course_done(COURSE, before, quizzes) <= rules.course_done(COURSE, after, quizzes)


@given(
    st.sets(
        st.tuples(st.sampled_from(["hukum", "layanan", "lama"]), st.sampled_from(["dasar", "antre", "x"]))
    )
)
def test_never_more_is_read_than_there_is(pairs: set[tuple[str, str]]) -> None:
    read, total = rules.sections_read(COURSE.modules, {SectionKey(*pair) for pair in pairs})

    assert 0 <= read <= total == 4


@given(
    read=st.sets(st.sampled_from(ALL_KEYS)),
    passed=st.sets(st.sampled_from(["kuis-hukum", "lain"])),
    done=st.sets(st.sampled_from(["hukum", "layanan"])),
)
def test_nothing_is_missing_exactly_when_the_course_is_done(
    read: set[SectionKey], passed: set[str], done: set[str]
) -> None:
    first = Standing(read=frozenset(read), passed=frozenset(passed), done_modules=frozenset(done))
    modules, is_done = rules.newly_done(COURSE, first)
    all_done = frozenset(done | {module.code for module in modules})

    standing = Standing(read=first.read, passed=first.passed, done_modules=all_done)
    assert (rules.missing(COURSE, standing) == ()) is is_done
