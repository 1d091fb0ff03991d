"""Names with titles, names to greet with, and the same name written in two ways."""

from __future__ import annotations

import pytest

from elearn.people import names


def test_titles_stand_around_the_name() -> None:
    assert (
        names.full_name("Siti Rahmawati", title_before="Dr.", title_after="S.Sos., M.Si.")
        == "Dr. Siti Rahmawati, S.Sos., M.Si."
    )
    assert names.full_name("Siti Rahmawati") == "Siti Rahmawati"


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Siti Rahmawati", "Siti"),
        ("Suharto", "Suharto"),
        ("M. Yusuf Hamka", "M. Yusuf"),
        ("Ni Luh Putu", "Ni Luh"),
        ("I Made Sudarta", "I Made"),
    ],
)
def test_a_person_is_greeted_by_what_people_call_him(name: str, called: str) -> None:
    assert names.short_name(name) == called


def test_two_spellings_of_one_name_are_the_same() -> None:
    assert names.name_key("SITI  rahmawati, S.Sos.") == names.name_key("Siti Rahmawati")
    assert names.name_key("M.Yusuf") == names.name_key("M. Yusuf")
    assert names.name_key("Siti Rahma") != names.name_key("Siti Rahmawati")
