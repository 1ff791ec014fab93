"""Turns documents into windows, and windows into batches of padded arrays."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from corpora import (
    ATTRIBUTION_TAGS,
    EVENT_MODES,
    EVENTS,
    MENTION_TYPES,
    MODALITIES,
    NAME_TAGS,
    NO_SOURCE,
    RELATIONS,
    UNLABELLED,
    Document,
)
from numpy.typing import NDArray

from memcon.language.pieces import CLS, SEP, pieces, shapes
from memcon.language.windows import WINDOW_PIECES, windows

Array = NDArray[Any]


@dataclass(frozen=True)
class TagSets:
    """The tags of the treebanks, in the order of the network's outputs."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    deprel: tuple[str, ...]

    @classmethod
    def of(cls, documents: Sequence[Document]) -> "TagSets":
        """All tags that occur in the documents."""
        seen = {k: {t for d in documents for t in d.labels.get(k, ())} for k in cls.__annotations__}
        return cls(**{k: tuple(sorted(tags)) for k, tags in seen.items()})


@dataclass
class Window:
    """A stretch of whole sentences: inputs by piece and by word, labels by word."""

    ids: list[int]
    shapes: list[int]
    firsts: list[int]
    sentence_of: list[int]
    labels: dict[str, list[Any]]

    def __len__(self) -> int:
        return len(self.ids)


def cut(document: Document, tags: TagSets, *, rng: random.Random | None = None) -> Iterator[Window]:
    """The windows of a document; with a random generator they begin somewhere in the first few."""
    lengths = [sum(len(pieces(w)) for w in sentence) for sentence in document.sentences]
    offsets = [0]
    for sentence in document.sentences:
        offsets.append(offsets[-1] + len(sentence))
    skip = rng.randrange(min(6, len(lengths))) if rng else 0
    bounds = [(0, skip)] if skip else []
    bounds += [(skip + w.start, skip + w.end) for w in windows(lengths[skip:], context=0)]
    for start, end in bounds:
        yield _window(document, start, end, offsets, tags)


def _window(document: Document, start: int, end: int, offsets: list[int], tags: TagSets) -> Window:
    ids, forms, firsts, sentence_of = [CLS], [0], [], []
    for number in range(start, end):
        sentence = document.sentences[number]
        opening = document.opens_paragraph[number]
        for word, form in zip(sentence, shapes(sentence, opens_paragraph=opening), strict=True):
            firsts.append(len(ids))
            sentence_of.append(number - start)
            word_ids = pieces(word)
            ids += word_ids
            forms += [form] * len(word_ids)
    words = range(offsets[start], offsets[end])
    labels = _labels(document, words, tags)
    return Window([*ids, SEP], [*forms, 0], firsts, sentence_of, labels)


def _labels(document: Document, words: range, tags: TagSets) -> dict[str, list[Any]]:
    """Numbers for the tags, places within the window for the links."""
    closed = {
        "upos": tags.upos, "xpos": tags.xpos, "deprel": tags.deprel,
        "attribution": ATTRIBUTION_TAGS, "name": NAME_TAGS, "mention": MENTION_TYPES,
        "event": EVENTS, "mode": EVENT_MODES, "modality": MODALITIES, "relation": RELATIONS,
    }  # fmt: skip
    found: dict[str, list[Any]] = {}
    for task, values in document.labels.items():
        here = values[words.start : words.stop]
        if task in closed:
            number = {tag: i for i, tag in enumerate(closed[task])}
            if here and str(here[0]).startswith("I-"):  # a span that an earlier window began
                here = ["B-" + here[0][2:], *here[1:]]
            found[task] = [number.get(tag, UNLABELLED) for tag in here]
        elif task == "factuality":
            found[task] = [float("nan") if v is None else v for v in here]
        elif task == "parties":
            found[task] = [_places(v, words) for v in here]
        else:
            found[task] = [_place(v, words) for v in here]
    return found


def _place(word: int | None, words: range) -> int:
    """A word's place in the window counted from 1; 0 is 'none'; what lies outside is not asked."""
    if word == NO_SOURCE:
        return 0
    return word - words.start + 1 if word is not None and word in words else UNLABELLED


def _places(parties: Any, words: range) -> tuple[list[int], list[int], list[int]] | None:
    """Words that mean an event's actors, its recipients and anybody, by place in the window."""
    if parties is None:
        return None
    actors, recipients, asked = ([n - words.start for n in part if n in words] for part in parties)
    return actors, recipients, asked


TASKS = (
    "upos", "xpos", "head", "deprel", "attribution", "source_of", "cue_of", "name", "mention",
    "factuality", "event", "mode", "modality", "relation", "relation_to",
)  # fmt: skip


def batches(
    found: list[Window], size: int, rng: random.Random, *, most: int | None = None
) -> list[list[Window]]:
    """Batches of about `size` full windows' pieces and at most `most` windows, of like lengths."""
    rng.shuffle(found)
    order = sorted(range(len(found)), key=lambda i: len(found[i]) // 16)
    groups: list[list[Window]] = [[]]
    for i in order:
        longer = len(groups[-1]) + 1
        if groups[-1] and (
            longer * len(found[i]) > size * WINDOW_PIECES or longer > (most or longer)
        ):
            groups.append([])
        groups[-1].append(found[i])
    rng.shuffle(groups)
    return groups


def arrays(batch: Sequence[Window]) -> dict[str, Array]:
    """Padded inputs and labels: (B, T) by piece, (B, W) by word."""
    t = max(len(w) for w in batch)
    n = max(len(w.firsts) for w in batch)
    made = {
        "ids": _pad([w.ids for w in batch], t, 0),
        "shapes": _pad([w.shapes for w in batch], t, 0),
        "firsts": _pad([w.firsts for w in batch], n, 0),
        "sentence_of": _pad([w.sentence_of for w in batch], n, -1),
    }
    for task in TASKS:
        missing = float("nan") if task == "factuality" else UNLABELLED
        rows = [w.labels.get(task, []) for w in batch]
        made[task] = _pad(rows, n, missing)
    made["actor_of"], made["recipient_of"] = _party_links(batch, n)
    return made


def _party_links(batch: Sequence[Window], n: int) -> tuple[Array, Array]:
    """Whether the column's word means an actor, a recipient of the row's event: twice (B, W, W).

    `UNLABELLED` where the row is no event's word or the column means nobody.
    """
    actor_of = np.full((len(batch), n, n), UNLABELLED)
    recipient_of = actor_of.copy()
    for i, window in enumerate(batch):
        for word, parties in enumerate(window.labels.get("parties", ())):
            if parties is None:
                continue
            actors, recipients, asked = parties
            for links, wanted in ((actor_of, actors), (recipient_of, recipients)):
                links[i, word, asked] = 0
                links[i, word, wanted] = 1
    return actor_of, recipient_of


def _pad(rows: list[list[Any]], length: int, filler: Any) -> Array:
    return np.array([row + [filler] * (length - len(row)) for row in rows])
