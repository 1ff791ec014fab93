"""Files: their endings, the same bytes for the same happenings, and what hostile names do."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memcon.errors import UsageError
from memcon.pictures import draw_network, draw_timeline
from pictures.composed import affair, happening, many

Draw = Callable[[list[dict[str, Any]], Path], None]
both = pytest.mark.parametrize("draw", [draw_timeline, draw_network])
SCRIPT = "</script><script>alert(1)</script>"


def data_of(page: str) -> dict[str, Any]:
    (data,) = re.findall(
        r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL
    )
    found: dict[str, Any] = json.loads(data)
    return found


@both
@pytest.mark.parametrize(
    ("ending", "given_"), [("png", affair()), ("html", affair()), ("svg", many(200))]
)
def test_the_same_happenings_give_the_same_bytes(
    draw: Draw, ending: str, given_: list[dict[str, Any]], tmp_path: Path
) -> None:
    first, second = tmp_path / f"1.{ending}", tmp_path / f"2.{ending}"
    draw(given_, first)
    draw(given_[::-1], second)
    assert first.read_bytes() == second.read_bytes()


def test_bytes_do_not_hang_on_the_seed_of_hashes(tmp_path: Path) -> None:
    (tmp_path / "given.json").write_text(json.dumps(affair()), "utf-8")
    code = (
        "import json, sys; from memcon.pictures import draw_network, draw_timeline\n"
        "given = json.load(open(sys.argv[1] + '/given.json', encoding='utf-8'))\n"
        "draw_network(given, sys.argv[1] + f'/n{sys.argv[2]}.html')\n"
        "draw_timeline(given, sys.argv[1] + f'/t{sys.argv[2]}.html')\n"
    )
    for seed in ("1", "2"):
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))}
        arguments = [sys.executable, "-c", code, str(tmp_path), seed]
        subprocess.run(arguments, env=environment, check=True)
    for kind in "nt":
        first, second = (tmp_path / f"{kind}{seed}.html" for seed in ("1", "2"))
        assert first.read_bytes() == second.read_bytes()


@both
def test_a_png_has_pixels_for_print(draw: Draw, tmp_path: Path) -> None:
    draw(affair(), tmp_path / "a.PNG")
    content = (tmp_path / "a.PNG").read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">I", content[16:20])[0] == 3600


@both
def test_another_ending_is_refused_with_those_that_are_possible(draw: Draw, tmp_path: Path) -> None:
    for name in ("a.pdf", "a", ".svg"):
        with pytest.raises(UsageError, match=r"\.svg, \.png or \.html"):
            draw(affair(), tmp_path / name)
        assert not (tmp_path / name).exists()


@both
def test_a_folder_that_is_not_there_is_told(draw: Draw, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        draw(affair(), tmp_path / "nowhere" / "a.svg")


@both
def test_letters_stay_letters_in_svg(draw: Draw, tmp_path: Path) -> None:
    draw(affair(), tmp_path / "a.svg")
    words = "\n".join(fromstring((tmp_path / "a.svg").read_bytes()).itertext())
    assert "王毅" in words
    assert "محمد" in words


@both
def test_names_cannot_break_out_of_the_page(draw: Draw, tmp_path: Path) -> None:
    hostile = happening(
        actor=(SCRIPT, '"><img src=x onerror=alert(1)>'),
        text="<!--<script>",
        start=None,
        asserted_by=((SCRIPT, SCRIPT),),
        denied_by=(("$script ${data}", "<b>&amp;"),),
    )
    hostile["place"] = {"text": SCRIPT, "country": None}
    draw([hostile], tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text("utf-8")
    assert page.count("<script") == page.count("</script>") == 2
    assert "<img" not in page
    assert "<!--" not in page
    (told,) = data_of(page)["happenings"]
    assert told["asserted_by"] == [{"name": SCRIPT, "words": SCRIPT}]
    assert told["denied_by"] == [{"name": "$script ${data}", "words": "<b>&amp;"}]


@both
def test_a_page_asks_nothing_of_any_other_place(draw: Draw, tmp_path: Path) -> None:
    draw([*affair(), happening("u", actor=("https://example.org/x.js", "B"))], tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text("utf-8")
    assert "default-src 'none'" in page
    assert not re.search(
        r"""(?:src|href|action|url)\s*[=(]\s*["']?\s*[a-z/]""", page, re.IGNORECASE
    )
    assert not re.search(r"fetch\(|XMLHttpRequest|WebSocket|import\(|sendBeacon", page)


@both
def test_script_and_style_are_those_that_the_page_allows(draw: Draw, tmp_path: Path) -> None:
    import base64
    import hashlib

    draw(affair(), tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text("utf-8")
    for tag in ("script", "style"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in page


@both
def test_the_page_knows_who_denies_in_their_words_and_what_became_of_plans(
    draw: Draw, tmp_path: Path
) -> None:
    draw(affair(), tmp_path / "a.html")
    told = data_of((tmp_path / "a.html").read_text("utf-8"))["happenings"]
    (disputed,) = [one for one in told if one["standing"] == "disputed"]
    assert disputed["denied_by"] == [{"name": "Ola Rask", "words": "No call."}]
    (plan,) = [one for one in told if one["plan_of"]]
    assert told[plan["plan_of"][0]]["standing"] == "confirmed"


def test_a_name_cannot_turn_the_direction_of_the_line(tmp_path: Path) -> None:
    draw_timeline([happening(actor=("Ada\u202e gnoL", "B"))], tmp_path / "a.svg")
    assert "\u202e" not in (tmp_path / "a.svg").read_text("utf-8")


@both
@settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    named=st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), min_size=1, max_size=6),
    words=st.text(max_size=40),
)
def test_any_names_make_files_that_can_be_read(
    draw: Draw, named: list[tuple[str, str]], words: str, tmp_path: Path
) -> None:
    given_ = [
        happening(f"h{i}", actor=(a,), recipient=(b,), start=None, text=words)
        for i, (a, b) in enumerate(named)
    ]
    for one in given_:
        for side in ("actor", "recipient"):
            one[side][0]["name"] += chr(0xD800)
    draw(given_, tmp_path / "a.svg")
    fromstring((tmp_path / "a.svg").read_bytes())
    draw(given_, tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text("utf-8")
    assert page.count("<script") == 2
    assert len(data_of(page)["happenings"]) == len(given_)


def test_no_fonts_are_no_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import resvg_py

    from memcon.pictures.png import has_fonts

    drawing = resvg_py.svg_to_bytes

    def without_fonts(**given_: Any) -> bytes:
        return bytes(drawing(**given_, skip_system_fonts=True))

    monkeypatch.setattr(resvg_py, "svg_to_bytes", without_fonts)
    has_fonts.cache_clear()
    draw_timeline(affair(), tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert not has_fonts()
    has_fonts.cache_clear()
