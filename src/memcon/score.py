"""How well records agree with gold: events, statements, actors, and what is said of each.

Gold is a file with the report, its actors and what a careful reader would write down, evidence
given as exact words of the text; docs/scoring.md describes the format and the figures.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from memcon.errors import SourceError

Json = Mapping[str, Any]
Span = tuple[int, int]
Figures = dict[str, dict[str, float]]

# Content of a statement counts as found when at least half of the words of both are shared.
SHARED_WORDS = 0.5


@dataclass(frozen=True)
class Scores:
    """Figures by name, each with precision, recall and F1 or an accuracy; and a line per miss."""

    figures: Figures
    misses: list[str]


def score(compared: Iterable[tuple[str, Json, Json]]) -> Scores:
    """Score records against gold.

    Takes triples of a report's name, its gold and its record as JSON objects.
    Raises SourceError where the two texts differ or the gold quotes words that its text lacks.
    """
    tally = _Tally()
    for name, gold, record in compared:
        comparison = _Comparison(name, gold, record)
        _tally_events(comparison, tally)
        _tally_statements(comparison, tally)
        _tally_actors(comparison, tally)
    return Scores(tally.figures(), tally.misses)


def score_folders(gold: Path, predicted: Path) -> Scores:
    """Score every JSON file of the gold folder against the file of that name in the other.

    Raises SourceError where the gold folder is empty, a file is missing or holds no such object.
    """
    return score(_pairs_of_files(gold, predicted))


def right(name: str, gold: Json, record: Json) -> tuple[set[int], set[int]]:
    """The numbers of a record's events and of its statements that agree with gold.

    Events agree in type and share parties, statements in what is said; optional ones count.
    """
    comparison = _Comparison(name, gold, record)
    events = {match.predicted for match in _event_matches(comparison)}
    return events, {match.predicted for match in _statement_matches(comparison)}


def _pairs_of_files(gold: Path, predicted: Path) -> Iterator[tuple[str, Json, Json]]:
    files = sorted(gold.glob("*.json"))
    if not files:
        raise SourceError(str(gold), "no *.json there", "name the folder of the gold reports")
    for file in files:
        record_file = predicted / file.name
        yield (
            file.stem,
            _load(file, ["report", "actors", "statements", "events"], "see docs/scoring.md"),
            _load(record_file, ["report"], "write it with memcon read --json"),
        )


def _load(file: Path, fields: Iterable[str], advice: str) -> Json:
    try:
        loaded = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise SourceError(str(file), "no such file", advice) from None
    except ValueError as error:
        raise SourceError(str(file), f"no JSON document ({error})", advice) from error
    missing = [field for field in fields if not isinstance(loaded, dict) or field not in loaded]
    if missing:
        raise SourceError(str(file), f"no JSON object with {', '.join(missing)}", advice)
    return cast("Json", loaded)


def f1(matched: int, predicted: int, gold: int) -> dict[str, float]:
    """Precision, recall and F1 of so many matches; what has no entries has none of them."""
    precision = matched / predicted if predicted else 0.0
    recall = matched / gold if gold else 0.0
    both = precision + recall
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / both, 4) if both else 0.0,
        "gold": gold,
        "predicted": predicted,
    }


# Names ---------------------------------------------------------------------------------------


def normalised(name: str | None) -> str:
    """A name without case, article, form of address, possessive and punctuation."""
    name = re.sub(r"[’']s$", "", (name or "").strip().casefold())
    name = re.sub(r"^(the|a|an|mr\.?|mrs\.?|ms\.?|dr\.?) ", "", name)
    return re.sub(r"[^\w ]", "", name).strip()


# Places in the text --------------------------------------------------------------------------


def _find(text: str, piece: str, after: int) -> Span | None:
    """Where a piece stands: the first place past `after`, or the nth for "nth:2:words"."""
    if numbered := re.match(r"nth:(\d+):(.*)", piece, re.DOTALL):
        count, piece = int(numbered[1]), numbered[2]
        start = -1
        for _ in range(count):
            start = text.find(piece, start + 1)
            if start < 0:
                break
    else:
        start = text.find(piece, after)
        start = start if start >= 0 else text.find(piece)
    return (start, start + len(piece)) if start >= 0 else None


# One report ----------------------------------------------------------------------------------


class _Comparison:
    """One report's gold and record, and which of the record's actors are which of the gold's."""

    def __init__(self, name: str, gold: Json, record: Json) -> None:
        self.name, self.gold, self.record = name, gold, record
        self.text: str = gold["report"]["text"]
        if record["report"]["text"] != self.text:
            raise SourceError(
                name,
                "the record's text is not the gold's, so its offsets mean nothing",
                "read exactly the text of the gold report",
            )
        self._words = [match.span() for match in re.finditer(r"\w+", self.text)]
        self.actors: dict[str, Json] = {actor["id"]: actor for actor in record.get("actors", [])}
        self.statements: dict[str, Json] = {s["id"]: s for s in record.get("statements", [])}
        self._gold_names = {
            key: {normalised(n) for n in [actor["name"], *actor.get("accept", [])]}
            for key, actor in gold["actors"].items()
        }
        self.gold_actor: dict[str, str] = {
            id_: self._gold_actor(id_, actor) for id_, actor in self.actors.items()
        }

    def _gold_actor(self, id_: str, actor: Json) -> str:
        """The gold's key for an actor; its name decides, a mention only where that is unknown."""
        key: str
        for key, names in self._gold_names.items():
            if normalised(actor.get("name")) in names:
                return key
        mentions = [normalised(self.text[start:end]) for start, end in actor.get("mentions", [])]
        votes = Counter(
            key
            for mention in mentions
            for key, names in self._gold_names.items()
            if mention in names
        )
        return votes.most_common(1)[0][0] if votes else f"?{id_}"

    def gold_actors(self, ids: Iterable[str] | None) -> set[str]:
        return {self.gold_actor.get(id_, f"?{id_}") for id_ in ids or []}

    def holder(self, statement: Json) -> set[str]:
        return self.gold_actors([statement["holder"]]) if statement.get("holder") else set()

    def words(self, spans: Iterable[Collection[int]]) -> set[int]:
        """The numbers of the words that any of the spans touches."""
        bounds = [(start, end) for start, end in spans]
        return {
            number
            for number, (start, end) in enumerate(self._words)
            if any(start < b and end > a for a, b in bounds)
        }

    def words_of(self, pieces: Iterable[str]) -> set[int]:
        """The numbers of the words that a gold entry's pieces of evidence touch."""
        spans: list[Span] = []
        for piece in pieces:
            span = _find(self.text, piece, spans[-1][1] if spans else 0)
            if span is None:
                problem = f"the gold text has no such words: {piece!r}"
                raise SourceError(self.name, problem, "mend the gold file")
            spans.append(span)
        return self.words(spans)

    def offset(self, word: int) -> int:
        return self._words[word][0]


