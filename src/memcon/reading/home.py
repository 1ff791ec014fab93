"""Where a report is at home: the country of people and bodies that it gives no other."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from memcon.language.segment import dateline_length
from memcon.reading.because import Because, rule
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
    counts = Counter[str | None]()
    for party in parties:
        if party.country not in (None, *BEYOND_STATES) and party.sector != "JRN":
            counts[party.country] += len(party.mentions)
    main, mentions = counts.most_common(1)[0] if counts else (None, 0)
    share = mentions / max(counts.total(), 1)
    place = _of_dateline(text, registry)
    paper = _of_publisher(publisher, registry) if publisher else None
    if share > WHOLLY or (place is None and paper not in counts and share > MAINLY):
        return Home(main, rule("home-most-spoken-of", share=round(share, 2))) if main else None
    by_place = rule("home-by-dateline", (0, dateline_length(text)))
    by_paper = rule("home-by-publisher", publisher=publisher)
    if place is not None and (place in counts or not counts):
        return Home(place, by_place)
    return Home(paper, by_paper) if paper is not None and paper in counts else None


def _of_dateline(text: str, registry: Registry) -> str | None:
    place = text[: dateline_length(text)].partition("(")[0].strip(" -–—,")
    for part in re.split(r"[,/]", place):
        if match := registry.country(part.strip().title()):
            return match.code
    return None


def _of_publisher(publisher: str, registry: Registry) -> str | None:
    """The country that a paper names ("Lusaka Times", "The Nation (Bangkok)"), or its house's.

    An agency reports from everywhere.
    """
    parts = re.findall(r"[^\W_]+", publisher)
    for length in (3, 2, 1):
        for first in range(len(parts) - length + 1):
            if match := registry.country(" ".join(parts[first : first + length])):
                return match.code
    outlet = registry.outlet(publisher)
    return outlet.country if outlet is not None and outlet.sort != "agency" else None
