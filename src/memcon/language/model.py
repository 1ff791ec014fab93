"""Runs the encoder and its heads over a report."""

import json
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memcon.language import decode
from memcon.language.analysis import Analysis, Attribution, Name, Word, WordSpan
from memcon.language.lemmas import lemma
from memcon.language.names import agreeing
from memcon.language.pieces import CLS, SEP, pieces, shapes
from memcon.language.segment import Sentence, segment
from memcon.language.windows import Window, windows

WINDOWS_AT_ONCE = 16
"""Windows of one report that go through the encoder together; never those of two reports, so that
a report's scores depend on it alone."""

Array = NDArray[Any]


def analyse(text: str) -> Analysis:
    """Reads a text: segments it, runs the network over its windows, decodes what the heads say."""
    sentences = segment(text)
    if not sentences:
        return Analysis(text, (), (), (), (), ())
    words = [[text[s:e] for s, e in sentence.words] for sentence in sentences]
    lengths = [sum(len(pieces(w)) for w in sentence) for sentence in words]
    cut = windows(lengths)
    scores = [_Scored(w, s, words) for w, s in zip(cut, _run(sentences, words, cut), strict=True)]
    return _decoded(text, sentences, words, scores)


@cache
def heads() -> dict[str, Any]:
    """The tags of each head, and the transitions of the attribution chain."""
    loaded: dict[str, Any] = json.loads(_weights("heads.json").decode())
    return loaded


@cache
def weights_version() -> str:
    """The first 12 digits of the SHA-256 of the weights."""
    import hashlib

    return hashlib.sha256(_weights("memcon.onnx")).hexdigest()[:12]


def _weights(name: str) -> bytes:
    return (files("memcon.language") / "weights" / name).read_bytes()


@cache
def _session() -> Any:  # noqa: ANN401 (onnxruntime has no types)
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # Unfolds the 8-bit weights once, when the session is made, instead of at every run.
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    return onnxruntime.InferenceSession(
        _weights("memcon.onnx"), options, providers=["CPUExecutionProvider"]
    )


@dataclass(frozen=True)
class _Scored:
    """A window with the heads' scores for its words."""

    window: Window
    scores: dict[str, Array]
    words: Sequence[Sequence[str]]

    @property
    def skipped(self) -> int:
        """How many of the window's words belong to an earlier window."""
        return sum(map(len, self.words[self.window.first : self.window.start]))

    def new(self, head: str) -> Array:
        """A head's scores for the words that are new in this window."""
        return self.scores[head][self.skipped :]


def _run(
    sentences: Sequence[Sentence], words: Sequence[Sequence[str]], cut: Sequence[Window]
) -> list[dict[str, Array]]:
    outputs = [o.name for o in _session().get_outputs()]
    found = []
    for at in range(0, len(cut), WINDOWS_AT_ONCE):
        group = cut[at : at + WINDOWS_AT_ONCE]
        rows = [_inputs(sentences, words, w) for w in group]
        feed = {
            name: _padded([row[name] for row in rows], -1 if name == "sentence_of" else 0)
            for name in rows[0]
        }
        scores = _session().run(outputs, feed)
        for i, row in enumerate(rows):
            n = len(row["firsts"])
            found.append({k: v[i, :n] for k, v in zip(outputs, scores, strict=True)})
    return found


def _inputs(
    sentences: Sequence[Sentence], words: Sequence[Sequence[str]], window: Window
) -> dict[str, list[int]]:
    ids, forms = [CLS], [0]
    firsts: list[int] = []
    sentence_of: list[int] = []
    for number in range(window.first, window.end):
        opens = number == 0 or sentences[number - 1].paragraph != sentences[number].paragraph
        sentence = words[number]
        for word, form in zip(sentence, shapes(sentence, opens_paragraph=opens), strict=True):
            firsts.append(len(ids))
            sentence_of.append(number - window.first)
            ids += pieces(word)
            forms += [form] * len(pieces(word))
    return {
        "ids": [*ids, SEP], "shapes": [*forms, 0], "firsts": firsts, "sentence_of": sentence_of,
    }  # fmt: skip


def _padded(rows: list[list[int]], filler: int) -> NDArray[np.int64]:
    length = max(map(len, rows))
    return np.array([row + [filler] * (length - len(row)) for row in rows], dtype=np.int64)


def _decoded(
    text: str,
    sentences: Sequence[Sentence],
    words: Sequence[Sequence[str]],
    scored: Sequence[_Scored],
) -> Analysis:
    bounds = np.cumsum([0, *map(len, words)])
    spans = [(int(a), int(b)) for a, b in pairwise(bounds)]
    found = _words(text, sentences, spans, scored)
    return Analysis(
        text,
        tuple(found),
        tuple(spans),
        tuple(s.paragraph for s in sentences),
        tuple(agreeing(_names(scored), found)),
        tuple(_attributions(scored, bounds)),
    )


