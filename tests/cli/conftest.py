"""Records made by hand for the tests of the command line."""

from __future__ import annotations

import pytest

from cli.records import disputed_record, seed_record
from memcon.record import Record


@pytest.fixture
def seed() -> Record:
    return seed_record()


@pytest.fixture
def disputed() -> Record:
    return disputed_record()
