"""A record of the example report, made by hand: the rendering is developed against it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from memcon.record import Record, Report

SEED = Path(__file__).parents[2] / "examples" / "seed.txt"


class Book:
    """Writes a record from the report's own words instead of offsets."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.actors: list[dict[str, Any]] = []
        self.statements: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []

    def span(self, words: str, nth: int = 1) -> tuple[int, int]:
        start = -1
        for _ in range(nth):
            start = self.report.text.index(words, start + 1)
        return start, start + len(words)

    def actor(self, name: str, kind: str = "person", **fields: Any) -> str:
        id_ = f"a{len(self.actors) + 1}"
        self.actors.append({"id": id_, "name": name, "kind": kind, **fields})
        return id_

    def statement(self, holder: str | None, cue: str, content: str, **fields: Any) -> str:
        id_ = f"s{len(self.statements) + 1}"
        nth = fields.pop("nth", 1)
        self.statements.append(
            {
                "id": id_,
                "holder": holder,
                "cue_spans": [self.span(cue, nth)],
                "content_spans": [self.span(content)],
                "confidence": 0.9,
            }
            | fields
        )
        return id_

    def event(self, event: str, words: str, **fields: Any) -> str:
        id_ = f"e{len(self.events) + 1}"
        day = fields.pop("day", None)
        if day:
            start, end = day if isinstance(day, tuple) else (day, day)
            fields["date"] = {"start": start, "end": end, "basis": "relative"}
        self.events.append(
            {"id": id_, "event": event, "span": self.span(words), "confidence": 0.9} | fields
        )
        return id_

    def record(self) -> Record:
        return Record.model_validate(
            {
                "report": self.report.model_dump(),
                "actors": self.actors,
                "statements": self.statements,
                "events": self.events,
                "made_by": {
                    "memcon": "0.1.0",
                    "weights": "1",
                    "ontology": "1",
                    "registry": "1",
                },
            }
        )


def seed_record(published: str | None = "2024-11-11") -> Record:
    book = Book(Report.of(SEED.read_text("utf-8"), published=published))
    dated = published is not None
    trump = book.actor("Trump", country="USA")
    putin = book.actor("Putin", country="RUS", sector="GOV")
    sources = book.actor("sources", "unnamed")
    official = book.actor("One former U.S. official", "unnamed", country="USA")
    cheung = book.actor("Steven Cheung", country="USA", office="spokesperson")
    zelenskyy = book.actor("Volodymyr Zelenskyy", country="UKR", sector="GOV")
    biden = book.actor("Joe Biden", country="USA", sector="GOV")
    sullivan = book.actor("Jake Sullivan", country="USA", sector="GOV")
    usa = book.actor("U.S.", "state", country="USA")
    ukraine = book.actor("Ukraine", "state", country="UKR")
    russia = book.actor("Russia", "state", country="RUS")
    ministry = book.actor("Ukraine’s foreign ministry", "organisation", country="UKR", sector="GOV")
    kremlin = book.actor("Kremlin", "organisation", country="RUS", sector="GOV")
    scholz = book.actor("Olaf Scholz", country="DEU", sector="GOV")
    yoon = book.actor("Yoon Suk Yeol", country="KOR", sector="GOV")
    lanza = book.actor("Bryan Lanza", country="USA")

    told = book.statement(sources, "According to", "Trump spoke with Putin by phone on Thursday")
    advised = book.statement(
        trump, "advised", "against intensifying the war", addressee=putin, within=told
    )
    pledged = book.statement(trump, "pledged", "to end the war in a day")
    book.statement(official, "suggested", "Trump likely wants to avoid an escalation in Ukraine")
    book.statement(
        cheung, "stated", "global leaders recognize Trump as a figure of peace and stability"
    )
    emphasized = book.statement(
        sullivan, "emphasized", "Biden’s intent to maintain U.S. support for Ukraine"
    )
    book.statement(sullivan, "warning", "abandoning Ukraine could increase European instability")
    denied = book.statement(
        ministry, "denied", "being informed of the call in advance", stance="denies"
    )
    indicated = book.statement(
        kremlin,
        "indicated",
        "Putin was open to discussions with Trump about Ukraine "
        "but not to altering Moscow’s demands",
    )
    urging = book.statement(
        lanza, "urging", "to focus on peace rather than victory", addressee=ukraine
    )
    suggested = book.statement(
        lanza, "suggested", "Ukraine should accept the loss of Crimea", nth=2
    )
    book.statement(cheung, "clarified", "Lanza was a campaign contractor")

    book.event(
        "CONSULT",
        "spoke with Putin by phone",
        mode="phone",
        actor=[trump, putin],
        day="2024-11-07" if dated else None,
        according_to=[told],
        context=["diplomatic"],
    )
    book.event(
        "REQUEST",
        "advised Putin against intensifying the war",
        mode="yield",
        actor=[trump],
        recipient=[putin],
        according_to=[advised, told],
    )
    book.event(
        "AGREE",
        "pledged to end the war",
        actor=[trump],
        modality="future",
        according_to=[pledged],
    )
    book.event(
        "CONSULT",
        "spoke to Ukrainian President Volodymyr Zelenskyy",
        actor=[trump, zelenskyy],
        day="2024-11-06" if dated else None,
    )
    book.event(
        "AGREE",
        "invited Trump to the Oval Office",
        actor=[biden],
        recipient=[trump],
        modality="future",
        day="2024-11-13" if dated else None,
    )
    book.event(
        "AGREE",
        "maintain U.S. support for Ukraine",
        actor=[biden],
        recipient=[ukraine],
        modality="future",
        according_to=[emphasized],
    )
    book.event(
        "AID",
        "provided substantial military and economic aid",
        actor=[usa],
        recipient=[ukraine],
        context=["military", "economic"],
    )
    book.event(
        "ASSAULT",
        "invasion",
        actor=[russia],
        recipient=[ukraine],
        day=("2022-01-01", "2022-12-31"),
    )
    book.event(
        "CONSULT",
        "being informed of the call in advance",
        actor=[ministry],
        modality="negated",
        according_to=[denied],
    )
    book.event(
        "AGREE",
        "was open to discussions with Trump",
        actor=[putin],
        recipient=[trump],
        modality="future",
        according_to=[indicated],
    )
    book.event(
        "REJECT",
        "not to altering Moscow’s demands",
        actor=[putin],
        according_to=[indicated],
    )
    book.event(
        "CONSULT",
        "spoke with German Chancellor Olaf Scholz",
        actor=[trump, scholz],
        day="2024-11-10" if dated else None,
    )
    book.event("CONSULT", "conversation", actor=[trump, yoon])
    book.event(
        "REQUEST",
        "urging Ukraine to focus on peace rather than victory",
        actor=[lanza],
        recipient=[ukraine],
        according_to=[urging],
    )
    book.event(
        "REQUEST",
        "should accept the loss of Crimea",
        mode="yield",
        actor=[lanza],
        recipient=[ukraine],
        according_to=[suggested],
    )
    return book.record()


