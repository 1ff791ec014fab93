"""Who "I", "we" and "you" are: whoever speaks there, those they speak for, and their hearers."""

from collections.abc import Hashable, Iterator

from memcon.language.analysis import Analysis, Word
from memcon.reading.party import Party
from memcon.reading.quotes import quotations
from memcon.reading.saying import Saying, Sayings
from memcon.reading.tables import words


def voices(analysis: Analysis, sayings: Sayings) -> Iterator[tuple[int, Party]]:
    """Each "I", "we" and "you" with the party that it means there.

    In a quotation that is its holder, their "we", its addressee (case 19); outside of quotations
    the author and the readers of the report, who are no actors of it.
    """
    found = _Voices(analysis, sayings)
    for word in analysis.words:
        if word.upos == "PRON" and (party := found.party(word)) is not None:
            yield word.number, party


class _Voices:
    def __init__(self, analysis: Analysis, sayings: Sayings) -> None:
        self._sayings = sayings
        self._quotation = {n: q for q in quotations(analysis) for n in range(*q)}
        self._met: dict[tuple[str, Hashable], Party] = {}

    def party(self, word: Word) -> Party | None:
        """Whom a pronoun of the first or second person means; None for any other."""
        form = next((f for f in _FORMS if word.lower in words("anaphora", "pronouns", f)), None)
        if form is None:
            return None
        saying = self._saying(word.number)
        holder = saying.holder if saying is not None else None
        if form == "speaker" and holder is not None:
            return holder
        if form == "hearer" and saying is not None and saying.addressee is not None:
            return saying.addressee
        turn = id(holder or saying) if saying is not None else self._quotation.get(word.number)
        return self._met.setdefault((form, turn), _voice(word, form, holder))

    def _saying(self, number: int) -> Saying | None:
        """The innermost statement around a word that gives its holder's own words."""
        return next((s for s in self._sayings.around(number) if s.quote != "indirect"), None)


def _voice(word: Word, form: str, holder: Party | None) -> Party:
    several = form == "speakers"
    return Party(
        word.text,
        "group" if several else "person",
        plural=several,
        latent=True,
        speaker=holder if several else None,
    )


_FORMS = ("speaker", "speakers", "hearer")
