"""Settings: typed at start, a wrong value is one clear sentence."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.config import Settings, settings_from
from elearn.errors import SettingsError


def test_without_variables_the_defaults_hold() -> None:
    assert settings_from({}) == Settings()


def test_values_get_their_types() -> None:
    settings = settings_from(
        {
            "ELEARN_PORT": "8123",
            "ELEARN_INSTANCE": "/srv/elearn",
            "ELEARN_SESSION_IDLE_MINUTES": "30",
            "ELEARN_DEBUG": "ya",
            "ELEARN_TIME_ZONE": "Asia/Makassar",
        }
    )
    assert settings.port == 8123
    assert settings.instance == Path("/srv/elearn")
    assert settings.session_idle == timedelta(minutes=30)
    assert settings.debug is True
    assert settings.time_zone.key == "Asia/Makassar"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ELEARN_PORT", "delapan"),
        ("ELEARN_PORT", "0"),
        ("ELEARN_PORT", "70000"),
        ("ELEARN_PORT", "١٢٣"),
        ("ELEARN_DEBUG", "mungkin"),
        ("ELEARN_TIME_ZONE", "Asia/Atlantis"),
        ("ELEARN_TIME_ZONE", "../../etc/passwd"),
        ("ELEARN_BRAND_COLOUR", "biru"),
        ("ELEARN_LOGO", "/tidak/ada.svg"),
        ("ELEARN_PASSWORD_MIN_LENGTH", "4"),
    ],
)
def test_a_wrong_value_is_one_sentence_that_names_the_variable(variable: str, value: str) -> None:
    with pytest.raises(SettingsError) as refused:
        settings_from({variable: value})
    assert variable in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_misspelt_variable_is_told_not_ignored() -> None:
    with pytest.raises(SettingsError, match="ELEARN_PROT"):
        settings_from({"ELEARN_PROT": "8000"})


def test_all_wrong_values_are_told_at_once() -> None:
    with pytest.raises(SettingsError, match=r"ELEARN_PORT.*ELEARN_DEBUG"):
        settings_from({"ELEARN_PORT": "x", "ELEARN_DEBUG": "x"})


def test_the_command_line_wins_over_the_environment() -> None:
    assert settings_from({"ELEARN_PORT": "8001"}, port=8002).port == 8002
    assert settings_from({"ELEARN_PORT": "8001"}, port=None).port == 8001


@given(st.sampled_from(["ELEARN_PORT", "ELEARN_DEBUG", "ELEARN_TIME_ZONE", "ELEARN_LOGO"]), st.text())
def test_no_value_whatever_makes_a_traceback(variable: str, value: str) -> None:
    try:
        settings_from({variable: value})
    except SettingsError as refused:
        assert variable in refused.message
