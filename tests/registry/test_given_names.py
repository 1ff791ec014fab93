"""What a person's given name tells of their gender."""

import pytest

from memcon.registry import Registry
from memcon.registry.keys import name_key
from memcon.registry.tables import read_table

MASCULINE = [
    "Mohammed Karimi", "Muhammad Karimi", "Mohamed Karimi", "Dmitry Orlov", "Dmitri Orlov",
    "Dmytro Orlenko", "Volodymyr Zelenskyy", "Recep Tayyip Erdoğan", "José Pérez", "JOSE PEREZ",
    "emmanuel macron", "Sheikh Tamim bin Hamad Al Thani", "Dr. Abiy Ahmed", "Mr John Smith",
    "J. Robert Smith", "Frank-Walter Steinmeier", "Jean-Pierre Dupont", "Jean-Marie Dupont",
    "Kassym-Jomart Tokayev", "Søren Holm", "İbrahim Kalın", "Shinzo Abe", "Narendra Modi",
]  # fmt: skip
FEMININE = [
    "Angela Merkel", "Ursula von der Leyen", "Jacinda Ardern", "Kamala Harris", "Olena Zelenska",
    "Mette-Marit Hansen", "Ngozi Okonjo-Iweala", "Yuriko Koike", "Fatima Ali", "Nirmala Sitharaman",
    "Dr Samia Suluhu Hassan", "Željka Horvat", "Claudia Sheinbaum", "Þorgerður Jónsdóttir",
]  # fmt: skip
UNKNOWN = [
    "", "Dr", "J. D.", "Kim Jong Un", "Andrea Rossi", "Jean Carter", "Robin Moore", "Sasha Belov",
    "Alex Stone", "Wang Yi", "Qwertz Smith", "Thomas", "Mrs Thomas", "S. Thomas",
    "Thomas-Greenfield", "- -",
]  # fmt: skip


@pytest.mark.parametrize("name", MASCULINE)
def test_a_mans_name_is_masculine(name: str) -> None:
    assert Registry.default().gender(name) == "masculine"


@pytest.mark.parametrize("name", FEMININE)
def test_a_womans_name_is_feminine(name: str) -> None:
    assert Registry.default().gender(name) == "feminine"


@pytest.mark.parametrize("name", UNKNOWN)
def test_names_of_either_unknown_names_and_surnames_tell_nothing(name: str) -> None:
    assert Registry.default().gender(name) is None


def test_each_name_stands_once_in_order_with_one_gender() -> None:
    rows = list(read_table("given_names"))
    keys = [name_key(row[0]).casefold() for row in rows]
    assert keys == sorted(set(keys))
    assert {tuple(row[1:]) for row in rows} == {("m",), ("f",)}