DISPUTED_TEXT = (
    "The foreign ministers of Norland and Sudria met in secret in May, the Harbour Gazette "
    "reported, citing two envoys. “There was no such\nmeeting,” Norland’s minister, Eva Holt, "
    "said. Sudria’s embassy declined to comment on the report. Analysts doubt that the two met. "
    "Sudria would close the strait if Norland sent ships, it was said. "
    "The two navies held no drills last week."
)


def disputed_record() -> Record:
    """A meeting that one side denies, one doubts and one will not speak of."""
    book = Book(
        Report.of(
            DISPUTED_TEXT,
            title="Ministers met in secret, envoys say",
            publisher="Example Wire",
            published="2023-06-14",
        )
    )
    norland = book.actor("Norland", "state")
    sudria = book.actor("Sudria", "state")
    gazette = book.actor("the Harbour Gazette", "organisation", sector="JRN")
    envoys = book.actor("two envoys", "unnamed", sector="GOV")
    holt = book.actor("Eva Holt", sector="GOV", office="minister")
    embassy = book.actor("Sudria’s embassy", "organisation", sector="GOV")
    analysts = book.actor("Analysts", "group", sector="CVL")
    navies = book.actor("The two navies", "group", sector="MIL")
    met = "The foreign ministers of Norland and Sudria met in secret in May"
    book.statement(gazette, "reported", met, about=["e1"])
    book.statement(envoys, "citing", met, about=["e1"], within="s1", origin=gazette)
    book.statement(
        holt, "said", "There was no such\nmeeting", about=["e1"], stance="denies", quote="direct"
    )
    book.statement(embassy, "declined", "to comment on the report", about=["e1"], stance="declines")
    book.statement(analysts, "doubt", "that the two met", about=["e1"], stance="doubts")
    strait = "Sudria would close the strait if Norland sent ships"
    book.statement(None, "it was said", strait, about=["e2"])
    book.event(
        "CONSULT",
        "met in secret",
        actor=[norland, sudria],
        day=("2023-05-01", "2023-05-31"),
        according_to=["s2", "s1"],
    )
    book.event(
        "COERCE",
        "close the strait",
        mode="restrict",
        actor=[sudria],
        recipient=[norland],
        modality="hypothetical",
        according_to=["s6"],
        confidence=0.31,
    )
    book.event(
        "COOPERATE",
        "held no drills",
        actor=[navies],
        modality="negated",
        day=("2023-06-05", "2023-06-11"),
    )
    return book.record()
