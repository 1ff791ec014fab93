"""Holders of office: who that was on that day, by whatever spelling, and the table's own shape."""

from datetime import date
from itertools import pairwise

import pytest

from memcon.record import COUNTRIES, SECTORS
from memcon.registry import Holder, Registry
from memcon.registry.persons import first_day, last_day, person_key, shipped_tenures
from memcon.registry.tables import read_table

ROWS = list(read_table("holders"))


def first(words: str, on: str) -> Holder:
    """The tenure that a name most likely means on a day."""
    return Registry.default().holders(words, date.fromisoformat(on))[0]


def countries_in_office(surname: str, on: str) -> set[str | None]:
    """Where people of a surname hold an office on a day."""
    day = date.fromisoformat(on)
    found = Registry.default().holders(surname, day)
    return {holder.country for holder in found if holder.holds_on(day)}


@pytest.mark.parametrize(
    ("words", "on", "country", "sector", "office"),
    [
        ("Barack Obama", "2012-05-01", "USA", "GOV", "President"),
        ("Trump", "2018-06-12", "USA", "GOV", "President"),
        ("Trump", "2025-08-15", "USA", "GOV", "President"),
        ("Joe Biden", "2013-02-02", "USA", "GOV", "Vice President"),
        ("Biden", "2023-11-15", "USA", "GOV", "President"),
        ("Lavrov", "2010-03-01", "RUS", "GOV", "Foreign Minister"),
        ("Putin", "2010-03-01", "RUS", "GOV", "Prime Minister"),
        ("Medvedev", "2010-03-01", "RUS", "GOV", "President"),
        ("Shoigu", "2022-02-24", "RUS", "GOV", "Defence Minister"),
        ("Shoigu", "2024-09-01", "RUS", "GOV", "Secretary of the Security Council"),
        ("Gerasimov", "2022-02-24", "RUS", "MIL", "Chief of the General Staff"),
        ("Naryshkin", "2021-11-02", "RUS", "SPY", "Director of the Foreign Intelligence Service"),
        ("Naryshkin", "2014-03-20", "RUS", "LEG", "Speaker of the State Duma"),
        ("Navalny", "2020-08-20", "RUS", "OPP", "opposition leader"),
        ("Yanukovych", "2013-11-30", "UKR", "GOV", "President"),
        ("Kuleba", "2022-03-10", "UKR", "GOV", "Foreign Minister"),
        ("Theresa May", "2017-03-29", "GBR", "GOV", "Prime Minister"),
        ("Keir Starmer", "2022-01-01", "GBR", "OPP", "Leader of the Opposition"),
        ("Macron", "2019-12-09", "FRA", "GOV", "President"),
        ("Merkel", "2015-02-12", "DEU", "GOV", "Chancellor"),
        ("Steinmeier", "2014-02-21", "DEU", "GOV", "Foreign Minister"),
        ("Steinmeier", "2022-04-12", "DEU", "GOV", "President"),
        ("Xi", "2023-11-15", "CHN", "GOV", "President"),
        ("Abe", "2019-06-13", "JPN", "GOV", "Prime Minister"),
        ("Jaishankar", "2022-03-31", "IND", "GOV", "Foreign Minister"),
        ("Jaishankar", "2016-03-31", "IND", "GOV", "Foreign Secretary"),
        ("Netanyahu", "2022-03-01", "ISR", "OPP", "Leader of the Opposition"),
        ("Netanyahu", "2023-10-08", "ISR", "GOV", "Prime Minister"),
        ("Yossi Cohen", "2020-11-22", "ISR", "SPY", "Director of Mossad"),
        ("Mahmoud Abbas", "2018-01-14", "PSE", "GOV", "President of the Palestinian Authority"),
        ("Haniyeh", "2021-05-20", "PSE", "REB", "Hamas political leader"),
        ("Zarif", "2015-07-14", "IRN", "GOV", "Foreign Minister"),
        ("Soleimani", "2019-12-31", "IRN", "MIL", "Commander of the Quds Force"),
        ("Erdogan", "2010-01-01", "TUR", "GOV", "Prime Minister"),
        ("Erdogan", "2022-07-22", "TUR", "GOV", "President"),
        ("Nasrallah", "2006-07-12", "LBN", "REB", "Secretary-General of Hezbollah"),
        ("al-Sharaa", "2023-01-01", "SYR", "REB", "leader of Hayat Tahrir al-Sham"),
        ("al-Sharaa", "2025-05-14", "SYR", "GOV", "President"),
        ("Sisi", "2023-10-21", "EGY", "GOV", "President"),
        ("Haftar", "2019-04-04", "LBY", "MIL", "Commander of the Libyan National Army"),
        ("Burhan", "2021-10-25", "SDN", "MIL", "Chairman of the Sovereignty Council"),
        ("Kagame", "2012-11-20", "RWA", "GOV", "President"),
        ("Abiy", "2022-11-02", "ETH", "GOV", "Prime Minister"),
        ("Ramaphosa", "2023-08-22", "ZAF", "GOV", "President"),
        ("Tinubu", "2023-08-10", "NGA", "GOV", "President"),
        ("Ghani", "2021-08-14", "AFG", "GOV", "President"),
        ("Akhundzada", "2019-01-01", "AFG", "REB", "leader of the Taliban"),
        ("Akhundzada", "2022-03-23", "AFG", "GOV", "Supreme Leader"),
        ("Imran Khan", "2019-02-28", "PAK", "GOV", "Prime Minister"),
        ("Asim Munir", "2024-01-01", "PAK", "MIL", "Chief of Army Staff"),
        ("Suu Kyi", "2017-09-19", "MMR", "GOV", "State Counsellor and Foreign Minister"),
        ("Jokowi", "2022-11-15", "IDN", "GOV", "President"),
        ("Duterte", "2016-10-20", "PHL", "GOV", "President"),
        ("Ardern", "2022-03-31", "NZL", "GOV", "Prime Minister"),
        ("Sogavare", "2022-04-19", "SLB", "GOV", "Prime Minister"),
        ("López Obrador", "2022-06-06", "MEX", "GOV", "President"),
        ("Lula", "2023-01-09", "BRA", "GOV", "President"),
        ("Chávez", "2006-09-20", "VEN", "GOV", "President"),
        ("Machado", "2024-07-29", "VEN", "OPP", "opposition leader"),
        ("Timochenko", "2016-09-26", "COL", "REB", "leader of FARC"),
        ("Chérizier", "2024-03-05", "HTI", "CRM", "leader of the G9 gang alliance"),
        ("Pope Francis", "2014-06-08", "VAT", "REL", "Pope"),
        ("Guterres", "2022-04-26", "UNO", None, "Secretary-General of the United Nations"),
        ("Borrell", "2021-02-05", "EUR", None, "High Representative for Foreign Affairs"),
        ("Stoltenberg", "2022-06-29", "IGO", None, "Secretary General of NATO"),
        (
            "Lagarde",
            "2015-06-30",
            "IGO",
            None,
            "Managing Director of the International Monetary Fund",
        ),
    ],
)
def test_in_office(words: str, on: str, country: str, sector: str | None, office: str) -> None:
    holder = first(words, on)
    assert (holder.country, holder.sector, holder.office) == (country, sector, office)
    assert holder.holds_on(date.fromisoformat(on))


