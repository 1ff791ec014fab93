"""Invented news of six years: records as reading would give them, for ledgers of any size.

The same number gives the same records, each time and everywhere, and more records begin with those
of fewer. Who deals with whom follows Zipf's law; a story is told by one report or by dozens, with
and without days, as others' copies, on somebody's word, and denied; what it is told in are words
that are frequent and words that are rare.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from memcon.record import MODES, Record, Report
from memcon.registry.tables import read_table

FIRST_DAY = date(2019, 1, 1)
VERSIONS = {"memcon": "0.1.0", "weights": "benchmark", "ontology": "1", "registry": "1"}

_MADE_OF = tomllib.loads(Path(__file__).with_name("news.toml").read_text("utf-8"))
_RATES, _EVENTS, _WORDS = _MADE_OF["rates"], _MADE_OF["events"], _MADE_OF["words"]
_MUTUAL = frozenset(_WORDS["mutual"])
_STATES = 200
_OUTLETS = 120
_RARE_WORDS = 30_000
_AT_A_TIME = 400
_HOT = 40
"""Stories that are told on, and those of them that are told much, at a time."""

Party = dict[str, Any]
ItemT = TypeVar("ItemT")


class Zipf:
    """Draws from things of which the first is drawn most, the second half as often, and so on."""

    def __init__(self, things: Sequence[Any], steep: float = 1.0) -> None:
        self._things = things
        self._weights = list(accumulate((i + 1) ** -steep for i in range(len(things))))

    def draw(self, random: Random) -> Any:  # noqa: ANN401 - whatever it was given
        return random.choices(self._things, cum_weights=self._weights)[0]


@dataclass(frozen=True, slots=True)
class Story:
    """Something that happened, for several reports to tell."""

    event: str
    mode: str | None
    parties: tuple[Party, ...]
    day: date
    place: dict[str, Any] | None
    words: tuple[str, ...]
    verb: str
    denier: Party | None
    ahead: bool
    heat: float
    """How much is told of it, if it is one of the hot ones."""


@dataclass(slots=True)
class Draft:
    """A report that is being written."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    actors: dict[str, Party] = field(default_factory=dict)
    statements: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)

    def write(self, words: str) -> tuple[int, int]:
        start, end = self.length, self.length + len(words)
        self.parts.append(words)
        self.length = end
        return start, end

    def actor(self, party: Party, at: tuple[int, int] | None = None) -> str:
        known = self.actors.setdefault(
            party["name"], {"id": f"a{len(self.actors) + 1}", **party, "mentions": []}
        )
        if at is not None:
            known["mentions"].append(at)
        return str(known["id"])


