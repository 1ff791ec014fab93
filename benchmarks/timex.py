"""Measures the finding and resolving of time expressions on the corpus `timex` (TimeML newswire).

    python benchmarks/timex.py [timex-train.jsonl.gz] [--misses]

The articles fall into four stories. The rules were written looking at two of them (the embassy
bombings, Elián González), later three (NATO's enlargement); of the fourth (the killing of a doctor)
the misses in eight articles were looked at too, so no story is wholly unseen. Tense is not given
with an expression, so every one is read as past unless a line says otherwise.

Scores are TempEval-3's (UzZaman et al. 2013): an expression is found if a predicted one overlaps it
(relaxed) or is the same stretch (exact); value F1 counts found ones with the same value. Since a
record needs days and the reader knows the tense, two lines more leave out the time of day, and take
the better of the past and the future reading.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from memcon.reading.dates import Resolved, Tense, find_times, resolve

CORPUS = Path(__file__).parents[2] / "shared" / "corpora" / "timex-train.jsonl.gz"
STORIES = {
    "bombings": ("Kenya", "Tanzania", "bin Laden", "mbassy"),
    "elian": ("Elian", "Cuba"),
    "nato": ("NATO",),
    "doctor": ("Slepian", "abortion", "Kopp"),
}
PARTS = {"developed on": ("bombings", "elian", "nato"), "held out": ("doctor",)}

Span = tuple[int, int, str]


def main() -> None:
    """Prints the scores of each part and the speed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--misses", action="store_true", help="list misses of the developed part")
    arguments = parser.parse_args()
    with gzip.open(arguments.corpus, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    for part, stories in PARTS.items():
        chosen = [article for article in articles if story(article) in stories]
        report(part, chosen)
        if arguments.misses and part == "developed on":
            for article in chosen:
                print_misses(article)
    report_speed(articles)


def story(article: dict[str, Any]) -> str:
    """The story whose words an article holds most of."""
    text = f"{article['title']} {article['text']}"
    return max(STORIES, key=lambda name: sum(text.count(word) for word in STORIES[name]))


def report(part: str, articles: list[dict[str, Any]]) -> None:
    """Prints the scores over some articles."""
    hits: Counter[str] = Counter()
    gold_count = predicted_count = 0
    for article in articles:
        gold, past, future = gold_spans(article), *map(partial(spans, article), ("past", "future"))
        gold_count += len(gold)
        predicted_count += len(past)
        hits["span, exact"] += len({g[:2] for g in gold} & {p[:2] for p in past})
        for (_, _, value), one, other in matched(gold, past, future):
            hits["span, relaxed"] += 1
            hits["value"] += value == one[2]
            hits["value, day only"] += day(value) == day(one[2])
            hits["  and right tense"] += day(value) in (day(one[2]), day(other[2]))
    print(f"{part}: {len(articles)} articles, {gold_count} expressions")
    for name, count in hits.items():
        precision, recall = count / predicted_count, count / gold_count
        print(f"  {name:18} P {precision:.3f}  R {recall:.3f}  F1 {f1(precision, recall):.3f}")


def f1(precision: float, recall: float) -> float:
    """The harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def gold_spans(article: dict[str, Any]) -> list[Span]:
    """What the annotators marked."""
    return sorted((t["start"], t["end"], normal(t["value"])) for t in article["timex"])


def spans(article: dict[str, Any], tense: Tense) -> list[Span]:
    """What is found; what counts from a happening counts from the last date before it."""
    published = date.fromisoformat(article["created"][:10])
    before = Resolved(published, published, "none", None)
    found: list[Span] = []
    for expression in find_times(article["text"]):
        resolved = resolve(expression, published=published, tense=tense, reference=before)
        found.append((expression.start, expression.end, normal(resolved.value or "")))
        if resolved.start is not None:
            before = resolved
    return found


def normal(value: str) -> str:
    """One writing where annotators had two: 2000-W7 is 2000-W07, and 1949-XX is 1949."""
    return re.sub(r"(?<=-W)(?=\d\Z)", "0", value.removesuffix("-XX"))


def day(value: str) -> str:
    """A value without its time of day."""
    return value if value.startswith("P") else value.partition("T")[0]


def matched(gold: list[Span], *readings: list[Span]) -> list[tuple[Span, ...]]:
    """Gold with what overlaps it in each reading of the same stretches; none is taken twice."""
    pairs: list[tuple[Span, ...]] = []
    free = list(zip(*readings, strict=True))
    for one in gold:
        for others in free:
            if one[0] < others[0][1] and others[0][0] < one[1]:
                pairs.append((one, *others))
                free.remove(others)
                break
    return pairs


def print_misses(article: dict[str, Any]) -> None:
    """Prints where an article was read otherwise than annotated."""
    text, gold, found = article["text"], gold_spans(article), spans(article, "past")
    pairs = matched(gold, found)
    rows = [
        (g, f"wrong   {text[g[0] : g[1]]!r} {g[2]}, read {p[2]}") for g, p in pairs if g[2] != p[2]
    ]
    paired = [span for pair in pairs for span in pair]
    rows += [(g, f"missed  {text[g[0] : g[1]]!r} {g[2]}") for g in gold if g not in paired]
    rows += [(p, f"extra   {text[p[0] : p[1]]!r} {p[2]}") for p in found if p not in paired]
    for (start, end, _), row in sorted(rows):
        around = " ".join(text[max(0, start - 40) : end + 30].split())
        print(f"    {row}   … {around} …")


def report_speed(articles: list[dict[str, Any]]) -> None:
    """Prints the time that finding takes."""
    find_times("warm up")
    began = time.perf_counter()
    for article in articles:
        find_times(article["text"])
    seconds = time.perf_counter() - began
    count = sum(len(article["text"].split()) for article in articles)
    print(f"{1000 * seconds / count * 400:.2f} ms for 400 words")


if __name__ == "__main__":
    main()
