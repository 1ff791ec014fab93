"""A small report with something for every column, and the file that each format makes of it.

Run as a program, it writes those files anew: look at the difference.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from cli.records import Book, seed_record
from memcon.export import InLedger, export
from memcon.record import Record, Report

TEXT = (
    "Foreign Minister Ada Keld flew to Kyiv on 3 May 2023 and met Minister Olek Bilan, "
    "Denmark’s embassy said. The United Nations\turged the two to open the harbour.\n\n"
    "Denmark will send grain, Keld promised. “We seized no ship,” a Norwegian spokesman said. "
    'Soldiers shelled the "Old Mill" in 2021. '
    "Norway and Denmark would have signed on Friday, it was said. They arm."
)


def composed_record() -> Record:
    book = Book(
        Report.of(
            TEXT,
            title="=Keld+Bilan: talks, “grain”",
            publisher="Example Wire",
            url="https://example.org/keld",
            published="2023-05-08",
        )
    )
    keld = book.actor(
        "Ada Keld",
        country="DNK",
        sector="GOV",
        office="Foreign Minister",
        mentions=[book.span("Ada Keld"), book.span("Keld", 2)],
    )
    bilan = book.actor("Olek Bilan", country="UKR", mentions=[book.span("Minister Olek Bilan")])
    embassy = book.actor("Denmark’s embassy", "organisation", country="DNK", sector="GOV")
    nations = book.actor("United Nations", "organisation", country="UNO")
    denmark = book.actor("Denmark", "state", country="DNK", mentions=[book.span("Denmark", 2)])
    norway = book.actor("Norway", "state", country="NOR")
    spokesman = book.actor("a Norwegian spokesman", "unnamed", country="NOR", sector="GOV")
    soldiers = book.actor("Soldiers", "group", sector="MIL", mentions=[book.span("Soldiers")])
    said = book.statement(embassy, "said", "met Minister Olek Bilan")
    promised = book.statement(keld, "promised", "Denmark will send grain")
    denied = book.statement(
        spokesman, "said", "We seized no ship", nth=2, stance="denies", quote="direct", about=["e4"]
    )
    rumour = book.statement(None, "it was said", "Norway and Denmark would have signed")
    book.event(
        "CONSULT",
        "met",
        mode="visit",
        context=["diplomatic", "economic"],
        cameo="042",
        actor=[keld],
        recipient=[bilan],
        date={
            "start": "2023-05-03",
            "end": "2023-05-03",
            "text": "3 May 2023",
            "basis": "explicit",
        },
        place={"text": "Kyiv", "country": "UKR"},
        according_to=[said],
    )
    book.event("REQUEST", "urged", mode="yield", actor=[nations], recipient=[keld, bilan])
    book.event(
        "AGREE",
        "will send grain",
        cameo="0333",
        actor=[denmark],
        modality="future",
        according_to=[promised],
    )
    book.event(
        "COERCE", "seized", mode="seize", actor=[norway], modality="negated", according_to=[denied]
    )
    book.event(
        "ASSAULT",
        "shelled",
        mode="heavy-weapons",
        cameo="194",
        actor=[soldiers],
        day=("2021-01-01", "2021-12-31"),
        place={"text": 'the "Old Mill"'},
        confidence=0.4375,
    )
    book.event(
        "SUPPORT",
        "signed",
        cameo="057",
        actor=[norway, denmark],
        modality="hypothetical",
        day="2023-05-12",
        according_to=[rumour],
        confidence=0.25,
    )
    book.event(
        "MOBILIZE", "arm", mode="weapons", actor=[norway, denmark, soldiers], modality="actual"
    )
    return book.record()


def known_of(record: Record) -> dict[tuple[str, str], InLedger]:
    """The visit is corroborated, the shelling withdrawn."""
    return {
        (record.report.id, "e1"): InLedger("h-visit", "corroborated", 2),
        (record.report.id, "e5"): InLedger("h-mill", "denied", 1),
    }


FOLDER = Path(__file__).parent / "data" / "export"
TEXT_FORMATS = {
    "plover-jsonl": "plover.jsonl",
    "csv": "events.csv",
    "polecat": "polecat.tsv",
    "gdelt": "gdelt.tsv",
}
RECORDS = {"composed": composed_record, "seed": seed_record}


def exported(record: Record, format: str) -> bytes:
    out = BytesIO()
    export([record], format, out, happenings=known_of(record))
    return out.getvalue()


def golden(name: str, format: str) -> Path:
    return FOLDER / f"{name}.{TEXT_FORMATS[format]}"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, record in RECORDS.items():
        for format in TEXT_FORMATS:
            golden(name, format).write_bytes(exported(record(), format))
