"""How well a ledger's happenings agree with gold stories: joined, standing, origins, who says so.

A gold story is several reports and what the ledger must hold after reading them all;
docs/scoring.md describes the format and the figures.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from memcon.errors import SourceError
from memcon.score import Scores, f1, normalised

Json = Mapping[str, Any]

_WHOLE = 0.99
"""The share of reports in common from which two sets of them count as one."""


def score_stories(gold: Path, predicted: Path) -> Scores:
    """Score each gold story against what the ledger told of it.

    `predicted` holds, for each STORY.json of `gold`, what `memcon happenings --json` printed after
    the story's reports were added, in order, to an empty ledger, as STORY.json, and the list of ids
    that `memcon add --json` printed as STORY.ids.json.

    Raises SourceError where the gold folder is empty, or a file is missing or no JSON.
    """
    files = sorted(gold.glob("*.json"))
    if not files:
        raise SourceError(str(gold), "no *.json there", "name the folder of the gold stories")
    tally = _Tally()
    for file in files:
        story = _load(file, "see docs/scoring.md")
        happenings = _load(predicted / file.name, "write it with memcon happenings --json")
        ids = _load(predicted / f"{file.stem}.ids.json", "write it with memcon add --json")
        _compare(file.stem, story, happenings, ids, tally)
    return Scores(tally.figures(), tally.misses)


class _Match(NamedTuple):
    shared: float
    """The reports in common, of all that either has."""
    gold: int
    predicted: int


class _Tally:
    def __init__(self) -> None:
        self.matched = self.predicted = self.gold = 0
        self.asked, self.right = Counter[str](), Counter[str]()
        self.misses: list[str] = []

    def figures(self) -> dict[str, dict[str, float]]:
        accuracies = {
            what: {"accuracy": round(self.right[what] / asked, 4), "of": asked}
            for what, asked in sorted(self.asked.items())
        }
        return {"happenings": f1(self.matched, self.predicted, self.gold), **accuracies}

    def ask(self, what: str, right: bool, where: str) -> None:
        self.asked[what] += 1
        self.right[what] += right
        if not right:
            self.misses.append(f"{where}: {what}")


def _compare(
    name: str, story: Json, happenings: Sequence[Json], ids: Sequence[str], tally: _Tally
) -> None:
    candidates = list(_candidates(story, happenings, ids))
    taken = list(_one_to_one(candidates))
    for match in taken:
        wanted = story["happenings"][match.gold]
        if not wanted.get("optional"):
            tally.matched += 1
            _judge(f"{name}: {_told(wanted)}", wanted, happenings[match.predicted], match, tally)
    used = {match.predicted for match in taken}
    # Another telling of a gold happening counts against precision; what no gold speaks of doesn't.
    doubles = {match.predicted for match in candidates} - used
    found = {match.gold for match in taken}
    missed = [h for n, h in enumerate(story["happenings"]) if n not in found]
    tally.gold += sum(not h.get("optional") for h in story["happenings"])
    tally.predicted += len(used) + len(doubles)
    tally.misses += [f"{name}: {_told(h)}: missed" for h in missed if not h.get("optional")]
    tally.misses += [f"{name}: {happenings[n]['id']}: told apart" for n in sorted(doubles)]


def _candidates(story: Json, happenings: Sequence[Json], ids: Sequence[str]) -> Iterator[_Match]:
    for gold, wanted in enumerate(story["happenings"]):
        reports = {ids[number] for number in wanted["reports"]}
        for predicted, happening in enumerate(happenings):
            if _same(wanted, happening):
                mine = set(happening["reports"])
                yield _Match(len(reports & mine) / max(1, len(reports | mine)), gold, predicted)


def _one_to_one(candidates: Iterable[_Match]) -> Iterator[_Match]:
    """Each gold happening with the telling that shares most reports with it, the surest first."""
    gold: set[int] = set()
    predicted: set[int] = set()
    for match in sorted(candidates, reverse=True):
        if match.gold not in gold and match.predicted not in predicted:
            gold.add(match.gold)
            predicted.add(match.predicted)
            yield match


def _judge(where: str, wanted: Json, happening: Json, match: _Match, tally: _Tally) -> None:
    counts = {wanted["origins"], *wanted.get("origins_also", [])}
    tally.ask("reports joined", match.shared >= _WHOLE, where)
    tally.ask("standing", happening["standing"] == wanted["standing"], where)
    tally.ask("origins", happening["origins"]["count"] in counts, where)
    if wanted.get("asserted_by"):
        right = _all_said(wanted["asserted_by"], happening["asserted_by"])
        tally.ask("asserted by", right, where)
    tally.ask("denied by", _all_said(wanted.get("denied_by") or [], happening["denied_by"]), where)


def _same(wanted: Json, happening: Json) -> bool:
    return (
        wanted["event"] == happening["event"]
        and _same_parties(wanted, happening)
        and _same_time(wanted["date"], happening["date"])
    )


def _same_parties(wanted: Json, happening: Json) -> bool:
    """Every gold participant is a party, and no party is left over."""
    want = [{normalised(name) for name in names} for names in wanted["participants"]]
    have = [
        {normalised(name) for name in (actor["name"], *actor["names"])}
        for actor in (*happening["actor"], *happening["recipient"])
    ]
    return all(any(w & h for h in have) for w in want) and all(
        any(w & h for w in want) for h in have
    )


def _same_time(wanted: Sequence[str] | None, date: Json) -> bool:
    if wanted is None or date["start"] is None:
        return True
    return bool(date["start"] <= wanted[1] and date["end"] >= wanted[0])


def _all_said(wanted: Sequence[str | Sequence[str]], said: Sequence[Json]) -> bool:
    """Whether all wanted people are there; of nobody wanted, nobody may be."""
    have = {normalised(one["name"]) for one in said}
    want = [[one] if isinstance(one, str) else one for one in wanted]
    if not want:
        return not have
    return all(any(_is_one_of(normalised(name), have) for name in names) for names in want)


def _is_one_of(name: str, have: Collection[str]) -> bool:
    return any(name == other or (name and (name in other or other in name)) for other in have)


def _told(wanted: Json) -> str:
    parties = ", ".join(names[0] for names in wanted["participants"])
    return f"{wanted['event']} {parties} {'/'.join(wanted['date'] or ['no date'])}"


def _load(file: Path, advice: str) -> Any:  # noqa: ANN401 - whatever JSON the file holds
    try:
        return json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise SourceError(str(file), "no such file", advice) from None
    except ValueError as error:
        raise SourceError(str(file), f"no JSON document ({error})", advice) from error
