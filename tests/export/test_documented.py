"""docs/export.md names every format and every column."""

from __future__ import annotations

import re

import pytest

from memcon.export import FORMATS, events, gdelt, polecat, tables
from readme import ROOT

TEXT = (ROOT / "docs" / "export.md").read_text("utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", TEXT))


def section(heading: str) -> str:
    return re.split(rf"^## {heading}$", TEXT, flags=re.MULTILINE)[1].split("\n## ")[0]


@pytest.mark.parametrize("table", tables.TABLES)
def test_every_column_of_a_table_is_named(table: str) -> None:
    assert set(tables.schema(table).names) <= NAMED


def test_every_column_of_the_joined_events_is_named() -> None:
    assert set(events.schema().names) <= NAMED


def test_every_column_of_polecat_is_named() -> None:
    assert set(polecat.COLUMNS) <= set(re.findall(r"`([^`\n]+)`", section("polecat")))


def test_every_column_of_gdelt_is_named_for_one_actor_at_least() -> None:
    named = set(re.findall(r"`([^`\n]+)`", section("gdelt")))
    geography = {f"{who}Geo_{part}" for who in ("Actor1", "Actor2") for part in gdelt._GEO}
    second = {name for name in gdelt.COLUMNS if name.startswith("Actor2")}
    missing = set(gdelt.COLUMNS) - named - geography - second
    assert missing == set()


def test_every_format_has_its_row() -> None:
    assert set(FORMATS) == set(
        re.findall(r"^\| `([a-z-]+)` \|", TEXT.split("\n## ")[0], re.MULTILINE)
    )
