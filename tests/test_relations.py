"""What one marked actor does to another: plain cases, and bad input."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

import memcon
from memcon.cli.main import main
from memcon.errors import UsageError
from memcon.record import EVENT_TYPES
from memcon.relations import Relation

BOMBED = "Russian warplanes bombed Syrian rebels near Idlib on Tuesday, killing eleven of them."


def spans(text: str, actor: str, recipient: str) -> dict[str, tuple[int, int]]:
    """The places of two stretches of a text."""
    found = {}
    for name, words in (("actor", actor), ("recipient", recipient)):
        start = text.index(words)
        found[name] = (start, start + len(words))
    return found


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "event"),
    [
        (BOMBED, "Russian warplanes", "Syrian rebels", "ASSAULT"),
        ("Iran strongly condemned Israel on Monday.", "Iran", "Israel", "ACCUSE"),
        ("Norway sent food and tents to Nepal after the quake.", "Norway", "Nepal", "AID"),
    ],
)
def test_plain_cases(text: str, actor: str, recipient: str, event: str) -> None:
    found = memcon.relation(text, **spans(text, actor, recipient))
    assert found.event == event
    assert found.modality == "actual"


def test_scores_are_probabilities_of_all_types() -> None:
    found = memcon.relation(BOMBED, **spans(BOMBED, "Russian", "rebels"))
    assert sorted(found.scores) == sorted(EVENT_TYPES)
    assert all(0 <= chance <= 1 for chance in found.scores.values())
    assert sum(found.scores.values()) <= 1.001


def test_plv_joins_concede_and_retreat() -> None:
    scores = dict.fromkeys(EVENT_TYPES, 0.0)
    scores |= {"CONCEDE": 0.3, "RETREAT": 0.3, "AID": 0.4}
    assert Relation("AID", "actual", scores).plv == "YIELD"


@pytest.mark.parametrize(
    ("actor", "recipient", "complaint"),
    [
        ((7, 8), (0, 7), "no word"),
        ((0, 7), (900, 910), "no word"),
        ((0, 7), (0, 7), "same words"),
        ((5, 2), (0, 7), "no word"),
    ],
)
def test_spans_that_mean_nothing(
    actor: tuple[int, int], recipient: tuple[int, int], complaint: str
) -> None:
    with pytest.raises(UsageError, match=complaint):
        memcon.relation(BOMBED, actor=actor, recipient=recipient)


def test_half_a_character() -> None:
    with pytest.raises(UsageError, match="no character at 8"):
        memcon.relation("Iran hit\ud83d Iraq.", actor=(0, 4), recipient=(10, 14))


def test_actors_too_far_apart() -> None:
    text = "Iran wrote. " + "The weather was fine again. " * 200 + "Israel read it."
    with pytest.raises(UsageError, match="too far apart"):
        memcon.relation(text, **spans(text, "Iran", "Israel"))


def test_the_command_answers_good_lines_and_tells_bad_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = {"text": BOMBED, "actor": [0, 17], "recipient": [25, 38], "id": 7}
    lines = [
        json.dumps(good), "", "{", "[1]", '{"text": "x"}',
        json.dumps({**good, "actor": [True, 4]}), json.dumps({**good, "actor": [500, 510]}),
    ]  # fmt: skip
    source = tmp_path / "pairs.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["relation", str(source)])
    told = capsys.readouterr()
    assert ended.value.code == 1
    (answer,) = map(json.loads, told.out.splitlines())
    assert answer["id"] == 7
    assert answer["event"] == "ASSAULT"
    assert {"modality", "scores"} <= set(answer)
    assert [f"line {n}" in told.err for n in (1, 3, 4, 5, 6, 7)] == [False] + [True] * 5


def test_standard_input_and_bytes_that_are_no_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good = json.dumps({"text": f"😀 {BOMBED}", "actor": [2, 19], "recipient": [27, 40]})
    given = io.BytesIO(b'\xff\xfe{"a"\n' + good.encode() + b"\n")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(given))
    with pytest.raises(SystemExit) as ended:
        main(["relation", "-"])
    told = capsys.readouterr()
    assert ended.value.code == 1
    assert json.loads(told.out)["event"] == "ASSAULT"
    assert "standard input, line 1: is no UTF-8" in told.err


def test_a_missing_file_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["relation", "nowhere.jsonl"])
    assert ended.value.code == 2
    assert "nowhere.jsonl" in capsys.readouterr().err
