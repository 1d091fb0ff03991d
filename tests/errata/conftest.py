"""A reader, a bystander and a small course on the shelf, as in the tests of the learners' pages."""

from __future__ import annotations

from tests.learning.conftest import charlie as charlie
from tests.learning.conftest import course as course
from tests.learning.conftest import reader as reader
from tests.learning.conftest import siti as siti
from tests.learning.conftest import token as token
