"""How well memcon tells who is who: CoNLL F1 of its referents on GUM's development documents.

The mean of MUC, B-cubed and entity CEAF (CEAF-e), as CoNLL-2012 scores (Pradhan et al. 2014), each
summed over the documents before it is divided. Counted are named and pronominal mentions: those
whose head word the treebank tags PROPN or PRON, but for relative pronouns, which GUM never marks.
Gold are those of type person, organization and place; memcon's are all words that head a phrase of
its cast, those of the same referents together ("they" of two parties is a thing of its own, as in
GUM), places, the author and whoever a noun only speaks of included. What is left alone after this
choice is no mention on either side, as CoNLL-2012 has no singletons.

Mentions are matched by their head word, as CorefUD's head match does: a mention's head is its
topmost word in the tree. Of gold mentions of different things with one head ("Anna" in "Anna and
Ben") memcon's word can only match the shortest; the longer ones count as missed.

memcon reads the plain text, a line a paragraph, with its own words, sentences and trees, and its
statements, which tell who "I", "we" and "you" are; the line "no I, you" leaves the first and second
person out on both sides.

usage: python benchmarks/coreference.py [--corpora DIR]
"""

import argparse
import gzip
import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from memcon.language.analysis import Analysis
from memcon.language.model import analyse
from memcon.reading import who_and_said
from memcon.reading.actors import Cast
from memcon.record import Report
from memcon.registry import Registry

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
TYPES = {"person", "organization", "place"}
TALKING = {"Person=1", "Person=2"}

REST = "no I, you"

Mention = tuple[int, int]
"""The head word, and how many mentions of other things with that head are shorter."""

Clusters = Sequence[frozenset[Any]]
Metric = Callable[[Clusters, Clusters], tuple[float, float]]


@dataclass(frozen=True)
class Document:
    """A document of GUM: its text, and of each word the first character and the governor.

    `heads` are the words whose mentions count; `talking` are those of the first and second person.
    """

    genre: str
    published: date | None
    text: str
    starts: list[int]
    governors: list[int]
    heads: set[int]
    talking: set[int]
    entities: list[Mapping[str, Any]]


def main() -> None:
    """Prints a line of scores for each genre and for all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents(parser.parse_args().corpora):
        sides = gold(document), found(document)
        third = document.heads - document.talking
        for name, heads in (
            (document.genre, document.heads),
            ("all", document.heads),
            (REST, third),
        ):
            sums[name].update(counts(*(_of(side, heads) for side in sides)))
    print(f"{'F1':14}" + "".join(f"{name:>9}" for name in (*METRICS, "CoNLL", "mentions")))
    for name in (*sorted(sums.keys() - {"all", REST}), "all", REST):
        scores = [f1(sums[name], metric) for metric in METRICS]
        row = [*scores, sum(scores) / len(scores)]
        figures = "".join(f"{100 * score:9.1f}" for score in row)
        print(f"{name:14}{figures}{sums[name]['mentions']:9}")


# -- the metrics -----------------------------------------------------------------------------------


def muc(clusters: Clusters, others: Clusters) -> tuple[float, float]:
    """Links of the clusters that the others keep, and all: Vilain et al. 1995."""
    at = _cluster_of(others)
    parts = [len({at.get(m, ("alone", m)) for m in cluster}) for cluster in clusters]
    sizes = [len(cluster) for cluster in clusters]
    return sum(sizes) - sum(parts), sum(sizes) - len(sizes)


def b_cubed(clusters: Clusters, others: Clusters) -> tuple[float, float]:
    """The share of its cluster that each mention keeps, and all: Bagga and Baldwin 1998."""
    shared = [len(a & b) ** 2 / len(a) for a in clusters for b in others]
    return sum(shared), sum(map(len, clusters))


def ceaf_e(clusters: Clusters, others: Clusters) -> tuple[float, float]:
    """How alike clusters are, paired one to one at best, and how many they are: Luo 2005."""
    alike = [[2 * len(a & b) / (len(a) + len(b)) for b in others] for a in clusters]
    return best_sum(alike), len(clusters)


METRICS: Mapping[str, Metric] = {"MUC": muc, "B-cubed": b_cubed, "CEAF-e": ceaf_e}


def counts(gold: Clusters, found: Clusters) -> Counter[str]:
    """What each metric counts for recall and for precision, to be added up over documents."""
    counted: Counter[str] = Counter(mentions=sum(map(len, gold)))
    for name, metric in METRICS.items():
        for side, pair in (("recall", (gold, found)), ("precision", (found, gold))):
            right, of = metric(*pair)
            counted.update({f"{name} {side} right": right, f"{name} {side} of": of})
    return counted


def f1(counted: Mapping[str, float], metric: str) -> float:
    """The harmonic mean of a metric's recall and precision, 0 where nothing is right."""
    shares = [
        counted[f"{metric} {side} right"] / (counted[f"{metric} {side} of"] or 1)
        for side in ("recall", "precision")
    ]
    return 2 * shares[0] * shares[1] / sum(shares) if sum(shares) else 0.0


