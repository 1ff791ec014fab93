"""English passes, names and all; other languages are told by name; short texts have the doubt."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from memcon.sources.english import why_not_english

ENGLISH = [
    "Talks failed.",
    "Ursula von der Leyen, Charles de Gaulle, Luiz Inácio Lula da Silva, Rio de Janeiro",
    "Von der Leyen meets Lula da Silva in Rio de Janeiro",
    "Erdoğan, Tokayev, Mirziyoyev, Japarov meet in Şuşa",
    "Zelenskyy: “Слава Україні!”",
    "Ministers Jean-Noël Barrot, Antonio Tajani, Radosław Sikorski, José Manuel Albares, "
    "Baiba Braže, Kęstutis Budrys, Margus Tsahkna, Maria Malmer Stenergard, Elina Valtonen, "
    "Caspar Veldkamp and Lars Løkke Rasmussen met in Vilnius; Péter Szijjártó and Juraj Blanár "
    "did not attend, the Lithuanian foreign ministry said.",
    "2024-11-11 10:00 GMT",
    "😀 👍",
    "The newspaper Die Zeit wrote: „Das ist nicht wahr“, and the chancellery declined to comment.",
]

FOREIGN = [
    ("Der Präsident hat gestern mit dem Kanzler gesprochen und wird heute abreisen.", "German"),
    ("Le président est arrivé dans la capitale et les ministres ont été reçus.", "French"),
    ("El presidente dijo que no hay acuerdo con Rusia, pero que se reunirá mañana.", "Spanish"),
    ("O presidente disse que não há acordo com a Rússia, mas que ele se reúne.", "Portuguese"),
    ("Il presidente ha detto che non è vero, ma che i colloqui sono stati utili.", "Italian"),
    ("De president heeft gezegd dat het niet waar is en dat hij met hem zal spreken.", "Dutch"),
    ("Prezydent powiedział, że nie ma zgody, ale że będą rozmowy przez cały tydzień.", "Polish"),
    ("Prezident řekl, že dohoda není, ale jsou jednání, která by byla možná podle něj.", "Czech"),
    ("Presidenten sa att det inte är sant och att han ska träffa honom efter mötet.", "Swedish"),
    ("Cumhurbaşkanı bir açıklama yaptı ve bu görüşme için çok önemli dedi.", "Turkish"),
    ("Președintele a spus că nu este adevărat și că va vorbi cu ministrul din țară.", "Romanian"),
    ("Az elnök azt mondta, hogy ez nem igaz, és hogy még tárgyal a miniszterrel.", "Hungarian"),
    ("Predsjednik je rekao da nije bilo dogovora, ali da su razgovori bili dobri.", "Croatian"),
    ("Presidentti sanoi että se ei ole totta, mutta hän on valmis.", "Finnish"),
    ("Presiden mengatakan bahwa tidak ada perjanjian dengan negara itu dan akan.", "Indonesian"),
    ("Tổng thống đã nói rằng không có thỏa thuận với nước này và sẽ được gặp.", "Vietnamese"),
    ("Rais alisema kwamba hakuna makubaliano na nchi hiyo, lakini pia ya kwa.", "Swahili"),
    ("Президент сообщил, что переговоры прошли успешно.", "Cyrillic letters"),
    ("الرئيس يلتقي رئيس الوزراء في العاصمة", "Arabic letters"),
    ("总统昨天会见了总理。", "Cjk letters"),
    ("Ο πρόεδρος συναντήθηκε με τον πρωθυπουργό.", "Greek letters"),
    ("राष्ट्रपति ने प्रधानमंत्री से मुलाकात की।", "Devanagari letters"),
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_and_short_texts_pass(text: str) -> None:
    assert why_not_english(text) is None


@pytest.mark.parametrize(("text", "what"), FOREIGN)
def test_another_language_is_told(text: str, what: str) -> None:
    found = why_not_english(text)
    assert found is not None
    assert what in found


def test_a_language_without_a_list_is_told_from_a_long_text() -> None:
    found = why_not_english("Forseti landsins hitti ráðherra nágrannaríkisins gær. " * 15)
    assert found == "in some other language than English, as its words tell"


def test_the_beginning_decides_for_a_long_text(story: str) -> None:
    assert why_not_english(story * 200 + FOREIGN[0][0] * 500) is None


def test_no_list_has_an_english_word_or_a_word_twice() -> None:
    words = json.loads(files("memcon.sources").joinpath("function_words.json").read_text("utf-8"))
    english = words.pop("English")
    for language, own in words.items():
        assert len(set(own)) == len(own), language
        assert not set(own) & set(english), language
