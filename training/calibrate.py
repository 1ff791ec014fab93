"""Fits the confidences of events and statements on the development part of the composed reports.

Prints the expected calibration error (ten bins; Guo et al. 2017) of weights fitted on four fifths
of the reports and asked on the fifth, and writes weights fitted on all of them.

usage: python training/calibrate.py [--reports DIR] [--out FILE]
"""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from reports import HERE, Composed, read

from memcon.language.model import analyse
from memcon.reader import versions
from memcon.reading import who_and_said
from memcon.reading.confidence import EVENT_SIGNS, STATEMENT_SIGNS, event_signs, statement_signs
from memcon.reading.events import find_happenings
from memcon.reading.when import Calendar
from memcon.reading.write import Writer
from memcon.record import Report
from memcon.registry import Registry
from memcon.score import right

Floats = NDArray[np.float64]
FOLDS, BINS, PENALTY = 5, 10, 1.0
Example = tuple[int, Sequence[float], bool]
"""The number of the report, the signs, and whether it was right."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=Path, default=HERE / "data" / "reports")
    parser.add_argument(
        "--out", type=Path, default=HERE / "src" / "memcon" / "reading" / "data" / "confidence.toml"
    )
    options = parser.parse_args()
    items = [i for i in read(options.reports) if i.split == "dev" and "report" in i.gold]
    events, statements = [], []
    for number, item in enumerate(items):
        for example in _judged(item):
            (events if example[0] == "event" else statements).append((number, *example[1:]))
    lines = [
        "# Weights of the signs that tell how likely an event or a statement is right; fitted by",
        "# training/calibrate.py.",
    ]
    for what, names, examples in (
        ("event", EVENT_SIGNS, events),
        ("statement", STATEMENT_SIGNS, statements),
    ):
        error = held_out_error(examples)
        share = np.mean([e[2] for e in examples])
        print(f"{what}: {len(examples)}, right {share:.3f}, calibration error {error:.3f}")
        weights = fit(*_matrix(examples))
        lines += ["", f"[{what}]"]
        lines += [f'"{n}" = {w:.3f}' for n, w in zip(names, weights, strict=True)]
    options.out.write_text("\n".join(lines) + "\n")


def _judged(item: Composed) -> Iterator[tuple[str, Sequence[float], bool]]:
    """What memcon reads in a report: "event" or "statement", its signs, whether it is right."""
    told = item.gold["report"]
    published = date.fromisoformat(told["published"])
    report = Report.of(item.texts[0], published=published, publisher=told.get("publisher"))
    analysis = analyse(report.text)
    cast, sayings = who_and_said(report, analysis, Registry.default())
    calendar = Calendar(analysis, published)
    happenings = find_happenings(analysis, cast, sayings, calendar)
    record = Writer(report, analysis, cast, sayings, happenings, calendar).record(versions())
    right_events, right_statements = right(item.name, item.gold, record.to_dict())
    for i, happening in enumerate(happenings):
        yield "event", event_signs(happening), i in right_events
    for i, saying in enumerate(sayings.all):
        yield "statement", statement_signs(saying), i in right_statements


def held_out_error(examples: Sequence[Example]) -> float:
    """The calibration error of confidences that were fitted on other reports."""
    chances, wanted = [], []
    for fold in range(FOLDS):
        asked = [e for e in examples if e[0] % FOLDS == fold]
        signs, rights = _matrix(asked)
        weights = fit(*_matrix([e for e in examples if e[0] % FOLDS != fold]))
        chances.append(_chances(signs, weights))
        wanted.append(rights)
    return calibration_error(np.concatenate(chances), np.concatenate(wanted))


def calibration_error(chances: Floats, rights: Floats) -> float:
    """The mean distance, over bins of confidence, of confidence and share of right ones."""
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    total = sum(abs(float((chances - rights)[bins == b].sum())) for b in range(BINS))
    return total / len(chances)


def fit(signs: Floats, rights: Floats) -> Floats:
    """The weights of a logistic regression with a small penalty, by Newton's method."""
    weights = np.zeros(signs.shape[1])
    penalty = PENALTY * np.eye(len(weights))
    for _ in range(30):
        chances = _chances(signs, weights)
        gradient = signs.T @ (chances - rights) + penalty @ weights
        curvature = (signs * (chances * (1 - chances))[:, None]).T @ signs + penalty
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def _chances(signs: Floats, weights: Floats) -> Floats:
    chances: Floats = 1 / (1 + np.exp(-signs @ weights))
    return chances


def _matrix(examples: Sequence[Example]) -> tuple[Floats, Floats]:
    return np.array([e[1] for e in examples]), np.array([float(e[2]) for e in examples])


if __name__ == "__main__":
    main()
