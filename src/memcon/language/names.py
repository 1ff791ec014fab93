"""Makes the names of a report agree with each other: one name, one kind, wherever it stands."""

from collections import defaultdict
from collections.abc import Sequence

from memcon.language.analysis import Name, NameKind, Word


def whole(names: Sequence[Name], words: Sequence[Word]) -> list[Name]:
    """Names that hyphens break, put together again: "Kim Jong-un", "Ban Ki-moon", "Mette-Marit"."""
    grown = [_grown(name, words) for name in names]
    joined: list[Name] = []
    for name in sorted(grown, key=lambda n: n.words):
        if joined and _is_one(joined[-1], name, words):
            last = joined.pop()
            end = max(last.words[1], name.words[1])
            probability = min(last.probability, name.probability)
            name = Name((last.words[0], end), last.kind, probability)  # noqa: PLW2901
        joined.append(name)
    return joined


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


def _grown(name: Name, words: Sequence[Word]) -> Name:
    """A name with what hyphens join to its ends, and the given name that a family name needs."""
    start, end = name.words
    if words[end - 1].text == "-":
        end -= 1
    if name.kind == "PER" and end - start == 1 and _is_hyphened(end, words):
        end += 1
    parts = _GIVEN if name.kind == "PER" else {"PROPN"}
    while _is_joined(end, words) and words[end + 1].upos in parts:
        end += 2
    while start >= 2 and _is_joined(start - 1, words) and words[start - 2].upos == "PROPN":
        start -= 2
    return Name((start, end), name.kind, name.probability)


def _is_hyphened(number: int, words: Sequence[Word]) -> bool:
    """Whether a given name of two parts stands there: "Ki-moon", but not "Trump-era"."""
    if number + 2 >= len(words) or not _is_joined(number + 1, words):
        return False
    first, second = words[number], words[number + 2]
    given = first.upos == "PROPN" and first.text[0].isupper()
    return given and second.upos in _GIVEN


def _is_joined(number: int, words: Sequence[Word]) -> bool:
    """Whether a hyphen stands there, with no blank on either side."""
    if not 0 < number < len(words) - 1 or words[number].text not in _HYPHENS:
        return False
    before, hyphen, after = words[number - 1 : number + 2]
    return before.end == hyphen.start and hyphen.end == after.start


def _is_one(one: Name, other: Name, words: Sequence[Word]) -> bool:
    """Whether two names that meet are one: both a person's, the second broken by a hyphen."""
    if other.words[0] < one.words[1]:
        return True
    meet = other.words[0] == one.words[1] and one.kind == other.kind == "PER"
    hyphen = any(words[i].text in _HYPHENS for i in range(*other.words))
    return meet and hyphen and one.words[1] - one.words[0] == 1


_HYPHENS = frozenset({"-", "‐", "‑"})
_GIVEN = frozenset({"PROPN", "ADP", "ADV", "X"})
"""What the tagger takes the last part of "Moon Jae-in" for."""

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
