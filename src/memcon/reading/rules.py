"""The coding rules that turn one code into another once parties, place and chain are known.

Rule numbers are those of the record contract ("Coding rules" and "Settled cases").
"""

from memcon.language.analysis import Analysis
from memcon.ontology import complement_mode
from memcon.reading.because import Span, rule
from memcon.reading.happening import Happening
from memcon.reading.when import Calendar

AHEAD = {
    **dict.fromkeys(("CONSULT", "SUPPORT", "COOPERATE", "AID"), "AGREE"),
    "RETREAT": "CONCEDE",
    **dict.fromkeys(("ASSAULT", "COERCE", "SANCTION"), "THREATEN"),
}
"""What an act of a type is while it lies ahead (rule 2)."""

CAMEO_AHEAD = {"AGREE": "030", "CONCEDE": "080"}
"""The CAMEO codes of what is agreed or conceded."""

DONE_BY_SAYING = frozenset(
    {"AGREE", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "SUPPORT", "THREATEN"}
)
"""Acts that are done when somebody says so."""


def apply_rules(happening: Happening, analysis: Analysis, calendar: Calendar) -> None:
    """Applies all of them, in an order in which none undoes another."""
    _set_consult_mode(happening)
    _turn_future(happening, analysis, calendar)
    _date_by_saying(happening, analysis, calendar)
    if happening.chain and happening.chain[0].stance == "denies":
        happening.modality = "negated"
        cue = analysis.characters(happening.chain[0].cue)
        happening.note(rule("denied-by-its-holder", cue), "modality")


def _set_consult_mode(happening: Happening) -> None:
    """Where they met tells who visited whom (settled case 18)."""
    place = happening.place
    if happening.event != "CONSULT" or happening.mode is not None:
        return
    if place is None or place.country is None:
        return
    if len(happening.actors) < 2 or happening.recipients:
        return
    hosts = [p for p in happening.actors if p.country == place.country]
    if not hosts and all(p.country for p in happening.actors):
        happening.mode = "third-party"
        happening.note(rule("abroad-for-all", *place.because[0].spans))
    elif len(hosts) == 1 and happening.actors[0] is not hosts[0]:
        happening.mode = "visit"
        happening.recipients = hosts
        happening.actors = [p for p in happening.actors if p is not hosts[0]]
        happening.note(rule("host-at-home", *place.because[0].spans))


def _date_by_saying(happening: Happening, analysis: Analysis, calendar: Calendar) -> None:
    """What is done by saying so is done when it is said: "we condemn", "we will go" (case 13)."""
    if happening.event not in DONE_BY_SAYING or happening.date.text is not None:
        return
    saying = happening.chain[0] if happening.chain else None
    if happening.modality == "negated" or happening.word.xpos == "VBG":
        return
    if saying is not None and saying.holder in happening.actors:
        happening.date = calendar.of(analysis.words[saying.cue_head], tense="past")
        happening.note(rule("done-by-saying", analysis.characters(saying.cue)), "date")


def _turn_future(happening: Happening, analysis: Analysis, calendar: Calendar) -> None:
    """What lies ahead is agreed, conceded or threatened (rule 2)."""
    told = AHEAD.get(happening.event) if happening.modality == "future" else None
    if told in CAMEO_AHEAD:
        happening.recode(told, CAMEO_AHEAD[told])
        happening.note(rule("ahead-is-agreed", _span(happening)))
    elif told == "THREATEN" and happening.chain:
        violent = happening.event == "ASSAULT"
        mode = "violence" if violent else complement_mode("THREATEN", happening.word.lemma)
        happening.recode("THREATEN", "130", mode)
        happening.modality = "actual"  # the threat was made, when it was said (cases 12 and 13)
        cue = analysis.words[happening.chain[0].cue_head]
        happening.date = calendar.of(cue, tense="past")
        happening.note(rule("ahead-is-threatened", _span(happening)))


def _span(happening: Happening) -> Span:
    return happening.word.start, happening.word.end
