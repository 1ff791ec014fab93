"""Weak labels for the made-up stories of ngec-synthetic: what a model is sure of, and some words.

The model that memcon ships tells words of events from others; where it is unsure, a word is not
asked about. Words that a list (silver.toml) has for the type that a story was made up about get
that type, unless the model is sure of another. Stories break off in mid-sentence: the last one is
left out.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpora import Document, read_jsonl

from memcon.language.analysis import Analysis, Trigger, Word
from memcon.language.model import analyse

SURE, RATHER_NOT = 0.8, 0.15
"""Chances from which the model's type is taken over, and up to which a word tells of nothing."""
MOST = 1200
"""Characters of a story that are taken: its beginning, which is most about its type."""


def stories(corpora: Path) -> Iterator[Document]:
    """The stories as words with labels of events; what is not known is None."""
    for row in read_jsonl(corpora / "ngec-synthetic-train.jsonl.gz"):
        if row["text"].strip():
            yield story(row)


def story(row: dict[str, Any]) -> Document:
    """One story, its headline left out."""
    analysis = analyse(row["text"][:MOST])
    kept = analysis.sentences[: max(1, len(analysis.sentences) - 1)]
    opens = [True, *(a != b for a, b in pairwise(analysis.paragraphs))][: len(kept)]
    words = analysis.words[: kept[-1][1]]
    labels = _labels(analysis, words, row["label"])
    return Document(
        row["id"], [[w.text for w in words[s:e]] for s, e in kept], opens, {"event": labels}
    )


def _labels(analysis: Analysis, words: tuple[Word, ...], label: str) -> list[str | None]:
    triggers = {t.word: t for t in analysis.triggers}
    found = [_by_model(triggers.get(w.number)) for w in words]
    listed = [w.number for w in words if _is_listed(w, label)]
    for number in listed:
        governor = words[words[number].head]
        if words[number].upos == "NOUN" and governor.lemma in _light():
            if found[governor.number] in {None, "none"}:
                found[governor.number], found[number] = label, None
        elif found[number] in {None, "none"}:
            found[number] = label
    return found


def _by_model(trigger: Trigger | None) -> str | None:
    if trigger is None or sum(trigger.chances.values()) <= RATHER_NOT:
        return "none"
    best = max(trigger.chances, key=lambda t: trigger.chances[t])
    return best if trigger.chances[best] >= SURE else None


def _is_listed(word: Word, label: str) -> bool:
    return word.upos in {"VERB", "NOUN"} and word.lemma.lower() in _listed()[label]


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def _listed() -> dict[str, frozenset[str]]:
    return {label: frozenset(words.split()) for label, words in _tables()["words"].items()}


@cache
def _light() -> frozenset[str]:
    return frozenset(_tables()["light"].split())
