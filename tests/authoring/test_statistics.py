"""Statistics for authors, page and command: figures with advice, never a name, nothing too early."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from elearn import clock
from elearn.accounts.roles import Role
from elearn.commands import cli, statistics
from elearn.config import Settings
from elearn.content.questions.choices import ChoiceQuestion
from elearn.quiz import actions, offers, store
from elearn.quiz.saving import NewAnswer
from tests.publishing.samples import QUIZ, course_files

PAGE = "/authoring/loket-ramah/kuis-loket/statistics"
SECOND_QUESTION = """
## Di mana warga menunggu?
Kode: loket-02 | Rujukan: loket#antrean

- [x] Di kursi tunggu
- [ ] Di lantai
- [ ] Di jalan

> **Pembahasan:** Kursi tunggu.
"""


@pytest.fixture
def published(publish_files: Callable[[dict[str, str]], Any]) -> None:
    """A quiz of two questions."""
    files = course_files()
    files["quizzes/loket-ramah/kuis-loket.md"] = QUIZ + SECOND_QUESTION
    publish_files(files)


@pytest.fixture
def author(client: FlaskClient, make_person: Callable[..., Any], sign_in: Callable[..., Any]) -> FlaskClient:
    """The browser of a signed-in author."""
    browser: FlaskClient = sign_in(client, make_person(name="Wahyuni", roles=(Role.AUTHOR,)))
    return browser


@pytest.fixture
def people_answer(published: None, make_person: Callable[..., Any]) -> Callable[[int], None]:
    """people_answer(n): n people take the quiz; every third chooses the first wrong option everywhere."""

    def answer(count: int) -> None:
        quiz = offers.offer("loket-ramah", "kuis-loket").released.quiz
        choices = {one.code: one.choices for one in quiz.questions if isinstance(one, ChoiceQuestion)}
        for number in range(count):
            person, now = make_person(name=f"Peserta Rahasia{number}"), clock.now()
            started = actions.start_attempt(person.id, "loket-ramah", "kuis-loket", now)
            assert isinstance(started, actions.Started)
            attempt = store.find_own_attempt(started.attempt_id, person.id)
            assert attempt is not None
            answers = [
                NewAnswer(question=code, sequence=1, value=some[number % 3 == 0].id, is_flagged=False)
                for code, some in choices.items()
            ]
            actions.save_answers(attempt, answers, secret=b"secret", now=now)
            actions.submit(attempt, now)

    return answer


def test_an_author_reads_figures_options_and_what_to_do(
    author: FlaskClient, people_answer: Callable[[int], None]
) -> None:
    people_answer(21)
    page = author.get(PAGE)
    assert page.status_code == 200
    assert "n = 21 percobaan pertama" in page.text
    assert "tetap dihitung dalam n" in page.text
    assert "Belum cukup data" not in page.text
    # 14 of 21 are right; both questions go together.
    assert re.search(r"Kemudahan</th><td><span>67%</span><svg", page.text)
    assert re.search(r"Nilai tebak</th><td><span>33%</span><svg", page.text)
    assert re.search(r"Daya beda</th><td><span>100</span><svg", page.text)
    questions = page.text.partition('id="soal-1"')[2]
    counts = re.findall(r'<td class="number">(\d+)</td><td class="number">(\d+%)</td>', questions)
    assert counts == [*[("14", "67%"), ("7", "33%"), ("0", "0%")] * 2, ("0", "0%")]
    assert "Tidak seorang pun memilih “Di jalan”" in page.text
    assert "Rahasia" not in page.text
    assert " style=" not in page.text


def test_nineteen_people_are_too_few_for_figures(
    author: FlaskClient, people_answer: Callable[[int], None]
) -> None:
    people_answer(7)
    page = author.get(PAGE).text
    assert page.count("Belum cukup data (n = 7, perlu 20)") == 3
    assert "Di kursi tunggu" in page
    assert 'scope="row">Kemudahan' not in page
    assert "Tidak seorang pun memilih" not in page


def test_under_five_people_nothing_but_n_is_shown(
    author: FlaskClient, people_answer: Callable[[int], None]
) -> None:
    people_answer(4)
    page = author.get(PAGE).text
    assert page.count("Belum cukup data (n = 4, perlu 20)") == 3
    assert "Di mana warga menunggu?" in page
    assert "Di kursi tunggu" not in page
    assert "Dikosongkan" not in page


def test_the_courses_page_leads_there(author: FlaskClient, published: None) -> None:
    assert f'href="{PAGE}"' in author.get("/authoring/loket-ramah/").text
    assert author.get(PAGE).status_code == 200


def test_a_quiz_that_is_not_published_is_not_found(author: FlaskClient, published: None) -> None:
    assert author.get("/authoring/loket-ramah/tidak-ada/statistics").status_code == 404
    assert author.get("/authoring/tidak-ada/kuis-loket/statistics").status_code == 404


@pytest.mark.parametrize(
    ("roles", "status"),
    [
        ((Role.AUTHOR,), 200),
        ((Role.REVIEWER,), 200),
        ((Role.HR_ADMIN,), 200),
        ((Role.SYSADMIN,), 200),
        ((Role.UNIT_OPERATOR,), 403),
        ((Role.UNIT_HEAD,), 403),
        ((), 403),
    ],
)
def test_only_those_who_look_after_content_see_it(
    client: FlaskClient,
    published: None,
    make_person: Callable[..., Any],
    sign_in: Callable[..., Any],
    roles: tuple[Role, ...],
    status: int,
) -> None:
    assert sign_in(client, make_person(roles=roles)).get(PAGE).status_code == status


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch, app: Any) -> Iterator[Callable[..., Result]]:
    """run(*words): the command, on the installation of the test."""

    class Opened:
        def __enter__(self) -> tuple[Any, Settings]:
            return app, settings

        def __exit__(self, *_: object) -> None:
            """The application stays as the test has it."""

    def opened(_instance: Path | None) -> Opened:
        return Opened()

    monkeypatch.setattr(statistics, "opened", opened)
    yield lambda *words: CliRunner().invoke(cli, ["statistics", *words])


def test_the_command_prints_a_table_for_people(
    run: Callable[..., Result], people_answer: Callable[[int], None]
) -> None:
    people_answer(21)
    result = run("loket-ramah/kuis-loket")
    assert result.exit_code == 0, result.output
    assert re.search(r"loket-02 +21 +67% +33% +0,48 +100 +100% +50% +-\n", result.output)
    assert re.search(r"\[x\] +14 +67% +1,00  Di kursi tunggu", result.output)
    assert "> Tidak seorang pun memilih “Di jalan”" in result.output
    assert "Rahasia" not in result.output


def test_the_command_gives_data_to_programs_and_keeps_small_groups_closed(
    run: Callable[..., Result], people_answer: Callable[[int], None]
) -> None:
    people_answer(4)
    data = json.loads(run("loket-ramah/kuis-loket", "--json").output)
    assert (data["course"], data["quiz"], data["n"], data["needed"]) == ("loket-ramah", "kuis-loket", 4, 20)
    assert data["blanks"] == "zero-marks-counted-in-n"
    assert data["figures"] is None
    assert data["questions"][0] == {
        "code": "loket-01",
        "n": 4,
        "blanks": None,
        "figures": None,
        "options": [],
        "findings": [],
    }
    people_answer(20)
    data = json.loads(run("loket-ramah/kuis-loket", "--json").output)
    assert data["figures"]["alpha_n"] == 24
    assert {"flag": "option-never-chosen", "option": data["questions"][1]["options"][2]["id"]} in data[
        "questions"
    ][1]["findings"]


def test_the_command_says_how_a_quiz_is_named(run: Callable[..., Result], published: None) -> None:
    wrong = run("kuis-loket")
    assert wrong.exit_code == 2
    assert "elearn statistics kearsipan/kuis-arsip" in wrong.output
