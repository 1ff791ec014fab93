"""Functions in other processes: what they give and raise, and what becomes of those that hang."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator

import pytest

from memcon.errors import SourceError
from memcon.sources.text import decode
from memcon.watch.apart import PROCESSES, Apart, DiedError


@pytest.fixture
def apart() -> Iterator[Apart]:
    made = Apart(limit=20)
    yield made
    made.close()


def test_what_a_function_gives_or_raises_comes_back(apart: Apart) -> None:
    assert apart(decode, b"caf\xc3\xa9", "name") == "café"
    with pytest.raises(SourceError, match=r"name: byte 0xFF at offset 0 is not UTF-8") as raised:
        apart(decode, b"\xff", "name")
    assert raised.value.input == "name"
    assert apart(os.getpid) != os.getpid()


def test_one_that_dies_costs_no_other(apart: Apart) -> None:
    with pytest.raises(DiedError, match="the process that did died"):
        apart(os._exit, 3)
    assert apart(len, "abc") == 3


def test_one_that_hangs_is_ended_and_holds_up_nobody() -> None:
    apart = Apart(limit=3)
    got: list[object] = []

    def hang() -> None:
        try:
            apart(time.sleep, 600)
        except TimeoutError as error:
            got.append(str(error))

    threads = [threading.Thread(target=hang) for _ in range(PROCESSES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert got == ["takes longer than 3 seconds to read"] * PROCESSES
    apart.close()


def test_it_is_closed_whatever_it_is_at() -> None:
    apart = Apart(limit=60)
    ended = threading.Event()

    def hang() -> None:
        try:
            apart(time.sleep, 600)
        except DiedError:
            ended.set()

    thread = threading.Thread(target=hang, daemon=True)
    thread.start()
    time.sleep(0.1)
    apart.close()
    assert ended.wait(30)
    thread.join(30)
