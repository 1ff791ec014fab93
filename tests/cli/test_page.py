"""The page: who dealt with whom, on whose word, and who denies it, on one screen."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from cli.records import seed_record
from memcon.cli.show.page import WIDEST, print_page
from memcon.cli.show.words import NO_DATE_NOTE
from memcon.record import Record

DISPUTED_PAGE = """\
Ministers met in secret, envoys say
Example Wire · published Wed 14 Jun 2023 · report 9a2af10fbce959a1

Norland and Sudria
  ● talks                                                               May 2023
    “The foreign ministers of Norland and Sudria met in secret in May, the
    Harbour Gazette reported, citing two envoys.” — on the word of two envoys
    (unnamed), according to the Harbour Gazette
    denied by Eva Holt: “There was no such meeting”
    no comment from Sudria’s embassy: “declined to comment on the report”
    doubted by Analysts: “that the two met”
  ◌ restriction [hypothetical]  Sudria → Norland  unsure, 31%            no date
    “Sudria would close the strait if Norland sent ships, it was said.” — on the
    word of someone not named

The two navies (MIL)
  × cooperation [did not happen]                       5 Jun 2023 to 11 Jun 2023
    “The two navies held no drills last week.” — on the report’s word (Example
    Wire)

3 events (1 actual, 1 hypothetical, 1 negated), 6 statements, 8 actors
"""


def printed(record: Record, width: int = 80, **options: bool) -> str:
    console = Console(file=io.StringIO(), width=width, **options)
    print_page(record, console)
    assert isinstance(console.file, io.StringIO)
    return "".join(f"{line.rstrip()}\n" for line in console.file.getvalue().splitlines())


def test_a_disputed_meeting(disputed: Record) -> None:
    assert printed(disputed) == DISPUTED_PAGE


def test_events_of_the_same_parties_stand_together(seed: Record) -> None:
    page = printed(seed)
    assert page.count("Trump (USA) and Putin (RUS, GOV)\n") == 1
    group = page.partition("and Putin (RUS, GOV)\n")[2].partition("\n\n")[0]
    assert [line.split()[0] for line in group.splitlines() if line[:3].strip()] == ["●", "●", "○"]


def test_statements_without_event_stand_under_their_holder(seed: Record) -> None:
    others = printed(seed).partition("Other statements\n")[2]
    assert "  Jake Sullivan\n    warning “abandoning Ukraine could increase" in others
    assert others.count("  Steven Cheung\n") == 1


def test_a_report_without_date_says_what_that_means() -> None:
    assert NO_DATE_NOTE in " ".join(printed(seed_record(published=None)).split())
    assert NO_DATE_NOTE not in " ".join(printed(seed_record()).split())


@pytest.mark.parametrize("width", [40, 80, 120, 240])
def test_no_line_is_wider_than_the_terminal_or_a_page(seed: Record, width: int) -> None:
    lines = printed(seed, width).splitlines()
    assert max(map(len, lines)) <= min(width, WIDEST)


def test_colours_only_where_they_are_welcome(
    disputed: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[31mdenied by" in printed(disputed, force_terminal=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[31m" not in printed(disputed, force_terminal=True)
    assert "\x1b" not in printed(disputed)


def test_a_record_of_nothing_is_a_page_too() -> None:
    record = seed_record()
    empty = record.model_copy(update={"actors": (), "statements": (), "events": ()})
    assert printed(empty).endswith("\n0 events, 0 statements, 0 actors\n")
