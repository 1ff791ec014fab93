"""Whom pronouns mean."""

from __future__ import annotations

from reading.build import deeds, read


def test_he_goes_on_being_whom_he_meant_before() -> None:
    record = read(
        "Orban declined to comment on the report.", "He said Putin met Xi.", "He thanked the king."
    )
    assert deeds(record)[-1].startswith("Orban: SUPPORT")
