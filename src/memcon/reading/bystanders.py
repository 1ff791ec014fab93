"""What is no party but may be spoken of again: places, and whoever a noun tells too little of."""

from memcon.language.analysis import Analysis
from memcon.reading.describing import Describer, is_plural
from memcon.reading.met import Met
from memcon.reading.party import Kind, Party, plain_name
from memcon.reading.phrases import Phrase, Phrases


class Bystanders:
    """Finds them in one report, so that pronouns may mean them, and no party in their place.

    They are no actors of the record. People and bodies become some as soon as they, or a pronoun
    that means them, take part in something.
    """

    def __init__(
        self, analysis: Analysis, phrases: Phrases, describer: Describer, met: Met
    ) -> None:
        self.analysis = analysis
        self.phrases = phrases
        self.describer = describer
        self.met = met

    def place(self, phrase: Phrase) -> Party:
        """The place that a phrase names."""
        name = self.phrases.text(phrase)
        places = (p for p in self.met.recent() if p.kind == "place" and not p.latent)
        known = next((p for p in places if plain_name(p.name) == plain_name(name)), None)
        return known or Party(name, "place", named=True)

    def spoken_of(self, phrase: Phrase) -> Party | None:
        """Whom or where the noun of a phrase means: "the couple", "a village"; None for things."""
        head = phrase.head
        kind = self._kind(phrase)
        if kind is None or self.analysis.dependents(head, "cop"):  # "he is a teacher" is he
            return None
        if self.describer.is_definite(phrase):
            alike = (p for p in self.met.recent() if p.latent and p.kind == kind)
            if (known := next((p for p in alike if p.key == head.lemma), None)) is not None:
                return known
        gender = self.describer.gender(phrase)
        several = is_plural(head)
        text = self.describer.full_text(phrase)
        return Party(text, kind, key=head.lemma, gender=gender, plural=several, latent=True)

    def _kind(self, phrase: Phrase) -> Kind | None:
        if phrase.head.upos not in {"NOUN", "PROPN"}:
            return None
        if phrase.head.mention == "person" and is_plural(phrase.head):
            return "group"
        return _KINDS.get(phrase.head.mention)


_KINDS: dict[str, Kind] = {"person": "person", "organization": "organisation", "place": "place"}
