"""The shelf, the learners and their browsers are those of the quiz tests."""

from __future__ import annotations

from tests.quiz.conftest import at as at
from tests.quiz.conftest import browse as browse
from tests.quiz.conftest import budi as budi
from tests.quiz.conftest import make_attempt as make_attempt
from tests.quiz.conftest import shelf as shelf
from tests.quiz.conftest import siti as siti
from tests.quiz.conftest import siti_browses as siti_browses
