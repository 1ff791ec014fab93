"""Reads the corpora and turns each document into words with whatever labels it has.

One `Document` type for all of them: a task whose labels a document lacks is None there and adds
nothing to the loss. Which corpora and genres may shape shipped weights follows their licences.
"""

import gzip
import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from memcon.language.marked import marked
from memcon.language.segment import segment, split_words
from memcon.record import EVENT_TYPES, MODES

ROLES = ("source", "cue", "content")
ATTRIBUTION_TAGS = ("O", *(f"{p}-{r}" for r in ROLES for p in "BI"))
NAME_TYPES = ("PER", "ORG", "LOC", "MISC")
NAME_TAGS = ("O", *(f"{p}-{t}" for t in NAME_TYPES for p in "BI"))
MENTION_TYPES = (
    "none person organization place event time abstract object animal substance plant".split()
)
EVENTS = ("none", *EVENT_TYPES)
EVENT_MODES = tuple(f"{event}:{mode}" for event in EVENT_TYPES for mode in ("none", *MODES[event]))
MODALITIES = ("actual", "future", "hypothetical", "negated")
YIELD = "YIELD"
"""PLV's label for CONCEDE and RETREAT in one."""

RELATIONS = (*EVENTS, YIELD)
NO_SOURCE = -1
UNLABELLED = -100

GUM_FREE_GENRES = frozenset(
    "academic court bio voyage news interview conversation textbook vlog speech".split()
)
"""GUM's genres whose texts carry no non-commercial clause."""

CROSSNER_TYPES = {
    "politician": "PER", "person": "PER", "politicalparty": "ORG", "organisation": "ORG",
    "country": "LOC", "location": "LOC", "election": "MISC", "event": "MISC", "misc": "MISC",
}  # fmt: skip
SILVER_TYPES = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "MISC"}


@dataclass
class Document:
    """Words of a document, sentence by sentence, with the labels of each word.

    `labels` maps a task to one value a word: tag strings for `upos`, `xpos`, `deprel`,
    `attribution`, `name`, `mention`; word numbers within the document for `head` (own number for
    the root), `source_of` (first word of a cue: first word of its source or `NO_SOURCE`; None
    elsewhere) and `cue_of` (words of contents: first word of their cue; None elsewhere); floats or
    None for `factuality`. At the words of events, None elsewhere: `event`, `mode` ("TYPE:mode"),
    `modality` and `parties` (words that mean its actors, its recipients, anybody). Where two
    actors are marked, at the first one's mark: `relation` and `relation_to` (the other's mark).
    """

    name: str
    sentences: list[list[str]]
    opens_paragraph: list[bool]
    labels: dict[str, list[Any]] = field(default_factory=dict)


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a gzipped JSON lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def polnear(corpora: Path, split: str) -> Iterator[Document]:
    """PolNeAR's articles with attributions, and CoreNLP's names where it has read the article."""
    silver = {d["id"]: d for d in read_jsonl(corpora / f"polnear-silver-{split}.jsonl.gz")}
    for article in read_jsonl(corpora / f"polnear-{split}.jsonl.gz"):
        yield polnear_document(article, silver.get(article["id"]))


def polnear_document(article: dict[str, Any], silver: dict[str, Any] | None = None) -> Document:
    """One article of PolNeAR, cut by memcon's own rules."""
    sentences = segment(article["text"])
    spans = [span for sentence in sentences for span in sentence.words]
    document = Document(
        article["id"],
        [[article["text"][s:e] for s, e in sentence.words] for sentence in sentences],
        [i == 0 or sentences[i - 1].paragraph != s.paragraph for i, s in enumerate(sentences)],
    )
    add_attributions(document, article["attributions"], spans)
    if silver:
        found = [
            (s, e, SILVER_TYPES.get(t)) for sent in silver["sentences"] for s, e, _, _, t in sent
        ]
        document.labels["name"] = _name_tags_by_token(found, spans)
    return document


def universal_dependencies(corpora: Path, split: str) -> Iterator[Document]:
    """EWT and the free genres of GUM, with mention types (GUM) and factuality (EWT)."""
    factuality = _factuality(corpora, split)
    mentions = {d["id"]: d for d in read_jsonl(corpora / f"gum-entities-{split}.jsonl.gz")}
    for treebank in ("ewt", "gum"):
        for name, sentences in _conllu_documents(corpora / f"en_{treebank}-ud-{split}.conllu.gz"):
            if treebank == "gum" and name.split("_")[1] not in GUM_FREE_GENRES:
                continue
            document = _treebank_document(name, sentences)
            if treebank == "gum":
                _add_mentions(document, mentions[name])
            else:
                _add_factuality(document, sentences, factuality)
            yield document


def crossner(corpora: Path, split: str) -> Iterator[Document]:
    """CrossNER's sentences on politics, their types mapped to four."""
    for row in read_jsonl(corpora / f"crossner-politics-{split}.jsonl.gz"):
        words, numbers = [], []
        for number, token in enumerate(row["tokens"]):
            cut = [token[s:e] for s, e in split_words(token)]
            words += cut
            numbers += [number] * len(cut)
        tags = ["O"] * len(words)
        for entity in row["entities"]:
            inside = [i for i, n in enumerate(numbers) if entity["start"] <= n < entity["end"]]
            _write_bio(tags, inside, CROSSNER_TYPES[entity["type"]])
        yield Document(row["id"], [words], [True], {"name": tags})


def plv(corpora: Path) -> Iterator[Document]:
    """PLV's sentences with their two actors marked; those that lack one of them are left out."""
    for row in read_jsonl(corpora / "plv-train.jsonl.gz"):
        if row["source_spans"] and row["target_spans"]:
            yield plv_document(row)


