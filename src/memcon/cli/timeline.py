"""memcon timeline: a picture of when things happened."""

from __future__ import annotations

from memcon.cli.asking import (
    ConfidenceOption,
    EventOption,
    LedgerOption,
    SinceOption,
    StandingOption,
    UntilOption,
    WithOption,
)
from memcon.cli.drawing import OutOption, draw_happenings


def timeline(
    out: OutOption,
    with_: WithOption = None,
    event: EventOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    standing: StandingOption = None,
    min_confidence: ConfidenceOption = 0.0,
    ledger: LedgerOption = None,
) -> None:
    """Draw what happened along time, as a picture.

    Lanes of those who dealt with each other, or of the types of what they did; colour and shape
    tell the standing, filling what is planned, hypothetical or said not to have happened. What has
    no date stands apart.

    Example: memcon timeline --with Trump --with Putin --out calls.svg
    """
    from memcon.pictures import draw_timeline

    wanted = {
        "participants": with_ or (),
        "event": event or (),
        "since": since,
        "until": until,
        "standing": standing or (),
        "min_confidence": min_confidence,
    }
    draw_happenings(draw_timeline, out, ledger, wanted)
