"""Words, sentences and paragraphs: where they are cut, and that no character is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.language.segment import dateline_length, paragraphs, segment, split_words

SEED = Path(__file__).resolve().parents[2] / "examples" / "seed.txt"


def words(text: str) -> list[str]:
    """The words of a text, as strings."""
    return [text[start:end] for start, end in split_words(text)]


def sentences(text: str) -> list[str]:
    """The sentences of a text, as strings."""
    return [text[s.start : s.end] for s in segment(text)]


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trump's call", "Trump|'s|call"),
        ("Trump’s call", "Trump|’s|call"),
        ("CHINA'S NAVY", "CHINA|'S|NAVY"),
        ("the dogs' owner", "the|dogs|'|owner"),
        ("can't won't don’t ain't", "ca|n't|wo|n't|do|n’t|ai|n't"),
        ("DON'T", "DO|N'T"),
        ("they'll we’ve I'm he'd you're", "they|'ll|we|’ve|I|'m|he|'d|you|'re"),
        ("cannot", "cannot"),
    ],
)
def test_clitics_stand_alone(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


@pytest.mark.parametrize(
    "name", ["O'Brien", "O’Brien", "Sana'a", "Sana’a", "Qur'an", "d'Ivoire", "Shi'ite", "N'Djamena"]
)
def test_an_apostrophe_inside_a_name_does_not_cut_it(name: str) -> None:
    assert words(f"near {name}, {name}'s") == ["near", name, ",", name, "'s"]


@pytest.mark.parametrize(
    "abbreviation",
    ["Mr.", "Dr.", "Gen.", "Sen.", "Prof.", "Nov.", "No.", "vs.", "etc.", "Inc.", "e.g.", "a.m."],
)
def test_abbreviations_keep_their_full_stop(abbreviation: str) -> None:
    assert words(f"the {abbreviation} 5") == ["the", abbreviation, "5"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S. aid, U.N. talks, U.A.E.", "U.S.|aid|,|U.N.|talks|,|U.A.E."),
        ("U.S.-German", "U.S.|-|German"),
        ("Washington, D.C.", "Washington|,|D.C."),
        ("John F. Kennedy", "John|F.|Kennedy"),
        ("J. D. Vance", "J.|D.|Vance"),
        ("J.D. Vance", "J.D.|Vance"),
        ("Plan B. we", "Plan|B|.|we"),
        ("an organ.", "an|organ|."),
    ],
)
def test_initials(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,000.50 and 3.5", "1,000.50|and|3.5"),
        ("at 10:35 on", "at|10:35|on"),
        ("in 2024.", "in|2024|."),
        ("3,5,", "3,5|,"),
        ("1990s, 5km and 21st", "1990s|,|5km|and|21st"),
        ("$40 20% £3", "$|40|20|%|£|3"),
        ("$1.5bn", "$|1.5bn"),
        ("3-2", "3|-|2"),
    ],
)
def test_numbers(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/a?b=1&c=x-y, and", "https://example.org/a?b=1&c=x-y|,|and"),
        ("(www.example.org/news.html).", "(|www.example.org/news.html|)|."),
        ("press.office@mfa.example.org.", "press.office@mfa.example.org|."),
        ("“http://example.org/x”", "“|http://example.org/x|”"),
    ],
)
def test_addresses_are_one_word(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("long-term", "long|-|term"),
        ("Kim Jong-un's", "Kim|Jong|-|un|'s"),
        ("cease-fire-like", "cease|-|fire|-|like"),
        ("war -- peace", "war|--|peace"),
        ("war—peace", "war|—|peace"),
        ("1914–18", "1914|–|18"),
        ("wait... what", "wait|...|what"),
        ("wait… what", "wait|…|what"),
        ("and/or", "and|/|or"),
        ("AT&T", "AT|&|T"),
        ("``No''", "``|No|''"),
        ("“No,” he", "“|No|,|”|he"),
        ("what?!", "what|?|!"),
        ("(AP)", "(|AP|)"),
    ],
)
def test_punctuation_stands_alone(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fran\u0327ois Erdog\u0306an", "Fran\u0327ois|Erdog\u0306an"),
        ("Erdoğan, Łukasz, Île", "Erdoğan|,|Łukasz|,|Île"),
        ("ok 👍 then", "ok|👍|then"),
        ("Путин met 习近平", "Путин|met|习近平"),
        ("a\u00a0b\u2009c", "a|b|c"),
        ("x\x00y", "x|y"),
    ],
)
def test_letters_beyond_ascii(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


# ---------------------------------------------------------------- sentences


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Smith met Gen. Brown.",
        "The U.S. President spoke.",
        "He is No. 1 now.",
        "It happened on Nov. 3 near St. Petersburg.",
        "George W. Bush met J. D. Vance.",
        "It began at 5 p.m. Monday.",
        "Prof. Li of Acme Inc. resigned.",
        "Prices rose 3.5 percent.",
        "See www.example.org/News.Today for more.",
        "He left.She stayed.",
        "“No,” he said.",
        "“Will you go?” he asked.",
        "We waited … and left.",
        "He lives in Paris (France.) with her.",
    ],
)
def test_is_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "They talked.| They left.",
        "Who?| Me!| Yes.",
        "He waited...| Then he left.",
        "He waited…| Then he left.",
        "“We will not.”| He left.",
        "He said “no.”| She left.",
        'He said "no."| "Why?" she asked.',
        "“No,” he said.| “We will not.”| Then he left.",
        "(He left.)| She stayed.",
        "He left.| (She stayed.)",
        "It was over.| ‘Never,’ he said.",
        "Really?!| Yes.",
        "He lives in the U.S.| He left.",
        "They met at 5 p.m.| The talks failed.",
        "He works for Acme Inc.| It sells arms.",
        "He met George W. Bush.| He left.",
        "She spoke to Sen. Brown.| Mr. Green was absent.",
        "He won.| Élysée aides cheered.",
        "Ten died.| 12 were hurt.",
    ],
)
def test_sentences_end(text: str) -> None:
    expected = [s.strip() for s in text.split("|")]
    assert sentences(text.replace("|", "")) == expected


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("PARIS (AP) —", "The president met her."),
        ("PARIS, March 3 (Reuters) -", "The president met her."),
        ("Paris (dpa) –", "“No,” he said."),
        ("WASHINGTON --", "U.S. officials spoke."),
        ("KYIV, Nov. 5 -", "Two people died."),
        ("BEIRUT/JERUSALEM, Oct 1 (Reuters) -", "Israel struck."),
        ("ADDIS ABABA —", "Rebels took the town."),
        ("N'DJAMENA, Chad (AP) —", "Rebels took the town."),
        ("SÃO PAULO (AP) —", "Rebels took the town."),
    ],
)
def test_a_dateline_stands_alone(dateline: str, rest: str) -> None:
    assert sentences(f"{dateline} {rest}") == [dateline, rest]
    assert sentences(f"Title\n\n{dateline} {rest}") == ["Title", dateline, rest]


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine - a country at war - voted.",
        "The president (69) - who is ill - left.",
        "Paris — the city of light — was dark.",
        "“NO” — the answer came fast.",
        "The well-known Reuters (Agency) reported.",
        "He met Ms. Green (an ally) on Monday — the second time.",
        "12 (twelve) - The number of the dead.",
        "Ms. Green met Mr. Brown (Labour) — “an old friend” — on Monday.",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert dateline_length(text) == 0


def test_a_dateline_opens_a_paragraph_only() -> None:
    text = "Rebels took the town. PARIS — The president said no."
    assert sentences(text) == ["Rebels took the town.", "PARIS — The president said no."]


# ---------------------------------------------------------------- paragraphs


def numbered(text: str) -> list[tuple[int, str]]:
    """The sentences with their paragraphs' numbers."""
    return [(s.paragraph, text[s.start : s.end]) for s in segment(text)]


