"""How well the events of PETRARCH2's own unit tests are read, with a user's file of its actors.

    python benchmarks/petrarch.py [folder of petrarch-suite-*.jsonl] [--misses]

The suite's dictionary of actors becomes a registry file such as a user writes. What it calls by
codes of its own (made-up nations) borrows the code of a country that the suite does not speak of:
one nation, one code. Its dictionary of agents (words such as "soldiers") only parts the expected
codes: "OSGMIL" is the actor OSG and the agent MIL.

An expected event is a source, a target and a code. The suite calls its codes CAMEO's, but most are
those of CAMEO's ancestor WEIS (McClelland 1976), which the dictionary of verbs behind the suite
still had: 122 is given for condemning, 032 and 033 for visiting and hosting, 212 for an arrest.
Others are CAMEO's (194 for artillery). The type is right by either scheme; a line each tells the
figure by one alone.

- type: the PLOVER types of the code's root, also as promised (AGREE, CONCEDE) or threatened
  (THREATEN) where the reading says that it lies ahead, a difference that the codes lack; "nothing
  ahead" leaves that out. Codes of neither scheme (the suite makes such up to test the dictionary)
  are asked for their parties only.
- parties: source and target by nation or body. Who has no side of their own in a mutual act stands
  among the actors. "with agents" asks for the sector too.

Events that PLOVER cannot have are left out: plain comments (WEIS 02, which
CAMEO has as 01), and those with one party
alone. So are records that the suite skips, or that PETRARCH refuses by a list or for a bad parse.
The second event that PETRARCH gives of a visit or a meeting, the other way round, is found by the
one event that memcon gives. Records without any event are right where nothing is found that holds
two parties.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from memcon import Reader, Record, Report
from memcon.ontology import EVENT_TYPES, cameo_codes
from memcon.record import COUNTRIES, SECTORS, Event

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
BEYOND_STATES = ("IGO", "NGO", "IMG", "MNC")
COMMENTS = ("01", "02")
NOBODY = ("---", "+++")
# PETRARCH's codes of agents as PLOVER's sectors; others are the same in both, or in CAMEO alone.
SECTOR_OF = {"MED": "JRN"}
AHEAD = {
    "CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE",
    "RETREAT": "CONCEDE", "ASSAULT": "THREATEN", "COERCE": "THREATEN", "SANCTION": "THREATEN",
}  # fmt: skip
# WEIS's roots: yield, consult, approve, promise, grant, reward, agree, request, propose, reject,
# accuse, protest, demand, warn, threaten, demonstrate, reduce relations, expel, seize, force.
WEIS = {
    "01": "CONCEDE RETREAT", "03": "CONSULT", "04": "SUPPORT", "05": "AGREE",
    "06": "SUPPORT CONCEDE RETREAT", "07": "AID", "08": "AGREE SUPPORT", "09": "REQUEST",
    "10": "REQUEST AGREE", "11": "REJECT", "12": "ACCUSE", "13": "ACCUSE", "15": "REQUEST",
    "16": "THREATEN", "17": "THREATEN", "18": "PROTEST MOBILIZE", "19": "SANCTION REJECT",
    "20": "COERCE SANCTION", "21": "COERCE", "22": "ASSAULT PROTEST",
}  # fmt: skip
CAMEO = {
    root: " ".join(name for name, kind in EVENT_TYPES.items() if root in kind.cameo)
    for root in map("{:02}".format, range(1, 21))
}
TYPES = {"WEIS": WEIS, "CAMEO": CAMEO}

Json = dict[str, Any]


@dataclass(frozen=True)
class Expected:
    """An event of the suite: source and target as country code and sector, and the code."""

    source: tuple[str, str | None]
    target: tuple[str, str | None]
    code: str

    def types(self, schemes: Iterable[str] = ("WEIS", "CAMEO")) -> set[str]:
        """The PLOVER types of the code in the schemes; none where it is a code of neither."""
        if self.code not in cameo_codes() and len(self.code) > 3:  # WEIS has three digits
            return set()
        return {t for s in schemes for t in TYPES[s].get(self.code[:2], "").split()}

    @property
    def turned(self) -> Expected:
        """The same the other way round."""
        return replace(self, source=self.target, target=self.source)


@dataclass(frozen=True)
class Found:
    """An event of a record: what it is, and who is on either side."""

    event: str
    modality: str
    actors: frozenset[tuple[str | None, str | None]]
    recipients: frozenset[tuple[str | None, str | None]]
    words: str


def main() -> None:
    """Prints the figures, and with --misses what was read otherwise."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=CORPORA)
    parser.add_argument("--misses", action="store_true", help="list the events read otherwise")
    arguments = parser.parse_args()
    actors, records = (
        lines(arguments.folder / f"petrarch-suite-{name}.jsonl") for name in ("actors", "even")
    )
    borrowed = codes(actors)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "actors.jsonl"
        file.write_text("\n".join(map(json.dumps, entries(actors, borrowed))), "utf-8")
        counts = judged(records, Reader(registry=file), borrowed, misses=arguments.misses)
    print_figures(counts)


