"""Who held a state's three highest offices on which days, by the holders' table: gaps and overlaps.

`python tests/registry/offices.py` prints for how many states each office is known, and each gap.
"""

import sys
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, Final, NamedTuple

from memcon.registry.persons import first_day, last_day
from memcon.registry.tables import read_table

OFFICES: Final = ("state", "government", "foreign")
KNOWN: Final = 0.99
"""The share of days on which its holder is known, with which an office counts as covered."""

_DAY: Final = timedelta(days=1)
_ACTING: Final = "Acting "


class Stretch(NamedTuple):
    """Days from the first to the last, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


class Row(NamedTuple):
    """A row of the holders' table, as far as offices go."""

    name: str
    state: str
    title: str
    since: str
    until: str

    @property
    def acting(self) -> bool:
        return self.title.startswith(_ACTING)

    def within(self, whole: Stretch) -> Stretch:
        """The days on which it may have been held: a month or year that is given counts whole."""
        first = first_day(self.since) or whole.first
        last = last_day(self.until) or whole.last
        return Stretch(max(first, whole.first), min(last, whole.last))

    def surely(self, whole: Stretch) -> Stretch:
        """The days on which it was surely held: a month or year that is given counts not at all."""
        first = last_day(self.since) or whole.first
        last = first_day(self.until) or whole.last
        return Stretch(max(first, whole.first), min(last, whole.last))


@cache
def known() -> dict[str, Any]:
    """What is known of the offices themselves."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def rows() -> dict[str, list[Row]]:
    """The holders' table, by country."""
    found: dict[str, list[Row]] = {}
    for name, _, _, state, title, _, since, until in read_table("holders"):
        found.setdefault(state, []).append(Row(name, state, title, since, until))
    return found


@cache
def states() -> tuple[str, ...]:
    """The codes of all states."""
    codes = {row[0] for row in read_table("countries")}
    return tuple(sorted(codes - set(known()["no_states"])))


def lifetime(state: str) -> Stretch:
    """The days that are asked for, less those before the state was one."""
    first = date.fromisoformat(known()["founded"].get(state, known()["first_day"]))
    return Stretch(first, date.fromisoformat(known()["last_day"]))


def titles(state: str, office: str) -> set[str]:
    """The titles that name an office in a state."""
    only = known()["only"].get(office, {}).get(state)
    return set(only or known()["titles"][office] + known()["titles_of"][office].get(state, []))


def held(state: str, office: str) -> Iterator[Row]:
    """The rows of a state that are of an office."""
    named = titles(state, office)
    return (row for row in rows()[state] if row.title.removeprefix(_ACTING) in named)


def covered(state: str, office: str) -> Iterator[Stretch]:
    """The days on which an office has a holder, or is known to have had none."""
    whole = lifetime(state)
    for row in held(state, office):
        days = row.within(whole)
        if days.days > 0:  # not one who comes after the last day
            yield days
    if office == "state":
        yield from _under_the_crown(state, whole)
    for vacant in known()["vacant"]:
        if (vacant["state"], vacant["office"]) == (state, office):
            yield Stretch(*(date.fromisoformat(vacant[end]) for end in ("from", "until")))


def _under_the_crown(state: str, whole: Stretch) -> Iterator[Stretch]:
    crown = known()["crown"]
    until = crown["until"].get(state)
    last = date.fromisoformat(until) if until else whole.last
    if until or state in crown["of"]:
        for row in held(crown["state"], "state"):
            days = row.within(whole)
            yield Stretch(days.first, min(days.last, last))


def gaps(state: str, office: str) -> list[Stretch]:
    """The stretches of days on which nobody is known to have held an office."""
    whole, found = lifetime(state), []
    missing_from = whole.first
    for stretch in sorted(covered(state, office)):
        if stretch.first > missing_from:
            found.append(Stretch(missing_from, stretch.first - _DAY))
        missing_from = max(missing_from, stretch.last + _DAY)
    if missing_from <= whole.last:
        found.append(Stretch(missing_from, whole.last))
    return found


def share_known(state: str, office: str) -> float:
    """The share of a state's days on which the holder of an office is known."""
    return 1 - sum(gap.days for gap in gaps(state, office)) / lifetime(state).days


def well_known(office: str) -> list[str]:
    """The states of which the holder of an office is known on nearly all days."""
    return [state for state in states() if share_known(state, office) >= KNOWN]


def overlaps(state: str, office: str) -> Iterator[tuple[Row, Row, Stretch]]:
    """Two who surely held one title at once, longer than the day on which it was handed over."""
    whole = lifetime(state)
    full = [row for row in held(state, office) if not row.acting]
    for one, other in combinations(full, 2):
        if one.title != other.title or one.name == other.name:
            continue
        (first, last), (second, final) = one.surely(whole), other.surely(whole)
        both = Stretch(max(first, second), min(last, final))
        if both.days > 1 and first <= last and second <= final:
            yield one, other, both


def report() -> Iterator[str]:
    """For how many states each office is known, and every gap and overlap, a line each."""
    for office in OFFICES:
        yield f"{office}: {len(well_known(office))} of {len(states())} states"
    of_all = set.intersection(*(set(well_known(office)) for office in OFFICES))
    yield f"all three: {len(of_all)}"
    for state in states():
        for office in OFFICES:
            yield from (f"{state} {office}: nobody {a} to {b}" for a, b in gaps(state, office))
            for one, other, (first, last) in overlaps(state, office):
                yield f"{state} {one.title}: {one.name} and {other.name} {first} to {last}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in report())
