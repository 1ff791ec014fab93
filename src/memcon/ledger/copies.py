"""How alike two passages are: copies of one text, and tellings of one thing.

Passages of one happening are few, so that they are compared as they are, word run by word run,
which is exact; hashing (MinHash) pays only where millions have to be searched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from memcon.ledger.tables import word_list
from memcon.registry.keys import plain

RUN: Final = 4
"""Words in a run; two texts that share most of theirs are one text."""
COPIED: Final = 0.6
"""From this share of the shorter passage's runs on, it is copied."""
LEAST_RUNS: Final = 8
"""Shorter passages than this ("He denied it.") are no one's."""

_WORD: Final = re.compile(r"\w+")
_HELD: Final = 20_000


def likeness(one: str, other: str) -> float:
    """The share of content words that two passages have in common, of those in the shorter."""
    mine, theirs = _content(one), _content(other)
    shorter = min(len(mine), len(theirs))
    return len(mine & theirs) / shorter if shorter else 0.0


def is_copy(one: str, other: str) -> bool:
    """Whether most of the shorter passage stands word for word in the other."""
    mine, theirs = _runs(one), _runs(other)
    shorter = min(len(mine), len(theirs))
    return shorter >= LEAST_RUNS and len(mine & theirs) >= COPIED * shorter


@lru_cache(_HELD)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(plain(text).casefold()))


@lru_cache(_HELD)
def _content(text: str) -> frozenset[str]:
    return frozenset(_words(text)) - word_list("function_words")


@lru_cache(_HELD)
def _runs(text: str) -> frozenset[Sequence[str]]:
    words = _words(text)
    return frozenset(words[i : i + RUN] for i in range(len(words) - RUN + 1))
