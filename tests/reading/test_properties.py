"""Any text made of news: reading never fails, its record is valid, and the same every time."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

import memcon
from explained import unexplained, without_words
from memcon.record import Record, Report

SENTENCES = [
    "The president of Norland met the king of Sudria on Monday.",
    "“We will not accept this,” Foreign Minister Elena Markova said, “and we never will.”",
    "“It is over, he told reporters.",
    "He said: \"No.\"",
    "According to two people familiar with the matter, Germany and France agreed to send tanks.",
    "Iran vowed to retaliate if Israel struck again; Israel said nothing.",
    "KYIV (Reuters) - Russian drones hit a hospital overnight, killing 12, officials said.",
    "BREAKING: Talks collapse 🚨🚨",
    "U.S. President Joe Biden’s aide, speaking on condition of anonymity, denied it.",
    "- Sanctions on Iran\n- Aid for Ukraine\n- Elections in Moldova",
    "1. The ministers met. 2. They left.",
    "Who is to blame?",
    "Peskov called the report “absolute nonsense” and declined to comment further.",
    "Reuters reported that the Kremlin denied that Putin had spoken to Trump.",
    "She did.",
    "They both did, twice: once in Paris, once in Rome.",
    "The two countries signed a treaty on 3 May 2021 in Geneva.",
    "Israel-Lebanon border talks stall",
    "MINISTER RESIGNS AFTER PROTESTS",
    "Read more: https://example.org/news?id=42&lang=en",
    "Contact: press@example.org, +1 (202) 555-0100",
    "Prime Minister Keir Starmer, who had met Macron last week, said Britain should do more.",
    "If NATO sends troops, Moscow will respond, Lavrov warned.",
    "China’s Xi Jinping told Brazil’s Lula that relations “have never been better”.",
    "The U.N. Security Council voted 14-0, with Russia abstaining, to extend the mission.",
    "Kim Jong Un oversaw the launch, state media KCNA said on Tuesday.",
    "Protesters clashed with police in Tbilisi; at least 40 were arrested…",
    "It wasn't clear whether he'd go.",
    "Neither Scholz nor Merz would say when they would meet.",
    "(The ministry could not be reached.)",
    "“‘Go home,’ he told me,” she recalled.",
    "«Nous partons», a dit le ministre.",
    "Two days later, the army withdrew from the town.",
    "Egypt, Qatar and the United States have been mediating for months.",
    "Its spokesman, a former general, said so.",
    "The former president, Donald J. Trump, pleaded not guilty.",
    "Erdoğan invited Zelenskyy and Putin to İstanbul.",
    "Fran\u0327ois Du\u0301bois, 43, left.",
    "The EU’s top diplomat, Josep Borrell, urged Belgrade and Pristina to return to dialogue.",
    "In a statement, the ministry accused Kyiv of “provocations”, without giving evidence.",
    "No one was hurt.",
    "The ceasefire, which took effect at 4 a.m. local time (0200 GMT), has held.",
    "South Korea’s Yoon will visit Tokyo next week for a summit with Kishida.",
    "Hamas rejected the proposal. Its leader, Yahya Sinwar, did not appear.",
    "Q: Will you meet him? A: We’ll see.",
    "***",
    "— Ends —",
    "\"\"\"",
    "”””“““",
    "Mr. Mr. Mr.",
    "The of and to.",
    "Said said said said.",
    "According to.",
    "Denied that denied that denied.",
    "Putin. Biden. Xi. Macron. Scholz.",
    "him her them it who which that",
    "1,234.56% of €7.8bn (about $8.4bn) was spent, per the FT.",
    "The so-called “Islamic State” (ISIS) claimed the attack.",
    "By ANNA SMITH and JOHN DOE Associated Press",
    "Photo: AFP/Getty",
    "…and so on… 👨\u200d👩\u200d👧 \u202e",
]  # fmt: skip

texts = st.lists(
    st.tuples(st.sampled_from(SENTENCES), st.sampled_from([" ", "\n", "\n\n", "  ", ""])),
    min_size=1,
    max_size=8,
).map(lambda bits: "".join(part for bit in bits for part in bit))
days = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2035, 12, 31)))


def check(record: Record, text: str) -> None:
    """Offsets lie in the text and cut no word, and all ids lead somewhere."""
    assert record.report.text == text
    spans = [m for a in record.actors for m in a.mentions]
    spans += [e.span for e in record.events]
    for statement in record.statements:
        spans += [*statement.cue_spans, *statement.content_spans]
        spans += [statement.holder_span] if statement.holder_span else []
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
    assert Record.from_json(record.to_json()) == record


@settings(max_examples=60, deadline=None)
@given(texts, days)
def test_any_news_text_gives_a_valid_record(text: str, published: date | None) -> None:
    check(memcon.read(text, published=published), text)


@settings(max_examples=15, deadline=None)
@given(texts, days)
def test_every_value_of_any_news_text_is_explained(text: str, published: date | None) -> None:
    report = Report.of(text, published=published)
    explained = memcon.Reader().explain(report)
    assert unexplained(explained) == []
    assert without_words(explained) == []
    assert explained.record.to_json() == memcon.Reader().read(report).to_json()


@settings(max_examples=15, deadline=None)
@given(texts, days)
def test_the_same_report_gives_the_same_bytes(text: str, published: date | None) -> None:
    first = memcon.read(text, published=published).to_json()
    memcon.read("Something else was read between: Russia attacked Ukraine.")
    assert memcon.read(text, published=published).to_json() == first


@settings(max_examples=15, deadline=None)
@given(texts)
def test_without_publication_date_no_relative_date_is_resolved(text: str) -> None:
    record = memcon.read(text)
    for found in (*record.statements, *record.events):
        if found.date.basis == "relative":
            # Only what counts from a date that the text gives with its year has a day then.
            assert re.search(r"\b(19|20)\d\d\b", text)
