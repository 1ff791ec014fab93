"""The network: a line for the dealings of two, names apart, and what is left out said."""

from __future__ import annotations

import re

import pytest

from memcon.pictures.dealings import MOST_ACTORS, MOST_LINES
from memcon.pictures.network import network
from pictures.composed import affair, happening, many
from pictures.drawn import SVG, facts, overlapping, parsed, picks, texts


def names(given_: list[dict[str, object]]) -> list[str]:
    root = parsed(network(facts(given_)))
    return [text.text or "" for g in root.iter(f"{SVG}g") if "actor" in g.attrib["class"].split()
            for text in g.iter(f"{SVG}text")]  # fmt: skip


@pytest.mark.parametrize("given_", [affair(), many(60), many(2000)])
def test_no_names_overlap(given_: list[dict[str, object]]) -> None:
    root = parsed(network(facts(given_)))
    lines = [one for one in texts(root) if "count" not in one.attrib["class"].split()]
    assert overlapping(lines) == []


def test_each_actor_stands_once_whatever_it_did() -> None:
    assert sorted(names(affair())) == sorted(
        ["Ada Norrby", "Bela Korda", "Cato Lind", "Union", "Torland", "王毅", "محمد", "Dockers"]
    )


def test_two_of_one_name_are_two() -> None:
    one = happening()
    one["actor"] = [
        {"id": "1", "name": "Ali", "names": []},
        {"id": "2", "name": "Ali", "names": []},
    ]
    assert names([one]) == ["Ali", "Ali"]


def test_an_actor_does_not_deal_with_itself() -> None:
    alone = happening(event="AID", actor=("Union",), recipient=("Union",))
    assert picks(parsed(network(facts([alone]))), "line") == []


def test_all_who_meet_are_linked_with_each_other() -> None:
    meeting = happening(actor=("A", "B", "C"))
    assert len(picks(parsed(network(facts([meeting]))), "line")) == 3


def test_an_arrow_points_from_who_does_to_whom() -> None:
    root = parsed(network(facts([happening(event="AID", actor=("B",), recipient=("A",))])))
    assert len([one for one in root.iter(f"{SVG}path") if "arrow" in one.attrib["class"]]) == 1
    (line,) = [g for g in root.iter(f"{SVG}g") if "line" in g.attrib["class"].split()]
    assert (line.findtext(f"{SVG}title") or "").startswith("B\u200e → \u200eA: aid")


def test_standings_of_one_pair_are_lines_of_their_own() -> None:
    given_ = [
        happening("h1"),
        happening("h2", standing="denied"),
        happening("h3", standing="denied"),
    ]
    assert sorted(picks(parsed(network(facts(given_))), "line")) == [[0], [1, 2]]


def test_many_actors_are_cut_to_those_who_deal_most_and_that_is_said() -> None:
    root = parsed(network(facts(many(5000))))
    assert len(picks(root, "actor")) <= MOST_ACTORS
    assert len(picks(root, "line")) <= MOST_LINES
    assert any("actors are drawn" in (one.text or "") for one in texts(root))


def test_no_happenings_are_said_to_be_none() -> None:
    assert any(one.text == "No happenings." for one in texts(parsed(network([]))))


def test_a_happening_of_nobody_is_no_fault() -> None:
    assert names([happening(actor=())]) == []


def test_lines_begin_and_end_outside_of_names_however_long() -> None:
    long = "Organisation of all the States that were ever Asked"
    root = parsed(
        network(facts([happening(actor=(long, "B")), happening("h2", actor=(long, "C"))]))
    )
    pills = [
        (float(one.attrib["x"]), float(one.attrib["x"]) + float(one.attrib["width"]),
         float(one.attrib["y"]), float(one.attrib["y"]) + float(one.attrib["height"]))
        for one in root.iter(f"{SVG}rect") if one.attrib["class"] == "pill"
    ]  # fmt: skip
    strands = [one for one in root.iter(f"{SVG}path") if "strand" in one.attrib["class"]]
    assert len(strands) == 2
    for strand in strands:
        numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", strand.attrib["d"])]
        for x, y in (numbers[:2], numbers[-2:]):
            assert not any(left < x < right and top < y < low for left, right, top, low in pills)
