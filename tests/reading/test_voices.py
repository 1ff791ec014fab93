"""Who "I", "we" and "you" are."""

from __future__ import annotations

from memcon.language.analysis import Analysis
from memcon.reading import who_and_said
from memcon.reading.party import Party
from memcon.record import Report
from memcon.registry import Registry
from reading.build import analysis, deeds, mentions, read, word

THANKED_YOU = "“We thanked you,” Khamenei told Putin."
I_THANKED = "I thanked Norway and my friend."
WE_THANKED = "We thanked you."


def referents(read_text: Analysis, text: str, nth: int = 1) -> list[Party]:
    """What the nth word of that text refers to."""
    cast, _ = who_and_said(Report.of(read_text.text), read_text, Registry.default())
    return cast.referents(word(read_text, text, nth).number)


def same(read_text: Analysis, *places: tuple[str, int]) -> bool:
    """Whether words, each given with which of its kind it is, refer to one thing."""
    cast, _ = who_and_said(Report.of(read_text.text), read_text, Registry.default())
    found = [cast.referents(word(read_text, text, nth).number) for text, nth in places]
    return all(len(f) == 1 and f[0] is found[0][0] for f in found)


def test_in_a_quotation_we_are_the_speaker_and_you_whom_they_tell() -> None:
    record = read(THANKED_YOU)
    assert deeds(record) == ["Khamenei: SUPPORT Putin"]
    assert mentions(record, "Khamenei") == ["We", "Khamenei"]
    assert mentions(record, "Putin") == ["you", "Putin"]


def test_i_am_the_speaker_and_we_are_those_the_speaker_speaks_for() -> None:
    assert same(analysis("“I met Xi,” Biden said."), ("I", 1), ("Biden", 1))
    we = analysis(THANKED_YOU)
    assert not same(we, ("We", 1), ("Khamenei", 1))
    assert [p.name for p in referents(we, "Khamenei")] == ["Khamenei"]


def test_outside_of_quotations_the_author_is_one_and_no_actor() -> None:
    text = analysis(I_THANKED, WE_THANKED, I_THANKED, WE_THANKED)
    assert same(text, ("I", 1), ("my", 1), ("I", 2), ("my", 2))
    assert same(text, ("We", 1), ("We", 2))
    assert same(text, ("you", 1), ("you", 2))
    assert not same(text, ("I", 1), ("We", 1))
    assert [a.name for a in read(I_THANKED, WE_THANKED).actors] == ["Norway"]


def test_the_author_and_two_quotations_speak_for_three() -> None:
    text = analysis(WE_THANKED, THANKED_YOU, "“We will attack Israel,” Khamenei said.")
    assert not same(text, ("We", 1), ("We", 2))
    assert same(text, ("We", 2), ("We", 3))
    lone = analysis("“We will try again.”", "Xi met Biden.", "“We will try again.”")
    assert not same(lone, ("We", 1), ("We", 2))
