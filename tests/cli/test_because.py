"""Why a record says what it says: on a page, as lines, as JSON."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from rich.console import Console

import memcon
from cli.conftest import Run
from memcon.cli.show.because import print_explained_page
from memcon.cli.show.lines import reason_lines
from memcon.explanation import Explained, Reason
from memcon.record import Record, Report

TEXT = "Reuters said Eva Holt had met Jon Berg on Monday."
WHERE = {"met": (26, 29), "said": (8, 12), "Eva Holt": (13, 21), "Monday": (42, 48)}
READING = Path(memcon.__file__).parent / "reading"

WHY = """\
Why

a1 Eva Holt
  name Eva Holt                   “Eva Holt” — the head for names (kind PER;
  kind person                     probability 97%)
  country NOR                     “Eva Holt” — holders.tsv (name Eva Holt;
                                  office minister; since 2020-01-01)
  mentions “Eva Holt”             name: it has that name

s1 someone not named: said
  cue_spans “said”                “said” — verb-of-saying: a verb with somebody
                                  who says or thinks what it takes (cues.toml)

e1 talks
  event CONSULT                   “met” — pattern 3 of CONSULT.toml (verb meet;
                                  recipient with; mutual)
  actor Eva Holt                  “Eva Holt” — slot “subject” of pattern 3 of
                                  CONSULT.toml
  date Mon 11 Nov 2024            “Monday” — date-on-word: the time expression
                                  hangs on its word (tense past; counted from
                                  2024-11-11)
  according_to s1                 “said” — told-in-content: it stands in what is
                                  said
  confidence 0.8                  “met” — added to its log odds by
                                  confidence.toml: always -1.17, actor +0.93
"""
LINES = [
    "because ID a1 country NOR registry holders|Eva Holt|"
    "holders.tsv (name Eva Holt; office minister; since 2020-01-01)",
    "because ID e1 date|Mon 11 Nov 2024 rule date-on-word Monday|"
    "date-on-word: the time expression hangs on its word (tense past; counted from 2024-11-11)",
]


def made() -> Explained:
    day = {"start": "2024-11-11", "end": "2024-11-11", "text": "Monday", "basis": "relative"}
    record = Record.model_validate(
        {
            "report": Report.of(TEXT, published="2024-11-11").model_dump(),
            "actors": [
                {
                    "id": "a1",
                    "name": "Eva Holt",
                    "kind": "person",
                    "country": "NOR",
                    "mentions": [WHERE["Eva Holt"]],
                }
            ],
            "statements": [{"id": "s1", "cue_spans": [WHERE["said"]], "confidence": 0.9}],
            "events": [
                {
                    "id": "e1",
                    "event": "CONSULT",
                    "actor": ["a1"],
                    "date": day,
                    "according_to": ["s1"],
                    "span": WHERE["met"],
                    "confidence": 0.8,
                }
            ],
        }
    )
    name = {"kind": "PER", "probability": 0.97}
    tenure = {"name": "Eva Holt", "office": "minister", "since": "2020-01-01"}
    entry = {"number": 3, "verb": "meet", "recipient": "with", "mutual": True}
    counted = {"tense": "past", "counted_from": "2024-11-11"}
    return Explained(
        record,
        (
            Reason("a1", "name", "Eva Holt", "head", "name", (WHERE["Eva Holt"],), name),
            Reason("a1", "kind", "person", "head", "name", (WHERE["Eva Holt"],), name),
            Reason("a1", "country", "NOR", "registry", "holders", (WHERE["Eva Holt"],), tenure),
            Reason("a1", "mentions", [13, 21], "rule", "name", (WHERE["Eva Holt"],)),
            Reason("s1", "cue_spans", [8, 12], "rule", "verb-of-saying", (WHERE["said"],)),
            Reason("e1", "event", "CONSULT", "pattern", "CONSULT.toml", (WHERE["met"],), entry),
            Reason(
                "e1", "actor", "a1", "pattern", "CONSULT.toml", (WHERE["Eva Holt"],),
                {"slot": "subject", **entry},
            ),
            Reason("e1", "date", day, "rule", "date-on-word", (WHERE["Monday"],), counted),
            Reason("e1", "according_to", "s1", "rule", "told-in-content", (WHERE["said"],)),
            Reason(
                "e1", "confidence", 0.8, "weights", "confidence.toml", (WHERE["met"],),
                {"always": -1.17, "actor": 0.93},
            ),
        ),
    )  # fmt: skip


def printed(explained: Explained, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width)
    print_explained_page(explained, console)
    assert isinstance(console.file, io.StringIO)
    return "".join(f"{line.rstrip()}\n" for line in console.file.getvalue().splitlines())


def test_behind_the_page_stands_why_it_says_so() -> None:
    page, _, why = printed(made()).partition("\nWhy\n")
    assert "1 event (1 actual), 1 statement, 1 actor" in page
    assert f"Why\n{why}" == WHY


@pytest.mark.parametrize("width", [40, 80, 240])
def test_no_line_is_wider_than_the_terminal_or_a_page(width: int) -> None:
    assert all(len(line) <= min(width, 100) for line in printed(made(), width).splitlines())


def test_a_line_tells_one_reason() -> None:
    explained = made()
    id_ = explained.record.report.id
    told = list(reason_lines(explained))
    assert len(told) == len(explained.because)
    assert {line.count("\t") for line in told} == {8}
    expected = [re.sub(r"ID", id_, line) for line in LINES]
    plain = {line.replace("\t", " ") for line in told}
    assert {line.replace("|", " ") for line in expected} <= plain


def test_json_has_the_record_and_its_reasons() -> None:
    document = json.loads(made().to_json())
    assert document["record"] == made().record.to_dict()
    assert document["because"][2] == {
        "of": "a1",
        "field": "country",
        "value": "NOR",
        "by": "registry",
        "name": "holders",
        "spans": [[13, 21]],
        "facts": {"name": "Eva Holt", "office": "minister", "since": "2020-01-01"},
    }


@pytest.mark.parametrize("form", ["--json", "--jsonl"])
def test_the_command_gives_record_and_reasons(run: Run, form: str) -> None:
    plain = json.loads(run("read", form, stdin="Biden met Xi.").stdout)
    outcome = run("read", form, "--explain", stdin="Biden met Xi.")
    assert outcome.status == 0
    assert json.loads(outcome.stdout) == {"record": plain, "because": []}


@pytest.mark.parametrize("form", ["--page", "--lines"])
def test_what_people_read_begins_as_without(run: Run, form: str) -> None:
    plain = run("read", form, stdin="Biden met Xi.").stdout
    assert run("read", form, "--explain", stdin="Biden met Xi.").stdout.startswith(plain)


def test_every_rule_head_and_table_has_its_words() -> None:
    from memcon.cli.show.because import _labels

    source = "\n".join(path.read_text("utf-8") for path in sorted(READING.glob("*.py")))
    given = set(re.findall(r'\b(?:note_)?rule\(\s*"([a-z-]+)"', source))
    assert given
    assert given <= set(_labels()["rule"])
    quoted = set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', source))
    endings = ("stance", "quote")
    unused = {r for r in _labels()["rule"] if r not in quoted and not r.startswith(endings)}
    assert unused == set()
