"""Measures the finding and resolving of time expressions on the corpus `timex` (TimeML newswire).

    python benchmarks/timex.py [timex-train.jsonl.gz] [--misses]

The whole corpus is development data: the misses in all of its four stories (the embassy bombings,
Elián González, NATO's enlargement, the killing of a doctor) were looked at while the rules were
written, so its figures say how well the rules fit, not how they do on unseen news.

Every article is analysed by the shipped weights, since the verb that an expression hangs on tells
whether it looks back or ahead. TimeML marks the two ends of a range each by itself, so they are
taken apart here.

Scores are TempEval-3's (UzZaman et al. 2013): an expression is found if a predicted one overlaps it
(relaxed) or is the same stretch (exact); value F1 counts found ones with the same value. One line
more leaves out the time of day, one takes every expression as past, as if there were no trees.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from memcon.language.model import analyse
from memcon.reading.dates import Resolved, TimeExpression, find_times, resolve
from memcon.reading.time_meanings import Range
from memcon.reading.when import Calendar

CORPUS = Path(__file__).parents[2] / "shared" / "corpora" / "timex-train.jsonl.gz"
STORIES = {
    "bombings": ("Kenya", "Tanzania", "bin Laden", "mbassy"),
    "elian": ("Elian", "Cuba"),
    "nato": ("NATO",),
    "doctor": ("Slepian", "abortion", "Kopp"),
}

Span = tuple[int, int, str]


def main() -> None:
    """Prints the scores over all stories, of each story, and the speed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--misses", action="store_true", help="list what was read otherwise")
    arguments = parser.parse_args()
    with gzip.open(arguments.corpus, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    for article in articles:
        article["read"] = readings(article)
    report("all stories (all looked at)", articles)
    for name in STORIES:
        report(name, [article for article in articles if story(article) == name])
    if arguments.misses:
        for article in articles:
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
        gold, found = gold_spans(article), spans(article)
        gold_count += len(gold)
        predicted_count += len(found)
        hits["span, exact"] += len({g[:2] for g in gold} & {p[:2] for p in found})
        for (_, _, value), one, past in matched(gold, found, spans(article, past=True)):
            hits["span, relaxed"] += 1
            hits["value"] += value == one[2]
            hits["value, day only"] += day(value) == day(one[2])
            hits["value, all past"] += value == past[2]
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


def readings(article: dict[str, Any]) -> list[tuple[TimeExpression, Resolved]]:
    """What is found in an article, and what it tells where it stands."""
    published = date.fromisoformat(article["created"][:10])
    return Calendar(analyse(article["text"]), published).readings


def spans(article: dict[str, Any], *, past: bool = False) -> list[Span]:
    """What is found, with its values; or with those it had if all of it were past."""
    published = date.fromisoformat(article["created"][:10])
    found: list[Span] = []
    before = None
    for expression, resolved in article["read"]:
        told = resolved
        if past:
            told = resolve(expression, published=published, tense="past", reference=before)
            before = told if told.start is not None else before
        found += ends(expression, told)
    return found


def ends(expression: TimeExpression, told: Resolved) -> Iterator[Span]:
    """An expression with its value, or the two ends of a range with theirs."""
    first, last = (told.value or "").split("/") if "/" in (told.value or "") else ("", "")
    link = _LINK.search(expression.text)
    if not first or not link or not isinstance(expression.meaning, Range):
        yield expression.start, expression.end, normal(told.value or "")
        return
    years = len(expression.text[: link.start()].split()) == 1 and first.endswith("-01-01")
    size = 4 if years and last.endswith("-12-31") else None
    yield expression.start, expression.start + link.start(), first[:size]
    yield expression.start + link.end(), expression.end, last[:size]


_LINK = re.compile(r"\s(?:to|and|through|until|till)\s|[-–—]")


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
    text, gold, found = article["text"], gold_spans(article), spans(article)
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
