"""How well attributions are found: exact spans on PolNeAR's development articles.

Three ways of asking, each flat (every piece of a broken content counts by itself; same role, first
and last word):

- articles: whole articles go in, as memcon reads;
- paragraphs: one paragraph at a time, those without attribution too (as CofeNet is scored);
- sentences: one sentence at a time, only sentences that have an attribution.

usage: python benchmarks/polnear.py [polnear-dev.jsonl.gz]
"""

import gzip
import json
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from memcon.language.model import analyse
from memcon.language.segment import paragraphs, segment

CORPUS = Path(__file__).parents[2] / "shared" / "corpora" / "polnear-dev.jsonl.gz"
ROLES = ("source", "cue", "content")
Spans = set[tuple[str, int, int]]


def main() -> None:
    """Prints a line for each way of asking."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    print(f"{'exact F1':12}" + "".join(f"{role:>10}" for role in ROLES))
    for name, pieces in (
        ("articles", whole),
        ("paragraphs", by_paragraph),
        ("sentences", by_sentence),
    ):
        counts: Counter[str] = Counter()
        for article in articles:
            for text, gold in pieces(article):
                count(counts, found(text), gold)
        print(f"{name:12}" + "".join(f"{100 * f1(counts, role):10.1f}" for role in ROLES))


def whole(article: dict[str, Any]) -> Iterator[tuple[str, Spans]]:
    """The article and its gold spans."""
    yield article["text"], gold_spans(article, 0, len(article["text"]))


def by_paragraph(article: dict[str, Any]) -> Iterator[tuple[str, Spans]]:
    """Each paragraph and the gold spans in it."""
    for start, end in paragraphs(article["text"]):
        yield article["text"][start:end], gold_spans(article, start, end)


def by_sentence(article: dict[str, Any]) -> Iterator[tuple[str, Spans]]:
    """Each sentence that has gold spans, with them."""
    for sentence in segment(article["text"]):
        gold = gold_spans(article, sentence.start, sentence.end)
        if gold:
            yield article["text"][sentence.start : sentence.end], gold


def gold_spans(article: dict[str, Any], first: int, last: int) -> Spans:
    """Gold spans within [first, last), counted from `first` and widened to whole words.

    A span that reaches over the edge is cut there.
    """
    spans = [word for sentence in segment(article["text"]) for word in sentence.words]
    starts = [start for start, _ in spans]
    gold = set()
    for attribution in article["attributions"]:
        for role in ROLES:
            for start, end in attribution[role]:
                at = max(bisect_right(starts, max(start, first)) - 1, 0)
                inside = []
                while at < len(spans) and spans[at][0] < min(end, last):
                    if spans[at][1] > max(start, first):
                        inside.append(spans[at])
                    at += 1
                if inside:
                    gold.add((role, inside[0][0] - first, inside[-1][1] - first))
    return gold


def found(text: str) -> Spans:
    """The spans of the attributions that the language model finds in a text."""
    analysis = analyse(text)
    spans = set()
    for attribution in analysis.attributions:
        if attribution.source is not None:
            spans.add(("source", *analysis.characters(attribution.source)))
        spans.add(("cue", *analysis.characters(attribution.cue)))
        spans |= {("content", *analysis.characters(c)) for c in attribution.contents}
    return spans


def count(counts: Counter[str], said: Spans, gold: Spans) -> None:
    """Adds right, found and wanted spans of each role."""
    for what, spans in (("right", said & gold), ("found", said), ("wanted", gold)):
        for role, _, _ in spans:
            counts[f"{role} {what}"] += 1


def f1(counts: Counter[str], role: str) -> float:
    """The harmonic mean of precision and recall of one role."""
    both = counts[f"{role} found"] + counts[f"{role} wanted"]
    return 2 * counts[f"{role} right"] / both if both else 0.0


if __name__ == "__main__":
    main()
