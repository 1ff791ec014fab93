"""What the event heads tell, and how they and the lexicon's patterns correct each other."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from memcon.language.analysis import Analysis, Trigger, Word
from memcon.ontology import usual_cameo
from memcon.reading.actors import Cast
from memcon.reading.because import Because, Span, head, rule
from memcon.reading.clauses import Clauses
from memcon.reading.happening import Happening
from memcon.reading.modality import Modalities
from memcon.reading.party import Party
from memcon.reading.rules import AHEAD

BELIEVED = 0.8
"""A trigger this likely to name any event names one, also where no pattern holds."""

LEAST = 0.6
"""How likely the best of its types must be for that."""

TOGETHER = 0.2
"""How likely a verb must name a contact where two do it together: "X and Y talked"."""

DOUBTED, NOUNS_DOUBTED = 0.05, 0.3
"""A pattern's event less likely than this by the heads is none; words that no trigger stands at
tell nothing to the heads."""

LINKED = 0.6
"""Words this likely to mean a party of the event all mean one."""

LINKED_ACTOR, LINKED_RECIPIENT = 0.2, 0.4
"""The likeliest word alone means one also from here: an event hardly ever lacks an actor."""

MODE, MODE_OF_TALKS = 0.5, 0.8
"""A mode this likely is that of an event whose pattern leaves it open; how people met or talked is
more often not told than told."""

CONTRADICTED, INSTEAD, INSTEAD_AS_ACTOR = 0.2, 0.5, 0.8
"""A party less likely than the first gives way to one at least as likely as the second."""

NO_RECIPIENT, NO_NAMELESS = 0.03, 0.1
"""A recipient less likely than this is none; some that nothing names are hardly ever one, so that
more is asked of them."""

UPON_NOBODY = frozenset({"MOBILIZE"})
"""Types whose object is the actor's own: forces that are sent or called up."""