@dataclass(frozen=True, order=True)
class _Match:
    """A gold entry beside one of the record's; the greater, the better they fit."""

    rank: tuple[float, ...]
    gold: int
    predicted: int
    exact: bool = field(compare=False, default=False)


def _one_to_one(candidates: Iterable[_Match]) -> list[_Match]:
    """The best matches first, each entry of either side taken once."""
    gold: set[int] = set()
    predicted: set[int] = set()
    taken = []
    for match in sorted(candidates, reverse=True):
        if match.gold not in gold and match.predicted not in predicted:
            gold.add(match.gold)
            predicted.add(match.predicted)
            taken.append(match)
    return taken


# Events --------------------------------------------------------------------------------------


def _event_matches(comparison: _Comparison) -> list[_Match]:
    """Pair events of one type: by participants first, then by their place in the text."""
    candidates = []
    for number, gold in enumerate(comparison.gold["events"]):
        evidence = comparison.words_of(gold["evidence"])
        start = comparison.offset(min(evidence)) if evidence else 0
        for other, event in enumerate(comparison.record.get("events", [])):
            if event["event"] != gold["event"]:
                continue
            partly, exact = _same_parties(comparison, gold, event)
            if partly:
                near = bool(evidence & comparison.words([event["span"]]))
                rank = (exact, near, -abs(event["span"][0] - start))
                candidates.append(_Match(rank, number, other, exact))
    return _one_to_one(candidates)


