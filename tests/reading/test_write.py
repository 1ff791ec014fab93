"""From reading to record: ids, order, offsets and links."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.record import Record
from reading.build import PARAGRAPH, read, treebank

DENIED = "Reuters reported that the Kremlin denied that Putin had met Xi."
texts = st.lists(st.sampled_from([PARAGRAPH, *treebank()]), min_size=1, max_size=6)


def test_ids_count_in_the_order_of_the_text() -> None:
    record = read("Macron urged Netanyahu to accept the truce.", "Russia attacked Ukraine.", DENIED)
    assert [a.id for a in record.actors] == [f"a{i}" for i in range(1, len(record.actors) + 1)]
    assert [s.id for s in record.statements] == ["s1", "s2", "s3"]
    assert [e.id for e in record.events] == ["e1", "e2", "e3"]
    firsts = [a.mentions[0] for a in record.actors]
    assert firsts == sorted(firsts)


def test_spans_are_the_words_of_the_text() -> None:
    record = read("Russia attacked Ukraine.", DENIED)
    text = record.report.text
    denial = record.statements[1]
    assert denial.holder_span is not None
    assert text[slice(*denial.holder_span)] == "the Kremlin"
    assert [text[slice(*s)] for s in denial.cue_spans] == ["denied"]
    assert [text[slice(*s)] for s in denial.content_spans] == ["Putin had met Xi"]
    assert text[slice(*record.events[0].span)].startswith("attacked")


def test_statements_say_which_events_they_are_about() -> None:
    record = read("Russia attacked Ukraine.", DENIED)
    assert [s.about for s in record.statements] == [("e2",), ("e2",)]


def test_who_has_no_name_and_no_part_in_anything_is_left_out() -> None:
    assert [a.name for a in read("The minister rejected the accusations.").actors] == ["minister"]
    assert [a.name for a in read("The envoy that Putin sent left.").actors] == ["Putin"]


def test_the_publication_date_is_never_passed_off_as_the_events() -> None:
    (event,) = read("Biden met Xi.").events
    assert (event.date.start, event.date.end, event.date.basis) == (None, None, "none")


@pytest.mark.parametrize("published", [None, "2024-11-11"])
def test_confidence_is_a_probability(published: str | None) -> None:
    record = read("Macron urged Netanyahu to accept the truce.", DENIED, published=published)
    values = [x.confidence for x in (*record.statements, *record.events)]
    assert all(0 < value <= 1 for value in values)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_any_text_of_the_treebank_gives_a_record_that_comes_back_from_json(
    sentences: list[str],
) -> None:
    record = read(*sentences)
    assert Record.from_json(record.to_json()) == record
    assert read(*sentences).to_json() == record.to_json()
