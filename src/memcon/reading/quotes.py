"""Where a text quotes: the stretches of words between quotation marks."""

from memcon.language.analysis import Analysis, WordSpan

_OPENING = {"“": "”", "„": "“", "«": "»", "``": "''"}


def quotations(analysis: Analysis) -> list[WordSpan]:
    """Stretches between a pair of quotation marks, the marks not included.

    A mark left open at the end of a paragraph is closed there: papers open every paragraph of a
    long quotation and close the last one only.
    """
    found: list[WordSpan] = []
    opened: tuple[int, str] | None = None
    for number, word in enumerate(analysis.words):
        if opened and number and _paragraph(analysis, number) != _paragraph(analysis, opened[0]):
            found.append((opened[0] + 1, number))
            opened = None
        if opened is None and word.text in _OPENING:
            opened = (number, _OPENING[word.text])
        elif opened is None and word.text in {'"', "‘"}:
            opened = (number, '"' if word.text == '"' else "’")
        elif opened is not None and word.text == opened[1] and _closes(analysis, number):
            found.append((opened[0] + 1, number))
            opened = None
    if opened:
        found.append((opened[0] + 1, len(analysis.words)))
    return [(start, end) for start, end in found if end > start]


def _closes(analysis: Analysis, number: int) -> bool:
    """Whether a mark ends a quotation: a single one is an apostrophe unless a stop precedes it."""
    before = analysis.words[number - 1].text
    return analysis.words[number].text != "’" or before in {",", ".", "!", "?", "…"}


def _paragraph(analysis: Analysis, number: int) -> int:
    return analysis.paragraphs[analysis.words[number].sentence]
