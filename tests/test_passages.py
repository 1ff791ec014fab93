"""Marked passages: what is marked is found in the text without its marks; wrong marks are told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))

from passages import PassageError, learnt, parse, read_passages

PASSAGES = Path(__file__).resolve().parents[1] / "data" / "passages"
SHELLED = (
    "[mka|The army of [dom|Macedonia]] {ASSAULT.heavy-weapons mka>nla|shelled} [nla|the rebels]. "
    "[mka,nla|Both] {CONCEDE.future mka,nla>|promised} a truce."
)


def test_marks_are_taken_out_and_kept_at_their_words() -> None:
    found = parse("x", SHELLED)
    assert found.text == "The army of Macedonia shelled the rebels. Both promised a truce."
    said = {found.text[m.start : m.end]: m.actors for m in found.mentions}
    assert said["The army of Macedonia"] == {"mka"}
    assert said["Macedonia"] == {"dom"}
    assert said["Both"] == {"mka", "nla"}
    shelled, promised = found.events
    assert found.text[shelled.start : shelled.end] == "shelled"
    assert (shelled.event, shelled.mode, shelled.modality) == ("ASSAULT", "heavy-weapons", "actual")
    assert (shelled.actor, shelled.recipient) == (("mka",), ("nla",))
    assert (promised.modality, promised.mode, promised.recipient) == ("future", None, ())


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        ("[a|Oslo {CONSULT a>|met} Bern", "open"),
        ("Oslo] met Bern", "closes nothing"),
        ("[a|Oslo] {MEET a>|met} Bern", "no event"),
        ("[a|Oslo] {CONSULT.hunger a>|met} Bern", "no mode"),
        ("[a|Oslo] {CONSULT a,b>|met} Bern", "nowhere mentioned: b"),
        ("[a|Oslo] {CONSULT >|met} Bern", "nobody"),
        ("[a|Oslo] {CONSULT a>|met in} Bern", "more than one word"),
    ],
)
def test_wrong_marks_are_told_with_the_passage(marked: str, told: str) -> None:
    with pytest.raises(PassageError, match=f"^x: .*{told}"):
        parse("x", marked)


def test_actors_of_two_passages_are_two_though_their_keys_are_one() -> None:
    read = learnt([parse("one", SHELLED), parse("two", SHELLED)])
    first, _, third, _ = read.told
    assert read.analysis.words[third.word].text == "shelled"
    assert not {*first.gold["actor"]} & {*third.gold["actor"]}
    assert [read.analysis.words[n].text for n in third.recipients] == ["rebels"]


def test_all_passages_of_the_project_are_sound() -> None:
    names = [
        passage.name for path in sorted(PASSAGES.glob("*/*.txt")) for passage in read_passages(path)
    ]
    assert len(names) == len(set(names)) > 0