def best_sum(gains: Sequence[Sequence[float]]) -> float:
    """The largest sum of a table's cells with no row and no column taken twice (Kuhn 1955).

    Rows come in one after the other; each pushes earlier ones to other columns along the path that
    costs least. `row_price` and `column_price` are the dual variables of the assignment.
    """
    if not gains or not gains[0]:
        return 0.0
    if len(gains) > len(gains[0]):
        gains = list(zip(*gains, strict=True))
    columns = len(gains[0])
    row_price, column_price = [0.0] * len(gains), [0.0] * (columns + 1)
    row_at: list[int | None] = [None] * (columns + 1)  # the last column is where a new row begins
    for row in range(len(gains)):
        row_at[columns] = row
        slack, came_from = [float("inf")] * columns, [columns] * columns
        done: list[int] = []
        at = columns
        while (here := row_at[at]) is not None:
            done.append(at)
            free = [j for j in range(columns) if j not in done]
            for j in free:
                cost = -gains[here][j] - row_price[here] - column_price[j]
                if cost < slack[j]:
                    slack[j], came_from[j] = cost, at
            at = min(free, key=slack.__getitem__)
            step = slack[at]
            for j in done:
                row_price[row_at[j]] += step  # type: ignore[index]
                column_price[j] -= step
            for j in free:
                slack[j] -= step
        while at != columns:
            row_at[at], at = row_at[came_from[at]], came_from[at]
    return sum(gains[i][j] for j, i in enumerate(row_at[:columns]) if i is not None)


def _cluster_of(clusters: Clusters) -> dict[Any, int]:
    return {mention: i for i, cluster in enumerate(clusters) for mention in cluster}


# -- GUM -------------------------------------------------------------------------------------------


def documents(corpora: Path) -> Iterator[Document]:
    """GUM's development documents: entities, and the words' tags and governors of its treebank."""
    with gzip.open(corpora / "en_gum-ud-dev.conllu.gz", "rt", encoding="utf-8") as lines:
        treebank = _sentences(lines.read())
    with gzip.open(corpora / "gum-entities-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield _document(json.loads(line), treebank)


def _sentences(conllu: str) -> dict[str, tuple[bool, list[list[str]]]]:
    """Of each sentence, by its name, whether it opens a paragraph, and its words' columns."""
    found = {}
    for block in conllu.strip().split("\n\n"):
        lines = block.split("\n")
        name = next(x for x in lines if x.startswith("# sent_id = ")).removeprefix("# sent_id = ")
        rows = [x.split("\t") for x in lines if not x.startswith("#")]
        opens = any(x.startswith("# newpar") for x in lines)
        found[name] = (opens, [row for row in rows if row[0].isdigit()])
    return found


def _document(
    raw: Mapping[str, Any], treebank: Mapping[str, tuple[bool, list[list[str]]]]
) -> Document:
    text = ""
    starts: list[int] = []
    governors: list[int] = []
    columns: list[list[str]] = []
    for sentence in raw["sentences"]:
        opens, rows = treebank[sentence["id"]]
        text += "" if not text else "\n" if opens else " "
        first = len(starts)
        assert [row[1] for row in rows] == raw["tokens"][first : sentence["end"]], sentence["id"]
        starts += [len(text) + s for s in _starts(sentence["text"], [row[1] for row in rows])]
        columns += rows
        governors += [first + int(row[6]) - 1 if row[6] != "0" else -1 for row in rows]
        text += sentence["text"]
    published = date.fromisoformat(raw["date"]) if raw["date"] else None
    return Document(
        raw["genre"],
        published,
        text,
        starts,
        governors,
        {i for i, row in enumerate(columns) if _counts(row[3], row[4])},
        {i for i, row in enumerate(columns) if TALKING & set(row[5].split("|"))},
        raw["entities"],
    )


def _counts(upos: str, xpos: str) -> bool:
    """Whether a word is a name or a pronoun that GUM can mark as a mention."""
    return upos == "PROPN" or (upos == "PRON" and not xpos.startswith("W"))


def _starts(text: str, words: Sequence[str]) -> list[int]:
    """Where each word begins."""
    found, at = [], 0
    for word in words:
        found.append(text.index(word, at))
        at = found[-1] + len(word)
    return found


def gold(document: Document) -> list[frozenset[Mention]]:
    """The things of a document, each as its mentions: a head word, and how many lie within."""
    chosen = [e for e in document.entities if e["type"] in TYPES]
    clusters: dict[int, set[Mention]] = defaultdict(set)
    taken: dict[int, list[int]] = defaultdict(list)
    for entity in sorted(chosen, key=lambda e: (e["end"] - e["start"], e["cluster"])):
        head = _head(document, entity["start"], entity["end"])
        if entity["cluster"] not in taken[head]:
            clusters[entity["cluster"]].add((head, len(taken[head])))
            taken[head].append(entity["cluster"])
    return list(map(frozenset, clusters.values()))


def _head(document: Document, start: int, end: int) -> int:
    """The topmost word of a stretch: the first that hangs on none of its words."""
    return next(i for i in range(start, end) if not start <= document.governors[i] < end)


def found(document: Document) -> list[frozenset[Mention]]:
    """The parties that memcon finds in a document, each as its mentions."""
    analysis = analyse(document.text)
    report = Report.of(document.text, published=document.published)
    cast, _ = who_and_said(report, analysis, Registry.default().on(document.published))
    return chains(document, analysis, cast)


def chains(document: Document, analysis: Analysis, cast: Cast) -> list[frozenset[Mention]]:
    """What a document's phrases refer to, each as its mentions."""
    clusters: dict[frozenset[int], set[Mention]] = defaultdict(set)
    taken = set()
    for word in analysis.words:
        phrase = cast.phrases.at(word.number)
        parties = frozenset(id(p) for p in cast.referents(word.number))
        head = bisect_right(document.starts, word.start) - 1
        heads_it = phrase is not None and phrase.number == word.number
        if heads_it and parties and head not in taken:
            clusters[parties].add((head, 0))
            taken.add(head)
    return list(map(frozenset, clusters.values()))


def _of(clusters: Sequence[frozenset[Mention]], heads: set[int]) -> Clusters:
    """The clusters with only the mentions of these heads, without those left alone."""
    kept = [frozenset(m for m in cluster if m[0] in heads) for cluster in clusters]
    return [cluster for cluster in kept if len(cluster) > 1]


if __name__ == "__main__":
    main()
