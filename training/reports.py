"""The composed reports: reads and checks them, prints their statistics, makes training examples.

usage: python training/reports.py [DIR] [--check] [--frames]

DIR is `data/reports`, with `train`, `dev` and `test` in it, each with `reports/*.json` and
`stories/*.json` in the format of the developer gold.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from corpora import ATTRIBUTION_TAGS, Document

from memcon.language.segment import segment
from memcon.record import COUNTRIES, EVENT_TYPES, MODES, SECTORS

HERE = Path(__file__).resolve().parent.parent
SPLITS = ("train", "dev", "test")
KINDS = {"person", "organisation", "state", "group", "unnamed"}
MODALITIES = {"actual", "future", "hypothetical", "negated"}
STANCES = {"asserts", "denies", "doubts", "declines"}
STANDINGS = {"reported", "corroborated", "confirmed", "disputed", "denied"}
LONGEST_SHARED_RUN = 7
"""Two reports that are not of one story share no more words in a row than this."""

PLAIN_WORDS = 4
"""A shared run with fewer words in small letters is a name with its office."""

FRAME_WORDS = 5
"""Sentences with so many equal words at their start, names apart, are of one frame."""


@dataclass(frozen=True)
class Composed:
    """A composed report with its gold annotation, or a story of several."""

    name: str
    split: str
    gold: dict[str, Any]

    @property
    def texts(self) -> list[str]:
        """The texts of the report, or of the story's reports."""
        reports = self.gold["reports"] if "reports" in self.gold else [self.gold["report"]]
        return [report["text"] for report in reports]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=HERE / "data" / "reports")
    parser.add_argument("--check", action="store_true", help="only say what is wrong")
    parser.add_argument("--frames", action="store_true", help="list repeated sentence frames")
    options = parser.parse_args()
    composed = list(read(options.folder))
    complaints = [c for item in composed for c in check(item)] + shared_runs(composed)
    print("\n".join(complaints) or "the corpus is sound")
    if not options.check:
        print_statistics(composed)
    if options.frames:
        for frame, count in frames(composed).most_common(40):
            print(f"{count:5} {frame}")
    raise SystemExit(bool(complaints))


def read(folder: Path) -> Iterator[Composed]:
    """All composed reports and stories, ordered by split and name."""
    for split in SPLITS:
        for kind in ("reports", "stories"):
            for path in sorted((folder / split / kind).glob("*.json")):
                yield Composed(path.stem, split, json.loads(path.read_text("utf-8")))


# -- checking ------------------------------------------------------------------------------------


def check(item: Composed) -> list[str]:
    """What is wrong with a report or story: codes, words that are not in the text, loose ends."""
    problems = _check_story(item.gold) if "reports" in item.gold else _check_report(item.gold)
    return [f"{item.split}/{item.name}: {problem}" for problem in problems]


def place(text: str, piece: str) -> tuple[int, int] | None:
    """Where the words of an annotation stand; "nth:2:words" is their second occurrence."""
    found = re.match(r"nth:(\d+):(.*)", piece, re.S)
    number, words = (int(found[1]), found[2]) if found else (1, piece)
    at = -1
    for _ in range(number):
        at = text.find(words, at + 1)
        if at < 0:
            return None
    return at, at + len(words)


def _check_report(gold: dict[str, Any]) -> Iterator[str]:
    text, actors = gold["report"]["text"], gold["actors"]
    events = {e["id"] for e in gold["events"]}
    for key, actor in actors.items():
        yield from _unknown(f"actor {key}", actor["kind"], KINDS)
        yield from _unknown(f"actor {key}", actor.get("country"), {*COUNTRIES, None})
        yield from _unknown(f"actor {key}", actor.get("sector"), {*SECTORS, None})
    for event in gold["events"]:
        where = f"event {event['id']}"
        yield from _unknown(where, event["event"], set(EVENT_TYPES))
        yield from _unknown(where, event.get("mode"), {*MODES.get(event["event"], ()), None})
        yield from _unknown(where, event["modality"], MODALITIES)
        parties = [*event["actor"], *(event.get("recipient") or [])]
        yield from (f"{where}: nobody in it" for _ in range(not parties))
        for key in [*parties, *event["holder"]]:
            yield from _unknown(where, key, set(actors))
        yield from _absent(where, text, event["evidence"])
    for statement in gold["statements"]:
        where = f"statement {statement['id']}"
        yield from _unknown(where, statement["stance"], STANCES)
        yield from _unknown(where, statement["holder"], {*actors, None})
        yield from _absent(where, text, [*statement["cue"], *statement["content"]])
        for key in statement.get("about", []):
            yield from _unknown(where, key, events)


