"""How likely what was read is right: logistic regressions over plain signs.

Their weights stand in `data/confidence.toml`; `training/calibrate.py` fits them on the development
part of the composed reports (Platt 1999, with more than one sign).
"""

from math import exp, log

from memcon.reading.happening import Happening
from memcon.reading.saying import Saying
from memcon.reading.tables import table

EVENT_SIGNS = (
    "always", "support", "pattern alone", "heads alone", "actor", "both sides", "noun", "actual",
)  # fmt: skip
STATEMENT_SIGNS = ("always", "probability", "holder", "quoted", "denies")


def event_signs(happening: Happening) -> tuple[float, ...]:
    """The values of `EVENT_SIGNS`: the heads' log odds, else 1 where a sign holds."""
    both = bool(happening.recipients) or happening.mutual
    return (
        1.0,
        _log_odds(happening.support),
        float(happening.by_pattern and happening.support == 0),
        float(not happening.by_pattern),
        float(bool(happening.actors)),
        float(both and bool(happening.actors)),
        float(happening.word.upos in {"NOUN", "PROPN"}),
        float(happening.modality == "actual"),
    )


def statement_signs(saying: Saying) -> tuple[float, ...]:
    """The values of `STATEMENT_SIGNS`."""
    return (
        1.0,
        _log_odds(saying.confidence),
        float(saying.holder is not None),
        float(saying.quote == "direct"),
        float(saying.stance == "denies"),
    )


def event_weights(happening: Happening) -> dict[str, float]:
    """What each sign of an event adds to the log odds of its confidence."""
    return _weighted("event", EVENT_SIGNS, event_signs(happening))


def statement_weights(saying: Saying) -> dict[str, float]:
    """The same for a statement."""
    return _weighted("statement", STATEMENT_SIGNS, statement_signs(saying))


def event_confidence(happening: Happening) -> float:
    """The probability that an event is right in type and parties."""
    return _chance("event", EVENT_SIGNS, event_signs(happening))


def statement_confidence(saying: Saying) -> float:
    """The probability that a statement is right in what is said."""
    return _chance("statement", STATEMENT_SIGNS, statement_signs(saying))


def _chance(what: str, names: tuple[str, ...], signs: tuple[float, ...]) -> float:
    total = sum(_weighted(what, names, signs).values())
    return round(1 / (1 + exp(-total)), 2)


def _weighted(what: str, names: tuple[str, ...], signs: tuple[float, ...]) -> dict[str, float]:
    weights: dict[str, float] = table("confidence")[what]
    return {name: weights[name] * sign for name, sign in zip(names, signs, strict=True)}


def _log_odds(chance: float) -> float:
    bounded = min(max(chance, 0.01), 0.99)
    return log(bounded / (1 - bounded))
