"""Names beside descriptions: whose they are."""

from __future__ import annotations

import pytest

from reading.build import deeds, read


@pytest.mark.parametrize("whom", ["the governor of the bank", "the bank's friend"])
def test_a_name_behind_a_comma_is_whose_description_ends_before(whom: str) -> None:
    record = read(f"Norway thanked {whom}, Ivan Petrov.")
    assert deeds(record) == ["Norway: SUPPORT Ivan Petrov"]


def test_a_name_behind_a_second_description_is_not_of_the_first() -> None:
    record = read("An aide to the president, Ivan Petrov, thanked Norway.")
    assert not any(deed.startswith("Ivan Petrov:") for deed in deeds(record))
