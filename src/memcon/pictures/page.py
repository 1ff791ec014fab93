"""A drawing as a page to explore: one file, which asks nothing of any other place."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from memcon import wording
from memcon.pictures.facts import Happening, clean
from memcon.pictures.sheet import Picture, counted
from memcon.pictures.style import modalities, standings, style


def page(picture: Picture, facts: Sequence[Happening]) -> bytes:
    """The drawing as an HTML file, with what is known of each happening behind its mark."""
    script, looks = _data_file("page.js"), _colours() + _data_file("page.css")
    filled = Template(_data_file("page.html")).substitute(
        # Nothing but this very script and style may run, whatever a name smuggles in.
        policy=(
            "default-src 'none'; base-uri 'none'; form-action 'none'; "
            f"script-src {_hash(script)}; style-src {_hash(looks)}"
        ),
        title=escape(picture.title),
        style=looks,
        svg=picture.markup(),
        data=_in_script(_facts(facts)),
        script=script,
    )
    return filled.encode()


def _data_file(name: str) -> str:
    return files("memcon.pictures").joinpath("data", name).read_text("utf-8")


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def _in_script(content: object) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _facts(facts: Sequence[Happening]) -> dict[str, Any]:
    place_of = {one.id: place for place, one in enumerate(facts)}
    looks = style()
    return {
        "happenings": [_told(one, place_of) for one in facts],
        "standings": {name: {"path": looks["standing"][name]["path"]} for name in standings()},
        "modalities": {
            name: {key: looks["modality"][name][key] for key in ("words", "struck", "mark_dash")}
            for name in modalities()
        },
    }


def _told(one: Happening, place_of: Mapping[str, int]) -> dict[str, Any]:
    """A happening in words, for the list beside the picture."""
    origins = (one.given.get("origins") or {}).get("count")
    sure = [] if origins is None else [counted(origins, "independent origin")]
    sure += [f"confidence {one.given['confidence']:.0%}"] if "confidence" in one.given else []
    place = one.given.get("place") or {}
    return {
        "who": one.who,
        "names": list(dict.fromkeys(_names(one))),
        "event": one.event,
        "type": wording.label(one.event),
        "what": one.what,
        "when": one.when,
        "place": clean(place.get("text") or ""),
        "standing": one.standing,
        "modality": one.modality,
        "sure": ", ".join(sure),
        "asserted_by": _voices(one.given.get("asserted_by")),
        "denied_by": _voices(one.given.get("denied_by")),
        "plan_of": _linked(one.given.get("plan_of"), place_of),
        "planned_by": _linked(one.given.get("planned_by"), place_of),
    }


def _names(one: Happening) -> Iterator[str]:
    for party in (*(one.given.get("actor") or ()), *(one.given.get("recipient") or ())):
        yield from map(clean, (party.get("name") or "?", *(party.get("names") or ())))


def _voices(given: Sequence[Mapping[str, Any]] | None) -> list[dict[str, str]]:
    return [
        {
            "name": clean(one.get("name") or "somebody not named"),
            "words": clean(one.get("words") or ""),
        }
        for one in given or ()
    ]


def _linked(ids: Sequence[str] | str | None, place_of: Mapping[str, int]) -> list[int]:
    """Where the happenings with these ids stand in the list, those that are in it."""
    several = [ids] if isinstance(ids, str) else ids or ()
    return [place_of[id_] for id_ in several if id_ in place_of]


def _colours() -> str:
    """The colours as variables of style, light and dark, and the rules for standings."""
    looks = style()
    light, dark = dict(looks["ink"]), dict(looks["dark"])
    for name in standings():
        one = looks["standing"][name]
        light[f"{name}-fill"], light[f"{name}-line"] = one["fill"], one["line"]
        dark[f"{name}-line"] = one["dark"]
    return (
        f":root {{ {_variables(light)} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {_variables(dark)} }} }}\n"
        + "".join(map(_rules, standings()))
    )


def _variables(colours: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())


def _rules(standing: str) -> str:
    line, fill = f"var(--{standing}-line)", f"var(--{standing}-fill)"
    return (
        f".mark.{standing}, .span.{standing}, .strike.{standing} {{ stroke: {line}; }}\n"
        f".arrow.{standing} {{ fill: {line}; }}\n"
        f".mark.{standing}.actual {{ fill: {fill}; }}\n"
        f".strand.{standing} {{ stroke: {fill}; }}\n"
    )
