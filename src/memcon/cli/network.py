"""memcon network: a picture of who dealt with whom."""

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


def network(
    out: OutOption,
    with_: WithOption = None,
    event: EventOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    standing: StandingOption = None,
    min_confidence: ConfidenceOption = 0.0,
    ledger: LedgerOption = None,
) -> None:
    """Draw who dealt with whom, as a picture.

    A line for the dealings of two; colour and shape tell the standing, dashes what is planned or
    hypothetical, a struck mark what is said not to have happened.

    Example: memcon network --since 2024-11-01 --out dealings.html
    """
    from memcon.pictures import draw_network

    wanted = {
        "participants": with_ or (),
        "event": event or (),
        "since": since,
        "until": until,
        "standing": standing or (),
        "min_confidence": min_confidence,
    }
    draw_happenings(draw_network, out, ledger, wanted)