@pytest.mark.parametrize(
    ("words", "on", "country", "office"),
    [
        ("Obama", "2018-07-17", "USA", "President"),
        ("Trump", "2022-06-01", "USA", "President"),
        ("Merkel", "2022-06-07", "DEU", "Chancellor"),
        ("Mikheil Saakashvili", "2021-10-01", "GEO", "President"),
        ("Pedro Castillo", "2022-12-20", "PER", "President"),
        ("Thaksin", "2025-06-20", "THA", "Prime Minister"),
        ("Omar al-Bashir", "2020-02-11", "SDN", "President"),
        ("Ban Ki-moon", "2018-01-01", "UNO", "Secretary-General of the United Nations"),
    ],
)
def test_afterwards_elite(words: str, on: str, country: str, office: str) -> None:
    holder = first(words, on)
    assert (holder.country, holder.sector, holder.office) == (country, "ELI", office)


@pytest.mark.parametrize(
    ("words", "on"),
    [("Tarique Rahman", "2015-01-01"), ("Kaja Kallas", "2015-01-01"), ("Milei", "2015-01-01")],
)
def test_no_sector_before_the_office(words: str, on: str) -> None:
    assert first(words, on).sector is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Zelensky", "Volodymyr Zelenskyy"),
        ("Volodymyr Zelenskiy", "Volodymyr Zelenskyy"),
        ("Vladimir Zelensky", "Volodymyr Zelenskyy"),
        ("Aleksandr Lukashenko", "Alexander Lukashenko"),
        ("Alyaksandr Lukashenka", "Alexander Lukashenko"),
        ("Svetlana Tikhanovskaya", "Sviatlana Tsikhanouskaya"),
        ("Sergey Lavrov", "Sergei Lavrov"),
        ("Joseph R. Biden, Jr.", "Joe Biden"),
        ("Antony J. Blinken", "Antony Blinken"),
        ("Hillary Rodham Clinton", "Hillary Clinton"),
        ("Tayyip Erdogan", "Recep Tayyip Erdoğan"),
        ("Mevlut Cavusoglu", "Mevlüt Çavuşoğlu"),
        ("Binyamin Netanyahu", "Benjamin Netanyahu"),
        ("Gideon Sa’ar", "Gideon Saar"),
        ("Abu Mazen", "Mahmoud Abbas"),
        ("Moammar Gadhafi", "Muammar Gaddafi"),
        ("Bashar Assad", "Bashar al-Assad"),
        ("Abu Mohammad al-Julani", "Ahmed al-Sharaa"),
        ("Abdel-Fattah el-Sissi", "Abdel Fattah el-Sisi"),
        ("Mohammed Morsi", "Mohamed Morsi"),
        ("MBS", "Mohammed bin Salman"),
        ("Sheikh Tamim bin Hamad al-Thani", "Tamim bin Hamad Al Thani"),
        ("Abbas Araqchi", "Abbas Araghchi"),
        ("Javad Zarif", "Mohammad Javad Zarif"),
        ("Qasem Soleimani", "Qassem Soleimani"),
        ("Hemedti", "Mohamed Hamdan Dagalo"),
        ("Joao Lourenco", "João Lourenço"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Yoon Suk Yeol", "Yoon Suk-yeol"),
        ("Ferdinand Marcos Jr.", "Ferdinand Marcos"),
        ("Prayuth Chan-ocha", "Prayut Chan-o-cha"),
        ("S. Jaishankar", "Subrahmanyam Jaishankar"),
        ("Lula da Silva", "Luiz Inácio Lula da Silva"),
        ("AMLO", "Andrés Manuel López Obrador"),
        ("Gerhard Schroeder", "Gerhard Schröder"),
        ("Hashim Thaci", "Hashim Thaçi"),
        ("Lord Cameron", "David Cameron"),
        ("Tedros", "Tedros Adhanom Ghebreyesus"),
        ("Viktor Yanukovich", "Viktor Yanukovych"),
        ("Sirodjidin Aslov", "Sirojiddin Muhriddin"),
        ("Shavkat Mirziyaev", "Shavkat Mirziyoyev"),
        ("Hamad bin Jassem", "Hamad bin Jassim Al Thani"),
        ("Walid el-Moallem", "Walid al-Moallem"),
        ("Ayman al-Safadi", "Ayman Safadi"),
        ("Fouad el-Siniora", "Fouad Siniora"),
        ("Mustafa Kadhimi", "Mustafa al-Kadhimi"),
        ("Han Seung Soo", "Han Seung-soo"),
        ("Abe Shinzo", "Shinzo Abe"),
    ],
)
def test_variants(words: str, name: str) -> None:
    assert {holder.name for holder in Registry.default().holders(words, None)} == {name}