def lines(file: Path) -> list[Json]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


# ---------------------------------------------------------------- the user's file


def parted(code: str) -> tuple[str, str]:
    """The nation or body of an actor's code, and what follows it: "GONGOV" is GON and GOV."""
    start = 3 if code[:3] in BEYOND_STATES and len(code) > 3 else 0
    return code[start : start + 3], code[start + 3 :]


def codes(actors: Iterable[Json]) -> dict[str, str]:
    """A country code for each nation or body of the dictionary: its own, else a borrowed one.

    Several codes of one name ("ELR/GAL") share one: a name stands for one party.
    """
    told = [alternatives(dated) for actor in actors for dated in actor["codes"]]
    wanted = [[parted(c)[0] for c in several] for several in told if several[0] not in NOBODY]
    taken = {nation for several in wanted for nation in several}
    free = (code for code in COUNTRIES if code not in taken)
    found: dict[str, str] = {}
    for first, *others in wanted:
        if first not in found:
            found[first] = first if first in COUNTRIES else next(free)
        found |= dict.fromkeys(others, found[first])
    return found


def alternatives(dated: Json) -> list[str]:
    """The codes of one entry: "ELR/GAL" is two."""
    return [code.upper() for code in dated["code"].split("/")]


def entries(actors: Iterable[Json], borrowed: dict[str, str]) -> Iterator[Json]:
    """The dictionary as lines of a user's file, a line for each span of dates."""
    for actor in actors:
        for dated in sorted(actor["codes"], key=lambda d: "from" not in d and "until" not in d):
            code = alternatives(dated)[0]
            if code not in NOBODY:
                yield entry(actor, dated, code, borrowed)


def entry(actor: Json, dated: Json, code: str, borrowed: dict[str, str]) -> Json:
    """One line: a state, unless its code says what it is; whose code changes sector, a person."""
    nation, rest = parted(code)
    changing = {parted(a)[1][:3] for d in actor["codes"] for a in alternatives(d)}
    body = rest or code[:3] in BEYOND_STATES
    kind = "person" if len(changing) > 1 else "organisation" if body else "state"
    name, *aliases = (written(name) for name in actor["names"])
    line = {"name": name, "kind": kind, "country": borrowed[nation], "aliases": aliases}
    sector = sector_of(rest)
    return {
        **line,
        **({"sector": sector} if sector else {}),
        **{k: dated[k] for k in ("from", "until") if k in dated},
    }


def written(name: str) -> str:
    """A name as reports write it: PETRARCH's dictionaries have capitals throughout."""
    short = "." in name or len(name) <= 3
    return name if short else name.title()


def sector_of(agents: str) -> str | None:
    """The PLOVER sector of the agents' part of a code, by the first three letters."""
    code = SECTOR_OF.get(agents[:3], agents[:3])
    return code if code in SECTORS else None


# ---------------------------------------------------------------- what is expected and found


def expected(record: Json, borrowed: dict[str, str]) -> Iterator[Expected]:
    """The events of a record that PLOVER can have, each once."""
    told: set[Expected] = set()
    for event in record["events"]:
        source, target = party(event["source"], borrowed), party(event["target"], borrowed)
        if source is not None and target is not None and event["code"][:2] not in COMMENTS:
            one = Expected(source, target, event["code"])
            if one not in told:
                told.add(one)
                yield one


def party(code: str, borrowed: dict[str, str]) -> tuple[str, str | None] | None:
    """A party's country code and sector; None for nobody, or whom the dictionary lacks."""
    start = 3 if code[:3] in BEYOND_STATES and code[3:6] in borrowed else 0
    nation, agents = code[start : start + 3], code[start + 3 :]
    country = borrowed.get(nation, nation)
    return (country, sector_of(agents)) if country in COUNTRIES else None


def found(record: Record) -> list[Found]:
    """The events of a record."""
    actors = {a.id: a for a in record.actors}

    def side(ids: Iterable[str]) -> frozenset[tuple[str | None, str | None]]:
        return frozenset((actors[i].country, actors[i].sector) for i in ids)

    def told(event: Event) -> str:
        who, whom = ([actors[i].name for i in ids] for ids in (event.actor, event.recipient))
        return f"{' + '.join(who)} {event.event} {' + '.join(whom)} ({event.modality})"

    return [
        Found(e.event, e.modality, side(e.actor), side(e.recipient), told(e)) for e in record.events
    ]