def test_a_line_is_a_paragraph_in_an_unwrapped_text() -> None:
    text = "A title\nThey met. They talked.\nThey left.\n"
    assert numbered(text) == [
        (0, "A title"),
        (1, "They met."),
        (1, "They talked."),
        (2, "They left."),
    ]


def test_the_seed_has_one_paragraph_a_line() -> None:
    text = SEED.read_text("utf-8")
    lines = text.splitlines()
    assert [text[start:end] for start, end in paragraphs(text)] == lines
    assert {s.paragraph for s in segment(text)} == set(range(len(lines)))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_blank_lines_part_paragraphs(line_end: str) -> None:
    text = line_end.join(["A title", "", "They met. They talked.", " \t", "", "They left.", ""])
    assert numbered(text) == [
        (0, "A title"),
        (1, "They met."),
        (1, "They talked."),
        (2, "They left."),
    ]


def test_wrapped_lines_run_on() -> None:
    text = (
        "Dear friends,\n\n"
        "the foreign minister told the committee on Tuesday that the\n"
        "talks with the rebels had ended without an agreement and that\n"
        "both sides would meet again in the spring. He gave no date for\n"
        "the next round of negotiations.\n\n"
        "> Yours, the press\n> office\n"
    )
    found = numbered(text)
    assert [number for number, _ in found] == [0, 1, 1, 2]
    assert found[2][1] == "He gave no date for\nthe next round of negotiations."


