"""Records for the desk: the example report, a disputed meeting, odd characters, hostile words."""

from __future__ import annotations

from cli.records import Book, disputed_record, seed_record
from memcon.record import Record, Report

SCRIPT = "<script>document.title='run'</script>"
TURNED = "\u202eevil\u200b\u2066name"
MARK = f'"><img src=x onerror="document.title=1">{SCRIPT}'

# A family of one emoji, a flag, combining accents, a letter beyond 16 bits, a lone accent.
ODD_TEXT = (
    "👨‍👩‍👧‍👦 President Zoe\u0301 Çelik met 🇫🇷 Minister Ὀδυσσεύς on Monday, she said. "
    "“𝔊ood talks\u0308 🤝🏽,” Çelik said, and the two e\u0301mbraced.\nShe denied that she had "
    "threatened\u0301 him. \u0301"
)


def odd_record() -> Record:
    """Events and statements whose words begin and end beside emoji and combining characters."""
    book = Book(Report.of(ODD_TEXT, title="Talks 🤝🏽", publisher="Ὁ Νέος", published="2024-11-11"))
    celik = book.actor("Zoe\u0301 Çelik", country="TUR", sector="GOV")
    other = book.actor("Ὀδυσσεύς", country="GRC", sector="GOV")
    said = book.statement(
        celik, "she said", "👨‍👩‍👧‍👦 President Zoe\u0301 Çelik met 🇫🇷 Minister Ὀδυσσεύς"
    )
    book.statement(celik, "said", "𝔊ood talks\u0308 🤝🏽", nth=2, quote="direct")
    book.statement(celik, "denied", "threatened\u0301 him", stance="denies", about=["e3"])
    book.event(
        "CONSULT", "met 🇫🇷 Minister", actor=[celik, other], day="2024-11-11", according_to=[said]
    )
    book.event("SUPPORT", "e\u0301mbraced", actor=[celik, other])
    book.event("THREATEN", "threatened\u0301", actor=[celik], recipient=[other], confidence=0.3)
    return book.record()


def hostile_record(title: str = MARK) -> Record:
    """A report that tries to run something wherever its words are shown."""
    text = f"{TURNED} {MARK} met the envoy, {MARK} said.\r\n</div></main><script>top</script>\x00 "
    book = Book(
        Report.of(
            text,
            title=title,
            publisher=f"Wire {MARK}",
            url="javascript:document.title='run'",
            published="2024-11-12",
        )
    )
    evil = book.actor(f"Zed {MARK}", country="USA", office=MARK)
    envoy = book.actor(f"Envoy {TURNED}", country="RUS")
    said = book.statement(evil, "said", f"{MARK} met the envoy")
    book.statement(envoy, "met", "the envoy", stance="denies", about=["e1"])
    book.event(
        "CONSULT",
        "met the envoy",
        actor=[evil, envoy],
        day="2024-11-12",
        according_to=[said],
        place={"text": MARK, "country": None},
        confidence=0.2,
    )
    return book.record()


def right_to_left_record() -> Record:
    """Names written right to left, and one of a million characters' title."""
    book = Book(
        Report.of(
            "محمود عباس met בנימין נתניהו in Cairo.", title="T" * 5_000_000, published="2024-11-13"
        )
    )
    one = book.actor("محمود عباس", country="PSE")
    other = book.actor("בנימין נתניהו", country="ISR")
    book.event("CONSULT", "met", actor=[one, other], place={"text": "Cairo", "country": "EGY"})
    return book.record()


_TOLD = {
    "A": "Ana Holt of Norway met Bo Lind of Sweden on Monday.",
    "B": "Over coffee in Oslo the Norwegian envoy Ana Holt met Bo Lind, her Swedish colleague.",
    "C": "“I never met Bo Lind of Sweden on Monday,” Ana Holt of Norway said. It was a quiet day.",
}


def told_by(publisher: str) -> Record:
    """What one of three says of a meeting: A and B that it was, C that one who met denies it."""
    book = Book(Report.of(_TOLD[publisher], publisher=publisher, published="2024-11-12"))
    holt = book.actor("Ana Holt", country="NOR", sector="GOV")
    lind = book.actor("Bo Lind", country="SWE", sector="GOV")
    denied = publisher == "C"
    said = []
    if denied:
        denial = "I never met Bo Lind of Sweden on Monday"
        said = [book.statement(holt, "said", denial, stance="denies", about=["e1"])]
    book.event(
        "CONSULT",
        "met",
        actor=[holt, lind],
        day="2024-11-11",
        modality="negated" if denied else "actual",
        according_to=said,
    )
    return book.record()


def all_records() -> list[Record]:
    """What the desk's tests look at."""
    return [
        seed_record(),
        disputed_record(),
        odd_record(),
        hostile_record(),
        right_to_left_record(),
        *map(told_by, "ABC"),
    ]
