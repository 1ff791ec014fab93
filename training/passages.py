"""Passages: a few sentences each, with the events and all mentions of actors marked in the text.

    ## name
    [mka|The Macedonian army] {ASSAULT.heavy-weapons mka>nla|shelled} [nla|rebel positions].

A mention is `[actor|words]` (`[a,b|they]` of several), an event
`{TYPE.mode.modality actors>recipients|word}` at the one word that names it. Modes are PLOVER's;
without modality an event is actual. Marks may stand in marks. Actors are known by any short key,
which means the same in the whole passage. Statements are not marked.

usage: python training/passages.py FILE ...    checks files and tells what is in them
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpora import EVENTS, MODALITIES
from events import Read, Told, at_word

from memcon.language.analysis import Analysis, WordSpan
from memcon.language.model import analyse
from memcon.ontology import EVENT_TYPES


class PassageError(ValueError):
    """A passage that is not marked as it must be."""


@dataclass(frozen=True)
class Mention:
    """Words that mean actors: their keys, and where they stand in the text."""

    actors: frozenset[str]
    start: int
    end: int


@dataclass(frozen=True)
class Marked:
    """An event at the word that names it."""

    event: str
    mode: str | None
    modality: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    start: int
    end: int


@dataclass
class Passage:
    """A text without its marks, and what was marked in it."""

    name: str
    text: str = ""
    mentions: list[Mention] = field(default_factory=list)
    events: list[Marked] = field(default_factory=list)


def read_passages(path: Path) -> Iterator[Passage]:
    """All passages of a file.

    Raises:
        PassageError: for a mark that is open, unknown or without its parts; names the passage.
    """
    for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        name, _, marked = part.partition("\n")
        yield parse(name.strip(), marked.strip())


def parse(name: str, marked: str) -> Passage:
    """One passage from its marked text."""
    passage, text, opened = Passage(name), "", list[tuple[str, str, int]]()
    for piece in _PIECES.split(marked):
        if found := _OPENS.fullmatch(piece):
            opened.append((found[1], found[2].strip(), len(text)))
        elif piece in {"]", "}"}:
            if not opened or _CLOSES[opened[-1][0]] != piece:
                raise PassageError(f"{name}: {piece!r} closes nothing after {text[-40:]!r}")
            kind, head, start = opened.pop()
            _note(passage, kind, head, (start, len(text)))
        else:
            text += piece
    if opened or set(text) & set("[]{}|"):
        raise PassageError(f"{name}: a mark is open or lacks its head: {opened or text!r}")
    passage.text = text
    _check(passage)
    return passage


_PIECES = re.compile(r"([\[{][^\[\]{}|]*\||[\]}])")
_OPENS = re.compile(r"([\[{])([^|]*)\|")
_CLOSES = {"[": "]", "{": "}"}
_HEAD = re.compile(r"([A-Z]+)((?:\.[a-z-]+)*)\s*([^>]*)>?(.*)")


def _note(passage: Passage, kind: str, head: str, span: tuple[int, int]) -> None:
    if kind == "[":
        passage.mentions.append(Mention(frozenset(_keys(head)), *span))
        return
    found = _HEAD.fullmatch(head)
    if found is None or found[1] not in EVENTS:
        raise PassageError(f"{passage.name}: {head!r} is no event")
    said = found[2].split(".")[1:]
    modality = next((w for w in said if w in MODALITIES), "actual")
    mode = next((w for w in said if w not in MODALITIES), None)
    if mode is not None and mode not in {m.name for m in EVENT_TYPES[found[1]].modes}:
        raise PassageError(f"{passage.name}: {found[1]} has no mode {mode!r}")
    passage.events.append(Marked(found[1], mode, modality, _keys(found[3]), _keys(found[4]), *span))


def _keys(said: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in said.split(",") if key.strip())


def _check(passage: Passage) -> None:
    known = {key for m in passage.mentions for key in m.actors}
    for event in passage.events:
        if unknown := {*event.actor, *event.recipient} - known:
            raise PassageError(f"{passage.name}: nowhere mentioned: {', '.join(sorted(unknown))}")
        if not event.actor and not event.recipient:
            raise PassageError(f"{passage.name}: an event of nobody: {event.event}")
        if " " in passage.text[event.start : event.end]:
            raise PassageError(f"{passage.name}: {passage.text[event.start : event.end]!r} is more "
                               "than one word")  # fmt: skip


def gathered(folder: Path, split: str) -> Iterator[Read]:
    """The passages of a split, some in a row to a text, as memcon reads them."""
    for path in sorted((folder / split).glob("*.txt")):
        found = list(read_passages(path))
        for first in range(0, len(found), IN_A_TEXT):
            yield learnt(found[first : first + IN_A_TEXT])


IN_A_TEXT = 5
"""So many passages are about as long as what memcon reads at once."""


def learnt(passages: Sequence[Passage]) -> Read:
    """Some passages as one text, a paragraph each, with their marks on its words.

    Actors of different passages are different ones.
    """
    analysis = analyse("\n\n".join(p.text for p in passages))
    meant: dict[int, frozenset[str]] = {}
    cores: dict[int, WordSpan] = {}
    told = []
    start = 0
    for passage in passages:
        here = _Laid(analysis, passage, start)
        meant |= here.meant
        cores |= here.cores
        start += len(passage.text) + 2
        told += here.told
    return Read(passages[0].name, analysis, meant, cores, tuple(told), None)


class _Laid:
    """One passage's marks on the words of a text in which it begins at a character."""

    def __init__(self, analysis: Analysis, passage: Passage, start: int) -> None:
        self.analysis = analysis
        self.start = start
        self.meant: dict[int, frozenset[str]] = {}
        self.cores: dict[int, WordSpan] = {}
        for mention in passage.mentions:  # inner ones come first
            head, core = self._head(mention.start, mention.end)
            self.meant.setdefault(head, frozenset(f"{passage.name} {a}" for a in mention.actors))
            self.cores.setdefault(head, core)
        self.told = [self._told(passage.name, event) for event in passage.events]

    def _head(self, start: int, end: int) -> tuple[int, WordSpan]:
        """The word that governs all others between two characters, and these words."""
        start, end = start + self.start, end + self.start
        inside = [w.number for w in self.analysis.words if w.start < end and w.end > start]
        top = next(n for n in inside if self.analysis.words[n].head not in inside or
                   self.analysis.words[n].head == n)  # fmt: skip
        return top, (inside[0], inside[-1] + 1)

    def _told(self, name: str, event: Marked) -> Told:
        head, _ = self._head(event.start, event.end)
        gold = {
            "event": event.event, "mode": event.mode, "modality": event.modality,
            "actor": [f"{name} {a}" for a in event.actor],
            "recipient": [f"{name} {a}" for a in event.recipient],
        }  # fmt: skip
        return at_word(self.analysis, self.meant, self.analysis.words[head], gold)


def main() -> None:
    counts, words, texts = Counter[str](), 0, 0
    for path in sys.argv[1:]:
        for passage in read_passages(Path(path)):
            counts.update(e.event for e in passage.events)
            counts.update(f"{e.event}.{e.mode}" for e in passage.events if e.mode)
            counts.update(e.modality for e in passage.events)
            words, texts = words + len(passage.text.split()), texts + 1
    print(texts, "passages,", words, "words;", dict(sorted(counts.items())))


if __name__ == "__main__":
    main()
