"""Makes the names of a report agree with each other: one name, one kind, wherever it stands."""

from collections import defaultdict
from collections.abc import Sequence

from memcon.language.analysis import Name, NameKind, Word


def agreeing(names: Sequence[Name], words: Sequence[Word]) -> list[Name]:
    """Names with the kind that most of their occurrences have, and those that were overlooked.

    "Trump" is a person in one sentence if it is one in most others, and a name where it stands
    alone and untagged (one sense per discourse, Gale, Church and Yarowsky 1992).
    """
    votes = _votes(names, words)
    settled = [_outvoted(name, words, votes) for name in names]
    taken = {i for name in settled for i in range(*name.words)}
    found = [
        Name((w.number, w.number + 1), *_winner(votes[w.text]))
        for w in words
        if w.number not in taken and w.upos == "PROPN" and w.text in votes and len(w.text) > 2
    ]
    return sorted([*settled, *found], key=lambda n: n.words)


_Votes = dict[str, dict[NameKind, float]]


def _votes(names: Sequence[Name], words: Sequence[Word]) -> _Votes:
    """For each name, and each person's last name, the probabilities of its kinds added up."""
    votes: _Votes = defaultdict(lambda: defaultdict(float))
    for name in names:
        text = [w.text for w in words[name.words[0] : name.words[1]]]
        votes[" ".join(text)][name.kind] += name.probability
        if name.kind == "PER" and len(text) > 1:
            votes[text[-1]][name.kind] += name.probability
    return dict(votes)


def _outvoted(name: Name, words: Sequence[Word], votes: _Votes) -> Name:
    text = " ".join(w.text for w in words[name.words[0] : name.words[1]])
    kind, probability = _winner(votes[text])
    return name if kind == name.kind else Name(name.words, kind, probability)


def _winner(kinds: dict[NameKind, float]) -> tuple[NameKind, float]:
    total = sum(kinds.values())
    kind = max(sorted(kinds), key=lambda k: kinds[k])
    return kind, round(kinds[kind] / total, 3)