def test_short_lines_that_end_sentences_are_paragraphs() -> None:
    text = "They met.\nThey talked.\nThey left.\nNobody spoke.\nThe end."
    assert [number for number, _ in numbered(text)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("text", ["", " ", "\n\n \t\n", "\x00\x01", "\u2028"])
def test_a_blank_text_has_no_sentences(text: str) -> None:
    assert segment(text) == []


# ---------------------------------------------------------------- any text

NEWS_BITS = [
    "Mr.", "U.S.", "’s", "n't", "'", "’", "“", "”", '"', "``", "''", ".", "...", "…", "!", "?", ",",
    "-", "--", "—", "(", ")", "PARIS", "(AP)", " ", " ", "\n", "\n\n", "\t", "\r\n", "\u00a0",
    "3.5", "10:35", "http://a.b/c", "x@y.org", "O'Brien", "e\u0301", "👍🏽", "👨\u200d👩\u200d👧",
    "\u200d", "\ufe0f", "\x00", "the", "He",
]  # fmt: skip
texts = st.one_of(
    st.text(max_size=120), st.lists(st.sampled_from(NEWS_BITS), max_size=40).map("".join)
)


@given(texts)
def test_every_printable_character_belongs_to_one_word(text: str) -> None:
    spans = [span for sentence in segment(text) for span in sentence.words]
    covered: list[int] = []
    for start, end in spans:
        assert start < end
        assert not any(c.isspace() for c in text[start:end])
        covered += range(start, end)
    assert covered == sorted(set(covered)), "words overlap or are out of order"
    missed = set(range(len(text))) - set(covered)
    assert not [text[i] for i in missed if text[i].isprintable() and not text[i].isspace()]


@given(texts)
def test_sentences_have_words_and_paragraphs_in_order(text: str) -> None:
    found = segment(text)
    assert all(sentence.words for sentence in found)
    numbers = [sentence.paragraph for sentence in found]
    assert numbers == sorted(numbers)
    bounds = paragraphs(text)
    assert all(bounds[s.paragraph][0] <= s.start <= s.end <= bounds[s.paragraph][1] for s in found)


@given(texts)
def test_cutting_words_of_a_sentence_again_changes_nothing(text: str) -> None:
    for start, end in split_words(text):
        if text[start:end].isalpha():
            assert split_words(text[start:end]) == [(0, end - start)]
