"""Where a report is at home: the country of people and bodies that it gives no other."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from memcon.language.segment import dateline_length
from memcon.reading.because import Because, Span, rule
from memcon.reading.party import Party
from memcon.record import BEYOND_STATES
from memcon.registry import Registry

MAINLY, WHOLLY = 0.5, 0.7
"""A country with a larger share of the mentions of parties is what the report is about; with the
larger of the two also where its dateline or its paper is of another."""


class Home(NamedTuple):
    """The country of a report, and what told it."""

    country: str
    because: Because


def home(
    text: str, publisher: str | None, parties: Sequence[Party], registry: Registry
) -> Home | None:
    """The country that it mainly speaks of, else that of its dateline or paper if it names it."""
    counts = Counter(country for _, country in spoken_of(parties))
    main, mentions = counts.most_common(1)[0] if counts else (None, 0)
    share = mentions / max(counts.total(), 1)
    place = of_dateline(text, registry)
    paper = _of_publisher(publisher, registry) if publisher else None
    if share > WHOLLY or (place is None and paper not in counts and share > MAINLY):
        return Home(main, rule("home-most-spoken-of", share=round(share, 2))) if main else None
    by_place = rule("home-by-dateline", (0, dateline_length(text)))
    by_paper = rule("home-by-publisher", publisher=publisher)
    if place is not None and (place in counts or not counts):
        return Home(place, by_place)
    return Home(paper, by_paper) if paper is not None and paper in counts else None


def spoken_of(parties: Sequence[Party]) -> list[tuple[Span, str]]:
    """Where parties of a told country stand in the text, with it; outlets are from elsewhere."""
    told = [p for p in parties if p.country not in BEYOND_STATES and p.sector != "JRN"]
    return sorted((span, p.country) for p in told if p.country for span in p.mentions)


def around(party: Party, spoken: Sequence[tuple[Span, str]]) -> Home | None:
    """The country that a report mainly speaks of, where it is also the last before a party."""
    start, _ = min(party.mentions, default=(0, 0))
    first = bisect_left(spoken, ((start, 0), ""))
    if not first:
        return None
    counts = Counter(country for _, country in spoken)
    span, last = spoken[first - 1]
    is_main = last == counts.most_common(1)[0][0]
    return Home(last, rule("home-spoken-of-before", span)) if is_main else None


def of_dateline(text: str, registry: Registry) -> str | None:
    """The country that a report is sent from, if its dateline tells."""
    place = text[: dateline_length(text)].partition("(")[0].strip(" -–—,")
    for part in re.split(r"[,/]", place):
        if match := registry.country(part.strip().title()):
            return match.code
    return None


def country_in(words: str, registry: Registry) -> str | None:
    """The country that some of the words name ("Ministry of Foreign Affairs of China")."""
    parts = re.findall(r"[^\s,()]+", words)
    for length in (3, 2, 1):
        for first in range(len(parts) - length + 1):
            if match := registry.country(" ".join(parts[first : first + length])):
                return match.code
    return None


def _of_publisher(publisher: str, registry: Registry) -> str | None:
    """The country that a paper names ("Lusaka Times", "The Nation (Bangkok)"), or its house's.

    An agency reports from everywhere.
    """
    outlet = registry.outlet(publisher)
    house = outlet.country if outlet is not None and outlet.sort != "agency" else None
    return country_in(publisher, registry) or house