def plv_document(row: dict[str, Any]) -> Document:
    """One sentence of PLV."""
    text = row["sentence"]
    spans = [span for sentence in segment(text) for span in sentence.words]
    actor, recipient = (words_inside(spans, *row[k][0]) for k in ("source_spans", "target_spans"))
    return related(
        row["id"], [text[s:e] for s, e in spans], (actor[0], actor[-1] + 1),
        (recipient[0], recipient[-1] + 1), row["gold_root"], None,
    )  # fmt: skip


def related(
    name: str,
    words: list[str],
    actor: tuple[int, int],
    recipient: tuple[int, int],
    relation: str,
    modality: str | None,
) -> Document:
    """Words with two stretches marked, and the relation between them as label."""
    found = marked(words, actor, recipient)
    nothing: list[Any] = [None] * len(found.words)
    labels = {task: list(nothing) for task in ("relation", "relation_to", "modality")}
    labels["relation"][found.actor] = relation
    labels["relation_to"][found.actor] = found.recipient
    labels["modality"][found.actor] = modality
    return Document(name, [list(found.words)], [True], labels)


def _write_bio(tags: list[str], inside: list[int], label: str) -> None:
    for i, number in enumerate(inside):
        tags[number] = ("B-" if i == 0 else "I-") + label


def words_inside(spans: list[tuple[int, int]], start: int, end: int) -> list[int]:
    """Numbers of the words that overlap [start, end)."""
    first = max(bisect_right(spans, (start, start)) - 1, 0)
    found = []
    for i in range(first, len(spans)):
        if spans[i][0] >= end:
            break
        if spans[i][1] > start:
            found.append(i)
    return found


def add_attributions(document: Document, attributions: list[Any], spans: list[Any]) -> None:
    """Labels words by attributions: lists of spans by role. A word keeps its first role."""
    tags = ["O"] * len(spans)
    source_of: list[int | None] = [None] * len(spans)
    cue_of: list[int | None] = [None] * len(spans)
    for attribution in attributions:
        words = {role: [words_inside(spans, s, e) for s, e in attribution[role]] for role in ROLES}
        cue = [w for piece in words["cue"] for w in piece]
        for role in ROLES:
            for piece in words[role]:
                if all(tags[w] == "O" for w in piece):
                    _write_bio(tags, piece, role)
        if not cue:
            continue
        source = [w for piece in words["source"] for w in piece]
        source_of[cue[0]] = source[0] if source else NO_SOURCE
        for piece in words["content"]:
            for w in piece:
                cue_of[w] = cue[0]
    document.labels |= {"attribution": tags, "source_of": source_of, "cue_of": cue_of}


def _name_tags_by_token(found: list[tuple[int, int, str | None]], spans: list[Any]) -> list[str]:
    tags = ["O"] * len(spans)
    previous = None
    for start, end, label in found:
        for word in words_inside(spans, start, end):
            if label and tags[word] == "O":
                tags[word] = ("I-" if previous == label else "B-") + label
                previous = label
            elif not label:
                previous = None
    return tags


def _conllu_documents(path: Path) -> Iterator[tuple[str, list[tuple[str, bool, list[list[str]]]]]]:
    """Documents of a CoNLL-U file: name, and of each sentence id, paragraph start and word rows."""
    name, sentences = "", []
    sent_id, opens, rows = "", False, []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in map(str.rstrip, lines):
            if line.startswith("# newdoc"):
                if sentences:
                    yield name, sentences
                name, sentences, opens = line.split("=")[1].strip(), [], True
            elif line.startswith("# newpar"):
                opens = True
            elif line.startswith("# sent_id"):
                sent_id = line.split("=")[1].strip()
            elif line and not line.startswith("#"):
                row = line.split("\t")
                if row[0].isdigit():
                    rows.append(row)
            elif not line and rows:
                sentences.append((sent_id, opens, rows))
                opens, rows = False, []
    if sentences:
        yield name, sentences


def _treebank_document(name: str, sentences: list[Any]) -> Document:
    document = Document(name, [], [], {k: [] for k in ("upos", "xpos", "head", "deprel")})
    at = 0
    for _, opens, rows in sentences:
        document.sentences.append([row[1] for row in rows])
        document.opens_paragraph.append(opens)
        for i, row in enumerate(rows):
            document.labels["upos"].append(row[3])
            document.labels["xpos"].append(row[4])
            document.labels["head"].append(at + (int(row[6]) - 1 if row[6] != "0" else i))
            document.labels["deprel"].append(row[7])
        at += len(rows)
    return document


def _add_mentions(document: Document, gum: dict[str, Any]) -> None:
    heads = document.labels["head"]
    types = ["none"] * len(heads)
    for entity in sorted(gum["entities"], key=lambda e: e["end"] - e["start"]):
        inside = range(entity["start"], entity["end"])
        for word in inside:
            if heads[word] not in inside or heads[word] == word:
                types[word] = entity["type"]
                break
    document.labels["mention"] = types


def _factuality(corpora: Path, split: str) -> dict[str, dict[int, float]]:
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for row in read_jsonl(corpora / f"factuality-{split}.jsonl.gz"):
        for judged in row["annotations"]:
            found[row["sent_id"]][judged["token"]] = judged["value"]
    return found


def _add_factuality(
    document: Document, sentences: list[Any], found: dict[str, dict[int, float]]
) -> None:
    document.labels["factuality"] = [
        found.get(sent_id, {}).get(i) for sent_id, _, rows in sentences for i in range(len(rows))
    ]