def _words(
    text: str,
    sentences: Sequence[Sentence],
    spans: Sequence[WordSpan],
    scored: Sequence[_Scored],
) -> list[Word]:
    upos, xpos, deprel, mention = (
        [heads()[k][i] for s in scored for i in s.new(k).argmax(1)]
        for k in ("upos", "xpos", "deprel", "mention")
    )
    factuality = np.concatenate([s.new("factuality") for s in scored])
    governors = _governors(spans, scored)
    found = []
    for number, sentence in enumerate(sentences):
        for i, (start, end) in enumerate(sentence.words, spans[number][0]):
            root = governors[i] == i
            form = text[start:end]
            found.append(
                Word(
                    i, start, end, form, lemma(form, xpos[i]), upos[i], xpos[i], governors[i],
                    "root" if root else "parataxis" if deprel[i] == "root" else deprel[i],
                    number, mention[i], round(float(factuality[i]), 2),
                )
            )  # fmt: skip
    return found


def _governors(spans: Sequence[WordSpan], scored: Sequence[_Scored]) -> list[int]:
    """The head of each word of the report, by the best tree of each sentence."""
    found: list[int] = []
    for item in scored:
        at = item.skipped
        for number in range(item.window.start, item.window.end):
            start, end = spans[number]
            n = end - start
            columns = [0, *range(at + 1, at + n + 1)]
            heads_here = decode.tree(item.scores["arcs"][at : at + n][:, columns])
            found += [start + h - 1 if h else start + i for i, h in enumerate(heads_here)]
            at += n
    return found


def _names(scored: Sequence[_Scored]) -> list[Name]:
    barred, first = decode.constraints(heads()["name"])
    found = []
    offset = 0
    for item in scored:
        emissions = item.new("name")
        chances = _softmax(emissions)
        chosen = decode.viterbi(emissions, barred, first)
        for kind, start, end in decode.spans([heads()["name"][t] for t in chosen]):
            chance = float(np.mean([chances[i, chosen[i]] for i in range(start, end)]))
            found.append(Name((offset + start, offset + end), kind, round(chance, 3)))  # type: ignore[arg-type]
        offset += len(emissions)
    return found


def _attributions(scored: Sequence[_Scored], bounds: NDArray[np.int64]) -> list[Attribution]:
    """Cues with the source and the contents that link to them, in the order of the cues."""
    tags, chances = _attribution_tags(scored)
    roles = decode.spans(tags)
    cues = {start: (start, end) for role, start, end in roles if role == "cue"}
    sources = {start: (start, end) for role, start, end in roles if role == "source"}
    source_of: dict[int, tuple[int, float]] = {}
    contents_of: dict[int, list[WordSpan]] = {start: [] for start in cues}
    for item in scored:
        offset = int(bounds[item.window.first])
        own = offset + item.skipped
        seen = _from(roles, offset, int(bounds[item.window.end]))
        candidates = [start for role, start, _ in seen if role == "source"]
        for cue in (start for role, start, _ in seen if role == "cue" and start >= own):
            source_of[cue] = _linked(item.scores["source_of"][cue - offset], candidates, offset)
        candidates = [start for role, start, _ in seen if role == "cue"]
        for role, start, end in seen:
            if role == "content" and start >= own and candidates:
                rows = item.scores["cue_of"][start - offset : end - offset]
                votes = rows[:, [c - offset + 1 for c in candidates]].mean(0)
                contents_of[candidates[int(votes.argmax())]].append((start, end))
    return [
        Attribution(
            sources.get(source_of[cue][0]),
            cues[cue],
            tuple(contents_of[cue]),
            round(float(_mean_chance(chances, [cues[cue], *contents_of[cue]])), 3),
        )
        for cue in sorted(cues)
        if contents_of[cue]
    ]


def _attribution_tags(scored: Sequence[_Scored]) -> tuple[list[str], Array]:
    """The best tag of every word, and its probability by the word alone."""
    names = heads()["attribution"]
    transitions = np.array(heads()["attribution_transitions"], dtype=np.float32)
    first = np.array(heads()["attribution_first"], dtype=np.float32)
    tags: list[str] = []
    chances = []
    for item in scored:
        chosen = decode.viterbi(item.scores["attribution"], transitions, first)[item.skipped :]
        new = [names[t] for t in chosen]
        if new and new[0].startswith("I-") and (not tags or tags[-1][2:] != new[0][2:]):
            new[0] = "B-" + new[0][2:]
        tags += new
        emissions = item.new("attribution")
        chances.append(_softmax(emissions)[np.arange(len(chosen)), chosen])
    return tags, np.concatenate(chances)


_Role = tuple[str, int, int]


def _from(roles: list[_Role], first: int, end: int) -> list[_Role]:
    """The roles that begin within [first, end); they are ordered by their first words."""
    starts = [start for _, start, _ in roles]
    return roles[bisect_left(starts, first) : bisect_left(starts, end)]


NOWHERE = -1


def _linked(row: Array, candidates: list[int], offset: int) -> tuple[int, float]:
    """The candidate (word number) that a link goes to, `NOWHERE` if to none, and its share."""
    scores = np.array([row[0], *(row[c - offset + 1] for c in candidates)])
    best = int(scores.argmax())
    share = float(_softmax(scores[None])[0, best])
    return (NOWHERE if best == 0 else candidates[best - 1]), share


def _mean_chance(chances: Array, stretches: Sequence[WordSpan]) -> float:
    return float(np.concatenate([chances[s:e] for s, e in stretches]).mean())


def _softmax(scores: Array) -> Array:
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Array = raised / raised.sum(-1, keepdims=True)
    return shares
