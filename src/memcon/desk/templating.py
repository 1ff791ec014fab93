"""Pages from templates: everything escaped, names isolated, dates and lengths kept in bounds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode, urlsplit

from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, Response

from memcon import wording
from memcon.record import day_of

if TYPE_CHECKING:
    from jinja2 import Environment

_NAME: Final = 120
_BDI, _BDI_END = Markup("<bdi>"), Markup("</bdi>")
_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain_page(
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,  # noqa: ANN401
) -> Response:
    """A page by its template, without anything that only a signed-in reader sees."""
    html = environment().get_template(template).render(**values)
    return HTMLResponse(html, status_code=status, headers=dict(headers or {}))


@cache
def environment() -> Environment:
    """The templates, with what they can say."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("memcon.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        bdi=bdi, day=day, time=time_element, moment=moment, short=short, line=line, label=label,
        when=when, href=href, percent=percent, shown=shown, plural=plural, query=query,
        capital=capital, number=number,
    )  # fmt: skip
    made.globals.update(static=static, mark=mark, standings=_standings())
    return made


def line(text: object) -> str:
    """Words on one line, without characters that cannot be shown."""
    return " ".join(_UNSEEN.sub("\ufffd", str(text)).split())


def short(text: object, most: int = _NAME) -> str:
    """Words on one line, and no more of them than there is room for."""
    # Cut twice: a title of millions of characters is not put on one line only to be cut.
    whole = line(str(text)[: 4 * most])
    return whole if len(whole) <= most else f"{whole[:most].rstrip()}…"


def shown(text: str) -> Markup:
    """Words of a report as they stand, character for character, as far as HTML can hold them."""
    # A carriage return that is no reference would be taken for a line feed.
    return Markup("&#13;").join(_UNSEEN.sub("\ufffd", text).split("\r"))


def bdi(text: object, most: int = _NAME) -> Markup:
    """A name, set apart so that its direction turns nothing around it."""
    # Adding escapes, and is several times as fast as formatting.
    return _BDI + short(text, most) + _BDI_END


def number(value: int) -> str:
    """A count with its thousands apart."""
    return f"{value:,}"


def plural(count: int, word: str, several: str | None = None) -> str:
    """A count with its noun: 1 report, 2 reports."""
    return f"{count:,} {word if count == 1 else several or f'{word}s'}"


def percent(share: float) -> str:
    """A confidence as people read it."""
    return f"{share:.0%}"


def capital(text: str) -> str:
    """Words with a capital at their beginning, the rest as it is."""
    return text[:1].upper() + text[1:]


def label(event: str, mode: str | None = None) -> str:
    """A PLOVER type and mode in plain words."""
    return wording.label(event, mode)


def when(dated: Mapping[str, Any]) -> Markup:
    """A happening's date: a machine's form beside the words."""
    start, end = (_day(dated.get(name)) for name in ("start", "end"))
    words = wording.when(start, end, dated.get("text"))
    if start is None or start != end:
        return escape(short(words))
    return time_element(start)


def time_element(day_: date | datetime | str | None) -> Markup:
    """A day; a script may put it into the form that the reader is used to."""
    if day_ is None:
        return Markup("")
    return _time(day_of(day_))


@lru_cache(4_000)
def _time(day_: date) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(day_.isoformat(), wording.day(day_))


def moment(at: datetime) -> Markup:
    """A moment in UTC; a script may put it into the reader's form and time zone."""
    said = f"{wording.day(at.date())}, {at:%H:%M} UTC"
    return Markup('<time datetime="{}">{}</time>').format(f"{at:%Y-%m-%dT%H:%MZ}", said)


def day(day_: date | None) -> str:
    """A day in words; nothing for none."""
    return "" if day_ is None else wording.day(day_)


def href(address: str | None) -> str | None:
    """An address that may be followed: of the web, not too long; else None."""
    try:
        parts = urlsplit(address or "")
        safe = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return address if safe and len(address or "") <= 2000 else None


def query(pairs: Iterable[tuple[str, str]]) -> str:
    """The end of an address, with its question mark; nothing for nothing."""
    encoded = urlencode(list(pairs), errors="replace")
    return f"?{encoded}" if encoded else ""


def static(name: str) -> str:
    """The address of a file that the desk ships; another when the file has changed."""
    return f"/static/{name}?{_digest(name)}"


@lru_cache(64)
def mark(standing: str, modality: str = "actual") -> Markup:
    """The shape by which a standing is known, filled for what happened."""
    from memcon.pictures.style import style

    path = style()["standing"][standing]["path"]
    struck = Markup('<path d="M-1.5 1.5L1.5-1.5"/>') if modality == "negated" else Markup("")
    return Markup(
        '<svg class="sign {} {}" viewBox="-1.7 -1.7 3.4 3.4" aria-hidden="true">'
        '<path d="{}"/>{}</svg>'
    ).format(standing, modality, path, struck)


def standing_style() -> str:
    """The colours of the standings as CSS, light and dark, from where pictures have them."""
    from memcon.pictures.style import style

    light, dark = [], []
    for name, looks in style()["standing"].items():
        light.append(f"--{name}-fill:{looks['fill']};--{name}-ink:{looks['line']};")
        dark.append(f"--{name}-ink:{looks['dark']};")
    rules = (
        f".sign.{n}{{fill:var(--{n}-fill);stroke:var(--{n}-ink)}}.standing.{n}{{color:var(--{n}-ink)}}"
        f".edge.{n}{{border-inline-start-color:var(--{n}-fill)}}{_drawn(n)}"
        for n in _standings()
    )
    return (
        f":root{{{''.join(light)}}}@media(prefers-color-scheme:dark){{:root{{{''.join(dark)}}}}}"
        f"{''.join(rules)}"
    )


def _drawn(standing: str) -> str:
    """The rules for a standing in a picture."""
    ink, fill = f"var(--{standing}-ink)", f"var(--{standing}-fill)"
    return (
        f".drawing :is(.mark,.span,.strike).{standing}{{stroke:{ink}}}"
        f".drawing .arrow.{standing}{{fill:{ink}}}.drawing .mark.{standing}.actual{{fill:{fill}}}"
        f".drawing .strand.{standing}{{stroke:{fill}}}"
    )


def _day(given: object) -> date | None:
    return None if given is None else day_of(given)


@cache
def _standings() -> tuple[str, ...]:
    from memcon.ledger.standing import STANDINGS

    return STANDINGS


@cache
def _digest(name: str) -> str:
    content = (
        standing_style().encode()
        if name == "standings.css"
        else files("memcon.desk").joinpath("static", name).read_bytes()
    )
    return hashlib.sha256(content).hexdigest()[:12]
