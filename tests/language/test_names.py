"""Names: those that hyphens break, and those that agree over a report."""

from __future__ import annotations

import pytest

from memcon.language.model import analyse


def names(text: str) -> list[str]:
    analysis = analyse(text)
    words = analysis.words
    return [text[words[n.words[0]].start : words[n.words[1] - 1].end] for n in analysis.names]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I met Secretary Kim Yong-il in Ulan Bator on June 7, he said.", "Kim Yong-il"),
        ("President Moon Jae-in met the North Korean leader on Saturday.", "Moon Jae-in"),
        ("Choe Son-hui met Sung Kim on Monday.", "Choe Son-hui"),
        ("President Emmanuel Macron met Jean-Yves Le Drian.", "Jean-Yves Le Drian"),
        ("Fighters of Al-Qaeda attacked the town.", "Al-Qaeda"),
    ],
)
def test_a_name_with_a_hyphen_is_one(text: str, name: str) -> None:
    assert name in names(text)


def test_a_hyphen_behind_a_name_need_not_belong_to_it() -> None:
    assert "Trump-era" not in names("Biden dropped Trump-era tariffs on China.")
