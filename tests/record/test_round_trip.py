"""Any record that can be built comes back from its JSON equal, byte for byte the same JSON."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from memcon.record import (
    CONTEXTS,
    COUNTRIES,
    EVENT_TYPES,
    MODES,
    SECTORS,
    Actor,
    DateRange,
    Event,
    Kind,
    Modality,
    Place,
    Quote,
    Record,
    Report,
    Span,
    Stance,
    Statement,
)

words = st.text(min_size=1, max_size=12)
confidences = st.floats(0, 1)


@st.composite
def spans(draw: st.DrawFn, length: int) -> Span:
    start = draw(st.integers(0, length - 1))
    return start, draw(st.integers(start + 1, length))


def some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


def one_of_or_none(codes: tuple[str, ...]) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(codes) if codes else st.none()


@st.composite
def date_ranges(draw: st.DrawFn) -> DateRange:
    text = draw(st.none() | words)
    basis = draw(st.sampled_from(["explicit", "relative", "none"]))
    if basis == "none":
        return DateRange(text=text)
    start, end = sorted(draw(st.tuples(st.dates(), st.dates())))
    return DateRange(start=start, end=end, text=text, basis=basis)


@st.composite
def actors(draw: st.DrawFn, number: int, length: int) -> Actor:
    return Actor(
        id=f"a{number}",
        name=draw(words),
        kind=draw(st.sampled_from(get_args(Kind))),
        country=draw(one_of_or_none(COUNTRIES)),
        sector=draw(one_of_or_none(SECTORS)),
        office=draw(st.none() | words),
        mentions=draw(some(spans(length))),
    )


@st.composite
def statements(draw: st.DrawFn, number: int, ids: dict[str, tuple[str, ...]], length: int) -> Any:
    return Statement(
        id=f"s{number}",
        holder=draw(one_of_or_none(ids["a"])),
        holder_span=draw(st.none() | spans(length)),
        cue_spans=draw(some(spans(length))),
        content_spans=draw(some(spans(length))),
        quote=draw(st.sampled_from(get_args(Quote))),
        addressee=draw(one_of_or_none(ids["a"])),
        stance=draw(st.sampled_from(get_args(Stance))),
        within=draw(one_of_or_none(tuple(f"s{n}" for n in range(1, number)))),
        origin=draw(one_of_or_none(ids["a"])),
        about=draw(some(st.sampled_from(ids["e"]))) if ids["e"] else (),
        date=draw(date_ranges()),
        confidence=draw(confidences),
    )


@st.composite
def events(draw: st.DrawFn, number: int, ids: dict[str, tuple[str, ...]], length: int) -> Event:
    kind = draw(st.sampled_from(EVENT_TYPES))
    return Event(
        id=f"e{number}",
        event=kind,
        mode=draw(one_of_or_none(MODES[kind])),
        context=draw(some(st.sampled_from(CONTEXTS))),
        cameo=draw(st.none() | st.from_regex(r"\A[0-9]{2,4}\Z")),
        actor=(draw(st.sampled_from(ids["a"])),),
        recipient=draw(some(st.sampled_from(ids["a"]))),
        modality=draw(st.sampled_from(get_args(Modality))),
        date=draw(date_ranges()),
        place=draw(st.none() | st.builds(Place, text=words, country=one_of_or_none(COUNTRIES))),
        according_to=draw(some(st.sampled_from(ids["s"]))) if ids["s"] else (),
        span=draw(spans(length)),
        confidence=draw(confidences),
    )


@st.composite
def records(draw: st.DrawFn) -> Record:
    report = draw(
        st.builds(
            Report.of,
            words,
            title=st.none() | words,
            publisher=st.none() | words,
            published=st.none() | st.dates(),
        )
    )
    length = len(report.text)
    counts = {
        "a": draw(st.integers(1, 3)),
        "s": draw(st.integers(0, 2)),
        "e": draw(st.integers(0, 2)),
    }
    ids = {kind: tuple(f"{kind}{n + 1}" for n in range(count)) for kind, count in counts.items()}
    return Record(
        report=report,
        actors=tuple(draw(actors(n + 1, length)) for n in range(counts["a"])),
        statements=tuple(draw(statements(n + 1, ids, length)) for n in range(counts["s"])),
        events=tuple(draw(events(n + 1, ids, length)) for n in range(counts["e"])),
    )


@given(records())
def test_a_record_comes_back_from_its_json(record: Record) -> None:
    again = Record.from_json(record.to_json())
    assert again == record
    assert again.to_json() == record.to_json()
    assert Record.from_json(record.to_json(indent=1).encode()) == record


@given(words, st.none() | words, st.none() | st.dates())
def test_a_report_has_the_same_id_each_time(text: str, title: str | None, day: Any) -> None:
    once = Report.of(text, title=title, published=day)
    assert once == Report.of(text, title=title, published=day.isoformat() if day else None)
    assert len(once.id) == 16