@pytest.mark.parametrize(
    ("surname", "on", "countries"),
    [
        ("Clinton", "2010-01-01", {"USA"}),
        ("Ivanov", "2003-01-01", {"RUS"}),
        ("Rasmussen", "2012-01-01", {"IGO"}),
        ("Rasmussen", "2016-01-01", {"DNK"}),
        ("Fernández", "2013-01-01", {"ARG"}),
        ("Aoun", "2018-01-01", {"LBN"}),
        ("Morales", "2018-01-01", {"BOL", "GTM"}),
        ("Salam", "2015-01-01", {"LBN"}),
        ("Schmidt", "2026-01-01", {"IGO", "WSM"}),
        ("Costa", "2025-06-01", {"EUR"}),
        ("Costa", "2020-06-01", {"PRT"}),
    ],
)
def test_surname_on_a_day(surname: str, on: str, countries: set[str]) -> None:
    assert countries_in_office(surname, on) == countries


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("George W. Bush", "Jeb Bush"),
        ("Joseph Kabila", "Laurent Kabila"),
        ("Ali Bongo", "Omar Bongo"),
        ("Mahamat Idriss Deby", "Idriss Deby"),
        ("Rafik Hariri", "Saad Hariri"),
        ("Michel Aoun", "Joseph Aoun"),
        ("Anders Fogh Rasmussen", "Lars Lokke Rasmussen"),
        ("Lech Kaczynski", "Jaroslaw Kaczynski"),
        ("Mahinda Rajapaksa", "Gotabaya Rajapaksa"),
        ("Peter Mutharika", "Bingu wa Mutharika"),
        ("Kim Jong Il", "Kim Jong Un"),
        ("Mojtaba Khamenei", "Ali Khamenei"),
    ],
)
def test_namesakes_stay_apart(one: str, other: str) -> None:
    registry = Registry.default()
    these = {holder.name for holder in registry.holders(one, None)}
    those = {holder.name for holder in registry.holders(other, None)}
    assert these
    assert these.isdisjoint(those)


