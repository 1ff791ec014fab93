"""A user's own file of names: what it may hold, that it lies on top, what is said of bad ones."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from memcon.errors import UsageError
from memcon.registry import Registry, RegistryError
from memcon.registry.userfile import UserEntry, read_user_file

HEADER = "name\tkind\tcountry\tsector\taliases\toffice\tfrom\tuntil"


def written(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


def jsonl(path: Path, *entries: dict[str, Any]) -> Path:
    return written(path, "\n".join(json.dumps(entry) for entry in entries))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "who.tsv"


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    return tmp_path / "who.jsonl"


MAYOR = UserEntry(
    name="Ada Quill",
    kind="person",
    country="NZL",
    sector="GOV",
    aliases=("Adaline Quill", "Lady Q"),
    office="Mayor of Harbourton",
    since=date(2020, 3, 1),
    until=date(2024, 2, 29),
)


def test_a_table(table: Path) -> None:
    row = (
        "Ada Quill\tperson\tNZL\tGOV\tAdaline Quill; Lady Q\tMayor of Harbourton\t2020-03\t2024-02"
    )
    assert read_user_file(written(table, f"{HEADER}\n{row}\n")) == (MAYOR,)


def test_json_lines(lines: Path) -> None:
    entry = {
        "name": "Ada Quill",
        "kind": "person",
        "country": "NZL",
        "sector": "GOV",
        "aliases": ["Adaline Quill", "Lady Q"],
        "office": "Mayor of Harbourton",
        "from": "2020-03-01",
        "until": "2024-02",
    }
    assert read_user_file(jsonl(lines, entry)) == (MAYOR,)


@pytest.mark.parametrize(
    "text",
    [
        "name\tkind\nReef Watch\torganisation",
        "\ufeffname\tkind\nReef Watch\torganisation",
        "# ours\n\nkind\tname\r\norganisation\tReef Watch\r\n",
        "name \t kind\n Reef Watch \torganisation\n\n",
        f"{HEADER}\nReef Watch\torganisation\t\t\t\t\t\t",
    ],
)
def test_tables_as_people_save_them(table: Path, text: str) -> None:
    assert [entry.name for entry in read_user_file(written(table, text))] == ["Reef Watch"]


def test_a_line_separator_inside_a_name_ends_no_line(lines: Path) -> None:
    text = '{"name": "Reef\u2028Watch", "kind": "group"}\n\n{"name": "Tide", "kind": "group"}'
    assert len(read_user_file(written(lines, text))) == 2


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no header with name and kind"),
        ("# only a comment\n", "no header with name and kind"),
        ("Reef Watch\torganisation\n", "no header with name and kind"),
        ("name,kind\nReef Watch,organisation\n", "no header with name and kind"),
        ("name\tkind\nA\tperson\tNZL\n", "line 2: 3 cells under 2 columns; take out the tabs"),
        ("name\tkind\tcolour\nA\tperson\tred\n", "line 2: unknown field 'colour'; there are name,"),
        ("name\tkind\n\tperson\n", "line 2: no name; every entry needs one"),
        ("name\tkind\nA\t\n", "line 2: kind None is none of person, organisation, state, group"),
        ("name\tkind\nA\n", "line 2: kind None is none of person"),
        ("name\tkind\n\n#\nA\tking\n", "line 4: kind 'king' is none of person, organisation"),
        ("name\tkind\tcountry\nA\tperson\tNew Zealand\n", "line 2: country 'New Zealand' is none"),
        ("name\tkind\tcountry\nA\tperson\tnzl\n", "line 2: country 'nzl' is none of ABW, AFG"),
        ("name\tkind\tcountry\nA\tstate\t\n", "line 2: no country for the state 'A'"),
        ("name\tkind\tsector\nA\tperson\tPRESS\n", "line 2: sector 'PRESS' is none of GOV, JUD"),
        (
            "name\tkind\tfrom\nA\tperson\tMarch 2020\n",
            "line 2: from 'March 2020' is no date; write",
        ),
        ("name\tkind\tfrom\nA\tperson\t2020-13\n", "line 2: from '2020-13' is no date"),
        ("name\tkind\tfrom\nA\tperson\t2020-00\n", "line 2: from '2020-00' is no date"),
        ("name\tkind\tuntil\nA\tperson\t2023-02-29\n", "line 2: until '2023-02-29' is no date"),
        ("name\tkind\tuntil\nA\tperson\t0000\n", "line 2: until '0000' is no date"),
        ("name\tkind\tuntil\nA\tperson\t31.12.2023\n", "line 2: until '31.12.2023' is no date"),
        (
            "name\tkind\tfrom\tuntil\nA\tperson\t2024\t2023\n",
            "line 2: until 2023-12-31 lies before from 2024-01-01",
        ),
    ],
)
def test_errors_in_a_table(table: Path, text: str, problem: str) -> None:
    with pytest.raises(RegistryError) as caught:
        Registry.default().with_file(written(table, text))
    assert str(caught.value).startswith(str(table))
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name\tkind\n", "line 1: not JSON"),
        ('[{"name": "A", "kind": "person"}]', "line 1: not a JSON object; write one JSON object"),
        ('{\n"name": "A"\n}', "line 1: not JSON"),
        ('"A"', "line 1: not a JSON object"),
        ("[" * 100_000, "line 1: not JSON"),
        ("1" * 10_000, "line 1: not JSON"),
        ('{"name": 7, "kind": "person"}', "line 1: name is 7; write it as text"),
        ('{"name": "A", "kind": ["person"]}', "line 1: kind is ['person']; write it as text"),
        ('{"name": "A", "kind": "person", "from": 2020}', "line 1: from is 2020; write it as text"),
        ('{"name": " ", "kind": "person"}', "line 1: no name"),
        ('\n{"kind": "person"}', "line 2: no name"),
        ('{"name": "A"}', "line 1: kind None is none of person"),
        ('{"name": "A", "kind": "person", "aka": "B"}', "line 1: unknown field 'aka'"),
        ('{"name": "A", "kind": "person", "aliases": 3}', "line 1: aliases are 3; write a list"),
        ('{"name": "A", "kind": "person", "aliases": ["B", 3]}', "line 1: aliases are ['B', 3]"),
    ],
)
def test_errors_in_json_lines(lines: Path, text: str, problem: str) -> None:
    with pytest.raises(RegistryError) as caught:
        Registry.default().with_file(written(lines, text))
    assert str(caught.value).startswith(str(lines))
    assert problem in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(
        RegistryError, match=r"cannot be read \(No such file.*write one JSON object"
    ):
        read_user_file(tmp_path / "missing.tsv")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="cannot be read"):
        read_user_file(tmp_path)


def test_another_encoding(table: Path) -> None:
    table.write_bytes("name\tkind\nÉire Watch\torganisation\n".encode("utf-16"))
    with pytest.raises(RegistryError, match="is not UTF-8; save it as UTF-8"):
        read_user_file(table)


def test_an_error_of_this_file_is_a_wrong_use() -> None:
    assert issubclass(RegistryError, UsageError)


def test_own_entries_go_before_shipped_ones(lines: Path) -> None:
    registry = Registry.default().with_file(
        jsonl(
            lines,
            {"name": "Meta", "kind": "organisation", "country": "GRC", "sector": "SOC"},
            {"name": "The Harbour Times", "kind": "organisation", "sector": "JRN"},
            {"name": "Reef League", "kind": "group", "aliases": "RL; the League", "sector": "SOC"},
            {"name": "Somaliland", "kind": "state", "country": "SOM", "aliases": ["Hargeisa"]},
        )
    )
    meta, league = registry.body("Meta"), registry.body("the League")
    paper, state = registry.outlet("Harbour Times"), registry.country("Hargeisa")
    assert meta is not None
    assert (meta.country, meta.sector, meta.ambiguous) == ("GRC", "SOC", False)
    assert league is not None
    assert (league.name, league.kind) == ("Reef League", "group")
    assert paper is not None
    assert (paper.name, paper.sector) == ("The Harbour Times", "JRN")
    assert state is not None
    assert (state.code, state.name) == ("SOM", "Somaliland")


def test_own_people_by_name_surname_and_alias_with_their_dates(lines: Path) -> None:
    entry = {"name": "Ada Quill", "kind": "person", "country": "NZL", "sector": "GOV"}
    entry |= {"aliases": "Lady Q", "office": "Mayor", "from": "2020", "until": "2023"}
    registry = Registry.default().with_file(jsonl(lines, entry))
    for words in ("Ada Quill", "Quill", "Lady Q", "Ms. Quill"):
        holder = registry.holders(words, date(2021, 5, 1))[0]
        assert (holder.name, holder.office, holder.sector) == ("Ada Quill", "Mayor", "GOV")
    assert registry.holders("Quill", date(2024, 1, 1))[0].sector == "ELI"


def test_states_and_bodies_of_other_times_are_left_out(lines: Path) -> None:
    entries: list[dict[str, Any]] = [
        {"name": "Sarnova", "kind": "state", "country": "NRU", "until": "2009"},
        {"name": "Sarnova", "kind": "state", "country": "TUV", "from": "2010"},
        {"name": "Reef Watch", "kind": "organisation", "from": "2012-03-04"},
        {"name": "Ada Quill", "kind": "person", "until": "2009"},
    ]
    registry = Registry.default().with_file(jsonl(lines, *entries))
    for day, code in ((date(2009, 12, 31), "NRU"), (date(2010, 1, 1), "TUV")):
        state = registry.on(day).country("Sarnova")
        assert state is not None
        assert state.code == code
    assert registry.on(date(2012, 3, 3)).body("Reef Watch") is None
    assert registry.on(date(2012, 3, 4)).body("Reef Watch") is not None
    assert registry.on(date(2024, 1, 1)).holders("Quill", date(2024, 1, 1))
    assert registry.on(None) is registry


def test_an_own_body_goes_before_a_country_of_its_name(lines: Path) -> None:
    registry = Registry.default().with_file(jsonl(lines, {"name": "Georgia", "kind": "group"}))
    assert registry.country("Georgia") is None
    assert registry.body("Georgia") is not None


def test_all_else_is_as_shipped(lines: Path) -> None:
    registry = Registry.default().with_file(jsonl(lines, {"name": "Reef", "kind": "group"}))
    shipped = Registry.default()
    assert registry.body("NATO") == shipped.body("NATO") is not None
    assert registry.country("Chad") == shipped.country("Chad") is not None
    assert shipped.body("Reef") is None


def test_a_second_file_lies_over_the_first(tmp_path: Path) -> None:
    first = jsonl(tmp_path / "a.jsonl", {"name": "Reef", "kind": "group", "sector": "SOC"})
    second = jsonl(tmp_path / "b.jsonl", {"name": "Reef", "kind": "organisation", "sector": "BUS"})
    found = Registry.default().with_file(first).with_file(second).body("Reef")
    assert found is not None
    assert found.sector == "BUS"