def _same_parties(comparison: _Comparison, gold: Json, event: Json) -> tuple[bool, bool]:
    """Whether two events share parties on each side, and whether all of them."""
    gold_actor, gold_recipient = set(gold["actor"]), set(gold.get("recipient") or [])
    actor = comparison.gold_actors(event.get("actor"))
    recipient = comparison.gold_actors(event.get("recipient"))
    # In mutual acts it does not matter who stands as actor and who as recipient.
    if gold["event"] == "CONSULT" or (not gold_recipient and len(gold_actor) > 1):
        all_gold, all_predicted = gold_actor | gold_recipient, actor | recipient
        shared = len(all_gold & all_predicted)
        return shared >= min(2, len(all_gold)), all_gold == all_predicted
    partly = bool(actor & gold_actor or not gold_actor) and bool(
        recipient & gold_recipient or not gold_recipient
    )
    return partly, (actor, recipient) == (gold_actor, gold_recipient)


def _tally_events(comparison: _Comparison, tally: _Tally) -> None:
    gold_events = comparison.gold["events"]
    events = comparison.record.get("events", [])
    matches = _event_matches(comparison)
    tally.count("events", gold_events, events, matches)
    for match in matches:
        if not gold_events[match.gold].get("optional"):
            tally.exact_events += match.exact
            _check_event(comparison, tally, gold_events[match.gold], events[match.predicted])
    found = {match.gold for match in matches}
    for number, gold in enumerate(gold_events):
        if number not in found and not gold.get("optional"):
            tally.miss(comparison, f"missed {gold['event']} {gold['evidence'][0]!r}")
    used = {match.predicted for match in matches}
    for number, event in enumerate(events):
        if number not in used:
            tally.miss(comparison, f"extra {_described(comparison, event)}")


def _check_event(comparison: _Comparison, tally: _Tally, gold: Json, event: Json) -> None:
    """Whether a found event has its modality, mode, date, holder and stance right."""
    date = event.get("date") or {}
    known = comparison.statements
    chain = [known[id_] for id_ in event.get("according_to") or [] if id_ in known]
    holders = comparison.holder(chain[0]) if chain else set()
    gold_holders = set(gold["holder"])
    checks = {"modality": event.get("modality") == gold["modality"]}
    if gold.get("mode"):
        checks["mode"] = event.get("mode") == gold["mode"]
    checks["date"] = [date.get("start"), date.get("end")] == (gold["date"] or [None, None])
    checks["holder"] = holders == gold_holders or bool(holders & gold_holders)
    stance = chain[0].get("stance") if chain else "asserts"
    checks["stance"] = stance == gold.get("stance", "asserts")
    for what, right in checks.items():
        tally.check(comparison, what, right, f"{gold['event']} {gold['evidence'][0]!r}")


def _described(comparison: _Comparison, event: Json) -> str:
    start, end = event["span"]
    actor = sorted(comparison.gold_actors(event.get("actor")))
    recipient = sorted(comparison.gold_actors(event.get("recipient")))
    return f"{event['event']} {comparison.text[start:end]!r} {actor} {recipient}"


# Statements ----------------------------------------------------------------------------------


def _statement_matches(comparison: _Comparison) -> list[_Match]:
    """Pair statements that share half their content's words.

    Of several, one with the same holder first: nested statements, and an outlet beside its
    source, cover the same words.
    """
    candidates = []
    for number, gold in enumerate(comparison.gold["statements"]):
        gold_words = comparison.words_of(gold["content"])
        for other, statement in enumerate(comparison.record.get("statements", [])):
            words = comparison.words(statement.get("content_spans", []))
            union = len(gold_words | words)
            shared = len(gold_words & words) / union if union else 0
            if shared >= SHARED_WORDS:
                rank = (_same_holder(comparison, gold, statement), shared)
                candidates.append(_Match(rank, number, other))
    return _one_to_one(candidates)