def test_running_tenures_come_first_then_the_latest_past() -> None:
    found = Registry.default().holders("Shinzo Abe", date(2010, 1, 1))
    assert [holder.since for holder in found] == [date(2006, 9, 26), date(2012, 12, 26)]
    assert [holder.sector for holder in found] == ["ELI", None]


@pytest.mark.parametrize("words", ["putin", "may", "", "Nobody Of That Name"])
def test_no_holder(words: str) -> None:
    assert Registry.default().holders(words, date(2018, 1, 1)) == []


def test_rows_are_well_formed() -> None:
    assert [row for row in ROWS if not well_formed(row)] == []


def well_formed(row: list[str]) -> bool:
    """Whether a row has its columns, known codes, and an end that is not before its start."""
    name, _, _, country, office, sector, since, until = row
    start, end = first_day(since), last_day(until)
    in_order = start is None or end is None or start <= end
    return bool(name and office and in_order and country in COUNTRIES and sector in ("", *SECTORS))


def test_names_have_no_stray_blanks() -> None:
    cells = [form for row in ROWS for cell in row[:3] for form in cell.split(";")]
    assert [form for form in cells if form != " ".join(form.split())] == []


def test_rows_of_a_person_do_not_repeat_an_office_on_the_same_days() -> None:
    tenures: dict[tuple[str | None, ...], list[Holder]] = {}
    for tenure in shipped_tenures():
        holder = tenure.holder
        tenures.setdefault((holder.name, holder.country, holder.office), []).append(holder)
    for same in tenures.values():
        in_order = sorted(same, key=lambda holder: holder.since or date.min)
        for earlier, later in pairwise(in_order):
            assert earlier.until is not None
            assert later.since is not None
            assert earlier.until < later.since, earlier


def test_every_state_has_somebody_in_office_of_late() -> None:
    """Codes of no state of their own are left out."""
    covered = {row[3] for row in ROWS if row[5] == "GOV" and (not row[7] or row[7] >= "2024")}
    not_states = {
        "ABW", "AIA", "ALA", "ASM", "ATA", "ATF", "BES", "BLM", "BMU", "BVT", "CCK", "CUW", "CXR",
        "CYM", "ESH", "FLK", "FRO", "GGY", "GIB", "GLP", "GUF", "GUM", "HMD", "IMN", "IOT", "JEY",
        "MAC", "MAF", "MNP", "MSR", "MTQ", "MYT", "NCL", "NFK", "NIU", "PCN", "PRI", "PYF", "REU",
        "SGS", "SHN", "SJM", "SPM", "SXM", "TCA", "TKL", "UMI", "VAT", "VGB", "VIR", "WLF",
        "UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC",
    }  # fmt: skip
    assert set(COUNTRIES) - not_states <= covered


@pytest.mark.parametrize("row", ROWS[::25], ids=lambda row: row[0])
def test_found_by_the_full_name_in_capitals(row: list[str]) -> None:
    found = Registry.default().holders(row[0].upper(), None)
    assert row[0] in {holder.name for holder in found}


def test_a_persons_key_drops_courtesy_and_initials() -> None:
    assert person_key("Sir George W. Bush Jr.") == "george bush"
