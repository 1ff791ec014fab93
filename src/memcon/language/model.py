"""Runs the encoder and its heads over a report."""

import os
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from memcon.language import decode
from memcon.language.analysis import Analysis, Name, Word, WordSpan
from memcon.language.attributions import find_attributions
from memcon.language.lemmas import lemma
from memcon.language.names import agreeing, whole
from memcon.language.pieces import CLS, SEP, pieces, shapes
from memcon.language.scored import Array, Scored, rounded, softmax
from memcon.language.segment import Sentence, segment
from memcon.language.shipped import heads, weights
from memcon.language.triggers import find_triggers
from memcon.language.windows import Window, windows

WINDOWS_AT_ONCE = 16
"""Windows of one report that are in work side by side at most, however many cores there are: each
needs some megabytes."""


def analyse(text: str, *, threads: int | None = None) -> Analysis:
    """Reads a text: segments it, runs the network over its windows, decodes what the heads say.

    `threads` are as in `scores`.
    """
    sentences = segment(text)
    if not sentences:
        return Analysis(text, (), (), (), (), (), ())
    words = [[text[s:e] for s, e in sentence.words] for sentence in sentences]
    cut = windows([sum(len(pieces(w)) for w in sentence) for sentence in words])
    rows = [inputs(sentences, words, window) for window in cut]
    passes = scores(rows, threads=threads)
    scored = [Scored(w, s, words) for w, s in zip(cut, passes, strict=True)]
    return _decoded(text, sentences, words, scored)


@cache
def session(threads: int = 1) -> Any:  # noqa: ANN401 (onnxruntime has no types)
    """The network, loaded once for each number of threads that share a pass (0: one a core).

    More than one, and some scores differ in their last digits: nothing that is read goes that way.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # Unfolds the 8-bit embeddings once, when the session is made, instead of at every run.
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    return onnxruntime.InferenceSession(
        weights("memcon.onnx"), options, providers=["CPUExecutionProvider"]
    )


def scores(
    rows: Sequence[Mapping[str, Sequence[int]]], *, threads: int | None = None
) -> list[dict[str, Array]]:
    """The heads' scores of windows, several at once (by default as many as there are cores).

    Each window goes through by itself and on one thread, so that its scores are the same to the
    last bit whatever stands beside it and on however many cores: all windows of a pass would share
    one scale for what goes into the large matrices, and padding to a common length and sharing a
    pass among threads both change the order in which numbers are added up.
    """
    network = session()  # loaded here, lest two threads load it
    names = [output.name for output in network.get_outputs()]

    def run(row: Mapping[str, Sequence[int]]) -> dict[str, Array]:
        feed = {name: np.array([values], dtype=np.int64) for name, values in row.items()}
        return {name: x[0] for name, x in zip(names, network.run(names, feed), strict=True)}

    at_once = min(len(rows), threads or min(cores(), WINDOWS_AT_ONCE))
    if at_once == 1:
        return [run(row) for row in rows]
    # Made anew for each report: threads that wait for the next one would not survive a fork.
    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(run, rows))


def cores() -> int:
    """How many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def inputs(
    sentences: Sequence[Sentence], words: Sequence[Sequence[str]], window: Window
) -> dict[str, list[int]]:
    """What goes into the network: pieces with their shapes, words with their sentences."""
    ids, forms = [CLS], [0]
    firsts: list[int] = []
    sentence_of: list[int] = []
    for number in range(window.first, window.end):
        opens = number == 0 or sentences[number - 1].paragraph != sentences[number].paragraph
        sentence = words[number]
        for word, form in zip(sentence, shapes(sentence, opens_paragraph=opens), strict=True):
            found = pieces(word)
            firsts.append(len(ids))
            sentence_of.append(number - window.first)
            ids += found
            forms += [form] * len(found)
    return {
        "ids": [*ids, SEP], "shapes": [*forms, 0], "firsts": firsts, "sentence_of": sentence_of,
    }  # fmt: skip


def _decoded(
    text: str,
    sentences: Sequence[Sentence],
    words: Sequence[Sequence[str]],
    scored: Sequence[Scored],
) -> Analysis:
    bounds = np.cumsum([0, *map(len, words)])
    spans = [(int(a), int(b)) for a, b in pairwise(bounds)]
    found = _words(text, sentences, spans, scored)
    return Analysis(
        text,
        tuple(found),
        tuple(spans),
        tuple(s.paragraph for s in sentences),
        tuple(agreeing(whole(_names(scored), found), found)),
        tuple(find_attributions(scored, bounds)),
        tuple(find_triggers(scored, bounds)),
    )


def _words(
    text: str,
    sentences: Sequence[Sentence],
    spans: Sequence[WordSpan],
    scored: Sequence[Scored],
) -> list[Word]:
    upos, deprel, mention = (
        _likeliest(heads()[k], np.concatenate([s.new(k) for s in scored]))
        for k in ("upos", "deprel", "mention")
    )
    xpos = _penn_tags(scored, upos)
    factuality = rounded(np.concatenate([s.new("factuality") for s in scored]), 2)
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
                    number, mention[i], factuality[i],
                )
            )  # fmt: skip
    return found


def _likeliest(tags: Sequence[str], scores: Array) -> list[str]:
    """The tag of the best score in each row."""
    return [tags[i] for i in scores.argmax(1).tolist()]


def _penn_tags(scored: Sequence[Scored], upos: Sequence[str]) -> list[str]:
    """The Penn tag of each word; what is a verb has the likeliest of a verb's.

    Else "threatened to leave" has a modal's tag, and no dictionary form.
    """
    chances = np.concatenate([s.new("xpos") for s in scored])
    tags = heads()["xpos"]
    verbal = [i for i, tag in enumerate(tags) if tag.startswith("V")]
    found = _likeliest(tags, chances)
    best = _likeliest([tags[i] for i in verbal], chances[:, verbal])
    named = ("V", "NNP")
    return [
        b if u == "VERB" and not f.startswith(named) else f
        for u, f, b in zip(upos, found, best, strict=True)
    ]


def _governors(spans: Sequence[WordSpan], scored: Sequence[Scored]) -> list[int]:
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


def _names(scored: Sequence[Scored]) -> list[Name]:
    barred, first = decode.constraints(heads()["name"])
    found = []
    offset = 0
    chains = [item.new("name") for item in scored]
    for emissions, chosen in zip(chains, decode.best_sequences(chains, barred, first), strict=True):
        chances = softmax(emissions)
        for kind, start, end in decode.spans([heads()["name"][t] for t in chosen]):
            chance = float(np.mean([chances[i, chosen[i]] for i in range(start, end)]))
            found.append(Name((offset + start, offset + end), kind, round(chance, 3)))  # type: ignore[arg-type]
        offset += len(emissions)
    return found
