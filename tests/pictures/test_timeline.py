"""The timeline: every happening once, nothing upon anything else, the undated apart."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.pictures.timeline import UNDATED_LABEL_WIDTH, WIDTH, timeline
from pictures.composed import affair, happening, many
from pictures.drawn import SVG, area, facts, overlapping, parsed, picks, texts


@pytest.mark.parametrize("given_", [affair(), many(60), many(61), many(900)])
def test_every_happening_stands_in_one_mark(given_: list[dict[str, object]]) -> None:
    places = [place for mark in picks(parsed(timeline(facts(given_)))) for place in mark]
    assert sorted(places) == list(range(len(given_)))


@pytest.mark.parametrize("given_", [affair(), many(60), many(900)])
def test_no_words_overlap(given_: list[dict[str, object]]) -> None:
    assert overlapping(texts(parsed(timeline(facts(given_))))) == []


def test_words_stay_on_the_sheet() -> None:
    long = happening(actor=("N" * 300, "W" * 300), start="2031-03-04")
    for text in texts(parsed(timeline(facts([long, *affair()])))):
        left, _, right, _ = area(text)
        assert left >= 0
        assert right <= WIDTH


def test_what_has_no_date_stands_in_a_column_of_its_own() -> None:
    root = parsed(
        timeline(
            facts([happening("h1"), happening("h2", start=None, actor=("C", "D"), event="AID")])
        )
    )
    (aid,) = [one for one in texts(root) if one.text == "aid"]
    (talks,) = [one for one in texts(root) if one.text == "talks"]
    assert float(aid.attrib["x"]) > WIDTH - UNDATED_LABEL_WIDTH - 40 > float(talks.attrib["x"])
    assert any(one.text == "no date" for one in texts(root))


def test_nothing_dated_is_drawn_without_an_axis() -> None:
    root = parsed(timeline(facts([happening(start=None)])))
    assert any(one.text == "nothing dated" for one in texts(root))


def test_no_happenings_are_said_to_be_none() -> None:
    assert any(one.text == "No happenings." for one in texts(parsed(timeline([]))))


def test_standing_and_modality_show_in_the_mark() -> None:
    root = parsed(timeline(facts(affair())))
    marks = {one.attrib["class"] for one in root.iter(f"{SVG}path")}
    assert {"mark disputed actual", "mark denied negated", "strike denied"} <= marks
    assert {"mark reported hypothetical", "mark reported future"} <= marks


def test_time_in_which_nothing_happens_is_left_out_and_said_to_be() -> None:
    root = parsed(timeline(facts(affair())))
    assert [one for one in root.iter(f"{SVG}path") if one.attrib["class"] == "gap"]
    assert any("breaks" in (one.text or "") for one in texts(root))


def test_evenly_spread_time_is_drawn_without_breaks() -> None:
    spread = [happening(f"h{i}", start=f"2031-{i:02}-04") for i in range(1, 13)]
    root = parsed(timeline(facts(spread)))
    assert not [one for one in root.iter(f"{SVG}path") if one.attrib["class"] == "gap"]


def test_among_the_same_parties_lanes_are_by_type_and_marks_say_who() -> None:
    given_ = [
        happening("h1"),
        happening("h2", event="AID", actor=("Ada Norrby",), recipient=("Bela Korda",)),
    ]
    words = [one.text for one in texts(parsed(timeline(facts(given_))))]
    assert "talks" in words
    assert "Ada Norrby\u200e → \u200eBela Korda" in words


def test_five_thousand_are_counted_in_a_picture_of_some_pages() -> None:
    picture = timeline(facts(many(5000)))
    assert picture.height < 4000
    assert len(picks(parsed(picture))) < 2500


def test_a_plan_stands_beside_what_became_of_it() -> None:
    words = [one.text for one in texts(parsed(timeline(facts(affair()))))]
    assert "promise or offer by Ada Norrby" in words


days = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
spans = st.none() | st.tuples(days, st.integers(0, 40000)).map(
    lambda span: (span[0], min(span[0], date.max - timedelta(span[1])) + timedelta(span[1]))
)


@settings(deadline=None, max_examples=40)
@given(st.lists(spans, min_size=1, max_size=90))
def test_any_dates_can_be_drawn(dated: list[tuple[date, date] | None]) -> None:
    given_ = [
        happening(f"h{i}", start=span and span[0].isoformat(), end=span and span[1].isoformat())
        for i, span in enumerate(dated)
    ]
    root = parsed(timeline(facts(given_)))
    assert sorted(place for mark in picks(root) for place in mark) == list(range(len(given_)))
    assert overlapping(texts(root)) == []
