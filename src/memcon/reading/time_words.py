"""The words of time expressions, from `data/dates.toml`, as tables and as patterns.

In a template a blank stands for any blank of the text, `'` for any apostrophe, `{month}` for the
words of a table, `{every|each}` for these words; the first letter may be a capital. Every
repetition is bounded, so a search is linear in the text by construction.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words() -> dict[str, Any]:
    """The tables of `data/dates.toml`."""
    source = files("memcon.reading").joinpath("data/dates.toml")
    tables: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    return tables


def plain(form: str) -> str:
    """A form of the text as the tables write it."""
    return " ".join(form.lower().replace("’", "'").split())


def month_number(form: str) -> int:
    """The number of a month, from 1."""
    return _numbers("months")[form.rstrip(".").title()]


def weekday_number(form: str) -> int:
    """The number of a weekday, from 0 for Monday."""
    return _numbers("weekdays")[form.rstrip(".").title()]


@cache
def _numbers(table: str) -> dict[str, int]:
    entries = words()[table].items()
    return {form: entry["number"] for name, entry in entries for form in (name, *entry["short"])}


@cache
def singulars() -> dict[str, str]:
    """The singular of every form of a unit, itself included."""
    found: dict[str, str] = {}
    for singular, entry in words()["units"].items():
        found |= {singular: singular, entry.get("plural", singular + "s"): singular}
    return found


def number(amount: str) -> float:
    """The number an amount tells ("three", "2,000", "5 1/2", "a couple of"), 0 if it tells none."""
    form = plain(amount)
    whole = form.removesuffix(" 1/2").removesuffix(" and a half")
    half = 0.5 if whole != form else 0.0
    known = words()["amounts"] | words()["numbers"]
    if whole in known:
        return float(known[whole] + half)
    if whole[0].isdigit():
        return float(whole.replace(",", "")) + half
    return float(sum(known[part] for part in whole.split("-"))) + half


def preceded(text: str, position: int, cue: str) -> bool:
    """Whether words that a cue (a template) stands for stand right before a position."""
    return bool(_before(cue).search(text, max(0, position - 40), position))


def followed(match: re.Match[str], cue: str) -> bool:
    """Whether a cue (a template) matches right after a match."""
    return bool(_after(cue).match(match.string, match.end()))


@cache
def _before(cue: str) -> re.Pattern[str]:
    return re.compile(_spaced(rf"(?<!\w)(?:{cue}) \Z"), re.IGNORECASE)


@cache
def _after(cue: str) -> re.Pattern[str]:
    return re.compile(_spaced(cue))


_FIELD = re.compile(r"\{([a-z| ]+)\}")
_BLANK = r"(?:[^\S\n]{1,4}|[^\S\n]{0,4}\n[^\S\n]{0,4})"


def pattern(template: str) -> str:
    """The regular expression of a template; it ends where a word ends."""
    return _spaced(_FIELD.sub(lambda field: _field(field[1]), template)) + r"(?!\w)"


def anywhere(templates: Iterable[str]) -> re.Pattern[str]:
    """One pattern that finds each place where one of the templates matches.

    What phrases can begin with is tested before any template: the search is twice as fast so.
    """
    templates = list(templates)
    forms = [form for forms in _forms().values() for form in forms]
    fields = [field for template in templates for field in _FIELD.findall(template)]
    forms += [form for field in fields for form in field.split("|")]
    heads = _choice(form.split()[0] for form in forms)
    nameless = (re.sub(r"\(\?P<\w+>", "(?:", pattern(template)) for template in templates)
    return re.compile(rf"(?<!\w)(?=[\d'’QF]|{heads})(?:{'|'.join(nameless)})")


def _spaced(source: str) -> str:
    return source.replace(" ", _BLANK).replace("'", "['’]")


def _field(name: str) -> str:
    return _vocabulary().get(name) or _choice(name.split("|"))


@cache
def _vocabulary() -> dict[str, str]:
    """The pattern for each `{name}`."""
    exact = ("name", "holiday", "fullmonth", "month", "fullweekday", "weekday", "set")
    found = {name: _choice(forms, exact=name in exact) for name, forms in _forms().items()}
    number = f"(?:{found['tens']}(?:-{found['below']})?|{found['below']})"
    figure = r"(?<![$€£¥.,:/\d])\d{1,3}(?:,\d{3}|\d?)(?:\.\d| 1/2)?"
    zone = "GMT|UTC|EST|EDT|ET|CET|CEST|BST|PST|PDT|MSK|local time|[A-Z][a-z]{2,12} time"
    return found | {
        "month": rf"(?:{found['fullmonth']}|{found['month']}\.?)",
        "weekday": rf"(?:{found['fullweekday']}|{found['weekday']}\.?)",
        "number": number,
        "figure": figure,
        "amount": f"(?:(?:{number}|{figure})(?: and a half)?|{found['amount']})",
        "year": r"(?:1[5-9]|2[01])\d\d",
        "day": r"(?<![$€£¥.,:/])(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\w)",
        "dash": "[-–—]",
        "gap": "(?: |-)",
        "zone": f"(?: (?:{zone}))?",
        "counted": words()["cues"]["counted"],
    }


@cache
def _forms() -> dict[str, list[str]]:
    """The words that `{name}` stands for, of the names that stand for words."""
    tables = words()
    numbers = tables["numbers"].items()
    units = [form for form, singular in singulars().items() if singular != "quarter"]
    forms: dict[str, Iterable[str]] = {
        "name": tables["names"]["words"],
        "fullmonth": _cased(tables["months"]),
        "month": _cased(form for entry in tables["months"].values() for form in entry["short"]),
        "fullweekday": _cased(tables["weekdays"]),
        "weekday": _cased(form for entry in tables["weekdays"].values() for form in entry["short"]),
        "season": tables["seasons"],
        "holiday": [form for entry in tables["holidays"] for form in entry["words"]],
        "phrase": [form for entry in tables["phrases"] for form in entry["words"]],
        "shift": tables["shifts"],
        # "He said that Friday's strike …" is no "that Friday".
        "nameshift": [form for form in tables["shifts"] if not form.endswith("that")],
        "ordinal": tables["ordinals"],
        "century": tables["centuries"],
        "part": ["early", "mid", "late"],
        "daypart": tables["dayparts"],
        "clock": tables["clock"],
        "calendar": ["day", "week", "month", "quarter", "year", "decade", "century"],
        "unit": units,
        "units": [form for form in units if form != singulars()[form]],
        "way": tables["ways"],
        "set": tables["sets"],
        "long": tables["long"],
        "amount": tables["amounts"],
        "below": [form for form, value in numbers if value < 20],
        "tens": [form for form, value in numbers if value >= 20],
    }
    return {name: list(table) for name, table in forms.items()}


def _cased(names: Iterable[str]) -> list[str]:
    """As written and in capitals."""
    return [case for name in names for case in (name, name.upper())]


def _choice(forms: Iterable[str], *, exact: bool = False) -> str:
    """A pattern for any of the forms, the longest that fits.

    Letters that forms share are tested once, which makes the search three times as fast.
    """
    tree: dict[str, Any] = {}
    for form in forms:
        node = tree
        for letter in form:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(tree, exact)


def _branches(tree: dict[str, Any], exact: bool = True) -> str:
    branches = [_letter(key, exact) + _branches(node) for key, node in tree.items() if key]
    if not branches:
        return ""
    if "" in tree:
        return f"(?:{'|'.join(branches)})?"
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _letter(letter: str, exact: bool) -> str:
    if letter.isalpha() and not exact:
        return f"[{letter.upper()}{letter}]"
    return letter if letter == " " else re.escape(letter)  # blanks are filled in later