def _check_story(gold: dict[str, Any]) -> Iterator[str]:
    for number, happening in enumerate(gold["happenings"], 1):
        where = f"happening {number}"
        yield from _unknown(where, happening["event"], set(EVENT_TYPES))
        yield from _unknown(where, happening["standing"], STANDINGS)
        for report in happening["reports"]:
            yield from _unknown(where, report, set(range(len(gold["reports"]))))


def _unknown(where: str, value: object, known: set[Any]) -> Iterator[str]:
    if value not in known:
        yield f"{where}: {value!r} is not known"


def _absent(where: str, text: str, pieces: list[str]) -> Iterator[str]:
    for piece in pieces:
        if place(text, piece) is None:
            yield f"{where}: the text has no {piece!r}"


def shared_runs(composed: list[Composed]) -> list[str]:
    """Pairs of reports or stories that share longer runs of words than is chance, names apart."""
    bearers: dict[tuple[str, ...], str] = {}
    pairs: dict[tuple[str, str], str] = {}
    length = LONGEST_SHARED_RUN + 1
    for item in composed:
        for text in item.texts:
            words = re.findall(r"\w+", text)
            for at in range(len(words) - length + 1):
                shared = words[at : at + length]
                if sum(word.islower() for word in shared) < PLAIN_WORDS:
                    continue
                run = tuple(word.casefold() for word in shared)
                other = bearers.setdefault(run, item.name)
                if other != item.name:
                    pairs.setdefault((other, item.name), " ".join(run))
    return [f"{a} and {b} share: {run}" for (a, b), run in sorted(pairs.items())]


# -- statistics ----------------------------------------------------------------------------------


def print_statistics(composed: list[Composed]) -> None:
    """Sizes, codes, countries, sentence openings and likeness, as a Markdown list."""
    reports = [c for c in composed if "report" in c.gold]
    stories = [c for c in composed if "reports" in c.gold]
    for name, group in (("reports", reports), ("stories", stories)):
        parts = ", ".join(f"{split} {sum(c.split == split for c in group)}" for split in SPLITS)
        lengths = [len(text.split()) for c in group for text in c.texts]
        print(f"- {name}: {len(group)} ({parts}), texts {len(lengths)}, words {sum(lengths)},")
        print(f"  shortest {min(lengths)}, longest {max(lengths)}")
    happenings = Counter(h["standing"] for c in stories for h in c.gold["happenings"])
    print(f"- standings of happenings: {_told(happenings)}")
    print(f"- sentences of reports with nothing to code: {nothing_to_code(reports):.1%}")
    counts = counted(reports)
    countries = counts.pop("country")
    for name, found in counts.items():
        print(f"- {name}: {_told(found)}")
    rare = Counter({c: countries[c] for c in COUNTRIES if countries[c] < 2})
    print(f"- countries of actors: {len(countries)}; fewer than two actors: {_told(rare)}")
    repeated = [n for n in frames(composed).values() if n > 2]
    print(f"- openings of {FRAME_WORDS} words, names apart, that stand more than twice:", end=" ")
    print(f"{len(repeated)}, the commonest {max(repeated, default=0)} times")
    share, a, b = most_alike(composed)
    print(f"- most alike, by word trigrams (Jaccard): {a} and {b}, {share:.3f}")


def most_alike(composed: list[Composed]) -> tuple[float, str, str]:
    """The two that share most of their word trigrams, and how much: 1 is the same text."""
    bags = []
    for item in composed:
        words = re.findall(r"\w+", " ".join(item.texts).casefold())
        bags.append((item.name, set(zip(words, words[1:], words[2:], strict=False))))
    return max(
        (len(bag & other) / len(bag | other), name, second)
        for (name, bag), (second, other) in combinations(bags, 2)
    )