def is_type(event: Found, types: set[str], *, ahead: bool = True) -> bool:
    """Whether an event is of one of the types, or the promise or threat of it; any if none."""
    promised = {AHEAD[t] for t in types if t in AHEAD} if ahead else set()
    lies_ahead = event.modality in {"future", "hypothetical"} or event.event == "THREATEN"
    return not types or event.event in types or (lies_ahead and event.event in promised)


def has_parties(event: Found, wanted: Expected, *, sectors: bool = False) -> bool:
    """Whether source and target are where they should be."""
    told = [wanted]
    if event.event in {"CONSULT", "AGREE"} and "CONSULT" in wanted.types():
        told.append(wanted.turned)
    mutual = not event.recipients
    return any(
        _stands(w.source, event.actors, sectors=sectors)
        and _stands(w.target, event.actors if mutual else event.recipients, sectors=sectors)
        for w in told
    )


def _stands(
    wanted: tuple[str, str | None],
    side: Iterable[tuple[str | None, str | None]],
    *,
    sectors: bool,
) -> bool:
    return any(wanted[0] == who[0] and (not sectors or wanted[1] == who[1]) for who in side)


def judged(
    records: Iterable[Json], reader: Reader, borrowed: dict[str, str], *, misses: bool
) -> Counter[str]:
    """Counts what is right over all records."""
    counts: Counter[str] = Counter()
    for record in records:
        if record.get("skipped") or record.get("error"):
            continue
        events = found(reader.read(Report.of(record["text"], published=record["date"])))
        wanted = list(expected(record, borrowed))
        if wanted:
            judge(counts, wanted, events)
        elif not record["events"]:
            counts["empty"] += 1
            counts["empty right"] += all(not e.actors or not e.recipients for e in events)
        if misses:
            print_misses(record, wanted, events)
    return counts


def judge(counts: Counter[str], wanted: list[Expected], events: list[Found]) -> None:
    """Counts the events of one record."""
    counts["records"] += 1
    counts["records right"] += all(is_right(w, events) for w in wanted)
    extra = [
        e for e in events if not any(is_type(e, w.types()) and has_parties(e, w) for w in wanted)
    ]
    counts["read"] += len(events)
    counts["extra"] += len(extra)
    for one in wanted:
        typed = bool(one.types())
        counts["events"] += 1
        counts["typed"] += typed
        counts["parties"] += any(has_parties(e, one) for e in events)
        counts["parties, agents"] += any(has_parties(e, one, sectors=True) for e in events)
        counts["both"] += is_right(one, events)
        counts["both, typed"] += typed and is_right(one, events)
        counts["both, agents"] += any(
            is_type(e, one.types()) and has_parties(e, one, sectors=True) for e in events
        )
        counts["type"] += typed and any(is_type(e, one.types()) for e in events)
        counts["now"] += typed and any(is_type(e, one.types(), ahead=False) for e in events)
        for scheme in TYPES:
            types = one.types([scheme])
            counts[scheme] += bool(types) and any(is_type(e, types) for e in events)


def is_right(wanted: Expected, events: Iterable[Found]) -> bool:
    """Whether one event is right in type and parties."""
    return any(is_type(e, wanted.types()) and has_parties(e, wanted) for e in events)


def print_misses(record: Json, wanted: list[Expected], events: list[Found]) -> None:
    """Prints a record whose events are not all right."""
    missed = [
        f"{'-'.join(map(str, w.source))} {w.code} {'-'.join(map(str, w.target))}"
        for w in wanted
        if not is_right(w, events)
    ]
    if missed or (not record["events"] and events):
        print(f"{record['id']}  {record['text']}")
        print(f"    missed: {'; '.join(missed)}\n    read:   {'; '.join(e.words for e in events)}")


def print_figures(counts: Counter[str]) -> None:
    """Prints how many are right."""
    rows = (
        ("records, all events right", "records right", "records"),
        ("records without events, none read", "empty right", "empty"),
        ("events, type", "type", "typed"),
        ("  nothing ahead", "now", "typed"),
        ("  by WEIS alone", "WEIS", "typed"),
        ("  by CAMEO alone", "CAMEO", "typed"),
        ("events, parties", "parties", "events"),
        ("  with agents", "parties, agents", "events"),
        ("events, type and parties", "both", "events"),
        ("  of those whose code has a type", "both, typed", "typed"),
        ("  with agents", "both, agents", "events"),
        ("events read that none expects", "extra", "read"),
    )
    for name, right, of in rows:
        print(f"{name:36}{counts[right]:5} of {counts[of]:4} {counts[right] / counts[of]:8.1%}")


if __name__ == "__main__":
    main()
