"""Learns the rules of `memcon.language.lemmas` from the treebanks and prints their accuracy.

usage: python training/lemmas.py [--corpora DIR]
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from corpora import GUM_FREE_GENRES, _conllu_documents

from memcon.language.lemmas import LONGEST_ENDING, Rules, apply

HERE = Path(__file__).resolve().parent.parent
SHIPPED = HERE / "src" / "memcon" / "language" / "weights" / "lemmas.json"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpora", type=Path, default=HERE.parent / "shared" / "corpora")
    corpora = parser.parse_args().corpora
    rules = learn(Counter(_words(corpora, "train")))
    SHIPPED.write_text(json.dumps(rules, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    held_out = list(_words(corpora, "dev"))
    right = sum(apply(rules, w, x) == gold for w, x, gold in held_out)
    verbs = [(w, x, gold) for w, x, gold in held_out if x.startswith("VB")]
    right_verbs = sum(apply(rules, w, x) == gold for w, x, gold in verbs)
    print(f"lemma accuracy {right / len(held_out):.4f}, of verbs {right_verbs / len(verbs):.4f}")


def learn(words: Counter[tuple[str, str, str]]) -> Rules:
    """Keeps, from short endings to long ones, each rule that a shorter one does not give."""
    votes: dict[tuple[str, str], Counter[tuple[int, str]]] = defaultdict(Counter)
    for (word, xpos, lemma), count in words.items():
        script = _script(word, lemma)
        for length in range(min(len(word), LONGEST_ENDING) + 1):
            votes[xpos, word[len(word) - length :]][script] += 1
        votes[xpos, "^" + word][script] += count
    rules: Rules = defaultdict(dict)
    for xpos, ending in sorted(votes, key=lambda k: (k[1].startswith("^"), len(k[1]), k)):
        script = max(votes[xpos, ending].items(), key=lambda v: (v[1], v[0]))[0]
        word = ending.removeprefix("^")
        if apply(rules, word, xpos) != _apply(script, word) or not ending:
            rules[xpos][ending] = script
    return dict(rules)


def _words(corpora: Path, split: str) -> Iterator[tuple[str, str, str]]:
    for treebank in ("ewt", "gum"):
        for name, sentences in _conllu_documents(corpora / f"en_{treebank}-ud-{split}.conllu.gz"):
            if treebank == "gum" and name.split("_")[1] not in GUM_FREE_GENRES:
                continue
            for _, _, rows in sentences:
                for row in rows:
                    if row[4] not in {"NNP", "NNPS"} and "Typo=Yes" not in row[5]:
                        yield row[1].lower().replace("’", "'"), row[4], row[2].lower()


def _script(word: str, lemma: str) -> tuple[int, str]:
    shared = 0
    while shared < min(len(word), len(lemma)) and word[shared] == lemma[shared]:
        shared += 1
    return len(word) - shared, lemma[shared:]


def _apply(script: tuple[int, str], word: str) -> str:
    off, on = script
    return word[: max(len(word) - off, 0)] + on


if __name__ == "__main__":
    main()
