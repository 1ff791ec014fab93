"""Filters: off unless asked for, and politics is never left out for a word of sport."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.fakes import coded
from memcon.corpus import records
from memcon.corpus.dataset import Dataset
from memcon.corpus.filters import Filter, kinds
from memcon.errors import UsageError
from memcon.record import Report

MATCH = (
    "The striker scored twice in the second half and the goalkeeper saved a penalty. "
    "The teams met in the semifinal of the league, and the coach praised his players."
)
WEATHER = (
    "Tomorrow morning will be cloudy and cool with showers and gusts. Highs near 12 degrees, "
    "lows of 4 degrees overnight, fog and drizzle in the afternoon."
)
MARKETS = (
    "Shares rose 2 points in early trading. The index gained one percent, crude futures slipped "
    "and the yield on treasuries edged higher as traders digested quarterly earnings."
)
TREATY = (
    "The president and the prime minister met after the match and discussed the treaty. "
    "The goalkeeper of the national team and the striker greeted the ambassador and players."
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [(MATCH, "sport"), (WEATHER, "weather"), (MARKETS, "markets"), (TREATY, None)],
)
def test_kinds_by_words(text: str, kind: str | None) -> None:
    assert Filter(kinds()).kind(Report.of(text)) == kind
    assert Filter().kind(Report.of(text)) is None


def test_the_section_of_the_address_tells_unless_politics_speaks_against_it() -> None:
    url = "https://example.org/sport/2024/a-story"
    assert Filter(["sport"]).kind(Report.of("She won again.", url=url)) == "sport"
    assert Filter(["sport"]).kind(Report.of(TREATY, url=url)) is None
    assert Filter(["weather"]).kind(Report.of("She won again.", url=url)) is None


def test_only_the_kinds_asked_for() -> None:
    assert Filter(["weather"]).kind(Report.of(MATCH)) is None
    with pytest.raises(UsageError, match="there are sport, weather, markets"):
        Filter(["poetry"])


def test_what_is_left_out_stands_in_errors_and_is_none(tmp_path: Path) -> None:
    lines = tmp_path / "in.jsonl"
    met = "Ana Duarte met Tomas Brandl in the capital of the country."
    lines.write_text("\n".join(json.dumps({"text": text}) for text in (MATCH, met)))
    coded([lines], tmp_path / "out", leave_out=["sport"])
    assert [record.report.text for record in records(tmp_path / "out")] == [met]
    counts = Dataset(tmp_path / "out").manifest["rows"]  # type: ignore[index]
    assert (counts["reports"], counts["errors"], counts["left_out"]) == (1, 0, 1)