@dataclass(frozen=True)
class Triggers:
    """The triggers of one report."""

    analysis: Analysis
    cast: Cast
    clauses: Clauses
    modalities: Modalities

    def judged(
        self,
        by_pattern: Sequence[Happening],
        by_rule: Sequence[Happening],
        spoken_for: Set[int],
    ) -> list[Happening]:
        """The events by patterns, rules and heads together, in the order of the text.

        Without heads those by patterns and rules. Rules are not doubted; words that another event
        speaks for tell none of their own.
        """
        kept = [*by_pattern, *by_rule]
        for happening in kept:
            happening.support = self._support(happening)
            if happening.support:
                because = head("event", happening.support, _span(happening))
                happening.add_reason(because, "event", happening.event)
        if self.analysis.triggers:
            kept = [h for h in by_pattern if not self._is_doubted(h)] + list(by_rule)
        taken = {n for h in kept for n in self._near(h)} | spoken_for
        for happening in kept:
            self._correct(happening)
            self._complete_mode(happening)
        new = [h for t in self.analysis.triggers if t.word not in taken for h in self._read(t)]
        return sorted([*kept, *new], key=lambda h: h.word.number)

    def _is_doubted(self, happening: Happening) -> bool:
        """Whether the heads hold a pattern's event unlikely; a noun with a clause is as told."""
        if happening.sure:
            return False
        if happening.word.upos not in {"NOUN", "PROPN"}:
            return happening.support < DOUBTED
        told = self.clauses.complement(happening.word) is not None
        between = happening.event == "CONSULT" and len(happening.parties) > 1
        least = DOUBTED if between else NOUNS_DOUBTED
        return not told and happening.support < least

    def _support(self, happening: Happening) -> float:
        """How likely the heads hold an event of this type, or what it is if it lies ahead."""
        words = self._near(happening)
        types = {happening.event}
        if happening.modality == "future":
            types.add(AHEAD.get(happening.event, happening.event))
        near = [t for t in self.analysis.triggers if t.word in words]
        return max((t.chances.get(event, 0.0) for t in near for event in types), default=0.0)

    def _near(self, happening: Happening) -> set[int]:
        """The words of an event, with the verb above its noun: "held talks"."""
        word = happening.word
        above = self.analysis.head(word) if word.upos in {"NOUN", "PROPN"} else None
        light = above is not None and above.upos == "VERB" and word.relation in {"obj", "obl"}
        return {word.number, *happening.words, *({above.number} if light and above else ())}

    def _correct(self, happening: Happening) -> None:
        trigger = next((t for t in self.analysis.triggers if t.word == happening.word.number), None)
        if trigger is None:
            return
        self._contradict(happening, trigger)
        if not happening.recipients and not happening.mutual and happening.event not in UPON_NOBODY:
            found = self._parties(trigger, trigger.recipients, LINKED_RECIPIENT)
            happening.recipients = _without(found, happening.actors)
            happening.note_parties(self._linked(recipient_of=trigger.recipients))
        if not happening.actors:
            found = self._parties(trigger, trigger.actors, LINKED_ACTOR)
            happening.actors = _without(found, happening.recipients)
            happening.note_parties(self._linked(actor_of=trigger.actors))
        if happening.event == "CONSULT" and len(happening.parties) < 2:
            self._complete(happening, trigger)

    def _complete_mode(self, happening: Happening) -> None:
        """The heads name a mode that the pattern leaves open, at the word where they are surest."""
        near = self._near(happening)
        triggers = [t for t in self.analysis.triggers if t.word in near]
        told = [t.modes[happening.event] for t in triggers if happening.event in t.modes]
        mode, chance = max(told, key=lambda one: one[1], default=(None, 0.0))
        least = MODE_OF_TALKS if happening.event == "CONSULT" else MODE
        if happening.mode is None and mode is not None and chance >= least:
            happening.mode = mode
            happening.note(head("mode", chance, _span(happening)), "mode")

    def _contradict(self, happening: Happening, trigger: Trigger) -> None:
        """Takes parties away that the heads hold unlikely, for others if they know better."""
        asked = bool(trigger.actors or trigger.recipients)
        if not asked or happening.mutual or happening.event == "CONSULT":
            return
        if not self._are_told(happening):
            happening.actors = self._likelier(
                happening.actors, happening.recipients, trigger, trigger.actors, INSTEAD_AS_ACTOR
            )
            happening.note_parties(self._linked(actor_of=trigger.actors))
        happening.recipients = self._likelier(
            happening.recipients, happening.actors, trigger, trigger.recipients, INSTEAD
        )
        happening.note_parties(self._linked(recipient_of=trigger.recipients))
        chances = self._chances(trigger, trigger.recipients)
        happening.recipients = [
            p
            for p in happening.recipients
            if chances.get(id(p), 0.0) >= (NO_NAMELESS if _is_nameless(p) else NO_RECIPIENT)
        ]

    def _are_told(self, happening: Happening) -> bool:
        """Whether the actors do not merely stand where subjects do: "conveyed India's support".

        Who a threat says will do it is no subject of its word either.
        """
        reasons = happening.reasons.get("actors", ())
        firm = {id(p) for p, b in reasons if b.by == "pattern" and b.slot != "subject"}
        threat = happening.event == "THREATEN"
        return threat or any(id(p) in firm for p in happening.actors)

    def _likelier(
        self,
        told: list[Party],
        others: Sequence[Party],
        trigger: Trigger,
        links: Mapping[int, float],
        instead: float,
    ) -> list[Party]:
        """The parties of one side, or those that the heads hold likely where these are not."""
        chances = self._chances(trigger, links)
        if not told or max(chances.get(id(p), 0.0) for p in told) >= CONTRADICTED:
            return told
        return _without(self._parties(trigger, links, instead), others) or told

    def _chances(self, trigger: Trigger, links: Mapping[int, float]) -> dict[int, float]:
        """By identities: how likely the likeliest word of the sentence means a party."""
        start, end = self.analysis.sentences[self.analysis.words[trigger.word].sentence]
        near = sorted((chance, n) for n, chance in links.items() if start <= n < end)
        meant = [(self.cast.meant(n) or self.cast.met(n), chance) for chance, n in near]
        return {id(party): chance for parties, chance in meant for party in parties}

    def _complete(self, happening: Happening, trigger: Trigger) -> None:
        """Finds who else met or talked: by the heads, else by the tree."""
        chances = Counter(trigger.actors) | Counter(trigger.recipients)  # the larger of the two
        linked = self._parties(trigger, dict(sorted(chances.items())), LINKED_ACTOR)
        for told in (linked, *self._slots(happening.word)):
            if len(happening.parties) < 2:
                happening.actors += _without(told, happening.parties)
                happening.note_parties(
                    self._linked(actor_of=trigger.actors, recipient_of=trigger.recipients)
                )

    def _read(self, trigger: Trigger) -> Iterable[Happening]:
        event, chance = max(trigger.chances.items(), key=lambda item: item[1], default=("", 0.0))
        word = self.analysis.words[trigger.word]
        agent, patient = self._slots(word)
        contact = trigger.chances.get("CONSULT", 0.0)
        if contact >= TOGETHER and len(agent) > 1 and self.clauses.patient(word) is None:
            event, chance = "CONSULT", contact
        elif sum(trigger.chances.values()) < BELIEVED or chance < LEAST:
            return
        actors = self._parties(trigger, trigger.actors, LINKED_ACTOR) or agent
        told = self._parties(trigger, trigger.recipients, LINKED_RECIPIENT) or patient
        recipients = _without(told, actors) if event not in UPON_NOBODY else []
        mode, likely = trigger.modes[event]
        modality, because = self.modalities.judge(word)
        found = Happening(
            event, word, actors, recipients, usual_cameo(event, mode), mode,
            modality=modality, by_pattern=False, support=chance,
        )  # fmt: skip
        found.note_parties(self._linked(actor_of=trigger.actors), "actors")
        found.note_parties(self._linked(recipient_of=trigger.recipients), "recipients")
        found.note(because, "modality").note(head("event", chance, _span(found)), "event")
        found.note(head("mode", likely, _span(found)), "mode")
        found.note(rule("usual-cameo", _span(found)), "cameo")
        if event == "CONSULT" and len(found.parties) < 2:
            self._complete(found, trigger)
        yield found

    def _linked(self, **links: Mapping[int, float]) -> Callable[[Party], Because]:
        """Why a party is one: a head links a word that means it; without link, the tree."""

        def because(party: Party) -> Because:
            number, span = self.cast.asked(party), self.cast.span_of(party)
            told = [(of[number], name) for name, of in links.items() if number in of]
            if not told:
                return rule("party-of-clause", span)
            chance, name = max(told)
            return head(name, chance, span)

        return because

    def _slots(self, verb: Word) -> tuple[list[Party], list[Party]]:
        """Who does it and to whom, by the tree alone."""
        if verb.upos != "VERB":
            return [], []
        found = []
        for word in (self.clauses.agent(verb), self.clauses.patient(verb)):
            told = self.cast.who(word.number) if word is not None else []
            found.append(told or (self.cast.met(word.number) if word is not None else []))
        return found[0], found[1]

    def _parties(self, trigger: Trigger, links: Mapping[int, float], least: float) -> list[Party]:
        """The parties that linked words of the trigger's own sentence mean: the sure, else one."""
        start, end = self.analysis.sentences[self.analysis.words[trigger.word].sentence]
        near = {n: chance for n, chance in links.items() if start <= n < end and chance >= least}
        meant = {n: told for n in near if (told := self.cast.meant(n) or self.cast.met(n))}
        meant = {n: told for n, told in meant.items() if self._is_whole(n, meant)}
        best = max((near[n] for n in meant), default=0.0)
        found: list[Party] = []
        for number, told in meant.items():
            if near[number] >= min(best, LINKED):
                found += _without(told, found)
        return found

    def _is_whole(self, number: int, linked: Collection[int]) -> bool:
        """Whether a word is no modifier of a linked one: "Pakistani", but not of "troops"."""
        word = self.analysis.words[number]
        modifies = word.relation in {"amod", "compound"} and word.head > number
        return not modifies or word.head not in linked


def _span(happening: Happening) -> Span:
    return happening.word.start, happening.word.end


def _is_nameless(party: Party) -> bool:
    """Whether only a description tells of some people or of a body."""
    return not party.named and party.kind in {"group", "organisation"}


def _without(parties: Sequence[Party], others: Sequence[Party]) -> list[Party]:
    return [p for p in parties if all(p is not other for other in others)]
