"""What the desk says of a happening in whole sentences."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from memcon import wording
from memcon.desk.templating import capital, short
from memcon.ledger.happening import Happening, Said
from memcon.ledger.origins import Origin

_NAMES = 3
"""Names that a sentence holds before it says how many more there are."""
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of all that follows: an isolated name has none of it."""


@cache
def phrases() -> dict[str, Any]:
    """The desk's own words."""
    path = files("memcon.desk").joinpath("words.toml")
    return tomllib.loads(path.read_text("utf-8"))


def who(happening: Happening) -> str:
    """The parties of a happening on a line: who, or who to whom."""
    sides = [[isolated(a.name) for a in side] for side in (happening.actor, happening.recipient)]
    actors, recipients = (listed(side) for side in sides)
    if actors and recipients:
        return f"{actors} → {recipients}"
    return actors or f"→ {recipients}"


def headline(happening: Happening) -> str:
    """A happening in a line: who and what."""
    return f"{who(happening)}: {wording.label(happening.event, happening.mode)}"


def standing_sentence(happening: Happening) -> str:
    """How a happening stands, and on whose word."""
    count = sum(origin.counts for origin in happening.origins)
    said = phrases()["standing"][happening.standing].format(
        origins=_counted(count),
        asserted=_speakers(happening.asserted_by) or "reports",
        denied=_speakers(happening.denied_by) or "somebody",
        assert_="asserts" if len(happening.asserted_by) == 1 else "assert",
        deny="denies" if len(happening.denied_by) == 1 else "deny",
        why=capital("; ".join(short(reason, 200) for reason in happening.reasons[:3])),
    )
    nature = phrases()["modality"][happening.modality]
    return f"{said} {nature}".strip()


def decision_words(decision: dict[str, Any]) -> str:
    """What a reviewer decided, in words."""
    kind = decision["kind"]
    said: str = phrases()["decision"][kind]
    return said.format(
        field=decision["field"],
        value=short(_plain(decision["value"])),
        undoes=decision["undoes"],
    )


@dataclass(slots=True)
class Branch:
    """An origin with those who pass it on."""

    origin: Origin
    passed_on: list[Branch] = field(default_factory=list)


def tree_of(origins: Sequence[Origin]) -> list[Branch]:
    """Who rests on whom: the origins that count, under each the outlets that pass it on."""
    branches = [Branch(origin) for origin in origins if origin.counts]
    by_name = {branch.origin.origin: branch for branch in branches}
    for origin in origins:
        if origin.counts:
            continue
        above = by_name.get(origin.rests_on or "")
        (above.passed_on if above is not None else branches).append(Branch(origin))
    return branches


def isolated(name: str) -> str:
    """A name for a line of plain text, its direction kept to itself."""
    return f"\u2068{_TURNING.sub('', short(name))}\u2069"


def listed(names: Sequence[str], most: int = _NAMES) -> str:
    """Names as one lists them: a, b and c."""
    kept = list(names[:most])
    if len(names) > most:
        kept.append(f"{len(names) - most} more")
    return " and ".join([", ".join(kept[:-1]), kept[-1]] if len(kept) > 1 else kept)


def _counted(count: int) -> str:
    numbers = phrases()["numbers"]
    return str(numbers[count]) if count < len(numbers) else f"{count:,}"


def _speakers(said: Sequence[Said]) -> str:
    return capital(listed([isolated(one.name) for one in said]))


def _plain(value: object) -> str:
    """A value as people read it."""
    if isinstance(value, dict):
        if "basis" in value:
            days = dict.fromkeys(str(value[name]) for name in ("start", "end") if value.get(name))
            return " to ".join(days) or "no date"
        return str(value.get("text"))
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)