class News:
    """The reports, one after the other."""

    def __init__(self, telling: int = 0) -> None:
        """`telling` tells one run of reports from another of the same people."""
        self._random = Random(6)
        self._given = [row[0] for row in read_table("given_names") if row[0] != "name"]
        self._random.shuffle(self._given)
        self._given_names = Zipf(self._given[:2000], 0.7)
        self._families = Zipf(self._family_names(), 0.6)
        self._cast = Zipf([self._state(row) for row in self._countries()])
        outlets = [row[0] for row in read_table("outlets") if row[0] != "name"]
        self._outlets = Zipf(outlets[:_OUTLETS])
        self._rare = Zipf(self._rare_words(), 0.9)
        self._kinds = list(_EVENTS)
        self._weights = list(accumulate(_EVENTS[kind][0] for kind in self._kinds))
        self._stories: list[Story] = []
        self._hot: list[Story] = []
        self._drafts: list[tuple[Draft, str | None]] = []
        self._random = Random(telling)

    def records(self, count: int, first: int = 0) -> Iterator[Record]:
        """So many records, in the order of their days, from the day of the one of a number on."""
        for number in range(first, first + count):
            yield self._record(FIRST_DAY + timedelta(days=number // _RATES["reports_a_day"]))

    def _record(self, day: date) -> Record:
        while self._stories and (day - self._stories[0].day).days > _RATES["days_told"]:
            self._stories.pop(0)
        outlet = self._outlets.draw(self._random)
        draft = self._draft(day)
        self._drafts = [*self._drafts[-200:], (draft, outlet)]
        published = None if self._chance("undated_report") else day
        report = Report.of("".join(draft.parts), publisher=outlet, published=published)
        fields = {"actors": list(draft.actors.values()), "statements": draft.statements}
        return Record.model_validate(
            {"report": report, **fields, "events": draft.events, "made_by": VERSIONS}
        )

    def _draft(self, day: date) -> Draft:
        if self._drafts and self._chance("copied"):
            return self._random.choice(self._drafts)[0]
        if self._stories and self._chance("rewritten"):
            return self._written(self._some_stories(), self._random.choice(self._drafts)[1])
        return self._written([self._told(day) for _ in range(self._pick(_RATES["events"]))])

    def _some_stories(self) -> list[Story]:
        return self._random.sample(self._stories[-50:], min(3, len(self._stories[-50:])))

    def _told(self, day: date) -> Story:
        if self._stories and self._chance("told_before"):
            if self._chance("of_the_hot"):
                return self._random.choices(self._hot, [s.heat for s in self._hot])[0]
            return self._random.choice(self._stories[-_AT_A_TIME:])
        self._stories.append(self._story(day))
        if self._chance("hot") or not self._hot:
            self._hot = [*self._hot[1 - _HOT :], self._stories[-1]]
        return self._stories[-1]

    def _story(self, day: date) -> Story:
        random = self._random
        kind = random.choices(self._kinds, cum_weights=self._weights)[0]
        count = 1 if self._chance("alone") else 3 if self._chance("three") else 2
        parties = {p["name"]: p for p in (self._party() for _ in range(count))}
        words = (*(self._pick(_WORDS["topics"]) for _ in range(3)),)
        return Story(
            event=kind,
            mode=self._pick(MODES[kind]) if MODES[kind] and random.random() < 0.6 else None,
            parties=tuple(parties.values()),
            day=day - timedelta(days=random.choice((0, 0, 1, 1, 2, 3))),
            place=self._place() if random.random() < 0.3 else None,
            words=(*words, *(self._rare.draw(random) for _ in range(5))),
            verb=self._pick(_EVENTS[kind][1:]),
            denier=self._cast.draw(random)["speaker"] if self._chance("denied") else None,
            ahead=kind == "AGREE" or self._chance("ahead"),
            heat=random.paretovariate(1.1),
        )

    def _party(self) -> Party:
        country = self._cast.draw(self._random)
        if self._chance("unknown"):
            return self._person(country["state"]["country"], None, "CVL")
        if self._chance("state"):
            return country["state"]
        roles = ("head", "head", "head", "minister", "minister", "ministry", "speaker", "group")
        return country[self._pick(roles)]

    def _place(self) -> dict[str, Any]:
        state = self._cast.draw(self._random)["state"]
        return {"text": state["name"], "country": state["country"]}

    def _written(self, stories: Sequence[Story], cited: str | None = None) -> Draft:
        draft = Draft()
        for story in dict.fromkeys(map(id, stories)):
            self._tell(draft, next(s for s in stories if id(s) == story), cited)
            draft.write("\n")
        return draft

    def _tell(self, draft: Draft, story: Story, cited: str | None) -> None:
        """A paragraph: what happened, on whose word, and more words of the story."""
        start = draft.length
        ids = []
        for number, party in enumerate(story.parties):
            if number == 1:
                draft.write(" ")
                span = draft.write(story.verb)
                draft.write(" ")
            elif number:
                draft.write(" and ")
            ids.append(draft.actor(party, draft.write(party["name"])))
        if len(story.parties) == 1:
            draft.write(" ")
            span = draft.write(story.verb)
        when = self._date(story)
        if when["text"]:
            draft.write(f" on {when['text']}")
        words = self._random.sample(story.words, 6)
        draft.write(f" over {words[0]} and the {words[1]} of {words[2]}, {words[3]} {words[4]}")
        event = f"e{len(draft.events) + 1}"
        said = self._source(draft, story, cited, start, event)
        self._fill(draft, words[5])
        if story.denier is not None and self._random.random() < 0.4:
            self._deny(draft, story, event)
        self._write_event(draft, story, event, ids, span, when, said)

    def _source(
        self, draft: Draft, story: Story, cited: str | None, start: int, event: str
    ) -> list[str]:
        end = draft.length
        if cited is not None:
            holder = {"name": cited, "kind": "organisation", "sector": "JRN"}
        elif self._chance("sourced"):
            holder = self._speaker(story)
        else:
            draft.write(". ")
            return []
        draft.write(", ")
        at = draft.write(holder["name"])
        draft.write(" ")
        cue = draft.write(self._pick(_WORDS["cues"]))
        draft.write(". ")
        holder_id = draft.actor(holder, at)
        return [self._state_so(draft, holder_id, at, cue, (start, end), "asserts", event)]

    def _speaker(self, story: Story) -> Party:
        if self._random.random() < 0.4:
            return {"name": self._pick(_WORDS["sources"]), "kind": "unnamed"}
        party = story.parties[0]
        country = self._by_country.get(party.get("country"))
        return country["speaker"] if country is not None else party

    def _deny(self, draft: Draft, story: Story, event: str) -> None:
        assert story.denier is not None
        at = draft.write(story.denier["name"])
        draft.write(" ")
        cue = draft.write(self._pick(_WORDS["denials"]))
        draft.write(" ")
        content = draft.write(f"that there had been any {story.words[0]} over {story.words[3]}")
        draft.write(". ")
        holder = draft.actor(story.denier, at)
        self._state_so(draft, holder, at, cue, content, "denies", event)

    def _state_so(
        self,
        draft: Draft,
        holder: str,
        at: tuple[int, int],
        cue: tuple[int, int],
        content: tuple[int, int],
        stance: str,
        event: str,
    ) -> str:
        id_ = f"s{len(draft.statements) + 1}"
        draft.statements.append(
            {
                "id": id_,
                "holder": holder,
                "holder_span": at,
                "cue_spans": [cue],
                "content_spans": [content],
                "stance": stance,
                "about": [event],
                "confidence": self._sureness(),
            }
        )
        return id_

    def _fill(self, draft: Draft, word: str) -> None:
        """A sentence that says nothing, of small words and rare ones."""
        words = [word]
        for _ in range(self._random.randrange(8, 30)):
            words += [self._pick(_WORDS["small"]), self._rare.draw(self._random)]
        draft.write(" ".join(words).capitalize() + ". ")

    def _write_event(
        self,
        draft: Draft,
        story: Story,
        id_: str,
        ids: Sequence[str],
        span: tuple[int, int],
        when: dict[str, Any],
        said: list[str],
    ) -> None:
        apart = story.event not in _MUTUAL and len(ids) > 1
        draft.events.append(
            {
                "id": id_,
                "event": story.event,
                "mode": story.mode if self._random.random() < 0.8 else None,
                "actor": list(dict.fromkeys(ids[:1] if apart else ids)),
                "recipient": [i for i in dict.fromkeys(ids[1:]) if i != ids[0]] if apart else [],
                "modality": "future" if story.ahead else "actual",
                "date": when,
                "place": story.place,
                "according_to": said,
                "span": span,
                "confidence": self._sureness(),
            }
        )

    def _date(self, story: Story) -> dict[str, Any]:
        if self._chance("undated"):
            return {"start": None, "end": None, "text": None, "basis": "none"}
        ahead = timedelta(days=len(story.verb)) if story.ahead else timedelta()
        start = end = story.day + ahead
        text = _WORDS["days"][start.weekday()]
        if self._chance("vague"):
            start, end, text = start.replace(day=1), start.replace(day=28), "the month"
        return {"start": start, "end": end, "text": text, "basis": "relative"}

    def _countries(self) -> list[list[str]]:
        rows = [row for row in read_table("countries") if len(row[0]) == 3]
        self._random.shuffle(rows)
        return rows[:_STATES]

    def _state(self, row: list[str]) -> dict[str, Party]:
        """A state with those who act for it."""
        code, name = row[:2]
        adjective = row[3].split(";")[0].lstrip("?") or name
        cast = {
            "state": {"name": name, "kind": "state", "country": code},
            "head": self._person(code, "president", "GOV"),
            "minister": self._person(code, "foreign minister", "GOV"),
            "speaker": self._person(code, "spokesperson", "GOV"),
            "ministry": {
                "name": f"{adjective} Foreign Ministry",
                "kind": "organisation",
                "country": code,
                "sector": "GOV",
            },
            "group": {"name": self._pick(_WORDS["groups"]), "kind": "group", "country": code},
        }
        self._by_country = {**getattr(self, "_by_country", {}), code: cast}
        return cast

    def _person(self, country: str, office: str | None, sector: str) -> Party:
        given, family = self._given_names.draw(self._random), self._families.draw(self._random)
        name = f"{given} {family}"
        return {"name": name, "kind": "person", "country": country, "office": office} | {
            "sector": sector
        }

    def _family_names(self) -> list[str]:
        parts, ends = _WORDS["families"], _WORDS["endings"]
        names = [f"{a}{b}{c}".capitalize() for a in parts for b in parts for c in ends]
        self._random.shuffle(names)
        return names

    def _rare_words(self) -> list[str]:
        parts = _WORDS["families"]
        words = [f"{a}{b}{c}{d}" for a in parts for b in parts for c in parts for d in "aeio"]
        self._random.shuffle(words)
        return words[:_RARE_WORDS]

    def _sureness(self) -> float:
        return round(1 - self._random.random() ** 2 * 0.7, 2)

    def _chance(self, rate: str) -> bool:
        return self._random.random() < _RATES[rate]

    def _pick(self, things: Sequence[ItemT]) -> ItemT:
        return self._random.choice(things)
