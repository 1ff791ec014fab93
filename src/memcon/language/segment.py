"""Cuts a text into paragraphs, sentences and words, by rules, without changing a character of it.

Words follow Universal Dependencies' English treebanks: clitics ("'s", "n't") and hyphens stand
alone, abbreviations keep their full stop.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

Span = tuple[int, int]
"""Half-open character offsets, counted in Unicode code points."""

LONGEST_SENTENCE = 100
"""What has more words without a full stop is a list or a table, and is cut."""

LONGEST_LINE = 100
"""A text with longer lines was not wrapped to keep its lines short."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: where its words are and which paragraph of the text it stands in."""

    words: tuple[Span, ...]
    paragraph: int

    @property
    def start(self) -> int:
        return self.words[0][0]

    @property
    def end(self) -> int:
        return self.words[-1][1]


def segment(text: str) -> list[Sentence]:
    """The sentences of a text in their order; blanks and control characters belong to none."""
    sentences = []
    for number, (start, end) in enumerate(paragraphs(text)):
        dateline = start + dateline_length(text[start:end])
        for first, last in ((start, dateline), (dateline, end)):
            words = [(first + s, first + e) for s, e in split_words(text[first:last])]
            sentences += [Sentence(tuple(group), number) for group in _sentences(text, words)]
    return sentences


def dateline_length(paragraph: str) -> int:
    """How many characters of a paragraph are its dateline ("PARIS, May 3 (Reuters) - "), or 0.

    A dateline is no part of the sentence behind it: it stands by itself.
    """
    found = _DATELINE.match(paragraph)
    if not found or (found["capitals"] and not _is_in_capitals(found["capitals"])):
        return 0
    return found.end()


def _is_in_capitals(place: str) -> bool:
    return place.isupper() and any(len(word) >= 3 for word in re.findall(r"[^\W\d_]+", place))


def paragraphs(text: str) -> list[Span]:
    """Where the paragraphs are: cut at blank lines, and at every line end of an unwrapped text."""
    cut = r"\n\s*\n" if _is_wrapped(text) else r"\n"
    spans, at = [], 0
    for line_end in [*re.finditer(cut, text), None]:
        end = line_end.start() if line_end else len(text)
        if text[at:end].strip():
            spans.append((at, end))
        at = line_end.end() if line_end else end
    return spans


def split_words(text: str) -> list[Span]:
    """The words and punctuation marks of a text, in order."""
    return [m.span() for m in _word_pattern().finditer(text)]


def _is_wrapped(text: str) -> bool:
    """Whether single line ends are only there to keep lines short (mail, old wires)."""
    lines = [line.strip() for line in text.split("\n")]
    followed = [a for a, b in pairwise(lines) if a and b]
    running = [line for line in followed if line[-1] not in ".!?:;\"”’')]"]
    if len(followed) < 3 or max(map(len, followed)) > LONGEST_LINE:
        return False
    return len(running) > 0.5 * len(followed)


_LETTERS = r"[^\W_](?:[^\W_]|[\u0300-\u036f\u200d\ufe0f])*"
_CLITIC = r"(?:s|S|re|RE|ve|VE|ll|LL|d|D|m|M)(?![^\W_])"


@cache
def _word_pattern() -> re.Pattern[str]:
    abbreviations = "|".join(re.escape(a) for a in sorted(_abbreviations()[0], key=len)[::-1])
    return re.compile(
        rf"""(?:https?://|www\.)[^\s<>"”]*[^\s<>"”.,;:!?)\]]
        | (?<![\w.+-])[\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+
        | (?<![^\W_])(?:[^\W\d_]\.){{2,}}
        | (?<![^\W_])(?:{abbreviations})(?=\W|$)
        | (?<![^\W_])[A-Z]\.(?=\s*[A-Z])
        | \d+(?:[.,:]\d+)+(?:[^\W\d_]{{1,3}}(?![^\W_]))?
        | [^\W_]+?(?=[nN]['’][tT](?![^\W_]))
        | [nN]['’][tT](?![^\W_])
        | ['’]{_CLITIC}
        | {_LETTERS}(?:['’](?!{_CLITIC})(?![tT](?![^\W_])){_LETTERS})*
        | \.{{2,}} | -{{2,}} | [`'’‘]{{2}}
        | [^\s\x00-\x1f]""",
        re.VERBOSE,
    )


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    """All abbreviations, and those of them that often end a sentence."""
    lines = _data_lines("abbreviations.txt")
    often = {w for line in lines if line.startswith("?") for w in line[1:].split()}
    never = {w for line in lines if not line.startswith("?") for w in line.split()}
    return frozenset(often | never), frozenset(often)


@cache
def _openers() -> frozenset[str]:
    return frozenset(w for line in _data_lines("openers.txt") for w in line.split())


def _data_lines(name: str) -> list[str]:
    text = (files("memcon.language") / "data" / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


_DATELINE = re.compile(
    r"""\s*(?:
        (?=[A-Z])(?:(?:[A-Z][^\s()]*|\d{1,2}|d[aeou]|of|la|el|al|the|and)[\s,]+){1,8}
            \([^()\n]{2,40}\)(?=\s*(?:-{1,2}|–|—|_)\s*)         # any place, if an agency follows
        | (?P<capitals>[^\W\d_][^\W\d_.'’/ -]+(?:[ '’./-]+[^\W\d_]+)*)(?:,\ [^\n()]{1,40}?)?
            (?=\s*(?:-{1,2}|–|—|_)\s)
    )\s*(?:-{1,2}|–|—|_)\s*(?=["“‘'A-Z\d])""",
    re.VERBOSE,
)

_CLOSERS = frozenset("\"”’')]»")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}")
_OPENING = re.compile(r"[A-Z\d\"“‘'(\[«—–-]|[^\W\d_a-z]")


def _sentences(text: str, words: list[Span]) -> list[list[Span]]:
    groups: list[list[Span]] = []
    current: list[Span] = []
    for i, word in enumerate(words):
        current.append(word)
        if i + 1 < len(words) and _ends(text, words, i):
            groups.append(current)
            current = []
    groups += [current] if current else []
    return [piece for group in groups for piece in _cut(text, group)]


def _cut(text: str, words: list[Span]) -> Iterator[list[Span]]:
    """A sentence in pieces of bearable length, cut behind commas where it has any."""
    while len(words) > LONGEST_SENTENCE:
        marks = [i for i in range(1, LONGEST_SENTENCE) if text[words[i][0]] in ",;:"]
        at = marks[-1] + 1 if marks else LONGEST_SENTENCE
        yield words[:at]
        words = words[at:]
    yield words


def _ends(text: str, words: list[Span], i: int) -> bool:
    """Whether a sentence ends after word i: a terminal mark and its closing quotes lie behind."""
    if words[i + 1][0] == words[i][1] or not _OPENING.match(text, words[i + 1][0]):
        return False
    j = i
    while j > 0 and text[words[j][0] : words[j][1]] in _CLOSERS and words[j - 1][1] == words[j][0]:
        j -= 1
    mark = text[words[j][0] : words[j][1]]
    following = text[words[i + 1][0] : words[i + 1][1]]
    if mark in {".", "!", "?", "…", "..."}:
        return not (following in _CLOSERS and following not in {'"', "'"})
    if mark in _abbreviations()[1] or _INITIALS.fullmatch(mark):
        return following in _openers()
    return False
