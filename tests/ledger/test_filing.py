"""What the ledger keeps of a record's events: on whose word they rest, and whose a body is."""

from __future__ import annotations

from pathlib import Path

from cli.records import Book
from memcon.ledger import open_ledger
from memcon.ledger.filing import facts
from memcon.record import Report


def test_what_a_body_tells_in_its_own_report_without_a_speaker_is_its_word() -> None:
    book = Book(Report.of("QUESTION: Well? MS. DOE: She met Baird.", publisher="The White House"))
    said = book.statement(None, "MS. DOE", "She met Baird")
    baird = book.actor("John Baird", country="CAN")
    book.event("CONSULT", "met", actor=[baird], according_to=[said])

    [fact] = facts(book.record())

    assert [v.holder.name for v in fact.voices if v.holder] == ["The White House"]


def test_a_newspaper_whose_name_is_an_office_is_no_body() -> None:
    book = Book(Report.of("They met Baird.", publisher="Sunday Leader"))
    book.event("CONSULT", "met", actor=[book.actor("John Baird", country="CAN")])

    [fact] = facts(book.record())

    assert [v.holder for v in fact.voices] == [None]


def test_a_ruling_body_without_a_country_speaks_for_that_of_the_dateline(tmp_path: Path) -> None:
    book = Book(Report.of("KHARTOUM (Reuters) - They met Chad, the foreign ministry said."))
    ministry = book.actor("foreign ministry", "organisation", sector="GOV")
    said = book.statement(ministry, "said", "They met Chad")
    book.event("CONSULT", "met", actor=[ministry], according_to=[said])

    [fact] = facts(book.record())

    assert [v.holder.country for v in fact.voices if v.holder] == ["SDN"]
    with open_ledger(tmp_path / "memcon.db") as ledger:
        ledger.add(book.record())
        assert [one.event for one in ledger.happenings()] == ["CONSULT"]


def test_a_verbal_act_in_its_doers_own_words_rests_on_him() -> None:
    book = Book(Report.of("Joseph Lelang called for an inquiry."))
    lelang = book.actor("Joseph Lelang", country="PNG")
    book.statement(lelang, "called for", "an inquiry")
    book.event("REQUEST", "called for an inquiry", actor=[lelang])

    [fact] = facts(book.record())

    assert [v.holder.name for v in fact.voices if v.holder] == ["Joseph Lelang"]


def test_what_a_bystander_says_in_the_same_words_leaves_it_the_reports_own() -> None:
    book = Book(Report.of("Joseph Lelang called for an inquiry."))
    lelang, marape = book.actor("Joseph Lelang"), book.actor("James Marape")
    book.statement(marape, "called for", "an inquiry")
    book.event("REQUEST", "called for an inquiry", actor=[lelang])

    [fact] = facts(book.record())

    assert [v.holder for v in fact.voices] == [None]


def test_reports_that_nobody_is_named_for_are_the_word_of_another_outlet() -> None:
    text = "A ministry was silent on media reports that they met Baird."
    book = Book(Report.of(text, publisher="Reuters"))
    said = book.statement(None, "media reports", "they met Baird")
    baird = book.actor("John Baird", country="CAN")
    book.event("CONSULT", "met", actor=[baird], according_to=[said])

    [fact] = facts(book.record())

    assert [(v.holder.kind, v.holder.sector) for v in fact.voices if v.holder] == [
        ("unnamed", "JRN")
    ]
