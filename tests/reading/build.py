"""Analyses made by hand: trees from `treebank.txt`, names with them, attributions as words.

A tree of the treebank is a line "# the sentence" and a line a word, as in CoNLL-U: text, lemma
("=" where it is the text), part of speech, Penn tag, head counted from 1 (0 for the root),
relation; then, where it has them, the mention that it heads ("person") and its part in a name
("B-PER", "I-PER").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from memcon.language.analysis import Analysis, Attribution, Name, Trigger, Word, WordSpan
from memcon.language.segment import segment
from memcon.reading import read_report
from memcon.record import Actor, Event, Record, Report, Statement
from memcon.registry import Registry

PARAGRAPH = "\n"
"""Stands between two sentences where a new paragraph begins."""

MONDAY = "2024-11-11"
"""When the reports of these tests are published, unless a test says otherwise."""

MADE_BY = dict.fromkeys(("memcon", "weights", "ontology", "registry"), "test")


@dataclass(frozen=True)
class Said:
    """An attribution, by its words; a phrase that occurs before is meant where it occurs last."""

    source: str | None
    cue: str
    contents: tuple[str, ...]
    probability: float = 0.9


@dataclass(frozen=True)
class Heard:
    """What the event heads make of a word: a type, how likely, and words that mean its parties."""

    word: str
    event: str
    chance: float
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    mode: str | None = None


def analysis(*sentences: str, said: Iterable[Said] = (), heard: Iterable[Heard] = ()) -> Analysis:
    """The analysis of a text made of sentences of the treebank and `PARAGRAPH`s."""
    text = ""
    words: list[Word] = []
    spans: list[WordSpan] = []
    paragraphs: list[int] = []
    names: list[Name] = []
    paragraph = 0
    for sentence in sentences:
        if sentence == PARAGRAPH:
            paragraph += 1
            text += PARAGRAPH
            continue
        text += " " if text and not text.endswith(PARAGRAPH) else ""
        rows = treebank()[sentence]
        names += _names(rows, len(words))
        first = len(words)
        words += _words(rows, first, len(text), sentence, len(spans))
        spans.append((first, len(words)))
        paragraphs.append(paragraph)
        text += sentence
    bare = Analysis(text, tuple(words), tuple(spans), tuple(paragraphs), tuple(names), ())
    return replace(
        bare,
        attributions=tuple(_attribution(bare, s) for s in said),
        triggers=tuple(_trigger(bare, h) for h in heard),
    )


def _trigger(of: Analysis, heard: Heard) -> Trigger:
    return Trigger(
        word=word(of, heard.word).number,
        chances={heard.event: heard.chance},
        modes={heard.event: (heard.mode, 0.9)},
        actors={word(of, text).number: 0.9 for text in heard.actors},
        recipients={word(of, text).number: 0.9 for text in heard.recipients},
    )


def flat(text: str) -> Analysis:
    """An analysis without trees: every word hangs on the first one of its sentence."""
    words: list[Word] = []
    spans = []
    sentences = segment(text)
    for number, sentence in enumerate(sentences):
        first = len(words)
        for start, end in sentence.words:
            form = text[start:end]
            relation = "dep" if len(words) > first else "root"
            at = len(words)
            words.append(
                Word(at, start, end, form, form, "X", "FW", first, relation, number, "none", 0)
            )
        spans.append((first, len(words)))
    return Analysis(text, tuple(words), tuple(spans), tuple(s.paragraph for s in sentences), (), ())


def read(
    *sentences: str,
    said: Iterable[Said] = (),
    heard: Iterable[Heard] = (),
    published: str | None = MONDAY,
    registry: Registry | None = None,
) -> Record:
    """The record of a text made of sentences of the treebank."""
    read_text = analysis(*sentences, said=said, heard=heard)
    report = Report.of(read_text.text, published=published)
    return read_report(report, read_text, registry or Registry.default(), MADE_BY)


def word(of: Analysis, text: str, nth: int = 1) -> Word:
    """The nth word of that text."""
    return [w for w in of.words if w.text == text][nth - 1]


# ---------------------------------------------------------------- records as a few plain words


def names(record: Record, ids: Sequence[str]) -> str:
    """The names of actors, joined by " + "."""
    known = {actor.id: actor.name for actor in record.actors}
    return " + ".join(known[i] for i in ids)


def deeds(record: Record) -> list[str]:
    """The events as "Biden + Xi: CONSULT" or "Kyiv: ACCUSE Moscow"."""
    return [_deed(record, event) for event in record.events]


def _deed(record: Record, event: Event) -> str:
    told = f"{names(record, event.actor)}: {event.event} {names(record, event.recipient)}".strip()
    return told if event.modality == "actual" else f"{told} ({event.modality})"


def sayings(record: Record) -> list[str]:
    """The statements as "Biden said: that Xi had agreed", pieces joined by " / "."""
    return [_saying(record, statement) for statement in record.statements]


def _saying(record: Record, statement: Statement) -> str:
    text = record.report.text
    holder = names(record, [statement.holder]) if statement.holder else "nobody"
    cue = " ".join(text[start:end] for start, end in statement.cue_spans)
    content = " / ".join(text[start:end] for start, end in statement.content_spans)
    return f"{holder} {cue}: {content}"


def actor(record: Record, name: str) -> Actor:
    """The one actor of that name."""
    (found,) = [a for a in record.actors if a.name == name]
    return found


def mentions(record: Record, name: str) -> list[str]:
    """The words by which the actor of that name is mentioned, in order."""
    return [record.report.text[start:end] for start, end in actor(record, name).mentions]


# ---------------------------------------------------------------- the treebank


@cache
def treebank() -> dict[str, list[list[str]]]:
    """Sentence to the rows of its words."""
    blocks = (Path(__file__).parent / "treebank.txt").read_text("utf-8").strip().split("\n\n")
    parted = [block.splitlines() for block in blocks]
    return {first.removeprefix("# "): [line.split() for line in rows] for first, *rows in parted}


def _words(
    rows: list[list[str]], first: int, offset: int, sentence: str, number: int
) -> list[Word]:
    found = []
    at = 0
    for i, (form, lemma, upos, xpos, head, deprel, *marks) in enumerate(rows):
        start = sentence.index(form, at)
        at = start + len(form)
        mention = next((m for m in marks if "-" not in m), "none")
        found.append(
            Word(
                first + i, offset + start, offset + at, form, form if lemma == "=" else lemma,
                upos, xpos, first + int(head) - 1 if int(head) else first + i, deprel,
                number, mention, 1.0,
            )
        )  # fmt: skip
    return found


def _names(rows: list[list[str]], first: int) -> list[Name]:
    found: list[Name] = []
    for i, row in enumerate(rows, first):
        mark = next((m for m in row[6:] if "-" in m), None)
        if mark is not None and mark.startswith("B-"):
            found.append(Name((i, i + 1), mark[2:], 0.9))  # type: ignore[arg-type]
        elif mark is not None:
            found[-1] = replace(found[-1], words=(found[-1].words[0], i + 1))
    return found


def _attribution(of: Analysis, said: Said) -> Attribution:
    source = _find(of, said.source) if said.source is not None else None
    contents = tuple(_find(of, content) for content in said.contents)
    return Attribution(source, _find(of, said.cue), contents, said.probability)


def _find(of: Analysis, phrase: str) -> WordSpan:
    """The words that a phrase of the text is made of."""
    start = of.text.rindex(phrase)
    inside = [w.number for w in of.words if start <= w.start and w.end <= start + len(phrase)]
    return inside[0], inside[-1] + 1