def counted(reports: list[Composed]) -> dict[str, Counter[str]]:
    """How often each code stands in the annotations."""
    events = [e for c in reports for e in c.gold["events"]]
    statements = [s for c in reports for s in c.gold["statements"]]
    actors = [a for c in reports for a in c.gold["actors"].values()]
    return {
        "events": Counter(e["event"] for e in events),
        "modes": Counter(f"{e['event']} {e['mode']}" for e in events if e.get("mode")),
        "modality": Counter(e["modality"] for e in events),
        "optional": Counter(str(bool(x.get("optional"))) for x in [*events, *statements]),
        "stance": Counter(s["stance"] for s in statements),
        "kind": Counter(a["kind"] for a in actors),
        "country": Counter(a["country"] for a in actors if a.get("country")),
        "sector": Counter(a["sector"] for a in actors if a.get("sector")),
    }


def nothing_to_code(reports: list[Composed]) -> float:
    """The share of sentences that hold no word of an event's evidence or a statement's cue."""
    empty = total = 0
    for item in reports:
        text = item.texts[0]
        coded = [p for e in item.gold["events"] for p in e["evidence"]]
        coded += [p for s in item.gold["statements"] for p in s["cue"]]
        spans = [span for piece in coded if (span := place(text, piece))]
        for sentence in segment(text):
            total += 1
            empty += not any(s < sentence.end and e > sentence.start for s, e in spans)
    return empty / total if total else 0.0


def frames(composed: list[Composed]) -> Counter[str]:
    """Openings of sentences with names and numbers taken out, and how often each stands."""
    found: Counter[str] = Counter()
    for item in composed:
        for text in item.texts:
            for sentence in segment(text):
                words = [text[s:e] for s, e in sentence.words][: 2 * FRAME_WORDS]
                plain = ["NAME" if w[0].isupper() or w[0].isdigit() else w for w in words]
                kept = [w for i, w in enumerate(plain) if i == 0 or w != plain[i - 1]]
                if len(kept) >= FRAME_WORDS:
                    found[" ".join(kept[:FRAME_WORDS])] += 1
    return found


def _told(counts: Counter[str]) -> str:
    """Codes and their counts, the commonest first."""
    return ", ".join(f"{k} {v}" for k, v in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])))


# -- training examples ---------------------------------------------------------------------------

EVENT_TAGS = ("O", *(f"{p}-{event}" for event in EVENT_TYPES for p in "BI"))


def documents(folder: Path, split: str) -> Iterator[Document]:
    """The reports of a split as words with labels: `event` by type, `modality`, `attribution`.

    Evidence, cues and contents become BIO tags; of overlapping evidence the shorter one wins.
    """
    for item in read(folder):
        if item.split == split and "report" in item.gold:
            yield document(item)


def document(item: Composed) -> Document:
    """One report as words with labels."""
    text = item.texts[0]
    sentences = segment(text)
    spans = [span for sentence in sentences for span in sentence.words]
    numbers = [s.paragraph for s in sentences]
    opens = [True, *(a != b for a, b in pairwise(numbers))]
    words = [[text[s:e] for s, e in sentence.words] for sentence in sentences]
    events = [(p, e) for e in item.gold["events"] for p in e["evidence"]]
    events.sort(key=lambda pair: -len(pair[0]))
    said = [
        (p, role) for role in ("content", "cue") for s in item.gold["statements"] for p in s[role]
    ]
    labels = {
        "event": _tags(text, spans, [(p, e["event"]) for p, e in events]),
        "modality": _tags(text, spans, [(p, e["modality"]) for p, e in events]),
        "attribution": _tags(text, spans, said),
    }
    assert set(labels["attribution"]) <= set(ATTRIBUTION_TAGS)
    return Document(item.name, words, opens, labels)


def _tags(text: str, spans: list[tuple[int, int]], pieces: list[tuple[str, str]]) -> list[str]:
    tags = ["O"] * len(spans)
    for piece, label in pieces:
        found = place(text, piece)
        inside = [i for i, (s, e) in enumerate(spans) if found and s < found[1] and e > found[0]]
        for order, number in enumerate(inside):
            tags[number] = ("B-" if order == 0 else "I-") + label
    return tags


if __name__ == "__main__":
    main()
