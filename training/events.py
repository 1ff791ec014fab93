"""What the event heads learn from composed reports: which word tells which event, of whom.

An event stands at one word, the head of its evidence in the tree that memcon itself reads. Its
parties are linked to that word from the heads of the phrases of the same sentence that mean them;
whom a phrase means is told by memcon's own reading of the report's actors, held against the names
that the annotation accepts.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

from corpora import Document, add_attributions, related
from reports import Composed, place, read

from memcon.language.analysis import Analysis, Word, WordSpan
from memcon.language.model import analyse
from memcon.reading.actors import Cast
from memcon.reading.statements import find_sayings
from memcon.reading.voices import voices
from memcon.registry import Registry
from memcon.score import normalised

Gold = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """An event at its word: the gold event, and the words in its sentence that mean its parties."""

    gold: Gold
    word: int
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    asked: tuple[int, ...]
    """All words of the sentence that mean anybody."""


@dataclass(frozen=True)
class Read:
    """A text as memcon reads it, with its annotation laid on the words."""

    name: str
    analysis: Analysis
    meant: dict[int, frozenset[str]]
    """Whom (keys of gold actors) a word means; empty for parties that the annotation lacks."""
    cores: dict[int, WordSpan]
    """The words of the phrase at each of these words."""
    told: tuple[Told, ...]
    statements: tuple[Gold, ...] | None
    """None where statements are not annotated."""


def documents(folder: Path, split: str) -> Iterator[Document]:
    """The reports of a split as words with the labels of events and attributions."""
    for item in read(folder):
        if item.split == split and "report" in item.gold:
            yield document(read_composed(item))


def document(read: Read) -> Document:
    """One report as words with labels; other words than those of events tell "none".

    `parties` gives for the word of an event the words that mean its actors, its recipients, and
    anybody; None elsewhere.
    """
    analysis, sentences = read.analysis, read.analysis.sentences
    opens = [True, *(a != b for a, b in pairwise(analysis.paragraphs))]
    size = len(analysis.words)
    labels: dict[str, list[Any]] = {
        "event": ["none"] * size, "mode": [None] * size, "modality": [None] * size,
        "parties": [None] * size,
    }  # fmt: skip
    for told in sorted(read.told, key=lambda t: not t.gold.get("optional")):
        event = told.gold
        labels["event"][told.word] = event["event"]
        labels["mode"][told.word] = f"{event['event']}:{event.get('mode') or 'none'}"
        labels["modality"][told.word] = event["modality"]
        labels["parties"][told.word] = (told.actors, told.recipients, told.asked)
    words = [[w.text for w in analysis.words[s:e]] for s, e in sentences]
    document = Document(read.name, words, opens, labels)
    if read.statements is not None:
        spans = [(w.start, w.end) for w in analysis.words]
        add_attributions(document, _attributions(read, read.statements), spans)
    return document


def _attributions(read: Read, statements: Sequence[Gold]) -> list[Gold]:
    """The statements as PolNeAR has attributions: not nested, the outermost first.

    Gold has no words for a holder: they are the source that memcon finds at the cue, else the
    phrase next to it that means the holder.
    """
    text, taken = read.analysis.text, set[int]()
    found = []
    for statement in sorted(statements, key=lambda s: -len("".join(s["content"]))):
        cue, content = (
            [span for piece in statement[role] if (span := place(text, piece))]
            for role in ("cue", "content")
        )
        inside = {w.number for s, e in cue for w in _within(read.analysis, s, e)}
        if not inside or inside & taken:
            continue
        taken |= inside | {w.number for s, e in content for w in _within(read.analysis, s, e)}
        source = _source(read, min(inside), statement["holder"])
        found.append({"source": source, "cue": cue, "content": content})
    return found


def _within(analysis: Analysis, start: int, end: int) -> list[Word]:
    return [w for w in analysis.words if w.start < end and w.end > start]


def _source(read: Read, cue: int, holder: str | None) -> list[tuple[int, int]]:
    for attribution in read.analysis.attributions:
        if attribution.cue[0] <= cue < attribution.cue[1] and attribution.source is not None:
            return [read.analysis.characters(attribution.source)] if holder else []
    start, end = read.analysis.sentences[read.analysis.words[cue].sentence]
    meaning = [n for n in range(start, end) if holder in read.meant.get(n, ())]
    if not meaning:
        return []
    nearest = min(meaning, key=lambda n: abs(n - cue))
    return [read.analysis.characters(read.cores[nearest])]


def pairs(read: Read) -> Iterator[Document]:
    """Sentences with two of their actors marked, and the type between them or "none".

    Of a sentence's pairs without an event the first few are taken.
    """
    for start, end in read.analysis.sentences:
        told = [t for t in read.told if start <= t.word < end]
        asked = [n for n in range(start, end) if read.meant.get(n)]
        linked = {(a, b): t for t in reversed(told) for a, b in _linked(t)}
        found = [(pair, linked.get(pair)) for pair in permutations(asked, 2)]
        apart = [(p, None) for p, t in found if t is None and _strangers(read, *p, told)]
        kept = [(p, t) for p, t in found if t is not None] + apart[:NONE_A_SENTENCE]
        words = [w.text for w in read.analysis.words[start:end]]
        for (one, other), event in kept:
            a, b = (_phrase(read, n, start, end) for n in (one, other))
            if a[1] <= b[0] or b[1] <= a[0]:
                gold = event.gold if event else {"event": "none", "modality": None}
                yield related(
                    f"{read.name}-{one}-{other}", words, a, b, gold["event"], gold["modality"]
                )


NONE_A_SENTENCE = 1


def _linked(told: Told) -> Iterator[tuple[int, int]]:
    """The pairs of words that an event is between; of mutual ones both ways."""
    others = told.recipients or told.actors
    for a in told.actors[:2]:
        for b in others[:2]:
            if a != b:
                yield a, b
                if told.gold["event"] == "CONSULT":
                    yield b, a


def _strangers(read: Read, one: int, other: int, told: list[Told]) -> bool:
    """Whether two words mean different actors between whom the sentence tells of no event."""
    if read.meant[one] & read.meant[other]:
        return False
    return not any(
        read.meant[one] & set(t.gold["actor"])
        and read.meant[other] & {*t.gold["actor"], *(t.gold.get("recipient") or ())}
        for t in told
    )


def _phrase(read: Read, number: int, start: int, end: int) -> tuple[int, int]:
    first, last = read.cores[number]
    if not first <= number < last:
        first, last = number, number + 1
    return max(first, start) - start, min(last, end) - start


def read_composed(item: Composed) -> Read:
    """Reads a report and lays its annotation on the words."""
    report, text = item.gold["report"], item.texts[0]
    analysis = analyse(text)
    published = date.fromisoformat(report["published"]) if report.get("published") else None
    cast = Cast(analysis, _registry(), published)
    sayings = find_sayings(analysis, cast, _registry())
    cast.settle(voices(analysis, sayings))
    meant = _meant(analysis, cast, item.gold["actors"])
    words = ((event_word(text, analysis, e["evidence"]), e) for e in item.gold["events"])
    told = tuple(at_word(analysis, meant, w, e) for w, e in words if w is not None)
    cores = {n: cast.core(n) for n in meant}
    return Read(item.name, analysis, meant, cores, told, tuple(item.gold["statements"]))


@cache
def _registry() -> Registry:
    return Registry()


def at_word(analysis: Analysis, meant: dict[int, frozenset[str]], word: Word, event: Gold) -> Told:
    """An event laid on the word that names it, with the words of its sentence that mean anybody."""
    start, end = analysis.sentences[word.sentence]
    asked = tuple(n for n in range(start, end) if n in meant)
    actors, recipients = set(event["actor"]), set(event.get("recipient") or ())
    return Told(
        event, word.number,
        tuple(n for n in asked if meant[n] & actors),
        tuple(n for n in asked if meant[n] & recipients),
        asked,
    )  # fmt: skip


def event_word(text: str, analysis: Analysis, evidence: list[str]) -> Word | None:
    """The word of the first piece of evidence that governs the others, content words first."""
    span = place(text, evidence[0])
    if span is None:
        return None
    inside = [w for w in analysis.words if w.start < span[1] and w.end > span[0]]
    numbers = {w.number for w in inside}
    tops = [w for w in inside if w.head not in numbers or w.head == w.number]
    ranked = sorted(tops, key=lambda w: (_RANK.get(w.upos, 3), w.number))
    return ranked[0] if ranked else None


_RANK = {"VERB": 0, "NOUN": 1, "AUX": 2, "ADJ": 2}


def _meant(analysis: Analysis, cast: Cast, actors: dict[str, Gold]) -> dict[int, frozenset[str]]:
    names = {
        k: {normalised(n) for n in (a["name"], *a.get("accept", ()))} for k, a in actors.items()
    }
    found: dict[int, frozenset[str]] = {}
    for word in analysis.words:
        parties = cast.meant(word.number)
        keys = {key for p in parties for key in _keys(p.name, p.mentions, analysis.text, names)}
        if not keys and (word.upos in {"NOUN", "PROPN"}) and word.mention in _PARTIES:
            keys = _by_words(cast, word, names)
        if parties or keys:
            found[word.number] = frozenset(keys)
    return found


_PARTIES = {"person", "organization", "place"}


def _keys(
    name: str, mentions: list[tuple[int, int]], text: str, names: dict[str, set[str]]
) -> set[str]:
    """The gold actors that a party is by its name, else by its mentions."""
    own = normalised(name)
    if exact := {key for key, known in names.items() if own in known}:
        return exact
    said = Counter(normalised(text[s:e]) for s, e in mentions)
    scored = {
        key: sum(n for words, n in said.items() if words in known) for key, known in names.items()
    }
    best = max(scored.values(), default=0)
    return {key for key, n in scored.items() if n == best and n} if best else set()


def _by_words(cast: Cast, word: Word, names: dict[str, set[str]]) -> set[str]:
    """Gold actors called by the very words of a phrase that memcon takes for nobody."""
    phrase = cast.phrases.at(word.number)
    if phrase is None or phrase.number != word.number:
        return set()
    said = {normalised(cast.phrases.text(phrase)), normalised(cast.full_text(phrase))}
    return {key for key, known in names.items() if said & known}


def main() -> None:
    """Prints how much of the annotation the words carry."""
    from reports import HERE

    counts: Counter[str] = Counter()
    for item in read(HERE / "data" / "reports"):
        if item.split != "dev" or "report" not in item.gold:
            continue
        found = read_composed(item)
        counts["events"] += len(item.gold["events"])
        counts["with a word"] += len(found.told)
        words = Counter(t.word for t in found.told)
        counts["sharing a word"] += sum(n for n in words.values() if n > 1)
        by: dict[int, set[str]] = {}
        for t in found.told:
            by.setdefault(t.word, set()).add(t.gold["event"])
            counts["actor wanted"] += bool(t.gold["actor"])
            counts["actor linked"] += bool(t.actors)
            counts["recipient wanted"] += bool(t.gold.get("recipient"))
            counts["recipient linked"] += bool(t.recipients)
            counts[f"upos {found.analysis.words[t.word].upos}"] += 1
        counts["words of two types"] += sum(len(v) > 1 for v in by.values())
    print(dict(counts))


if __name__ == "__main__":
    main()