def _same_holder(comparison: _Comparison, gold: Json, statement: Json) -> bool:
    return comparison.holder(statement) == ({gold["holder"]} if gold["holder"] else set())


def _tally_statements(comparison: _Comparison, tally: _Tally) -> None:
    gold_statements = comparison.gold["statements"]
    statements = comparison.record.get("statements", [])
    matches = _statement_matches(comparison)
    tally.count("statements", gold_statements, statements, matches)
    for match in matches:
        gold, statement = gold_statements[match.gold], statements[match.predicted]
        if gold.get("optional"):
            continue
        about = f"{gold['content'][0][:60]!r}"
        right = _same_holder(comparison, gold, statement)
        tally.check(comparison, "statement holder", right, about)
        right = statement.get("stance") == gold.get("stance", "asserts")
        tally.check(comparison, "statement stance", right, about)
    found = {match.gold for match in matches}
    for number, gold in enumerate(gold_statements):
        if number not in found and not gold.get("optional"):
            tally.miss(comparison, f"missed statement {gold['content'][0][:60]!r}")


# Actors --------------------------------------------------------------------------------------


def _tally_actors(comparison: _Comparison, tally: _Tally) -> None:
    found = _found_actors(comparison)
    for key, gold in comparison.gold["actors"].items():
        tally.ask("actor found", key in found)
        if key in found:
            actor = found[key]
            tally.ask("actor kind", actor.get("kind") == gold["kind"])
            for attribute in ("country", "sector"):
                if gold.get(attribute):
                    tally.ask(f"actor {attribute}", actor.get(attribute) == gold[attribute])


def _found_actors(comparison: _Comparison) -> dict[str, Json]:
    """The record's actor for each of the gold's; of several, the last that bears its name."""
    found: dict[str, Json] = {}
    for id_, key in comparison.gold_actor.items():
        if key.startswith("?"):
            continue
        actor = comparison.actors[id_]
        name = normalised(comparison.gold["actors"][key]["name"])
        if key not in found or normalised(actor.get("name")) == name:
            found[key] = actor
    return found


# Counting ------------------------------------------------------------------------------------


class _Tally:
    """What was asked and what was right, over all reports."""

    def __init__(self) -> None:
        self.misses: list[str] = []
        self.exact_events = 0
        self._gold: Counter[str] = Counter()
        self._predicted: Counter[str] = Counter()
        self._matched: Counter[str] = Counter()
        self._asked: Counter[str] = Counter()
        self._right: Counter[str] = Counter()

    def count(
        self, what: str, gold: list[Json], predicted: list[Json], matches: list[_Match]
    ) -> None:
        """Count entries of both sides; an optional one is right if found and no miss if not."""
        optional = sum(1 for match in matches if gold[match.gold].get("optional"))
        self._gold[what] += sum(1 for entry in gold if not entry.get("optional"))
        self._predicted[what] += len(predicted) - optional
        self._matched[what] += len(matches) - optional

    def ask(self, what: str, right: bool) -> None:
        self._asked[what] += 1
        self._right[what] += right

    def check(self, comparison: _Comparison, what: str, right: bool, about: str) -> None:
        self.ask(what, right)
        if not right:
            self.miss(comparison, f"{what} of {about}")

    def miss(self, comparison: _Comparison, line: str) -> None:
        self.misses.append(f"{comparison.name}: {line}")

    def figures(self) -> Figures:
        figures = {
            "events strict": self._f1("events", self.exact_events),
            "events": self._f1("events", self._matched["events"]),
            "statements": self._f1("statements", self._matched["statements"]),
        }
        for what, asked in sorted(self._asked.items()):
            figures[what] = {"accuracy": round(self._right[what] / asked, 4), "of": asked}
        return figures

    def _f1(self, what: str, matched: int) -> dict[str, float]:
        return f1(matched, self._predicted[what], self._gold[what])
